"""One pilot: whether it worked, and where that cannot be told, why not.

The verdict is given once, for the months that were set when it began (`horizon`): worked, harmful or no detectable
effect by the lift over units and its interval; too early before these months are over, with what is seen so far told as
such; not evaluable wherever the lift would not be the pilot's (`guards`, `units`) or nothing could be seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Pilot
from dashboard.measures.pilots.again import Again, seen_again
from dashboard.measures.pilots.compared import Wave, after, before, lift, wave
from dashboard.measures.pilots.guards import SHIFTED, Apart, Before, apart_before, shifted
from dashboard.measures.pilots.horizon import LEAST_AFTER, LEAST_BEFORE, Horizon, horizon_of
from dashboard.measures.pilots.outcomes import DATASET, SCALES, Outcomes, Place, outcomes_of
from dashboard.measures.pilots.units import Arms, arms_of, elsewhere
from dashboard.measures.registry import MEASURES
from dashboard.statistics import PilotLift
from dashboard.statistics.pilots import HARMFUL, LEAST_UNITS, WORKED

Verdict = Literal["worked", "harmful", "no_effect", "too_early", "not_evaluable"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Reason = Literal[
    "not_ours", "not_kept", "no_start", "not_seen", "few_units", "too_short", "nothing_before", "two_at_once",
    "few_answers", Apart, "no_spread", "shifted",
]  # fmt: skip
"""Why a pilot is not evaluable, what can be told first before what is known later."""

MOST_IN_TWO = 0.5
"""The share of an arm that may be in two things at once, and is left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A pilot with what came of it; None and nan are not known.

    ``listed`` are the units of both arms at the start, ``left_out`` those of them that were in two things at once or
    of which too little is known, ``units`` those compared. ``lift`` is over the months of its horizon; while it is too
    early, over those that are over, and no verdict. ``shift`` is what a shift in how it was asked would make of it.
    """

    pilot: Pilot
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    horizon: Horizon | None = None
    listed: tuple[int, int] = (0, 0)
    left_out: tuple[int, int] = (0, 0)
    lift: PilotLift | None = None
    apart: Before | None = None
    shift: float = math.nan
    wave: Wave | None = None
    again: Again | None = None

    @property
    def judged(self) -> bool:
        """Whether it told anything: worked, harmful or no detectable effect."""
        return self.verdict in ("worked", "harmful", "no_effect")

    @property
    def units(self) -> tuple[int, int]:
        """How many units of each arm are compared."""
        return (0, 0) if self.wave is None else (len(self.wave.treated), len(self.wave.compared))


@cached
def judge(data: Data, pilot: Pilot) -> Tried:
    """Return whether a pilot worked, as far as it is known."""
    first, last = data.entry(DATASET).months or data.months
    horizon = horizon_of(pilot, first)
    if pilot.metric not in SCALES:
        return Tried(pilot, "not_evaluable", ("not_kept" if pilot.metric in MEASURES else "not_ours",), horizon)
    if horizon is None:
        return Tried(pilot, "not_evaluable", ("no_start",))
    arms, outcomes = arms_of(data, pilot), outcomes_of(data, pilot.pilot_id)
    told = _told(data, pilot, horizon, arms, outcomes, last)
    if told.wave is None or "few_units" in told.reasons:
        return told
    return replace(told, again=seen_again(data, pilot, arms, outcomes, horizon, last))


def better_up(pilot: Pilot) -> bool:
    """Whether more of a pilot's measure is better."""
    return MEASURES[pilot.metric].good == "up"


def _told(data: Data, pilot: Pilot, horizon: Horizon, arms: Arms, outcomes: Outcomes, last: int) -> Tried:
    treated, compared = arms.treated(horizon.began), arms.untreated(horizon.after[1])
    listed = len(treated), len({*compared, *arms.compared})
    seen = Tried(pilot, "not_evaluable", horizon=horizon, listed=listed)
    if outcomes.listed > arms.rows:
        return replace(seen, reasons=("not_seen",))
    in_two = arms.in_both(horizon.began, horizon.after[1])
    in_two |= elsewhere(data, pilot, horizon, (*treated, *compared))
    kept = tuple([place for place in arm if place not in in_two] for arm in (treated, compared))
    # Before these months are over, a unit needs to be known of in those that are: what is too early is not too little.
    one, every = (wave(outcomes, horizon.until(last), *arms) for arms in (kept, (treated, compared)))
    seen = replace(seen, wave=one, left_out=(listed[0] - len(one.treated), listed[1] - len(one.compared)))
    reasons = tuple(_unfit(seen, kept, last))
    if reasons:
        return replace(seen, reasons=reasons)
    return _lifted(seen, one, every, outcomes, last)


def _unfit(seen: Tried, kept: tuple[list[Place], ...], last: int) -> Iterator[Reason]:
    """Yield what keeps a pilot from being evaluated at all, whatever came of it."""
    horizon, one = seen.horizon, seen.wave
    if horizon is None or one is None:
        return
    by_plan: tuple[tuple[Reason, bool], ...] = (
        ("few_units", min(seen.listed) < LEAST_UNITS), ("too_short", horizon.months_after < LEAST_AFTER),
        ("nothing_before", horizon.months_before < LEAST_BEFORE),
    )  # fmt: skip
    yield from (reason for reason, holds in by_plan if holds)
    if any(holds for _, holds in by_plan):
        return
    if any(len(arm) < max(LEAST_UNITS, (1 - MOST_IN_TWO) * of) for arm, of in zip(kept, seen.listed, strict=True)):
        yield "two_at_once"
    elif min(seen.units) < LEAST_UNITS and horizon.over(last):
        yield "few_answers"


def _lifted(seen: Tried, one: Wave, every: Wave, outcomes: Outcomes, last: int) -> Tried:
    """Return the verdict of a pilot whose units can be compared, once its months are over.

    How its units were picked is looked at over all of them, also those that something else began to change.
    """
    scale, up = SCALES[seen.pilot.metric], better_up(seen.pilot)
    early = not one.horizon.over(last) or (seen.horizon is not None and not seen.horizon.over(last))
    if min(seen.units) < LEAST_UNITS:
        return replace(seen, verdict="too_early")
    apart = apart_before(outcomes, (every,), scale, up)
    found = lift(outcomes, (one,), scale, (before, after), up)
    seen = replace(seen, lift=found, apart=apart)
    if apart.apart is not None:
        return replace(seen, reasons=(apart.apart,))
    if early:
        return replace(seen, verdict="too_early")
    if not math.isfinite(found.low):
        return replace(seen, reasons=("no_spread",))
    seen = replace(seen, shift=shifted(outcomes, one, scale))
    if found.verdict not in (WORKED, HARMFUL):
        return replace(seen, verdict="no_effect")
    if seen.shift * found.value > 0 and abs(seen.shift) >= SHIFTED * abs(found.value):
        return replace(seen, reasons=("shifted",))
    return replace(seen, verdict="worked" if found.verdict == WORKED else "harmful")
