from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.statistics import cumulative_incidence, kaplan_meier

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


@pytest.mark.parametrize("wrong", [np.nan, None, np.inf, -1, 1.5])
def test_a_cause_is_a_number_from_0_on(wrong: Any) -> None:
    with pytest.raises(ValueError, match="cause must be"):
        cumulative_incidence([1, 2], [1, wrong])
    with pytest.raises(ValueError, match="cause must be"):
        cumulative_incidence([1, 2], np.array([1, wrong], dtype=object))


@given(cases)
def test_counts_stand_for_rows(rows: list[tuple[int, bool]]) -> None:
    times, ended = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    keys, counts = np.unique(np.column_stack([times, ended]), axis=0, return_counts=True)
    plain, counted = kaplan_meier(times, ended), kaplan_meier(keys[:, 0], keys[:, 1], counts)
    for column in plain:
        assert counted[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=60))
def test_shares_of_all_causes_make_the_whole(rows: list[tuple[int, int]]) -> None:
    times, cause = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    found = cumulative_incidence(times, cause)
    ended = found.filter(like="cause_").sum(axis=1)
    assert ended.to_numpy() == pytest.approx(1 - kaplan_meier(times, cause > 0)["survival"].to_numpy())


def test_giving_up_competes_with_completing() -> None:
    """1 − Kaplan-Meier of completion alone overstates it."""
    times, cause = [1, 2, 3, 4], [2, 1, 2, 1]
    alone = 1 - kaplan_meier(times, np.array(cause) == 1)["survival"].iloc[-1]
    assert cumulative_incidence(times, cause)["cause_1"].iloc[-1] == pytest.approx(0.5)
    assert alone == 1


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
