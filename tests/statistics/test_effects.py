"""No effect is no effect on every machine: rounding decides neither a sign nor an order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics import AnswerSums, ThemeSums, comparable, settled, theme_drivers, theme_points
from dashboard.statistics.effects import NEGLIGIBLE


def test_what_rounding_leaves_is_none() -> None:
    assert settled([5.6e-16, -5.6e-16, NEGLIGIBLE]).tolist() == [0.0, 0.0, 0.0]
    found = settled([2e-9, -0.3, math.nan])
    assert found[:2].tolist() == [2e-9, -0.3]
    assert math.isnan(found[2])


def test_what_rounding_tells_apart_is_equal() -> None:
    first, second, third = comparable([0.1 + 0.2, 0.3, 0.3000001]).tolist()
    assert first == second < third
    assert math.copysign(1, comparable([-1e-17])[0]) == 1


@given(st.floats(-1e6, 1e6))
def test_an_effect_stays_what_it_is(effect: float) -> None:
    assert settled([effect])[0] == (0.0 if abs(effect) <= NEGLIGIBLE else effect)


def sums(by_theme: dict[str, tuple[int, int, int]], apart: tuple[int, int, int]) -> ThemeSums:
    """Answers that name one theme each, and some that name none."""
    n = np.diag([float(sum(counts)) for counts in by_theme.values()])
    score = [float(counts[2] - counts[0]) for counts in by_theme.values()]
    everything = np.array([apart, *by_theme.values()]).sum(axis=0)
    return ThemeSums.from_pairs(list(by_theme), n, n, score, AnswerSums.from_counts(*everything.tolist()))


@pytest.mark.parametrize("times", [1, 3, 7, 11, 1000])
def test_a_theme_as_happy_as_all_others_costs_nothing(times: int) -> None:
    found = theme_points(sums({"a": (60, 50, 30), "b": (10 * times, 40 * times, 70 * times)}, (40, 120, 240)))
    assert found[0, 1] == 0
    assert found[0, 0] > 0.05
    assert found[1, 1] < 0 < found[2, 1]


@pytest.mark.parametrize("themes", [["a", "b", "c"], ["c", "a", "b"]])
def test_themes_alike_are_ranked_in_their_order(themes: list[str]) -> None:
    alike = sums(dict.fromkeys(themes, (47, 11, 13)), (40, 121, 239))
    assert theme_drivers(alike)["theme"].tolist() == themes
    assert theme_drivers(alike)["rank"].tolist() == [1, 2, 3]


def test_where_themes_explain_every_answer_nothing_is_left_to_chance() -> None:
    found = theme_points(sums({"a": (90, 0, 0), "b": (0, 70, 0)}, (0, 0, 130)))
    assert found[0].tolist() == found[1].tolist() == found[2].tolist()
    assert found[0] == pytest.approx([200 * 90 / 290, 100 * 70 / 290])
