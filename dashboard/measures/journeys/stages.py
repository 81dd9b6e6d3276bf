"""The journeys as the company draws them: stage by stage, with all that is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import JourneyStage, Session, read_register, unowned_stages
from dashboard.data.view import NOT_GIVEN, Places, View
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.promises import promises
from dashboard.measures.journeys.scores import BESIDE, stage_scores
from dashboard.measures.journeys.scores import DATASET as SCORES
from dashboard.measures.registry import Measure
from dashboard.periods import last_day, month_of
from dashboard.settings import Settings
from dashboard.statistics import Estimate

DRAWN, SESSIONS = "journey_stages", "lob_sessions"
STEPS, CUSTOMERS = "stage_steps", "stage_customers"
MAPPING = "journey_mapping"
DATASETS = (DRAWN, SCORES, *BESIDE, STEPS, "journeys", CUSTOMERS, SESSIONS, "targets")
"""All that journeys are read from."""

_WITHIN = ("customers", "revenue", "overdue", "overdue_revenue", "at_risk", "at_risk_revenue")
_HAPPENED = ("entered", "completed", "abandoned")


@dataclass(frozen=True, slots=True)
class Within:
    """Customers within a stage at the end of a period, with what they brought in its last month; those of them whose
    promise has passed, and those at risk, who have that or a bad last word on the stage."""

    customers: int
    revenue: float
    overdue: int
    overdue_revenue: float
    at_risk: int
    at_risk_revenue: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: ``owner`` is a department's id, ``drawn`` whether the company draws it, ``unowned`` whether nobody owns
    it of the company that keeps who owns what. What is not known is None."""

    journey: str
    name: str
    owner: str | None
    drawn: bool
    unowned: bool
    is_last: bool
    score: Estimate | None
    target: float | None
    entered: int | None
    completed: int | None
    abandoned: int | None
    on_time: Figure | None
    within: Within | None

    @property
    def gap(self) -> float | None:
        """The score less its target; None where either is not known."""
        return None if self.score is None or self.target is None else self.score.value - self.target

    @property
    def below(self) -> bool:
        """Whether the score lies below its target beyond its own uncertainty."""
        return self.score is not None and self.target is not None and self.score.high < self.target


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey: its stages in order, its promise as a whole, all who are within it, and when it was last mapped.

    ``absent`` are the departments that own one of its stages and are recorded as not there then, ``unrecorded`` those
    of which nothing is. ``measure`` scores the stages.
    """

    name: str
    stages: tuple[Stage, ...]
    measure: Measure | None
    on_time: Figure | None
    within: Within | None
    mapped_on: date | None
    absent: tuple[str, ...]
    unrecorded: tuple[str, ...]

    @property
    def unowned(self) -> tuple[Stage, ...]:
        """Its stages that no department owns."""
        return tuple(stage for stage in self.stages if stage.unowned)

    @property
    def owned(self) -> bool:
        """Whether anything is known of who owns its stages."""
        return any(stage.owner is not None or stage.unowned for stage in self.stages)

    @property
    def drawn(self) -> bool:
        """Whether the company draws it, so that its stages have an order."""
        return any(stage.drawn for stage in self.stages)


@cached
def journeys(data: Data, view: View, settings: Settings) -> tuple[Journey, ...]:
    """Return the journeys, those that the company draws first: each with its stages in the company's own order, and
    behind them those that it does not draw and something is known of."""
    drawn = read_register(data, JourneyStage)
    scores = stage_scores(data, view, settings)
    steps, inside = _happened(data, view), within(data, view)
    kept = promises(data, view, settings, "stage")
    whole = promises(data, view, settings, "journey")
    aims = {} if scores is None else _targets(data, scores.measure.name, view)
    named = {(one.journey, one.stage): one for one in sorted(drawn, key=_place)}
    unowned = {(one.journey, one.stage) for one in unowned_stages(drawn) or ()}
    seen = [(journey, stage) for journey, stage in (*(scores.of if scores else ()), *steps) if journey != NOT_GIVEN]
    keys = dict.fromkeys((*named, *sorted(map(_texts, seen))))
    found: dict[str, list[Stage]] = {}
    for journey, stage in keys:
        one, key = named.get((journey, stage)), (journey, stage)
        entered, completed, abandoned = map(round, steps[key]) if key in steps else (None, None, None)
        found.setdefault(journey, []).append(Stage(
            journey, stage, one.department_id if one else None, one is not None, key in unowned,
            bool(one and one.is_last),
            scores.of.get(key) if scores else None, aims.get(stage), entered, completed, abandoned,
            kept.get(key), inside.get(key),
        ))  # fmt: skip
    measured = None if scores is None else scores.measure
    return tuple(
        Journey(name, tuple(stages), measured, whole.get((name,)), inside.get((name, NOT_GIVEN)),
                *_mapped(data, name, stages, view))
        for name, stages in found.items()
    )  # fmt: skip


def _place(stage: JourneyStage) -> tuple[str, bool, int]:
    return stage.journey, stage.position is None, stage.position or 0


def _texts(key: tuple[object, object]) -> tuple[str, str]:
    return str(key[0]), str(key[1])


@cached
def _sums(
    data: Data, name: str, measures: tuple[str, ...], months: tuple[int, int], places: Places
) -> Mapping[tuple[str, str], tuple[float, ...]]:
    """Return sums over months by journey and stage, where there are any; none where the dataset is not connected."""
    cube = data.cube(name)
    if cube is None:
        return {}
    sums = cube.sum(measures, ("journey", "stage"), (), months, *places)
    return {
        (str(cube.labels["journey"][journey]), str(cube.labels["stage"][stage])): tuple(sums[journey, stage].tolist())
        for journey, stage in zip(*np.nonzero(sums.any(axis=-1)), strict=True)
    }


def _happened(data: Data, view: View) -> Mapping[tuple[str, str], tuple[float, ...]]:
    return _sums(data, STEPS, _HAPPENED, (view.period.first, view.period.last), (view.regions, view.segments))


def within(data: Data, view: View) -> Mapping[tuple[str, str], Within]:
    """Return who is within each stage in the last month of the period."""
    found = _sums(data, CUSTOMERS, _WITHIN, (view.period.last, view.period.last), (view.regions, view.segments))
    return {
        key: Within(round(customers), revenue, round(overdue), overdue_revenue, round(at_risk), at_risk_revenue)
        for key, (customers, revenue, overdue, overdue_revenue, at_risk, at_risk_revenue) in found.items() if customers
    }  # fmt: skip


@cached
def _targets(data: Data, metric: str, view: View) -> Mapping[str, float]:
    """Return the targets of stages for exactly the place that the view shows: that of the period's last month, else
    the last before it, else the next."""
    places = [
        None if chosen is None else chosen[0] if len(chosen) == 1 else "" for chosen in (view.regions, view.segments)
    ]
    found: dict[str, list[tuple[int, float]]] = {}
    for row in data.rows("targets"):
        here = row["metric"] == metric and [row["region"], row["segment"]] == places
        if here and None not in (row["journey_stage"], row["month"], row["target"]):
            found.setdefault(row["journey_stage"], []).append((month_of(row["month"]), row["target"]))
    return {stage: _nearest(aims, view.period.last) for stage, aims in found.items()}


def _nearest(aims: Sequence[tuple[int, float]], month: int) -> float:
    before = [aim for aim in aims if aim[0] <= month]
    return max(before)[1] if before else min(aims)[1]


def _mapped(
    data: Data, journey: str, stages: Sequence[Stage], view: View
) -> tuple[date | None, tuple[str, ...], tuple[str, ...]]:
    """Return the day on which a journey was last mapped, and the owners of its stages who are recorded as not there,
    and of whom nothing is recorded."""
    day = last_day(view.period.last)
    held = [
        one for one in read_register(data, Session)
        if one.kind == MAPPING and one.journey == journey and one.held_by(day)
    ]  # fmt: skip
    newest = max((one.held_on for one in held if one.held_on is not None), default=None)
    if newest is None:
        return None, (), ()
    there: dict[str, set[bool | None]] = {}
    for one in held:
        if one.held_on == newest:
            there.setdefault(one.department_id, set()).add(one.attended)
    owners = dict.fromkeys(stage.owner for stage in stages if stage.owner is not None)
    missed = {owner: there.get(owner, {None}) - {None} for owner in owners}
    return (
        newest, tuple(owner for owner, came in missed.items() if came == {False}),
        tuple(owner for owner, came in missed.items() if not came),
    )  # fmt: skip
