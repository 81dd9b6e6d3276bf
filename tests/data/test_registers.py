"""The registers as typed rows: their fields are the contract's columns, and their questions those of the SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.access import Data, Grant, UndeclaredDataset
from dashboard.data.registers import (
    Account,
    ChangeRequest,
    Comment,
    Decision,
    Department,
    JourneyStage,
    LeaderContact,
    Objective,
    ObjectiveValue,
    Pilot,
    PilotUnit,
    RallyCry,
    Recognition,
    Register,
    Session,
    Signal,
    SponsoredAccount,
    SponsorMatch,
    SponsorTeam,
    Task,
    Theme,
    ThemeDepartment,
    ThemeStage,
    Training,
    department_names,
    read_register,
)
from dashboard.data.registers.decisions import months_named
from dashboard.data.registers.reader import field_types
from dashboard.data.view import View
from dashboard.periods import Period, month_of
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.dialects import spell
from queries.extract import FOLDER
from tests.published import data, snapshot

KINDS: tuple[type[Register], ...] = (
    ChangeRequest, Comment, Decision, Department, JourneyStage, LeaderContact, Objective, ObjectiveValue, Pilot,
    PilotUnit, RallyCry, Recognition, Session, Signal, Task, Theme, ThemeDepartment, ThemeStage, Training,
)  # fmt: skip
HELD = {"text": str, "date": date, "integer": int, "number": float, "boolean": bool}
FIRST_DAY, END_DAY = date(2026, 1, 1), date(2026, 4, 1)
TODAY = date(2026, 5, 1)


def task(**changes: Any) -> Task:
    empty = {field.name: None for field in fields(Task)}
    kept: dict[str, Any] = {
        "task_id": "t", "title": "Do", "department_id": "care", "kind": "task", "created_on": date(2026, 1, 1),
        "original_due_on": date(2026, 2, 10), "due_on": date(2026, 2, 10),
    }  # fmt: skip
    return Task(**empty | kept | changes)


# Reading


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_has_the_contract_s_columns_and_types(kind: type[Register]) -> None:
    dataset = BY_NAME[kind.dataset]
    counted = [name for name in ("n",) if name in dataset.columns]
    assert list(field_types(kind)) == [column.name for column in CONTRACT[kind.dataset].columns] + counted
    assert {*field_types(kind)} == {*dataset.columns}
    for name, (held, optional) in field_types(kind).items():
        assert held is HELD[dataset.columns[name]], name
        # Of what is required only texts are there always: they are empty where somebody has accepted that they are not.
        assert optional == (name not in dataset.not_null or held is not str), name


@pytest.mark.parametrize("kind", [Account, SponsoredAccount, SponsorMatch, SponsorTeam])
def test_an_account_has_the_dataset_s_columns_and_types(kind: type[Register]) -> None:
    found, dataset = field_types(kind), BY_NAME[kind.dataset]
    assert {name: held for name, (held, _) in found.items()} == {n: HELD[kind] for n, kind in dataset.columns.items()}
    assert [name for name, (_, optional) in found.items() if not optional] == list(dataset.not_null)


def test_rows_are_read_as_they_are(tmp_path: Path) -> None:
    found = data(tmp_path, tasks=[asdict(task(owner="Ana", preventive=True)), asdict(task(task_id="u"))])
    assert read_register(found, Task) == (task(owner="Ana", preventive=True), task(task_id="u"))
    assert read_register(found, Task) is read_register(Data(found.snapshot), Task)


def test_two_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    """Charts and lists go by names: two that are called alike would be drawn as one."""
    departments = [{"department_id": key, "name": name} for key, name in (("d1", "Care"), ("d2", "Care"), ("d3", "IT"))]
    themes = [{"theme_id": "t1", "name": "Late"}, {"theme_id": "t2", "name": "Late"}]
    accounts = [{"customer_id": "c1", "account_name": "Ace"}, {"customer_id": "c2", "account_name": "Ace"},
                {"customer_id": "c3"}, {"customer_id": "c4"}]  # fmt: skip
    found = data(tmp_path, departments=departments, themes=themes, accounts=accounts)
    assert department_names(found) == {"d1": "Care (d1)", "d2": "Care (d2)", "d3": "IT"}
    assert [one.name for one in read_register(found, Theme)] == ["Late (t1)", "Late (t2)"]
    assert sorted(one.name for one in read_register(found, Account)) == ["Ace (c1)", "Ace (c2)", "c3", "c4"]


def test_what_is_missing_is_none_and_an_accepted_text_empty(tmp_path: Path) -> None:
    (found,) = read_register(data(tmp_path, tasks=[{"task_id": "t", "kind": "task"}]), Task)
    assert (found.title, found.department_id, found.due_on, found.owner) == ("", "", None, None)
    assert [found.slipped, found.due_by(TODAY), found.overdue(TODAY), found.on_time] == [False] * 4
    assert found.open_at(TODAY)


class _NewTask(Task):
    """A task of a later contract."""

    dataset = "themes"


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2200, 1, 1), date(1899, 12, 31), date(1, 1, 1)])
def test_a_day_of_another_age_stands_for_none(tmp_path: Path, day: date) -> None:
    """A goal until the end of the calendar has no day by which it is due: no month follows upon that day."""
    last = date(2199, 12, 31)
    rows = data(tmp_path, tasks=[asdict(task(task_id="a", due_on=day)), asdict(task(task_id="b", due_on=last))])
    assert [row.due_on for row in read_register(rows, Task)] == [None, last]


def test_a_column_that_a_snapshot_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="themes has no column task_id"):
        read_register(data(tmp_path, themes=[{"theme_id": "a", "name": "Waiting"}]), _NewTask)


def test_a_column_of_another_type_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = data(tmp_path, departments=[{"department_id": "d", "name": "Care"}])
    table = pa.table({"department_id": [1], "name": ["Care"], "executive": [None], "customer_facing": [None]})
    monkeypatch.setattr(Data, "table", lambda self, name: table)
    with pytest.raises(TypeError, match=r"departments\.department_id is int64"):
        read_register(found, Department)


def test_no_rows_where_there_are_none_to_show(tmp_path: Path) -> None:
    assert read_register(data(tmp_path), Task) == ()
    rows = [asdict(task())]
    withheld = snapshot(tmp_path / "withheld", {"tasks": rows}, tasks={"state": "withheld"})
    assert read_register(Data(withheld), Task) == ()
    north = Grant(regions=frozenset({"North"}), company_totals=False)
    assert read_register(data(tmp_path / "north", north, tasks=rows), Task) == ()


def test_what_was_kept_for_one_is_refused_to_who_did_not_declare_it(tmp_path: Path) -> None:
    found = data(tmp_path, tasks=[asdict(task())])
    assert len(read_register(found, Task)) == 1
    with pytest.raises(UndeclaredDataset, match="tasks"):
        read_register(found.only(["themes"]), Task)


def test_departments_by_name(tmp_path: Path) -> None:
    assert department_names(data(tmp_path, departments=[{"department_id": "d", "name": "Care"}])) == {"d": "Care"}


# Tasks and the query that counts them

days = st.dates(FIRST_DAY - timedelta(20), END_DAY + timedelta(20))
maybe = st.none() | days


@st.composite
def tasks_drawn(draw: st.DrawFn) -> Task:
    first, completed = draw(maybe), draw(maybe)
    # Reopened now and then on the very day of completion, due now and then earlier than first promised.
    reopened = draw(st.one_of(maybe, st.just(completed)))
    return task(
        department_id=draw(st.sampled_from(["care", "sales", "支援"])), owner=draw(st.none() | st.just("Ana")),
        created_on=draw(maybe), original_due_on=first, due_on=draw(st.one_of(maybe, st.just(first))),
        completed_on=completed, cancelled_on=draw(st.none() | st.none() | days), reopened_on=reopened,
    )  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


Counts = Counter[tuple[int, str, str]]


def counted_by_sql(engine: duckdb.DuckDBPyConnection, rows: list[Task]) -> Counts:
    """Run the product's own query on the tasks."""
    sql = (FOLDER / "commitments.sql").read_text("utf-8")
    sql = spell(sql, "duckdb").replace(":first_day", "$first_day").replace(":end_day", "$end_day")
    columns = {name: [getattr(row, name) for row in rows] for name in field_types(Task)}
    dates = {name: pa.array(columns[name], pa.date32()) for name in columns if name.endswith("_on")}
    engine.register("tasks", pa.table({"department_id": pa.array(columns["department_id"], pa.string()), **dates}))
    found: Counts = Counter()
    for month, department, *counts in engine.execute(sql, {"first_day": FIRST_DAY, "end_day": END_DAY}).fetchall():
        for what, number in zip(("due", "completed", "on_time"), counts, strict=True):
            found[month, department, what] = int(number)
    return found


