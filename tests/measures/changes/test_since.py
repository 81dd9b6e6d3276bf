"""Since when: said only where the months tell."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.measures.changes.since import since
from tests.published import LAST


def stepped(back: int, size: float, seed: int, noise: float = 1.0, months: int = 48) -> int | None:
    """Look for a step that began so many months before the last one."""
    random = np.random.default_rng(seed)
    values = noise * random.normal(size=months)
    values[months - back - 1 :] += size
    return since(values, np.full(months, noise), LAST, float(np.sign(size)))


@pytest.mark.parametrize("back", [3, 5, 8])
@pytest.mark.parametrize("size", [6.0, -6.0])
def test_a_large_step_is_dated_to_the_month(back: int, size: float) -> None:
    found = [stepped(back, size, seed) for seed in range(100)]
    assert found.count(LAST - back) >= 95


def test_what_is_said_is_right_to_a_month_or_two() -> None:
    """A step of three standard errors is often dated, and then seldom by more than a month off."""
    found = [month for seed in range(300) if (month := stepped(6, 3.0, seed)) is not None]
    assert len(found) > 150
    assert np.mean([abs(month - (LAST - 6)) <= 1 for month in found]) > 0.95


def test_noise_has_no_beginning() -> None:
    assert sum(stepped(6, 1e-9, seed) is not None for seed in range(300)) <= 6


def test_a_slow_rise_has_no_beginning() -> None:
    values = np.linspace(0, 6, 48)
    assert since(values, np.full(48, 1.0), LAST, 1.0) is None


def test_a_step_of_more_than_a_year_ago_or_of_this_month_is_not_dated() -> None:
    assert all(stepped(15, 6.0, seed) is None for seed in range(30))
    assert all(stepped(0, 6.0, seed) is None for seed in range(30))


def test_a_step_to_the_other_side_is_not_the_change() -> None:
    values = np.concatenate((np.zeros(42), np.full(6, 5.0)))
    assert since(values, np.full(48, 0.5), LAST, -1.0) is None


def test_a_missing_month_leaves_nothing_to_say() -> None:
    values = np.concatenate((np.zeros(42), np.full(6, 5.0)))
    values[-4] = np.nan
    assert since(values, np.full(48, 0.5), LAST, 1.0) is None
    assert since(values[-3:], np.full(3, 0.5), LAST, 1.0) is None
