"""What is said above every page before any number: a refresh that failed, data that are old, a link that asks for more
than there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dashboard.data.view import View
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Attempt, Notice
from dashboard.words.comparison import comparison
from dashboard.words.figures import scope
from dashboard.words.formats import in_language
from dashboard.words.plain import days
from dashboard.words.trust import moment, trust

_MOST = 5
"""Values that are named of a filter; an address may hold any number."""

_LONGEST = 60


def refresh_failed(attempt: Attempt, manifest: Manifest, locale: str) -> str:
    """Say that the last refresh failed, when by the company's clocks, and why."""
    return f"The refresh of {moment(attempt.started_at, manifest, locale, 'd MMM HH:mm')} failed. {attempt.sentence}"


def other_snapshot(notice: Notice, manifest: Manifest, locale: str) -> str:
    """Say that an earlier snapshot is shown, of when by the company's clocks, and why."""
    when = moment(notice.when, manifest, locale)
    if notice.what == "rolled_back":
        return f"Rolled back on {when} to an earlier snapshot{f': {notice.why}' if notice.why else '.'}"
    shown = f"The earlier snapshot of {when} is shown instead."
    return f"{notice.why} {shown} Run `python -m dashboard refresh`."


def numbers_are_old(age: timedelta, locale: str) -> str:
    """Say how old the numbers are."""
    return f"These numbers are {days(age.days, locale)} old: no refresh has been published since."


def unknown_filter(name: str, values: Sequence[str]) -> str:
    """Say which values of a filter the address asks for, and the data do not have."""
    asked = ", ".join(f"“{value[:_LONGEST]}”" for value in values[:_MOST])
    return f"The link asks for the {name} {asked}, which these data do not have; it was left out."


def as_of(manifest: Manifest, locale: str) -> str:
    """Return of which day the data are: 'As of 26 Nov 2026'."""
    return f"As of {in_language(locale).day(manifest.as_of)}"


def of_whom(manifest: Manifest) -> str:
    """Return whose data they are; a made-up company is said to be one."""
    return "Demo company" if manifest.demo else manifest.company


def on_paper(view: View, manifest: Manifest, locale: str, places: int | None = None) -> str:
    """Return what is printed below a page's title: whom it is about, when, and whether the data can be believed.

    ``places`` is how many figures of the page are marked (`trust`).
    """
    parts = (
        scope(view, manifest.company),
        comparison(view),
        of_whom(manifest),
        as_of(manifest, locale),
        trust(manifest, locale, places).sentence,
    )
    return " · ".join(dict.fromkeys(parts))