def counted(rows: list[Task], day: date) -> Counts:
    """Count the same with the rows' own questions, by all that was known on a day."""
    found: Counts = Counter()
    for row in rows:
        first = row.original_due_on
        if first is None or not FIRST_DAY <= first < END_DAY or not row.promised_by(day):
            continue
        for what, is_so in (("due", True), ("completed", row.done_by(day)), ("on_time", row.on_time_by(day))):
            found[month_of(first), row.department_id, what] += is_so
    return found


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(tasks_drawn(), max_size=12))
def test_the_rows_count_as_the_query_does(engine: duckdb.DuckDBPyConnection, rows: list[Task]) -> None:
    assert counted(rows, date.max) == counted_by_sql(engine, rows)
    assert all(row.on_time == row.on_time_by(date.max) for row in rows)


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(tasks_drawn(), max_size=12), day=days)
def test_as_of_a_day_they_count_as_the_query_did_then(
    engine: duckdb.DuckDBPyConnection, rows: list[Task], day: date
) -> None:
    """The register as it stood on a day has none of the dates that lie after it."""
    later = ("completed_on", "cancelled_on", "reopened_on")
    then = [
        task(**asdict(row) | {name: None for name in later if (getattr(row, name) or day) > day})
        for row in rows
        if row.created_on is None or row.created_on <= day
    ]
    assert counted(rows, day) == counted_by_sql(engine, then)


