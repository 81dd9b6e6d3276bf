"""The Top Ten: the themes that cost sentiment most, among the answers that were read for themes.

The window closes with the view's period. Candidates are complaints and mentions without a sign that cost points;
themes that add points, or neither add nor cost any, stand apart with the delights; those with too few mentions are
pooled, not ranked. Where effects cannot be told apart, as where every answer names one theme, it is the gap to all
other answers that ranks them.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, beyond, covered, standing_of
from dashboard.data.view import Places, View
from dashboard.measures.themes.gaps import gap_drivers
from dashboard.measures.themes.listing import LENGTH, Listing, listings
from dashboard.measures.themes.register import ThemeRecord, theme_of, theme_records, unseen
from dashboard.measures.themes.sums import DATASETS, ThemeReader, Window
from dashboard.measures.themes.theme import Identity, Theme, TopTen
from dashboard.periods import last_day
from dashboard.settings import Settings
from dashboard.statistics import ThemeSums, comparable, driver_rows, settled, theme_balance, theme_points
from dashboard.statistics.drivers import NO_FACTORS, POOLS, Untold, untold_themes
from dashboard.statistics.theme_gaps import Shape, gap_points, one_each_at_least, shape_of
from dashboard.statistics.themes import PRAISE

WINDOWS = 8
STEP = 3
"""The trend's windows end a quarter apart."""

Driver = Mapping[Hashable, Any]


def top_ten(data: Data, view: View, settings: Settings, *, trends: bool = True) -> TopTen:
    """Return the ten themes that cost the leading measure most. What was computed for a reader is kept.

    Ranks are compared with those of the window that closes with what the view is compared with. Without ``trends`` the
    windows before are left unread: trends hold the present one alone, earlier ranks are None.
    """
    against = view.against.last if trends and view.against is not None else None
    return _top_ten(data, (view.regions, view.segments), view.period.last, settings, against, trends=trends)


def window_of(last: int, settings: Settings) -> Window:
    """Return the window that closes with a month."""
    return last - settings.theme_window_months + 1, last


@cached
def _top_ten(data: Data, places: Places, last: int, settings: Settings, against: int | None, *, trends: bool) -> TopTen:
    standing = standing_of(data, DATASETS)
    windows = _windows(data, last, settings)[0 if trends else -1 :]
    if not standing.shown:
        return _nothing(settings, windows, last, standing)
    late = beyond(data, last, DATASETS, settings.locale)
    standing = replace(standing, reasons=standing.reasons + late)
    if late or not windows:
        return _nothing(settings, windows, last, standing)
    return _listed(data, places, windows, settings, _compared(data, against, settings), standing)


def _listed(
    data: Data,
    places: Places,
    windows: tuple[Window, ...],
    settings: Settings,
    compared: Window | None,
    standing: Standing,
) -> TopTen:
    """Return the themes of the last of the windows in their order, with what the others and the registers tell."""
    reader = ThemeReader(data, settings.leading_measure)
    sums = reader.sums(windows[-1], places)
    shape = shape_of(sums, settings.least_n)
    drivers = _drivers(reader, windows[-1], places, shape, settings)

    def points(window: Window) -> dict[str, float]:
        return _points(reader.sums(window, places), settings, shape)

    previous = _order(points(compared)) if compared else []
    make = _Maker(data, windows[-1][1], settings, [points(window) for window in windows[:-1]], previous)
    ranked = [driver for driver in drivers if math.isfinite(driver["rank"])]
    candidates = [driver for driver in ranked if is_candidate(driver["theme"]) and driver["points_lost"] > 0]
    gaining = [driver for driver in reversed(ranked) if driver["points_lost"] <= 0]
    ten, rest = candidates[:LENGTH], candidates[LENGTH:]
    return TopTen(
        metric=settings.leading_measure,
        first=windows[-1][0], last=windows[-1][1], windows=windows, compared=compared,
        ten=tuple(make.costing(driver, rank) for rank, driver in enumerate(ten, start=1)),
        others=tuple(make.costing(driver, rank) for rank, driver in enumerate(rest, start=len(ten) + 1)),
        delights=tuple(make.gaining(driver) for driver in gaining),
        pooled=make.pooled(drivers, sums, _untold(sums, shape, settings)),
        coded=sums.coded.n, silent=sums.silent.n,
        identity=_identity(sums, drivers, {driver["theme"] for driver in ten}, settings) if shape == "apart" else None,
        factors=reader.factors(windows[-1]), factors_of=reader.factors_of, signed=settings.signed_mentions,
        filtered=places != (None, None), standing=standing, shape=shape, one_each=one_each_at_least(sums),
    )  # fmt: skip


