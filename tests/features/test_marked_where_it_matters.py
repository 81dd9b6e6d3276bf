"""A failed check marks what it touches, and nothing else: asked of every feature and every dataset that it may read.

What a dataset's rows are changed in must be marked where a check of those rows fails: so every part of a feature that
says something else with other rows of a month has to carry the mark of a check of that month.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Block, Chart, Choice, Head, Row, Sentences, Table, Tiles, within
from dashboard.data.question import Question
from dashboard.features.feature import Feature, features
from dashboard.rendering import Medium
from dashboard.rendering.states import mark_of, state_of
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, failing, thinned

FEATURES = [one for one in features().values() if one.page != "data_health"]
"""Data health is about checks: it tells each of them, whatever months it is of."""

ALL_MONTHS = frozenset({"O6.rally_cry", "O8", "O12", "T4", "A1", "A1.lists", "A2", "A4", "A4.looks", "M7", "P1",
                        "P1.decide", "P2", "P3"})  # fmt: skip
"""Features that stand on months from the first on, and so are touched by checks of any: the long view, forecasts, what
was to be expected of a goal's measure, the list's whole history, cohorts from the first on, and pilots, the first of
which began before the first month and was looked at over the year before."""

VERDICT = re.compile(
    r", (clear (rise|fall)|(rose|fell) less than usual|too (little|few) [\w ]+|small change|no clear change|as usual)"
)


def parts(blocks: tuple[Block, ...], medium: Medium) -> Iterator[tuple[str, Any, bool]]:
    """Yield each part of blocks that is marked by itself: its name, its content, and whether it is marked."""
    for block in (one for top in blocks for one in within(top)):
        touched = state_of(block.head, medium).touched
        months, name = block.head.months, block.head.name
        if isinstance(block, Tiles):
            for tile in block.tiles:
                yield f"{name}: {tile.label}", tile, touched or bool(mark_of(tile, months, medium)[0])
        elif isinstance(block, Table):
            for row in block.rows:
                yield f"{name}: {row[0].text}", row, touched or bool(mark_of(row[0], months, medium)[0])
        elif isinstance(block, Sentences):
            for at, sentence in enumerate(block.sentences):
                yield f"{name}: {at}", sentence, touched or bool(mark_of(sentence, months, medium)[0])
        elif not isinstance(block, Row | Choice):
            yield name, block.rows() if isinstance(block, Chart) else block, touched
        yield f"{name}: head", (block.head.title, block.head.subtitle, block.head.instead, block.head.notes), touched


def apart(blocks: tuple[Block, ...], medium: Medium) -> list[tuple[str, Any, bool]]:
    """Return the parts that have a name of their own: of rows of the same name none knows which became which."""
    found = list(parts(blocks, medium))
    names = Counter(name for name, _, _ in found)
    return [part for part in found if names[part[0]] == 1]


def shown(value: Any) -> Any:
    """Return what a part says, without what it stands on, and without verdicts.

    A verdict depends on how many measures of the whole family passed, and so a little on all their data.
    """
    if isinstance(value, tuple | list):
        return [shown(one) for one in value]
    if isinstance(value, Mapping):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, Head):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        told = [one.name for one in fields(value) if one.name not in ("standing", "months", "also", "pill")]
        return {name: shown(getattr(value, name)) for name in told}
    return "" if callable(value) else VERDICT.sub("", repr(value))


def medium_of(snapshot: Snapshot, settings: Settings) -> Medium:
    return Medium(snapshot.manifest, settings, "light")


def months_of(snapshot: Snapshot, name: str) -> tuple[int, ...] | None:
    """Return the newest month of what is kept by month; a check of a register is of no month in particular."""
    by_month = snapshot.manifest.datasets[name].kind in ("cube", "window")
    return (snapshot.manifest.last_month,) if by_month else None


def marked(declared: Feature, question: Question, failed: Snapshot) -> list[str]:
    """Return the parts that are marked where checks failed: what they say is the same, so it is computed once."""
    found = parts(declared.blocks(question), medium_of(failed, question.settings))
    return [name for name, _, touched in found if touched]


def stand_on(name: str, settings: Settings) -> list[Feature]:
    return [one for one in FEATURES if name in one.datasets(settings)]


every_dataset = pytest.mark.parametrize("name", sorted({name for one in FEATURES for name in one.datasets(Settings())}))


@every_dataset
def test_a_failed_check_of_the_months_shown_marks_something(name: str, demo: Snapshot, settings: Settings) -> None:
    failed, question = failing(demo, name, months_of(demo, name)), asked(demo, settings)
    drawn = [one for one in stand_on(name, settings) if one.blocks(question)]
    assert [one.id for one in drawn if not marked(one, question, failed)] == []


@every_dataset
def test_a_failed_check_of_other_months_marks_nothing(name: str, demo: Snapshot, settings: Settings) -> None:
    """Of a month of long ago: it is neither in the period, nor in what it is compared with, nor in a window of it."""
    if demo.manifest.datasets[name].kind not in ("cube", "window"):
        return
    failed, question = failing(demo, name, (demo.manifest.first_month,)), asked(demo, settings)
    asked_of = [one for one in stand_on(name, settings) if one.id not in ALL_MONTHS]
    assert {one.id: found for one in asked_of if (found := marked(one, question, failed))} == {}


@every_dataset
def test_what_other_rows_would_change_is_marked(name: str, demo: Snapshot, settings: Settings, tmp_path: Path) -> None:
    month = demo.manifest.last_month
    failed, thin = failing(demo, name, months_of(demo, name)), thinned(demo, name, month, tmp_path)
    before, after = asked(demo, settings), asked(thin, settings)
    unmarked = []
    for declared in stand_on(name, settings):
        changed = {of: shown(part) for of, part, _ in apart(declared.blocks(after), medium_of(thin, settings))}
        unmarked += [
            of
            for of, part, touched in apart(declared.blocks(before), medium_of(failed, settings))
            if not touched and of in changed and changed[of] != shown(part)
        ]
    assert unmarked == []
