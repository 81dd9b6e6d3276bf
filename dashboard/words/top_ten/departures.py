"""How themes left the list, in words."""

from __future__ import annotations

import math

from dashboard.blocks.small import Tone
from dashboard.measures.themes.departures import Departure, Departures, How
from dashboard.measures.themes.verification import Reason, Verification
from dashboard.settings import Settings
from dashboard.words.digits import shown_difference
from dashboard.words.figures import UNCHANGED
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, in_brackets, in_letters

_HOW: dict[How, str] = {"fixed": "fixed and verified", "fell": "fell by ranking", "not_evaluable": "not evaluable"}

_WHY: dict[Reason, str] = {
    "no_more_than_others": "It fell, but no more than the other themes did.",
    "no_action": "No corrective action is recorded: more is lost where other themes are named by then.",
    "action_open": "Its corrective action is not done: more is lost where other themes are named by then.",
    "no_baseline": "Its corrective action began before there was a window to compare with.",
    "rules_unknown": "By which rules its mentions were found is not recorded.",
    "asked_otherwise": "Answers were asked for in other ways than before.",
    "commented_otherwise": "Another share of the answers is commented than before.",
    "too_few": "Too few answers name it to tell what is lost.",
    "not_apart": "What is lost where it is named cannot be told apart from other themes.",
    "stages_unknown": "What was done about it is not known here.",
}

_TONES: dict[How, Tone] = {"fixed": "good", "fell": "", "not_evaluable": "warn"}

_TIMES = ("", "", "second", "third", "fourth", "fifth", "sixth")


def title(found: Departures) -> str:
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


def how_tone(departure: Departure) -> Tone:
    """Return the status of how a theme left: only what was fixed is good."""
    return _TONES[departure.how]


def left_when(departure: Departure, settings: Settings) -> str:
    """Return when a theme left, and how long it had been on the list: 'Aug 2026, after 14 months'."""
    stayed = counted(departure.left - departure.entered, "month", settings.locale)
    return f"{Formats.of(settings).month(departure.left)}, after {stayed}"


def listings_so_far(departure: Departure, settings: Settings) -> str:
    """Return whether it had been on the list before, and whether it has come back."""
    parts = []
    if departure.times > 1:
        parts.append(
            f"{_TIMES[departure.times] if departure.times < len(_TIMES) else f'{departure.times}th'} time on the list"
        )
    if departure.back is not None:
        parts.append(f"back on the list since {Formats.of(settings).month(departure.back)}")
    return "; ".join(parts)


def result(test: Verification, settings: Settings) -> str:
    """Return what it cost before and after: '1.5 → 0.3 points'; nothing where that was not compared."""
    if test.fall is None or not (math.isfinite(test.before) and math.isfinite(test.after)):
        return ""
    before, after = (Formats.of(settings).number(value, 1) for value in (test.before, test.after))
    return f"{before} → {after} points"


def interval(test: Verification, settings: Settings) -> str:
    """Return how its cost moved, with the interval and the least fall that would have been seen: 'down 1.2 (0.1 …'."""
    if test.fall is None:
        return ""
    formats, moved = Formats.of(settings), shown_difference(test.after, test.before, 1)
    between = formats.around(moved, -test.fall.high, -test.fall.low, 1)
    size = f"{'up' if moved > 0 else 'down'} {formats.number(abs(moved), 1)}" if moved else UNCHANGED
    text = f"{size}{in_brackets(between)}"
    least = formats.number(test.smallest, 1)
    return text if test.reason == "passed" else f"{text}; a fall of {least} would likely have been seen"


def reason(test: Verification, settings: Settings) -> str:
    """Return why a theme counts as it does, in a sentence."""
    if test.reason == "rules_changed":
        before, after = (version or "none recorded" for version in test.versions)
        return f"Its mentions are found by other rules now: {after}, before {before}."
    if test.reason == "not_due" and test.test is not None:
        return f"Its test is due when {Formats.of(settings).month(test.test[1])} is complete."
    if test.baseline is None or test.test is None or test.reason not in ("passed", "no_fall"):
        return _WHY.get(test.reason, "")
    baseline, after = (Formats.of(settings).months(*window) for window in (test.baseline, test.test))
    compared = f"{after} against {baseline}"
    if test.reason == "no_fall":
        return f"Its corrective action shows no effect: {compared}."
    return f"{compared}; the median of the other themes {_others(test.others, settings)}."


def _others(fall: float, settings: Settings) -> str:
    """Return what the other themes did meanwhile, in the middle."""
    size = Formats.of(settings).number(abs(fall), 1)
    if size == Formats.of(settings).number(0, 1):
        return "did not move"
    return f"{'fell' if fall > 0 else 'rose'} by {size}"
