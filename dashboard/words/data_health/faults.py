"""What failed, as an executive reads it: its mark, since when, and whom it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.blocks import Tone
from dashboard.snapshots.manifest import FindingEntry, Manifest, State
from dashboard.words.formats import Formats
from dashboard.words.plain import listed
from dashboard.words.trust import moment, stops

STATES: Mapping[State, str] = {
    "published": "of this refresh",
    "carried_over": "held back",
    "withheld": "withheld",
    "not_connected": "not connected",
}
"""The states of a dataset as they are read."""

TOGETHER = "It is published together with "
"""How a reason begins that is another dataset's."""

NAMED = 4
"""Names of what a fault concerns that are read at once."""

_JOINED = "\N{NO-BREAK SPACE}· "


@dataclass(frozen=True, slots=True)
class Concerned:
    """What a fault concerns: the first names, how many more there are, and those."""

    text: str
    more: str = ""
    rest: str = ""


NOTED = "No figure is in doubt"
TITLE = "What failed, and what it concerns"
ALT = "What failed: what it concerns, what became of it, why, what to do, and since when"


def concerned(names: Sequence[str], formats: Formats) -> Concerned:
    """Return what a fault concerns, by the names that stand on the pages: the first of many, and the others."""
    shown = names if len(names) <= NAMED + 2 else names[:NAMED]
    rest = names[len(shown) :]
    text = _JOINED.join(shown) or "Nothing that is shown yet"
    return Concerned(text, f"and {formats.count(len(rest))} more" if rest else "", _JOINED.join(rest))


def state_mark(state: State, read: Sequence[datetime], manifest: Manifest, formats: Formats) -> str:
    """Return the mark of what was stopped: 'withheld', 'held back, read 24 Nov 09:00'."""
    return STATES[state] + (f", read {formats.moment(min(read), manifest.timezone, year=False)}" if read else "")


def finding_mark(finding: FindingEntry) -> tuple[str, Tone]:
    """Return the mark of what failed and stops nothing, with its tone."""
    if finding.severity == "info":
        return "noted", ""
    if finding.accepted:
        return "accepted", "warn"
    return ("critical", "bad") if stops(finding) else ("shown, with a warning", "warn")


def told(marks: Sequence[str]) -> str:
    """Return what became of what failed: 'What failed: 1 critical, 2 shown, with a warning'."""
    became = listed(f"{number} {mark}" for mark, number in Counter(marks).items())
    return f"What failed: {became}"


def since(times: Iterable[datetime | None], manifest: Manifest, formats: Formats) -> str:
    """Say since which day of the company it fails, by the oldest of the times; nothing where none is known."""
    known = [when for when in times if when]
    return f"failing since {moment(min(known), manifest, formats.locale, 'd MMM yyyy')}" if known else ""


def uncounted(more: int) -> str:
    """Say how many faults are not listed in the summary."""
    return f"{more} more {'stands' if more == 1 else 'stand'} under “Every check” below."