def _drivers(reader: ThemeReader, window: Window, places: Places, shape: Shape, settings: Settings) -> Sequence[Driver]:
    """Return what each theme costs, by its effect where effects can be told apart, else by its gap."""
    sums, factors = reader.sums(window, places), reader.factors(window)
    if shape == "apart":
        return driver_rows(sums, settings.least_n, factors)
    named = reader.named(window, places)
    return list(gap_drivers(sums, named, settings.leading_measure, settings.least_n, factors))


def _untold(sums: ThemeSums, shape: Shape, settings: Settings) -> Mapping[str, Untold]:
    """Return why themes are not ranked."""
    if shape == "apart":
        return untold_themes(sums, settings.least_n)
    few = sums.mentions < settings.least_n
    return {theme: "few" if is_few else "always" for theme, is_few in zip(sums.themes, few.tolist(), strict=True)}


def is_candidate(mention: str) -> bool:
    """Whether a mention can be on the list: praise can't, nor what stands for many themes."""
    return not mention.startswith(PRAISE) and mention not in POOLS


class _Maker:
    """Makes themes out of drivers, the points of windows before, what the registers hold, and the listings."""

    def __init__(
        self,
        data: Data,
        last: int,
        settings: Settings,
        before: Sequence[Mapping[str, float]],
        previous: Sequence[str],
    ) -> None:
        self._records, self._unseen = theme_records(data), unseen(data)
        self._listings = all_listings(data, settings)
        self._closes = last
        self._before = before
        self._previous = previous

    def costing(self, driver: Driver, rank: int) -> Theme:
        """Return a theme that costs points."""
        mention = driver["theme"]
        return replace(
            self._listed(driver),
            rank=rank,
            rank_low=min(int(driver["rank_low"]), rank),
            rank_high=max(int(driver["rank_high"]), rank),
            previous_rank=self._previous.index(mention) + 1 if mention in self._previous else None,
        )

    def gaining(self, driver: Driver) -> Theme:
        """Return a theme that costs no points, with what it adds."""
        return self._theme(driver, -1)

    def pooled(self, drivers: Sequence[Driver], sums: ThemeSums, why: Mapping[str, Untold]) -> tuple[Theme, ...]:
        """Return the mentions that are not ranked, and why; praise of a theme is one of its own."""
        left = [driver for driver in drivers if not math.isfinite(driver["rank"]) and driver["theme"] not in POOLS]
        return tuple(
            replace(
                self._listed(driver),
                untold=why.get(driver["theme"], "few"),
                always_with=tuple(self._record_of(one).name for one in sums.always_with(driver["theme"])),
            )
            for driver in sorted(left, key=lambda driver: -driver["mentions"])
        )

    def _listed(self, driver: Driver) -> Theme:
        """Return a theme that costs points, with its time on the list proper."""
        listed = [one for one in self._listings.get(driver["theme"], ()) if one.entered <= self._closes]
        since = listed[-1].entered if listed and listed[-1].holds(self._closes) else None
        days = None if since is None else (last_day(self._closes) - last_day(since)).days
        times = 0 if since is None else len(listed)
        return replace(self._theme(driver, 1), listed_since=since, days_on_list=days, times_listed=times)

    def _theme(self, driver: Driver, sign: int) -> Theme:
        mention, record = driver["theme"], self._record_of(driver["theme"])
        low, high = sorted((sign * driver["low"], sign * driver["high"]))
        points = sign * driver["points_lost"]
        earlier = [sign * lost.get(mention, math.nan) for lost in self._before]
        return Theme(
            theme_id=theme_of(mention), mention=mention, name=record.name, definition=record.definition,
            owner=record.owner, stage=record.stage, stages=record.stages, tasks=record.tasks,
            mentions=driver["mentions"], points=points,
            low=low, high=high, effect=driver["effect"], rank=None, rank_low=None, rank_high=None, previous_rank=None,
            trend=np.array([*earlier, points]), listed_since=None, days_on_list=None, times_listed=0,
            unseen=self._unseen,
        )  # fmt: skip

    def _record_of(self, mention: str) -> ThemeRecord:
        return self._records.get(theme_of(mention), ThemeRecord(theme_of(mention)))


