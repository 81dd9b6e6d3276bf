from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dashboard.statistics import (
    AnswerSums,
    ThemeSums,
    driver_rows,
    lmg,
    nps_difference,
    theme_balance,
    theme_drivers,
)


def from_rows(mentioned: NDArray[np.float64], score: NDArray[np.float64], weight: NDArray[np.float64]) -> ThemeSums:
    names = [f"theme {number}" for number in range(mentioned.shape[1])]
    coded = AnswerSums(
        float(len(score)), float(weight.sum()), float(weight @ weight), float(weight @ score), float(weight @ score**2)
    )  # fmt: skip
    pairs = (mentioned * weight[:, None]).T @ mentioned
    return ThemeSums.from_pairs(names, mentioned.T @ mentioned, pairs, (weight * score) @ mentioned, coded)


def answers(seed: int, n: int, k: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    rng = np.random.default_rng(seed)
    mentioned = (rng.random((n, k)) < rng.uniform(0.05, 0.3, k)).astype(float)
    return mentioned, rng.integers(-1, 2, n).astype(float), rng.lognormal(0, 0.5, n)


def by_theme(sums: ThemeSums, least_mentions: int = 30) -> Any:
    return theme_drivers(sums, least_mentions).set_index("theme")


def test_two_themes_as_at_row_level(two_themes: pd.DataFrame) -> None:
    found = by_theme(ThemeSums.from_patterns(two_themes))
    expected = pd.DataFrame(
        {
            "mentions": [175, 155],
            "gap": [-68.021978, -28.255675],
            "impact": [-17.127836, -6.301625],
            "effect": [-68.962368, -30.562660],
            "effect_se": [6.298809, 6.567747],
            "points_lost": [17.364625, 6.816133],
            "relative_weight": [0.142468968, 0.024194720],
            "rank": [1, 2],
        },
        index=["A", "B"],
    )
    for column in expected:
        assert found[column].tolist() == pytest.approx(expected[column].tolist(), abs=6e-7)
    assert found["relative_weight"].sum() == pytest.approx(0.166663688, abs=5e-10)
    assert (100 * found["relative_weight"] / found["relative_weight"].sum()).tolist() == pytest.approx(
        [85.4829, 14.5171], abs=5e-5
    )
    assert found.loc["A", "high"] - found.loc["A", "points_lost"] == pytest.approx(1.959964 * 6.298809 * 175 / 695)


def test_the_columns_of_the_frame(two_themes: pd.DataFrame) -> None:
    assert list(theme_drivers(ThemeSums.from_patterns(two_themes))) == [
        "theme", "mentions", "gap", "impact", "effect", "effect_se", "points_lost", "low", "high",
        "relative_weight", "rank", "rank_low", "rank_high",
    ]  # fmt: skip


def test_the_rows_are_those_of_the_frame(two_themes: pd.DataFrame) -> None:
    sums = ThemeSums.from_patterns(two_themes)
    frame, rows = theme_drivers(sums), driver_rows(sums)
    pd.testing.assert_frame_equal(pd.DataFrame(rows), frame)
    assert all(type(value) in (str, float) for row in rows for value in row.values())


def test_the_points_add_up_to_the_score(two_themes: pd.DataFrame) -> None:
    found = theme_balance(ThemeSums.from_patterns(two_themes))
    assert found.intercept == pytest.approx(49.360614, abs=5e-7)
    assert found.lost == pytest.approx(17.364625 + 6.816133, abs=2e-6)
    assert found.intercept - found.lost == pytest.approx(25.179856, abs=5e-7)


def test_gap_and_impact_are_differences_of_scores(two_themes: pd.DataFrame) -> None:
    """Qualtrics' form of the impact, score without the theme, and share times gap are one number."""
    found = by_theme(ThemeSums.from_patterns(two_themes))
    gap = nps_difference((80, 60, 35), (70, 160, 290))
    assert found.loc["A", "gap"] == pytest.approx(gap.value)
    assert gap.standard_error == pytest.approx(6.606361, abs=5e-7)
    with_a, everybody = 100 * -45 / 175, 100 * 175 / 695
    assert found.loc["A", "impact"] == pytest.approx(175 * (with_a - everybody) / (695 - 175))
    assert pytest.approx(-6.666667, abs=5e-7) == 100 * (-40 - 20) / 900


def test_those_who_said_nothing_are_a_term_of_their_own(two_themes: pd.DataFrame) -> None:
    plain, with_silent = (ThemeSums.from_patterns(two_themes, silent=silent) for silent in ((0, 0, 0), (10, 100, 190)))
    pd.testing.assert_frame_equal(theme_drivers(plain), theme_drivers(with_silent))
    found = theme_balance(with_silent)
    assert found.score == pytest.approx(100 * (175 + 180) / 995)
    assert found.said_nothing == pytest.approx(found.score - 25.179856, abs=5e-7)
    assert found.intercept == pytest.approx(theme_balance(plain).intercept)


@given(st.integers(0, 10_000), st.integers(1, 8), st.integers(20, 400))
def test_the_identity_holds_for_any_data(seed: int, k: int, n: int) -> None:
    sums = from_rows(*answers(seed, n, k))
    silent = AnswerSums(50, 70, 120, 31, 44)
    sums = ThemeSums(sums.themes, sums.n, sums.weight, sums.score, sums.coded, silent)
    for least in (0, 30, 1000):
        found = theme_balance(sums, least)
        assert found.intercept - found.lost + found.gained + found.said_nothing == pytest.approx(found.score, rel=1e-9)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_effects_are_those_of_the_rows(seed: int, k: int) -> None:
    mentioned, score, weight = answers(seed, 400, k)
    found = by_theme(from_rows(mentioned, score, weight), least_mentions=0)
    design = np.column_stack([np.ones(400), mentioned]) * np.sqrt(weight)[:, None]
    solution = np.linalg.lstsq(design, 100 * score * np.sqrt(weight), rcond=None)[0]
    ordered = found.loc[[f"theme {number}" for number in range(k)]]
    assert ordered["effect"].tolist() == pytest.approx(solution[1:].tolist(), rel=1e-9, abs=1e-9)


def test_weights_cost_precision() -> None:
    mentioned, score, weight = answers(1, 2000, 3)
    even, uneven = (by_theme(from_rows(mentioned, score, w)) for w in (np.ones(2000), weight))
    # Kish: the variance of weights with spread .5 is e^.25.
    assert (uneven["effect_se"] / even["effect_se"]).mean() == pytest.approx(math.exp(0.125), rel=0.05)
    scaled = by_theme(from_rows(mentioned, score, 1e9 * weight))
    assert scaled["effect_se"].tolist() == pytest.approx(uneven["effect_se"].tolist(), rel=1e-9)
    assert scaled["mentions"].tolist() == uneven["mentions"].tolist()


def test_themes_with_few_mentions_are_pooled() -> None:
    mentioned, score, weight = answers(2, 900, 5)
    mentioned[40:, 3:] = 0
    sums = from_rows(mentioned, score, weight)
    found = by_theme(sums)
    few = found.loc[["theme 3", "theme 4"]]
    assert few["effect"].isna().all()
    assert few["rank"].isna().all()
    assert few["gap"].notna().all()
    assert found.loc["other", "mentions"] == few["mentions"].sum()
    assert found.loc["other", "points_lost"] == pytest.approx(theme_balance(sums).other)
    assert math.isnan(found.loc["other", "rank"])
    assert sorted(found["rank"].dropna()) == [1, 2, 3]
    rows = np.column_stack([np.ones(900), mentioned[:, :3], mentioned[:, 3:].sum(axis=1)]) * np.sqrt(weight)[:, None]
    effects = np.linalg.lstsq(rows, 100 * score * np.sqrt(weight), rcond=None)[0]
    assert found.loc["other", "effect"] == pytest.approx(effects[4])


def test_praise_and_complaint_that_are_pooled_stay_apart() -> None:
    mentioned, score, weight = answers(2, 900, 5)
    mentioned[40:, 1:] = 0
    sums = from_rows(mentioned, score, weight)
    signed = ThemeSums.from_pairs(
        ["a", "+b", "c", "+d", "e"], sums.n, sums.weight, sums.score, sums.coded
    )  # fmt: skip
    found, balance = by_theme(signed), theme_balance(signed)
    sides = mentioned[:, [2, 4]].sum(axis=1), mentioned[:, [1, 3]].sum(axis=1)
    rows = np.column_stack([np.ones(900), mentioned[:, 0], *sides]) * np.sqrt(weight)[:, None]
    effects = np.linalg.lstsq(rows, 100 * score * np.sqrt(weight), rcond=None)[0]
    assert found.loc[["other", "+other"], "effect"].tolist() == pytest.approx(effects[2:].tolist())
    assert found.loc[["other", "+other"], "rank"].isna().all()
    assert [balance.other, balance.other_praise] == pytest.approx(
        found.loc[["other", "+other"], "points_lost"].tolist()
    )
    assert balance.intercept - balance.lost + balance.gained == pytest.approx(balance.score)


@pytest.mark.parametrize("pool", ["other", "+other"])
def test_the_cube_s_own_other_is_never_ranked(pool: str) -> None:
    mentioned, score, weight = answers(2, 900, 2)
    sums = from_rows(mentioned, score, weight)
    named = ThemeSums.from_pairs(["waiting", pool], sums.n, sums.weight, sums.score, sums.coded)
    found = by_theme(named)
    assert list(found.index) == ["waiting", pool]
    assert math.isnan(found.loc[pool, "rank"])
    assert found["effect"].notna().all()
    assert found["gap"].notna().all()


def test_what_can_not_be_told_is_missing(two_themes: pd.DataFrame) -> None:
    patterns = two_themes.assign(twin=two_themes["A"], always=True, never=False)
    found = by_theme(ThemeSums.from_patterns(patterns))
    alone = by_theme(ThemeSums.from_patterns(two_themes))
    for theme in ("A", "twin", "always", "never"):
        assert math.isnan(found.loc[theme, "effect"])
        assert math.isnan(found.loc[theme, "points_lost"])
        assert math.isnan(found.loc[theme, "rank"])
    assert found.loc["B", "effect"] == pytest.approx(alone.loc["B", "effect"])
    assert found.loc["B", "effect_se"] == pytest.approx(alone.loc["B", "effect_se"], rel=2e-3)
    balance = theme_balance(ThemeSums.from_patterns(patterns))
    assert balance.intercept - balance.lost + balance.gained == pytest.approx(balance.score)
    assert balance.entangled == pytest.approx(17.364625, abs=5e-7)


def test_without_an_answer_that_mentions_none_there_is_no_reference() -> None:
    labels = pd.DataFrame(
        {"A": [True, False], "B": [False, True], "detractors": [40, 60], "passives": [50, 5], "promoters": [90, 40]}
    )
    sums = ThemeSums.from_patterns(labels)
    assert by_theme(sums)["effect"].isna().all()
    assert math.isnan(theme_balance(sums).intercept)
    assert by_theme(sums)["gap"].notna().all()


@pytest.mark.parametrize("scores", [(0, 0, 0), (0, 0, 50)])
def test_nothing_coded_and_nothing_different(scores: tuple[int, int, int]) -> None:
    patterns = pd.DataFrame({"A": [True, False]})
    for name, count in zip(("detractors", "passives", "promoters"), scores, strict=True):
        patterns[name] = count
    found = theme_drivers(ThemeSums.from_patterns(patterns))
    assert found.loc[0, "mentions"] == sum(scores)
    if sum(scores):
        assert found.loc[0, "effect"] == 0
        assert found.loc[0, "effect_se"] == 0


def test_more_themes_than_answers_leave_no_error() -> None:
    rows = np.eye(4)[:, :3]
    found = by_theme(from_rows(rows, np.array([1.0, -1, 0, 1]), np.ones(4)), least_mentions=0)
    assert found["effect"].notna().all()
    assert found["effect_se"].isna().all()
    assert found["rank_low"].isna().all()


def test_nearly_identical_themes_keep_ten_digits() -> None:
    """A million answers, two themes that differ in forty of them, and weights far from 1."""
    patterns = pd.DataFrame(
        {
            "A": [False, True, True, False],
            "B": [False, True, False, True],
            "detractors": [100_000, 200_000, 10, 5],
            "passives": [200_000, 100_000, 5, 5],
            "promoters": [400_000, 100_000, 5, 10],
        }
    )
    found = by_theme(ThemeSums.from_patterns(patterns), least_mentions=1)
    # Solved by hand: the model is y = a + bA + cB on four groups; normal equations in whole numbers.
    matrix = [[1_100_040, 400_020, 400_020], [400_020, 400_020, 400_000], [400_020, 400_000, 400_020]]
    outcome = [200_000, -100_005, -99_995]
    _, b, c = _exact(matrix, outcome)
    assert found.loc["A", "effect"] == pytest.approx(100 * b, rel=1e-10)
    assert found.loc["B", "effect"] == pytest.approx(100 * c, rel=1e-10)


def _exact(matrix: list[list[int]], outcome: list[int]) -> list[float]:
    from fractions import Fraction

    rows = [[Fraction(cell) for cell in row] + [Fraction(right)] for row, right in zip(matrix, outcome, strict=True)]
    for pivot in range(len(rows)):
        rows[pivot] = [cell / rows[pivot][pivot] for cell in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot:
                factor = rows[other][pivot]
                rows[other] = [cell - factor * base for cell, base in zip(rows[other], rows[pivot], strict=True)]
    return [float(row[-1]) for row in rows]


def test_relative_weights_are_near_lmg() -> None:
    mentioned, score, weight = answers(4, 3000, 6)
    score = np.clip(score - mentioned[:, 0] - mentioned[:, 1], -1, 1)
    found = by_theme(from_rows(mentioned, score, weight)).loc[[f"theme {number}" for number in range(6)]]
    centred = np.column_stack([mentioned, score])
    centred = (centred - weight @ centred / weight.sum()) * np.sqrt(weight)[:, None]
    r = centred.T @ centred
    r = r / np.sqrt(np.outer(np.diag(r), np.diag(r)))
    assert found["relative_weight"].to_numpy() == pytest.approx(lmg(r[:6, :6], r[:6, 6]), abs=2e-3)


def test_ranks_have_intervals_that_hold_them_and_repeat() -> None:
    sums = from_rows(*answers(5, 3000, 12))
    found = theme_drivers(sums)
    assert found["rank"].tolist() == list(range(1, 13))
    assert (found["rank_low"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_high"]).all()
    assert found["rank_low"].min() >= 1
    assert found["rank_high"].max() <= 12
    assert found["points_lost"].is_monotonic_decreasing
    pd.testing.assert_frame_equal(found, theme_drivers(sums))


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_themes_without_effect_are_seldom_significant(seed: int) -> None:
    found = theme_drivers(from_rows(*answers(seed, 500, 8)))
    beyond = (found["low"] > 0) | (found["high"] < 0)
    assert beyond.sum() <= 5
