"""What really changed, as sentences: what, how much, how sure, since when, where, and which theme with it."""

from __future__ import annotations

import math

from dashboard.blocks import Sentence
from dashboard.data.view import View
from dashboard.measures.changes.composition import Composition
from dashboard.measures.changes.news import Change, News
from dashboard.measures.changes.where import Where
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.measures.themes.changes import ThemeChange
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.comparison import compared_with
from dashboard.words.digits import decimals, rounded, scale, shown_change
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, in_brackets, listed
from dashboard.words.verdicts import NO_CLEAR_CHANGE, usual_range

NOTHING_TO_COMPARE = "Nothing to compare with: the data do not reach back so far"

COMMON_PARTS = "On the common parts"
"""What the change is called of those parts that both periods have, or have alike."""

_WITHIN = {"region": "regions", "segment": "segments", "department": "departments", "mode": "modes"}


def news_sentence(change: Change, settings: Settings) -> Sentence:
    """Return what changed: 'Net promoter score rose 3.8 points' and ' (1.9 to 5.7) to 34.2, since Mar 2026, …'."""
    figure, entry = change.figure, measure(change.figure.measure, settings)
    if figure.difference is None:
        raise ValueError(f"{entry.label} has nothing to be compared with, so it can't be news")
    if change.composition is not None:
        return _on_common_parts(change, change.composition, entry, settings)
    parts = [
        f"{figures.change_interval(figure, settings)} to {figures.value(figure, settings)}",
        _usual(figure, entry, settings),
        f", since {Formats.of(settings).month(change.since)}" if change.since is not None else "",
        _where(change.where, figure.difference.value > 0),
        _theme(change.theme, settings),
    ]
    return Sentence(_moved(figure, settings), "".join(parts) + ".")


def moved_alone(figure: Figure, settings: Settings) -> str:
    """Return a change without what stands beside it: 'Revenue rose 2.1 %, less than usual'."""
    return _moved(figure, settings) + _less(figure)


def _moved(figure: Figure, settings: Settings) -> str:
    """Return what a figure did: 'Net promoter score rose 3.8 points'."""
    rose = figure.difference is not None and figure.difference.value > 0
    label = figures.named(measure(figure.measure, settings))
    return f"{label} {'rose' if rose else 'fell'} {figures.change(figure, settings)}"


def _on_common_parts(change: Change, found: Composition, entry: Measure, settings: Settings) -> Sentence:
    """Return what the parts did that both periods have, and then the whole: who was counted is not the same."""
    whole = _moved(change.figure, settings).removeprefix(figures.named(entry)).strip()
    place = _where(change.where, change.figure.verdict.change > 0)
    return Sentence(
        f"{figures.named(entry)} {_did(found, entry, settings)} {_among(found)}",
        f"{in_brackets(_interval(found, entry, settings))}{place}; as a whole it {whole}, while "
        f"{_shares(found, entry, settings)}.",
    )


def beside_the_whole(found: Composition, rose: bool) -> str:
    """Return beside the change of the whole what the common parts did: 'rose as well with the same weights for its …'.

    Their number is left to the sentence and the evidence: one number leads.
    """
    if found.beyond_chance:
        as_well = " as well" if (found.change > 0) == rose else ""
        return f"{'rose' if found.change > 0 else 'fell'}{as_well} {_among(found)}"
    return f"{NO_CLEAR_CHANGE if math.isfinite(found.low) else 'not to be judged'} {_among(found)}"


def common_parts(found: Composition, entry: Measure, settings: Settings) -> str:
    """Return both values on the common parts, with the interval of their change, and whose share is another now."""
    now, before = (Formats.of(settings).value(entry, value) for value in (found.now, found.before))
    between = _interval(found, entry, settings)
    interval = f", the change {between}" if between else ""
    return f"{now} from {before} {_among(found)}{interval}; {_shares(found, entry, settings)}"


def _did(found: Composition, entry: Measure, settings: Settings) -> str:
    formats = Formats.of(settings)
    if found.beyond_chance:
        return f"{'rose' if found.change > 0 else 'fell'} {formats.change(entry, found.now, found.before)}"
    if math.isfinite(found.low):
        return "shows no clear change"
    return f"is {formats.value(entry, found.now)} from {formats.value(entry, found.before)}"


def _among(found: Composition) -> str:
    parts = _WITHIN.get(found.way, "parts")
    return f"with the same weights for its {parts}" if found.how == "shifted" else f"in the {parts} of both periods"


def _interval(found: Composition, entry: Measure, settings: Settings) -> str:
    if entry.relative:
        return ""
    low, high = (edge * scale(entry) for edge in (found.low, found.high))
    return Formats.of(settings).around(shown_change(entry, found.now, found.before), low, high, decimals(entry))


def _shares(found: Composition, entry: Measure, settings: Settings) -> str:
    now, before = (Formats.of(settings).percent(share, 0) for share in (found.share_now, found.share_before))
    return f"{place_name(found.labels)} made up {before} of the {entry.counted or 'whole'} and now {now}"


def nothing_changed(news: News, view: View, settings: Settings) -> str:
    """Return what is said where there is no news."""
    if view.against is None:
        return f"{NOTHING_TO_COMPARE}."
    if not news.judged:
        return f"No measure can be judged against {compared_with(view)}: {_why_none(news)}."
    together = " judged together" if news.judged > 1 else ""
    # What is too small to be worth saying is beyond noise all the same.
    nothing = "No clear change" if news.small else "Nothing beyond noise"
    judged = counted(news.judged, "measure", settings.locale)
    return f"{nothing} among {judged}{together}, against {compared_with(view)}."


def news_notes(news: News, settings: Settings) -> list[str]:
    """Return what must be said beside news and silence alike: what is clear as well, and what is hidden."""
    notes = []
    if news.further:
        further = listed([_moved(figure, settings) for figure in news.further])
        notes.append(f"Clear as well: {further}.")
    if news.hidden:
        hidden = listed([measure(figure.measure, settings).label for figure in news.hidden])
        notes.append(f"Not judged, because the numbers are withheld: {hidden}.")
    return notes


def _why_none(news: News) -> str:
    few = "too few answers or months"
    return f"the numbers are withheld, or there are {few}" if news.hidden else few


def place_name(labels: tuple[str, ...]) -> str:
    """Return a place as it is read: 'DACH', 'DACH Mid-market'."""
    return " ".join(labels)


def _usual(figure: Figure, entry: Measure, settings: Settings) -> str:
    """Return the range in which the change usually lies, for what is judged by it."""
    usual = usual_range(figure, entry, settings)
    return f"{_less(figure)}, usually {usual}" if usual else _less(figure)


def _less(figure: Figure) -> str:
    return ", less than usual" if figure.verdict.word == "unusual" else ""


def _where(found: Where, rose: bool) -> str:
    """Return where it comes from, and who went the other way: an average hides its parts."""
    text = ""
    if found.place is not None and found.place.only:
        text = f", only in {place_name(found.place.labels)}; elsewhere {NO_CLEAR_CHANGE}"
    elif found.place is not None:
        text = f", mostly in {place_name(found.place.labels)}"
    return f"{text}; {listed(found.against)} {'fell' if rose else 'rose'}" if found.against else text


def _theme(found: ThemeChange | None, settings: Settings) -> str:
    if found is None:
        return ""
    formats, moved = Formats.of(settings), found.difference
    size, between = formats.points(abs(moved.value)), formats.around(rounded(moved.value, 1), moved.low, moved.high, 1)
    less = "less" if moved.value < 0 else "more"
    return f"; {size} {less} lost where “{found.name}” is named{in_brackets(between)}"
