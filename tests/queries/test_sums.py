"""Any filter is a sum of parts: what the cubes add up to is what the warehouse counts by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard.warehouse import Warehouse, connect
from queries.datasets import BY_NAME
from queries.extract import Parameters, compose, shape
from queries.source import Source

LAST = 2026 * 12 + 7
MONTHS = Parameters(first_month=LAST - 59, last_month=LAST, from_month=LAST - 59)
PERIOD = "responded_at >= date '2021-09-01' and responded_at < date '2026-09-01'"
COUNTED = "((metric = 'nps' and score between 0 and 10) or (metric = 'csat' and score between 1 and 5)"
COUNTED += " or (metric = 'ces' and score between 1 and 7))"

Cube = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[Warehouse]:
    with connect(f"duckdb:///{demo_warehouse}") as opened:
        yield opened


@pytest.fixture(scope="module")
def cube(warehouse: Warehouse) -> Cube:
    with warehouse.engine.connect() as connection:
        source = Source.inspect(connection)

    def asked(name: str) -> pd.DataFrame:
        came = warehouse.arrow(compose(source, BY_NAME[name]), MONTHS.values())
        frame: pd.DataFrame = shape(came, BY_NAME[name]).to_pandas()
        return frame

    return asked


def counted(warehouse: Warehouse, sql: str) -> float:
    (value,) = warehouse.arrow(sql).column(0).to_pylist()
    return float(value)


@pytest.mark.parametrize(
    ("column", "value"), [("region", "DACH"), ("segment", "Mid-market"), ("metric", "nps"), ("region", None)]
)
def test_answers_of_a_filter_are_what_the_warehouse_counts(
    cube: Cube, warehouse: Warehouse, column: str, value: str | None
) -> None:
    answers = cube("answers")
    chosen = answers[answers[column].isna() if value is None else answers[column] == value]
    own = column if column == "metric" else f"coalesce(a.{column}, c.{column})"
    condition = f"{own} is null" if value is None else f"{own} = '{value}'"
    joined = "survey_responses a left join customers c on c.customer_id = a.customer_id"
    assert chosen["n"].sum() == counted(
        warehouse, f"select count(*) from {joined} where {PERIOD} and {COUNTED} and {condition}"
    )
    assert chosen["n"].sum() > 0


def test_read_and_unread_answers_make_all_answers(cube: Cube) -> None:
    keys = ["month", "region", "segment", "metric", "replicate"]
    answers, themed = cube("answers"), cube("themed_answers")
    for name in ("n", "weight", "weight_squared"):
        left, right = (frame.groupby(keys, dropna=False)[name].sum() for frame in (answers, themed))
        pd.testing.assert_series_equal(left, right, rtol=1e-11)


def test_the_outcomes_of_the_answers_are_those_of_their_scores(cube: Cube) -> None:
    answers, themed = cube("answers"), cube("themed_answers")
    nps = answers[answers["metric"] == "nps"]
    promoters, detractors = (nps[chosen]["weight"].sum() for chosen in (nps["score"] >= 9, nps["score"] <= 6))
    assert themed[themed["metric"] == "nps"]["y"].sum() == pytest.approx(promoters - detractors, rel=1e-11)


def test_replicates_of_the_pairs_make_the_pairs(cube: Cube) -> None:
    keys = ["month", "metric", "mention_a", "mention_b"]
    pairs, replicates = cube("theme_pairs"), cube("theme_replicates")
    for name in ("n", "weight", "y"):
        left, right = (frame.groupby(keys)[name].sum() for frame in (pairs, replicates))
        pd.testing.assert_series_equal(left, right, rtol=1e-11, atol=1e-9)
    assert (pairs["mention_a"] <= pairs["mention_b"]).all()


def test_no_theme_is_named_by_more_answers_than_were_read(cube: Cube) -> None:
    pairs, themed = cube("theme_pairs"), cube("themed_answers")
    named = pairs[pairs["mention_a"] == pairs["mention_b"]].groupby(["month", "metric"])["n"].max()
    read = themed[themed["coded"] == 1].groupby(["month", "metric"])["n"].sum()
    assert (named <= read.reindex(named.index)).all()


def test_customers_and_money_of_a_closing_month_are_the_warehouses(cube: Cube, warehouse: Warehouse) -> None:
    windows = cube("customer_windows")
    closing = windows[(windows["month"] == LAST) & (windows["window"] == 12)]
    sales = "from revenue where amount > 0 and month = date"
    assert closing["closing_customers"].sum() == counted(warehouse, f"select count(*) {sales} '2026-08-01'")
    assert closing["opening_customers"].sum() == counted(warehouse, f"select count(*) {sales} '2025-08-01'")
    total = counted(warehouse, f"select sum(cast(amount as double)) {sales} '2026-08-01'")
    assert closing["closing_revenue"].sum() == pytest.approx(total, rel=1e-11)


def test_the_ledger_is_summed_and_nothing_else(cube: Cube, warehouse: Warehouse) -> None:
    period = PERIOD.replace("responded_at", "month")
    total = counted(warehouse, f"select sum(cast(amount as double)) from finance where {period}")
    assert cube("finance")["amount"].sum() == pytest.approx(total, rel=1e-11)
