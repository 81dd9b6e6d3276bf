"""What is said above every page before any number: a refresh that failed, data that are old, a link that asks for more
than there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dashboard.data.view import View
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Attempt, Notice, Snapshot
from dashboard.words.comparison import comparison
from dashboard.words.figures import scope
from dashboard.words.formats import in_language
from dashboard.words.plain import days, listed
from dashboard.words.trust import moment, trust

_MOST = 5
"""Values that are named of a filter; an address may hold any number."""

_LONGEST = 60

STALE_AFTER = timedelta(days=3)
"""A snapshot older than this is said to be old: a weekend and a holiday may pass in silence."""


def above(snapshot: Snapshot, attempt: Attempt | None, settings: Settings) -> tuple[str, ...]:
    """Return what must be said above the numbers: another snapshot is shown, a refresh failed, the data are old.

    ``attempt`` is the last refresh.
    """
    manifest, locale = snapshot.manifest, settings.locale
    sentences = [other_snapshot(snapshot.notice, manifest, locale)] if snapshot.notice else []
    if attempt and attempt.outcome == "failed" and attempt.started_at > manifest.created_at:
        sentences.append(refresh_failed(attempt, manifest, locale))
    if settings.as_of is None:
        age = settings.today() - manifest.as_of
        if age > STALE_AFTER:
            sentences.append(numbers_are_old(age, locale))
    return tuple(sentences)


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


def unknown_filter(name: str, values: Sequence[str], near: Sequence[str] = (), left: Sequence[str] = ()) -> str:
    """Say which values of a filter the address asks for, and the data do not have.

    ``near`` are those that come near the first of them, ``left`` those that are shown.
    """
    out = "they were left out" if len(values) > 1 else "it was left out"
    instead = {"region": "; all regions are shown", "segment": "; all segments are shown"}.get(name, "")
    like = f" Near it: {_quoted(near)}." if near else ""
    return (
        f"The link asks for the {name} {_quoted(values)}, which these data do not have; "
        f"{out}{'' if left else instead}.{like}"
    )


def read_as(name: str, pairs: Sequence[tuple[str, str | None]]) -> str:
    """Say for what the values of a filter were taken that the data spell otherwise."""
    told = ", ".join(f"“{value[:_LONGEST]}” was read as “{str(meant)[:_LONGEST]}”" for value, meant in pairs[:_MOST])
    return f"Of the {name} that the link asks for, {told}."


def one_at_a_time(name: str, values: Sequence[str]) -> str:
    """Say that an address asks for several values of a filter that takes one, and which is shown."""
    return f"The link asks for more than one {name}, {_quoted(values)}; “{values[0]}” is shown."


def read_as_filter(name: str, meant: str) -> str:
    """Say for which filter a parameter of another name was taken."""
    return f"The link asks for “{name[:_LONGEST]}”, which was read as the filter “{meant}”."


def no_filter(name: str, filters: Sequence[str]) -> str:
    """Say that an address asks for what is no filter."""
    return f"The link asks for “{name[:_LONGEST]}”, which is no filter; it was left out. Filters are {listed(filters)}."


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f"“{value[:_LONGEST]}”" for value in values[:_MOST])


def as_of(manifest: Manifest, locale: str) -> str:
    """Return of which day the data are: 'As of 26 Nov 2026'."""
    return f"As of {in_language(locale).day(manifest.as_of)}"


def of_whom(manifest: Manifest) -> str:
    """Return whose data they are; a made-up company is said to be one."""
    return "Demo company" if manifest.demo else manifest.company


def page_title(page: str, manifest: Manifest) -> str:
    """Return by what a browser's tab, and who hears the page read, tell it from others: 'Overview · Acme'."""
    return f"{page} · {of_whom(manifest)}"


def on_paper(view: View, manifest: Manifest, locale: str, places: int | None = None, of: str = "") -> str:
    """Return what is printed below a page's title: whom it is about, when, and whether the data can be believed.

    ``places`` is how many figures of the page are marked (`trust`), ``of`` of which day they are, where that says more
    than the day alone.
    """
    parts = (
        scope(view, manifest.company),
        comparison(view),
        of_whom(manifest),
        of or as_of(manifest, locale),
        trust(manifest, locale, places).sentence,
    )
    return " · ".join(dict.fromkeys(parts))
