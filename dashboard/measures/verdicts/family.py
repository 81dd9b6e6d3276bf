"""All headline measures, in all places of a level, against both comparisons: one family, controlled together.

The family belongs to the number, not to where it is shown: a region's tile, its row side by side, its sentence and its
dialog carry one verdict. It is evaluated on the whole snapshot, before any grant; only a number's own verdict leaves.

    level    the whole company; every region; every segment; every region and segment; or any other choice, by itself
    control  Benjamini and Hochberg's procedure at 5 % over all p-values of the family
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import Places
from dashboard.measures.answers import ScoreReading
from dashboard.measures.clusters import DATASET as CLUSTERS
from dashboard.measures.durations import MedianReading
from dashboard.measures.formulas import Mean, Median, Range, Ratio, Score, Term, Total, in_single_months
from dashboard.measures.readings import CountReading, read_counts
from dashboard.measures.registry import MEASURES, Measure, headlines, measure
from dashboard.measures.spans import Spans
from dashboard.measures.verdicts.judged import FloatArray, Judged
from dashboard.measures.verdicts.rates import Beyond, beyond_chance, judge_rates
from dashboard.measures.verdicts.scores import judge_scores
from dashboard.measures.verdicts.usual import Span, judge_usual
from dashboard.periods import Period
from dashboard.settings import Settings
from dashboard.statistics import benjamini_hochberg

CUSTOMERS = "customer_windows"
"""The dataset that knows how many customers there are."""

_PLACE = {"region", "segment"}
_PLACES_AND_PEOPLE = ("answers", CLUSTERS, CUSTOMERS)
"""What is read of every measure: which places there are, who answered twice, and how many customers there are."""

FALSE_CHANGES = 0.05
"""The share of false clear changes that is tolerated among the clear changes."""

Level = tuple[str, ...]
"""The dimensions whose every label is a place."""
Place = tuple[str, ...]
"""A label a dimension of the level; empty: the level has one place alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """What was judged together: by measure and months back, with the places judged; and what control left of it.

    ``cutoff`` is the largest p-value that passes, -1 where none does; ``passed`` of ``tested`` passed.
    """

    judged: Mapping[tuple[str, int], tuple[Mapping[Place, int], Judged]]
    cutoff: float
    passed: int
    tested: int

    def of(self, name: str, back: int, place: Place) -> tuple[Judged, int] | None:
        """Return how a measure was judged, and where its place stands there; None where it was not."""
        places, judged = self.judged.get((name, back), ({}, None))
        position = places.get(place)
        return None if judged is None or position is None else (judged, position)

    @property
    def level(self) -> float:
        """The level of the ranges of what did not pass: they are as many chances to be wrong."""
        return 1 - FALSE_CHANGES * (self.passed + 1) / max(self.tested, 1) if self.tested else 1 - FALSE_CHANGES


def family(data: Data, level: Level, places: Places, period: Period, settings: Settings, extra: str = "") -> Family:
    """Return the family in which a number of a level is judged; ``extra`` is a measure that is no headline itself."""
    return _family(Data(data.snapshot), level, places, period, settings, extra)


@cached
def _family(whole: Data, level: Level, places: Places, period: Period, settings: Settings, extra: str) -> Family:
    names = dict.fromkeys((*headlines(settings), *([extra] if extra else [])))
    judged = {}
    for name in names:
        for back in _comparisons(period, whole.months[0]):
            found = _judged(_Rows(whole, name), name, level, places, period, back, settings)
            if found is not None:
                judged[name, back] = found
    p_values = np.concatenate([[np.nan], *(one.p_value for _, one in judged.values())])
    passing = p_values[benjamini_hochberg(p_values, FALSE_CHANGES)]
    tested = int((~np.isnan(p_values)).sum())
    placed = {key: ({place: at for at, place in enumerate(labels)}, one) for key, (labels, one) in judged.items()}
    return Family(placed, float(passing.max(initial=-1.0)), len(passing), tested)


