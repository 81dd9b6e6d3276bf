"""A failed check marks what it touches, and nothing else: asked of every feature and every dataset that it may read.

What a dataset's rows are changed in must be marked where a check of those rows fails: so every part of a feature that
says something else with other rows of a month has to carry the mark of a check of that month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Block, Chart, Choice, Head, Row, Sentences, Table, Tiles, within
from dashboard.data.question import Question
from dashboard.features.feature import Feature, features
from dashboard.screen.kit.medium import Medium
from dashboard.screen.kit.states import mark_of, state_of
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, failing, thinned

FEATURES = [one for one in features().values() if one.page != "data_health"]
"""Data health is about checks: it tells each of them, whatever months it is of."""

ALL_MONTHS = frozenset({"O6.rally_cry", "O8", "O12", "T4", "A2"})
"""Features that stand on months from the first on, and so are touched by checks of any: the long view, forecasts, what
was to be expected of a goal's measure, the list's whole history."""

every_feature = pytest.mark.parametrize("declared", [pytest.param(one, id=one.id) for one in FEATURES])

Part = tuple[str, str, tuple[str, ...]]
"""What stands there, by its name; all that it says; and its mark."""


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
    """Return what a part says, without what it stands on."""
    if isinstance(value, tuple | list):
        return [shown(one) for one in value]
    if isinstance(value, Mapping):
        return {name: shown(one) for name, one in value.items()}
    if isinstance(value, Head):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        told = [one.name for one in fields(value) if one.name not in ("standing", "months", "also")]
        return {name: shown(getattr(value, name)) for name in told}
    return "" if callable(value) else repr(value)


def medium_of(question: Question) -> Medium:
    return Medium(question.manifest, question.settings, "light")


def months_of(snapshot: Snapshot, name: str) -> tuple[int, ...] | None:
    """Return the newest month of what is kept by month; a check of a register is of no month in particular."""
    by_month = snapshot.manifest.datasets[name].kind in ("cube", "window")
    return (snapshot.manifest.last_month,) if by_month else None


def marked(declared: Feature, snapshot: Snapshot, settings: Settings) -> list[str]:
    question = asked(snapshot, settings)
    found = parts(declared.blocks(question), medium_of(question))
    return [name for name, _, touched in found if touched]


@every_feature
def test_a_failed_check_of_the_months_shown_marks_something(
    declared: Feature, demo: Snapshot, settings: Settings
) -> None:
    if not declared.blocks(asked(demo, settings)):
        return
    for name in declared.datasets(settings):
        assert marked(declared, failing(demo, name, months_of(demo, name)), settings), name


@every_feature
def test_a_failed_check_of_other_months_marks_nothing(declared: Feature, demo: Snapshot, settings: Settings) -> None:
    """Neither of long ago, nor of the months between the period and the same months of the year before."""
    if declared.id in ALL_MONTHS:
        return
    for name in declared.datasets(settings):
        if demo.manifest.datasets[name].kind in ("cube", "window"):
            assert marked(declared, failing(demo, name, (demo.manifest.first_month,)), settings) == [], name


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        pytest.param(one, name, id=f"{one.id}-{name}")
        for one in FEATURES
        for name in dict.fromkeys((*one.needs, *one.uses))
    ],
)
def test_what_other_rows_would_change_is_marked(
    declared: Feature, name: str, demo: Snapshot, settings: Settings, tmp_path: Path
) -> None:
    month = demo.manifest.last_month
    before, after = (
        asked(failing(demo, name, months_of(demo, name)), settings),
        asked(thinned(demo, name, month, tmp_path), settings),
    )
    blocks = declared.blocks(before)
    changed = {of: shown(part) for of, part, _ in apart(declared.blocks(after), medium_of(after))}
    unmarked = [
        of
        for of, part, touched in apart(blocks, medium_of(before))
        if not touched and of in changed and changed[of] != shown(part)
    ]
    assert unmarked == []
