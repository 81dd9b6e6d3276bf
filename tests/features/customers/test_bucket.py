"""The bucket: beside plain SQL, as it is written, and against the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart, within
from dashboard.data.question import Question
from dashboard.features.customers.bucket import the_bucket
from dashboard.measures.customers.bucket import bucket
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.customers import bucket as words
from tests.features.companies import asked
from tests.published import LAST, Q3, Rows, data, view

MOVES = """
    with ends as (
        select customer_id,
            coalesce(sum(amount) filter (month = $before), 0) as b, coalesce(sum(amount) filter (month = $now), 0) as e
        from revenue where month in ($before, $now) group by 1
    ),
    since as (select customer_id, min(month) as first from revenue where amount > 0 group by 1)
    select
        count(*) filter (b > 0), count(*) filter (b = 0 and e > 0 and not gone), count(*) filter (b = 0 and e > 0 and gone),
        count(*) filter (b > 0 and e = 0), count(*) filter (e > 0),
        sum(b), coalesce(sum(e) filter (b = 0 and not gone), 0), coalesce(sum(e) filter (b = 0 and gone), 0),
        coalesce(sum(e - b) filter (b > 0 and e > b), 0), coalesce(sum(b - e) filter (b > e and e > 0), 0),
        coalesce(sum(b) filter (e = 0), 0), sum(e)
    from (
        select *, s.first <= $before or date_trunc('month', c.acquired_on) <= $before and
            date_trunc('month', c.acquired_on) < (select min(month) from revenue) as gone
        from ends join since s using (customer_id) left join customers c using (customer_id)
        where ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    )
"""  # noqa: E501
LEDGER = """
    select sum(amount) from finance where line = 'recurring_revenue' and month = $now
        and ($region is null or region = $region) and ($segment is null or segment = $segment)
