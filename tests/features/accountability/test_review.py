"""The weekly review as blocks: beside plain SQL on the demo company's rows, and registers small enough to count."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Choice, Fold, Table, strings, within
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.accountability.review import SHEET, fitted, meeting, weekly_review
from dashboard.measures.last_week import last_week
from dashboard.measures.programme.review import review
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.conftest import UNTIL
from tests.features.companies import asked, view_of, week_before
from tests.measures.programme.test_review import DUE, LATER, day, task
from tests.published import AS_OF, SETTINGS, Rows, data, snapshot, view

BECAME = """
    with kept as (
        select *, coalesce(cancelled_on <= $until, false) as gone,
            coalesce(cancelled_on <= $since, false) as was_gone,
            coalesce(completed_on <= $until, false)
                and not coalesce(reopened_on between completed_on and $until, false) as done,
            coalesce(completed_on <= $since, false)
                and not coalesce(reopened_on between completed_on and $since, false) as was_done,
            case when original_due_on > $since and original_due_on <= $until then original_due_on else due_on end
                as was_due
        from tasks where created_on <= $until and ($region is null or region = $region)
    ),
    became as (
        select *, case
            when gone then 'cancelled' when done then 'done' when was_done then 'reopened'
            when due_on > was_due then 'slipped' when blocked_since <= $until then 'blocked' else 'open' end as outcome,
            (was_due > $since and was_due <= $until) or (due_on > $since and due_on <= $until) as promised
        from kept where not (gone and (was_gone or was_done)) and not (not gone and done and was_done)
    )
    select case
        when promised then 'promised'
        when outcome <> 'open' and not (outcome = 'blocked' and blocked_since <= $since) then 'besides'
        when due_on < $until then 'late' end as list, outcome, task_id
    from became
    union all
    select 'coming', outcome, task_id from became
    where outcome not in ('done', 'cancelled') and due_on > $until and due_on <= $until + 7
