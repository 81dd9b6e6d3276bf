"""The Top Ten as words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from dashboard.measures.themes.theme import Identity, Owner, Part, Tasks, Theme, ThemeView, TopTen
from dashboard.periods import month_label, month_of
from dashboard.settings import Settings
from dashboard.words import formats
from dashboard.words.plain import counted, in_letters, listed

_DAYS_A_MONTH = 30.4375

POINTS_LOST = (
    "Points lost to a theme are the effect of naming it, other themes held equal, times the share of the answers read "
    "that name it. They come from a least-squares fit on the answers that were read for themes, so that what is lost, "
    "gained and left unsaid adds up to the score. It is what goes along with a mention, no proof of a cause."
)
"""What points lost are, for whoever asks how they are known."""

ACROSS = "across lines of business"
ALONE = "one line of business"
"""Who answers for a theme: several lines of business together, or one."""

STAGES = {
    "identified": "Identified",
    "contained": "Contained",
    "root_cause": "Root cause",
    "corrective_action": "Corrective action",
    "verification": "Verification",
    "closed": "Closed",
}
"""The stages of a theme in their order, as they are read."""

NO_STAGE = "no stage given"
NOT_YET = "not yet"

METRICS = {"nps": "NPS", "csat": "CSAT", "ces": "ease (CES)"}
"""Metric → how a sentence names its score."""


def top_ten_title(themes: TopTen, settings: Settings) -> str:
    """Return the finding of the Top Ten: what they cost together, and how many nobody owns alone."""
    if not themes.standing.shown:
        return f"Top Ten: {themes.standing.state.replace('_', ' ')}"
    if not themes.ten:
        ranked = themes.others or themes.delights
        return "Top Ten: no theme costs the score points" if ranked else "Top Ten: too few mentions to rank any theme"
    lost = formats.number(sum(theme.points for theme in themes.ten), 1, settings.locale)
    shared = sum(theme.owner is not None and theme.owner.cross_lob for theme in themes.ten)
    these = "this theme costs" if len(themes.ten) == 1 else f"these {in_letters(len(themes.ten))} themes cost"
    if not any(theme.low > 0 for theme in themes.ten):
        return f"Top Ten: what {these} cannot be told from 0"
    title = f"Top Ten: {these} {lost} points of {METRICS[themes.metric]}"
    return title + (
        f"; {in_letters(shared)} belong{'s' if shared == 1 else ''} to no single line of business" if shared else ""
    )


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
    named = f"{counted(len(themes.pooled), 'theme', settings.locale)} named" if themes.pooled else "no theme named"
    return (
        f"{named[0].upper()}{named[1:]} in {counted(themes.coded, 'answer', settings.locale)} read, none of them "
        f"{settings.least_n} times or more, which is the least to be ranked."
    )


def window(themes: TopTen, settings: Settings) -> str:
    """Return the months that the Top Ten stand on: 'Jul 2026 to Sep 2026'."""
    return formats.months(themes.first, themes.last, settings.locale)


class AccountPart(NamedTuple):
    """A part of the account; ``total`` is what the others add up to."""

    value: str
    label: str
    total: bool = False


def account(identity: Identity, metric: str, settings: Settings) -> list[AccountPart]:
    """Return the parts that add up to the score, in the order in which they are added."""
    parts = [
        (identity.start, "expected where no theme is named", False),
        (-identity.ten, "the listed themes", True),
        (-identity.others, "the other themes that cost points", True),
        (identity.gained, "themes that add points", True),
        (identity.pooled, "themes with too few mentions", True),
        (identity.said_nothing, "answers that named nothing to read", True),
    ]
    rows = [
        AccountPart(formats.number(value, 1, settings.locale, signed=signed), label)
        for value, label, signed in parts
        if value
    ]
    score = formats.number(identity.score, 1, settings.locale)
    return [*rows, AccountPart(score, f"{METRICS[metric]} of this window", total=True)]


def theme_caveats(themes: TopTen, settings: Settings) -> list[str]:
    """Return what must be known to read the Top Ten rightly."""
    caveats = [
        "Points lost are what a mention goes along with, other themes held equal, times its share of the answers read: "
        "an association, no proof of a cause."
    ]
    if doubtful := [f"“{theme.name}”" for theme in themes.ten if theme.low <= 0]:
        caveats.append(f"The cost of {listed(doubtful)} cannot be told from 0, which its interval holds.")
    if themes.design_factor > 1:
        widened = formats.number(math.sqrt(themes.design_factor), 2, settings.locale)
        caveats.append(
            f"Intervals are {widened} times as wide as for answers of different customers, for repeated ones."
        )
    if not themes.signed:
        caveats.append("Praise and complaint about a theme are not told apart.")
    return caveats


def points_lost(points: float, settings: Settings) -> str:
    """Return points lost with their sign: '−3.1'."""
    return formats.number(-points, 1, settings.locale)


def theme_detail(theme: Theme, settings: Settings) -> str:
    """Return a theme in a line: what it costs, its interval, mentions and owner."""
    owner = owner_name(theme.owner)
    mentions = counted(theme.mentions, "mention", settings.locale)
    return f"{theme.name}: {interval_of(theme, settings)} points lost, {mentions}, {owner}"


def owner_name(owner: Owner | None) -> str:
    """Return who answers for a theme: a department, or several together."""
    return "nobody owns it" if owner is None else ACROSS if owner.cross_lob else owner.name


def interval_of(theme: Theme, settings: Settings) -> str:
    """Return the interval of what a theme costs: '1.8 to 3.7'; nothing where that is not known."""
    if not math.isfinite(theme.points):
        return ""
    low, high = (formats.number(edge, 1, settings.locale) for edge in (theme.low, theme.high))
    return f"{low} to {high}"


def rank_range(theme: Theme) -> str:
    """Return the interval of a rank: 'rank 1 to 3'."""
    if theme.rank_low is None or theme.rank_high is None:
        return ""
    return (
        f"rank {theme.rank_low}" if theme.rank_low == theme.rank_high else f"rank {theme.rank_low} to {theme.rank_high}"
    )


def rank_moved(theme: Theme) -> str:
    """Return how a rank moved since the window before: '▲2', '▼1', 'new'."""
    if theme.rank is None:
        return ""
    if theme.previous_rank is None:
        return "new"
    up = theme.previous_rank - theme.rank
    return f"▲{up}" if up > 0 else f"▼{-up}" if up < 0 else ""


def contributors(owner: Owner) -> str:
    """Return who contributes to a cross-LOB theme, and its sponsor."""
    names = [
        name + (f" {share * 100:.0f}{formats.THIN}%" if share is not None else "") for name, share in owner.contributors
    ]
    parts = ["with " + listed(names)] if names else []
    parts += [f"sponsor {owner.sponsor}"] if owner.sponsor else ["no sponsor"] if owner.cross_lob else []
    return "; ".join(parts)


def tasks(found: Tasks | None) -> str:
    """Return the tasks behind a theme: '3 open, 1 of them overdue; 4 done'."""
    if found is None or not (found.open or found.done):
        return "no tasks"
    late = f", {found.overdue} overdue" if found.overdue else ""
    return f"{found.open} open{late}; {found.done} done"


def time_on_list(theme: Theme, first_list: int, locale: str) -> str:
    """Return how long a theme has been on the list; since the first list that the data allow: at least so long."""
    if theme.days_on_list is None or theme.listed_since is None:
        return ""
    if theme.days_on_list == 0:
        return "since this window"
    months = counted(round(theme.days_on_list / _DAYS_A_MONTH), "month", locale)
    return f"{months}{' or more' if theme.listed_since <= first_list else ''}"


def points_are(theme: Theme) -> str:
    """Return what a theme's points are: lost, or among the delights added."""
    return "points added" if theme.rank is None and theme.points > 0 else "points lost"


