"""Of which months something on people is, in words."""

from __future__ import annotations

from dashboard.measures.people.months import Months
from dashboard.settings import Settings
from dashboard.words.formats import Formats


def months_told(months: Months, settings: Settings, *, below: bool = True) -> str:
    """Return the months, and which of them stand below: 'Dec 2025–Nov 2026, below: Sep–Nov 2026'."""
    formats = Formats.of(settings)
    lately = f", below: {formats.months(months.begins, months.last)}" if below and not months.alone else ""
    return f"{formats.months(months.first, months.last)}{lately}"