"""


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Enterprise"), ("NA", "Mid-market")]
)
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, region: str | None, segment: str | None
) -> None:
    for back in (0, 15):
        period = closing(kind, demo.manifest.last_month - back, Calendar())
        regions, segments = ((one,) if one else None for one in (region, segment))
        asked_for = view(regions=regions, segments=segments, period=period, against=None)
        found = bucket(asked(demo, settings, view=asked_for).data, asked_for)
        assert found is not None
        assert found.across
        assert found.ledger is not None
        place = {"region": region, "segment": segment}
        ends = {"now": first_day(period.last), "before": first_day(period.last - period.length)}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            expected = raw.execute(MOVES, ends | place).fetchone()
            booked = raw.execute(LEDGER, {"now": ends["now"]} | place).fetchone()
        c, m = found.customers, found.money
        told = (
            c.opening, c.new, c.back, c.lost, c.closing,
            m.opening, m.new, m.back, m.expansion, m.contraction, m.lost, m.closing,
        )  # fmt: skip
        assert told == pytest.approx(expected)
        assert (found.ledger.amount,) == pytest.approx(booked)


def moves(**changes: Any) -> Rows:
    row = {
        "month": LAST, "window": 3, "opening_customers": 450, "new_customers": 80, "reactivated_customers": 40,
        "lost_customers": 100, "closing_customers": 470, "opening_revenue": 450.0, "new_revenue_earned": 50.0,
        "new_revenue_bought": 30.0, "reactivated_revenue": 40.0, "expansion": 25.0, "contraction": 40.0,
        "lost_revenue": 100.0, "closing_revenue": 455.0,
    }  # fmt: skip
    return [row | changes]


def ledger(amount: float, **place: str) -> dict[str, Any]:
    return {"month": LAST, "line": "recurring_revenue", "amount": amount, **place}


def charts(folder: Path, settings: Settings, **datasets: Rows) -> dict[str, Chart]:
    rows = {"customer_windows": moves(), "finance": [ledger(455.0)]} | datasets
    found = the_bucket.blocks(Question(data(folder, **rows), view(period=Q3), settings))
    return {one.head.name: one for block in found for one in within(block) if isinstance(one, Chart)}


def test_the_bridge_of_the_worked_example_is_drawn_and_adds_up(tmp_path: Path) -> None:
    shown = charts(tmp_path, Settings(as_of=None))
    money = shown["M1.money"].rows()
    assert [(row["x"], row["label"]) for row in money] == [
        ("Opening", "€450"), ("New", "+€80"), ("Back", "+€40"), ("Expansion", "+€25"), ("Contraction", "−€40"),
        ("Lost", "−€100"), ("Closing", "€455"),
    ]  # fmt: skip
    assert (
        shown["M1.money"].head.title
        == "€145 a month came or grew, €140 left or shrank: 1.1\u202f% more than at the start"
    )
    assert shown["M1.customers"].head.title == "83 of 100 customers gained only replaced those lost"
    assert "within the tolerance" in shown["M1.money"].head.notes[0] or "as much" in shown["M1.money"].head.notes[0]


AMOUNTS = [
    {"opening": 6_035_725, "new": 1_739_029, "back": 9_943, "expansion": 2_629_554, "contraction": 154_742, "lost": 0},
    {"opening": 6_035_725, "new": 3, "back": 0, "expansion": 149_000, "contraction": 51_000, "lost": 77},
    {"opening": 49.96, "new": 0.02, "back": 0, "expansion": 3.1, "contraction": 0.26, "lost": 0},
    {"opening": 0, "new": 99_950, "back": 0, "expansion": 0, "contraction": 149, "lost": 4_951},
]
UNITS = {"K": 1e3, "M": 1e6}


def read(label: str) -> float:
    """An amount as a reader takes it from its label."""
    plain = label.translate({ord("−"): "-", ord("€"): None, ord("+"): None, ord(","): None})
    return float(plain.rstrip("KM")) * UNITS.get(plain[-1], 1)


@pytest.mark.parametrize("amounts", AMOUNTS)
def test_no_bar_is_written_as_much_more_or_less_than_it_is(tmp_path: Path, amounts: dict[str, float]) -> None:
    """A small move between large levels keeps its digits; what is written adds up within those of the levels."""
    signs = {"contraction": -1, "lost": -1}
    closing = sum(signs.get(name, 1) * amount for name, amount in amounts.items())
    columns = {"opening": "opening_revenue", "new": "new_revenue_earned", "back": "reactivated_revenue",
               "lost": "lost_revenue"}  # fmt: skip
    row = {columns.get(name, name): float(amount) for name, amount in amounts.items()}
    found = moves(**row | {"new_revenue_bought": 0.0, "closing_revenue": float(closing)})
    shown = charts(tmp_path, Settings(as_of=None), customer_windows=found, finance=[ledger(float(closing))])
    labels = {row["x"]: row["label"] for row in shown["M1.money"].rows()}
    assert {labels[words.STEPS[name]] for name, amount in amounts.items() if not amount} <= {"€0"}
    told = {name: read(label) for name, label in labels.items()}
    for name, amount in amounts.items():
        assert told[words.STEPS[name]] == pytest.approx(signs.get(name, 1) * amount, rel=0.05), name
    moved = sum(amount for name, amount in told.items() if name not in ("Opening", "Closing"))
    assert told["Opening"] + moved == pytest.approx(told["Closing"], rel=0.01)


def test_what_the_ledger_has_besides_is_drawn(tmp_path: Path) -> None:
    shown = charts(tmp_path, Settings(as_of=None), finance=[ledger(500.0)])["M1.money"]
    assert [(row["x"], row["label"]) for row in shown.rows()][-2:] == [
        ("Not in customers' months", "+€45"),
        ("Ledger", "€500"),
    ]
    assert "€45" in shown.head.notes[0]
    assert "outside the tolerance" in shown.head.notes[0]


def test_credits_to_who_is_no_customer_are_told_beside_it(tmp_path: Path) -> None:
    shown = charts(tmp_path, Settings(as_of=None), customer_windows=moves(other_credits=-40.0))["M1.money"]
    assert shown.head.notes[-1].startswith("Credits of €40.00 in ")
    assert not any("Credits" in note for note in charts(tmp_path / "none", Settings(as_of=None))["M1.money"].head.notes)


def test_without_a_ledger_nothing_is_said_of_one(tmp_path: Path) -> None:
    found = the_bucket.blocks(Question(data(tmp_path, customer_windows=moves()), view(period=Q3), Settings(as_of=None)))
    drawn = [one for block in found for one in within(block) if isinstance(one, Chart)]
    assert [one.head.notes for one in drawn] == [(), ()]


def test_months_are_added_up_where_no_window_is_as_long(tmp_path: Path) -> None:
    rows = [*moves(window=1), *moves(window=1, month=LAST - 1, opening_customers=430, closing_customers=450)]
    period = closing("month", LAST, Calendar())
    two = type(period)("all", LAST - 1, LAST, "two months")
    found = bucket(data(tmp_path, customer_windows=rows), view(period=two, against=None))
    assert found is not None
    assert not found.across
    assert (found.customers.opening, found.customers.new, found.customers.closing) == (430, 160, 470)


def test_of_very_few_customers_nothing_is_told(tmp_path: Path) -> None:
    few = moves(opening_customers=9, new_customers=2, reactivated_customers=0, lost_customers=1, closing_customers=10)
    (shown,) = charts(tmp_path, Settings(as_of=None), customer_windows=few).values()
    assert shown.head.instead.startswith("10 customers here")


def test_a_period_before_the_records_says_so(tmp_path: Path) -> None:
    early = closing("year", LAST - 40, Calendar())
    found = the_bucket.blocks(
        Question(data(tmp_path, customer_windows=moves()), view(period=early, against=None), Settings(as_of=None))
    )
    assert "not followed for all of" in found[0].head.instead


def test_of_single_sales_money_is_of_the_months_that_make_a_buyer_active(tmp_path: Path) -> None:
    sales = Settings(as_of=None, revenue_kind="sales", active_months=3)
    shown = charts(tmp_path, sales)
    assert shown["M1.money"].head.title.startswith("€145 in 3 months came or grew")
    assert "revenue in 3 months of these customers" in shown["M1.money"].head.subtitle


def test_a_ledger_that_does_not_hold_the_month_is_held_against_nothing(tmp_path: Path) -> None:
    shown = charts(tmp_path, Settings(as_of=None), finance=[ledger(455.0) | {"month": LAST - 1}])
    assert shown["M1.money"].head.notes[0].startswith("The ledger books nothing for these places and months")
