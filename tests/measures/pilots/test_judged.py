"""Whether a pilot worked, and every reason for which that cannot be told; beside a second opinion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from statsmodels.formula.api import ols

from dashboard.data.access import Grant
from dashboard.measures.pilots.judged import Tried, judge
from dashboard.measures.pilots.register import tried
from dashboard.periods import first_day, last_day
from tests.pilots import BEGAN, noisy, outcomes, pilot, units
from tests.published import LAST, Rows, data

HOURS = 3.0


def told(folder: Path, grant: Grant | None = None, /, **tables: Rows) -> dict[str, Tried]:
    found = data(folder, *([grant] if grant else []), **tables)
    return {one.pilot.pilot_id: one for one in tried(found)}


def one(folder: Path, kept: Mapping[str, Any], rows: Rows, came: Rows) -> Tried:
    return told(folder, pilots=[kept], pilot_units=rows, pilot_outcomes=came)["p"]


@pytest.mark.parametrize(
    ("effect", "metric", "verdict"),
    [
        (-HOURS, "resolution_hours", "worked"), (HOURS, "resolution_hours", "harmful"),
        (0.0, "resolution_hours", "no_effect"), (HOURS, "csat_mean", "worked"), (-HOURS, "csat_mean", "harmful"),
    ],
)  # fmt: skip
def test_a_lift_is_judged_in_its_measure_s_own_direction(
    tmp_path: Path, effect: float, metric: str, verdict: str
) -> None:
    found = one(tmp_path, pilot(metric=metric), units(), outcomes(units(), noisy(effect)))
    assert (found.verdict, found.reasons, found.units) == (verdict, (), (6, 6))
    assert found.lift is not None
    assert found.lift.value == pytest.approx(effect, abs=1.0)
    assert (found.lift.low > 0 or found.lift.high < 0) == (verdict != "no_effect")


def values(effect: float, arm: int, seed: int = 0) -> tuple[list[float], list[float]]:
    """Return each unit's change as a pencil has it: the mean of six months after less that of twelve before."""
    value = noisy(effect, seed)
    changes = [
        [
            np.mean([value(unit, month, treated) for month in range(6)])
            - np.mean([value(unit, month, treated) for month in range(-12, 0)])
            for unit in numbers
        ]
        for treated, numbers in ((True, range(arm)), (False, range(arm, 2 * arm)))
    ]
    return [float(one) for one in changes[0]], [float(one) for one in changes[1]]


def test_few_units_by_permutation_as_numpy_has_it(tmp_path: Path) -> None:
    """The p-value is the share of assignments that lie as far apart; the lift, the difference of mean changes."""
    found = one(tmp_path, pilot(), units(), outcomes(units(), noisy(-1.0)))
    treated, compared = values(-1.0, 6)
    both = np.array(treated + compared)
    apart = []
    for chosen in combinations(range(12), 6):
        inside = np.isin(np.arange(12), chosen)
        apart.append(both[inside].mean() - both[~inside].mean())
    assert found.lift is not None
    assert found.lift.value == pytest.approx(np.mean(treated) - np.mean(compared))
    assert found.lift.p_value == pytest.approx(np.mean(np.abs(apart) >= abs(found.lift.value) - 1e-9))
    assert found.lift.method == "permutation"


def test_many_units_as_statsmodels_has_it(tmp_path: Path) -> None:
    """From 20 units on: the regression of the changes on the arm, with errors that differ between arms (HC2)."""
    rows = units(treated=range(15), compared=range(15, 30))
    found = one(tmp_path, pilot(), rows, outcomes(rows, noisy(-1.0)))
    treated, compared = values(-1.0, 15)
    frame = pd.DataFrame({"change": treated + compared, "arm": [1.0] * 15 + [0.0] * 15})
    fitted = ols("change ~ arm", frame).fit(cov_type="HC2")
    assert found.lift is not None
    assert (found.lift.value, found.lift.standard_error) == pytest.approx((fitted.params["arm"], fitted.bse["arm"]))
    assert found.lift.method == "t"
    # The classical difference in differences over unit-periods comes to the same lift.
    arms = [*frame["arm"], *frame["arm"]]
    long = pd.DataFrame({"y": [0.0] * 30 + treated + compared, "arm": arms, "after": [0.0] * 30 + [1.0] * 30})
    assert ols("y ~ arm * after", long).fit().params["arm:after"] == pytest.approx(found.lift.value)


