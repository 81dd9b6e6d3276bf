"""Every measure of the registry, as pages read it, beside the same number computed from the warehouse's raw rows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from dashboard.data.access import Data, Grant
from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.measures.asked import WHERE_ASKED
from dashboard.periods import Against, Calendar, Kind, Period, closing, earlier, fiscal_year_start
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import COMPANY_WIDE, NOTHING, SCORES, Number, Place, Span
from tests.two_ways.durations import MEDIANS, STEP
from tests.two_ways.formulas import bounded_difference, share_difference
from tests.two_ways.raw import Raw

FIRST, LAST = 2021 * 12 + 8, 2026 * 12 + 7
"""September 2021 to August 2026: the sixty complete months of both companies."""

PLACES = (
    Place(), Place(("NA",)), Place(None, ("Small business",)), Place(("NA",), ("Small business",)),
    Place(("NA", "DACH")), Place(("not given",)), Place(None, ("not given",)),
    Place(("NA", "not given"), ("Enterprise",)),
)  # fmt: skip
FISCAL_STARTS = (1, 4)
ENDS: Mapping[Kind, tuple[int, ...]] = {
    "month": (LAST, LAST - 29, FIRST), "quarter": (LAST - 2, LAST - 20), "year": (LAST, LAST - 36), "fiscal": (LAST,),
}  # fmt: skip
"""The kinds of period, each with the months in which those end that are asked for."""

EXACT = 1e-9
NEARLY = 1e-6
"""Of an interval's ends: Student's t of a hundred million degrees of freedom is taken for the normal one."""
"""Relative for large numbers, absolute for small ones."""
IN_BUCKETS = dict.fromkeys(MEDIANS, STEP - 1)
"""Measure → the part by which it may differ where what it counts is counted in buckets: by one of them."""


def periods() -> Iterator[tuple[Period, Settings]]:
    for start in FISCAL_STARTS:
        settings = Settings(as_of=None, fiscal_year_start=start)
        for kind, ends in ENDS.items():
            if start == 1 or kind == "fiscal":
                for end in ends:
                    yield closing(kind, end, Calendar(start)), settings
    yield Period("all", FIRST, LAST, "all months"), Settings()


PERIODS = tuple(periods())


def spans(period: Period, against: str) -> Span | None:
    """Say with which months a period is compared, without asking the product."""
    back = 12 if against == "year" or period.kind == "fiscal" else period.last - period.first + 1
    return (period.first - back, period.last - back) if period.first - back >= FIRST else None


def close(found: float, expected: float, within: float = EXACT, part: float = EXACT) -> bool:
    return found == pytest.approx(expected, nan_ok=True, rel=part, abs=within)


def difference(company: Company, name: str, place: Place, now: Span, before: Span) -> tuple[float, float, float]:
    """Low, high and p of a sampled difference."""
    a, b = (company.raw.sample(name, place, span) for span in (now, before))
    scored = SCORES[name]
    low, high, p_value = (share_difference if scored.is_share else bounded_difference)(a, b)
    return scored.width * low, scored.width * high, p_value


def test_the_periods_are_the_months_that_they_say() -> None:
    newest = [(period, settings.fiscal_year_start) for period, settings in PERIODS[::-1]]
    found = {(period.kind, start): (period.first, period.last) for period, start in newest}
    assert found == {
        ("all", 1): (FIRST, LAST), ("month", 1): (LAST, LAST), ("quarter", 1): (2026 * 12 + 3, 2026 * 12 + 5),
        ("year", 1): (2025 * 12 + 8, LAST), ("fiscal", 1): (2026 * 12, LAST), ("fiscal", 4): (2026 * 12 + 3, LAST),
    }  # fmt: skip
    assert fiscal_year_start(LAST, 4) == 2026 * 12 + 3


def mistakes(company: Company, name: str, place: Place, period: Period, settings: Settings) -> Iterator[str]:
    """Yield in what a measure differs under one view, alone and beside either comparison."""
    now = (period.first, period.last)
    comparisons: tuple[Against, ...] = ("year", "previous")
    for kind in comparisons:
        before = spans(period, kind)
        against = earlier(period, kind, FIRST, Calendar(settings.fiscal_year_start))
        figure = read(company.data, name, View(place.regions, place.segments, period, against), settings)
        expected = company.raw.number(name, place, now)
        if figure.standing.state == "not_connected":
            assert name in WHERE_ASKED
            assert expected.n == 0
            continue
        yield from unlike(name, "value", figure.estimate, expected)
        assert (against and (against.first, against.last)) == before
        if before is None:
            assert figure.against is None
            continue
        compared = company.raw.number(name, place, before)
        assert figure.against is not None
        yield from unlike(name, f"{kind} before", figure.against, compared)
        if math.isnan(expected.value) or math.isnan(compared.value):
            assert figure.difference is None
        elif figure.difference is None:
            yield f"no difference to the {kind} before"
        else:
            if MEASURES[name].judged == "rate" and name not in SCORES:
                yield from no_surer_than_chance(figure.difference, expected, compared)
                continue
            wanted = difference(company, name, place, now, before) if name in SCORES else (math.nan,) * 3
            sides = (figure.estimate, figure.against) if name in IN_BUCKETS else (expected, compared)
            change = Number(sides[0].value - sides[1].value, math.nan, *wanted[:2])
            found = Number(figure.difference.value, math.nan, figure.difference.low, figure.difference.high)
            yield from unlike(name, f"difference to the {kind} before", found, change, size=abs(expected.value))
            if not close(figure.difference.p_value, wanted[2], NEARLY):
                yield f"p {figure.difference.p_value}, expected {wanted[2]}"


def no_surer_than_chance(found: Difference, now: Number, before: Number) -> Iterator[str]:
    """Yield where the interval of a share's change is narrower than chance alone makes it, or not around the change."""
    change = now.value - before.value
    pooled = (now.value * now.n + before.value * before.n) / (now.n + before.n)
    error = math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n))
    if not close(found.value, change):
        yield f"change {found.value}, expected {change}"
    if math.isnan(found.low):
        return  # too few, or too short a history, for any verdict
    if not (found.standard_error >= error * (1 - EXACT) and found.low <= change <= found.high):
        yield f"interval {found.low} to {found.high}, chance alone makes {change} ± {1.96 * error}"


