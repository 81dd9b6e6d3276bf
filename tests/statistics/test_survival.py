from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.statistics import kaplan_meier, median_durations, median_values

# Weeks in remission under 6-MP (Freireich et al. 1963), with what R's survfit prints.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]

cases = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60)


def test_a_known_curve() -> None:
    found = kaplan_meier(WEEKS, RELAPSED).set_index("time")
    assert found.loc[6, "survival"] == pytest.approx(0.857, abs=5e-4)
    assert found.loc[6, "standard_error"] == pytest.approx(0.0764, abs=5e-5)
    assert (found.loc[6, "low"], found.loc[6, "high"]) == pytest.approx((0.620, 0.952), abs=5e-4)
    assert found.loc[23, "survival"] == pytest.approx(0.448, abs=5e-4)
    assert found.loc[23, "at_risk"] == 6


@given(cases)
def test_as_statsmodels_has_it(rows: list[tuple[int, bool]]) -> None:
    times, ended = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    found = kaplan_meier(times, ended)
    events = found[found["events"] > 0]
    expected = SurvfuncRight(times + 1.0, ended.astype(float))
    assert events["survival"].tolist() == pytest.approx(
        expected.surv_prob[np.isin(expected.surv_times, times[ended] + 1.0)].tolist()
    )
    some = found[found["survival"] > 0]
    assert ((some["low"] <= some["survival"]) & (some["survival"] <= some["high"])).all()
    assert some["low"].between(0, 1).all()
    assert some["high"].between(0, 1).all()


def test_where_all_are_lost_the_error_is_not_known() -> None:
    """As statsmodels and R's survfit have it: the last one's end says nothing of how sure a survival of 0 is."""
    found = kaplan_meier([1, 2, 3, 3], [1, 1, 1, 1])
    assert found["survival"].tolist() == pytest.approx([0.75, 0.5, 0])
    errors = SurvfuncRight(np.array([1.0, 2, 3, 3]), np.ones(4)).surv_prob_se
    assert found["standard_error"].tolist() == pytest.approx(errors.tolist(), nan_ok=True)
    assert found[["standard_error", "low", "high"]].iloc[-1].isna().all()
    assert found.iloc[:-1].notna().all(axis=None)


def test_whether_it_ended_may_be_told_by_any_yes_or_no() -> None:
    expected = kaplan_meier([1, 2, 3], [True, False, True])
    told: list[Any] = [[1, 0, 1], [1.0, 0.0, 1.0], np.array([1, 0, 1], dtype=np.uint8), [True, 0, 1.0]]
    told += [pd.Series([True, False, True], dtype=dtype) for dtype in ("boolean", "object", "bool[pyarrow]")]
    for observed in told:
        assert kaplan_meier([1, 2, 3], observed).equals(expected)


@pytest.mark.parametrize("wrong", [None, np.nan, pd.NA, "yes", "0", 2, -1, 0.5])
def test_whether_it_ended_must_be_known(wrong: Any) -> None:
    with pytest.raises(ValueError, match="observed must be true or false"):
        kaplan_meier([1, 2], [True, wrong])
    with pytest.raises(ValueError, match="observed must be true or false"):
        kaplan_meier([1, 2], ["yes", "no"])
    with pytest.raises(ValueError, match="observed must be true or false"):
        kaplan_meier([1, 2], pd.Series([True, None], dtype="boolean"))


@given(cases)
def test_counts_stand_for_rows(rows: list[tuple[int, bool]]) -> None:
    times, ended = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    keys, counts = np.unique(np.column_stack([times, ended]), axis=0, return_counts=True)
    plain, counted = kaplan_meier(times, ended), kaplan_meier(keys[:, 0], keys[:, 1], counts)
    for column in plain:
        assert counted[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)


def test_nobody_observed_is_an_empty_curve() -> None:
    assert len(kaplan_meier([], [])) == 0


def test_the_newest_cohort_is_not_taken_for_lasting() -> None:
    """Two left after a month, eight have only just come: survival at a month is of those at risk then."""
    found = kaplan_meier([1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2, 2], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]).set_index("time")
    assert found.loc[1, "survival"] == 0.5


def test_what_is_no_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more and not missing"):
        kaplan_meier([-1.0], [True])
    with pytest.raises(ValueError, match="0 or more and not missing"):
        kaplan_meier([np.nan], [True])
    with pytest.raises(ValueError, match="differ in length"):
        kaplan_meier([1.0, 2.0], [True])


EDGES = 2.0 ** (np.arange(13)[:, None] + [-0.5, 0.5])
"""Those of the buckets 0 to 12."""


