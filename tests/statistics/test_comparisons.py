from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from dashboard.statistics import benjamini_hochberg


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.sampled_from([0.01, 0.05, 0.2]))
def test_as_statsmodels_has_it(p_values: list[float], q: float) -> None:
    expected = multipletests(p_values, alpha=q, method="fdr_bh")[0]
    assert benjamini_hochberg(p_values, q).tolist() == expected.tolist()


@given(
    st.lists(st.integers(0, 100).map(lambda percent: percent / 100), min_size=1, max_size=60),
    st.sampled_from([0.01, 0.05, 0.07, 0.1, 0.2]),
)
def test_p_values_at_the_boundary_pass_as_in_statsmodels(p_values: list[float], q: float) -> None:
    expected = multipletests(p_values, alpha=q, method="fdr_bh")[0]
    assert benjamini_hochberg(p_values, q).tolist() == expected.tolist()


def test_all_pass_where_all_are_the_rate_itself() -> None:
    for family in range(1, 200):
        for q in (0.01, 0.05, 0.1):
            assert benjamini_hochberg([q] * family, q).all()


def test_a_missing_p_value_is_no_comparison() -> None:
    assert benjamini_hochberg([0.04, math.nan, math.nan], 0.05).tolist() == [True, False, False]
    assert benjamini_hochberg([0.04, 1.0, 1.0], 0.05).tolist() == [False, False, False]


def test_an_empty_family() -> None:
    assert benjamini_hochberg(np.array([]), 0.05).tolist() == []


def test_what_is_no_p_value_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2], 0.05)
