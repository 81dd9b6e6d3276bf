"""The README says of engines what tests show, and no more."""

from __future__ import annotations

import pytest

from dashboard.warehouse import sessions
from queries import dialects
from tests import engine_table
from tests.engine_table import ENGINES, ROOT, Proof, in_readme, proofs, table


def test_the_readmes_table_is_what_the_tests_say() -> None:
    assert in_readme((ROOT / "README.md").read_text("utf-8")) == table()


def test_every_engine_that_the_product_has_words_for_is_in_it() -> None:
    named = {name for names in ENGINES.values() for name in names}
    assert named == {"duckdb", *sessions._SESSIONS, *dialects._TYPES} - {"sqlite"}  # no warehouse: tests use it
    assert {proof.engine for proof in proofs()} <= set(ENGINES)


def test_what_no_test_shows_was_not_tried_and_what_runs_is_not_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [Proof("Trino", "queries", "read", "make test"), Proof("DuckDB", "audits", "read", "make test"),
             Proof("DuckDB", "audits", "run", "make test-spark")]  # fmt: skip
    monkeypatch.setattr(engine_table, "proofs", lambda: iter(shown))
    lines = {line.split(" | ")[0].strip("| "): line for line in table().splitlines()}
    untried = "not tried | not tried | not tried"
    assert lines["DuckDB"] == f"| DuckDB | not tried | yes | {untried} | `make test`, `make test-spark` |"
    assert lines["Trino"] == f"| Trino | as text | not tried | {untried} | `make test` |"
    assert lines["Redshift"] == f"| Redshift | not tried | not tried | {untried} | not tried |"