def in_buckets(rows: list[tuple[int, bool]]) -> tuple[list[int], list[int]]:
    return tuple([sum(row == (time, ended) for row in rows) for time in range(13)] for ended in (True, False))  # type: ignore[return-value]


@given(cases)
def test_the_median_and_its_limits_lie_where_the_curve_and_its_limits_pass_one_half(
    rows: list[tuple[int, bool]],
) -> None:
    curve = kaplan_meier([row[0] for row in rows], [row[1] for row in rows])
    if curve["survival"].iloc[-1] == 0:  # all have ended
        before = curve["high"].iloc[-2] if len(curve) > 1 else 1.0
        left = curve["at_risk"].iloc[-1]
        curve.loc[curve.index[-1], ["low", "high"]] = 0.0, before * (1 - 0.025 ** (1 / left))
    found = median_durations(*in_buckets(rows), EDGES)
    for name, time in zip(("survival", "low", "high"), found.tolist(), strict=True):
        passed = curve["time"][curve[name] <= 0.5 + 1e-9]
        if passed.empty:
            assert time == np.inf if name == "high" else np.isnan(time)
        else:
            low, high = EDGES[int(passed.iloc[0])]
            assert low * (1 - 1e-9) <= time <= high * (1 + 1e-9)


@given(st.lists(cases, min_size=1, max_size=4))
def test_groups_have_the_medians_that_each_has_alone(groups: list[list[tuple[int, bool]]]) -> None:
    counts = np.array([in_buckets(rows) for rows in groups], dtype=float)
    together = median_durations(counts[:, 0], counts[:, 1], EDGES)
    np.testing.assert_array_equal(median_values(counts[:, 0], counts[:, 1], EDGES), together[0])
    alone = np.array([median_durations(*in_buckets(rows), EDGES) for rows in groups]).T
    assert together == pytest.approx(alone, nan_ok=True)


def test_the_known_curve_s_median_is_23_weeks_from_13_on() -> None:
    """Its lower limit is down to one half by week 13, its upper one never."""
    weeks = np.arange(1, 36)
    ended, censored = (
        [sum(w == week and r == seen for w, r in zip(WEEKS, RELAPSED, strict=True)) for week in weeks]
        for seen in (1, 0)
    )
    value, low, high = median_durations(ended, censored, weeks[:, None] + [-0.5, 0.5])
    assert (round(value), round(low), high) == (23, 13, np.inf)


def test_within_a_bucket_the_curve_falls_evenly_over_the_logarithm() -> None:
    assert median_durations([4], [0], [[1.0, 4.0]])[0] == pytest.approx(2)
    assert median_durations([1, 2, 1], [0, 0, 0], [[1, 2], [2, 8], [8, 16]])[0] == pytest.approx(4)


@pytest.mark.parametrize(("ended", "end"), [(5, np.inf), (6, 2.0), (80, 2.0)])
def test_of_many_that_all_end_at_once_the_median_is_known(ended: int, end: float) -> None:
    """Five of five may still be chance: of what lasts longer in half of all cases, one in 32 times none does."""
    _, low, high = median_durations([0, ended], [0, 0], np.array([[0.5, 1], [1, 2]]))
    assert 1 <= low <= 2
    assert high <= end
    assert (high == np.inf) == (end == np.inf)


def test_of_nothing_no_median_and_no_limits() -> None:
    assert np.isnan(median_durations([0, 0], [0, 0], [[1, 2], [2, 3]])).all()
    assert np.isnan(median_durations(np.empty((2, 0)), np.empty((2, 0)), np.empty((0, 2)))).all()


def test_where_most_are_open_the_median_is_not_reached() -> None:
    value, _, high = median_durations([40, 0], [0, 60], [[1, 2], [2, 3]])
    assert np.isnan(value)
    assert high == np.inf


@pytest.mark.parametrize(
    ("events", "censored", "edges", "says"),
    [
        ([1], [1, 2], [[1, 2]], "differ in their buckets"),
        ([1, 2], [1, 2], [[1, 2]], "differ in their buckets"),
        ([-1], [1], [[1, 2]], "0 or more and not missing"),
        ([1], [np.nan], [[1, 2]], "0 or more and not missing"),
        ([1], [1], [[0, 2]], "above 0 and in order"),
        ([1, 1], [1, 1], [[2, 3], [1, 2]], "above 0 and in order"),
    ],
)
def test_what_are_no_counts_in_buckets_is_refused(events: Any, censored: Any, edges: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        median_durations(events, censored, edges)
