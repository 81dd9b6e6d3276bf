"""A declaration: what follows from it, whatever it shows."""

from __future__ import annotations

import pytest

from dashboard.blocks import Block, Fold, Head, Note, Row, Sentence, Sentences, Table
from dashboard.data import cache
from dashboard.data.question import Question
from dashboard.features import feature as declarations
from dashboard.features.feature import Feature, feature, features
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked


def shows(*blocks: Block) -> Feature:
    return Feature("Z1", "A probe", "overview", "A probe.", (), ("tasks",), lambda _: blocks)


@pytest.fixture
def question(demo: Snapshot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Question:
    monkeypatch.setattr(declarations, "_DECLARED", dict(features()))
    cache.clear()  # what another probe of the same id showed
    return asked(demo, settings)


def declared(one: Feature) -> Feature:
    declarations._DECLARED[one.id] = one
    return one


def test_what_brings_no_evidence_is_known_by_the_declaration(question: Question) -> None:
    own = Sentences(Head(name="Z1", title="A finding"), (Sentence("So it is."),))
    (block,) = declared(shows(own)).blocks(question)
    assert block.head.evidence is not None
    told = block.head.evidence()
    assert (told.title, told.definition, told.datasets) == ("A probe: how do we know?", "A probe.", ("tasks",))


def test_a_fold_that_fails_becomes_a_note_when_it_is_opened(question: Question) -> None:
    def fails() -> tuple[Block, ...]:
        raise ZeroDivisionError

    (fold,) = declared(shows(Fold(Head(name="Z1", title="More"), fails))).blocks(question)
    assert isinstance(fold, Fold)
    (note,) = fold.content()
    assert isinstance(note, Note)
    assert (note.tone, "log under the number" in note.text) == ("bad", True)


def test_what_is_not_declared_is_refused_and_said(question: Question, caplog: pytest.LogCaptureFixture) -> None:
    reads = Feature("Z1", "A probe", "overview", "A probe.", (), (), lambda asked: _read(asked))
    (note,) = declared(reads).blocks(question)
    assert isinstance(note, Note)
    assert "The dataset finance is not among those declared" in caplog.text


def _read(question: Question) -> None:
    question.data.cube("finance")


def test_an_id_stands_once() -> None:
    with pytest.raises(ValueError, match="both declare the feature O2"):

        @feature("O2", "Another", meaning="Another.")
        def another(_: Question) -> None:
            """Show nothing."""


def test_on_another_page_a_feature_shows_its_first_rows_and_how_many_there_are(
    demo: Snapshot, settings: Settings
) -> None:
    question = asked(demo, settings)
    (whole,), (short,) = (one.blocks(question) for one in (features()["O5"], features()["O5"].first(1)))
    assert isinstance(whole, Table)
    assert isinstance(short, Table)
    assert len(whole.rows) > 1
    assert short.rows == whole.rows[:1]
    assert short.of == len(whole.rows)


def test_each_block_of_a_row_is_known_by_the_declaration(question: Question) -> None:
    sides = tuple(Sentences(Head(name=f"Z1.{at}", title="A finding"), (Sentence("So it is."),)) for at in range(2))
    (row,) = declared(shows(Row(Head(name="Z1"), sides))).blocks(question)
    assert isinstance(row, Row)
    for block in row.blocks:
        assert block.head.evidence is not None
        assert block.head.evidence().definition == "A probe."
