"""Off the list: every theme that left the Top Ten of late, and how: fixed and verified, fallen, or nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.themes.register import Kept, Row, is_done, kept_of_themes, theme_of
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.measures.themes.top_ten import all_stays
from dashboard.measures.themes.verification import FixTest, Reason, fix_test
from dashboard.settings import Settings

How = Literal["fixed", "fell", "not_evaluable"]

LOOKED_BACK = 4
"""Windows back to which a theme's leaving is told."""

FELL: frozenset[Reason] = frozenset({"no_fall", "no_more_than_others", "no_action", "action_open"})
"""Why a theme left by ranking alone: nothing was done, or what was done shows no effect of its own."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A theme that left the list: the months that closed its first window on it and the first without it.

    ``times`` counts its stays so far. ``back`` is the month of its return, None where it stayed away.
    """

    theme_id: str
    name: str
    entered: int
    left: int
    times: int
    back: int | None
    how: How
    test: FixTest


@dataclass(frozen=True, slots=True)
class OffTheList:
    """The themes that left, the latest first, and what they are told from."""

    gone: tuple[Gone, ...]
    standing: Standing


def off_the_list(data: Data, view: View, settings: Settings) -> OffTheList:
    """Return the themes that left in the last four windows, of the list of all regions and segments."""
    return _off_the_list(data, view.period.last, settings)


@cached
def _off_the_list(data: Data, month: int, settings: Settings) -> OffTheList:
    standing = standing_of(data, (*DATASETS, *TAGGING))
    if not standing_of(data, DATASETS).shown:
        return OffTheList((), standing)
    since = month - LOOKED_BACK * settings.theme_window_months
    kept, done = kept_of_themes(data), _tasks_done(data)
    known = data.table("theme_stages") is not None
    gone = []
    for mention, stays in all_stays(data, settings).items():
        so_far = [stay for stay in stays if stay.entered <= month]
        for place, stay in enumerate(so_far):
            if stay.left is None or not since < stay.left <= month:
                continue
            theme_id, back = theme_of(mention), so_far[place + 1].entered if place + 1 < len(so_far) else None
            entry = kept.get(theme_id, Kept(theme_id)) if known else None
            test = fix_test(data, settings, mention, stay, entry, done.get(theme_id), month)
            name = kept.get(theme_id, Kept(theme_id)).name
            gone.append(Gone(theme_id, name, stay.entered, stay.left, place + 1, back, _how(test), test))
    return OffTheList(tuple(sorted(gone, key=lambda one: (-one.left, one.name))), standing)


def _how(test: FixTest) -> How:
    if test.reason == "passed":
        return "fixed"
    return "fell" if test.reason in FELL else "not_evaluable"


def _tasks_done(data: Data) -> Mapping[str, date]:
    """Return, by theme, the day on which its corrective action's last task was done; none where one is open."""
    tasks: dict[str, list[Row]] = {}
    for row in data.rows("tasks"):
        if row["theme_id"] is not None and row["kind"] == "corrective_action" and row["cancelled_on"] is None:
            tasks.setdefault(row["theme_id"], []).append(row)
    return {theme: max(row["completed_on"] for row in rows) for theme, rows in tasks.items() if all(map(is_done, rows))}
