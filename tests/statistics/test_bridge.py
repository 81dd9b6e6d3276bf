from __future__ import annotations

import math
from dataclasses import astuple

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics import Bridge, customer_bridge

amounts = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.booleans()), max_size=30)


def frame(rows: list[tuple[int, int, bool]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["opening", "closing", "reactivated"])
    return table.assign(customer_id=range(len(table)), reactivated=table["reactivated"].astype(bool))


@pytest.fixture
def eight() -> pd.DataFrame:
    rows = [(100, 120), (100, 100), (100, 60), (100, 0), (50, 55), (0, 50), (0, 30), (0, 40)]
    return pd.DataFrame(rows, columns=["opening", "closing"]).assign(
        customer_id=list("abcdefgh"),
        reactivated=[False] * 7 + [True],
        acquisition_source=pd.Series([None] * 5 + ["earned", "bought", None], dtype=object),
    )


def test_eight_customers(eight: pd.DataFrame) -> None:
    found = customer_bridge(eight)
    assert (found.opening, found.new, found.reactivated, found.expansion) == (450, 80, 40, 25)
    assert (found.contraction, found.churned, found.closing) == (40, 100, 455)
    assert 100 * found.gross_retention == pytest.approx(68.8889, abs=5e-5)
    assert 100 * found.net_retention == pytest.approx(74.4444, abs=5e-5)
    assert 100 * found.logo_retention == pytest.approx(80)
    assert [100 * rate for rate in found.earned_growth] == pytest.approx([-14.4444] * 2, abs=5e-5)
    assert 100 * found.growth == pytest.approx(1.1111, abs=5e-5)
    assert found.refill == pytest.approx(140 / 145)


def test_unknown_reasons_leave_a_range(eight: pd.DataFrame) -> None:
    rows = pd.concat([eight.iloc[:5], eight.iloc[7:]]).assign(acquisition_source=None)
    new = pd.DataFrame(
        {
            "customer_id": ["x", "y", "z"],
            "opening": 0,
            "closing": [40, 20, 20],
            "reactivated": False,
            "acquisition_source": ["earned", "bought", None],
        }
    )
    found = customer_bridge(pd.concat([rows, new], ignore_index=True))
    assert [100 * rate for rate in found.earned_growth] == pytest.approx([-16.6667, -12.2222], abs=5e-5)


def test_ten_millions() -> None:
    found = Bridge(10.0, 0, 0, 1.8, 0.6, 0.9, 10.3, 0, 0, 0, 0, 0, 0, 0)
    assert found.gross_retention == pytest.approx(0.85)
    assert found.net_retention == pytest.approx(1.03)


def test_earned_growth_of_winning_on_purpose() -> None:
    """Revenue 100 to 130, net retention 85 %, of 45 new 25 are earned: 10 %, a third of the growth."""
    found = Bridge(100, 45, 0, 0, 0, 15, 130, 25, 20, 0, 0, 0, 0, 0)
    assert found.earned_growth == pytest.approx((0.10, 0.10))
    assert found.earned_growth[0] / found.growth == pytest.approx(1 / 3)


@given(amounts)
def test_it_reconciles_and_gross_retention_stays_below_all(rows: list[tuple[int, int, bool]]) -> None:
    found = customer_bridge(frame(rows))
    closing = (
        found.opening + found.new + found.reactivated + found.expansion - found.contraction - found.churned
    )  # fmt: skip
    assert closing == pytest.approx(found.closing)
    customers = (
        found.opening_customers + found.new_customers + found.reactivated_customers - found.churned_customers
    )  # fmt: skip
    assert customers == found.closing_customers
    if found.opening:
        assert 0 <= found.gross_retention <= 1
        assert found.gross_retention <= found.net_retention


@given(amounts, amounts)
def test_bridges_of_different_customers_add_up(a: list[tuple[int, int, bool]], b: list[tuple[int, int, bool]]) -> None:
    assert astuple(customer_bridge(frame(a)) + customer_bridge(frame(b))) == astuple(customer_bridge(frame(a + b)))


def test_bridges_can_be_summed(eight: pd.DataFrame) -> None:
    parts = [customer_bridge(eight.iloc[:3]), customer_bridge(eight.iloc[3:6]), customer_bridge(eight.iloc[6:])]
    assert sum(parts) == customer_bridge(eight)
    with pytest.raises(TypeError):
        5 + parts[0]


@pytest.mark.parametrize("dtype", ["object", "str", "string", "string[python]", "string[pyarrow]", "category"])
def test_reasons_for_joining_may_be_of_any_type(eight: pd.DataFrame, dtype: str) -> None:
    typed = eight.astype({"acquisition_source": dtype})
    assert typed["acquisition_source"].isna().sum() == 6
    assert customer_bridge(frame=typed) == customer_bridge(eight)
    arrow = eight.astype({"acquisition_source": pd.ArrowDtype(pa.string()), "opening": "int64[pyarrow]"})
    assert customer_bridge(arrow) == customer_bridge(eight)


@pytest.mark.parametrize("dtype", ["bool", "boolean", "bool[pyarrow]", "int64", "Int64", "float64", "object"])
def test_who_came_back_may_be_told_in_any_type(eight: pd.DataFrame, dtype: str) -> None:
    assert customer_bridge(eight.astype({"reactivated": dtype})) == customer_bridge(eight)
    if dtype not in ("bool", "int64"):
        unknown = eight.astype({"reactivated": dtype})
        unknown.loc[0, "reactivated"] = None
        assert customer_bridge(unknown) == customer_bridge(eight)
    with pytest.raises(ValueError, match="reactivated must be true or false"):
        customer_bridge(eight.assign(reactivated="no"))


def test_new_customers_do_not_retain(eight: pd.DataFrame) -> None:
    without_new = customer_bridge(eight[eight["opening"] > 0])
    assert without_new.net_retention == customer_bridge(eight).net_retention


def test_nothing_to_retain_is_missing() -> None:
    found = customer_bridge(frame([(0, 5, False)]))
    assert math.isnan(found.gross_retention)
    assert math.isnan(customer_bridge(frame([(5, 5, False)])).refill)


def test_without_optional_columns_all_that_came_is_new(eight: pd.DataFrame) -> None:
    found = customer_bridge(eight[["customer_id", "opening", "closing"]])
    assert (found.new, found.reactivated, found.new_earned) == (120, 0, 0)


def test_what_is_no_amount_is_refused(eight: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        customer_bridge(eight.assign(customer_id="a"))
    for wrong in (-1.0, math.nan, math.inf):
        with pytest.raises(ValueError, match="0 or more and not missing"):
            customer_bridge(eight.assign(closing=wrong))
