"""The largest customers: beside plain SQL, and as they are written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Fold, Table
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.features.customers.accounts import top_customers
from dashboard.measures.customers.accounts import largest
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.conftest import UNTIL
from tests.features.companies import asked, everything
from tests.published import AS_OF, LAST, Rows, data, view

PLAIN = """
    with year as (
        select customer_id, sum(amount) as value, sum(sum(amount)) over () as whole, count(*) over () as customers
        from revenue left join customers c using (customer_id)
        where month between date '2025-09-01' and date '2026-08-01'
            and ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
        group by customer_id
    )
    select
        account_name, value, whole, customers,
        (select sum(amount) from revenue r where r.customer_id = y.customer_id
            and month between date '2024-09-01' and date '2025-08-01'),
        (select arg_max(score, responded_at) from survey_responses s where s.customer_id = y.customer_id
            and metric = 'nps' and journey_stage is null),
        (select count(*) from support_cases s where s.customer_id = y.customer_id and resolved_at is null
            and not coalesce(abandoned, false)),
        (select max(sponsor) from sponsorships s where s.customer_id = y.customer_id),
        (select min(due_on) from renewals s where s.customer_id = y.customer_id and due_on >= $today
            and outcome is null)
    from year y join customers using (customer_id)
    order by value desc limit 50
