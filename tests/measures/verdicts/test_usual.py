"""What is counted in full is judged by its own earlier changes: noise is seldom news, a shift is found."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.measures.verdicts.judged import Judged
from dashboard.measures.verdicts.usual import Span, judge_usual

Floats = NDArray[np.float64]


def drawn(kind: str, seed: int, months: int = 60) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    noise = random.normal(size=months + 50)
    if kind == "alike":
        for month in range(1, months + 50):
            noise[month] += 0.5 * noise[month - 1]
    if kind == "wandering":
        noise = np.cumsum(noise)
    season = 3 * np.sin(np.arange(months + 50) * np.pi / 6) if kind == "seasonal" else 0.0
    trend = 0.2 * np.arange(months + 50) if kind == "growing" else 0.0
    return np.asarray(noise + season + trend)[50:]


def judged(months: Floats, length: int = 1, back: int = 12, *, relative: bool = False) -> Judged:
    """Judge the mean of the last months, as a ratio's is."""
    spans = np.full(len(months), math.nan)
    spans[length - 1 :] = np.convolve(months, np.full(length, 1 / length), "valid")
    enough = np.zeros(1, dtype=bool)
    return judge_usual(spans[:, None], months[:, None], Span(length, back, relative=relative), enough)


@pytest.mark.parametrize("kind", ["noise", "alike", "seasonal", "growing", "wandering"])
@pytest.mark.parametrize(("length", "back"), [(1, 12), (3, 12), (1, 1), (3, 3)])
def test_noise_is_news_as_seldom_as_it_says(kind: str, length: int, back: int) -> None:
    """One in twenty at the level of one in twenty; fewer where it only scatters, as it might wander."""
    p_values = np.array([judged(drawn(kind, seed), length, back).p_value[0] for seed in range(300)])
    known = p_values[~np.isnan(p_values)]
    assert len(known) > 100
    assert np.mean(known < 0.05) < 0.11


@pytest.mark.parametrize("length", [1, 3])
def test_a_real_shift_is_found(length: int) -> None:
    shifted = []
    for seed in range(200):
        values = drawn("noise", seed)
        values[-3:] += 5
        shifted.append(judged(values, length).p_value[0] < 0.05)
    assert np.mean(shifted) > 0.8


def test_the_range_is_in_the_unit_and_span_of_the_change() -> None:
    """A quarter's sum varies by more than a month's: the range of its change does, too."""
    months = drawn("noise", 3) + 100
    quarter = np.full(len(months), math.nan)
    quarter[2:] = np.convolve(months, np.ones(3), "valid")
    found = judge_usual(quarter[:, None], months[:, None], Span(3, 12), np.zeros(1, dtype=bool))
    low, high = found.usual(0.95)
    past = quarter[14:-12] - quarter[2:-24]
    assert np.mean((past >= low[0]) & (past <= high[0])) > 0.85
    assert high[0] - low[0] < 8 * past.std()


def test_too_few_months_and_too_little_history_are_said() -> None:
    values = drawn("noise", 1)
    assert judged(values[-35:]).lack == ("months",)
    assert judged(values[-48:]).lack == ("",)
    missing = values.copy()
    missing[-2] = math.nan
    assert judged(missing, 3).lack == ("months",)
    calm = values.copy()
    calm[:-12] = 5 + 0.001 * np.cumsum(np.cumsum(values[:-12]))
    assert judged(calm[:-12]).lack in (("",), ("history",))
    few = judge_usual(values[:, None], values[:, None], Span(1, 12), np.ones(1, dtype=bool))
    assert few.lack == ("answers",)
    assert np.isnan(few.p_value).all()


def test_windows_that_overlap_are_judged_by_the_months_that_are_in_one_of_them() -> None:
    assert Span(3, 3, window=12).of_months == (3, 12)
    assert Span(3, 12, window=12).of_months == (12, 12)
    assert Span(3, 12).of_months == (3, 12)


def test_what_never_moved_and_does_now_is_beyond_chance() -> None:
    still = np.full(60, 5.0)
    assert judged(still).p_value[0] > 0.99
    still[-1] = 9.0
    assert judged(still).p_value[0] == 0.0


def test_growth_is_judged_in_relative_terms() -> None:
    values = np.asarray(100 * 1.02 ** np.arange(60) * (1 + 0.002 * drawn("noise", 4)), dtype=np.float64)
    assert judged(values, 3, relative=True).p_value[0] > 0.05
    values[-3:] *= 0.8
    assert judged(values, 3, relative=True).p_value[0] < 0.001


def judged_over(
    months: Floats, values: Floats, length: int = 3, *, relative: bool = False, reach: int | None = None
) -> Judged:
    span = Span(length, 12, window=reach and 12, relative=relative, growing=False, reach=reach)
    return judge_usual(values[:, None], months[:, None], span, np.zeros(1, dtype=bool))


def test_windows_that_overlap_do_not_pass_for_many() -> None:
    """A year's growth on the year before in five years of months: two such changes are known, not two dozen."""
    clear, known = 0, 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        months, years = random.normal(size=60), np.full(60, math.nan)
        # What a window shows beside its months: it moves slowly, and the months do not tell it.
        slow = np.convolve(np.cumsum(random.normal(size=84)), np.full(24, 1 / 24), "valid")[:60]
        years[23:] = slow[23:]
        p_value = judged_over(months, years, reach=23).p_value[0]
        known += not math.isnan(p_value)
        clear += p_value < 0.05
    assert clear <= 0.075 * max(known, 1)


def test_skewed_hours_are_news_as_seldom_as_it_says() -> None:
    """The median of a handful of cases triples as easily as it falls to a third: in percent that is +200 and −67."""
    clear = 0
    for seed in range(300):
        months = np.exp(np.random.default_rng(seed).normal(size=60))
        quarters = np.full(60, math.nan)
        quarters[2:] = [np.median(months[at - 2 : at + 1]) for at in range(2, 60)]
        clear += judged_over(months, quarters, relative=True).p_value[0] < 0.002
    assert clear <= 3


def test_a_range_in_percent_is_told_as_shares() -> None:
    months = np.exp(0.05 * drawn("noise", 8))
    quarters = np.full(60, math.nan)
    quarters[2:] = np.convolve(months, np.full(3, 1 / 3), "valid")
    low, high = judged_over(months, quarters, relative=True).usual(0.95)
    assert -1 < low[0] < 0 < high[0]
    assert (1 + low[0]) * (1 + high[0]) == pytest.approx(1, abs=0.1)
