"""Fisher's exact test: against fractions without any rounding, and against SciPy's."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.statistics import fisher_exact

Counted = tuple[int, int]


def shares(most: int) -> st.SearchStrategy[Counted]:
    return st.integers(0, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def by_fractions(one: Counted, other: Counted) -> float:
    (k1, n1), (k2, n2) = one, other
    events = k1 + k2
    tables = {k: comb(n1, k) * comb(n2, events - k) for k in range(max(0, events - n2), min(n1, events) + 1)}
    return float(Fraction(sum(many for many in tables.values() if many <= tables[k1]), comb(n1 + n2, events)))


@given(shares(300), shares(300))
def test_as_whole_numbers_have_it(one: Counted, other: Counted) -> None:
    assert fisher_exact(*one, *other) == pytest.approx(by_fractions(one, other), rel=1e-9)


@given(shares(40), shares(40))
def test_tables_as_likely_as_the_one_found_are_counted(one: Counted, other: Counted) -> None:
    """Two groups of a size have them in pairs."""
    alike = other[0], one[1]
    if alike[0] <= alike[1]:
        assert fisher_exact(*one, *alike) == pytest.approx(by_fractions(one, alike), rel=1e-9)


@given(st.integers(0, 4), st.integers(1_000, 2_000_000), st.integers(0, 60), st.integers(1_000, 2_000_000))
def test_as_scipy_has_it_for_few_events_of_many(k1: int, n1: int, k2: int, n2: int) -> None:
    expected = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    assert fisher_exact(k1, n1, k2, n2) == pytest.approx(float(expected), rel=1e-6, abs=1e-300)


def test_the_lady_tasting_tea() -> None:
    """Fisher (1935): of eight cups three of four are told right; 17/70 on one side, and as many on the other."""
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_where_nothing_can_differ_nothing_does() -> None:
    for counts in ((0, 0, 3, 9), (3, 9, 0, 0), (0, 5, 0, 9), (5, 5, 9, 9), (0, 0, 0, 0)):
        assert fisher_exact(*counts) == 1.0


@pytest.mark.parametrize("counts", [(5, 4, 1, 9), (1, 9, 5, 4), (-1, 4, 1, 9), (1, 9, -1, 4)])
def test_what_is_no_share_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no shares"):
        fisher_exact(*counts)
