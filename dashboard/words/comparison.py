"""What a view compares, in words: its period, and the one that it is held against."""

from __future__ import annotations

from dashboard.data.view import View

_NO_YEAR_BEFORE = "no data of the year before"


def comparison(view: View) -> str:
    """Return the period and what it is compared with: 'Q3 2026 against Q3 2025'."""
    if view.against is None:
        return f"{view.period.label}; nothing earlier to compare with"
    return f"{view.period.label} against {compared_with(view)}"


def compared_with(view: View) -> str:
    """Return what a period is compared with: 'Q2 2023', or 'Q1 2023 (no data of the year before)' in its place."""
    if view.against is None:
        return ""
    return f"{view.against.label} ({_NO_YEAR_BEFORE})" if view.fell_back else view.against.label


def on_what(view: View) -> str:
    """Return beside a change what it is against: 'on a year before', 'on the period before'; nothing without one."""
    if view.against is None:
        return ""
    return "on a year before" if view.against_year_before else "on the period before"


def fell_back(view: View) -> str:
    """Say in the filter bar what stands in for the year before, which the data do not hold."""
    return f"vs {view.against.label}, {_NO_YEAR_BEFORE}" if view.fell_back and view.against else ""