@given(row=tasks_drawn(), day=days)
def test_questions_agree_with_each_other(row: Task, day: date) -> None:
    assert row.promised_by(day) == (row.open_at(day) or (row.done_by(day) and row.promised_by(day)))
    assert not (row.open_at(day) and row.done_by(day))
    assert not row.on_time_by(day) or row.done_by(day)
    assert not row.overdue(day) or (row.open_at(day) and row.due_on is not None)


@pytest.mark.parametrize(
    ("changes", "done", "on_time", "still_open", "overdue"),
    [
        ({}, False, False, True, True),
        ({"completed_on": date(2026, 2, 10)}, True, True, False, False),
        ({"completed_on": date(2026, 2, 11)}, True, False, False, False),
        ({"completed_on": date(2026, 2, 1), "reopened_on": date(2026, 2, 1)}, False, False, True, True),
        ({"completed_on": date(2026, 2, 2), "reopened_on": date(2026, 2, 1)}, True, True, False, False),
        ({"completed_on": date(2026, 2, 1), "reopened_on": date(2026, 6, 1)}, True, True, False, False),
        ({"completed_on": date(2026, 6, 1)}, False, False, True, True),
        ({"cancelled_on": date(2026, 2, 20)}, False, False, False, False),  # after it was due
        ({"cancelled_on": date(2026, 6, 1)}, False, False, True, True),
        ({"due_on": date(2026, 6, 1)}, False, False, True, False),  # moved: late, and not overdue
        ({"due_on": date(2026, 2, 1), "completed_on": date(2026, 2, 5)}, True, True, False, False),  # moved earlier
        ({"owner": None, "due_on": None}, False, False, True, False),
        ({"created_on": date(2026, 6, 1)}, False, False, False, False),
    ],
)
def test_a_task_by_what_happened_to_it(
    changes: dict[str, Any], done: bool, on_time: bool, still_open: bool, overdue: bool
) -> None:
    row = task(**changes)
    found = (row.done_by(TODAY), row.on_time_by(TODAY), row.open_at(TODAY), row.overdue(TODAY))
    assert found == (done, on_time, still_open, overdue)


def test_a_task_slips_when_its_date_is_moved_to_a_later_one() -> None:
    moved = [task(due_on=date(2026, 2, 11)), task(due_on=date(2026, 2, 9)), task(), task(due_on=None)]
    assert [row.slipped for row in moved] == [True, False, False, False]


