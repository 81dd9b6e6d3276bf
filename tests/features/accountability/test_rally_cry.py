"""The rally cry: what moved is said first and largest, and each number has its list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Block, Chart, Choice, Fold, Row, Table, Tiles, strings, within
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.measures.programme.test_rally_cry import CRY, DONE, GOAL, task
from tests.published import LAST, SETTINGS, Rows, answers, data, view

REGISTERS = {"audience": "external", "family": "customer", "metric": "stories told", "direction": "up"}


def question(
    folder: Path, *tasks: dict[str, Any], cries: Rows = (CRY,), goals: Rows = (GOAL,), **seen: Any
) -> Question:
    rows = data(
        folder, rally_cries=cries, objectives=[{**REGISTERS, **goal} for goal in goals], tasks=tasks,
        answers=answers({9: 50, 2: 50}),
    )  # fmt: skip
    return Question(rows, view(**seen), SETTINGS)


def card(asked_for: Question) -> Block:
    (found,) = features()["A1"].blocks(asked_for)
    return found


def lists(asked_for: Question) -> dict[str, Block]:
    (fold,) = features()["A1.lists"].blocks(asked_for)
    assert isinstance(fold, Fold)
    return {block.head.name: block for block in fold.content()}


def tiles(block: Block) -> Tiles:
    return next(one for one in within(block) if isinstance(one, Tiles))


def done_in_time(shown: Tiles) -> tuple[int, int, int]:
    """Return how many tasks are done of how many due, and how many by the first date."""
    done, of, due, on_time, *_ = shown.tiles[1].value.replace(",", "").split()
    assert (of, shown.tiles[1].label) == ("of", "Its tasks due, done")
    return int(done), int(due), int(on_time)


def test_the_planted_rally_cry_is_nearly_done_and_moved_little(demo: Snapshot, settings: Settings) -> None:
    """'A rally cry nearly done', 'one goal carried over': planted in the demo company."""
    block = card(asked(demo, settings))
    assert isinstance(block, Row)
    shown = tiles(block)
    assert shown.style == "lead"  # the first is drawn largest
    moved, seen = map(int, shown.tiles[0].value.split(" of "))
    done, due, _ = done_in_time(shown)
    assert "moved their measure" in shown.tiles[0].label
    assert done / due > 0.85
    assert moved / seen < 0.5
    (fold,) = features()["A1.lists"].blocks(asked(demo, settings))
    assert any("carried over" in note.lower() and "Prices on one page" in note for note in fold.head.notes)
    assert len(block.head.notes) == 1  # the first screen has room for one line
    assert "1 carried over into it" in block.head.notes[0]
    chart = next(one for one in within(block) if isinstance(one, Chart))
    assert sum(row["x"] for row in chart.rows() if row["order"] == 0) <= due
    assert "six-month mark" in chart.head.title


def test_each_number_has_its_list(tmp_path: Path) -> None:
    tasks = [
        DONE, DONE, task(completed_on=date(2026, 3, 9)), task(owner=None), DONE | {"reopened_on": date(2026, 4, 1)},
        task(cancelled_on=date(2026, 4, 1)), task(due_on=date(2026, 12, 1)),
    ]  # fmt: skip
    asked_for = question(tmp_path, *tasks)
    assert done_in_time(tiles(card(asked_for))) == (3, 6, 2)
    assert card(asked_for).head.notes == (
        "1 task cancelled, 1 of them after the first date, not counted · 1 slipped to a later date",
    )
    rows = {name: block for name, block in lists(asked_for).items() if isinstance(block, Table)}
    kinds = {name.rpartition(".")[2]: len(table.rows) for name, table in rows.items()}
    assert kinds == {"objectives": 1, "open": 3, "late": 1, "on_time": 2, "cancelled": 1, "slipped": 1}
    said = list(strings(rows["A1.lists.open"]))
    assert {"reopened", "open", "no owner"} <= {*said}
    assert "1 Apr 2026, after it was due" in list(strings(rows["A1.lists.cancelled"]))
    assert all(table.order and table.of == len(table.rows) for table in rows.values())


def test_five_thousand_tasks_are_counted_and_few_of_them_listed(tmp_path: Path) -> None:
    asked_for = question(tmp_path, *[DONE] * 2_500, *[task()] * 2_500)
    assert done_in_time(tiles(card(asked_for))) == (2500, 5000, 2500)
    table = lists(asked_for)["A1.lists.open"]
    assert isinstance(table, Table)
    assert (len(table.rows), table.of) == (40, 2_500)


def test_without_tasks_there_is_no_rate(tmp_path: Path) -> None:
    block = card(question(tmp_path))
    assert [one for one in within(block) if isinstance(one, Chart)] == []
    assert tiles(block).tiles[0].muted
    assert not any("%" in text or "0 of 0" in text for text in strings(block))


def test_what_became_of_objectives_is_said_with_its_reason(tmp_path: Path) -> None:
    goals = [
        GOAL, {**GOAL, "objective_id": "d", "title": "Gone", "status": "dropped", "reason": "No staff"},
        {**GOAL, "objective_id": "v", "title": "New", "status": "revised"},
        {**GOAL, "objective_id": "c", "title": "Old", "status": "carried_over", "reason": "Late"},
        {**GOAL, "objective_id": "n", "title": "Again", "carried_from": "c"},
    ]  # fmt: skip
    asked_for = question(tmp_path, DONE, goals=goals)
    assert card(asked_for).head.notes == (
        "objectives: 1 carried over into it, 1 carried over into the next, 1 revised, 1 dropped "
        "(why: in the lists below)",
    )
    (fold,) = features()["A1.lists"].blocks(asked_for)
    assert fold.head.notes == (
        "Carried over into it: “Again”.", "Carried over into the next: “Old” (Late).",
        "Revised: “New” (no reason given).", "Dropped: “Gone” (No staff).",
    )  # fmt: skip


def test_objectives_of_both_kinds_that_stand_alike_are_one_line(tmp_path: Path) -> None:
    ours = {**GOAL, "metric": "nps", "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}
    within_house = {**ours, "objective_id": "i", "audience": "internal"}
    alike = tiles(card(question(tmp_path / "alike", goals=[ours, within_house]))).tiles
    assert [(tile.label, tile.value) for tile in alike[1:]] == [
        ("1 external, 1 internal objective", "first look in Jan 2027")
    ]
    apart = tiles(card(question(tmp_path / "apart", goals=[GOAL, within_house]))).tiles
    assert [(tile.label, tile.value) for tile in apart[1:]] == [
        ("1 external objective", "1 as reported"), ("1 internal objective", "first look in Jan 2027"),
    ]  # fmt: skip


@pytest.mark.parametrize(("ends", "months"), [(date(2026, 12, 31), "month 9 of 12"), (None, "month 9, no end set")])
def test_it_says_how_far_it_has_come_and_what_it_follows(tmp_path: Path, ends: date | None, months: str) -> None:
    asked_for = question(tmp_path, DONE, cries=[{**CRY, "ends_on": ends}], regions=("North",), segments=("SMB",))
    said = card(asked_for).head.subtitle
    assert said == (
        f"Rally cry · {months}, as of 30 Sep 2026 · North, with company-wide objectives and all tasks, which name no "
        "region; all segments"
    )


def test_what_names_no_region_is_left_out_and_counted_here_and_on_the_overview(tmp_path: Path) -> None:
    tasks = [DONE | {"region": "North"}, DONE | {"region": "South"}, DONE, DONE]
    asked_for = question(tmp_path, *tasks, regions=("North",))
    assert done_in_time(tiles(card(asked_for))) == (1, 1, 1)
    (strip,) = features()["O6.rally_cry"].blocks(asked_for)
    for block in (card(asked_for), strip):
        assert block.head.notes[-1] == "2 tasks name no region and are left out."
    (nothing,) = features()["O6.rally_cry"].blocks(question(tmp_path / "x", *tasks, regions=("West",)))
    assert (nothing.head.instead, nothing.head.notes) == (
        "No task was due yet.", ("2 tasks name no region and are left out.",),
    )  # fmt: skip


def test_where_none_runs_the_last_and_the_next_are_named(tmp_path: Path) -> None:
    cries = [
        {**CRY, "ends_on": date(2026, 3, 31)},
        {**CRY, "rally_cry_id": "n", "statement": "Next", "starts_on": date(2026, 11, 1)},
    ]
    asked_for = question(tmp_path, DONE, cries=cries)
    block, (strip,) = card(asked_for), features()["O6.rally_cry"].blocks(asked_for)
    assert block.head.instead == strip.head.instead
    assert block.head.instead == (
        "No rally cry ran in Jul–Sep 2026. The last, “Now”, ended 31 Mar 2026. The next, “Next”, begins 1 Nov 2026."
    )
    asked_again = replace(asked_for, parameters=(("rally_cry", "r"),))
    assert card(asked_again).head.subtitle == "Rally cry · month 3 of 3, as of 31 Mar 2026"
    before = card(replace(asked_for, view=view(period=closing("quarter", LAST - 12, Calendar()))))
    assert before.head.instead == "No rally cry ran in Jul–Sep 2025. The next, “Now”, begins 1 Jan 2026."


def test_an_earlier_one_can_be_chosen_and_one_asked_for_in_vain_is_answered(tmp_path: Path) -> None:
    before = {
        **CRY,
        "rally_cry_id": "b",
        "statement": "Then",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2025, 12, 31),
    }
    asked_for = question(tmp_path, DONE, cries=[CRY, before])
    choice = lists(asked_for)["A1.lists.choice"]
    assert isinstance(choice, Choice)
    assert ([name for name, _ in choice.options], choice.chosen, choice.asked) == (["r", "b"], "r", "")
    earlier = replace(asked_for, parameters=(("rally_cry", "b"),))
    assert card(earlier).head.title == "“Then”"
    vain = replace(asked_for, parameters=(("rally_cry", "x"),))
    answered = lists(vain)["A1.lists.choice"]
    assert isinstance(answered, Choice)
    assert "“x”" in answered.asked
    assert card(vain).head.title == "“Now”"


def test_the_strip_of_the_overview_tells_the_same(demo: Snapshot, settings: Settings) -> None:
    (strip,) = features()["O6.rally_cry"].blocks(asked(demo, settings))
    assert isinstance(strip, Tiles)
    shown = tiles(card(asked(demo, settings)))
    first = shown.tiles
    assert (strip.tiles[0].value, strip.tiles[0].label) == (first[0].value, first[0].label)
    done, due, _ = done_in_time(shown)
    assert strip.head.notes[0].startswith(f"{done} of {due} due tasks completed")
