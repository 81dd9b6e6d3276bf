"""The rules that hold for every feature are broken one by one: each notices, and none minds a sound feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from dashboard.blocks import Block, Cell, Column, Head, Table, Tile, Tiles
from dashboard.data.access import UndeclaredDataset
from dashboard.data.question import Question
from dashboard.features import feature
from dashboard.features.feature import Feature
from dashboard.measures import read
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.figures import value
from tests.features import test_every_feature as rules
from tests.features.companies import asked, emptied, of_one_region, withheld

Show = Callable[[str, Question], tuple[Block, ...]]
Declare = Callable[..., Feature]
_NUMBERS = count(1)


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Return a function that declares a feature for the length of a test; no two have the same id."""

    def declared(
        show: Show,
        needs: tuple[str, ...] = ("answers",),
        uses: tuple[str, ...] = ("answer_clusters", "targets", "benchmarks"),
    ) -> Feature:
        name = f"Z{next(_NUMBERS)}"
        made = Feature(name, "A probe", "data_health", "A probe of the rules.", needs, uses, partial(show, name))
        monkeypatch.setitem(feature._DECLARED, name, made)
        return made

    return declared


def sound(name: str, question: Question) -> tuple[Tiles]:
    """Show the promoter score as it should be shown."""
    figure = read(question.data, "nps", question.view, question.settings)
    shown = value(figure, question.settings) if figure.shown else ""
    tile = Tile(label="NPS", value=shown, muted=not figure.enough, standing=figure.standing)
    return (Tiles(Head(name=f"{name}.tiles", standing=figure.standing), (tile,)),)


def never_muted(name: str, question: Question) -> tuple[Block, ...]:
    """Show a score of however few answers."""
    (tiles,) = sound(name, question)
    return (replace(tiles, tiles=tuple(replace(tile, muted=False) for tile in tiles.tiles)),)


def unmarked(name: str, question: Question) -> tuple[Block, ...]:
    """Show a score without saying what it stands on."""
    (tiles,) = sound(name, question)
    bare = tuple(replace(tile, standing=None) for tile in tiles.tiles)
    return (Tiles(Head(name=f"{name}.tiles"), bare),)


def with_a_table(text: Callable[[Question], str], head: Head | None = None) -> Show:
    """Return what shows the score, and a table with this text in it."""

    def show(name: str, question: Question) -> tuple[Block, ...]:
        known = head or Head(name=f"{name}.table", alt="A table")
        return *sound(name, question), Table(known, (Column("a", "a"),), ((Cell(text(question)),),))

    return show


def test_a_sound_feature_passes_every_rule(
    declare: Declare, demo: Snapshot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = declare(sound)
    (tmp_path / "empty").mkdir()
    empty, part = emptied(demo, tmp_path / "empty"), of_one_region(demo, "NA", tmp_path)
    rules.test_it_says_what_it_is(declared)
    rules.test_what_it_reads_is_what_it_declares(declared, demo, settings)
    rules.test_without_what_it_needs_it_says_why_and_nothing_else(declared, demo, settings)
    rules.test_without_a_connection_to_what_it_needs_nothing_is_drawn(declared, demo, settings)
    for name in {*declared.datasets(settings)} - {*declared.needs}:
        rules.is_drawn_without(declared, name, asked(withheld(demo, name), settings))
    rules.test_what_is_of_an_earlier_day_is_marked(declared, demo, settings)
    rules.test_what_stands_on_too_few_answers_says_so(declared, demo, settings)
    rules.test_a_reader_of_one_region_sees_no_more_than_that_region(declared, demo, settings, part, monkeypatch)
    rules.test_whoever_does_not_see_a_drawing_is_told_of_it(declared, demo, settings)
    rules.test_its_blocks_have_names_that_begin_with_its_own(declared, demo, settings, empty)
    for way in rules.WAYS:
        rules.test_what_is_not_known_is_never_written_as_a_value(declared, way, demo, settings, empty)


def test_what_is_read_and_not_declared_is_refused(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    """By data that nobody has asked yet: an answer that is kept is handed out without a look at them."""
    declared, fresh = (
        declare(sound, uses=("answer_clusters", "targets")),
        replace(demo, id=f"{demo.id} that nobody asked"),
    )
    with pytest.raises(UndeclaredDataset, match="benchmarks"):
        declared.show(asked(fresh, settings).only(declared.datasets(settings)))


def test_what_is_declared_and_not_read_is_noticed(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    with pytest.raises(AssertionError):
        rules.test_what_it_reads_is_what_it_declares(declare(sound, needs=("answers", "tasks")), demo, settings)


def test_a_number_of_a_withheld_dataset_is_noticed(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    def drawn_all_the_same(name: str, question: Question) -> tuple[Block, ...]:
        figure = read(question.data, "nps", question.view, question.settings)
        return (Tiles(Head(name=name), (Tile(label="NPS", value="34.2", standing=figure.standing),)),)

    declared = declare(drawn_all_the_same, needs=(), uses=("answers", "targets", "benchmarks"))
    with pytest.raises(AssertionError):
        rules.is_drawn_without(declared, "answers", asked(withheld(demo, "answers"), settings))


def test_what_is_held_back_and_not_marked_is_noticed(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    with pytest.raises(AssertionError):
        rules.test_what_is_of_an_earlier_day_is_marked(declare(unmarked), demo, settings)


def test_too_few_answers_told_as_many_are_noticed(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    with pytest.raises(AssertionError):
        rules.test_what_stands_on_too_few_answers_says_so(declare(never_muted), demo, settings)


def test_a_number_of_another_region_is_noticed(
    declare: Declare, demo: Snapshot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = declare(with_a_table(lambda question: f"{question.data.entry('answers').rows} rows"))
    part = of_one_region(demo, "NA", tmp_path)
    with pytest.raises(AssertionError):
        rules.test_a_reader_of_one_region_sees_no_more_than_that_region(declared, demo, settings, part, monkeypatch)


@pytest.mark.parametrize("text", ["nan", "NaT", "None of 5, None", "inf days"])
def test_a_value_that_is_none_is_noticed(text: str, declare: Declare, demo: Snapshot, settings: Settings) -> None:
    declared = declare(with_a_table(lambda _: text))
    with pytest.raises(AssertionError):
        rules.test_what_is_not_known_is_never_written_as_a_value(declared, "at first", demo, settings, demo)


def test_a_table_without_words_for_it_is_noticed(declare: Declare, demo: Snapshot, settings: Settings) -> None:
    declared = declare(with_a_table(lambda _: "1", Head(name="Z")))
    with pytest.raises(AssertionError):
        rules.test_whoever_does_not_see_a_drawing_is_told_of_it(declared, demo, settings)


def test_a_block_that_is_named_after_another_feature_is_noticed(
    declare: Declare, demo: Snapshot, settings: Settings
) -> None:
    declared = declare(with_a_table(lambda _: "1", Head(name="O1.table", title="A table")))
    with pytest.raises(AssertionError):
        rules.test_its_blocks_have_names_that_begin_with_its_own(declared, demo, settings, demo)