def _windows(data: Data, last: int, settings: Settings) -> tuple[Window, ...]:
    """Return the trend's windows that the data cover, oldest first."""
    first = max(covered(data, name)[0] for name in DATASETS)
    ends = range(last - STEP * (WINDOWS - 1), last + 1, STEP)
    return tuple(window for end in ends if (window := window_of(end, settings))[0] >= first)


def _compared(data: Data, against: int | None, settings: Settings) -> Window | None:
    """Return the window that closes with a month, None where the data do not cover it."""
    first = max(covered(data, name)[0] for name in DATASETS)
    window = None if against is None else window_of(against, settings)
    return window if window and window[0] >= first else None


def _points(sums: ThemeSums, settings: Settings, shape: Shape) -> dict[str, float]:
    lost = theme_points(sums, settings.least_n)[0] if shape == "apart" else gap_points(sums, settings.least_n)
    return dict(zip(sums.themes, lost.tolist(), strict=True))


def _order(points: Mapping[str, float]) -> list[str]:
    """Return the candidates that cost points, those that cost most first, equal ones by name."""
    costing = [mention for mention, lost in points.items() if lost > 0 and is_candidate(mention)]
    cost = dict(zip(costing, comparable([points[mention] for mention in costing]).tolist(), strict=True))
    return sorted(costing, key=lambda mention: (-cost[mention], mention))


@cached
def all_listings(data: Data, settings: Settings) -> Mapping[str, tuple[Listing, ...]]:
    """Return all listings on the list proper: that of all regions and segments that the reader may see."""
    reader = ThemeReader(data, settings.leading_measure)
    spans = [covered(data, name) for name in DATASETS]
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    ends = range(first + settings.theme_window_months - 1, last + 1)
    ranks = {}
    for end in ends:
        sums = reader.sums(window_of(end, settings), (None, None))
        ranks[end] = _order(_points(sums, settings, shape_of(sums, settings.least_n)))
    return listings(ranks, settings.theme_window_months)


def _identity(sums: ThemeSums, drivers: Iterable[Driver], ten: set[str], settings: Settings) -> Identity:
    """Return how the points add up to the score; what no theme can claim alone stands with the pooled."""
    balance = theme_balance(sums, settings.least_n)
    ranked = [driver for driver in drivers if math.isfinite(driver["rank"])]
    listed = math.fsum(driver["points_lost"] for driver in ranked if driver["theme"] in ten)
    others = math.fsum(max(driver["points_lost"], 0.0) for driver in ranked if driver["theme"] not in ten)
    gained = math.fsum(max(-driver["points_lost"], 0.0) for driver in ranked)
    return Identity(
        start=float(balance.intercept),
        ten=listed,
        others=others,
        gained=gained,
        pooled=-float(settled(balance.lost - balance.gained - balance.other_praise - (listed + others - gained))),
        pooled_praise=-balance.other_praise,
        said_nothing=float(balance.said_nothing),
        score=float(balance.score),
    )


def _nothing(settings: Settings, windows: tuple[Window, ...], last: int, standing: Standing) -> TopTen:
    first, last = window_of(last, settings)
    return TopTen(
        settings.leading_measure, first, last, windows, None, (), (), (), (), 0.0, 0.0, None, NO_FACTORS,
        "themes", settings.signed_mentions, False, standing,
    )  # fmt: skip
