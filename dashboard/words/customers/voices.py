"""Whose score it is, as words."""

from __future__ import annotations

import math

from dashboard.data.view import View
from dashboard.measures.customers.voices import LastSaid, Modes, Parted, Silent, Voices
from dashboard.measures.registry import Measure, measure
from dashboard.measures.weighted import Weighted
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.digits import adding_up, decimals, rounded, scale, shown_difference
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted

NAME = "Whose score it is"
MEANING = (
    "The leading score of those who answered; the same weighted so that each region and segment counts as its "
    "customers do; what customers who left in the period had last said in the twelve months before, beside those who "
    "stayed, each customer once; and between which bounds the score of everybody surveyed lies, whatever the silent "
    "think. The effective number is that of as many independent answers of one weight; the design effect is how many "
    "answers go for one of them. Those who left differ from those who stayed in more than what they said."
)
GRADE = "Those who left: evidence grade D, a plain association, of unlike customers; it shows no cause."
MODES = "How answers were asked for"
MODES_MEANING = (
    "Answers of the leading measure by how they were asked for, and the score in each way; the change of the whole is "
    "parted into what the scores within each way changed and what the shift between ways did (Kitagawa)."
)
ANSWERED, WEIGHTED, STAYED, SILENT = "Those who answered", "Weighted to all customers", "Stayed", "Everybody surveyed"
MODES_ORDER = "the most common first"


def gone(view: View) -> str:
    """Return what those who left are called: 'Left in Q3 2026'."""
    return f"Left in {view.period.label}"


def title(found: Voices, settings: Settings) -> str:
    """Return the finding: 'Those who left had last scored 38.2 points below those who stayed'."""
    entry, parted = measure(found.figure.measure, settings), found.parted
    if parted is not None and _apart(parted, settings):
        apart = _size(parted, entry, settings)
        return f"Those who left had last scored {apart} those who stayed"
    of_all = found.weighted
    if of_all is None:
        return "The score is of those who answered"
    if not of_all.apart:
        return "Weighted to all customers the score stays within its interval"
    return f"Weighted to all customers the score is {_moved_by_weights(of_all, found.figure.value, entry, settings)}"


def subtitle(found: Voices, view: View, company: str, settings: Settings) -> str:
    """Return which score it is, whose, and when."""
    label = measure(found.figure.measure, settings).label
    return f"{figures.scope(view, company)} · {view.period.label} · {label}, 95\u202f% interval"


def few(found: Voices, settings: Settings) -> str:
    """Return what is said in place of scores of too few answers; nothing where there are enough."""
    if found.figure.enough:
        return ""
    answers = counted(found.figure.n, "answer", settings.locale)
    return f"{answers} here, fewer than the {settings.least_n} from which on a score is told."


def effective(found: Voices, settings: Settings) -> str:
    """Return what the answers are worth: 'effective 8,123 · design effect 1.35'.

    Of a handful of customers it may be less than one answer: their scores say nothing, however many they gave.
    """
    estimate, formats = found.figure.estimate, Formats.of(settings)
    if not estimate.effective_n > 0:
        return ""
    if estimate.effective_n < 1:
        return "worth less than one answer: too few customers gave them"
    design = formats.number(estimate.n / estimate.effective_n, 2)
    return f"effective {formats.count(estimate.effective_n)} · design effect {design}"


def groups(found: Weighted, of_those: float, entry: Measure, settings: Settings) -> str:
    """Return by what it is weighted, and where it then lies: '3.5 points lower · 30 groups by region and segment'."""
    formats = Formats.of(settings)
    silent = f", {formats.count(found.silent)} of them silent" if found.silent else ""
    told = f"{formats.count(found.cells)} groups by region and segment{silent}"
    return f"{_moved_by_weights(found, of_those, entry, settings)} · {told}" if found.apart else told


def of_them(found: LastSaid, settings: Settings) -> str:
    """Return of how many customers something is known: 'of 412 customers'."""
    return f"of {counted(found.customers, 'customer', settings.locale)}"


def beside(found: Parted, entry: Measure, settings: Settings) -> str:
    """Return how those who left stand to those who stayed: '38.2 points below those who stayed (19.1 to 57.3)'."""
    if math.isnan(found.difference.value) or min(found.gone.estimate.n, found.stayed.estimate.n) < settings.least_n:
        return ""
    formats, places = Formats.of(settings), decimals(entry)
    moved = _moved(found, entry)
    around = formats.around(moved, found.difference.low, found.difference.high, places)
    interval = f" ({around})" if around else ""
    return f"{_size(found, entry, settings)} those who stayed{interval}"


def bounds(found: Silent, settings: Settings) -> str:
    """Return between what the score of everybody lies: '−72.0 to 88.0'."""
    formats = Formats.of(settings)
    return f"{formats.number(found.bounds.low, 1)} to {formats.number(found.bounds.high, 1)}"


def silent(found: Silent, settings: Settings) -> str:
    """Return how many were silent, and what they would have to think to bring the whole to nothing."""
    formats, tipping = Formats.of(settings), found.bounds.tipping_point
    told = f"{formats.percent(found.rate)} of {counted(found.delivered, 'survey', settings.locale)} answered"
    if not abs(tipping) <= 100:
        return f"{told}; no score of the silent brings it to 0"
    return f"{told}; the silent at {formats.number(tipping, 1)} bring it to 0"


def modes_title(found: Modes, entry: Measure, settings: Settings) -> str:
    """Return the finding: 'The shift between ways of asking makes −2.9 of the −3.2 points of change'."""
    if found.split is None or math.isnan(found.split.change):
        return MODES
    formats, places = Formats.of(settings), decimals(entry)
    change, mix = _split(found, entry)
    moved = formats.number(change, places, signed=True)
    return (
        f"The shift between ways of asking makes {formats.number(mix, places, signed=True)} of {moved} points of change"
    )


def _split(found: Modes, entry: Measure) -> tuple[float, float]:
    """Return the change as it is shown, and of it what the shift did, so that both parts make it."""
    if found.split is None:
        return math.nan, math.nan
    places, unit = decimals(entry), scale(entry)
    change = shown_difference(found.split.after * unit, found.split.before * unit, places)
    _, mix = adding_up((found.split.rate * unit, found.split.mix * unit), places, whole=change)
    return change, mix


def score(value: float, entry: Measure, settings: Settings) -> str:
    """Return a score; an en dash where there is none."""
    return NOTHING if math.isnan(value) else Formats.of(settings).value(entry, value)


def _moved_by_weights(found: Weighted, of_those: float, entry: Measure, settings: Settings) -> str:
    size = Formats.of(settings).change(entry, found.estimate.value, of_those)
    return f"{size} {'lower' if found.estimate.value < of_those else 'higher'}"


def _apart(found: Parted, settings: Settings) -> bool:
    enough = min(found.gone.estimate.n, found.stayed.estimate.n) >= settings.least_n
    return enough and (found.difference.low > 0 or found.difference.high < 0)


def _moved(found: Parted, entry: Measure) -> float:
    return shown_difference(found.gone.estimate.value, found.stayed.estimate.value, decimals(entry))


def _size(found: Parted, entry: Measure, settings: Settings) -> str:
    moved = _moved(found, entry)
    size = Formats.of(settings).points(abs(rounded(moved, decimals(entry))), decimals(entry))
    return f"{size} {'below' if moved < 0 else 'above'}"
