"""One theme, all of it, in words: its name, what it costs, its months, and where it goes along with low scores."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dashboard.measures.themes.register import theme_of
from dashboard.measures.themes.theme import Part, Theme, ThemeView, TopTen
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.words.formats import Formats
from dashboard.words.plain import capitalised, counted, in_brackets, in_letters
from dashboard.words.top_ten.gaps import why_unranked
from dashboard.words.top_ten.ranks import doubt, interval_of, points_are, rank_range
from dashboard.words.top_ten.stages import tasks
from dashboard.words.top_ten.themes import window
from dashboard.words.trust import touches

RESTATING, SIGNS = "theme_pairs.extract.restating", "theme_pairs.extract.signs"
"""The checks that find a theme, or the signs of mentions, to say again what the score says."""


def theme_name(theme: Theme) -> str:
    """Return a theme's name, marked where it is praise that is counted."""
    return f"{theme.name} (praised)" if theme.mention.startswith("+") else theme.name


def theme_title(view: ThemeView, themes: TopTen, settings: Settings) -> str:
    """Return the finding of a theme's own trend, in the window that closes with the period."""
    theme = view.theme
    if not math.isfinite(theme.points):
        return f"What is lost where “{theme.name}” is named is not known: {why_unranked(theme, themes, settings)}"
    moved = points_are(theme).removeprefix("points ")
    points = f"{Formats.of(settings).points(theme.points)}{in_brackets(interval_of(theme, settings))}"
    if doubt(theme):
        return (
            f"“{theme.name}”: what is {moved} where it is named {doubt(theme)} in {window(themes, settings)}: {points}"
        )
    return f"“{theme.name}”: {points} {moved} where it is named, in {window(themes, settings)}"


def card_told(theme: Theme, settings: Settings) -> str:
    """Return how a theme stands: '“Late invoice”: 3 open, 1 overdue; 4 done', with its rank where it has one."""
    rank = rank_range(theme) if theme.rank else ""
    parts = (rank, tasks(theme))
    named = counted(theme.mentions, "mention", settings.locale)
    return f"“{theme.name}”: {', '.join(filter(None, (named, *parts)))}"


def restates(theme: Theme, themes: TopTen, manifest: Manifest) -> tuple[str, ...]:
    """Say, as the checks found it, that a theme restates the score, or that praise and complaint follow from it."""
    said = []
    for finding in manifest.failed():
        metric, _, mention = (finding.scope or "").partition(" ")
        if metric == themes.metric and touches(finding, (themes.first, themes.last)):
            sentence = capitalised(finding.sentence.removeprefix(f"{finding.subject}: "))
            if finding.check == RESTATING and theme_of(mention) == theme.theme_id:
                said.append(f"{sentence} What goes along with it is the score itself, no reason for it.")
            elif finding.check == SIGNS and themes.signed:
                said.append(sentence)
    return tuple(said)


def no_months(view: ThemeView, settings: Settings) -> str:
    """Say why a theme's months are not drawn."""
    known = int(np.isfinite(view.trend.values).sum())
    windows = counted(len(view.trend.months), "window", settings.locale)
    return (
        f"No line is drawn: {in_letters(known) if known else 'none'} of the {windows} up to "
        f"{Formats.of(settings).month(int(view.trend.months[-1]))} tells what is lost where it is named, "
        f"for which at least {settings.least_n} answers have to name it."
    )


def no_such_theme(name: str, themes: TopTen, shown: str | None, settings: Settings) -> str:
    """Say that a theme that was asked for cannot be had, and which is shown in its place."""
    instead = f"“{shown}” is shown." if shown else "No other theme can be shown either."
    months = window(themes, settings)
    return f"The theme “{name[:60]}” is not among those that answers name in {months} under these filters. {instead}"


def parts_title(parts: Sequence[Part], kind: str) -> str:
    """Return where a theme goes along with the lowest scores; nothing is ranked on overlapping intervals."""
    known = [part for part in parts if math.isfinite(part.gap.value)]
    worst = min(known, key=lambda part: part.gap.value)
    others = [part for part in known if part is not worst]
    if others and all(worst.gap.high < part.gap.low for part in others):
        return f"By {kind}: furthest apart in {worst.label}"
    return f"By {kind}: no {kind} stands apart from all others"
