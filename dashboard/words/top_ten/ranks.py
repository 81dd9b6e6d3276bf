"""What a theme costs and where it ranks, in words: points with their interval, rank, movement, time on the list."""

from __future__ import annotations

import math

from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.settings import Settings
from dashboard.words.digits import rounded
from dashboard.words.formats import Formats
from dashboard.words.plain import counted
from dashboard.words.top_ten.owners import owner_name

_DAYS_A_MONTH = 30.4375


def points_lost(points: float, settings: Settings) -> str:
    """Return points lost, as long as the bar that shows them: '3.1'; less than none where points are added."""
    return Formats.of(settings).number(points, 1)


def points_are(theme: Theme) -> str:
    """Return what a theme's points are: lost, or among the delights added."""
    return "points added" if theme.rank is None and theme.points > 0 else "points lost"


def interval_of(theme: Theme, settings: Settings) -> str:
    """Return the interval of what a theme costs: '1.8 to 3.7', '−0.6 to +6.0'; nothing where that is not known."""
    return Formats.of(settings).around(rounded(theme.points, 1), theme.low, theme.high, 1)


def doubt(theme: Theme) -> str:
    """Say of a theme whose cost cannot be told from none that it is so."""
    return "cannot be told from 0" if theme.low <= 0 else ""


def gap_of(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Return a theme's gap where points are told by it: 'NPS −25 against all others'; nothing where they are not."""
    if themes.shape == "apart" or not math.isfinite(theme.effect):
        return ""
    return f"{Formats.of(settings).number(theme.effect, 0, signed=True)} against all others"


def rank_range(theme: Theme) -> str:
    """Return the interval of a rank: 'rank 1 to 3'."""
    if theme.rank_low is None or theme.rank_high is None:
        return ""
    return (
        f"rank {theme.rank_low}" if theme.rank_low == theme.rank_high else f"rank {theme.rank_low} to {theme.rank_high}"
    )


def rank_moved(theme: Theme, compared: tuple[int, int] | None) -> str:
    """Return how a rank moved since the window that it is compared with: '▲2', '▼1', 'new', 'back', 'not ranked then'.

    New, or back, is by the list's own history: what came onto it since then, for the first time or once more.
    """
    if theme.rank is None or compared is None:
        return ""
    if theme.listed_since is not None and theme.listed_since > compared[1]:
        return "new" if theme.times_listed == 1 else "back"
    if theme.previous_rank is None:
        return "not ranked then"
    up = theme.previous_rank - theme.rank
    return f"▲{up}" if up > 0 else f"▼{-up}" if up < 0 else ""


def moves_since(themes: TopTen, settings: Settings) -> str:
    """Return what ranks are compared with: 'ranks moved since Jul–Sep 2025'; nothing where there is nothing."""
    return f"ranks moved since {Formats.of(settings).months(*themes.compared)}" if themes.compared else ""


def time_on_list(theme: Theme, first_list: int, locale: str) -> str:
    """Return how long a theme has been on the list; since the first list that the data allow: at least so long."""
    if theme.days_on_list is None or theme.listed_since is None:
        return ""
    if theme.days_on_list == 0:
        return "since this window"
    months = counted(round(theme.days_on_list / _DAYS_A_MONTH), "month", locale)
    return f"{months}{' or more' if theme.listed_since <= first_list else ''}"


def trend_since(themes: TopTen, settings: Settings) -> str:
    """Return since when the trends run: 'since Dec 2024'; nothing where there is one window alone."""
    return f"since {Formats.of(settings).month(themes.windows[0][1])}" if len(themes.windows) > 1 else ""


def theme_trend(theme: Theme, settings: Settings) -> str:
    """Return a theme's trend for those who do not see it."""
    known = [Formats.of(settings).number(points, 1) for points in theme.trend if math.isfinite(points)]
    whose = f"{points_are(theme).capitalize()} {'by' if points_are(theme) == 'points added' else 'to'} {theme.name}"
    return f"{whose}, window by window: {', '.join(known)}" if known else f"{theme.name}: no trend yet"


def theme_detail(theme: Theme, settings: Settings) -> str:
    """Return a theme in a line: what it costs, its interval, mentions and owner."""
    mentions = counted(theme.mentions, "mention", settings.locale)
    told = (f"{interval_of(theme, settings)} points lost", mentions, owner_name(theme))
    return f"{theme.name}: {', '.join(filter(None, told))}"
