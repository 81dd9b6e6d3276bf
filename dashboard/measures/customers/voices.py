"""Whose score it is: of those who answered, weighted to all, of those who left, and what the silent leave open."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.answers import kept_to
from dashboard.measures.changes.parts import MODES, parts_of
from dashboard.measures.changes.where import split_of
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.formulas import Score
from dashboard.measures.registry import measure
from dashboard.measures.weighted import CUSTOMERS, Weighted, weighted
from dashboard.periods import Period
from dashboard.settings import Settings
from dashboard.statistics import (
    Difference,
    Estimate,
    MixSplit,
    ResponseBounds,
    effective_n,
    nps,
    nps_difference,
    proportion,
    response_bounds,
)

LEAVERS = "last_answers"
INVITATIONS = "invitations"
USES = (CUSTOMERS, LEAVERS, INVITATIONS)
"""The datasets beside the answers themselves."""

_SAID = ("detractor", "passive", "promoter")


@dataclass(frozen=True, slots=True)
class LastSaid:
    """What customers who left, or stayed, had last said: the score, of how many of them it is."""

    estimate: Estimate
    customers: int


@dataclass(frozen=True, slots=True)
class Parted:
    """Those who left in a period beside those who stayed; ``difference`` is the first less the second."""

    gone: LastSaid
    stayed: LastSaid
    difference: Difference


@dataclass(frozen=True, slots=True)
class Silent:
    """Surveys delivered in a period, those answered, and what the silent leave open of the score."""

    delivered: int
    answered: int
    bounds: ResponseBounds

    @property
    def rate(self) -> float:
        """The share that was answered."""
        return self.answered / self.delivered


@dataclass(frozen=True, slots=True)
class Voices:
    """The leading score as it is told by whom; what is not known, or not for this measure, is None."""

    figure: Figure
    weighted: Weighted | None
    parted: Parted | None
    silent: Silent | None


@dataclass(frozen=True, slots=True)
class Mode:
    """Answers asked for in one way: their share of all, and their score, now and in the period compared."""

    name: str
    share: float
    score: Estimate
    share_before: float
    score_before: Estimate


@dataclass(frozen=True, slots=True)
class Modes:
    """How answers were asked for, the most common first; ``split`` is the change of the score by ways of asking, None
    where too few answered in either period to tell one."""

    modes: tuple[Mode, ...]
    split: MixSplit | None


def voices(data: Data, view: View, settings: Settings) -> Voices:
    """Return the leading score by whose it is."""
    name = settings.leading_measure
    figure = read(data, name, view, settings)
    of_all = weighted(data, name, view, settings)
    in_points = name == "nps"
    return Voices(
        figure, of_all, _parted(data, view) if in_points else None,
        _silent(data, view, name, figure.value) if in_points and figure.enough else None,
    )  # fmt: skip


def modes(data: Data, view: View, settings: Settings) -> Modes | None:
    """Return how the answers of the leading measure were asked for; None where it is no score of answers."""
    entry = measure(settings.leading_measure, settings)
    if not isinstance(entry.formula, Score) or data.cube(MODES) is None:
        return None
    figure = read(data, settings.leading_measure, view, settings)
    now, before = (
        {} if period is None else _by_mode(data, entry.formula, view, period, figure.design_effect)
        for period in (view.period, view.against)
    )
    whole, whole_before = (sum(weight for weight, _ in side.values()) for side in (now, before))
    nothing = (0.0, nps(0, 0, 0))
    found = [
        Mode(
            name, *_shared(now.get(name, nothing), whole), *_shared(before.get(name, nothing), whole_before)
        )
        for name in {**now, **before}
    ]  # fmt: skip
    enough = figure.enough and figure.against is not None and figure.against.n >= settings.least_n
    parts = parts_of(data, entry, view, "mode") if enough else None
    ordered = sorted(found, key=lambda one: (-one.share, -one.share_before, one.name))
    return Modes(tuple(ordered), None if parts is None else split_of(parts))


def _parted(data: Data, view: View) -> Parted | None:
    """Return what those who left in the period had last said, and those who stayed in its last month."""
    cube, period = data.cube(LEAVERS), view.period
    if cube is None or not cube.recorded((), (period.first, period.last)).all():
        return None
    spans = ((1, (period.first, period.last)), (0, (period.last, period.last)))
    sides = []
    for gone, months in spans:
        sums = cube.sum(("customers",), ("said",), (("gone", (gone,)),), months, view.regions, view.segments)[:, 0]
        counts = dict(zip(cube.labels["said"], sums.tolist(), strict=True))
        told = tuple(counts.get(one, 0.0) for one in _SAID)
        sides.append(LastSaid(nps(*told), int(sum(sums))))
    gone_, stayed = sides
    return Parted(gone_, stayed, nps_difference(gone_.estimate, stayed.estimate))


def _silent(data: Data, view: View, metric: str, score: float) -> Silent | None:
    cube = data.cube(INVITATIONS)
    if cube is None:
        return None
    delivered, answered = (
        int(one)
        for one in cube.sum(
            ("delivered", "answered"), (), (("metric", (metric,)),), (view.period.first, view.period.last),
            regions=view.regions, segments=view.segments,
        )
    )  # fmt: skip
    if not 0 < answered <= delivered:
        return None
    return Silent(delivered, answered, response_bounds(score, answered, delivered))


def _by_mode(
    data: Data, formula: Score, view: View, period: Period, design: float
) -> dict[str, tuple[float, Estimate]]:
    cube = data.cube(MODES)
    if cube is None:
        return {}
    names = ("n", "weight", "weight_squared", "y", "y_squared")
    sums = cube.sum(
        names, ("mode",), kept_to(formula), (period.first, period.last), regions=view.regions, segments=view.segments
    )  # fmt: skip
    found = {}
    for label, (n, weight, squared, y, y_squared) in zip(cube.labels["mode"], sums.tolist(), strict=True):
        if weight > 0:
            size = effective_n(weight, squared) / max(design, 1.0)
            found[str(label)] = weight, _score(formula, n, (weight, y, y_squared), size)
    return found


def _score(formula: Score, n: float, sums: tuple[float, float, float], size: float) -> Estimate:
    weight, y, y_squared = sums
    if formula.minus:
        parts = (y_squared - y) / 2, weight - y_squared, (y_squared + y) / 2
        detractors, passives, promoters = (max(one, 0.0) for one in parts)
        told = nps(detractors, passives, promoters, size)
    else:
        told = proportion(y, weight, effective_n=size)
    return Estimate(told.value, told.standard_error, told.low, told.high, n, size)


def _shared(side: tuple[float, Estimate], whole: float) -> tuple[float, Estimate]:
    weight, score = side
    return (weight / whole if whole > 0 else float("nan")), score
