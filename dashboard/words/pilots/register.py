"""The register of pilots as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dashboard.data.question import Question
from dashboard.measures.pilots.judged import Tried, Verdict
from dashboard.periods import last_day
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.pilots.verdicts import HARMFUL_SINCE, NOT_SEEN_SINCE, measured, seen_since
from dashboard.words.plain import capitalised, counted, in_letters, listed

NAME = "What was tried, and whether it worked"
ORDER = "undecided ones first, the newest first"
LONGEST_OPEN = "the longest open first"
BY_THE_REGISTER = "by the register; its months are over"
NONE = "No pilot is kept in the register."

MEANING = (
    "Every pilot that the register keeps, with its units, what they are compared with, its start and end, its measure "
    "and hypothesis, and where it stands. It is judged by the measure alone; what its department says of it counts for "
    "nothing."
)

STAGES: Mapping[str | None, str] = MappingProxyType({
    "running": "running", "stopped": "stopped", "adopted": "adopted", "scaled": "scaled", None: "not said",
})  # fmt: skip

_ONE: Mapping[Verdict, str] = MappingProxyType({
    "worked": "worked", "harmful": "did harm", "no_effect": "had no detectable effect",
    "too_early": "is too early to judge", "not_evaluable": "cannot be judged",
})  # fmt: skip
_SEVERAL: Mapping[Verdict, str] = MappingProxyType({**_ONE, "too_early": "are too early to judge"})


def title(found: Sequence[Tried], settings: Settings) -> str:
    """Return the finding, of which the counts sum to the whole.

    'Four of 11 pilots worked (one not seen again since), one did harm and three had no detectable effect; two cannot be
    judged and one is too early to judge'.
    """
    if not found:
        return NAME
    of = Counter(one.verdict for one in found)
    if len(found) == 1:
        alone = seen_since(found[0])
        return f"The one pilot {_ONE[found[0].verdict]}{f', {alone}' if alone else ''}"
    worked, whole = of["worked"], counted(len(found), "pilot", settings.locale)
    since = Counter(filter(None, map(seen_since, found)))
    apart = [f"{in_letters(since[said])} {said}" for said in (NOT_SEEN_SINCE, HARMFUL_SINCE) if since[said]]
    first = f"{capitalised(in_letters(worked) if worked else 'none')} of {whole} worked"
    judged = [first + (f" ({', '.join(apart)})" if apart else ""), *_told(of, ("harmful", "no_effect"))]
    return "; ".join(filter(None, map(listed, (judged, _told(of, ("not_evaluable", "too_early"))))))


def _told(of: Counter[Verdict], verdicts: Sequence[Verdict]) -> list[str]:
    """Return how many pilots came to each of these verdicts, without those to which none came."""
    return [f"{in_letters(of[one])} {(_ONE if of[one] == 1 else _SEVERAL)[one]}" for one in verdicts if of[one]]


def subtitle(question: Question, found: Sequence[Tried]) -> str:
    """Return of when it is, and that it follows no filter."""
    formats = Formats.of(question.settings)
    whole = figures.WHOLE_COMPANY if question.view.filtered else ""
    day = f"as of {formats.day(question.manifest.as_of)}"
    return " · ".join(filter(None, (whole, "lift over units, with its 95\u202f% interval", day)))


def ran(one: Tried, settings: Settings) -> str:
    """Return when a pilot ran: '1 Nov 2025–30 Apr 2026', 'since 1 Nov 2025'."""
    formats, pilot = Formats.of(settings), one.pilot
    if pilot.starts_on is None:
        return "start not known"
    if pilot.ends_on is None:
        return f"since {formats.day(pilot.starts_on)}, no end set"
    return f"{formats.day(pilot.starts_on)} to {formats.day(pilot.ends_on)}"


def units(one: Tried) -> tuple[str, str]:
    """Return how many units are compared with how many, and how many are left out: '8 against 9', '3 left out'."""
    listed, out = one.listed, sum(one.left_out)
    if one.horizon is None or listed == (0, 0):
        return "", ""
    if one.wave is None or "few_units" in one.reasons:
        return f"{listed[0]} against {listed[1]}", ""
    return f"{one.units[0]} against {one.units[1]}", f"{out} left out" if out else ""


def stage(one: Tried, today: date, settings: Settings) -> tuple[str, str]:
    """Return where a pilot stands, and since when that is decided; of one said to run after its months, who says so."""
    pilot = one.pilot
    decided = f"decided {Formats.of(settings).day(pilot.decided_on)}" if pilot.decided_on else ""
    over = BY_THE_REGISTER if pilot.stage == "running" and _over(one, today) else ""
    return capitalised(STAGES.get(pilot.stage, pilot.stage or "not said")), ", ".join(filter(None, (decided, over)))


def _over(one: Tried, today: date) -> bool:
    """Return whether a pilot's end is past; of one without an end, the months by which it is judged."""
    end = one.pilot.ends_on or (last_day(one.horizon.after[1]) if one.horizon is not None else None)
    return end is not None and end <= today


def what(one: Tried, settings: Settings) -> tuple[str, str]:
    """Return the measure of a pilot, and when it ran."""
    return measured(one.pilot, settings), ran(one, settings)


def asked_in_vain(asked: str) -> str:
    """Answer a link to a pilot that the register does not keep."""
    return f"The link asks for the pilot “{asked[:60]}”, which is not in the register; this is another."
