"""The doctor and a refresh judge alike: what the one calls good is not stopped by the other, and what not, is.

Small companies, each spoiled in one way as warehouses and people spoil them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.configuration import load
from dashboard.refresh.doctor import Examination, examine, inspect, reads
from data_checks.finding import Finding
from data_checks.gate import decide
from queries.datasets import BY_NAME
from tests import companies
from tests.conftest import UNTIL
from tests.data_checks.audits import audit
from tests.engines import arrow, write_duckdb

DAYS = [datetime(2026, 8, 1 + number % 28, 10 + number % 9, number % 60) for number in range(120)]  # noqa: DTZ001
TABLES = {
    "survey_responses": [
        {"response_id": f"r{number}", "customer_id": f"c{number % 30}", "responded_at": day, "metric": "nps",
         "score": number % 11, "region": "North", "comment": "Late."}
        for number, day in enumerate(DAYS)
    ],
    "survey_invitations": [
        {"invitation_id": f"i{number}", "customer_id": f"c{number % 30}", "invited_on": day.date(), "metric": "nps",
         "delivered": number % 5 > 0}
        for number, day in enumerate(DAYS)
    ],
    "tasks": [
        {"task_id": f"k{number}", "title": "Mend it", "department_id": "d1", "kind": "task",
         "created_on": date(2026, 1, 1), "original_due_on": date(2026, 8, 1), "due_on": date(2026, 8, 1)}
        for number in range(40)
    ],
}  # fmt: skip
"""Of each table as much as is needed to be too much to be set aside where all of it is wrong."""


def _retyped(table: str, column: str, kind: str, value: str) -> Callable[[duckdb.DuckDBPyConnection], None]:
    def spoil(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"create table t2 as select * replace (cast({value} as {kind}) as {column}) from {table}")
        connection.execute(f"drop table {table}")
        connection.execute(f"alter table t2 rename to {table}")

    return spoil


def _done(*statements: str) -> Callable[[duckdb.DuckDBPyConnection], None]:
    def spoil(connection: duckdb.DuckDBPyConnection) -> None:
        for statement in statements:
            connection.execute(statement)

    return spoil


Spoiled = Callable[[duckdb.DuckDBPyConnection], None]
SOUND: dict[str, Spoiled] = {
    "nothing": _done(),
    "regions of empty text": _done("update survey_responses set region = ' '"),
    "yes and no in words": _retyped(
        "survey_invitations", "delivered", "varchar", "case when delivered then 'Y' else 'N' end"
    ),
    "yes and no in codes": _retyped(
        "survey_invitations", "delivered", "integer", "case when delivered then 1 else 2 end"
    ),
    "scores in text": _retyped("survey_responses", "score", "varchar", "score"),
    "days in text": _retyped("tasks", "due_on", "varchar", "due_on"),
    "ids with a point": _retyped("survey_responses", "customer_id", "double", "substr(customer_id, 2)"),
    "names in capitals": _done("alter table survey_responses rename score to \"SCORE\""),
    "an optional column of the wrong type that nothing reads": _done(
        "alter table survey_invitations add column channel integer[]"
    ),
}  # fmt: skip
ILL: dict[str, tuple[Spoiled, tuple[str, str | None]]] = {
    "a required column that is not there": (_done("alter table tasks drop column due_on"), ("tasks", "due_on")),
    "a view that fails when its rows are read": (
        _done("alter table tasks rename to t", "create view tasks as select * replace (cast('due ' || due_on as date) "
              "as due_on) from t"),
        ("tasks", None),
    ),
    "a view that does not run": (
        _done("alter table tasks rename to t", "create view tasks as select * from t", "drop table t"), ("tasks", None),
    ),
    "a third word": (
        _retyped("survey_invitations", "delivered", "varchar", "case when delivered then 'Y' else 'unknown' end"),
        ("survey_invitations", "delivered"),
    ),
    "numbers for yes and no": (
        _retyped("survey_invitations", "delivered", "integer", "case when delivered then 1 else 7 end"),
        ("survey_invitations", "delivered"),
    ),
    "scores with words among them": (
        _retyped(
            "survey_responses", "score", "varchar", "case when score = 3 then 'n/a' else cast(score as varchar) end"
        ),
        ("survey_responses", "score"),
    ),
    "days spelt otherwise": (
        _retyped("tasks", "due_on", "varchar", "strftime(due_on, '%d.%m.%Y')"), ("tasks", "due_on"),
    ),
    "days that no calendar has": (_done("update tasks set due_on = 'infinity'"), ("tasks", "due_on")),
    "metrics of empty text": (_done("update survey_responses set metric = ''"), ("survey_responses", "metric")),
    "a list where a text is wanted": (
        _retyped("survey_responses", "region", "varchar[]", "[region]"), ("survey_responses", "region"),
    ),
}  # fmt: skip


def examined(folder: Path, spoil: Spoiled) -> tuple[Examination, list[Finding]]:
    """Return what the doctor sees of a company, and what the audits of a refresh find."""
    file = folder / "company.duckdb"
    write_duckdb(file, {name: arrow(name, rows) for name, rows in TABLES.items()})
    with duckdb.connect(file) as connection:
        spoil(connection)
    settings = companies.settings(folder, file, as_of=UNTIL)
    assert load(folder).company != settings.company
    return inspect(settings), audit(f"duckdb:///{file}")[0]


@pytest.mark.parametrize("name", SOUND)
def test_what_the_doctor_calls_good_no_refresh_stops(name: str, tmp_path: Path) -> None:
    found, findings = examined(tmp_path, SOUND[name])
    assert [line for line in examine(found) if line.verdict == "wrong"] == []
    good, _ = reads(found)
    assert {"answers", "invitations", "tasks"} <= set(good)
    stopped = decide(findings, BY_NAME, [], UNTIL).stopped
    assert sorted(set(good) & set(stopped)) == []


@pytest.mark.parametrize("name", ILL)
def test_what_the_doctor_calls_wrong_a_refresh_stops(name: str, tmp_path: Path) -> None:
    spoil, where = ILL[name]
    found, findings = examined(tmp_path, spoil)
    assert [(line.table, line.column) for line in examine(found) if line.verdict == "wrong"] == [where]
    good, lacking = reads(found)
    stopped = set(decide(findings, BY_NAME, [], UNTIL).stopped)
    of_it = {dataset for dataset, what in lacking.items() if any(part.startswith(where[0]) for part in what)}
    assert of_it
    assert of_it & stopped == {dataset for dataset in of_it if BY_NAME[dataset].requires[0] in TABLES}
    assert sorted(set(good) & stopped) == []
