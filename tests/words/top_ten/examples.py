"""Themes and a Top Ten to speak of."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dashboard.data.standing import Standing
from dashboard.measures.figure import Series
from dashboard.measures.themes.theme import Identity, Owner, Theme, ThemeView, TopTen
from tests.published import LAST

NOT_KNOWN = math.nan
SUPPORT = Owner("Support", cross_lob=False)
SHARED = Owner("", cross_lob=True, contributors=(("Billing", 0.7), ("Support", 0.3)), sponsor="Ana")


def theme(name: str = "Invoices", points: float = 3.0, **changes: Any) -> Theme:
    """Return a theme that costs three points and ranks first, unless told otherwise."""
    values: dict[str, Any] = {
        "theme_id": name.lower(), "mention": name.lower(), "name": name, "definition": None, "owner": SUPPORT,
        "stage": None, "stages": (), "tasks": None, "mentions": 183.0, "points": points, "low": points - 0.8,
        "high": points + 0.8, "effect": -46.0, "rank": 1, "rank_low": 1, "rank_high": 3, "previous_rank": 2,
        "trend": np.array([2.0, NOT_KNOWN, points]), "listed_since": LAST - 2, "days_on_list": 61, "times_listed": 1,
    }  # fmt: skip
    return Theme(**values | changes)


def rare(name: str) -> Theme:
    """Return a theme with too few mentions to be ranked."""
    unknown = {"low": NOT_KNOWN, "high": NOT_KNOWN, "effect": NOT_KNOWN}
    return theme(name, NOT_KNOWN, mentions=12.0, rank=None, rank_low=None, rank_high=None, **unknown)


def points(*values: float) -> Series:
    """Return points by month up to September 2026."""
    unknown = np.full(len(values), NOT_KNOWN)
    return Series(np.arange(LAST - len(values) + 1, LAST + 1), np.array(values), unknown, unknown, unknown)


def seen(found: Theme, *trend: float) -> ThemeView:
    """Return a theme's own view with these points, month by month."""
    return ThemeView(found, points(*trend or (found.points,)), (), (), (), Standing("published"))


def top_ten(*ten: Theme, **changes: Any) -> TopTen:
    """Return the Top Ten of July to September 2026."""
    values: dict[str, Any] = {
        "metric": "nps", "first": LAST - 2, "last": LAST, "windows": ((LAST - 2, LAST),),
        "compared": (LAST - 14, LAST - 12), "ten": ten, "others": (),
        "delights": (), "pooled": (), "coded": 2798.0, "silent": 1.0, "factors": {"invoices": 1.21}, "signed": True,
        "filtered": False, "factors_of": "themes",
        "identity": Identity(44.4, 17.3, 6.1, 2.3, 0.0, 0.0, 7.1, 30.4), "standing": Standing("published"),
    }  # fmt: skip
    return TopTen(**values | changes)