def test_a_task_is_due_by_the_first_date_and_blocked_while_it_is_open() -> None:
    row = task(due_on=date(2026, 6, 1), blocked_since=date(2026, 3, 1))
    assert [row.due_by(day) for day in (date(2026, 2, 9), date(2026, 2, 10))] == [False, True]
    assert [row.blocked_at(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [False, True]
    assert not replace(row, completed_on=date(2026, 3, 15)).blocked_at(TODAY)


# Goals and requests


def objective(**changes: Any) -> Objective:
    empty = {field.name: None for field in fields(Objective)}
    texts = dict.fromkeys(("objective_id", "title", "department_id", "metric", "direction", "family", "audience"), "x")
    return Objective(**empty | texts | changes)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [
        (10.0, 20.0, 15.0, 0.5), (20.0, 10.0, 12.0, 0.8), (10.0, 20.0, 5.0, -0.5), (10.0, 10.0, 10.0, None),
        (None, 20.0, 15.0, None), (10.0, None, 15.0, None), (10.0, 20.0, None, None),
    ],
)  # fmt: skip
def test_the_share_of_an_objective_s_way(
    baseline: float | None, target: float | None, value: float | None, share: float | None
) -> None:
    assert objective(baseline=baseline, target=target).share_of_way(value) == share


def test_an_objective_is_open_until_it_ends() -> None:
    statuses = (None, "open", "revised", "met", "dropped", "carried_over")
    assert [objective(status=status).open for status in statuses] == [True, True, True, False, False, False]


def test_a_goal_runs_from_its_beginning_to_its_end() -> None:
    first, last = date(2026, 2, 1), date(2026, 3, 31)
    cry, goal = RallyCry("r", "Now", first, last, None, None), objective(starts_on=first, due_on=last)
    around = (first - timedelta(1), first, last, last + timedelta(1))
    assert [cry.runs_on(day) for day in around] == [False, True, True, False]
    assert [goal.runs_between(day, day) for day in around] == [False, True, True, False]
    assert goal.runs_between(around[0], around[-1])
    assert not replace(cry, starts_on=None).runs_on(first)
    assert not replace(goal, starts_on=None).runs_between(first, last)
    assert replace(cry, ends_on=None).runs_on(TODAY)
    assert replace(goal, due_on=None).runs_between(TODAY, TODAY)


def test_a_request_waits_from_the_day_it_was_raised() -> None:
    asked = ChangeRequest("r", "care", "A call", date(2026, 4, 1), None, None, None, None)
    assert asked.undecided_for(TODAY) == 30
    assert asked.undecided_for(date(2026, 3, 1)) is None
    assert replace(asked, raised_on=None).undecided_for(TODAY) is None
    declined = replace(asked, decision="declined")
    assert declined.undecided_for(TODAY) is None
    assert replace(declined, decided_on=date(2026, 4, 11)).undecided_for(date(2026, 4, 10)) == 9
    assert [replace(asked, kind=kind).for_data for kind in (None, "change", "data")] == [False, False, True]


def test_a_goal_is_written_from_the_customer_s_side_or_nobody_says() -> None:
    sides = [objective(written_from=side).from_their_side for side in ("customer", "company", None)]
    assert sides == [True, False, None]
    assert [objective(family=family).for_customers for family in ("customer", "cost", "growth")] == [True, False, False]


# Sessions, signals, praise and stages


def test_praise_is_given_on_a_day() -> None:
    praise = Recognition(date(2026, 4, 1), "care", "formal", True, None, None, None, 2)
    assert praise.given_between(praise.given_on or TODAY, TODAY)
    assert not praise.given_between(date(2026, 4, 2), TODAY)
    assert not praise.given_between(date(2026, 1, 1), date(2026, 3, 31))
    assert not replace(praise, given_on=None).given_between(date.min, date.max)


def test_a_department_comes_to_a_session_that_was_held() -> None:
    planned = Session(date(2026, 4, 1), "care", True, "community", None, None, None)
    around = (date(2026, 3, 31), date(2026, 4, 1))
    assert [(planned.held_by(day), planned.came_by(day)) for day in around] == [(False, False), (True, True)]
    for missed in (replace(planned, attended=False), replace(planned, attended=None), replace(planned, held_on=None)):
        assert not missed.came_by(TODAY)


def test_a_signal_is_answered_in_time_within_a_month() -> None:
    raised = Signal("s", date(2026, 3, 1), "care", "A form", None, None, None, None, None)
    due = date(2026, 3, 31)
    assert raised.answer_due_on == due
    answers = (due, due + timedelta(1), None)
    assert [replace(raised, answered_on=day).in_time for day in answers] == [True, False, False]
    assert [raised.due_by(day) for day in (due - timedelta(1), due)] == [False, True]
    assert [raised.raised_by(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [False, True]
    waits = [raised.unanswered_for(day) for day in (date(2026, 2, 28), date(2026, 3, 11))]
    assert waits == [None, 10]
    late = replace(raised, answered_on=date(2026, 5, 1))
    assert [late.unanswered_for(day) for day in (date(2026, 4, 30), date(2026, 5, 1))] == [60, None]
    undated = replace(raised, raised_on=None, answered_on=TODAY)
    assert (undated.in_time, undated.due_by(TODAY), undated.raised_by(TODAY)) == (False, False, True)
    assert replace(undated, answered_on=None).unanswered_for(TODAY) is None


def test_a_stage_is_owned_by_a_department_or_by_nobody() -> None:
    assert [JourneyStage("Life", "Buy", 1, owner, False).owned for owner in ("sales", None)] == [True, False]


def test_a_stage_is_reached_on_its_day() -> None:
    assert [ThemeStage("a", "closed", day).reached_by(TODAY) for day in (TODAY, date(2026, 5, 2), None)] == [
        True, False, False,
    ]  # fmt: skip


# Decisions and comments


def test_a_decision_answers_what_was_asked_before_it_and_nothing_later() -> None:
    taken = Decision("D1", "theme:T1", None, date(2026, 4, 1), "Wait", None)
    assert taken.answers("theme:T1", date(2026, 4, 1), TODAY)
    assert taken.answers("theme:T1", None, TODAY)
    assert not taken.answers("theme:T1", date(2026, 4, 2), TODAY)
    assert not taken.answers("theme:T2", date(2026, 3, 1), TODAY)
    assert not taken.answers("theme:T1", date(2026, 3, 1), date(2026, 3, 31))
    assert not replace(taken, decided_on=None).answers("theme:T1", date(2026, 3, 1), TODAY)


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("2026-09", (24320, 24320)), ("2026-Q3", (24318, 24320)), ("2026", (24312, 24323)),
        ("2026-07/2026-09", (24318, 24320)), ("2025-12/2026-01", (24311, 24312)),
        ("2026-13", None), ("2026-00", None), ("2026-Q5", None), ("Q3 2026", None), ("", None), ("2026-7", None),
        ("2026-Q1/2026-Q2", None), ("2026-07/2026-08/2026-09", None), ("2026-09/2026-07", None), ("0000", None),
        ("２０２６", None),
    ],
)  # fmt: skip
def test_the_months_that_a_period_names(written: str, months: tuple[int, int] | None) -> None:
    assert months_named(written) == months


@given(st.text(alphabet="0129-/Q３ ", max_size=16))
def test_a_period_is_months_in_their_order_or_none(written: str) -> None:
    found = months_named(written)
    assert found is None or 12_000 <= found[0] <= found[1] < 120_000


def test_a_comment_belongs_where_its_months_and_its_region_are_shown() -> None:
    said = Comment("page:overview", None, None, "Ana", TODAY, "Well")
    quarter, month = Period("quarter", 24318, 24320, "Q3 2026"), Period("month", 24320, 24320, "Sep 2026")
    whole, north = View(None, None, quarter, None), View(("North",), None, quarter, None)
    both, of_the_month = replace(north, regions=("North", "South")), replace(whole, period=month)
    shown = [replace(said, period=period, region=region) for period in (None, "2026-Q3") for region in (None, "North")]
    assert [[one.belongs_to(view) for one in shown] for view in (whole, north, both, of_the_month)] == [
        [True, False, True, False], [True] * 4, [True, False, True, False], [True, False, False, False],
    ]  # fmt: skip
    assert not replace(said, period="the summer").belongs_to(whole)


# Many and none


def test_five_thousand_tasks_and_none(tmp_path: Path) -> None:
    rows = [asdict(task(task_id=str(number), owner=None)) for number in range(5_000)]
    assert sum(row.overdue(TODAY) for row in read_register(data(tmp_path, tasks=rows), Task)) == 5_000
    assert read_register(data(tmp_path / "none", tasks=[]), Task) == ()
