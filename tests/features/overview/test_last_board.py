"""O15: what became of what the last board saw: numbers restated, definitions changed, promises kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.blocks import Sentences, Table, strings
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features.overview.last_board import last_board
from dashboard.measures.registry import MEASURES, measure_hash
from dashboard.periods import Calendar, closing
from dashboard.snapshots.store import Snapshot
from tests.published import AS_OF, FIRST, LAST, READ, SETTINGS, Rows, answers, snapshot

TASK = {
    "task_id": "K1", "title": "Call back", "department_id": "D1", "kind": "task", "created_on": date(2026, 1, 5),
    "original_due_on": date(2026, 10, 2), "due_on": date(2026, 10, 2),
}  # fmt: skip
DEFINED = {name: measure_hash(entry) for name, entry in MEASURES.items()}
YEAR_BEFORE = answers({9: 300, 3: 300}, month=LAST - 12)


def snapshots(
    folder: Path, now: Mapping[str, Rows], then: Mapping[str, Rows], reason: str = "Board of August", **changes: Any
) -> tuple[Snapshot, Archive]:
    """Publish what is known now and what the board saw a month before; ``changes`` are of the manifest of then."""
    current = snapshot(folder / "now", now)
    before = snapshot(folder / "then", then)
    told = {"created_at": READ - timedelta(30), "as_of": AS_OF - timedelta(30), "measures": DEFINED} | changes
    board = replace(before, id=f"0 {before.id}", manifest=before.manifest.model_copy(update=told))
    return current, Archive((current.id, board.id), opened=lambda _: board, pinned=((board.id, reason),))


def shown(
    current: Snapshot, archive: Archive, *, last: int = LAST, grant: Grant = EVERYTHING
) -> tuple[list[str], Table | None]:
    """Return the title with the sentences, and the table of what was restated."""
    view = View.of(closing("quarter", last, Calendar()), "year", FIRST, Calendar())
    blocks = last_board.blocks(Question(Data(current, grant), view, SETTINGS, archive=archive))
    if not blocks:
        return [], None
    head, *tables = blocks
    assert isinstance(head, Sentences)
    table = tables[0] if tables else None
    assert table is None or isinstance(table, Table)
    return [head.head.title, *map(str, head.sentences)], table


def test_without_a_pinned_snapshot_nothing_is_drawn(tmp_path: Path) -> None:
    current, archive = snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]})
    assert shown(current, replace(archive, pinned=())) == ([], None)
    assert shown(current, Archive()) == ([], None)


def test_a_past_month_that_was_restated_is_told_then_and_now_with_n_and_the_verdict_of_now(tmp_path: Path) -> None:
    """Of the last quarter 100 detractors came in late: 80.0 on 1,000 answers then, 63.6 on 1,100 now."""
    then = [*YEAR_BEFORE, *answers({9: 900, 3: 100})]
    now = [*then, *answers({3: 100})]
    said, table = shown(*snapshots(tmp_path, {"answers": now}, {"answers": then}))
    assert said[0] == "Since the last board"
    assert said[1] == "1 of 1 headline measure reads otherwise for Q3 2026 now."
    assert table is not None
    ((name, before, after, by, verdict),) = table.rows
    assert (name.text, before.text, after.text, by.text) == ("Net promoter score", "80.0", "63.6", "−16.4 points")
    assert before.note.startswith("n 1,000 · ")
    assert after.note.startswith("n 1,100 · ")
    assert verdict.pill is not None
    assert (verdict.pill.word, verdict.note) == ("clear rise", "")
    assert "restated since the last board" in table.head.title


def test_a_verdict_that_no_longer_holds_is_told_with_what_was_said(tmp_path: Path) -> None:
    then = [*YEAR_BEFORE, *answers({9: 310, 3: 300})]
    now = [*YEAR_BEFORE, *answers({9: 900, 3: 100})]
    _, table = shown(*snapshots(tmp_path, {"answers": now}, {"answers": then}))
    assert table is not None
    (verdict,) = table.column("verdict")
    assert verdict.pill is not None
    assert (verdict.pill.word, verdict.note) == ("clear rise", "was no clear change")


def test_the_period_is_one_that_the_board_saw_whole(tmp_path: Path) -> None:
    """September was not complete then: the quarter is held against the three months that were."""
    then = [*YEAR_BEFORE, *answers({9: 900, 3: 100}, month=LAST - 1)]
    now = [*then, *answers({9: 10, 3: 900})]
    said, table = shown(*snapshots(tmp_path, {"answers": now}, {"answers": then}, last_month=LAST - 1))
    assert said[1] == "1 headline measure reads as it did for Jun–Aug 2026."
    assert table is None


def test_a_definition_that_was_changed_is_named_and_the_number_then_is_said_to_be_by_that_of_now(
    tmp_path: Path,
) -> None:
    then = [*YEAR_BEFORE, *answers({9: 900, 3: 100})]
    changed = DEFINED | {"nps": "000000000000"}
    now = [*then, *answers({3: 100})]
    said, table = shown(*snapshots(tmp_path, {"answers": now}, {"answers": then}, measures=changed))
    assert said[2] == "1 measure is defined otherwise: Net promoter score."
    assert table is not None
    assert table.column("measure")[0].note == "defined otherwise since"
    assert "what the board saw was another number" in table.head.notes[0]
    unchanged, _ = shown(*snapshots(tmp_path / "2", {"answers": now}, {"answers": then}))
    assert unchanged[2] == "No measure and no query is defined otherwise."


def test_a_query_that_was_changed_is_named(tmp_path: Path) -> None:
    rows = {"answers": YEAR_BEFORE}
    current, archive = snapshots(tmp_path, rows, rows)
    board = archive.opened("")
    asked = {name: one.model_copy(update={"definition": name}) for name, one in current.manifest.datasets.items()}
    other = asked | {"answers": asked["answers"].model_copy(update={"definition": "other"})}
    current = replace(current, manifest=current.manifest.model_copy(update={"datasets": asked}))
    board = replace(board, manifest=board.manifest.model_copy(update={"datasets": other}))
    said, _ = shown(current, replace(archive, opened=lambda _: board))
    assert said[-1] == "1 dataset is asked otherwise: answers."


def test_promises_are_tasks_decisions_and_targets_that_fell_due_kept_or_not(tmp_path: Path) -> None:
    def target(month: int, value: float) -> dict[str, Any]:
        return {"metric": "nps", "month": date(2026, month, 1), "target": value}

    done = TASK | {"completed_on": date(2026, 10, 1)}
    decided = {"decision_id": "E1", "subject": "pilot:P1", "decided_on": date(2026, 10, 1), "choice": "scale it"}
    scores = [*YEAR_BEFORE, *answers({9: 900, 3: 100}), *answers({9: 900, 3: 100}, month=LAST - 1)]
    then = {
        "answers": scores,
        "tasks": [TASK],
        "decisions": [],
        "targets": [target(8, 50), target(9, 90), target(12, 95)],
    }
    now = {"answers": scores, "tasks": [done], "decisions": [decided]}
    now |= {"targets": [target(8, 50), target(9, 90), target(12, 85)]}
    current, archive = snapshots(tmp_path, now, then, last_month=LAST - 2)
    board = archive.opened("")
    held = {
        name: one.model_copy(update={"held": (FIRST, LAST - 2)} if name == "answers" else {})
        for name, one in board.manifest.datasets.items()
    }
    board = replace(board, manifest=board.manifest.model_copy(update={"datasets": held}))
    said, _ = shown(current, replace(archive, opened=lambda _: board))
    assert "1 task done, 1 by the first date promised; 1 decision taken: scale it." in said
    assert said[-1] == (
        "2 targets fell due: 1 met, 1 missed (Net promoter score, Sep 2026); "
        "targets of 1 measure are other ones now: Net promoter score."
    )


def test_pinned_for_another_end_it_is_told_by_its_day_and_reason(tmp_path: Path) -> None:
    current, archive = snapshots(tmp_path, {"tasks": [TASK]}, {"tasks": [TASK]}, "Audit <b>")
    (block,) = last_board.blocks(
        Question(
            Data(current),
            View.of(closing("quarter", LAST, Calendar()), "year", FIRST, Calendar()),
            SETTINGS,
            archive=archive,
        )
    )
    assert block.head.title == "Since 5 Sep 2026"
    assert block.head.subtitle.endswith("against the snapshot of 5 Sep 2026, 06:00, pinned as “Audit <b>”")


def test_the_grant_holds_for_the_board_s_snapshot_as_well(tmp_path: Path) -> None:
    done = TASK | {"completed_on": date(2026, 10, 1)}
    then = [*YEAR_BEFORE, *answers({9: 900, 3: 100}, region="EMEA"), *answers({9: 50, 3: 50}, region="NA")]
    now = [*then, *answers({3: 100}, region="EMEA")]
    current, archive = snapshots(tmp_path, {"answers": now, "tasks": [done]}, {"answers": then, "tasks": [TASK]})
    few = Grant(regions=frozenset({"NA"}), company_totals=False)
    said, table = shown(current, archive, grant=few)
    assert table is None
    assert not any("task" in sentence for sentence in said)
    told, table = shown(current, archive)
    assert table is not None
    assert any("1 task done" in sentence for sentence in told)
    assert not any("EMEA" in text for text in [*said, *(text for text in strings([table]) if text == "NA")])
