"""Was a pilot's lift seen again, in the units that joined after it had begun?

Each wave of them is followed for as many months as the first units were, from when it joined, and held against the
units that had not joined by the end of these months; never against those that had, which have changed already. All
waves that can be followed so far are told as one, so that units that join one by one are told of as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.registers import Pilot
from dashboard.measures.pilots.compared import after, before, lift, wave
from dashboard.measures.pilots.guards import Before, apart_before
from dashboard.measures.pilots.horizon import Horizon
from dashboard.measures.pilots.outcomes import SCALES, Outcomes
from dashboard.measures.pilots.units import Arms, elsewhere
from dashboard.measures.registry import MEASURES
from dashboard.statistics import PilotLift
from dashboard.statistics.pilots import HARMFUL, LEAST_UNITS, WORKED

SeenAgain = Literal["again", "not_again", "harmful", "too_early", "too_few", "apart"]


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """What came of the units that joined later: how many did, how many of them are compared, and with how many.

    ``until`` is the month at whose end all that are told of could be told of.
    """

    word: SeenAgain
    joined: int
    units: int = 0
    compared: int = 0
    lift: PilotLift | None = None
    apart: Before | None = None
    until: int | None = None


def seen_again(data: Data, pilot: Pilot, arms: Arms, outcomes: Outcomes, first: Horizon, last: int) -> Again | None:
    """Return what came of the units that joined later; None where none did."""
    begin = data.entry("pilot_outcomes").months
    waves = {first.of_wave(one, begin[0] if begin else first.before[0]): these
             for one, these in arms.waves(first.began).items()}  # fmt: skip
    if not waves:
        return None
    joined = sum(map(len, waves.values()))
    over = {one: these for one, these in waves.items() if one.over(last)}
    if not over:
        return Again("too_early", joined)
    found = []
    for one, these in over.items():
        untreated = arms.untreated(one.after[1])
        in_two = arms.in_both(one.began, one.after[1]) | elsewhere(data, pilot, one, (*these, *untreated))
        treated, compared = ([place for place in arm if place not in in_two] for arm in (these, untreated))
        made = wave(outcomes, one, treated, compared)
        if made.treated.size and made.compared.size >= LEAST_UNITS:
            found.append(made)
    units = sum(len(one.treated) for one in found)
    against = len({int(at) for one in found for at in one.compared})
    until = max(one.after[1] for one in over)
    if units < LEAST_UNITS:
        return Again("too_few", joined, units, against, until=until)
    scale, up = SCALES[pilot.metric], MEASURES[pilot.metric].good == "up"
    apart, lifted = apart_before(outcomes, found, scale, up), lift(outcomes, found, scale, (before, after), up)
    word: SeenAgain = "again" if lifted.verdict == WORKED else "harmful" if lifted.verdict == HARMFUL else "not_again"
    return Again("apart" if apart.apart else word, joined, units, against, lifted, apart, until)
