"""Keeping, and why customers left: beside plain SQL, and with few, none or no noted reasons."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Chart, Tiles
from dashboard.data.question import Question
from dashboard.features.customers.keeping import KEEPING, keeping, reasons
from dashboard.measures.customers.departures import departures
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.features.customers.test_bucket import first_day, moves
from tests.published import LAST, Rows, data, view

LEFT = """
    select case
            when date_trunc('month', c.churned_on) between $before and $now + interval 1 month then c.churn_reason
        end as reason, count(*), sum(b.amount)
    from revenue b left join customers c using (customer_id)
    where b.month = $before and b.amount > 0
        and not exists (select 1 from revenue e where e.customer_id = b.customer_id and e.month = $now and e.amount > 0)
        and ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    group by 1
"""
CALM = Settings(as_of=None)


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Enterprise"), ("NA", "Small business")]
)
def test_on_the_demo_company_reasons_are_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, region: str | None, segment: str | None
) -> None:
    for back in (0, 17):
        period = closing(kind, demo.manifest.last_month - back, Calendar())
        regions, segments = ((one,) if one else None for one in (region, segment))
        asked_for = view(regions=regions, segments=segments, period=period, against=None)
        found = departures(asked(demo, settings, view=asked_for).data, asked_for)
        assert found is not None
        ends = {"now": first_day(period.last), "before": first_day(period.last - period.length)}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            expected = raw.execute(LEFT, ends | {"region": region, "segment": segment}).fetchall()
        told = {one.name: (one.customers, pytest.approx(one.revenue)) for one in found.reasons}
        assert told == {name or "": (customers, revenue) for name, customers, revenue in expected}


def test_the_tiles_are_what_was_kept_and_what_was_renewed(demo: Snapshot, settings: Settings) -> None:
    (shown,) = keeping.blocks(asked(demo, settings))
    assert isinstance(shown, Tiles)
    of_a_year = [name for name in KEEPING if not name.endswith("_quarter")]
    assert [tile.link for tile in shown.tiles] == [f"measure:{name}" for name in of_a_year]


def left(**reason: tuple[int, float]) -> Rows:
    return [
        {"month": LAST, "window": 3, "reason": None if name == "none" else name, "customers": n, "revenue": revenue}
        for name, (n, revenue) in reason.items()
    ]


def drawn(folder: Path, rows: Rows) -> Chart:
    question = Question(data(folder, customer_windows=moves(), departures=rows), view(), CALM)
    (shown,) = reasons.blocks(question)
    assert isinstance(shown, Chart)
    return shown


def test_the_reason_that_cost_most_comes_first_and_what_nobody_noted_last(tmp_path: Path) -> None:
    shown = drawn(tmp_path, left(none=(40, 500.0), price=(40, 300.0), service=(20, 200.0)))
    assert [(row["y"], row["label"], row["n"]) for row in shown.rows()] == [
        ("price", "€300", 40), ("service", "€200", 20), ("no reason noted", "€500", 40),
    ]  # fmt: skip
    assert shown.head.title == "“price” is the reason noted for 30\u202f% of the revenue that left"
    assert "100 customers who left; of 40 no reason is noted" in shown.head.subtitle


def test_many_reasons_are_told_together_after_the_largest(tmp_path: Path) -> None:
    shown = drawn(tmp_path, left(**{f"reason {at}": (10, 100.0 - at) for at in range(10)}))
    assert [row["y"] for row in shown.rows()][-2:] == ["reason 7", "other reasons"]
    assert sum(row["x"] for row in shown.rows()) == sum(100.0 - at for at in range(10))


@pytest.mark.parametrize(
    ("rows", "said"), [(left(price=(4, 40.0)), "4 customers left, fewer than"), ([], "No customer left.")]
)
def test_of_few_or_none_no_reason_is_told(tmp_path: Path, rows: Rows, said: str) -> None:
    assert drawn(tmp_path, rows).head.instead.startswith(said)


def test_what_is_not_decided_is_left_out_and_told(tmp_path: Path) -> None:
    """A renewal that nobody has answered yet is neither kept nor lost."""
    rows = [{"month": LAST, "due": 40, "renewed": 30, "lost": 8, "value_due": 400.0, "value_open": 20.0,
             "value_known": 380.0, "value_kept": 300.0, "value_renewed": 310.0}]  # fmt: skip
    (shown,) = keeping.blocks(Question(data(tmp_path, renewals=rows), view(), CALM))
    assert shown.head.notes == (
        "Of 40 renewals due in the period 2 (€20.00 a year) are not decided yet, and left out of both renewal rates.",
    )
