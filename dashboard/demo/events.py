"""What has been planted in the demo company, by name. Nothing else in it changes over time.

The SQL asks for an event by its name and gets its size in the months, and at the place, where it holds.
`quiet=True` builds the company without any of them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """Something that happened at the demo company, with where, when and how much."""

    name: str
    what: str
    size: float
    since: int  # months back from the last complete month, which is 0
    measure: str | None = None  # what it moves, where several events move the same
    until: int | None = None  # the last month of it, counted the same way; None: it lasts
    region: str | None = None
    segment: str | None = None
    theme: str | None = None
    department: str | None = None

    def starts_on(self, last_month: date) -> date:
        """First day of the first month of the event."""
        return months_before(last_month, self.since)

    def ends_on(self, last_month: date) -> date:
        """First day after the event."""
        return date(9999, 1, 1) if self.until is None else months_before(last_month, self.until - 1)


def months_before(month: date, count: int) -> date:
    """Return the first day of the month that lies `count` months before `month`."""
    year, index = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(year, index + 1, 1)


EVENTS: tuple[Event, ...] = (
    Event(
        "onboarding repaired",
        "Onboarding in one region and segment was rebuilt; the theme all but vanishes and the score rises there",
        size=-0.85,
        since=8,
        measure="theme frequency",
        region="DACH",
        segment="Mid-market",
        theme="onboarding_time",
    ),
    Event(
        "faster and solving less",
        "Handle time falls by this share while first-contact resolution falls with it",
        size=0.11,
        since=9,
        department="support",
    ),
    Event(
        "small businesses leave",
        "Renewals of one segment are lost this much more often",
        size=0.45,
        since=9,
        segment="Small business",
    ),
)