def _comparisons(period: Period, first_month: int) -> tuple[int, ...]:
    """Return how many months back lies what a period may be compared with: the year before, and the period before."""
    backs = (12,) if period.kind == "fiscal" else (12, period.length)
    return tuple(back for back in dict.fromkeys(backs) if period.first - back >= first_month)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The data that one measure is judged by, known by the very rows: two snapshots that share them share the answer,
    as the one of last week does in most of its files."""

    data: Data
    name: str

    @property
    def cache_key(self) -> Hashable:
        """Months and files of all that is read to judge it."""
        known, read = self.data.snapshot.manifest.datasets, {*MEASURES[self.name].formula.datasets, *_PLACES_AND_PEOPLE}
        files = ((name, known[name].state, known[name].sha256) for name in sorted(read) if name in known)
        return self.data.months, tuple(files)


@cached
def _judged(
    rows: _Rows, name: str, level: Level, places: Places, period: Period, back: int, settings: Settings
) -> tuple[list[Place], Judged] | None:
    """Return a measure's places of a level with their changes judged; None where its data do not know them.

    It is kept apart from the family: one that a further measure joins judges that measure alone anew.
    """
    data, entry = rows.data, measure(name, settings)
    cubes = [data.cube(name) for name in entry.formula.datasets]
    if entry.judged == "not" or not all(cube is not None and cube.rows for cube in cubes):
        return None
    asked = {*level, *(name for name, labels in zip(("region", "segment"), places, strict=True) if labels)}
    if not all(asked <= set(data.entry(name).grain) for name in entry.formula.datasets):
        return None
    spans = np.array([(period.first, period.last), (period.first - back, period.last - back)])
    least_n = settings.least_n if entry.least_n is None else entry.least_n
    formula = entry.formula.least if isinstance(entry.formula, Range) else entry.formula
    if isinstance(formula, Score | Mean):
        # Of one place all months are read: its figure has asked for them, or will.
        months = (int(spans.min()), int(spans.max())) if level else None
        reading = ScoreReading.of(data, formula, places, level, months)
        return list(_labels(data, "answers", level)), judge_scores(reading, spans, least_n)
    counts = _Counts.of(data, formula, places, level)
    if entry.judged == "rate" and isinstance(formula, Ratio):
        sums = counts.over(spans)
        beyond = _varies_beyond(data, entry.name, settings, (period.first, period.last), back)
        return counts.labels, judge_rates(sums[..., 0], sums[..., 1], beyond, least_n)
    few = _few_customers(data, entry, (counts.labels, level, places), spans, settings.least_n)
    followed = _followed(rows, name, level, places, period, settings)
    return counts.labels, _judge_usual(entry, followed, period, back, (few, least_n))


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is counted in full in every place of a level: one reading of all places, or one a place.

    The labels of several datasets are not the same ones, so that a formula of several is read place by place.
    """

    labels: list[Place]
    readings: tuple[CountReading | MedianReading, ...]

    @classmethod
    def of(cls, data: Data, formula: Ratio | Total | Median, places: Places, level: Level) -> _Counts:
        """Read a formula in every place of a level."""
        if isinstance(formula, Median):
            return cls(list(_labels(data, formula.dataset, level)), (MedianReading.of(data, formula, places, level),))
        if len(formula.datasets) == 1 or not level:
            return cls(list(_labels(data, formula.datasets[0], level)), (read_counts(data, formula, places, level),))
        sides = [data.regions if name == "region" else data.segments for name in level]
        labels = list(product(*sides))
        at = [dict(zip(level, place, strict=True)) for place in labels]
        kept = [((one["region"],) if "region" in one else None, (one["segment"],) if "segment" in one else None)
                for one in at]  # fmt: skip
        return cls(labels, tuple(read_counts(data, formula, place) for place in kept))

    def over(self, spans: Spans) -> FloatArray:
        """Return the sums of each span (spans, places, sums)."""
        found = [one.over(spans) for one in self.readings]
        return np.concatenate([sums.reshape(len(sums), -1, sums.shape[-1]) for sums in found], axis=1)

    def values(self, sums: FloatArray) -> FloatArray:
        """Return the values of sums."""
        return self.readings[0].values(sums)

    def counted(self, sums: FloatArray) -> FloatArray:
        """Return what was counted, nan where nothing is."""
        return self.readings[0].counted(sums)


