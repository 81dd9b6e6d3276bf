"""Departures: every theme that left the Top Ten of late, and how: fixed and verified, fallen, or nobody can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Task, Theme, ThemeStage, read_register
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.themes.register import ThemeRecord, by_theme, theme_of, theme_records, unseen
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.measures.themes.top_ten import all_listings
from dashboard.measures.themes.verification import Reason, Verification, verify
from dashboard.periods import last_day
from dashboard.settings import Settings

How = Literal["fixed", "fell", "not_evaluable"]

LOOKED_BACK = 4
"""Windows back to which a theme's leaving is told."""

FELL: frozenset[Reason] = frozenset({"no_fall", "no_more_than_others", "no_action", "action_open"})
"""Why a theme left by ranking alone: nothing was done, or what was done shows no effect of its own."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A theme that left the list: the months that closed its first window on it and the first without it.

    ``times`` counts its listings so far. ``back`` is the month of its return, None where it stayed away.
    """

    theme_id: str
    name: str
    entered: int
    left: int
    times: int
    back: int | None
    how: How
    verification: Verification


@dataclass(frozen=True, slots=True)
class Departures:
    """The themes that left, the latest first, and what they are told from."""

    themes: tuple[Departure, ...]
    standing: Standing


def departures(data: Data, view: View, settings: Settings) -> Departures:
    """Return the themes that left in the last four windows, of the list of all regions and segments."""
    return _departures(data, view.period.last, settings)


@cached
def _departures(data: Data, month: int, settings: Settings) -> Departures:
    standing = standing_of(data, (*DATASETS, *TAGGING))
    if not standing_of(data, DATASETS).shown:
        return Departures((), standing)
    since = month - LOOKED_BACK * settings.theme_window_months
    found = []
    for mention, listings in all_listings(data, settings).items():
        so_far = [listing for listing in listings if listing.entered <= month]
        for place, listing in enumerate(so_far):
            if listing.left is None or not since < listing.left <= month:
                continue
            theme_id, back = theme_of(mention), so_far[place + 1].entered if place + 1 < len(so_far) else None
            name = theme_records(data).get(theme_id, ThemeRecord(theme_id)).name
            verified = verify(data, settings, mention, listing, *_known(data, theme_id, month), month)
            how = _how(verified)
            found.append(Departure(theme_id, name, listing.entered, listing.left, place + 1, back, how, verified))
    return Departures(tuple(sorted(found, key=lambda one: (-one.left, one.name))), standing)


def _known(data: Data, theme_id: str, month: int) -> tuple[ThemeRecord | None, date | None]:
    """Return what is known of a theme, None where its stages are not, and when its corrective action was done."""
    withheld = data.entry(Task.dataset).state == "withheld"  # when the action was done might be told wrongly
    if withheld or {Theme.dataset, ThemeStage.dataset} & unseen(data):
        return None, None
    tasks = by_theme(read_register(data, Task)).get(theme_id, [])
    return theme_records(data).get(theme_id, ThemeRecord(theme_id)), corrected_on(tasks, last_day(month))


def _how(verified: Verification) -> How:
    if verified.reason == "passed":
        return "fixed"
    return "fell" if verified.reason in FELL else "not_evaluable"


def corrected_on(tasks: Iterable[Task], today: date) -> date | None:
    """Return the day on which the last task of a corrective action was done, as it stood on a day.

    None where one was still open, or none had been promised.
    """
    promised = [task for task in tasks if task.kind == CORRECTIVE and task.promised_by(today)]
    days = [task.completed_on for task in promised if task.completed_on is not None and task.done_by(today)]
    return max(days) if days and len(days) == len(promised) else None
