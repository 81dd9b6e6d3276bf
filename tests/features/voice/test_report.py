"""The report of a line of business: by a pencil, and as the demo company's heads would read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Choice, Table
from dashboard.data.question import Question
from dashboard.features.voice.report import what_customers_say_of_it, what_to_do, what_to_hear
from dashboard.features.voice.verbatims import in_their_own_words
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, not_connected
from tests.published import LAST, Rows, data, view

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
THEMES: Rows = [
    {"theme_id": "T1", "name": "Waiting", "department_id": "care"}, {"theme_id": "T2", "name": "Invoices"},
    {"theme_id": "T3", "name": "Noise", "department_id": "care"},
]  # fmt: skip
CALM = Settings(as_of=date(2026, 10, 5), least_n=5)


def mentions(*named: tuple[str, float, float]) -> dict[str, Rows]:
    """Return answers of which so many name each theme and mean so much by it, beside 200 that name none."""
    place = {"month": LAST, "metric": "nps"}
    pairs = [
        {
            **place,
            "mention_a": theme,
            "mention_b": theme,
            "n": n,
            "weight": n,
            "weight_squared": n,
            "y": y,
            "y_squared": n,
        }
        for theme, n, y in named
    ]
    n, y = 200 + sum(one for _, one, _ in named), 100 + sum(one for *_, one in named)
    read = {**place, "coded": 1, "n": n, "weight": n, "weight_squared": n, "y": y, "y_squared": n}
    return {"theme_pairs": pairs, "themed_answers": [read]}


def task(number: int, theme: str, kind: str = "task", **more: Any) -> Any:
    row = {
        "task_id": f"K{number}", "title": f"Step {number}", "department_id": "care", "owner": "Ana Núñez",
        "theme_id": theme, "kind": kind, "created_on": date(2026, 1, 1), "original_due_on": date(2026, 11, 1),
        "due_on": date(2026, 11, 1),
    }  # fmt: skip
    return row | more


def question(folder: Path, *tasks: Any, department: str | None = None, **more: Rows) -> Question:
    said = mentions(("T1", 40, -30), ("T2", 40, -20), ("T3", 40, -10))
    known = data(folder, departments=DEPARTMENTS, themes=THEMES, tasks=tasks, **{**said, **more})
    chosen = (("department", department),) if department else ()
    return Question(known, view(), CALM, chosen)


def plan_of(asked_for: Question) -> Table:
    (table,) = what_to_do.blocks(asked_for)
    assert isinstance(table, Table)
    return table


def texts(table: Table) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(filter(None, (cell.text, cell.note, cell.remark, cell.pill.word if cell.pill else ""))) for cell in row]
        for row in table.rows
    ]


def test_the_themes_of_the_line_of_business_that_is_chosen(tmp_path: Path) -> None:
    parts = [{"theme_id": "T2", "department_id": "sales", "share": 0.4}]
    asked_for = question(tmp_path, theme_departments=parts)
    choice, table = what_to_hear.blocks(asked_for)
    assert isinstance(choice, Choice)
    assert isinstance(table, Table)
    assert (choice.options, choice.chosen, choice.asked) == ((("care", "Care"), ("sales", "Sales")), "care", "")
    assert table.head.title.startswith("Care answers for 2 themes that cost points; most is lost to “Waiting”, ")
    assert [cell.link for cell in table.column("theme")] == ["theme:T1", "theme:T3"]
    choice, table = what_to_hear.blocks(replace(asked_for, parameters=(("department", "sales"),)))
    assert isinstance(table, Table)
    assert [cell.link for cell in table.column("theme")] == ["theme:T2"]
    choice, _ = what_to_hear.blocks(replace(asked_for, parameters=(("department", "law"),)))
    assert isinstance(choice, Choice)
    assert (choice.chosen, choice.asked) == ("care", "No department goes by “law”; Care is shown.")


def test_the_plan_is_what_is_recorded_and_nothing_else(tmp_path: Path) -> None:
    asked_for = question(
        tmp_path,
        task(1, "T1"), task(2, "T1", "corrective_action", due_on=date(2026, 9, 25), department_id="sales", owner=None),
        task(3, "T1", "root_cause", original_due_on=date(2026, 10, 1)),
        task(4, "T3", completed_on=date(2026, 9, 1)), task(5, "T1", cancelled_on=date(2026, 9, 1)), task(6, "T2"),
    )  # fmt: skip
    table = plan_of(asked_for)
    assert table.head.title == (
        "Care: 3 steps open against 1 theme, 1 of them overdue; nothing open is recorded against 1 theme"
    )
    costs = f"{table.rows[0][1].note}"
    assert costs.endswith(" points lost")
    assert texts(table)[:3] == [
        [("Step 3", "root cause"), ("Waiting", costs), ("Ana Núñez",), ("1 Nov 2026", "first 1 Oct 2026"),
         ("27 days left", "open")],
        [("Step 2", "corrective action"), ("Waiting", costs), ("Sales", "nobody"), ("25 Sep 2026", "first 1 Nov 2026"),
         ("for 10 days", "overdue")],
        [("Step 1", "task"), ("Waiting", costs), ("Ana Núñez",), ("1 Nov 2026",), ("27 days left", "open")],
    ]  # fmt: skip
    assert texts(table)[3][0] == ("Nothing open is recorded", "1 step is done")


def test_tasks_that_mend_nothing_are_told_as_such(tmp_path: Path) -> None:
    table = plan_of(question(tmp_path, task(1, "T1")))
    assert table.rows[0][1].remark == "no root cause or corrective action is recorded as open"
    assert texts(table)[1][0] == ("Nothing open is recorded", "nor anything done")


def test_of_a_theme_of_several_it_is_what_the_line_of_business_has_itself(tmp_path: Path) -> None:
    parts = [{"theme_id": "T2", "department_id": "sales"}]
    asked_for = question(tmp_path, task(1, "T2"), department="sales", theme_departments=parts)
    table = plan_of(asked_for)
    assert table.head.title == "Sales: nothing open is recorded against 1 theme"
    assert texts(table)[0][0] == ("Nothing open of its own is recorded", "nor anything done")


def test_a_line_of_business_without_a_theme_is_told_so(tmp_path: Path) -> None:
    asked_for = question(tmp_path, department="sales")
    _, table = what_to_hear.blocks(asked_for)
    assert table.head.instead == "No theme that costs points in these months is known to be Sales's, alone or in part."
    told = plan_of(asked_for).head.instead
    assert told.startswith("Sales answers for no theme that is known to cost points in these months")
    assert what_customers_say_of_it.blocks(asked_for) == ()


def test_its_scores_stand_beside_those_of_all(demo: Snapshot, settings: Settings) -> None:
    asked_for = replace(asked(demo, settings), parameters=(("department", "support"),))
    (table,) = what_customers_say_of_it.blocks(asked_for)
    assert table.head.title == "What customers say where Support answers for it"
    assert isinstance(table, Table)
    assert [column.name for column in table.columns] == ["measure", "own", "all"]


def test_the_costliest_theme_is_told_in_customers_own_words(tmp_path: Path) -> None:
    written = {"region": None, "month": LAST, "position": 1, "metric": "nps", "score": 3, "sentiment": -1}
    verbatims = [{**written, "theme_id": theme, "text": f"On {theme}"} for theme in ("T1", "T2", "T3")]
    (table,) = in_their_own_words.blocks(question(tmp_path, verbatims=verbatims))
    assert isinstance(table, Table)
    assert table.head.title == "“Waiting” in customers' own words"
    assert [row[0].text for row in table.rows] == ["“On T1”"]
    (told,) = in_their_own_words.blocks(question(tmp_path / "none", department="sales", verbatims=verbatims))
    assert told.head.instead.startswith("Sales answers for no theme that is known to cost points; ")
    assert in_their_own_words.blocks(question(tmp_path / "off")) == ()


@pytest.mark.parametrize("missing", ["departments", "theme_pairs"])
def test_without_departments_or_themes_there_is_no_report(demo: Snapshot, settings: Settings, missing: str) -> None:
    assert what_to_hear.blocks(asked(not_connected(demo, missing), settings)) == ()
