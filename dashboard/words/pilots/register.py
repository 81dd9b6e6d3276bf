"""The register of pilots as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.data.question import Question
from dashboard.measures.pilots.judged import Tried
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.pilots.verdicts import measured
from dashboard.words.plain import capitalised, counted, in_letters

NAME = "What was tried, and whether it worked"
ORDER = "undecided ones first, the newest first"
LONGEST_OPEN = "the longest open first"
NONE = "No pilot is kept in the register."

MEANING = (
    "Every pilot that the register keeps, with its units, what they are compared with, its start and end, its measure "
    "and hypothesis, and where it stands. The verdict is ours, from the measure itself; what its department says of it "
    "counts for nothing."
)

STAGES: Mapping[str | None, str] = MappingProxyType({
    "running": "running", "stopped": "stopped", "adopted": "adopted", "scaled": "scaled", None: "not said",
})  # fmt: skip


def title(found: Sequence[Tried], settings: Settings) -> str:
    """Return the finding: 'Two of 7 pilots worked and one did harm; three cannot be judged'."""
    if not found:
        return NAME
    of = Counter(one.verdict for one in found)
    worked, harm, unclear = of["worked"], of["harmful"], of["not_evaluable"]
    whole = counted(len(found), "pilot", settings.locale)
    if len(found) == 1:
        only = {"worked": "worked", "harmful": "did harm", "no_effect": "had no detectable effect",
                "too_early": "is too early to judge", "not_evaluable": "cannot be judged"}  # fmt: skip
        return f"The one pilot {only[found[0].verdict]}"
    said = f"{capitalised(in_letters(worked) if worked else 'none')} of {whole} worked"
    said += f", {in_letters(harm)} did harm" if harm else ""
    parts = [f"{in_letters(unclear)} cannot be judged"] if unclear else []
    parts += [f"{in_letters(of['too_early'])} {'is' if of['too_early'] == 1 else 'are'} too early"] * bool(
        of["too_early"]
    )
    return f"{said}; {' and '.join(parts)}" if parts else said


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


def stage(one: Tried, settings: Settings) -> tuple[str, str]:
    """Return where a pilot stands, and since when that is decided."""
    pilot = one.pilot
    decided = f"decided {Formats.of(settings).day(pilot.decided_on)}" if pilot.decided_on else ""
    return capitalised(STAGES.get(pilot.stage, pilot.stage or "not said")), decided


def what(one: Tried, settings: Settings) -> tuple[str, str]:
    """Return the measure of a pilot, and when it ran."""
    return measured(one.pilot, settings), ran(one, settings)


def asked_in_vain(asked: str) -> str:
    """Answer a link to a pilot that the register does not keep."""
    return f"The link asks for the pilot “{asked[:60]}”, which is not in the register; this is another."
