"""After the purchase: beside plain SQL, a worked share, and where there is too little to tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart
from dashboard.data.question import Question
from dashboard.features.customers.contacts import contacts_begun, what_became_of_them
from dashboard.measures.customers.contacts import begun, followed
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, not_connected
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, Rows, data, view

CALM = Settings(as_of=None)
BEGUN = """
    select purpose, count(*), count(*) filter (enablement) from engagements
    where engaged_on >= $first and engaged_on < $end
        and ($region is null or region = $region) and ($segment is null or segment = $segment)
    group by 1
"""
BECAME = """
    with base as (select customer_id from revenue where month = $base and amount > 0),
    contact as (
        select customer_id, bool_or(purpose = 'help') as helped, bool_or(purpose = 'sell') as sold
        from engagements where engaged_on >= $from and engaged_on < $base + interval 1 month group by 1
    )
    select case when x.customer_id is null then 'not_contacted' when helped then 'helped' when sold then 'sold_to'
            else 'informed' end,
        count(*), count(*) filter (exists (
            select 1 from revenue e where e.customer_id = b.customer_id and e.month = $now and e.amount > 0))
    from base b left join contact x using (customer_id) left join customers c using (customer_id)
    where ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    group by 1
"""
PLACES = [(None, None), ("DACH", None), (None, "Small business"), ("NA", "Mid-market")]


@pytest.mark.parametrize(("region", "segment"), PLACES)
def test_contacts_begun_are_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, segment: str | None
) -> None:
    for kind, back in (("quarter", 0), ("year", 13)):
        period = closing(kind, demo.manifest.last_month - back, Calendar())  # type: ignore[arg-type]
        regions, segments = ((one,) if one else None for one in (region, segment))
        found = begun(asked(demo, settings).data, view(regions=regions, segments=segments, period=period))
        assert found is not None
        days: dict[str, date] = {"first": first_day(period.first), "end": first_day(period.last + 1)}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            rows = raw.execute(BEGUN, days | {"region": region, "segment": segment}).fetchall()
        assert {name: n for name, n in found.by_purpose if n} == {name: n for name, n, _ in rows}
        assert found.enabling == sum(enabling for _, _, enabling in rows)


@pytest.mark.parametrize(("region", "segment"), PLACES)
def test_who_stayed_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, segment: str | None
) -> None:
    for back in (0, 13):
        period = closing("quarter", demo.manifest.last_month - back, Calendar())
        regions, segments = ((one,) if one else None for one in (region, segment))
        question = asked(demo, settings)
        cube = question.data.cube("contacted_customers")
        assert cube is not None
        sums = cube.sum(
            ("customers", "kept_customers"), ("contact",), (), (period.last, period.last), regions, segments
        )
        told = {name: tuple(map(int, row)) for name, row in zip(cube.labels["contact"], sums, strict=True) if row[0]}
        days = {"now": first_day(period.last), "base": first_day(period.last - 12), "from": first_day(period.last - 14)}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            rows = raw.execute(BECAME, days | {"region": region, "segment": segment}).fetchall()
        assert told == {name: (customers, kept) for name, customers, kept in rows}


def kept(contact: str, segment: str, customers: int, stayed: int) -> dict[str, Any]:
    return {
        "month": LAST, "window": 12, "segment": segment, "tenure": "1_to_3", "contact": contact,
        "customers": customers, "kept_customers": stayed,
    }  # fmt: skip


def drawn(folder: Path, rows: Rows) -> Chart:
    (shown,) = what_became_of_them.blocks(Question(data(folder, contacted_customers=rows), view(), CALM))
    assert isinstance(shown, Chart)
    return shown


def test_each_group_is_spread_over_segments_as_all_customers_are(tmp_path: Path) -> None:
    """Helped customers are mostly of the segment that stays anyway; like for like both stay alike."""
    rows = [
        kept("helped", "A", 900, 810), kept("helped", "B", 100, 50),
        kept("not_contacted", "A", 100, 90), kept("not_contacted", "B", 900, 450),
    ]  # fmt: skip
    found = followed(data(tmp_path / "all", contacted_customers=rows), view(), CALM)
    assert found is not None
    assert [one.kept.value for one in found.told] == pytest.approx([0.7, 0.7])
    assert not found.clear
    assert drawn(tmp_path / "drawn", rows).head.title.startswith("No difference can be told")


def test_a_clear_difference_is_told_with_its_grade(tmp_path: Path) -> None:
    shown = drawn(tmp_path, [kept("helped", "A", 1000, 950), kept("not_contacted", "A", 1000, 850)])
    assert shown.head.title == "Customers who were helped stayed 10.0 points more often than like ones not contacted"
    assert "Evidence grade C" in shown.head.notes[1]
    assert shown.head.notes[0].startswith("Helped less not contacted: +10.0 points")


def test_of_few_nothing_is_told_but_how_many_they_are(tmp_path: Path) -> None:
    shown = drawn(tmp_path, [kept("helped", "A", 4, 4), kept("not_contacted", "A", 1000, 850)])
    assert shown.head.notes[-1] == "Helped: 4, too few to tell."
    assert [row["y"] for row in shown.rows()] == ["Not contacted"]


def test_before_anybody_was_followed_it_says_so(tmp_path: Path) -> None:
    rows = [kept("helped", "A", 100, 90) | {"month": LAST - 5}]
    assert "were not followed" in drawn(tmp_path, rows).head.instead


def test_shares_of_purposes_add_up(demo: Snapshot, settings: Settings) -> None:
    (shown,) = contacts_begun.blocks(asked(demo, settings))
    assert isinstance(shown, Chart)
    shares = [float(row["label"].split("\u202f")[0]) for row in shown.rows()]
    assert sum(shares) == pytest.approx(100)
    assert contacts_begun.blocks(asked(not_connected(demo, "engagements"), settings)) == ()


def test_before_contacts_are_on_record_it_is_not_said_that_none_was_begun(tmp_path: Path) -> None:
    rows = [{"month": LAST, "purpose": "help", "n": 50}]
    (shown,) = contacts_begun.blocks(Question(data(tmp_path, engagements=rows), view(), CALM))
    assert shown.head.instead == "Contacts are on record from Sep 2026 on: not for all of Q3 2026."


def test_where_none_was_begun_since_it_says_so(tmp_path: Path) -> None:
    rows = [{"month": LAST - 5, "purpose": "help", "n": 50}]
    (shown,) = contacts_begun.blocks(Question(data(tmp_path, engagements=rows), view(), CALM))
    assert shown.head.instead == "The company began no contact here."
