"""O11: what is new against the snapshot of a week before, by the same reader, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Sentences
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features.overview.last_week import last_week
from dashboard.periods import Calendar, closing
from dashboard.snapshots.manifest import FindingEntry
from dashboard.snapshots.store import Snapshot
from tests.published import AS_OF, FIRST, LAST, READ, SETTINGS, Rows, answers, snapshot

THEN = AS_OF - timedelta(days=7)
TASK = {
    "task_id": "K1", "title": "Call back", "department_id": "D1", "kind": "task", "created_on": date(2026, 1, 5),
    "original_due_on": date(2026, 10, 2), "due_on": date(2026, 10, 2),
}  # fmt: skip


def found(check: str, **changes: Any) -> FindingEntry:
    values = {"kind": "source", "subject": "t", "severity": "warning", "passed": False, "sentence": "t: short."}
    return FindingEntry.model_validate(values | {"check": check} | changes)


def snapshots(
    folder: Path, now: Mapping[str, Rows], then: Mapping[str, Rows], *, days: float = 7, **changes: Any
) -> tuple[Snapshot, Archive]:
    """Publish what is known now and what was known then; ``changes`` are of the earlier manifest."""
    current = snapshot(folder / "now", now)
    before = snapshot(folder / "then", then)
    told = {"created_at": READ - timedelta(days=days), "as_of": THEN} | changes
    earlier = replace(before, id=f"0 {before.id}", manifest=before.manifest.model_copy(update=told))
    return current, Archive((current.id, earlier.id), opened=lambda _: earlier)


def said(current: Snapshot, archive: Archive, *, view: View | None = None, grant: Grant = EVERYTHING) -> list[str]:
    """Return the title and the sentences; nothing where nothing is shown."""
    asked = view or View.of(closing("quarter", LAST, Calendar()), "year", FIRST, Calendar())
    blocks = last_week.blocks(Question(Data(current, grant), asked, SETTINGS, archive=archive))
    if not blocks:
        return []
    (block,) = blocks
    assert isinstance(block, Sentences)
    assert len(block.sentences) <= 5
    return [block.head.title, *map(str, block.sentences)]


def test_on_a_first_snapshot_there_is_nothing(tmp_path: Path) -> None:
    assert said(snapshot(tmp_path, {"tasks": [TASK]}), Archive()) == []


def test_where_nothing_moved_that_is_said(tmp_path: Path) -> None:
    title, *rest = said(*snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]}))
    assert title == "Since last week"
    assert rest == ["Nothing is new: no month closed, no verdict turned, no theme, task, decision or check moved."]


def test_tasks_done_and_slipped_and_decisions_taken(tmp_path: Path) -> None:
    done = TASK | {"completed_on": date(2026, 10, 1)}
    late = TASK | {"task_id": "K2", "due_on": date(2026, 11, 1)}
    decided = {"decision_id": "E1", "subject": "pilot:P1", "decided_on": date(2026, 10, 1), "choice": "scale it"}
    old = decided | {"decision_id": "E0", "decided_on": date(2026, 9, 1), "choice": "wait"}
    now = {"tasks": [done, late], "decisions": [old, decided]}
    then = {"tasks": [TASK, TASK | {"task_id": "K2"}], "decisions": [old]}
    assert said(*snapshots(tmp_path, now, then))[1:] == [
        "1 task done, 1 by the first date promised; 1 task moved to a later date; 1 decision taken: scale it."
    ]


def test_stages_reached(tmp_path: Path) -> None:
    theme = [{"theme_id": "T1", "name": "Waiting"}]
    stages = [{"theme_id": "T1", "stage": "contained", "entered_on": date(2026, 9, 1)}]
    reached = {"theme_id": "T1", "stage": "corrective_action", "entered_on": date(2026, 10, 1)}
    later = {"theme_id": "T1", "stage": "closed", "entered_on": date(2026, 12, 1)}
    now: dict[str, Rows] = {"themes": theme, "theme_stages": [*stages, reached, later]}
    assert said(*snapshots(tmp_path, now, {"themes": theme, "theme_stages": stages}))[1:] == [
        "1 stage reached: Waiting (corrective action)."
    ]


def test_checks_that_newly_fail_and_that_are_mended(tmp_path: Path) -> None:
    current, archive = snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]}, findings=[found("old"), found("both")])
    findings = [found("both"), found("new"), found("old", passed=True), found("note", severity="info")]
    current = replace(current, manifest=current.manifest.model_copy(update={"findings": findings}))
    assert said(current, archive)[1:] == ["1 check newly fails, 1 check is mended."]


def test_a_month_that_closed_moves_the_period_that_was_judged(tmp_path: Path) -> None:
    rows = {"answers": answers({9: 300, 3: 100})}
    current, archive = snapshots(tmp_path, rows, rows, last_month=LAST - 1)
    assert said(current, archive)[1] == (
        "Sep 2026 is complete now: what was judged in Jun–Aug 2026 is judged in Q3 2026."
    )


def test_a_change_that_became_clear_is_told_with_what_was_said_of_it_before(tmp_path: Path) -> None:
    """The period is the same; the answers of its last month came in since."""
    before = answers({9: 300, 3: 300}, month=LAST - 12) + answers({9: 300, 3: 300}, month=LAST - 13)
    early = answers({9: 310, 3: 300}, month=LAST - 1)
    current, archive = snapshots(
        tmp_path, {"answers": [*before, *early, *answers({9: 900, 3: 100})]}, {"answers": [*before, *early]}
    )
    (sentence,) = said(current, archive)[1:]
    assert sentence.startswith("Net promoter score: clear rise of ")
    assert ", was no clear change" in sentence


def test_the_newest_that_is_a_week_old_is_taken_and_else_the_oldest_with_its_day(tmp_path: Path) -> None:
    current, archive = snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]}, days=3)
    assert said(current, archive)[0] == "Since 2 Oct 2026"
    young = archive.opened("young")
    old = replace(young, id="00 old", manifest=young.manifest.model_copy(update={"created_at": READ - timedelta(7)}))
    older = replace(young, id="000", manifest=young.manifest.model_copy(update={"created_at": READ - timedelta(30)}))
    kept = {one.id: one for one in (young, old, older)}
    several = Archive((current.id, young.id, old.id, older.id), opened=kept.__getitem__)
    taken = several.of_last_week(Data(current))
    assert taken is not None
    assert taken.snapshot is old
    assert said(current, several)[0] == "Since last week"


@pytest.mark.parametrize("changes", [{"company": "Another"}, {"demo": True}, {"settings": {"source": "another"}}])
def test_another_company_or_source_is_no_past_of_this_one(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert said(*snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]}, **changes)) == []


def test_the_grant_holds_for_the_earlier_snapshot_as_well(tmp_path: Path) -> None:
    """Registers belong to the whole company: a reader of a region is told nothing of them, then or now."""
    done = TASK | {"completed_on": date(2026, 10, 1)}
    current, archive = snapshots(tmp_path, {"tasks": [done]}, {"tasks": [TASK]})
    few = Grant(regions=frozenset({"NA"}), company_totals=False)
    earlier = archive.of_last_week(Data(current, few).only(["tasks"]))
    assert earlier is not None
    assert earlier.grant == few
    assert earlier.table("tasks") is None
    assert said(current, archive, grant=few)[1].startswith("Nothing is new")
    assert said(current, archive)[1].startswith("1 task done")
