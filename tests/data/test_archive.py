"""What a store keeps beside its current snapshot, as features are told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.data.access import Data
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Store
from tests.published import SETTINGS, data, view
from tests.stores import publish


def test_an_archive_that_nobody_gave_is_empty() -> None:
    empty = Archive()
    assert (empty.names, tuple(empty.summaries()), tuple(empty.events())) == ((), (), ())


def test_its_names_are_of_the_moment_and_the_rest_is_read_when_it_is_called(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    archive = Archive.of(Store(tmp_path))
    second = publish(tmp_path, 1)
    assert len(archive.names) == 1
    assert archive.summaries()[0].id == second.id
    Publisher(tmp_path).pin(second.id, "the board's")
    assert archive.summaries()[0].pinned == "the board's"
    assert archive.events()[-1].what == "pinned"


def test_an_answer_that_tells_of_the_archive_is_kept_for_its_names_alone(tmp_path: Path) -> None:
    question = Question(data(tmp_path), view(), SETTINGS)
    assert question.cache_key == replace(question, archive=Archive()).cache_key
    assert question.cache_key != replace(question, archive=Archive(("20260101T060000000Z-000000000000",))).cache_key


def test_pinning_changes_what_an_answer_depends_on(tmp_path: Path) -> None:
    kept = publish(tmp_path, 0)
    before = Archive.of(Store(tmp_path))
    Publisher(tmp_path).pin(kept.id, "Board of May")
    after = Archive.of(Store(tmp_path))
    assert (before.pinned, after.pinned) == ((), ((kept.id, "Board of May"),))
    assert before.cache_key != after.cache_key


def test_the_last_board_saw_the_newest_that_was_pinned_for_one_else_the_newest_pinned(tmp_path: Path) -> None:
    names = [publish(tmp_path, day).id for day in range(5)]
    publisher, newest = Publisher(tmp_path), Data(Store(tmp_path).current())

    def seen() -> tuple[str, str] | None:
        found = Archive.of(Store(tmp_path)).of_last_board(newest)
        return None if found is None else (found[0].snapshot.id, found[1])

    assert seen() is None
    publisher.pin(names[4], "Board of today")  # what is shown is no past of itself
    assert seen() is None
    publisher.pin(names[3], "the dashboard's own launch")
    assert seen() == (names[3], "the dashboard's own launch")
    publisher.pin(names[1], "BOARD meeting of January")
    publisher.pin(names[0], "The board's first")
    assert seen() == (names[1], "BOARD meeting of January")


def test_a_snapshot_of_another_company_or_one_that_is_gone_is_no_board_s(tmp_path: Path) -> None:
    other = publish(tmp_path, 0, company="Another").id
    mine = publish(tmp_path, 1)
    publisher = Publisher(tmp_path)
    publisher.pin(other, "Board")
    archive = Archive.of(Store(tmp_path))
    gone = replace(archive, pinned=(*archive.pinned, ("20250101T060000000Z-000000000000", "Board")))
    assert archive.of_last_board(Data(mine)) is None
    assert gone.of_last_board(Data(mine)) is None