def test_the_smallest_lift_that_could_have_been_seen_is_told(tmp_path: Path) -> None:
    found = one(tmp_path, pilot(), units(), outcomes(units(), noisy()))
    assert found.lift is not None
    assert found.lift.smallest_detectable == pytest.approx(2.8016 * found.lift.standard_error, rel=1e-3)


def not_evaluable(found: Tried) -> tuple[str, ...]:
    assert found.verdict == "not_evaluable"
    return found.reasons


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"metric": "their own index"}, "not_ours"), ({"metric": "net_revenue_retention"}, "not_kept"),
        ({"metric": "resolution_median"}, "not_kept"), ({"starts_on": None}, "no_start"),
        ({"ends_on": first_day(BEGAN + 2)}, "too_short"),
        ({"starts_on": date(2023, 2, 1), "ends_on": date(2023, 9, 30)}, "nothing_before"),
    ],
)  # fmt: skip
def test_what_the_register_alone_makes_impossible(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    found = one(tmp_path, pilot(**changes), units(), outcomes(units(), noisy(-HOURS)))
    assert not_evaluable(found) == (reason,)


@pytest.mark.parametrize(("treated", "compared"), [(3, 6), (6, 3), (1, 0)])
def test_below_four_units_in_an_arm_nothing_is_told(tmp_path: Path, treated: int, compared: int) -> None:
    rows = units(treated=range(treated), compared=range(6, 6 + compared))
    found = one(tmp_path, pilot(), rows, outcomes(rows, noisy(-HOURS)))
    assert not_evaluable(found) == ("few_units",)
    assert found.lift is None


def test_units_in_which_too_little_was_counted_are_left_out(tmp_path: Path) -> None:
    """A unit counts with five cases before and five after; where that leaves fewer than four, nothing is told."""
    rows = units()
    for without, expected in ((1, ((5, 6), (1, 0), "worked")), (3, ((3, 6), (3, 0), "not_evaluable"))):
        came = [row for row in outcomes(rows, noisy(-HOURS)) if int(row["segment"][1:]) >= without]
        few = outcomes(rows[:without], noisy(-HOURS), n=1, months=range(-12, 4))
        found = one(tmp_path / str(without), pilot(), rows, came + [row | {"units": 12} for row in few])
        assert (found.units, found.left_out, found.verdict) == expected
    assert found.reasons == ("few_answers",)


def test_units_picked_because_they_were_low_come_back_by_themselves(tmp_path: Path) -> None:
    """In the half year before they were bad, and not earlier: the same lift as of a pilot that works is none."""
    value = noisy()

    def came(unit: int, month: int, treated: bool) -> float:
        return value(unit, month, treated) + 4.0 * (treated and -6 <= month < 0)

    found = one(tmp_path, pilot(), units(), outcomes(units(), came))
    assert not_evaluable(found) == ("picked_low",)
    assert found.apart is not None
    assert found.apart.level.value > 0
    assert found.apart.expected < 0


@pytest.mark.parametrize(("by", "reason"), [(9.0, "lower_before"), (-9.0, "higher_before")])
def test_units_that_differ_all_along_are_not_compared(tmp_path: Path, by: float, reason: str) -> None:
    """Hours are better where they are fewer: more of them is lower."""
    value = noisy()
    came = outcomes(units(), lambda unit, month, treated: value(unit, month, treated) + by * treated)
    assert not_evaluable(one(tmp_path, pilot(), units(), came)) == (reason,)


def test_units_that_drew_ahead_before_it_began_are_not_compared(tmp_path: Path) -> None:
    value = noisy(spread=0.5)

    def came(unit: int, month: int, treated: bool) -> float:
        return value(unit, month, treated) + (2.0 if treated and month < -6 else -0.6 * treated)

    assert not_evaluable(one(tmp_path, pilot(), units(), outcomes(units(), came))) == ("drifted_apart",)


def test_all_units_alike_leave_no_spread_to_judge_by(tmp_path: Path) -> None:
    rows = units(treated=range(12), compared=range(12, 24))
    came = outcomes(rows, lambda unit, month, treated: float(unit % 3) - 2.0 * (treated and month >= 0))
    assert not_evaluable(one(tmp_path, pilot(), rows, came)) == ("no_spread",)


def test_what_shifted_in_one_arm_is_no_lift(tmp_path: Path) -> None:
    """By phone a case takes ten hours less: the pilot's units were asked by phone from its start on."""
    value, rows = noisy(spread=0.2), units()
    web = outcomes(rows, value, way="web")
    web = [row for row in web if row["arm"] == "comparison" or row["month"] < BEGAN]
    phone = outcomes(rows[:6], lambda *told: value(*told) - 10.0, way="phone", months=range(6))
    found = one(tmp_path, pilot(), rows, web + [row | {"units": 12} for row in phone])
    assert not_evaluable(found) == ("shifted",)
    assert found.lift is not None
    assert found.lift.value == pytest.approx(-10, abs=1)


def test_ways_that_stay_as_they_were_shift_nothing(tmp_path: Path) -> None:
    value, rows = noisy(-HOURS), units()
    came = outcomes(rows, value, way="web") + outcomes(rows, lambda *told: value(*told) - 10.0, way="phone")
    found = one(tmp_path, pilot(), rows, came)
    assert found.verdict == "worked"
    assert found.shift == pytest.approx(0.0, abs=1e-9)


# Peeking


def test_before_its_months_are_over_there_is_no_verdict(tmp_path: Path) -> None:
    """What is seen so far is told as such, however clear it looks."""
    kept = pilot(ends_on=last_day(LAST + 2))
    found = one(tmp_path, kept, units(), outcomes(units(), noisy(-HOURS)))
    assert (found.verdict, found.reasons) == ("too_early", ())
    assert found.lift is not None
    assert found.lift.high < 0
    just_begun = pilot(starts_on=first_day(LAST), ends_on=last_day(LAST + 5))
    came = outcomes(units(), noisy(), n=1, months=range(-12, 1), began=LAST)
    young = one(tmp_path / "young", just_begun, units(), came)
    assert (young.verdict, young.lift) == ("too_early", None)


def test_what_cannot_be_judged_is_told_before_its_end(tmp_path: Path) -> None:
    """Whether units were picked low is known on the first day: nobody has to wait for a verdict that never comes."""
    value = noisy()

    def came(unit: int, month: int, treated: bool) -> float:
        return value(unit, month, treated) + 4.0 * (treated and -6 <= month < 0)

    kept = pilot(ends_on=last_day(LAST + 2))
    assert not_evaluable(one(tmp_path, kept, units(), outcomes(units(), came))) == ("picked_low",)


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({}, (BEGAN, BEGAN + 5)),
        ({"ends_on": None}, (BEGAN, BEGAN + 5)),
        ({"ends_on": last_day(BEGAN + 20)}, (BEGAN, BEGAN + 11)),
        ({"ends_on": last_day(BEGAN + 3) - timedelta(1)}, (BEGAN, BEGAN + 2)),
        ({"starts_on": first_day(BEGAN) + timedelta(9)}, (BEGAN + 1, BEGAN + 5)),
        ({"ends_on": None, "stage": "stopped", "decided_on": last_day(BEGAN + 3)}, (BEGAN, BEGAN + 3)),
    ],
)
def test_months_are_set_when_it_begins(tmp_path: Path, changes: dict[str, Any], after: tuple[int, int]) -> None:
    """Whole months only: the one in which it began is none of both arms' time, unless it began on its first day."""
    found = one(tmp_path, pilot(**changes), units(), outcomes(units(), noisy()))
    assert found.horizon is not None
    assert (found.horizon.before, found.horizon.after) == ((BEGAN - 12, BEGAN - 1), after)


