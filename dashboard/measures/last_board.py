"""What became of what the last board saw: numbers that read otherwise, definitions that changed, promises kept.

The numbers are of one period, which both snapshots hold: what they differ by is no change of the period, but of what is
known of it. Both are computed by the definitions of now, of the sums of each.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Decision
from dashboard.data.view import View
from dashboard.measures.evaluation import read, value_of
from dashboard.measures.figure import Figure, Target
from dashboard.measures.last_week import Work, as_it_was, decisions_since, work_since
from dashboard.measures.redefined import redefined
from dashboard.measures.registry import Measure, headlines, measure
from dashboard.measures.targets import Place, aims, fallen_due, places_of
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.statistics import Estimate

_NOISE = 1e-9
"""A share by which sums of the same numbers in another order may differ."""


@dataclass(frozen=True, slots=True, eq=False)
class Restated:
    """A measure of the same period, as it reads now and as it did on the data that the board saw."""

    now: Figure
    before: Figure


@dataclass(frozen=True, slots=True)
class Due:
    """A target that the board had seen and whose months are over since, as it came out."""

    measure: Measure
    place: Place
    target: Target


@dataclass(frozen=True, slots=True, eq=False)
class LastBoard:
    """What became of it. ``since`` is when the board's snapshot was made, ``view`` of the period that both hold.

    Of ``compared`` headline measures those ``restated`` differ; ``few`` stand on fewer than the least n now.
    ``redefined`` are measures and ``requeried`` datasets whose definition is another, ``reset`` measures
    of which a target that the board had seen is another, or gone.
    """

    since: datetime
    until: datetime
    view: View
    compared: int
    few: int
    restated: tuple[Restated, ...]
    redefined: tuple[str, ...]
    requeried: tuple[str, ...]
    work: Work
    decided: tuple[Decision, ...]
    due: tuple[Due, ...]
    reset: tuple[str, ...]


@cached
def last_board(data: Data, board: Data, view: View, settings: Settings) -> LastBoard:
    """Return what became of a snapshot that a board saw, under a view, as one reader may see both."""
    past = as_it_was(view, data, board, settings)
    pairs = {name: _pair(data, board, name, past, settings) for name in headlines(settings)}
    differing = [name for name, pair in pairs.items() if pair is not None and _differ(*pair)]
    return LastBoard(
        since=board.snapshot.manifest.created_at,
        until=data.snapshot.manifest.created_at,
        view=past,
        compared=sum(pair is not None for pair in pairs.values()),
        few=sum(pair is not None and pair[0].n < _least(name, settings) for name, pair in pairs.items()),
        restated=tuple(
            Restated(read(data, name, past, settings), read(board, name, past, settings)) for name in differing
        ),
        redefined=redefined(board.snapshot.manifest, settings),
        requeried=tuple(_requeried(data.snapshot.manifest, board.snapshot.manifest)),
        work=work_since(data, board, view),
        decided=decisions_since(data, board),
        due=tuple(_due(data, board, view, settings)),
        reset=tuple(_reset(data, board, view, settings)),
    )


def _pair(data: Data, board: Data, name: str, view: View, settings: Settings) -> tuple[Estimate, Estimate] | None:
    """Return a measure's estimates of one period, now and then; None where one of the two shows no numbers."""
    now, then = (value_of(side, name, view, settings) for side in (data, board))
    if now is None or then is None or (math.isnan(now.value) and math.isnan(then.value)):
        return None
    return now, then


def _least(name: str, settings: Settings) -> float:
    own = measure(name, settings).least_n
    return settings.least_n if own is None else own


def _differ(now: Estimate, then: Estimate) -> bool:
    return not math.isclose(now.value, then.value, rel_tol=_NOISE, abs_tol=_NOISE)


def _requeried(now: Manifest, then: Manifest) -> Iterator[str]:
    for name, entry in now.datasets.items():
        before = then.datasets.get(name)
        asked = entry.definition and before is not None and before.definition
        if asked and before is not None and entry.definition != before.definition:
            yield name


def _due(data: Data, board: Data, view: View, settings: Settings) -> Iterator[Due]:
    """Yield the targets of headline measures that stood when the board met and have come out since."""
    for entry in (measure(name, settings) for name in headlines(settings)):
        for place in places_of(data, entry, view):
            seen = _aimed(board, entry, place)
            for aim, target in fallen_due(data, entry, place, board.months[1]):
                if (aim.month, aim.span) in seen:
                    yield Due(entry, place, target)


def _reset(data: Data, board: Data, view: View, settings: Settings) -> Iterator[str]:
    """Yield the headline measures of which a target that the board had seen is another now, or is gone."""
    if data.table("targets") is None or board.table("targets") is None:
        return
    for entry in (measure(name, settings) for name in headlines(settings)):
        places = places_of(data, entry, view)
        if any(not _aimed(board, entry, one).items() <= _aimed(data, entry, one).items() for one in places):
            yield entry.name


def _aimed(data: Data, entry: Measure, place: Place) -> dict[tuple[int, str], float]:
    """Return the targets of a measure in a place: by month and span."""
    return {(aim.month, aim.span): aim.value for aim in aims(data).get((entry.name, *place), ())}
