"""What a store keeps beside its current snapshot, as features are told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
