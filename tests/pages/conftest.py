"""Pages run for real: the router or a page, in Streamlit's own test runner, on published snapshots."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from dashboard.configuration import load
from dashboard.refresh.run import refresh
from dashboard.screen import frame
from dashboard.settings import Settings
from tests.conftest import UNTIL

ROOT = Path(__file__).resolve().parents[2]
ROUTER = ROOT / "dashboard" / "screen" / "router.py"

Open = Callable[..., AppTest]


def settings_for(warehouse: Path, store: Path) -> Settings:
    """Return the project's own settings with this warehouse and this store."""
    changes = {
        "warehouse_url": SecretStr(f"duckdb:///{warehouse}"),
        "snapshots": store,
        "as_of": UNTIL,
        "demo_file": warehouse,
    }
    return load(ROOT).model_copy(update=changes)


@pytest.fixture(scope="session")
def demo_store(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the small demo company as `refresh` publishes it."""
    store = tmp_path_factory.mktemp("store")
    refresh(settings_for(demo_warehouse, store), report=lambda _: None)
    return store


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Return a function that points the app at a store; nothing of it is remembered afterwards."""
    caches = (frame.read_settings, frame.current_snapshot, frame.data_for)

    def point(store: Path) -> None:
        monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(store))
        monkeypatch.setenv("NORTHSTAR_AS_OF", UNTIL.isoformat())
        for cache in caches:
            cache.cache_clear()

    yield point
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def open_page(on: Callable[[Path], None], demo_store: Path) -> Open:
    """Return a function that opens a page of the demo company as a visitor's browser would ask for it."""

    def open_(file: str = "pages/overview.py", store: Path = demo_store, **query: str | list[str]) -> AppTest:
        on(store)
        app = AppTest.from_file(str(ROUTER), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if file != "pages/overview.py":
            app.switch_page(str(ROOT / file)).run()
        assert not app.exception, app.exception
        return app

    return open_


def words(app: AppTest) -> str:
    """Return all that a page says: its cards, its Markdown, warnings, tables and the texts of its charts."""
    kinds = (app.markdown, app.warning, app.error, app.info, app.caption, app.subheader, app.title)
    said = [str(element.value) for elements in kinds for element in elements]
    said += [json.loads(card.proto.json)["markup"] for card in app.get("bidi_component")]
    said += [frame_.value.to_string(na_rep="") for frame_ in app.dataframe]
    said += [link.proto.label for link in app.get("page_link")]
    return "\n".join(said)
