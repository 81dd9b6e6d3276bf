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
    keys = ["month", "region", "segment", "metric"]
    answers, themed = cube("answers"), cube("themed_answers")
    for name in ("n", "weight", "weight_squared"):
        left, right = (frame.groupby(keys, dropna=False)[name].sum() for frame in (answers, themed))
        pd.testing.assert_series_equal(left, right, rtol=1e-11)


def test_the_outcomes_of_the_answers_are_those_of_their_scores(cube: Cube) -> None:
    answers, themed = cube("answers"), cube("themed_answers")
    nps = answers[answers["metric"] == "nps"]
    promoters, detractors = (nps[chosen]["weight"].sum() for chosen in (nps["score"] >= 9, nps["score"] <= 6))
    assert themed[themed["metric"] == "nps"]["y"].sum() == pytest.approx(promoters - detractors, rel=1e-11)


def test_a_customer_s_sums_squared_are_sums_of_the_clusters(cube: Cube, warehouse: Warehouse) -> None:
    """Over a year that is no calendar year, for one mention and for all answers read."""
    clusters = cube("theme_clusters")
    first, last = LAST - 11, LAST
    held = clusters[
        (clusters["metric"] == "nps") & (clusters["month"] <= last) & (clusters["month"] - clusters["lag"] >= first)
    ]  # fmt: skip
    mention = held[held["mention"] != ""].groupby("mention")["ww"].sum().idxmax()
    said = """
        select a.customer, sum(a.weight * case when score >= 9 then 1 when score <= 6 then -1 else 0 end) as s,
            sum(a.weight) as n
        from (select distinct r.response_id, coalesce('c' || customer_id, 'r' || r.response_id) as customer, score,
            coalesce(weight, 1) as weight from survey_responses r
            THEMES where metric = 'nps' and journey_stage is null and score between 0 and 10
            and coalesce(coded, trim(comment) <> '') and responded_at >= date '2025-09-01'
            and responded_at < date '2026-09-01') a
        group by a.customer"""
    own = said.replace("THEMES", "join response_themes t using (response_id)").replace(
        "where metric", f"where theme_id = '{mention}' and coalesce(sentiment, 0) <> 1 and metric"
    )  # fmt: skip
    for name, rows in ((mention, own), ("", said.replace("THEMES", ""))):
        found = held[held["mention"] == name]
        for column, squares in (("yy", "s * s"), ("yw", "s * n"), ("ww", "n * n")):
            expected = counted(warehouse, f"select sum({squares}) from ({rows}) x")
            assert found[column].sum() == pytest.approx(expected, rel=1e-9), (name, column)
    both = f"select sum(o.s * e.n) from ({own}) o join ({said.replace('THEMES', '')}) e using (customer)"
    assert held[held["mention"] == mention]["yw_all"].sum() == pytest.approx(counted(warehouse, both), rel=1e-9)


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


def test_a_year_s_revenue_and_its_customers_are_the_warehouses(cube: Cube, warehouse: Warehouse) -> None:
    windows = cube("window_revenue")
    year = windows[(windows["month"] == LAST) & (windows["window"] == 12)]
    last, before = (
        f"from revenue where month between date '{first}' and date '{end}'"
        for first, end in (("2025-09-01", "2026-08-01"), ("2024-09-01", "2025-08-01"))
    )
    for column, rows in (("revenue", last), ("revenue_before", before)):
        total = counted(warehouse, f"select sum(cast(amount as double)) {rows}")
        assert year[column].sum() == pytest.approx(total, rel=1e-11)
    there = counted(warehouse, f"select count(distinct customer_id) {before} and amount > 0")
    assert year["customers_before"].sum() == there


def test_the_ledger_is_summed_and_nothing_else(cube: Cube, warehouse: Warehouse) -> None:
    period = PERIOD.replace("responded_at", "month")
    total = counted(warehouse, f"select sum(cast(amount as double)) from finance where {period}")
    assert cube("finance")["amount"].sum() == pytest.approx(total, rel=1e-11)
