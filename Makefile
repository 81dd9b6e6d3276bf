# Two commands do everything on a fresh machine with Python 3.11 or later: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run gallery test quick bench check format browser office test-office spark test-spark clean

run: $(VENV)/run.done  ## environment, packages, the demo company, and the app at localhost:8501
	@test -e data/snapshots/current || $(BIN)/python -m dashboard demo --publish
	$(BIN)/streamlit run app.py --server.port $(PORT)

gallery: $(VENV)/run.done  ## one of every kind of block, in every state, at localhost:8501
	$(BIN)/streamlit run dashboard/screen/gallery.py --server.port $(PORT)

test: $(VENV)/test.done browser  ## environment, packages, a browser, every test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: $(VENV)/test.done  ## the fast lane: no server, no browser, no whole refresh, no slow file
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not whole"

bench: $(VENV)/test.done browser  ## the quick benchmarks: ours beside the reference page, some ten minutes
	$(BIN)/python -m benchmarks.server --changes 6
	$(BIN)/python -m benchmarks.browser --clicks 3 --visits 3
	$(BIN)/python -m benchmarks.memory --sessions 5
	$(BIN)/python -m benchmarks.load --viewers 30 --seconds 12

test-office: $(VENV)/test.done office  ## decks as LibreOffice draws them, slide by slide: some minutes
	$(BIN)/python -m pytest -n 0 tests/office/as_drawn.py

spark: $(VENV)/spark.done  ## a Spark cluster on this machine with the demo company: says its address, Ctrl-C stops it
	$(BIN)/python -m tests.spark.cluster

test-spark: $(VENV)/spark.done  ## the demo company on that cluster, part after part of which dies: some minutes
	$(BIN)/python -m pytest -n 0 tests/spark/on_a_cluster.py

check: $(VENV)/test.done  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

format: $(VENV)/test.done
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:  ## Chromium: the system's own, or Debian's
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	 { echo "Installing Chromium for the tests …"; apt-get update -qq && apt-get install -y -qq chromium; } || \
	 { echo "The tests need Chromium: install it and try again."; exit 1; }

office:  ## LibreOffice Impress and poppler, for test-office alone: the system's own, or Debian's
	@{ command -v soffice && command -v pdftotext; } >/dev/null || \
	 { echo "Installing LibreOffice for the tests of decks …"; apt-get update -qq && \
	   apt-get install -y -qq --no-install-recommends libreoffice-impress poppler-utils fonts-crosextra-carlito; } || \
	 { echo "These tests need LibreOffice Impress and poppler: install them and try again."; exit 1; }

$(VENV)/run.done: requirements.txt requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c requirements.lock
	@touch $@

$(VENV)/test.done: $(VENV)/run.done requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c requirements.lock
	@touch $@

$(VENV)/spark.done: $(VENV)/test.done tests/spark/engine.txt
	@command -v java >/dev/null || \
	 { echo "Installing Java for Spark …"; apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless; } || \
	 { echo "Spark needs Java 17 or later: install it and try again."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(VENV)/spark -r tests/spark/engine.txt
	@touch $@

clean:
	rm -rf $(VENV) data .pytest_cache .mypy_cache .ruff_cache
