"""D1 to D5: checks, freshness, what to connect, definitions and snapshots, folded below the answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from dashboard.blocks import Choice, Fold, Note, Table, strings
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.features.data_health.checks import checks
from dashboard.features.data_health.connect import connect
from dashboard.features.data_health.definitions import definitions
from dashboard.features.data_health.freshness import freshness
from dashboard.features.data_health.snapshots import snapshots
from dashboard.features.feature import Feature
from dashboard.measures import MEASURES, definition
from dashboard.snapshots.manifest import ContractTable, Manifest
from tests.features.companies import everything
from tests.features.data_health.conftest import Ask, in_state
from tests.manifests import SINCE, entry, finding, of

Told = Callable[..., Question]
DETAILS = (checks, freshness, connect, definitions, snapshots)
PART = Grant(regions=frozenset({"North"}))


def fold(declared: Feature, question: Question, position: int = 0) -> Fold:
    found = declared.blocks(question)[position]
    assert isinstance(found, Fold)
    return found


def tables(declared: Feature, question: Question) -> list[Table]:
    return [block for block in everything(declared.blocks(question)) if isinstance(block, Table)]


def texts(table: Table, column: str) -> list[str]:
    return [cell.text for cell in table.column(column)]


def outcomes(table: Table) -> set[str]:
    return {cell.pill.word for cell in table.column("outcome") if cell.pill}


def _lacks_what_is_used(manifest: Manifest, name: str, table: ContractTable) -> bool:
    there = manifest.tables[name].present if name in manifest.tables else False
    lacking = manifest.tables[name].missing_columns if there else [column.name for column in table.columns]
    return any(column.used and column.name in lacking for column in table.columns)


def test_every_fold_tells_on_its_outside_what_is_in_it(ask: Ask) -> None:
    question = ask("held")
    run = len(question.manifest.findings)
    manifest = question.manifest
    wanting = [name for name, table in manifest.contract.items() if _lacks_what_is_used(manifest, name, table)]
    partly = [name for name in wanting if name in manifest.tables and manifest.tables[name].present]
    found = [block for one in DETAILS for block in one.blocks(question)]
    assert [(block.head.title, block.head.subtitle) for block in found] == [
        ("Every check", f"{run - 3} of {run} passed"),
        ("Freshness, rows and months", found[1].head.subtitle),
        ("Tables of the warehouse", "7 connected, with control totals"),
        (
            "What to connect next",
            f"{len(wanting) - len(partly)} tables and columns of {len(partly)} tables more",
        ),
        ("What the measures mean", f"{len(MEASURES)} definitions, with their queries"),
        ("Snapshots", "2 kept"),
    ]
    assert re.fullmatch(rf"{in_state(question)} datasets, [\d,]+ rows", found[1].head.subtitle)


def test_the_address_opens_what_it_asks_for(ask: Ask) -> None:
    opened = {block.head.name: block.open_with for one in DETAILS for block in one.blocks(ask()) if block.open_with}  # type: ignore[union-attr]
    assert opened == {"D1": "checks", "D3": "connect", "D4": "measure"}


def test_every_check_is_listed_those_that_failed_first(ask: Ask) -> None:
    question = ask("held")
    (table,) = tables(checks, question)
    assert len(table.rows) == table.of == len(question.manifest.findings) > 200
    words = [cell.pill.word for cell in table.column("outcome") if cell.pill]
    assert words[:3] == ["failed, critical", "failed, critical", "failed, warning"]
    assert set(words[3:]) == {"passed"}
    assert table.order == "those that failed first, the gravest of them before"


def test_only_the_failed_checks_are_listed_where_the_address_asks_for_them(ask: Ask) -> None:
    question = ask("held", checks="failed")
    (table,) = tables(checks, question)
    assert outcomes(table) == {"failed, critical", "failed, warning"}
    assert (len(table.rows), table.of) == (3, len(question.manifest.findings))


def test_where_no_check_failed_or_was_run_it_says_so(ask: Ask, told: Told) -> None:
    said = [list(strings(fold(checks, question).content()[1])) for question in (
        ask("good", checks="failed"), told(of([entry("a")], [])), told(of([entry("a")], []), checks="failed"),
    )]  # fmt: skip
    none_run = "No check has been run on this snapshot."
    assert [words[-1] for words in said] == ["No check failed.", none_run, none_run]


def test_a_failed_check_says_what_to_do_and_since_when(ask: Ask) -> None:
    (table,) = tables(checks, ask("withheld", checks="failed"))
    assert "Until then what stands on it is withheld." in texts(table, "to_do")[0]
    assert "last good" not in " ".join(strings(table))
    (since,) = table.column("since")
    assert isinstance(since.value, datetime)
    assert re.fullmatch(r"\d+ \w{3} \d{4}, \d\d:\d\d", since.text.replace("\N{NO-BREAK SPACE}", " "))


def test_what_an_address_asks_for_in_vain_is_said(ask: Ask) -> None:
    for declared, parameter, instead in ((checks, "checks", "All checks"), (definitions, "measure", "Net promoter")):
        choice = fold(declared, ask(**{parameter: "<script>" * 40})).content()[0]
        assert isinstance(choice, Choice)
        assert choice.chosen == choice.options[0][0]
        assert "<script>" in choice.asked
        assert instead in choice.asked
        assert len(choice.asked) < 200


@pytest.mark.parametrize("store", ["held", "withheld"])
def test_tables_are_written_for_people(store: str, ask: Ask) -> None:
    found = [table for one in DETAILS for table in tables(one, ask(store))]
    assert len(found) == 6
    shown = [cell.text for table in found for row in table.rows for cell in row]
    assert [text for text in shown if "`" in text] == []
    assert [text for text in shown if re.search(r"\b\d{4}-\d{2}(-\d{2}T[\d:]+)?$", text)] == []
    assert [text for text in shown if re.search(r"\b\d{5,} rows?\b", text)] == []
    assert "Jan 2024–Feb 2026".replace(" ", "\N{NO-BREAK SPACE}") in shown


def test_the_numbers_of_rows_in_what_was_observed_are_grouped(told: Told) -> None:
    one = finding("a", passed=True, observed="120009 rows in 2026")
    (table,) = tables(checks, told(of([entry("a")], [one])))
    assert texts(table, "observed") == ["120,009 rows in 2026"]


def test_a_dataset_tells_its_state_rows_and_what_it_feeds(ask: Ask) -> None:
    datasets, _ = tables(freshness, ask("withheld"))
    row = {column.name: cell for column, cell in zip(datasets.columns, datasets.rows[0], strict=True)}
    assert row["dataset"].text == "answers"
    assert row["state"].text == "withheld"
    assert "CSAT, top two boxes" in row["feeds"].text
    assert (row["rows"].text, row["rows"].value, row["read"].text) == ("", None, "")
    assert any(text.startswith("not connected: ") for text in texts(datasets, "state"))
    ledger = texts(datasets, "dataset").index("finance")
    assert datasets.column("rows")[ledger].value == int(texts(datasets, "rows")[ledger].replace(",", ""))


def test_a_table_of_the_warehouse_tells_its_newest_day_and_control_totals(ask: Ask) -> None:
    _, connected = tables(freshness, ask("held"))
    answers = texts(connected, "table").index("survey responses")
    assert texts(connected, "newest")[answers] == "20 Feb 2026".replace(" ", "\N{NO-BREAK SPACE}")
    assert texts(connected, "rows")[answers] == "520"
    assert texts(connected, "totals")[answers].startswith("nps ")


def test_what_is_counted_over_every_row_is_told_to_those_who_may_see_all(ask: Ask) -> None:
    question = ask("held", PART)
    assert [block.head.subtitle for block in freshness.blocks(question)] == [
        f"{in_state(question)} datasets",
        "7 connected",
    ]
    for table in (*tables(freshness, question), *tables(checks, question)):
        assert {"rows", "totals", "observed", "expected"}.intersection(one.name for one in table.columns) == set()
    assert all("which your access does not cover" in table.head.notes[0] for table in tables(freshness, question))
    assert " rows" not in " ".join(
        block.text
        for block in everything(definitions.blocks(question))
        if isinstance(block, Note) and not block.language
    )


def test_what_to_connect_next_comes_with_its_columns(ask: Ask) -> None:
    (table,) = tables(connect, ask("held"))
    assert "tasks" in texts(table, "table")
    assert "task_id" in texts(table, "columns")[texts(table, "table").index("tasks")]
    assert any("?" in text for text in texts(table, "columns"))
    absent, files = table.head.notes
    assert absent == "A ? marks a column that may be absent."
    assert files.startswith("What no system holds may be a CSV or Excel file in the mapping's folder")
    assert "`python -m dashboard template`" in files


def test_a_connected_table_that_lacks_columns_is_among_them(ask: Ask) -> None:
    (table,) = tables(connect, ask("good"))
    assert "survey_responses" in texts(table, "table")


def test_a_measure_is_defined_with_its_queries(ask: Ask) -> None:
    choice, *rest = fold(definitions, ask(measure="gross_margin")).content()
    assert isinstance(choice, Choice)
    assert choice.chosen == "gross_margin"
    assert [name for name, _ in choice.options] == list(MEASURES)
    notes = [block for block in rest if isinstance(block, Note)]
    assert notes[0].text == definition(MEASURES["gross_margin"])
    assert notes[1].text.endswith("of this refresh.")
    assert notes[2].language == "sql"
    assert "select" in notes[2].text


def test_the_snapshots_are_listed_with_what_happened_to_them(ask: Ask) -> None:
    question = ask("held")
    kept, events = tables(snapshots, question)
    assert texts(kept, "shown") == ["current", ""]
    assert texts(kept, "carried_over")[1] == "0"
    assert int(texts(kept, "carried_over")[0]) == in_state(question, "carried_over") > 0
    assert texts(events, "happened") == ["published", "published"]
    assert events.column("when")[0].value > events.column("when")[1].value  # type: ignore[operator]
    assert kept.order == events.order == "the newest first"


def test_where_nothing_is_known_of_a_store_its_fold_is_empty(told: Told) -> None:
    question = told(of([entry("a", as_of=SINCE)], []))
    assert fold(snapshots, question).head.subtitle == "0 kept"
    (table,) = tables(snapshots, question)
    assert table.rows == ()
