"""What a weekly review counts of each task, with the snapshot of a week before and without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.data.access import Data
from dashboard.measures.programme.review import A_WEEK, Review, became_since, decided_since, outcomes, review
from tests.published import AS_OF, Rows, data

SINCE = AS_OF - A_WEEK
DUE = date(2026, 10, 2)
"""A day of the week that is reviewed: 29 September to 5 October 2026."""


def task(**changes: Any) -> dict[str, Any]:
    return {"task_id": "t", "title": "Do", "department_id": "care", "kind": "task", "created_on": date(2026, 7, 1),
            "original_due_on": DUE, "due_on": DUE} | changes  # fmt: skip


def day(number: int) -> date:
    """Return a day of October 2026; 0 is 30 September, -2 the day of the snapshot before."""
    return date(2026, 9, 30) + timedelta(number)


def earlier(folder: Path, *tasks: dict[str, Any], **others: Rows) -> Data:
    """Return what was known a week before; of tasks nothing, where none are given."""
    then = data(folder, **({"tasks": tasks} if tasks else {}), **others)
    manifest = then.snapshot.manifest.model_copy(update={"as_of": SINCE})
    return Data(replace(then.snapshot, id=f"0 {then.snapshot.id}", manifest=manifest))


def told(found: Review) -> dict[str, list[str]]:
    """Return in which lists each task stands, and as what."""
    lists = {"promised": found.promised, "besides": found.besides, "late": found.late, "coming": found.coming}
    where: dict[str, list[str]] = {}
    for name, held in lists.items():
        for one in held:
            where.setdefault(one.task.task_id, []).append(f"{name} {one.outcome}")
    return where


LATER, BEFORE = day(40), day(-20)
BOTH: list[tuple[dict[str, Any], list[str]]] = [
    # what the register keeps of a task, and where it stands, with a snapshot of the same rows or without
    ({}, ["promised open"]),
    ({"owner": None}, ["promised open"]),
    ({"completed_on": day(2)}, ["promised done"]),
    ({"completed_on": day(-2)}, []),  # done before the week began
    ({"completed_on": day(6)}, ["promised open"]),  # of a day to come
    ({"completed_on": day(-9), "reopened_on": day(1)}, ["promised reopened"]),
    ({"completed_on": day(-9), "reopened_on": day(-2)}, ["promised open"]),
    ({"completed_on": day(1), "reopened_on": day(3)}, ["promised open"]),  # done and reopened within the week
    ({"completed_on": day(3), "reopened_on": day(1)}, ["promised done"]),
    ({"completed_on": day(-2), "original_due_on": BEFORE, "reopened_on": day(1), "due_on": BEFORE},
     ["besides reopened"]),
    ({"cancelled_on": day(4)}, ["promised cancelled"]),  # after it was due
    ({"cancelled_on": day(-3)}, []),
    ({"cancelled_on": day(4), "completed_on": day(-9)}, []),
    ({"blocked_since": day(-9)}, ["promised blocked"]),
    ({"blocked_since": day(1), "completed_on": day(4)}, ["promised done"]),
    ({"due_on": LATER, "original_due_on": LATER, "blocked_since": day(1)}, ["besides blocked"]),
    ({"due_on": LATER, "original_due_on": LATER, "blocked_since": day(-2)}, []),  # blocked before
    ({"due_on": LATER, "original_due_on": LATER, "completed_on": day(1)}, ["besides done"]),
    ({"due_on": BEFORE, "original_due_on": BEFORE}, ["late open"]),
    ({"due_on": BEFORE, "original_due_on": BEFORE, "blocked_since": day(-9)}, ["late blocked"]),
    ({"due_on": BEFORE, "original_due_on": BEFORE, "completed_on": day(5)}, ["besides done"]),
    ({"due_on": day(12), "original_due_on": day(12)}, ["coming open"]),
    ({"due_on": day(13), "original_due_on": day(13)}, []),
    ({"due_on": AS_OF, "original_due_on": AS_OF}, ["promised open"]),
    ({"due_on": SINCE, "original_due_on": SINCE}, ["late open"]),
    ({"due_on": None, "original_due_on": None}, []),
    ({"created_on": day(6)}, []),
    ({"created_on": None}, ["promised open"]),
]  # fmt: skip


def test_where_each_task_stands(tmp_path: Path) -> None:
    rows = [task(task_id=str(changes), **changes) for changes, _ in BOTH]
    expected = {str(changes): stands for changes, stands in BOTH if stands}
    now = data(tmp_path / "now", tasks=rows)
    assert told(review(now, None, AS_OF)) == expected
    assert told(review(now, earlier(tmp_path / "then", *rows), AS_OF)) == expected


CHANGED: list[tuple[dict[str, Any] | None, dict[str, Any], list[str]]] = [
    ({}, {"due_on": day(12)}, ["promised slipped", "coming slipped"]),
    ({}, {"due_on": day(4)}, ["promised slipped"]),  # within the week
    ({}, {"due_on": day(12), "completed_on": day(4)}, ["promised done"]),
    ({}, {"due_on": LATER, "blocked_since": day(1)}, ["promised slipped"]),
    ({"due_on": LATER}, {"due_on": DUE}, ["promised open"]),  # moved to an earlier day
    ({"due_on": LATER}, {"due_on": LATER + A_WEEK}, ["besides slipped"]),
    ({"due_on": LATER}, {"due_on": LATER, "completed_on": date(2026, 8, 1)}, ["besides done"]),  # told late
    ({"completed_on": day(-9)}, {}, ["promised reopened"]),  # the day of its completion was taken back
    (None, {}, ["promised open"]),
    (None, {"due_on": LATER}, []),
    (None, {"completed_on": date(2026, 8, 1)}, ["promised done"]),
]
"""What was known of a task a week before (None: nothing), what is known now, and where it stands."""


def test_what_the_snapshot_of_a_week_before_tells(tmp_path: Path) -> None:
    now = [task(task_id=str(place), **changes) for place, (_, changes, _) in enumerate(CHANGED)]
    then = [task(task_id=str(place), **kept) for place, (kept, _, _) in enumerate(CHANGED) if kept is not None]
    expected = {str(place): stands for place, (_, _, stands) in enumerate(CHANGED) if stands}
    assert told(review(data(tmp_path / "now", tasks=now), earlier(tmp_path / "then", *then), AS_OF)) == expected


def test_without_it_a_date_is_taken_to_have_moved_on_the_day_on_which_it_fell_due(tmp_path: Path) -> None:
    moved = data(tmp_path, tasks=[task(due_on=LATER), task(task_id="u", due_on=LATER, original_due_on=BEFORE)])
    assert told(review(moved, None, AS_OF)) == {"t": ["promised slipped"]}


def test_a_date_that_moves_again_is_told_apart(tmp_path: Path) -> None:
    now = data(tmp_path / "now", tasks=[task(due_on=LATER, original_due_on=BEFORE), task(task_id="u", due_on=LATER)])
    then = earlier(tmp_path / "then", task(original_due_on=BEFORE), task(task_id="u"))
    assert [one.again for one in review(now, then, AS_OF).promised] == [True, False]


def test_what_is_no_week_old_is_not_held_against(tmp_path: Path) -> None:
    now, then = data(tmp_path / "now", tasks=[task()]), earlier(tmp_path / "then", task())
    for back, compared in ((5, False), (6, True), (7, True), (20, True)):
        manifest = then.snapshot.manifest.model_copy(update={"as_of": AS_OF - timedelta(back)})
        found = review(now, Data(replace(then.snapshot, id=f"0 {back}", manifest=manifest)), AS_OF)
        assert (found.compared, (found.until - found.since).days) == (compared, back if compared else 7)
    assert not review(now, earlier(tmp_path / "none", decisions=[]), AS_OF).compared


def test_a_department_and_a_region_narrow_it_and_what_names_none_is_left_out(tmp_path: Path) -> None:
    rows = [
        task(task_id="a", region="North"), task(task_id="b", region="South"), task(task_id="c"),
        task(task_id="d", department_id="sales", region="North"),
    ]  # fmt: skip
    found = data(tmp_path, tasks=rows)

    def named(**places: Any) -> tuple[list[str], bool, int]:
        one = review(found, None, AS_OF, **places)
        return [each.task.task_id for each in one.promised], one.follows, one.unplaced

    assert named() == (["a", "b", "c", "d"], True, 0)
    assert named(department="sales") == (["d"], True, 0)
    assert named(regions=("North",)) == (["a", "d"], True, 1)
    assert named(regions=("North",), department="care") == (["a"], True, 1)
    assert named(regions=("South", "not given")) == (["b", "c"], True, 0)
    nowhere = review(data(tmp_path / "nowhere", tasks=[task()]), None, AS_OF, regions=("North",))
    assert (len(nowhere.promised), nowhere.follows, nowhere.unplaced) == (1, False, 0)


def test_each_task_counts_once_and_what_became_of_tasks_is_what_others_tell(tmp_path: Path) -> None:
    rows = [task(task_id=f"{place}", **changes) for place, (changes, _) in enumerate(BOTH)]
    then = earlier(tmp_path / "then", *(task(task_id=f"{place}") for place in range(0, len(rows), 2)))
    now = data(tmp_path / "now", tasks=rows)
    found = review(now, then, AS_OF)
    listed = [one.task.task_id for one in (*found.promised, *found.besides, *found.late)]
    assert len(listed) == len(set(listed))
    assert found.counts.total() == len(found.promised) + len(found.besides)
    news, follows = became_since(now, then)
    assert follows
    assert outcomes(news)["done"] > 3
    for outcome in ("done", "slipped", "reopened", "cancelled"):
        assert outcomes(news)[outcome] == found.counts[outcome]


def test_decisions_taken_since(tmp_path: Path) -> None:
    def decision(number: int, on: date | None) -> dict[str, Any]:
        return {"decision_id": f"{number}", "subject": "task:t", "decided_on": on, "choice": "Yes"}

    old, told_late, new = decision(1, SINCE), decision(2, BEFORE), decision(3, DUE)
    now = data(tmp_path / "now", tasks=[], decisions=[old, told_late, new, decision(4, day(6)), decision(5, None)])
    then = earlier(tmp_path / "then", decisions=[old])
    assert [one.decision_id for one in decided_since(now, then, SINCE, AS_OF)] == ["3", "2"]
    assert [one.decision_id for one in decided_since(now, None, SINCE, AS_OF)] == ["3"]
    assert [one.decision_id for one in decided_since(now, earlier(tmp_path / "no"), SINCE, AS_OF)] == ["3"]
    assert decided_since(data(tmp_path / "none"), then, SINCE, AS_OF) == ()