# Two at once


def test_a_unit_in_both_arms_is_left_out(tmp_path: Path) -> None:
    rows = units(compared=range(5, 12))
    found = one(tmp_path, pilot(), rows, outcomes(rows, noisy(-HOURS)))
    assert (found.units, found.left_out, found.verdict) == ((5, 6), (1, 1), "worked")


def test_one_compared_that_joined_on_the_way_is_left_out(tmp_path: Path) -> None:
    joined = units(treated=(11,), compared=(), joined_on=first_day(BEGAN + 2))
    rows = [*units(), *joined]
    found = one(tmp_path, pilot(), rows, outcomes(rows, noisy(-HOURS)))
    assert (found.units, found.listed) == ((6, 5), (6, 6))


def test_where_most_of_an_arm_is_in_two_nothing_is_told(tmp_path: Path) -> None:
    rows = units(compared=range(2, 12))
    assert not_evaluable(one(tmp_path, pilot(), rows, outcomes(rows, noisy(-HOURS)))) == ("two_at_once",)


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({}, (0, 4)), ({"metric": "nps"}, (0, 0)), ({"starts_on": first_day(BEGAN - 30), "ends_on": None}, (0, 0)),
        ({"starts_on": first_day(BEGAN - 30), "ends_on": last_day(BEGAN - 20)}, (0, 0)),
        ({"starts_on": first_day(BEGAN - 30), "ends_on": last_day(BEGAN + 1)}, (0, 4)),
        ({"starts_on": first_day(BEGAN - 30), "ends_on": last_day(BEGAN + 1), "stage": "adopted"}, (0, 0)),
    ],
)  # fmt: skip
def test_units_that_another_pilot_of_the_measure_changed_meanwhile(
    tmp_path: Path, changes: dict[str, Any], left_out: tuple[int, int]
) -> None:
    """One that began or ended in these months changed something between them; one that went on all the while, or is
    of another measure, did not."""
    rows = units(compared=range(6, 16))
    others = units("q", treated=range(12, 16), compared=range(20, 24))
    came = outcomes(rows, noisy(-HOURS))
    found = told(tmp_path, pilots=[pilot(), pilot("q", **changes)], pilot_units=[*rows, *others], pilot_outcomes=came)
    assert (found["p"].left_out, found["p"].verdict) == (left_out, "worked")


