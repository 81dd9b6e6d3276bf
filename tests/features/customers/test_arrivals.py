"""Earned or bought: beside plain SQL, with the fifteen percent of whom no source is known, and in pencil."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Chart, Tiles
from dashboard.data.question import Question
from dashboard.features.customers.arrivals import earned_growth, earned_or_bought
from dashboard.measures.customers.arrivals import arrivals
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.features.customers.test_bucket import first_day, moves
from tests.published import LAST, Rows, data, view

CAME = """
    with since as (select customer_id, min(month) as first from revenue where amount > 0 group by 1)
    select coalesce(c.acquisition_source, ''), count(*), sum(e.amount)
    from revenue e join since s using (customer_id) left join customers c using (customer_id)
    where e.month = $now and e.amount > 0 and s.first > $before
        and ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
        and not coalesce(date_trunc('month', c.acquired_on) < (select min(month) from revenue), false)
    group by 1
"""
CALM = Settings(as_of=None)


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Small business"), ("NA", "Mid-market")]
)
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, region: str | None, segment: str | None
) -> None:
    for back in (0, 14):
        period = closing(kind, demo.manifest.last_month - back, Calendar())
        regions, segments = ((one,) if one else None for one in (region, segment))
        asked_for = view(regions=regions, segments=segments, period=period, against=None)
        found = arrivals(asked(demo, settings, view=asked_for).data, asked_for)
        assert found is not None
        ends = {"now": first_day(period.last), "before": first_day(period.last - period.length)}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            rows = raw.execute(CAME, ends | {"region": region, "segment": segment}).fetchall()
        expected = {name: (customers, revenue) for name, customers, revenue in rows}
        assert {
            one.name: (one.customers, pytest.approx(one.revenue)) for one in found.sources if one.customers
        } == expected


def test_customers_without_a_known_source_leave_a_range(demo: Snapshot, settings: Settings) -> None:
    """About 15 % of the demo company's customers have none."""
    question = asked(demo, settings, view=view(period=closing("year", demo.manifest.last_month, Calendar())))
    found = arrivals(question.data, question.view)
    assert found is not None
    low, high = found.earned
    assert 0.08 < high - low < 0.25
    (tiles,), (chart,) = earned_growth.blocks(question), earned_or_bought.blocks(question)
    assert isinstance(tiles, Tiles)
    assert " to " in tiles.tiles[0].value
    assert " to " in chart.head.title


def joined(**sources: tuple[int, float]) -> Rows:
    return [
        {"month": LAST, "window": 3, "source": None if name == "unknown" else name, "customers": n, "revenue": revenue}
        for name, (n, revenue) in sources.items()
    ]


def drawn(folder: Path, rows: Rows) -> Chart:
    question = Question(data(folder, customer_windows=moves(), arrivals=rows), view(), CALM)
    (shown,) = earned_or_bought.blocks(question)
    assert isinstance(shown, Chart)
    return shown


def test_half_earned_a_quarter_bought_and_a_quarter_unknown(tmp_path: Path) -> None:
    shown = drawn(tmp_path, joined(earned=(40, 400.0), bought=(20, 200.0), unknown=(20, 100.0)))
    assert shown.head.title == "50.0 to 75.0\u202f% of 80 new customers were earned"
    assert [row["label"] for row in shown.rows()] == [
        "50.0\u202f% · €400 a month", "25.0\u202f% · €200 a month", "25.0\u202f% · €100 a month",
    ]  # fmt: skip


def test_where_every_source_is_known_there_is_one_share(tmp_path: Path) -> None:
    assert drawn(tmp_path, joined(earned=(10, 1.0), bought=(30, 3.0))).head.title.startswith("25.0\u202f% of 40")


@pytest.mark.parametrize(
    ("rows", "said"), [(joined(earned=(4, 40.0)), "4 new customers, fewer than"), ([], "No customer is new.")]
)
def test_of_few_or_none_nothing_is_told(tmp_path: Path, rows: Rows, said: str) -> None:
    assert drawn(tmp_path, rows).head.instead.startswith(said)
