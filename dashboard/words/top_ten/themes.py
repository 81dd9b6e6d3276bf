"""The Top Ten as a whole in words: what they cost, what that stands on, and how it adds up to the score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.data.view import View
from dashboard.measures.themes.theme import Identity, Theme, TopTen
from dashboard.settings import Settings
from dashboard.words.digits import adding_up, rounded
from dashboard.words.formats import Formats
from dashboard.words.plain import capitalised, counted, in_letters, listed
from dashboard.words.top_ten.gaps import by_gap, caveat, none_ranked

POINTS_LOST = (
    "Points lost to a theme are the effect of naming it, other themes held equal, times the share of the answers read "
    "that name it. They come from a least-squares fit on the answers that were read for themes, so that what is lost, "
    "gained and left unsaid adds up to the score. It is what goes along with a mention, no proof of a cause."
)
"""What points lost are, for whoever asks how they are known."""

METRICS = {
    "nps": "NPS",
    "journey_nps": "NPS after journeys",
    "csat": "CSAT",
    "ces": "ease (CES)",
    "thumbs": "thumbs up",
}
"""Metric → how a sentence names its score."""


def points_lost_of(settings: Settings) -> str:
    """Return what is lost to themes, as the head of a column: 'NPS points lost'."""
    return f"{METRICS[settings.leading_measure]} points lost"


def top_ten_title(themes: TopTen, settings: Settings) -> str:
    """Return the finding of the Top Ten: what is lost together where they are named, as the bars' shown values make it,
    and how many nobody owns alone."""
    if not themes.standing.shown:
        return f"Top Ten: {themes.standing.state.replace('_', ' ')}"
    if not themes.ten:
        ranked = themes.others or themes.delights
        return "Top Ten: no theme goes with a loss" if ranked else f"Top Ten: {_none(themes)}"
    if themes.shape != "apart":
        return _title_by_gap(themes, settings)
    lost = Formats.of(settings).points(shown_together(themes.ten))
    shared = sum(theme.owner is not None and theme.owner.cross_lob for theme in themes.ten)
    these = "this theme is" if len(themes.ten) == 1 else f"these {in_letters(len(themes.ten))} themes are"
    if not any(theme.low > 0 for theme in themes.ten):
        return f"Top Ten: what is lost where {these} named cannot be told from 0"
    title = f"Top Ten: {lost} of {METRICS[themes.metric]} lost where {these} named"
    which = "it" if len(themes.ten) == 1 else in_letters(shared)
    return title + (f"; {which} belong{'s' if shared == 1 else ''} to no single line of business" if shared else "")


def _none(themes: TopTen) -> str:
    few = all(theme.untold in (None, "few") for theme in themes.pooled)
    return "too few mentions to rank any theme" if few else "no theme can be ranked"


def _title_by_gap(themes: TopTen, settings: Settings) -> str:
    """Return the finding where effects cannot be told apart: gaps do not add up, so that the first is told."""
    sure = [theme for theme in themes.ten if theme.low > 0]
    if not sure:
        return "Top Ten: no theme goes with a score that can be told from that of all other answers"
    gap = Formats.of(settings).points(-sure[0].effect)
    return f"Top Ten: {METRICS[themes.metric]} is {gap} lower where “{sure[0].name}” is named than elsewhere"


def delights_title(themes: TopTen) -> str:
    """Return what stands above the themes that add points; where they are told by their gap, against what."""
    if themes.shape == "apart":
        return "Delights: themes that add points"
    return "Themes whose answers score higher than all others"


def delights_told(themes: TopTen, delights: Sequence[Theme], settings: Settings) -> str:
    """Return how many themes go with a higher score; where effects add up, what they add where they are named."""
    many, s = in_letters(len(delights)), "" if len(delights) == 1 else "s"
    if themes.shape != "apart":
        return f"{capitalised(many)} theme{s} whose answers score higher than all others"
    added = Formats.of(settings).points(shown_together(delights))
    these = "this theme is" if len(delights) == 1 else f"these {many} themes are"
    return f"Delights: {added} of {METRICS[themes.metric]} added where {these} named"


def answers_read(themes: TopTen, settings: Settings) -> str:
    """Return how many answers the Top Ten stand on."""
    if not themes.standing.shown:
        return ""
    silent = counted(themes.silent, "answer", settings.locale)
    return f"{counted(themes.coded, 'answer', settings.locale)} read for themes, {silent} said nothing"


def no_themes(themes: TopTen, settings: Settings) -> str:
    """Say why there is nothing to rank."""
    if not themes.coded:
        return "No answer of this window was read for themes."
    if themes.others or themes.delights:
        return "Themes that are ranked add points, or lose none that can be told."
    return none_ranked(themes, settings)


def window(themes: TopTen, settings: Settings) -> str:
    """Return the months that the Top Ten stand on: 'Jul–Sep 2026'."""
    return Formats.of(settings).months(themes.first, themes.last)


class AccountPart(NamedTuple):
    """A part of the account; ``total`` is what the others add up to."""

    value: str
    label: str
    total: bool = False


def shown_together(ten: Iterable[Theme]) -> float:
    """Return the sum of points lost as the bars show them, so that title, bars and account agree."""
    return math.fsum(rounded(theme.points, 1) for theme in ten)


def account(themes: TopTen, identity: Identity, settings: Settings) -> list[AccountPart]:
    """Return the parts that add up to the score, in the order in which they are added; as shown they do so, too.

    What rounding leaves goes to the other themes; where that would be much of them, all parts share it, so that none is
    far from what it is.
    """
    few = all(theme.untold in (None, "few") for theme in themes.pooled)
    unranked = "too seldom to be ranked" if few else "that is not ranked"
    parts = [
        (identity.start, "expected where no theme is named", False),
        (-identity.ten, "lost where the listed themes are named", True),
        (-identity.others, "lost where other themes are named", True),
        (identity.gained, "added where themes are named that gain", True),
        (identity.pooled, f"where themes are named {unranked}", True),
        (identity.pooled_praise, f"where praise is named {unranked}", True),
        (identity.said_nothing, "answers that named nothing to read", True),
    ]
    score = rounded(identity.score, 1)
    shown = _adding_up([value for value, _, _ in parts], shown_together(themes.ten), score)
    written = Formats.of(settings).number
    rows = [
        AccountPart(written(value, 1, signed=signed), label)
        for value, (exact, label, signed) in zip(shown, parts, strict=True)
        if exact or value
    ]
    label = f"{METRICS[themes.metric]} of {window(themes, settings)}"
    return [*rows, AccountPart(written(score, 1), label, total=True)]


def account_told(parts: Sequence[AccountPart]) -> str:
    """Return the sum and what it begins with: 'NPS of Aug–Oct 2026: 32.0; 47.4 expected where no theme is named'."""
    return f"{parts[-1].label}: {parts[-1].value}; {parts[0].value} {parts[0].label}"


def _adding_up(parts: Sequence[float], ten: float, score: float) -> list[float]:
    """Return the parts as they are shown, the listed themes as their bars are; where one is not known, none adds up."""
    if not all(map(math.isfinite, (*parts, score))):
        return [-ten if at == _TEN else rounded(part, 1) for at, part in enumerate(parts)]
    rest = [at for at, part in enumerate(parts) if at == _START or (part and at != _TEN)]
    left, others = ten + parts[_TEN], rest.index(_OTHERS) if _OTHERS in rest else None
    if others is None or abs(parts[_OTHERS]) < 2 * abs(left):
        others, exact = None, [parts[at] + left / len(rest) for at in rest]
    else:
        exact = [parts[at] + left * (at == _OTHERS) for at in rest]
    found = adding_up(exact, 1, whole=score + ten, other=others)
    shown = dict(zip(rest, found, strict=True)) | {_TEN: -ten}
    return [shown.get(at, 0.0) for at in range(len(parts))]


_START, _TEN, _OTHERS = 0, 1, 2
"""Places of what is expected, of the listed themes, and of the other ones, among the parts of the account."""


def stands_on(themes: TopTen, view: View, settings: Settings) -> str:
    """Return the months that the list stands on, and where the period has others, that it has: 'Jul–Sep 2026, …'."""
    months = window(themes, settings)
    if (themes.first, themes.last) == (view.period.first, view.period.last):
        return months
    length = counted(themes.last - themes.first + 1, "month", settings.locale)
    return f"{months}: the list stands on {length} to the end of the period, not on {view.period.label}"


def widened(themes: TopTen, settings: Settings) -> str:
    """Return how the intervals honour customers who answered more than once."""
    if not themes.factors:
        return (
            "Not accounted for: it is not known how far answers of one customer hang together, so that intervals may "
            "be too narrow."
        )
    shown = [themes.factors.get(theme.mention, 1.0) for theme in (*themes.ten, *themes.others, *themes.delights)]
    most = Formats.of(settings).number(math.sqrt(max(shown, default=1.0)), 2)
    none = most == Formats.of(settings).number(1, 2)
    if themes.factors_of == "score":
        wide = "none of the intervals is wider" if none else f"every interval is {most} times as wide"
        return (
            f"Accounted for as in the score itself, of all answers that you may see: {wide}. How far answers of one "
            "customer hang together theme by theme is known for the whole company at most."
        )
    if none:
        return "Accounted for: it widens none of the intervals."
    found = "found in all regions and segments" if themes.filtered else "found"
    return (
        f"Accounted for: intervals are up to {most} times as wide, by what was {found} for each theme in this window."
    )


def theme_caveats(themes: TopTen, settings: Settings) -> list[str]:
    """Return what must be known to read the Top Ten rightly."""
    caveats = [
        "Points lost are what a mention goes along with, other themes held equal, times its share of the answers read: "
        "an association, no proof of a cause."
    ]
    if themes.shape != "apart":
        caveats = [by_gap(themes, settings), caveat(themes)]
    if doubtful := [f"“{theme.name}”" for theme in themes.ten if theme.low <= 0]:
        named = f"{listed(doubtful)} {'is' if len(doubtful) == 1 else 'are'} named"
        caveats.append(f"What is lost where {named} cannot be told from 0, which the interval holds.")
    if not themes.signed:
        caveats.append("Praise and complaint about a theme are not told apart.")
    return caveats