def unlike(name: str, what: str, found: Estimate | Number, expected: Number, size: float = 1.0) -> Iterator[str]:
    value_within = EXACT * max(size, 1.0)
    for part, within in (("value", value_within), ("n", EXACT), ("low", NEARLY), ("high", NEARLY)):
        is_, ought = getattr(found, part), getattr(expected, part)
        if part == "n" and math.isnan(expected.value):
            continue  # nothing was counted, or nothing can be
        # An end of an interval rests on a second sum over the cases, which may end a bucket earlier or later.
        coarse = 0.0 if part == "n" else IN_BUCKETS.get(name, 0.0) * (2 if part in ("low", "high") else 1)
        if not close(is_, ought, within, max(coarse, NEARLY if part in ("low", "high") else EXACT)):
            yield f"{what}: {part} {is_}, expected {ought}"


@pytest.mark.parametrize("name", MEASURES)
def test_every_number_of_a_measure_two_ways(either: Company, name: str) -> None:
    wrong = {
        f"{place} {period.label}": list(found)
        for place, (period, settings) in itertools.product(PLACES, PERIODS)
        if (found := list(mistakes(either, name, place, period, settings)))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", MEASURES)
def test_the_months_of_the_long_view_two_ways(awkward_company: Company, name: str) -> None:
    wrong = []
    for place in (Place(), Place(("NA",))):
        view = View(place.regions, place.segments, closing("month", LAST, Calendar()), None)
        series = read(awkward_company.data, name, view, awkward_company.settings, whole=True).series
        begins = int(series.months[0])  # with the first month that is known
        assert series.months.tolist() == list(range(begins, LAST + 1))
        before = (awkward_company.raw.number(name, place, (month, month)) for month in range(FIRST, begins))
        assert all(math.isnan(number.value) for number in before)
        for position, month in enumerate(series.months.tolist()):
            expected = awkward_company.raw.number(name, place, (month, month))
            if math.isinf(expected.high):  # too few to tell an end, and an end that is not known is not drawn
                expected = replace(expected, high=math.nan)
            found = Number(*(float(part[position]) for part in (series.values, series.n, series.low, series.high)))
            wrong += [(place, month, said) for said in unlike(name, "month", found, expected)]
    assert wrong == []


@pytest.mark.parametrize("name", MEASURES)
def test_a_reader_of_some_regions_has_their_numbers_and_no_others(awkward_company: Company, name: str) -> None:
    """Whatever is asked for: all, one of them, or one that the reader may not see."""
    reader = Data(awkward_company.data.snapshot, Grant(regions=frozenset({"NA", "DACH"})))
    period = closing("year", LAST, Calendar())
    for asked, seen in ((None, ("NA", "DACH")), (("NA",), ("NA",)), (("NA", "LATAM"), ("NA",)), (("LATAM",), ())):
        if name in COMPANY_WIDE:
            seen = ("NA", "DACH")
        figure = read(reader, name, View(asked, None, period, None), awkward_company.settings)
        expected = awkward_company.raw.number(name, Place(seen), (period.first, period.last)) if seen else NOTHING
        assert list(unlike(name, "value", figure.estimate, expected)) == [], asked


@pytest.mark.parametrize("name", MEASURES)
def test_targets_two_ways(either: Company, name: str) -> None:
    """A sum is held against the year's months, all else against the fiscal year's end; whatever period is chosen."""
    wrong = []
    for place, (period, settings) in itertools.product(PLACES, PERIODS):
        found = read(either.data, name, View(place.regions, place.segments, period, None), settings).target
        expected = target(either.raw, name, place, settings.fiscal_year_start)
        seen = (found.value, found.month, found.span) if found else (math.nan, None, None)
        aim, due, span = expected or (math.nan, None, None)
        if not close(seen[0], aim) or seen[1:] != (due, span):
            wrong.append((place, period.label, found, expected))
    assert wrong == []


def target(raw: Raw, name: str, place: Place, fiscal_start: int) -> tuple[float, int, str] | None:
    regions, segments = (None, None) if name in COMPANY_WIDE else (place.regions, place.segments)
    if any(asked and len(asked) > 1 for asked in (regions, segments)):
        return None
    set_for = {
        year * 12 + month - 1: (aim, span)
        for year, month, aim, span in raw.rows(f"""
            select year(month), month(month), target, coalesce(span, 'month') from company.targets
            where metric = '{name}' and journey_stage is null
                and region is not distinct from {f"'{regions[0]}'" if regions else "null"}
                and segment is not distinct from {f"'{segments[0]}'" if segments else "null"}
        """)
    }
    begins = next(month for month in range(LAST, LAST - 12, -1) if month % 12 == fiscal_start - 1)
    year = range(begins, begins + 12)
    if name in ("net_customers", "customers_won", "recurring_revenue", "customers_revenue") and set_for.keys() >= set(
        year
    ):
        return sum(set_for[month][0] for month in year), begins + 11, "year"
    to_come = [month for month in set_for if LAST <= month <= begins + 11]
    chosen = max(to_come, default=max((month for month in set_for if month <= LAST), default=None))
    return None if chosen is None else (set_for[chosen][0], chosen, set_for[chosen][1])
