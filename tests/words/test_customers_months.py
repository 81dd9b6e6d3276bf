"""Of which table customers' months are made is said beside what they bring, and in the evidence of what reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.measure import evidence, figure_of, tile
from dashboard.measures import MEASURES
from dashboard.refresh import record
from dashboard.snapshots.manifest import Manifest, TableEntry
from dashboard.words import customers_months as words
from data_checks.profile import Profile
from queries.contract import STAND_INS
from queries.source import Source, SourceTable
from tests.published import LAST, SETTINGS, data, view


def manifest(found: Data, made_of: str | None) -> Manifest:
    read = found.snapshot.manifest
    entries = {
        name: entry.model_copy(update={"reads": ["revenue"] if name == "customer_revenue" else []})
        for name, entry in read.datasets.items()
    }
    table = TableEntry(name="revenue", present=True, made_of=made_of)
    return read.model_copy(update={"datasets": entries, "tables": {"revenue": table}})


@pytest.mark.parametrize(("made_of", "table", "how"), [
    (None, "revenue", "as the table revenue has them."),
    ("invoices", "invoices", "made of invoices, each spread over the time that it is for."),
    ("revenue_movements", "revenue_movements", "made of revenue_movements, added up."),
])  # fmt: skip
def test_the_table_stands_on_the_card_and_in_the_evidence(
    tmp_path: Path, made_of: str | None, table: str, how: str
) -> None:
    found = data(tmp_path, customer_revenue=[{"month": LAST, "region": "North", "amount": 400.0}])
    object.__setattr__(found.snapshot, "manifest", manifest(found, made_of))
    question = Question(found, view(), SETTINGS)
    card = tile(question, figure_of(question, "customers_revenue"))
    assert card.note == f"from customers' months, not a ledger · of the table {table}"
    assert (words.NAME, how) in evidence(question, "customers_revenue").facts


def test_of_nothing_else_it_is_said(tmp_path: Path) -> None:
    found = data(tmp_path, finance=[{"month": LAST, "line": "recurring_revenue", "amount": 400.0}])
    told = manifest(found, "invoices")
    assert words.basis(MEASURES["recurring_revenue"], told) == ""
    assert words.basis(MEASURES["cost_to_serve"], told) == "per customer and month"
    assert words.facts(("finance",), told) == []


def test_what_a_table_is_made_of_is_on_record() -> None:
    tables = {
        "revenue": SourceTable("revenue", {}, "select 1", made_of="invoices"),
        "invoices": SourceTable("invoices", {}),
    }
    kept = record.tables(Source("duckdb", tables), Profile(date(2026, 1, 1).isoformat(), {}))
    assert {name: entry.made_of for name, entry in kept.items() if entry.present} == {
        "revenue": "invoices", "invoices": None,
    }  # fmt: skip


def test_every_table_that_can_stand_in_has_its_words() -> None:
    assert {words.TABLE, *STAND_INS} == set(words._MADE)
