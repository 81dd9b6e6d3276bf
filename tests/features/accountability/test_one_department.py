"""One department, whole: the demo company's beside plain SQL, and what the address asks for in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Block, Choice, Row, Table, Tiles
from dashboard.data.question import Question
from dashboard.features.accountability.one_department import MOST
from dashboard.features.accountability.scorecard import department_scorecard
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.published import SETTINGS, data, view

SALES = [{"department_id": "sales", "name": "Sales", "executive": "Ana"}]

OPEN = """
    select title from tasks where department_id = '{department}' and created_on <= date '{today}'
        and cancelled_on is null and (completed_on is null or reopened_on >= completed_on)
"""


def task(task_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "task_id": task_id, "title": f"Do {task_id}", "department_id": "sales", "kind": "task", "owner": "Bo",
        "created_on": date(2026, 5, 1), "original_due_on": date(2026, 11, 1), "due_on": date(2026, 11, 1), **changes,
    }  # fmt: skip


def shown(question: Question, department: str = "sales") -> list[Block]:
    found: list[Block] = []
    *blocks, _ = department_scorecard.blocks(replace(question, parameters=(("department", department),)))
    for block in blocks:
        found += block.blocks if isinstance(block, Row) else [block]
    return found


def tables(blocks: list[Block]) -> dict[str, Table]:
    return {block.head.name.rpartition(".")[2]: block for block in blocks if isinstance(block, Table)}


def small(folder: Path, *tasks: dict[str, Any], **registers: Any) -> Question:
    return Question(data(folder, tasks=tasks, departments=SALES, **registers), view(), SETTINGS)


@pytest.mark.parametrize("department", ["support", "billing", "finance"])
def test_what_it_has_to_do_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, department: str
) -> None:
    blocks = shown(asked(demo, settings), department)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        titles = raw.sql(OPEN.format(department=department, today=demo.manifest.as_of)).fetchall()
    listed = tables(blocks)["tasks"]
    assert listed.of == len(titles)
    assert sorted(cell.text for cell in listed.column("task")) == sorted(title for (title,) in titles)[:MOST]
    late = [cell.pill.word for cell in listed.column("stands") if cell.pill is not None]
    assert late == sorted(late, key=["overdue", "blocked", "open", "no date"].index)
    (card,) = (block for block in blocks if isinstance(block, Tiles))
    assert f"{late.count('overdue') or 'none'} of {len(titles)} open task" in card.head.title


def test_each_task_says_how_it_stands_and_what_it_is_for(tmp_path: Path) -> None:
    rows = tables(shown(small(
        tmp_path,
        task("late", due_on=date(2026, 10, 1), original_due_on=date(2026, 9, 1), objective_id="O"),
        task("stuck", blocked_since=date(2026, 9, 25), owner=None),
        task("soon"),
        task("again", completed_on=date(2026, 9, 1), reopened_on=date(2026, 9, 20)),
        task("earlier", due_on=date(2026, 10, 20)),
        task("done", completed_on=date(2026, 9, 1)),
        task("given up", cancelled_on=date(2026, 9, 1)),
        objectives=[{"objective_id": "O", "title": "Answer sooner", "department_id": "sales", "metric": "nps",
                     "direction": "up", "family": "customer", "audience": "external"}],
    )))["tasks"]  # fmt: skip
    told = {row[0].text: (row[0].note, row[1].remark, row[2].note, row[3].pill.word if row[3].pill else "", row[3].note)
            for row in rows.rows}  # fmt: skip
    none = "serves no goal or theme"
    assert told == {
        "Do late": ("for Answer sooner", "", "first 1 Sep 2026", "overdue", "for 4 days"),
        "Do stuck": (none, "nobody", "", "blocked", "for 10 days"),
        "Do earlier": (none, "", "first 1 Nov 2026", "open", "15 days left"),
        "Do again": (none, "", "", "open", "27 days left"),
        "Do soon": (none, "", "", "open", "27 days left"),
    }
    assert list(told) == ["Do late", "Do stuck", "Do earlier", "Do again", "Do soon"]


def test_without_a_task_it_says_so_and_thousands_are_bounded(tmp_path: Path) -> None:
    blocks = shown(small(tmp_path / "none", task("done", completed_on=date(2026, 9, 1))))
    assert tables(blocks)["tasks"].head.instead == "No task is open."
    many = tables(shown(small(tmp_path / "many", *(task(f"T{place}") for place in range(5_000)))))["tasks"]
    assert (len(many.rows), many.of) == (MOST, 5_000)


def test_what_waits_for_its_answer_is_listed_the_oldest_first(tmp_path: Path) -> None:
    requests = [
        {"request_id": name, "department_id": owner, "title": name, "raised_on": raised, "decision": decided}
        for name, owner, raised, decided in (
            ("young", "sales", date(2026, 10, 1), None), ("old", "sales", date(2026, 1, 1), None),
            ("answered", "sales", date(2026, 1, 1), "declined"), ("other", "support", date(2026, 1, 1), None),
        )
    ]  # fmt: skip
    found = tables(shown(small(tmp_path, task("one"), change_requests=requests)))["requests"]
    assert [(row[0].text, row[2].text) for row in found.rows] == [("old", "277 days"), ("young", "4 days")]


def test_its_lists_follow_a_region_and_say_what_they_leave_out(tmp_path: Path) -> None:
    tasks = (task("here", region="North"), task("there", region="South"), task("somewhere"))
    requests = [
        {"request_id": name, "department_id": "sales", "title": name, "raised_on": date(2026, 1, 1), "region": region}
        for name, region in (("asked there", "South"), ("asked", None))
    ]
    question = small(tmp_path, *tasks, change_requests=requests)
    blocks = shown(replace(question, view=view(regions=("North",), segments=("SMB",))))
    listed = tables(blocks)
    assert [row[0].text for row in listed["tasks"].rows] == ["Do here"]
    assert listed["tasks"].head.notes == ("1 open task names no region and is left out.",)
    assert {one.head.subtitle for one in listed.values()} == {"North, all segments"}
    asked_of = listed["requests"].head
    assert (asked_of.instead, asked_of.notes) == ("No request waits.", ("1 request names no region and is left out.",))
    (card,) = (block for block in blocks if isinstance(block, Tiles))
    assert card.head.title == "Sales: none of 1 open task is overdue"
    assert "North, all segments · goals and dates kept of Jul–Sep 2026, whole company" in card.head.subtitle


def test_the_address_asks_for_all_for_one_or_in_vain(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    for name in ("all", "<b>nobody</b>"):
        (choice,) = shown(question, name)
        assert isinstance(choice, Choice)
        assert choice.chosen == "all"
        assert (name in choice.asked) == (name != "all")
    choice = shown(question, "support")[0]
    assert isinstance(choice, Choice)
    assert (choice.chosen, choice.asked) == ("support", "")
    assert dict(choice.options)["all"] == "All departments"
