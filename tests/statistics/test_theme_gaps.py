"""When effects cannot be told apart, and what themes cost by their gap then."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.statistics.drivers import untold_themes
from dashboard.statistics.theme_gaps import gap_points, gap_ranks, one_each_at_least, shape_of
from dashboard.statistics.themes import ThemeSums

# Detractors, passives and promoters by what is named: a reason each.
ONE_EACH = {("a",): (60, 20, 20), ("b",): (20, 20, 60), ("c",): (30, 40, 30)}


def sums(patterns: Mapping[Any, tuple[int, int, int]]) -> ThemeSums:
    themes = sorted({theme for named in patterns for theme in named})
    rows = [[*(theme in named for theme in themes), *n] for named, n in patterns.items()]
    return ThemeSums.from_patterns(pd.DataFrame(rows, columns=[*themes, "detractors", "passives", "promoters"]))


def test_one_reason_an_answer_is_told_from_themes_that_answers_may_name() -> None:
    assert shape_of(sums(ONE_EACH)) == "one_each"
    assert one_each_at_least(sums(ONE_EACH)) == 300
    assert shape_of(sums({**ONE_EACH, (): (5, 5, 5), ("a", "b"): (4, 3, 3)})) == "one_each"
    assert shape_of(sums({**ONE_EACH, (): (20, 20, 20)})) == "apart"
    assert shape_of(sums({("a",): (30, 5, 5), ("b",): (5, 5, 30), ("a", "b"): (20, 10, 10)})) == "apart"


def test_two_reasons_an_answer_cannot_be_told_apart_either() -> None:
    each = {("a", "b"): (40, 10, 10), ("a", "c"): (10, 40, 10), ("b", "c"): (10, 10, 40)}
    assert shape_of(sums(each)) == "alike"


def test_few_answers_are_not_spoken_of_as_one_reason_each() -> None:
    assert shape_of(sums({(): (5, 5, 5), ("a",): (5, 5, 5), ("b",): (5, 5, 5), ("a", "b"): (5, 5, 5)})) == "apart"


def test_what_cannot_be_told_has_its_own_reason() -> None:
    """'b' and 'c' always come together, 'd' is named by all, 'e' by few; 'f' is all that names 'g' or 'h'."""
    found = untold_themes(sums({
        ("a", "d"): (40, 0, 10), ("d",): (10, 10, 60), ("b", "c", "d"): (30, 10, 10), ("d", "e"): (5, 0, 0),
        ("d", "f", "g"): (20, 10, 10), ("d", "f", "h"): (10, 20, 10),
    }))  # fmt: skip
    assert found == {"b": "alike", "c": "alike", "d": "always", "e": "few", "f": "alike", "g": "alike", "h": "alike"}


def test_the_gap_times_the_share_is_what_leaving_out_costs() -> None:
    lost = gap_points(sums(ONE_EACH))
    without_a = (60 + 30 - 20 - 30) / 200 * 100
    everybody = (20 + 60 + 30 - 60 - 20 - 30) / 300 * 100
    assert lost[0] == pytest.approx(without_a - everybody)
    assert lost[2] == pytest.approx(0.0)


def test_a_theme_with_too_few_or_without_others_has_no_gap() -> None:
    lost = gap_points(sums({("a",): (60, 20, 20), ("b",): (5, 5, 5)}))
    assert np.isnan(lost).all()


def test_ranks_hang_together_as_the_gaps_do() -> None:
    """Of two reasons one gap is the other's reverse: their order turns where a gap changes its sign."""
    of_two = sums({("a",): (30, 20, 20), ("b",): (20, 20, 30)})
    lost = gap_points(of_two)
    rank, low, high = gap_ranks(of_two, np.arange(2), lost, np.array([3.0, 3.0]))
    assert rank.tolist() == [1.0, 2.0]
    assert (low[0], high[1]) == (1.0, 2.0)
    sure = gap_ranks(of_two, np.arange(2), lost, np.array([0.1, 0.1]))
    assert [one.tolist() for one in sure[1:]] == [[1.0, 2.0], [1.0, 2.0]]


def test_no_answer_is_no_shape() -> None:
    assert shape_of(
        ThemeSums.from_pairs((), np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0), sums(ONE_EACH).silent)
    ) == ("apart")
    assert math.isclose(one_each_at_least(sums(ONE_EACH)), 300.0)
