"""What the Top Ten hold: plain, frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.data.standing import Standing
from dashboard.measures.figure import FloatArray, Series
from dashboard.statistics import Difference
from dashboard.statistics.drivers import Untold
from dashboard.statistics.theme_gaps import Shape


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a theme: one line of business, or a programme with contributors and a sponsor."""

    name: str
    """The department's name; empty where several answer for it together."""
    cross_lob: bool
    contributors: tuple[tuple[str, float | None], ...] = ()
    """Department name and its share of the part in it (None: not stated), for cross-LOB themes."""
    sponsor: str | None = None


@dataclass(frozen=True, slots=True)
class Tasks:
    """How many tasks stand behind a theme."""

    open: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A theme that costs the score points (or, among the delights, adds them or costs none).

    ``points`` is what it costs (or adds) among coded answers, ``effect`` that of one mention; both are nan where too
    few answers name it. ``trend`` holds the points of the last eight windows, oldest first (nan where it was not
    ranked). ``rank`` is None among the delights and the pooled.
    """

    theme_id: str
    mention: str
    name: str
    definition: str | None
    owner: Owner | None
    stage: str | None
    stages: tuple[tuple[str, date], ...]
    tasks: Tasks | None
    mentions: float
    points: float
    low: float
    high: float
    effect: float
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    previous_rank: int | None
    """In the window that the Top Ten are compared with; None where it was not ranked there."""
    trend: FloatArray
    listed_since: int | None
    days_on_list: int | None
    times_listed: int
    """How often it has come onto the list by then, this time included; 0 for one that is not on it."""
    untold: Untold | None = None
    """Why it is not ranked, where it is not."""
    always_with: tuple[str, ...] = ()
    """The names of the themes that are named in the very same answers."""
    unseen: frozenset[str] = frozenset()
    """The registers of themes, stages and tasks that cannot be seen: what they hold is not known, rather than none."""


@dataclass(frozen=True, slots=True)
class Identity:
    """``start - ten - others + gained + pooled + pooled_praise + said_nothing`` is the score, exactly.

    ``start`` is the score that answers naming no theme are expected to give, ``ten`` and ``others`` what the listed
    and the other themes cost, ``gained`` what the delights add, ``pooled`` and ``pooled_praise`` what complaints and
    praise with too few mentions add together, and ``said_nothing`` the answers that were not read for themes.
    """

    start: float
    ten: float
    others: float
    gained: float
    pooled: float
    pooled_praise: float
    said_nothing: float
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class TopTen:
    """The themes that cost sentiment most, in a window that closes with the view's period."""

    metric: str
    first: int
    last: int
    windows: tuple[tuple[int, int], ...]
    """First and last month of each window of the trends, oldest first."""
    compared: tuple[int, int] | None
    """First and last month of the window that ranks are compared with; None where there is none."""
    ten: tuple[Theme, ...]
    others: tuple[Theme, ...]
    delights: tuple[Theme, ...]
    pooled: tuple[Theme, ...]
    """The mentions that are not ranked, those named most first; praise and complaint are apart."""
    coded: float
    silent: float
    identity: Identity | None
    factors: Mapping[str, float]
    """Mention → by how much its classical variance is multiplied; empty where that is not known."""
    factors_of: Literal["themes", "score"]
    """Whether each theme has a factor of its own, or all have that of the score."""
    signed: bool
    filtered: bool
    """Whether it stands on some regions or segments alone."""
    standing: Standing
    shape: Shape = "apart"
    """Whether effects can be told apart; where not, points are those of the gap, which do not add up."""
    one_each: float = 0.0
    """How many answers name exactly one theme, at the least."""


@dataclass(frozen=True, slots=True)
class Part:
    """A theme within one region or segment: the score of those who name it less that of those who do not."""

    label: str
    mentions: float
    answers: float
    gap: Difference


@dataclass(frozen=True, slots=True, eq=False)
class ThemeView:
    """A theme's own view."""

    theme: Theme
    trend: Series
    by_region: tuple[Part, ...]
    by_segment: tuple[Part, ...]
    contributions: tuple[tuple[str, float | None], ...]
    standing: Standing
