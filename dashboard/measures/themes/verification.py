"""Was a theme fixed? One test, at a date that was set when its corrective action was done.

    baseline   the first window after the theme entered the list that does not overlap the window of its entry, and
               that lies before the action: a theme enters on a bad window, and falls from it by itself
    test       the first window that lies after the action was done: it is looked at once, however it goes on
    passed     what the theme costs fell, by an interval that excludes no change, and by more than the median change
               of the other themes

Where the theme was found by other rules, or where answers were asked for or commented otherwise, nothing is tested.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from dashboard.data.access import Data
from dashboard.data.view import Places
from dashboard.measures.themes.changes import points_of
from dashboard.measures.themes.listing import Listing
from dashboard.measures.themes.register import ThemeRecord, theme_of
from dashboard.measures.themes.sums import ThemeReader, Window
from dashboard.measures.themes.tagging import ALIKE, commented, rules, same_rules, shift_of_modes
from dashboard.periods import last_day, month_of
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate, difference, settled
from dashboard.statistics.intervals import POWER_80, Z95
from dashboard.statistics.theme_gaps import shape_of

Reason = Literal[
    "passed", "no_fall", "no_more_than_others", "no_action", "action_open", "no_baseline", "not_due", "rules_unknown",
    "rules_changed", "asked_otherwise", "commented_otherwise", "too_few", "not_apart",
    "stages_unknown",
]  # fmt: skip

_ANYWHERE: Places = (None, None)


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of the test. Points are what the theme cost; ``fall`` is before less after.

    ``others`` is the median fall of the other themes, ``smallest`` the fall that would have been seen in four of five
    cases. Numbers are nan and windows None where it could not come to that.
    """

    reason: Reason
    baseline: Window | None = None
    test: Window | None = None
    before: float = math.nan
    after: float = math.nan
    fall: Difference | None = None
    others: float = math.nan
    smallest: float = math.nan
    versions: tuple[str | None, str | None] = (None, None)


def verify(
    data: Data,
    settings: Settings,
    mention: str,
    listing: Listing,
    record: ThemeRecord | None,
    tasks_done: date | None,
    month: int,
) -> Verification:
    """Test a theme that was on the list, with what is known at the end of a month.

    ``tasks_done`` is the day on which the last task of its corrective action was completed, None where one is open
    or there is none.
    """
    if record is None:
        return Verification("stages_unknown")
    length = settings.theme_window_months
    action = _action(record.stages, listing, tasks_done, last_day(month))
    if action is None or action.done is None:
        return _without_action(data, settings, mention, listing, "no_action" if action is None else "action_open")
    baseline = (listing.entered + 1, listing.entered + length)
    if baseline[1] >= month_of(action.begun):
        return Verification("no_baseline")
    first = month_of(action.done) + 1
    test = (first, first + length - 1)
    if test[1] > month:
        return Verification("not_due", baseline, test)
    unlike = _unlike(data, settings, mention, baseline, test)
    return unlike or _tested(data, settings, mention, baseline, test)


@dataclass(frozen=True, slots=True)
class _Action:
    begun: date
    done: date | None


def _action(
    stages: Sequence[tuple[str, date]], listing: Listing, tasks_done: date | None, today: date
) -> _Action | None:
    """Return the corrective action that was begun by today; one that was done before the listing was another's."""
    entered = {stage: day for stage, day in stages if day <= today}
    begun = entered.get("corrective_action")
    if begun is None or (listing.left is not None and month_of(begun) > listing.left):
        return None
    # The first of them sets the date once and for all: a stage that is entered later does not move it.
    days = (entered.get("verification"), entered.get("closed"), tasks_done)
    done = min((day for day in days if day is not None and begun <= day <= today), default=None)
    return None if done is not None and month_of(done) < listing.entered else _Action(begun, done)


def _without_action(data: Data, settings: Settings, mention: str, listing: Listing, reason: Reason) -> Verification:
    """Return why nothing was tested; a theme that other rules read less often has not simply fallen."""
    if listing.left is None:
        return Verification(reason)
    length = settings.theme_window_months
    off = (listing.left - length + 1, listing.left)
    on = (off[0] - 2 * length, off[1] - 2 * length)
    if on[0] >= data.months[0] and not same_rules(data, settings.leading_measure, theme_of(mention), on, off):
        return _unlike(data, settings, mention, on, off) or Verification(reason)
    return Verification(reason)


def _unlike(data: Data, settings: Settings, mention: str, first: Window, second: Window) -> Verification | None:
    """Return what makes two windows no match for each other, None where they are alike."""
    metric, theme_id = settings.leading_measure, theme_of(mention)
    versions = (rules(data, metric, theme_id, first).version, rules(data, metric, theme_id, second).version)
    reason: Reason | None = None
    if versions[0] is None:
        reason = "rules_unknown"
    elif not same_rules(data, metric, theme_id, first, second):
        reason = "rules_changed"
    elif not shift_of_modes(data, metric, first, second) <= ALIKE:
        reason = "asked_otherwise"
    elif not abs(commented(data, metric, first) - commented(data, metric, second)) <= ALIKE:
        reason = "commented_otherwise"
    return Verification(reason, first, second, versions=versions) if reason else None


def _tested(data: Data, settings: Settings, mention: str, baseline: Window, test: Window) -> Verification:
    reader = ThemeReader(data, settings.leading_measure)
    before, after = (_points(reader, window, mention, settings) for window in (baseline, test))
    if mention not in before or mention not in after:
        return Verification(_why_untold(reader, (baseline, test), mention, settings), baseline, test)
    fall = difference(before[mention], after[mention])
    shared = [name for name in before if name in after and name != mention]
    others = float(np.median([before[name].value - after[name].value for name in shared])) if shared else 0.0
    reason: Reason = "passed"
    if not settled(fall.low) > 0:
        reason = "no_fall"
    elif not settled(fall.value - others) > 0:
        reason = "no_more_than_others"
    return Verification(
        reason, baseline, test, before[mention].value, after[mention].value, fall, others,
        (Z95 + POWER_80) * fall.standard_error,
    )  # fmt: skip


def _why_untold(reader: ThemeReader, windows: tuple[Window, Window], mention: str, settings: Settings) -> Reason:
    """Return whether too few answers name a theme, or what is lost cannot be told apart from other themes."""
    few = False
    for window in windows:
        sums = reader.sums(window, _ANYWHERE)
        named = dict(zip(sums.themes, sums.mentions.tolist(), strict=True)).get(mention, 0.0)
        few = few or named < settings.least_n
    return "too_few" if few else "not_apart"


def _points(reader: ThemeReader, window: Window, mention: str, settings: Settings) -> dict[str, Estimate]:
    """Return what the mentions cost that can be told, and the one under test however seldom it is named."""
    sums, found = reader.sums(window, _ANYWHERE), points_of(reader, window, _ANYWHERE, settings, keep=(mention,))
    if mention not in sums.themes and sums.coded.n > 0 and shape_of(sums, settings.least_n) == "apart":
        # Nobody names it any more: it costs nothing, give or take a mention of a detractor.
        one = 200 / sums.coded.n
        found[mention] = Estimate(0.0, one, -Z95 * one, Z95 * one, 0.0)
    return found