# Who sees it


def test_a_reader_of_some_regions_sees_no_lift_of_others(tmp_path: Path) -> None:
    rows = [row | {"region": "N" if number % 2 else "S"} for number, row in enumerate(units())]
    came = outcomes(rows, noisy(-HOURS))
    tables: dict[str, Rows] = {"pilots": [pilot()], "pilot_units": rows, "pilot_outcomes": came}
    assert told(tmp_path, **tables)["p"].verdict == "worked"
    part = told(tmp_path / "part", Grant(regions=frozenset({"N"})), **tables)["p"]
    assert (not_evaluable(part), part.lift) == (("not_seen",), None)
    assert told(tmp_path / "none", Grant(regions=frozenset({"N"}), company_totals=False), **tables) == {}


def test_undecided_ones_come_first_and_the_newest_of_them(tmp_path: Path) -> None:
    kept = [
        pilot("a", stage="stopped"), pilot("b", starts_on=first_day(BEGAN - 9)), pilot("c", stage=None),
        pilot("d", stage="scaled", starts_on=first_day(BEGAN + 3)), pilot("e", starts_on=None),
    ]  # fmt: skip
    assert list(told(tmp_path, pilots=kept, pilot_units=[], pilot_outcomes=[])) == ["c", "b", "e", "d", "a"]


def test_it_is_judged_once_for_all_readers_alike(tmp_path: Path) -> None:
    found = data(tmp_path, pilots=[pilot()], pilot_units=units(), pilot_outcomes=outcomes(units(), noisy()))
    (seen,) = tried(found)
    assert judge(found, seen.pilot) is seen
