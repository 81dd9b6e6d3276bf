"""Effects of stages from sums: beside least squares on the rows."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.statistics import AnswerSums
from dashboard.statistics.stage_effects import stage_effects

Rows = tuple[np.ndarray, np.ndarray, np.ndarray]


def rows(seed: int, stages: int = 4, answers: int = 1500) -> Rows:
    """Terms (answers, 2 stages), outcomes and weights; a bad word on the first stage costs most."""
    draw = np.random.default_rng(seed)
    spoken = draw.random((answers, stages)) < 0.5
    spoken[:, 0] |= ~spoken.any(axis=1)
    bad = spoken & (draw.random((answers, stages)) < 0.3)
    mood = 0.4 - bad @ np.array([0.9, 0.4, 0.2, 0.0])[:stages] + draw.normal(0, 0.8, answers)
    return np.hstack((spoken, bad)).astype(float), np.clip(np.rint(mood), -1, 1), draw.choice([1.0, 2.0], answers)


def sums(terms: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, AnswerSums]:
    everybody = AnswerSums(
        len(weight), weight.sum(), (weight**2).sum(), (weight * outcome).sum(), (weight * outcome**2).sum()
    )
    return (terms * weight[:, None]).T @ terms, terms.T @ (weight * outcome), everybody


@pytest.mark.parametrize("seed", range(4))
def test_effects_are_those_of_least_squares_on_the_rows(seed: int) -> None:
    terms, outcome, weight = rows(seed)
    found = stage_effects(*sums(terms, outcome, weight), 4)
    fit = sm.WLS(100 * outcome, sm.add_constant(terms), weights=weight).fit()
    assert found.effect == pytest.approx(fit.params[5:])
    assert found.points == pytest.approx(-fit.params[5:] * np.average(terms[:, 4:], axis=0, weights=weight))
    # its errors take weights for precisions; ours for how much an answer counts
    assert found.standard_error == pytest.approx(fit.bse[5:], rel=0.15)


def test_unweighted_errors_are_the_classical_ones() -> None:
    terms, outcome, _ = rows(9)
    found = stage_effects(*sums(terms, outcome, np.ones(len(outcome))), 4)
    fit = sm.OLS(100 * outcome, sm.add_constant(terms)).fit()
    assert found.standard_error == pytest.approx(fit.bse[5:], rel=1e-6)
    assert found.low == pytest.approx(fit.params[5:] - 1.959964 * fit.bse[5:], rel=1e-4)


def test_the_costliest_stage_comes_first_and_repeated_answers_widen_all() -> None:
    terms, outcome, weight = rows(2, answers=4000)
    one = stage_effects(*sums(terms, outcome, weight), 4)
    assert one.rank.tolist()[0] == 1
    assert (one.rank_low <= one.rank).all()
    assert (one.rank <= one.rank_high).all()
    repeated = stage_effects(*sums(terms, outcome, weight), 4, factor=4.0)
    assert repeated.standard_error == pytest.approx(2 * one.standard_error)
    assert repeated.effect == pytest.approx(one.effect)


def test_a_stage_that_nobody_was_unhappy_with_and_two_that_always_come_together_cannot_be_told() -> None:
    terms, outcome, weight = rows(3)
    terms[:, 4] = 0
    terms[:, 6], terms[:, 2] = terms[:, 5], terms[:, 1]
    found = stage_effects(*sums(terms, outcome, weight), 4)
    assert np.isnan(found.effect).tolist() == [True, True, True, False]
    assert np.isnan(found.rank).tolist() == [True, True, True, False]


def test_of_no_answers_nothing_is_told() -> None:
    found = stage_effects(np.zeros((4, 4)), np.zeros(4), AnswerSums(), 2)
    assert np.isnan(found.effect).all()


def test_sums_of_another_number_of_stages_are_refused() -> None:
    with pytest.raises(ValueError, match="for 3 stages"):
        stage_effects(np.zeros((4, 4)), np.zeros(4), AnswerSums(), 3)
