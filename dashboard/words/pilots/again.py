"""From pilot to adopted to scaled, and whether the lift was seen again, as words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dashboard.blocks import Tone
from dashboard.measures import measure
from dashboard.measures.pilots.again import Again, SeenAgain
from dashboard.measures.pilots.judged import Tried
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.pilots.verdicts import amount, called
from dashboard.words.verdicts import change_range

NAME = "From pilot to adopted to scaled: was it seen again?"
ORDER = "as in the register"

MEANING = (
    "Pilots that were adopted or scaled, or that units joined later. Each wave of later units is followed for as many "
    "months as the first ones were, from when it joined, and held against the units that had not joined by then; all "
    "waves that can be followed so far are told as one. Seen again: their own interval excludes 0, for the better."
)

WORDS: Mapping[SeenAgain, str] = MappingProxyType({
    "again": "seen again", "not_again": "not seen again", "harmful": "harmful there", "too_early": "too early",
    "too_few": "too few to tell", "apart": "not evaluable",
})  # fmt: skip
TONES: Mapping[SeenAgain, Tone] = MappingProxyType({
    "again": "good", "not_again": "warn", "harmful": "bad", "too_early": "info", "too_few": "", "apart": "warn",
})  # fmt: skip
ALONE = "nobody joined later"
STEPS = ("began", "decided", "adopted", "scaled")


def title(found: Sequence[Tried]) -> str:
    """Return the finding: 'Call back within the hour was scaled, and not seen again in the units that joined later'."""
    told = [one for one in found if one.again is not None and one.again.word in ("again", "not_again", "harmful")]
    if not told:
        return NAME
    if len(told) == 1 and told[0].again is not None:
        said = {"again": "was seen again", "not_again": "was not seen again", "harmful": "did harm"}
        return f"{called(told[0].pilot)} {said[told[0].again.word]} in the units that joined later"
    again = sum(one.again is not None and one.again.word == "again" for one in told)
    return f"{again} of {len(told)} pilots that could be followed were seen again in the units that joined later"


def lift(one: Tried, found: Again | None, settings: Settings) -> tuple[str, str]:
    """Return the lift in the units that joined later, with its interval."""
    if found is None or found.lift is None:
        return NOTHING, ""
    entry = measure(one.pilot.metric, settings)
    low, high = found.lift.low, found.lift.high
    span = change_range(entry, low, high, settings) if math.isfinite(low) else ""
    return amount(entry, found.lift.value, settings), span


def units(found: Again | None) -> str:
    """Return how many joined later and with how many they are compared: '6 joined, 6 against 7'."""
    if found is None:
        return ALONE
    return f"{found.joined} joined later" + (f", {found.units} against {found.compared}" if found.units else "")


def steps(one: Tried, settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...], tuple[bool, ...]]:
    """Return the steps of a pilot, what is said of each, and whether it was reached."""
    formats, pilot = Formats.of(settings), one.pilot
    scaled, adopted = pilot.stage == "scaled", pilot.spread

    def day(when: date | None, reached: bool) -> str:
        return formats.day(when) if when is not None and reached else "yes" if reached else "not yet"

    said = (
        day(pilot.starts_on, pilot.starts_on is not None), day(pilot.decided_on, pilot.decided_on is not None),
        "yes" if adopted else "not yet", "yes" if scaled else "not yet",
    )  # fmt: skip
    return STEPS, said, (pilot.starts_on is not None, pilot.decided_on is not None, adopted, scaled)
