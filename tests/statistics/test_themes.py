from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.statistics import AnswerSums, ThemeSums


def test_patterns_make_pairs(two_themes: pd.DataFrame) -> None:
    sums = ThemeSums.from_patterns(two_themes)
    assert sums.themes == ("A", "B")
    assert sums.n.tolist() == [[175, 35], [35, 155]]
    assert sums.mentions.tolist() == [175, 155]
    assert sums.score.tolist() == [-45, 5]
    assert sums.coded == AnswerSums(695, 695, 695, 175, 475)
    assert sums.silent.n == 0


def test_sums_add_and_subtract(two_themes: pd.DataFrame) -> None:
    whole = ThemeSums.from_patterns(two_themes, silent=(1, 2, 3))
    parts = [ThemeSums.from_patterns(two_themes.iloc[rows], silent=silent) for rows, silent in
             (([0, 1], (1, 0, 0)), ([2, 3], (0, 2, 3)))]  # fmt: skip
    for same in (parts[0] + parts[1], whole + parts[0] - parts[0], sum(parts)):
        assert same == whole
        assert hash(same) == hash(whole)
    assert parts[0] != whole
    assert whole != ThemeSums.from_patterns(two_themes, silent=(1, 2, 4))
    assert whole != ThemeSums.from_patterns(two_themes.rename(columns={"A": "C"}), silent=(1, 2, 3))
    assert whole != "whole"
    with pytest.raises(TypeError):
        5 + whole


def test_patterns_may_be_told_in_any_yes_and_no(two_themes: pd.DataFrame) -> None:
    whole = ThemeSums.from_patterns(two_themes)
    for dtype in ("int", "float", "object", "boolean", "bool[pyarrow]", "uint8"):
        assert ThemeSums.from_patterns(frame=two_themes.astype({"A": dtype})) == whole
        assert ThemeSums.from_patterns(frame=two_themes.astype({"A": dtype, "B": dtype})) == whole


@pytest.mark.parametrize("wrong", [2, 0.5, -1, math.nan, None, pd.NA, "yes", "1"])
def test_a_theme_is_mentioned_or_not(two_themes: pd.DataFrame, wrong: Any) -> None:
    with pytest.raises(ValueError, match="themes must be true or false"):
        ThemeSums.from_patterns(two_themes.assign(A=[False, True, False, wrong]))


def test_weighted_counts_are_not_taken_for_answers(two_themes: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="not whole"):
        ThemeSums.from_patterns(two_themes.assign(promoters=[1.5, 2, 3.5, 4]))
    with pytest.raises(ValueError, match="not whole"):
        ThemeSums.from_patterns(two_themes, silent=(0.5, 2, 3))
    with pytest.raises(ValueError, match="0 or more and not missing"):
        ThemeSums.from_patterns(two_themes, silent=(-1, 2, 3))
    with pytest.raises(ValueError, match="not whole"):
        AnswerSums.from_counts(1, 2, 3.5)


def test_counts_of_small_types_do_not_overflow(two_themes: pd.DataFrame) -> None:
    small: Any = np.array([200, 100, 100], dtype=np.uint8)
    assert AnswerSums.from_counts(*small) == AnswerSums(400, 400, 400, -100, 300)
    assert ThemeSums.from_patterns(two_themes.astype({"promoters": "uint8"})) == ThemeSums.from_patterns(two_themes)


def test_a_cube_gives_the_same(two_themes: pd.DataFrame) -> None:
    sums = ThemeSums.from_patterns(two_themes)
    of_pairs = [[-45, -15], [-15, 5]]
    same = ThemeSums.from_pairs(["A", "B"], sums.n, sums.weight, of_pairs, sums.coded)
    assert np.array_equal(same.score, sums.score)


def test_points_of_nobody_are_missing() -> None:
    assert math.isnan(AnswerSums().mean)
    assert AnswerSums.from_counts(1, 1, 2).mean == 25


def test_what_does_not_fit_is_refused(two_themes: pd.DataFrame) -> None:
    sums = ThemeSums.from_patterns(two_themes)
    with pytest.raises(ValueError, match="different themes"):
        sums + ThemeSums.from_patterns(two_themes.rename(columns={"A": "C"}))
    with pytest.raises(ValueError, match="for 1 themes"):
        ThemeSums.from_pairs(["A"], sums.n, sums.weight, sums.score, sums.coded)
    with pytest.raises(ValueError, match="named twice"):
        ThemeSums.from_pairs(["A", "A"], sums.n, sums.weight, sums.score, sums.coded)
    with pytest.raises(ValueError, match="not missing"):
        ThemeSums.from_pairs(["A", "B"], -sums.n, sums.weight, sums.score, sums.coded)
    with pytest.raises(ValueError, match="0 or more and not missing"):
        ThemeSums.from_patterns(two_themes.assign(promoters=[1, 2, 3, -1]))