def _few_customers(
    data: Data, entry: Measure, where: tuple[list[Place], Level, Places], spans: Spans, least_n: int
) -> NDArray[np.bool_]:
    """Return where money comes from fewer customers than the least n: one who leaves is no news of all the others."""
    labels, level, places = where
    few = np.zeros(len(labels), dtype=bool)
    if entry.family != "finance" or data.cube(CUSTOMERS) is None:
        return few
    if not {*level, *(name for name, chosen in zip(("region", "segment"), places, strict=True) if chosen)} <= _PLACE:
        return few
    customers = _Counts.of(data, Total((Term(CUSTOMERS, "closing_customers", (("window", (1,)),)),)), places, level)
    known = dict(zip(customers.labels, customers.over(spans[:, [1, 1]])[..., 0].min(axis=0), strict=True))
    return np.array([known.get(place, 0.0) < least_n for place in labels], dtype=bool)


@dataclass(frozen=True, slots=True, eq=False)
class _Followed:
    """A measure month by month in every place (months, places), whatever it is compared with.

    ``values`` are those of the periods as long as the one judged that close with each month, ``counted`` what was
    counted in them, ``single`` the values of single months.
    """

    values: FloatArray
    counted: FloatArray
    single: FloatArray


@cached
def _followed(rows: _Rows, name: str, level: Level, places: Places, period: Period, settings: Settings) -> _Followed:
    formula = measure(name, settings).formula
    least = formula.least if isinstance(formula, Range) else formula
    if isinstance(least, Score | Mean):
        raise TypeError(f"{name} is judged by its answers")
    whole = _Counts.of(rows.data, least, places, level)
    single = _Counts.of(rows.data, in_single_months(least), places, level)
    first = rows.data.months[0]
    months = np.arange(first, period.last + 1)
    begins = months - period.length + 1
    sums = whole.over(np.column_stack((np.maximum(begins, first), months)))
    sums[begins < first] = np.nan
    monthly = single.over(np.column_stack((months, months)))
    return _Followed(whole.values(sums), whole.counted(sums), single.values(monthly))


def _judge_usual(
    entry: Measure, followed: _Followed, period: Period, back: int, few_of: tuple[NDArray[np.bool_], int]
) -> Judged:
    """Judge by earlier changes: those of spans as long as the period, and those of single months."""
    few, least_n = few_of
    if len(followed.counted) > back:
        few = few | np.asarray((followed.counted[[-1, -1 - back]] < least_n).any(axis=0))
    span = Span(period.length, back, entry.window, entry.relative, entry.growing, entry.reach)
    return judge_usual(followed.values, followed.single, span, few)


@cached
def _varies_beyond(data: Data, name: str, settings: Settings, judged: tuple[int, int], back: int) -> Beyond | None:
    """Return what a share varies beyond chance at the total."""
    formula = measure(name, settings).formula
    if not isinstance(formula, Ratio):
        raise TypeError(f"{name} is no share of things counted")
    reading = read_counts(data, formula, (None, None))
    months = np.arange(data.months[0], judged[1] + 1)
    sums = np.nan_to_num(reading.over(np.column_stack((months, months))))
    first = data.months[0]
    return beyond_chance(sums[:, 0], sums[:, 1], (judged[0] - first, judged[1] - first), back)


def _labels(data: Data, dataset: str, level: Level) -> Iterator[Place]:
    """Yield the places of a level in the order of the sums."""
    cube = data.cube(dataset)
    sides = [] if cube is None else [map(str, cube.labels[name]) for name in level]
    yield from product(*sides)