def trend_since(themes: TopTen, settings: Settings) -> str:
    """Return since when the trends run: 'since Dec 2024'; nothing where there is one window alone."""
    return f"since {month_label(themes.windows[0][1], settings.locale)}" if len(themes.windows) > 1 else ""


def doubt(theme: Theme) -> str:
    """Say of a theme whose cost cannot be told from none that it is so."""
    return "cannot be told from 0" if theme.low <= 0 else ""


def stage_note(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say of a theme that was closed since, and is on the list of these months, that it was."""
    closed = _closed(theme)
    if closed is None or month_of(closed) < themes.first:
        return ""
    within = "within" if month_of(closed) <= themes.last else "after"
    return f"closed on {formats.day(closed, settings.locale)}, {within} these months"


def stage_remark(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say of a theme that was closed before these months, and is on their list all the same, what it costs."""
    closed = _closed(theme)
    if closed is None or month_of(closed) >= themes.first:
        return ""
    since = f"closed on {formats.day(closed, settings.locale)}"
    if doubt(theme):
        return f"{since}; what it costs {doubt(theme)}"
    rise = (theme.previous_rank or 0) - (theme.rank or 0)
    rising = f" and moved up {counted(rise, 'rank', settings.locale)}" if rise > 0 else ""
    return f"{since}, yet it costs {formats.number(theme.points, 1, settings.locale)} points{rising}"


def _closed(theme: Theme) -> date | None:
    """Return the day on which a theme of the list was closed, where that is its stage."""
    return dict(theme.stages).get("closed") if theme.stage == "closed" and theme.rank is not None else None


def theme_name(theme: Theme) -> str:
    """Return a theme's name, marked where it is praise that is counted."""
    return f"{theme.name} (praised)" if theme.mention.startswith("+") else theme.name


def theme_trend(theme: Theme, settings: Settings) -> str:
    """Return a theme's trend for those who do not see it."""
    known = [formats.number(points, 1, settings.locale) for points in theme.trend if math.isfinite(points)]
    return (
        f"Points lost to {theme.name}, window by window: {', '.join(known)}" if known else f"{theme.name}: no trend yet"
    )


def theme_title(view: ThemeView, themes: TopTen, settings: Settings) -> str:
    """Return the finding of a theme's own trend, in the window that closes with the period."""
    theme = view.theme
    if not math.isfinite(theme.points):
        return f"What “{theme.name}” costs is not known: {too_few(theme, themes, settings)}"
    cost = "adds" if theme.rank is None and theme.mention.startswith("+") else "costs"
    points = f"{formats.number(theme.points, 1, settings.locale)} points ({interval_of(theme, settings)})"
    if doubt(theme):
        return f"What “{theme.name}” {cost} in {window(themes, settings)} {doubt(theme)}: {points}"
    return f"“{theme.name}” {cost} {points} in {window(themes, settings)}"


def too_few(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say why a theme is not ranked: '12 mentions in Jul 2026 to Sep 2026, and 30 are the least to be ranked'."""
    mentions = f"{counted(theme.mentions, 'mention', settings.locale)} in {window(themes, settings)}"
    if theme.mentions >= settings.least_n:
        return f"{mentions}, none of which can be told apart from other themes"
    return f"{mentions}, and {settings.least_n} are the least to be ranked"


def no_months(view: ThemeView, settings: Settings) -> str:
    """Say why a theme's months are not drawn."""
    known = int(np.isfinite(view.trend.values).sum())
    windows = counted(len(view.trend.months), "window", settings.locale)
    return (
        f"No line is drawn: {in_letters(known) if known else 'none'} of the {windows} up to "
        f"{month_label(int(view.trend.months[-1]), settings.locale)} tells what the theme costs, for which at least "
        f"{settings.least_n} answers have to name it."
    )


def no_such_theme(name: str, themes: TopTen, shown: str | None, settings: Settings) -> str:
    """Say in Markdown that a theme that was asked for cannot be had, and which is shown in its place."""
    instead = f"“{formats.as_it_is(shown)}” is shown." if shown else "No other theme can be shown either."
    months = window(themes, settings)
    return (
        f"The theme “{formats.as_it_is(name[:60])}” is not among those that answers name in {months} under these "
        f"filters. {instead}"
    )


def parts_title(parts: Sequence[Part], kind: str) -> str:
    """Return where a theme goes along with the lowest scores; nothing is ranked on overlapping intervals."""
    known = [part for part in parts if math.isfinite(part.gap.value)]
    worst = min(known, key=lambda part: part.gap.value)
    others = [part for part in known if part is not worst]
    if others and all(worst.gap.high < part.gap.low for part in others):
        return f"By {kind}: furthest apart in {worst.label}"
    return f"By {kind}: no {kind} stands apart from all others"
