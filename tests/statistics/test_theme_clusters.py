"""The factors of themes' errors, beside the answers themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dashboard.statistics import AnswerSums, MentionSums, ThemeSums, theme_drivers, theme_factors
from dashboard.statistics.intervals import Z95, t_quantile
from dashboard.statistics.theme_clusters import ALL

Array = NDArray[np.float64]


def summed(
    named: Array, score: Array, weight: Array, customer: NDArray[np.int64]
) -> tuple[ThemeSums, dict[str, MentionSums]]:
    """Return the sums of answers (n, k), as the cubes hold them."""
    names = [f"t{number}" for number in range(named.shape[1])]
    coded = AnswerSums(*(float(part @ weight) for part in (1 / weight, 1 + 0 * weight, weight, score, score**2)))
    pairs = (named * weight[:, None]).T @ named
    sums = ThemeSums.from_pairs(names, named.T @ named, pairs, (weight * score) @ named, coded)
    all_y, all_w = np.bincount(customer, weight * score), np.bincount(customer, weight)
    clusters = {}
    for mention, says in ((ALL, np.ones(len(score))), *zip(names, named.T, strict=True)):
        y, w = np.bincount(customer, weight * score * says), np.bincount(customer, weight * says)
        products = (y @ y, y @ w, w @ w, y @ all_y, y @ all_w, w @ all_y, w @ all_w)
        clusters[mention] = MentionSums(*(float(product) for product in products))
    return sums, clusters


def company(
    seed: int, customers: int, each: int, faithful: float, share: float
) -> tuple[Array, Array, Array, NDArray[np.int64]]:
    """Return answers of customers half of whose scatter is their own, and who may be faithful to their themes."""
    rng = np.random.default_rng(seed)
    customer = np.repeat(np.arange(customers), each)
    n = len(customer)
    chances = np.array([share, 0.1])
    own, new = rng.random((customers, 2)) < chances, rng.random((n, 2)) < chances
    named = np.where(rng.random((n, 2)) < faithful, own[customer], new)
    latent = math.sqrt(0.5) * (rng.standard_normal(customers)[customer] + rng.standard_normal(n)) - 0.5 * named[:, 0]
    score = (latent > 0.5).astype(float) - (latent < -0.5)
    return named.astype(float), score, np.ones(n), customer


def errors(factor: float) -> float:
    return math.sqrt(factor)


@given(st.integers(0, 10_000), st.integers(2, 80))
def test_the_factor_is_that_of_the_answers(seed: int, customers: int) -> None:
    """Written once more, answer by answer: the gap's residuals, summed by customer and squared."""
    rng = np.random.default_rng(seed)
    n = 150
    customer = rng.integers(0, customers, n)
    named, score, weight = (rng.random((n, 1)) < 0.3).astype(float), rng.integers(-1, 2, n), rng.lognormal(0, 0.5, n)
    sums, clusters = summed(named, score.astype(float), weight, customer)
    says = named[:, 0] > 0
    means = [np.average(score[side], weights=weight[side]) for side in (says, ~says)]
    off = score - np.where(says, *means)
    share = weight[says].sum() / weight.sum()
    noise = np.average(off**2, weights=weight) * n / (n - 2) * (weight @ weight) / weight.sum() ** 2
    lever = np.where(says, 1 / weight[says].sum(), -1 / weight[~says].sum())
    clustered = np.bincount(customer, weight * off * lever) @ np.bincount(customer, weight * off * lever)
    size = weight[says].sum() ** 2 / (np.bincount(customer, weight * says) @ np.bincount(customer, weight * says))
    ratio = clustered / (noise / (share * (1 - share))) * size / max(size - 1, 1)
    part = max(1 - 1 / ratio, 1 - size / says.sum())
    wider = (float(t_quantile(max(size - 1, 1) / max(part, 1e-12))) / Z95) ** 2
    assert theme_factors(sums, clusters)["t0"] == pytest.approx(max(ratio, 1) * wider, rel=1e-6)


def test_answers_that_are_given_again_tell_nothing_new() -> None:
    named, score, weight, _ = company(1, 900, 1, 0, 0.2)
    again = [np.repeat(part, 3, axis=0) for part in (named, score, weight)]
    sums, clusters = summed(again[0], again[1], again[2], np.repeat(np.arange(900), 3))
    once = theme_factors(*summed(named, score, weight, np.arange(900)))
    thrice = theme_factors(sums, clusters)
    for theme in sums.themes:
        assert once[theme] == pytest.approx(1, abs=0.15)
        assert thrice[theme] == pytest.approx(3 * once[theme], rel=0.12)


def scatter(faithful: float, share: float) -> Mapping[str, float]:
    """Return by how much effects scatter over companies beside their classical errors, and what factors say of it."""
    effects, classical, ours, of_the_mean = [], [], [], []
    for seed in range(120):
        answers = company(seed, 250, 6, faithful, share)
        sums, clusters = summed(*answers)
        found = theme_drivers(sums).set_index("theme").loc["t0"]
        effects.append(found["effect"])
        classical.append(found["effect_se"])
        ours.append(theme_factors(sums, clusters)["t0"])
        named, score, _, customer = answers
        off = np.where(named[:, 0] > 0, score - sums.score[0] / sums.weight[0, 0], 0.0)
        by_customer = np.bincount(customer, off)
        of_the_mean.append(by_customer @ by_customer / (off @ off))
    true = float(np.std(effects) / np.mean(classical))
    return {"true": true, "ours": errors(float(np.mean(ours))), "mean": errors(float(np.mean(of_the_mean)))}


@pytest.mark.parametrize(("faithful", "share"), [(0.0, 0.3), (0.5, 0.3), (0.9, 0.3)])
def test_effects_scatter_as_the_factor_of_the_gap_says_and_that_of_the_mean_does_not(
    faithful: float, share: float
) -> None:
    found = scatter(faithful, share)
    assert found["ours"] == pytest.approx(found["true"], rel=0.15)
    if faithful < 0.9:
        assert found["mean"] > 1.1 * found["ours"]


def test_a_theme_that_one_customer_alone_names_is_hardly_known() -> None:
    named, score, weight, customer = company(3, 400, 2, 0, 0.2)
    named[:, 1] = customer < 0
    named[:40, 1] = 1
    customer[:40] = 0
    sums, clusters = summed(named, score, weight, customer)
    assert errors(theme_factors(sums, clusters)["t1"]) > 5


def test_nothing_is_widened_where_nothing_is_known() -> None:
    sums, clusters = summed(*company(4, 200, 1, 0, 0.3))
    assert theme_factors(sums, {}) == {}
    del clusters["t0"]
    assert theme_factors(sums, clusters)["t0"] == 1
    everybody, of_all = summed(np.ones((50, 1)), np.ones(50), np.ones(50), np.arange(50))
    assert theme_factors(everybody, of_all) == {"t0": 1.0}


def test_the_factors_widen_each_theme_for_itself_and_move_nothing() -> None:
    sums, _ = summed(*company(5, 900, 1, 0, 0.3))
    plain = theme_drivers(sums).set_index("theme")
    wide = theme_drivers(sums, factors={"t0": 4.0}).set_index("theme")
    assert wide["effect"].tolist() == plain["effect"].tolist()
    times = (wide["effect_se"] / plain["effect_se"]).to_dict()
    assert times == pytest.approx({"t0": 2.0, "t1": 1.0})
