"""From which share on the company wants to be told of what is wrong, or contradicts itself."""

from __future__ import annotations

from difflib import get_close_matches

from dashboard.refresh.record import scales
from dashboard.settings import Settings, SettingsError
from data_checks.crossings import BY_CHECK
from data_checks.thresholds import Thresholds


def thresholds(settings: Settings) -> Thresholds:
    """Return the checks' bounds as the settings have them; refuses a tolerance of a cross-check that there is not."""
    for name in settings.tolerances:
        if name not in BY_CHECK:
            near = get_close_matches(name, BY_CHECK, 1)
            meant = f"is {near[0]} meant?" if near else f"there are {', '.join(BY_CHECK)}."
            raise SettingsError(f"The tolerances name {name!r}, which is no cross-check; {meant}")
    return Thresholds(
        set_aside_share=settings.set_aside_share,
        revenue_tolerance=settings.revenue_tolerance,
        active_months=active_months(settings),
        tolerances=settings.tolerances,
        scales=scales(settings),
    )


def active_months(settings: Settings) -> int:
    """Return for how many months a customer counts as active after paying; 1 where revenue is recurring."""
    return settings.active_months if settings.revenue_kind == "sales" else 1
