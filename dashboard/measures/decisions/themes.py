"""Themes that ask for a decision: on the list, and nobody answers for them; or closed, and they still cost points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.data.registers import Theme as ThemeRegister
from dashboard.data.registers import ThemeStage, read_register
from dashboard.measures.decisions.pending import Asking, Pending, counted
from dashboard.measures.themes.register import OWNERS, by_theme
from dashboard.measures.themes.theme import Owner, Theme
from dashboard.measures.themes.top_ten import top_ten

CLOSED = "closed"


def points_of(asking: Asking) -> Mapping[str, float]:
    """Return how many points each theme costs that costs any, by its id: of all regions and segments, newest."""
    return {theme.theme_id: theme.points for theme in _costing(asking)}


def themes_without_owner(asking: Asking) -> Iterator[Pending]:
    """Ask of each theme on the list for which nobody answers who is to; not where no theme's owner is known."""
    ten = {theme.theme_id for theme in _listed(asking)}
    entered = by_theme(read_register(asking.data, ThemeStage))
    for theme in _costing(asking):
        if theme.unseen & {ThemeRegister.dataset, OWNERS}:
            continue
        if theme.theme_id in ten and theme.stage != CLOSED and not _answered_for(theme.owner):
            days = [stage.entered_on for stage in entered.get(theme.theme_id, []) if stage.entered_on is not None]
            since = min((day for day in days if day <= asking.today), default=None)
            parts = theme.owner.contributors if theme.owner is not None else ()
            of_whom = ", ".join(name for name, _ in parts) or None
            yield Pending(
                "theme_without_owner", f"theme:{theme.theme_id}", theme.name, of_whom, since, asking.days(since), since,
                counted("points", theme.points, theme.theme_id), len(parts),
            )  # fmt: skip


def closed_themes_that_cost(asking: Asking) -> Iterator[Pending]:
    """Ask of each theme that was closed and costs points beyond doubt whether it is opened again."""
    for theme in _costing(asking):
        if theme.stage == CLOSED and theme.low > 0:
            closed = dict(theme.stages)[CLOSED]
            yield Pending(
                "theme_still_costs", f"theme:{theme.theme_id}", theme.name, _who(theme.owner), closed,
                asking.days(closed), closed, counted("points", theme.points, theme.theme_id),
            )  # fmt: skip


def _listed(asking: Asking) -> tuple[Theme, ...]:
    return top_ten(asking.data, asking.view, asking.settings, trends=False).ten


def _costing(asking: Asking) -> tuple[Theme, ...]:
    found = top_ten(asking.data, asking.view, asking.settings, trends=False)
    return (*found.ten, *found.others)


def _answered_for(owner: Owner | None) -> bool:
    """Whether one line of business owns a theme, or a sponsor stands for all that share it."""
    return owner is not None and bool(owner.name if not owner.cross_lob else owner.sponsor)


def _who(owner: Owner | None) -> str | None:
    return None if owner is None else (owner.sponsor if owner.cross_lob else owner.name) or None
