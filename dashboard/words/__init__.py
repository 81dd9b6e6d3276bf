"""Results as words, computed from what they speak of: verdicts, changes, titles, alternative texts.

formats    numbers, money, dates, ages        escaping   what was typed, shown as it was typed
figures    figures as words                   trust      whether the data can be believed
plain      counts and lists in words          notices    what stands above every page
overview, top_ten, data_health, accountability           what one page alone says

Nothing here claims a cause. A sentence on something unknown says that it is not known.
Modules are imported as modules; the flat list below serves the cards, and goes with them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.words.figures import (
        alternative,
        arrow,
        caption,
        change,
        change_interval,
        comparison,
        direction,
        drawn_by_month,
        facts,
        history_counts,
        history_title,
        interval,
        is_range,
        target,
        target_alone,
        trend_title,
        value,
        verdict,
    )
    from dashboard.words.overview.news import Sentence, news_notes, news_sentence, nothing_changed, place_name
    from dashboard.words.plain import counted, days, in_letters, listed
    from dashboard.words.top_ten.departures import (
        fix_interval,
        fix_reason,
        fix_result,
        how_it_left,
        left_when,
        off_title,
        stays_so_far,
    )
    from dashboard.words.top_ten.one_theme import (
        no_months,
        no_such_theme,
        parts_title,
        theme_name,
        theme_title,
        too_few,
    )
    from dashboard.words.top_ten.owners import ACROSS, ALONE, contributors, owner_name
    from dashboard.words.top_ten.ranks import (
        doubt,
        interval_of,
        points_are,
        points_lost,
        rank_moved,
        rank_range,
        theme_detail,
        theme_trend,
        time_on_list,
        trend_since,
    )
    from dashboard.words.top_ten.stages import stage_note, stage_remark, tasks
    from dashboard.words.top_ten.themes import (
        POINTS_LOST,
        account,
        answers_read,
        no_themes,
        theme_caveats,
        top_ten_title,
        window,
    )

__all__ = [
    "ACROSS",
    "ALONE",
    "POINTS_LOST",
    "Sentence",
    "account",
    "alternative",
    "answers_read",
    "arrow",
    "caption",
    "change",
    "change_interval",
    "comparison",
    "contributors",
    "counted",
    "days",
    "direction",
    "doubt",
    "drawn_by_month",
    "facts",
    "fix_interval",
    "fix_reason",
    "fix_result",
    "history_counts",
    "history_title",
    "how_it_left",
    "in_letters",
    "interval",
    "interval_of",
    "is_range",
    "left_when",
    "listed",
    "news_notes",
    "news_sentence",
    "no_months",
    "no_such_theme",
    "no_themes",
    "nothing_changed",
    "off_title",
    "owner_name",
    "parts_title",
    "place_name",
    "points_are",
    "points_lost",
    "rank_moved",
    "rank_range",
    "stage_note",
    "stage_remark",
    "stays_so_far",
    "target",
    "target_alone",
    "tasks",
    "theme_caveats",
    "theme_detail",
    "theme_name",
    "theme_title",
    "theme_trend",
    "time_on_list",
    "too_few",
    "top_ten_title",
    "trend_since",
    "trend_title",
    "value",
    "verdict",
    "window",
]

_HOMES = (
    "figures",
    "plain",
    "overview.news",
    *(f"top_ten.{one}" for one in ("departures", "one_theme", "owners", "ranks", "stages", "themes")),
)


def __getattr__(name: str) -> Any:
    """Return what the flat list names; it is looked up when asked for, so that formats can be imported by anything."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    modules = (import_module(f"{__name__}.{home}") for home in _HOMES)
    return next(getattr(module, name) for module in modules if hasattr(module, name))
