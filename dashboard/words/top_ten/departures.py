"""How themes left the list, in words."""

from __future__ import annotations

import math

from dashboard.measures.themes.departures import Departure, Departures, How
from dashboard.measures.themes.verification import Reason, Verification
from dashboard.periods import month_label
from dashboard.settings import Settings
from dashboard.words import formats
from dashboard.words.plain import counted, in_letters

_HOW: dict[How, str] = {"fixed": "fixed and verified", "fell": "fell by ranking", "not_evaluable": "not evaluable"}

_WHY: dict[Reason, str] = {
    "no_more_than_others": "It fell, but no more than the other themes did.",
    "no_action": "No corrective action is recorded: other themes cost more by then.",
    "action_open": "Its corrective action is not done: other themes cost more by then.",
    "no_baseline": "Its corrective action began before there was a window to compare with.",
    "rules_unknown": "By which rules its mentions were found is not recorded.",
    "asked_otherwise": "Answers were asked for in other ways than before.",
    "commented_otherwise": "Another share of the answers is commented than before.",
    "too_few": "Too few answers name it to tell its cost.",
    "stages_unknown": "What was done about it is not known here.",
}

_TIMES = ("", "", "second", "third", "fourth", "fifth", "sixth")


def departures_title(found: Departures) -> str:
    """Return how many themes left, and how; those that are back on it are counted apart.

    'Off the list: one fixed and verified, two fell by ranking; one more left and came back'.
    """
    parts = [
        f"{in_letters(number)} {text}"
        for how, text in _HOW.items()
        if (number := sum(one.how == how and one.back is None for one in found.themes))
    ]
    back = sum(one.back is not None for one in found.themes)
    returned = [f"{in_letters(back)}{' more' if parts else ''} left and came back"] if back else []
    return f"Off the list: {'; '.join([', '.join(parts)] * bool(parts) + returned)}"


def how_it_left(departure: Departure) -> str:
    """Return how a theme left the list: 'fixed and verified', 'fell by ranking', 'not evaluable'."""
    return _HOW[departure.how]


def left_when(departure: Departure, settings: Settings) -> str:
    """Return when a theme left, and how long it had been on the list: 'Aug 2026, after 14 months'."""
    stayed = counted(departure.left - departure.entered, "month", settings.locale)
    return f"{month_label(departure.left, settings.locale)}, after {stayed}"


def listings_so_far(departure: Departure, settings: Settings) -> str:
    """Return whether it had been on the list before, and whether it has come back."""
    parts = []
    if departure.times > 1:
        parts.append(
            f"{_TIMES[departure.times] if departure.times < len(_TIMES) else f'{departure.times}th'} time on the list"
        )
    if departure.back is not None:
        parts.append(f"back on the list since {month_label(departure.back, settings.locale)}")
    return "; ".join(parts)


def verification_result(verified: Verification, settings: Settings) -> str:
    """Return what it cost before and after: '1.5 → 0.3 points'; nothing where that was not compared."""
    if verified.fall is None or not (math.isfinite(verified.before) and math.isfinite(verified.after)):
        return ""
    before, after = (formats.number(value, 1, settings.locale) for value in (verified.before, verified.after))
    return f"{before} → {after} points"


def verification_interval(verified: Verification, settings: Settings) -> str:
    """Return the fall with its interval, and the least that would have been seen: 'down 1.2 (0.1 to 2.2) …'."""
    if verified.fall is None:
        return ""
    down = verified.fall.value >= 0
    size, low, high, least = (
        formats.number(value, 1, settings.locale)
        for value in (
            abs(verified.fall.value),
            verified.fall.low if down else -verified.fall.high,
            verified.fall.high if down else -verified.fall.low,
            verified.smallest,
        )
    )
    text = f"{'down' if down else 'up'} {size} ({low} to {high})"
    return text if verified.reason == "passed" else f"{text}; a fall of {least} would have been seen"


def verification_reason(verified: Verification, settings: Settings) -> str:
    """Return why a theme counts as it does, in a sentence."""
    if verified.reason == "rules_changed":
        before, after = (version or "none recorded" for version in verified.versions)
        return f"Its mentions are found by other rules now: {after}, before {before}."
    if verified.reason == "not_due" and verified.test is not None:
        return f"Its test is due when {month_label(verified.test[1], settings.locale)} is complete."
    if verified.baseline is None or verified.test is None or verified.reason not in ("passed", "no_fall"):
        return _WHY.get(verified.reason, "")
    baseline, after = (formats.months(*window, settings.locale) for window in (verified.baseline, verified.test))
    compared = f"{after} against {baseline}"
    if verified.reason == "no_fall":
        return f"Its corrective action shows no effect: {compared}."
    return f"{compared}; the median of the other themes {_others(verified.others, settings)}."


def _others(fall: float, settings: Settings) -> str:
    """Return what the other themes did meanwhile, in the middle."""
    size = formats.number(abs(fall), 1, settings.locale)
    if size == formats.number(0, 1, settings.locale):
        return "did not move"
    return f"{'fell' if fall > 0 else 'rose'} by {size}"
