"""Data health as words, from manifests by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.snapshots.manifest import ContractColumn, ContractTable, TableEntry
from dashboard.snapshots.store import Event
from dashboard.words.data_health.checks import outcome, passed_of_run
from dashboard.words.data_health.datasets import control_totals, kept_in, may_be_files, newest, to_connect, wanted
from dashboard.words.data_health.moments import there, when
from dashboard.words.data_health.snapshots import happened
from dashboard.words.data_health.summary import answer, facts
from dashboard.words.formats import Formats
from dashboard.words.trust import trust
from tests.manifests import SINCE, entry, finding, held, of

FORMATS = Formats()


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (of([entry("a")], []), "That is not known: no check has been run."),
        (of([entry("a")], [finding("a", passed=True)]), "Yes."),
        (of([entry("a")], [finding("a", severity="info")]), "Yes."),
        (of([entry("a")], [finding("a", severity="warning")]), "Yes, with one remark."),
        (of([entry("a")], [finding("a", severity="warning", check=c) for c in "xy"]), "Yes, with two remarks."),
        (of([entry("a")], [finding("a")]), "Not without a look at what failed."),
    ],
)
def test_the_answer_follows_from_states_and_checks(manifest: Any, said: str) -> None:
    assert answer(manifest) == said


def test_what_is_not_known_is_no_fact() -> None:
    assert facts(of([], []), FORMATS) == ()
    assert facts(of(held("a"), []), FORMATS) == (
        ("datasets of this refresh", "0 of 1"),
        ("oldest data shown were read", "26 Nov 14:53"),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"passed": True}, "passed"), ({}, "failed, critical"), ({"severity": "warning"}, "failed, warning"),
     ({"severity": "info"}, "noted")],
)  # fmt: skip
def test_a_check_comes_out_one_way(changes: dict[str, Any], said: str) -> None:
    assert outcome(finding("a", **changes)) == said


def test_tables_to_connect_are_those_that_are_absent_and_those_that_lack_columns() -> None:
    columns = [
        ContractColumn(name="id", type="text", required=True),
        ContractColumn(name="note", type="text", required=False),
    ]
    contract = {name: ContractTable(grain="a row", feeds="tiles", required=False, columns=columns) for name in "abc"}
    known = {
        "b": TableEntry(name="b", present=True, missing_columns=["note"]),
        "c": TableEntry(name="c", present=True),
        "d": TableEntry(name="d", present=True, missing_columns=["id"]),
    }
    assert wanted(of([], [], contract=contract, tables=known)) == {"a": "id, note?", "b": "note"}
    told = {
        present: to_connect(of([], [], contract=contract, tables={name: known[name] for name in present}), FORMATS)
        for present in ("", "c", "bc", "bcd")
    }
    assert told == {"": "3 tables", "c": "2 tables", "bc": "1 table and columns of 1 table more",
                    "bcd": "1 table and columns of 1 table more"}  # fmt: skip
    whole = {name: TableEntry(name=name, present=True) for name in "abc"}
    assert to_connect(of([], [], contract=contract, tables=whole), FORMATS) == "nothing is missing"
    lacking = of([], [], contract=contract, tables=whole | {"b": known["b"]})
    assert to_connect(lacking, FORMATS) == "columns of 1 table"


def test_nobody_is_asked_to_connect_what_nothing_reads() -> None:
    """But of a table that is asked for, every column that each of its rows must have is."""
    columns = {
        "id": ContractColumn(name="id", type="text", required=True, used=False),
        "day": ContractColumn(name="day", type="date", required=True),
        "note": ContractColumn(name="note", type="text", required=False, used=False),
    }
    idle = [columns["id"], columns["note"]]
    contract = {
        "a": ContractTable(grain="a row", feeds="tiles", required=False, columns=list(columns.values())),
        "b": ContractTable(grain="a row", feeds="nothing", required=False, columns=idle),
        "c": ContractTable(grain="a row", feeds="tiles", required=False, columns=list(columns.values())),
    }
    known = {"c": TableEntry(name="c", present=True, missing_columns=["note"])}
    assert wanted(of([], [], contract=contract, tables=known)) == {"a": "id, day"}


def test_what_a_table_does_not_tell_is_left_empty() -> None:
    bare = TableEntry(name="a", present=True)
    assert newest(bare, FORMATS) == (None, "")
    assert control_totals(bare, FORMATS) == ""
    assert (
        control_totals(TableEntry(name="a", present=True, totals={"nps": 90487.0, "csat": 2.0}), FORMATS)
        == "nps 90,487; csat 2"
    )


def test_times_are_those_of_the_companys_clocks_and_stay_on_one_line() -> None:
    manifest = of([], [], timezone="Europe/Berlin")
    assert when(SINCE, manifest, FORMATS) == "26 Nov 2026, 15:53".replace(" ", "\N{NO-BREAK SPACE}")
    assert when(None, manifest, FORMATS) == ""
    assert str(there(SINCE, manifest)) == "2026-11-26 15:53:00+01:00"
    assert there(None, manifest) is None


def test_what_happened_is_told_in_words() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert [happened(Event(at=at, what=what)) for what in ("published", "rolled_back", "pruned")] == [
        "published", "rolled back", "removed, being old",
    ]  # fmt: skip


def test_what_people_keep_may_be_files_and_nothing_else() -> None:
    columns = [ContractColumn(name="x", type="text", required=True)]
    contract = {
        name: ContractTable(
            grain="a row", feeds="a page", required=False, columns=columns, kept_by_people=name != "revenue"
        )
        for name in ("revenue", "rally_cries", "tasks")
    }
    manifest = of([], []).model_copy(update={"contract": contract})
    said = may_be_files(manifest, ["revenue", "rally_cries", "tasks"])
    assert "with a sheet each (rally cries, tasks): `python -m dashboard template` writes one" in said
    assert may_be_files(manifest, ["revenue", "unknown"]) == ""


def test_where_a_table_lies_is_told_with_the_day_on_which_its_file_was_changed() -> None:
    filed = TableEntry(name="tasks", present=True, kept_in="tasks.csv", changed=datetime(2026, 9, 3, tzinfo=UTC))
    assert kept_in(filed, FORMATS).replace("\N{NO-BREAK SPACE}", " ") == "tasks.csv, changed 3 Sep 2026"
    assert kept_in(TableEntry(name="tasks", present=True), FORMATS) == "the warehouse"


def test_what_is_only_noted_has_not_failed_and_all_places_count_alike() -> None:
    noted = of([], [finding("a", severity="info"), finding("b", passed=True)])
    assert passed_of_run(noted, FORMATS) == "2 of 2 passed, 1 noted"
    assert ("checks passed", "2 of 2") in facts(noted, FORMATS)
    assert trust(noted, "en").sentence == "all 2 checks passed"
    failing = of([], [finding("a", severity="warning"), finding("b", passed=True)])
    assert passed_of_run(failing, FORMATS) == "1 of 2 passed"