"""


@pytest.mark.parametrize("back", [0, 20])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Small business"), ("NA", "Mid-market")]
)
def test_on_the_demo_company_they_are_what_plain_sql_finds_whatever_the_period(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, segment: str | None, back: int
) -> None:
    period = closing("quarter", demo.manifest.last_month - back, Calendar())
    regions, segments = ((one,) if one else None for one in (region, segment))
    found = largest(
        asked(demo, settings).data, view(regions=regions, segments=segments, period=period, against=None), 50
    )
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = raw.execute(PLAIN, {"region": region, "segment": segment, "today": UNTIL}).fetchall()
    told = [
        (one.account_name, one.value, found.revenue, found.customers, one.year_before_revenue or None, one.score,
         one.open_cases, one.sponsor, one.renews_on)
        for one in found.accounts
    ]  # fmt: skip
    assert len(told) == len(expected)
    for one, other in zip(told, expected, strict=True):
        assert one == pytest.approx(other), one[0]


def account(name: str, value: float, **changes: Any) -> dict[str, Any]:
    row = {
        "customer_id": name, "account_name": name, "region": "North", "segment": "Large", "month_revenue": value / 12,
        "year_revenue": value, "year_before_revenue": value / 1.1, "last_paid_month": LAST, "place_customers": 40,
        "place_revenue": 10_000.0, "open_cases": 0, "sponsored": 1, "sponsor": "Eva", "renews_on": date(2027, 9, 1),
    }  # fmt: skip
    return row | changes


def shown(folder: Path, rows: Rows, grant: Grant | None = None, **asked_for: Any) -> Table:
    found = data(folder, *(() if grant is None else (grant,)), accounts=rows)
    first = top_customers.blocks(Question(found, view(**asked_for), Settings(as_of=None)))[0]
    assert isinstance(first, Table)
    return first


def texts(table: Table, column: str) -> list[tuple[str, str, str]]:
    return [(cell.text, cell.note, cell.remark) for cell in table.column(column)]


NEAR, FAR = AS_OF + timedelta(days=90), AS_OF + timedelta(days=91)
TROUBLED = {"renews_on": NEAR, "open_cases": 2, "oldest_case_on": AS_OF - timedelta(days=41)}


def test_a_customer_as_it_is_written(tmp_path: Path) -> None:
    table = shown(tmp_path, [
        account("Kestrel", 1200, value_due=1300.0, sponsored=0, sponsor=None, **TROUBLED),
        account("Nord", 1100, year_before_revenue=0.0, score=3, answered_on=date(2026, 9, 1), open_actions=1,
                last_due_on=date(2026, 9, 1), last_outcome="lost", renews_on=AS_OF),
        account("Oceano", 100, year_before_revenue=None, last_paid_month=LAST - 1, renews_on=None,
                last_due_on=date(2026, 9, 30)),
        account("Quay", 90, churned_on=date(2026, 9, 2), renews_on=AS_OF - timedelta(days=1)),
    ])  # fmt: skip
    assert texts(table, "customer") == [
        ("Kestrel", "", ""), ("Nord", "", ""), ("Oceano", "", "nothing since Aug 2026"),
        ("Quay", "", "left 2 Sep 2026"),
    ]  # fmt: skip
    assert texts(table, "value")[:3] == [
        ("€1,200", "+10.0\u202f%", ""),
        ("€1,100", "nothing the year before", ""),
        ("€100", "", ""),
    ]
    assert texts(table, "score")[:2] == [("–", "", ""), ("3", "1 Sep 2026", "")]
    assert texts(table, "cases")[:2] == [("2 open", "the oldest for 41 days", ""), ("none open", "", "")]
    assert texts(table, "sponsor")[:2] == [("", "", "none"), ("Eva", "1 open action", "")]
    assert texts(table, "renews") == [
        ("3 Jan 2027", "in 90 days · €1,300", ""), ("5 Oct 2026", "today", "the last one was lost"),
        ("–", "", "undecided since 30 Sep 2026"), ("4 Oct 2026", "1 day ago", ""),
    ]  # fmt: skip
    assert (table.of, len(table.rows)) == (40, 4)
    assert table.head.subtitle.endswith("together 24.9\u202f% of what all customers here brought")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (TROUBLED | {"sponsored": 0}, "renew within 90 days with an open case and no sponsor"),
        (TROUBLED, "renew within 90 days with an open case"),
        ({"renews_on": NEAR, "sponsored": 0}, "renew within 90 days without a sponsor"),
        ({"renews_on": NEAR, "score": 6}, "renew within 90 days and scored 0 to 6 when last asked"),
        ({"renews_on": NEAR, "score": 7}, "renew within 90 days"),
        ({"renews_on": FAR, "score": 6}, "scored 0 to 6 when last asked"),
    ],
)
def test_the_title_tells_the_worst_of_the_ten(tmp_path: Path, changes: dict[str, Any], title: str) -> None:
    """Of the twelve the two that trouble are within the ten; what troubles the twelfth is not told of the ten."""
    rows = [account(f"c{at:02}", 100 - at, **(changes if at in (2, 5, 11) else {})) for at in range(12)]
    assert shown(tmp_path, rows).head.title == f"Two of the ten largest customers {title}"
    (tmp_path / "untroubled").mkdir()
    untroubled = shown(tmp_path / "untroubled", [account(f"c{at:02}", 100 - at) for at in range(3)])
    assert untroubled.head.title == "The three largest customers bring 3.0\u202f% of revenue"
    (tmp_path / "all").mkdir()
    every = shown(tmp_path / "all", [account("a", 100, place_customers=2), account("b", 50, place_customers=2)])
    assert every.head.title == "All customers here, by what they bring"


def test_the_others_are_folded_and_only_those_asked_for_are_shown(tmp_path: Path) -> None:
    rows = [account(f"c{at:02}", 100 - at, region="North" if at % 2 else "South") for at in range(60)]
    found = data(tmp_path, accounts=rows)
    blocks = top_customers.blocks(Question(found, view(), Settings(as_of=None)))
    tables = [block for block in everything(blocks) if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [10, 40]
    fold = next(block for block in blocks if isinstance(block, Fold))
    assert fold.head.subtitle.startswith("40 more; ")
    south = shown(tmp_path / "south", rows, regions=("South",))
    assert [row[0].text for row in south.rows] == [f"c{at:02}" for at in range(0, 20, 2)]
    north = shown(tmp_path / "north", rows, Grant(regions=frozenset({"North"}), company_totals=False))
    assert [row[0].text for row in north.rows] == [f"c{at:02}" for at in range(1, 20, 2)]


def test_what_the_company_does_not_keep_has_no_column(tmp_path: Path) -> None:
    nothing = {"open_cases": None, "sponsored": None, "sponsor": None, "renews_on": None}
    table = shown(tmp_path, [account("a", 10, **nothing), account("b", 9, **nothing)])
    assert [column.name for column in table.columns] == ["customer", "value"]


def test_where_nobody_brought_anything_it_says_so(tmp_path: Path) -> None:
    table = shown(tmp_path, [account("a", 0.0)])
    assert table.head.instead == "No customer here brought anything in the 12 months to Sep 2026."
    assert table.rows == ()


def test_in_sales_a_customer_buys(tmp_path: Path) -> None:
    found = data(tmp_path, accounts=[account("a", 10, last_paid_month=LAST - 2)])
    settings = Settings(as_of=None, revenue_kind="sales", active_months=3)
    (table,) = top_customers.blocks(Question(found, view(), settings))
    assert isinstance(table, Table)
    assert table.columns[1].label == "Bought, 12 months"
    assert table.rows[0][0].remark == ""
