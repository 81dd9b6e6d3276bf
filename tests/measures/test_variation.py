"""Usual variation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.measures.figure import Series
from dashboard.measures.variation import usual
from dashboard.periods import month_label

# The year before, whose limits a pencil can check, and three months of the year that is judged.
BASELINE = [20.0, 22, 19, 21, 23, 20, 18, 22, 21, 20, 19, 21]
JANUARY = 2025 * 12


def series(values: list[float]) -> Series:
    unknown = np.full(len(values), math.nan)
    return Series(JANUARY + np.arange(len(values)), np.array(values), unknown, unknown, unknown)


def certain(values: list[float]) -> NDArray[np.float64]:
    return np.full(len(values), math.nan)


def test_limits_are_those_of_an_xmr_chart_of_the_year_before() -> None:
    values = [*BASELINE, 21.0, 20, 35]
    band = usual(series(values), certain(values), fiscal_start=1)
    assert band is not None
    moving_range = (2 + 3 + 2 + 2 + 3 + 2 + 4 + 1 + 1 + 1 + 2) / 11
    assert band.centre == pytest.approx(246 / 12)
    assert band.high[-1] == pytest.approx(20.5 + 3 / 1.128 * moving_range)
    assert [month_label(month) for month in band.signals] == ["Mar 2026"]
    assert (month_label(band.first), month_label(band.last)) == ("Jan 2025", "Dec 2025")


def test_the_fiscal_year_moves_the_baseline() -> None:
    values = [*BASELINE, 21.0, 20, 35]
    band = usual(series(values), certain(values), fiscal_start=3)
    assert band is not None
    assert month_label(band.last) == "Feb 2026"


def test_five_months_say_nothing_of_what_is_usual() -> None:
    values = [*BASELINE[:5], 21.0]
    months = series(values)
    shifted = Series(months.months + 7, months.values, months.low, months.high, months.n)
    assert usual(shifted, certain(values), fiscal_start=1) is None


def test_a_series_that_never_moves_has_no_signals() -> None:
    values = [0.1 + 0.2] * 14
    band = usual(series(values), certain(values), fiscal_start=1)
    assert band is not None
    assert band.signals == ()


def test_sampling_error_is_each_month_s_own() -> None:
    values = [*BASELINE, 21.0, 20]
    errors = np.array([0.5] * 13 + [6.0])
    band = usual(series(values), errors, fiscal_start=1)
    plain = usual(series(values), certain(values), fiscal_start=1)
    assert band is not None
    assert plain is not None
    assert band.high[12] == pytest.approx(plain.high[12])
    assert band.high[13] - band.centre > 3 * 6.0
