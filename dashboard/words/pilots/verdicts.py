"""Whether pilots worked, as words; and why it cannot be told."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from dashboard.blocks import Tone
from dashboard.data.registers import Pilot
from dashboard.measures import MEASURES, measure
from dashboard.measures.pilots.again import SeenAgain
from dashboard.measures.pilots.judged import Reason, Tried, Verdict
from dashboard.measures.registry import Measure
from dashboard.settings import Settings
from dashboard.words.digits import scale
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.verdicts import change_range

WORDS: Mapping[Verdict, str] = MappingProxyType({
    "worked": "worked", "harmful": "harmful", "no_effect": "no detectable effect", "too_early": "too early",
    "not_evaluable": "not evaluable",
})  # fmt: skip
TONES: Mapping[Verdict, Tone] = MappingProxyType({
    "worked": "good", "harmful": "bad", "no_effect": "", "too_early": "info", "not_evaluable": "warn",
})  # fmt: skip

BECAUSE: Mapping[Reason, str] = MappingProxyType({
    "not_ours": "its measure is none of ours, and is as reported",
    "not_kept": "its measure is not kept unit by unit",
    "no_start": "nobody says when it began",
    "not_seen": "some of its units lie where your access does not reach",
    "few_units": "fewer than four units in an arm",
    "too_short": "it runs for fewer than three whole months",
    "nothing_before": "fewer than three months before it are known",
    "two_at_once": "too many of its units were in two pilots, or in both arms",
    "few_answers": "too little was counted in its units",
    "picked_low": "its units were picked when they were low, and would have come back by themselves",
    "lower_before": "its units were worse than the others all along",
    "higher_before": "its units were better than the others before",
    "drifted_apart": "its units were already drawing ahead of the others before",
    "no_spread": "all of its units changed by the same: there is no spread to judge by",
    "shifted": "how it was asked, or through which channel, shifted in one arm",
})  # fmt: skip

WOULD_BE_SEEN = "would likely have been seen"
"""Of the lift that four in five such pilots would have shown."""

SEEN_SINCE, NOT_SEEN_SINCE, HARMFUL_SINCE = "seen again since", "not seen again since", "harmful where it came later"
"""What became of what worked, in the units that joined later."""

_SINCE: Mapping[SeenAgain, str] = MappingProxyType({
    "again": SEEN_SINCE, "not_again": NOT_SEEN_SINCE, "harmful": HARMFUL_SINCE,
})  # fmt: skip
_LATER: Mapping[str, str] = MappingProxyType({
    NOT_SEEN_SINCE: "not seen again in those that joined later", HARMFUL_SINCE: "harmful in those that joined later",
})  # fmt: skip

MEANING = (
    "The lift is how much more the pilot's units changed than the units they are compared with (difference in "
    "differences over units, never over answers): from up to twelve months before it began to the months that were set "
    "when it did, and once, at their end. Where no end is set these are six months, and never more than twelve. Under "
    "20 units its interval holds whatever no assignment of the units to the arms would refuse (permutation), from 20 "
    "on it is Welch's t. It worked, or did harm, where the interval excludes 0. It is not evaluable with fewer than "
    "four units in an arm; where the arms lay apart or drew apart before by more than chance gives, as where units "
    "were picked because they were low; where too many were in two pilots of the measure or in both arms; where a "
    "shift in how it was asked would make half of it. A unit counts with five answers or cases, before and after."
)


def called(pilot: Pilot) -> str:
    """Return what a pilot is called."""
    return pilot.name or pilot.pilot_id


def measured(pilot: Pilot, settings: Settings) -> str:
    """Return the name of a pilot's measure; of one that is none of ours as the company calls it."""
    return measure(pilot.metric, settings).label if pilot.metric in MEASURES else pilot.metric or "no measure named"


def amount(entry: Measure, value: float, settings: Settings) -> str:
    """Return a difference with its sign, of shares in points: '−4.4 h', '+3.1 points'."""
    if not math.isfinite(value):
        return NOTHING
    formats = Formats.of(settings)
    if entry.unit in ("points", "share"):
        size = formats.size(entry, value)
        return f"{_SIGN[value > 0]}{size}" if any(sign in size for sign in "123456789") else size
    return formats.in_unit(entry, value, signed=True)


_SIGN = {True: "+", False: "−"}


def lift(one: Tried, settings: Settings) -> str:
    """Return a pilot's lift: '−4.4 h'; a dash where none is known."""
    if one.lift is None:
        return NOTHING
    return amount(measure(one.pilot.metric, settings), one.lift.value, settings)


def interval(one: Tried, settings: Settings) -> str:
    """Return the interval of a pilot's lift: '−6.5 to −2.2 h'; nothing where there is none."""
    if one.lift is None or not math.isfinite(one.lift.low):
        return ""
    return change_range(measure(one.pilot.metric, settings), one.lift.low, one.lift.high, settings)


def detectable(one: Tried, settings: Settings) -> str:
    """Return the smallest lift that would have been seen four times in five: '8.3 points'; nothing where not known."""
    if one.lift is None or not math.isfinite(one.lift.smallest_detectable):
        return ""
    return Formats.of(settings).size(measure(one.pilot.metric, settings), one.lift.smallest_detectable)


def because(one: Tried) -> str:
    """Return why a pilot cannot be judged, in a clause; nothing where it can."""
    return BECAUSE[one.reasons[0]] if one.reasons else ""


def until(one: Tried, settings: Settings) -> str:
    """Return from when on a pilot can be judged: 'Mar 2027'."""
    return "" if one.horizon is None else Formats.of(settings).month(one.horizon.after[1] + 1)


def beside(one: Tried, settings: Settings) -> str:
    """Return what is said below the word: why not, what could have been seen, from when on, seen again or not."""
    if one.verdict == "no_effect":
        seen = detectable(one, settings)
        return f"{seen} {WOULD_BE_SEEN}" if seen else ""
    if one.verdict == "too_early":
        return f"known from {until(one, settings)} on"
    return seen_since(one) or because(one)


def seen_since(one: Tried) -> str:
    """Return whether what worked was seen again in units that joined later; nothing where that is not known."""
    if one.verdict != "worked" or one.again is None:
        return ""
    return _SINCE.get(one.again.word, "")


def title(one: Tried, settings: Settings) -> str:
    """Return the finding of a pilot: 'A named engineer worked: −4.4 h against the units it is compared with (…)'.

    Of what worked and did not in the units that joined later that is said as well.
    """
    name, told = called(one.pilot), lift(one, settings)
    span = interval(one, settings)
    within = f" ({INTERVAL} {span})" if span else ""
    later = _LATER.get(seen_since(one), "")
    if one.verdict in ("worked", "harmful"):
        did = "did harm" if one.verdict == "harmful" else "worked in its first units" if later else "worked"
        return f"{name} {did}: {told} against the units it is compared with{within}{f'; {later}' if later else ''}"
    if one.verdict == "no_effect":
        seen = detectable(one, settings)
        return f"{name}: no detectable effect{f'; {seen} {WOULD_BE_SEEN}' if seen else ''}{within}"
    if one.verdict == "too_early":
        so_far = f"; so far {told}, which is no verdict" if one.lift is not None else ""
        return f"{name}: too early to tell until {until(one, settings)}{so_far}"
    return f"{name} cannot be judged: {because(one)}"


def scaled(entry: Measure) -> int:
    """Return what differences are multiplied by to be read: those of shares are read in points."""
    return scale(entry)
