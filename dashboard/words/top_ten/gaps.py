"""Themes whose effects cannot be told apart, and themes that are not ranked, in words: why, each cause by itself."""

from __future__ import annotations

from collections import Counter

from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.settings import Settings
from dashboard.statistics.drivers import Untold
from dashboard.words.formats import Formats
from dashboard.words.plain import capitalised, counted

POINTS_BY_GAP = (
    "Every answer read, or as good as every one, names one theme, or themes always come with the same others, so that "
    "their effects cannot be told apart. Points lost to a theme are its gap, the score of all other answers less that "
    "of the answers that name it, times the share of the answers read that name it: by how much the score would be "
    "higher if they scored as the others do. They do not add up over themes. It is what goes along with a mention, no "
    "proof of a cause."
)
"""What points lost are where effects cannot be told apart."""


def by_gap(themes: TopTen, settings: Settings) -> str:
    """Say in a sentence that effects cannot be told apart, why, and what ranks the themes; nothing where they can."""
    if themes.shape == "apart" or not themes.standing.shown:
        return ""
    ranked = bool(themes.ten or themes.others or themes.delights)
    instead = ": themes are ranked by their gap to all other answers, times the share that names them" if ranked else ""
    return f"{_why(themes, settings)}, so that effects cannot be told apart{instead}."


def _why(themes: TopTen, settings: Settings) -> str:
    if themes.shape == "alike":
        return "Most themes always come with the same others"
    if themes.one_each >= themes.coded:
        return "Every answer read names exactly one theme"
    formats = Formats.of(settings)
    return (
        f"As good as every answer read names exactly one theme, at least {formats.number(themes.one_each, 0)} of "
        f"{formats.number(themes.coded, 0)}"
    )


def caveat(themes: TopTen) -> str:
    """Return what must be known to read points that are those of the gap."""
    return "" if themes.shape == "apart" else "Points of different themes overlap, and do not add up to the score."


def why_unranked(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say why a theme is not ranked: '12 mentions in Jul–Sep 2026, and 30 are the least to be ranked'."""
    formats = Formats.of(settings)
    mentions = f"{counted(theme.mentions, 'mention', settings.locale)} in {formats.months(themes.first, themes.last)}"
    if theme.untold == "always":
        return f"{mentions}, {_always(theme, themes, settings)}"
    if theme.untold == "alike":
        return f"{mentions}, {_alike(theme, formats)}"
    return f"{mentions}, and {settings.least_n} are the least to be ranked"


def _always(theme: Theme, themes: TopTen, settings: Settings) -> str:
    others = themes.coded - theme.mentions
    if not others:
        return "every answer read: there is no other to compare with"
    return f"all but {counted(others, 'answer', settings.locale)} read: too few are left to compare with"


def _alike(theme: Theme, formats: Formats) -> str:
    if theme.always_with:
        named = formats.listed(f"“{name}”" for name in theme.always_with)
        return f"always together with {named}, from which what is lost cannot be told apart"
    return "which follow from those of other themes, from which what is lost cannot be told apart"


_CAUSES: dict[Untold, str] = {
    "few": "with too few mentions to be ranked",
    "always": "that every answer names, or as good as every one",
    "alike": "that cannot be told apart from others",
}


def unranked_title(themes: TopTen, settings: Settings) -> str:
    """Return how many themes are not ranked, and why, each cause by itself."""
    causes = Counter({(theme.theme_id, theme.untold or "few"): 1 for theme in themes.pooled})
    by_cause = Counter(cause for _, cause in causes)
    if set(by_cause) == {"few"}:
        few = counted(by_cause["few"], "theme", settings.locale)
        return f"{few} {_CAUSES['few']}, praise pooled apart from other mentions"
    parts = [
        f"{counted(by_cause[cause], 'theme', settings.locale)} {said}"
        for cause, said in _CAUSES.items()
        if by_cause[cause]
    ]
    return f"Not ranked: {'; '.join(parts)}"


def none_ranked(themes: TopTen, settings: Settings) -> str:
    """Say why no theme of those that are named is ranked."""
    named = {theme.theme_id: theme for theme in themes.pooled}
    read = f"{counted(themes.coded, 'answer', settings.locale)} read"
    if not named:
        return f"No theme named in {read}."
    if all(theme.untold in (None, "few") for theme in named.values()):
        return (
            f"{capitalised(counted(len(named), 'theme', settings.locale))} named in {read}, none of them "
            f"{settings.least_n} times or more, which is the least to be ranked."
        )
    return f"{unranked_title(themes, settings)}, in {read}."