"""


@pytest.mark.parametrize("region", [None, "DACH"])
def test_on_the_demo_company_it_is_what_plain_sql_counts_in_past_weeks_too(
    demo: Snapshot, demo_warehouse: Path, region: str | None
) -> None:
    seen: Counter[str] = Counter()
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        for weeks in (0, 1, 2, 5, 11, 30, 60):
            until = UNTIL - timedelta(7 * weeks)
            given = {"until": until, "since": until - timedelta(7), "region": region}
            expected = {row for row in raw.execute(BECAME, given).fetchall() if row[0] is not None}
            found = review(Data(demo), None, until, None if region is None else (region,))
            lists = {"promised": found.promised, "besides": found.besides, "late": found.late, "coming": found.coming}
            assert {(name, one.outcome, one.task.task_id) for name, held in lists.items() for one in held} == expected
            seen.update(outcome for _, outcome, _ in expected)
    assert {"done", "open"} <= set(seen)
    assert region is not None or {"slipped", "blocked"} <= set(seen)


def test_the_overview_tells_the_same_numbers(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    archive = week_before(demo, as_of=UNTIL - timedelta(7))
    earlier = archive.of_last_week(question.data)
    assert earlier is not None
    for regions in (None, ("DACH",)):
        told = last_week(question.data, earlier, replace(question.view, regions=regions), settings).work
        found = review(question.data, earlier, UNTIL, regions)
        assert found.compared
        assert (len(told.done), len(told.slipped)) == (found.counts["done"], found.counts["slipped"])
    assert found.unplaced > 0


DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
WEEK = [
    task(task_id="a", title="One invoice", due_on=LATER, owner="Ana"),
    task(task_id="b", title="Call back", completed_on=day(1)),
    task(task_id="c", title="Plain words", blocked_since=day(-4), department_id="sales", original_due_on=day(-9)),
    task(task_id="d", title="Late", completed_on=day(5), original_due_on=day(-9), due_on=day(-9)),
    task(task_id="e", title="Old", original_due_on=date(2025, 12, 1), due_on=date(2025, 12, 1), department_id=""),
    task(task_id="f", title="Next", original_due_on=day(7), due_on=day(7)),
]  # fmt: skip


def question(folder: Path, *tasks: dict[str, Any], **changes: Any) -> Question:
    parameters = changes.pop("parameters", ())
    rows: dict[str, Rows] = {"departments": DEPARTMENTS, "tasks": tasks or WEEK}
    return Question(data(folder, **rows | changes.pop("rows", {})), view(**changes), SETTINGS, parameters)


def sheet(asked_for: Question) -> dict[str, Table]:
    blocks = [held for block in meeting.blocks(asked_for) for held in within(block)]
    return {block.head.name: block for block in blocks if isinstance(block, Table)}


def text(table: Table) -> list[list[str]]:
    return [
        [" ".join(filter(None, (cell.text, cell.pill.word if cell.pill else "", cell.note))) for cell in row]
        for row in table.rows
    ]


def test_the_card_tells_what_became_of_what_was_promised(tmp_path: Path) -> None:
    (card,) = weekly_review.blocks(question(tmp_path))
    assert isinstance(card, Table)
    assert card.head.title == "This week, all departments: 2 done, 1 slipped, 1 blocked"
    assert (
        card.head.subtitle
        == "all of Test · week to 5 Oct 2026 · 3 promised: 1 done, 1 slipped, 1 blocked · 1 overdue from before"
    )
    assert text(card) == [
        ["One invoice", "Care", "2 Oct", "slipped to 9 Nov"],
        ["Call back", "Care", "2 Oct", "done by the first date"],
        ["Plain words", "Sales", "21 Sep", "blocked 9 days 3 days overdue"],
    ]
    assert card.head.link == f"only:{SHEET}"
    assert "No snapshot of a week before is kept" in card.head.notes[0]


def test_the_sheet_goes_on_in_the_order_of_a_meeting(tmp_path: Path) -> None:
    taken = [{"decision_id": "D", "subject": "task:a", "decided_on": DUE, "choice": "Wait", "asked_of": "Ana"}]
    shown = sheet(question(tmp_path, rows={"decisions": taken}))
    assert [name.removeprefix(SHEET) for name in shown] == ["", ".news", ".late", ".coming", ".decided"]
    assert [table.head.title for table in shown.values()][1:] == [
        "Besides: 1 done", "Overdue from before: 1 task", "Due by 12 Oct 2026: 1 task", "1 decision taken",
    ]  # fmt: skip
    assert text(shown[f"{SHEET}.news"]) == [["Late", "Care", "nobody", "21 Sep", "done 14 days after the first date"]]
    assert text(shown[f"{SHEET}.late"]) == [["Old", "nobody", "nobody", "1 Dec 2025", "308 days overdue"]]
    assert text(shown[f"{SHEET}.coming"]) == [["Next", "Care", "nobody", "7 Oct", "due 7 Oct"]]
    assert text(shown[f"{SHEET}.decided"]) == [["One invoice", "Wait", "Ana", "2 Oct"]]
    assert text(shown[SHEET])[0][1:3] == ["Care", "Ana"]


def test_a_department_narrows_it_and_one_that_is_not_known_is_told(tmp_path: Path) -> None:
    whole = question(tmp_path)
    of_sales = sheet(replace(whole, parameters=(("department", "sales"),)))[SHEET]
    assert (len(of_sales.rows), of_sales.head.subtitle.partition(" · ")[0]) == (1, "Sales")
    assert of_sales.head.title == "This week, Sales: 1 blocked"
    vain = sheet(replace(whole, parameters=(("department", "gone"),)))[SHEET]
    assert (len(vain.rows), "“gone”" in vain.head.notes[0]) == (3, True)
    (choice,) = (block for block in meeting.blocks(whole) if isinstance(block, Choice))
    assert choice.options == (("all", "All departments"), ("care", "Care"), ("sales", "Sales"))


def test_what_cannot_follow_the_filter_says_so(tmp_path: Path) -> None:
    bare = sheet(question(tmp_path / "bare", regions=("North",)))[SHEET]
    assert bare.head.subtitle.startswith("whole company · ")
    of_a_region = question(tmp_path, *WEEK, task(region="North"), regions=("North",), segments=("Large",))
    placed = sheet(of_a_region)[SHEET]
    assert placed.head.subtitle.startswith("North, all segments · week to")
    assert (len(placed.rows), placed.head.notes[0]) == (1, "4 open tasks name no region and are left out.")


def test_of_many_tasks_the_sheet_shows_what_fits_and_folds_the_rest(tmp_path: Path) -> None:
    many = [
        *(task(task_id=f"p{place}") for place in range(2_000)),
        *(task(task_id=f"l{place}", original_due_on=day(-9), due_on=day(-9)) for place in range(3_000)),
    ]
    blocks = meeting.blocks(question(tmp_path, *many))
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [(len(table.rows), table.of) for table in tables] == [(14, 2_000), (2, 3_000)]
    (fold,) = (block for block in blocks if isinstance(block, Fold))
    assert [len(table.rows) for table in fold.content() if isinstance(table, Table)] == [2_000, 3_000]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [((3, 4, 27, 1), (3, 4, 12, 1)), ((30, 30, 30), (16, 2, 2)), ((0, 1), (0, 1)), ((), ())],
)
def test_the_first_list_is_cut_last_and_none_is_cut_to_nothing(
    lengths: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert fitted(lengths, 20, 2) == expected


def test_a_company_that_keeps_only_tasks_has_it_and_one_without_any_is_told(tmp_path: Path) -> None:
    only = Question(data(tmp_path / "only", tasks=WEEK), view(), SETTINGS)
    assert [row[1].text for row in sheet(only)[SHEET].rows] == ["care", "care", "sales"]
    (none,) = weekly_review.blocks(Question(data(tmp_path / "none", tasks=[]), view(), SETTINGS))
    assert none.head.title == "This week, all departments: no task was due, done or moved"
    assert none.head.instead == "No task was promised for these days."
    assert weekly_review.blocks(Question(data(tmp_path / "without"), view(), SETTINGS)) == ()


def test_against_a_snapshot_of_another_age_the_days_are_named(tmp_path: Path) -> None:
    now, then = snapshot(tmp_path / "now", {"tasks": WEEK}), snapshot(tmp_path / "then", {"tasks": WEEK})
    archive = week_before(then, as_of=AS_OF - timedelta(20))
    made = now.manifest.model_copy(update={"settings": then.manifest.settings})
    asked_for = Question(Data(replace(now, manifest=made)), view(), SETTINGS, archive=archive)
    (card,) = weekly_review.blocks(asked_for)
    assert card.head.title.startswith("Since 15 Sep 2026, all departments: 2 done")
    assert "16 Sep 2026 to 5 Oct 2026" in card.head.subtitle
    assert not [said for said in strings(card) if "No snapshot" in said]


def test_it_is_of_the_day_of_the_data_whatever_period_is_chosen(demo: Snapshot, settings: Settings) -> None:
    whole = asked(demo, settings)
    past = replace(whole, view=view_of(demo, month=demo.manifest.last_month - 30))
    assert [list(strings(block)) for block in meeting.blocks(whole)] == [
        list(strings(block)) for block in meeting.blocks(past)
    ]
