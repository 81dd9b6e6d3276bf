"""The unified view of the customer: beside plain SQL, and as it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Facts, Table
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.features.accounts.unified import revenue_of_nobody, unified_view
from dashboard.measures.accounts.unified import matches, systems
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.published import LAST, SETTINGS, Rows, data, view

DAY = date(2026, 10, 5)


def system(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "system": name, "customers_matched": 80, "customers_total": 100, "duplicates": 3, "last_loaded_on": DAY,
    } | changes  # fmt: skip


def shown(folder: Path, rows: Rows, **registers: Rows) -> Table:
    (block,) = unified_view.blocks(Question(data(folder, source_systems=rows, **registers), view(), SETTINGS))
    assert isinstance(block, Table)
    return block


def test_systems_as_they_are_written(tmp_path: Path) -> None:
    table = shown(
        tmp_path,
        [
            system("CRM", owner_department_id="d", customers_matched=99, duplicates=None),
            system("Bills", last_loaded_on=date(2026, 9, 29)), system("Empty", customers_matched=0, customers_total=0),
            system("Web", last_loaded_on=None),
        ],
        departments=[{"department_id": "d", "name": "Sales"}],
    )  # fmt: skip
    assert [[(cell.text, cell.note, cell.remark) for cell in row] for row in table.rows] == [
        [("Bills", "", ""), ("–", "", ""), ("80.0\u202f%", "of 100 records", ""), ("3", "3.0\u202f%", ""),
         ("29 Sep 2026", "", "6 days ago")],
        [("Web", "", ""), ("–", "", ""), ("80.0\u202f%", "of 100 records", ""), ("3", "3.0\u202f%", ""),
         ("–", "not known", "")],
        [("CRM", "", ""), ("Sales", "", ""), ("99.0\u202f%", "of 100 records", ""), ("–", "not counted", ""),
         ("5 Oct 2026", "today", "")],
        [("Empty", "", ""), ("–", "", ""), ("–", "of 0 records", ""), ("3", "", ""), ("5 Oct 2026", "today", "")],
    ]  # fmt: skip
    assert table.head.title == "Systems match 80.0 to 99.0\u202f% of their records; Bills was last loaded 6 days ago"
    assert table.head.subtitle == "86.3\u202f% of 300 records of three systems matched · as of 5 Oct 2026"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([system("CRM")], "CRM matches 80.0\u202f% of its records"),
        ([system("CRM"), system("Bills")], "Systems match 80.0\u202f% of their records"),
        ([system("CRM", customers_total=None), system("Bills", customers_total=None)],
         "Two systems hold records of customers"),
        ([system("A", last_loaded_on=date(2026, 9, 1)), system("B", last_loaded_on=date(2026, 9, 1)), system("C")],
         "Systems match 80.0\u202f% of their records"),
        ([system("A", last_loaded_on=date(2026, 10, 4)), system("B")],
         "Systems match 80.0\u202f% of their records; A was last loaded 1 day ago"),
    ],
)  # fmt: skip
def test_the_finding(tmp_path: Path, rows: Rows, title: str) -> None:
    assert shown(tmp_path, rows).head.title == title


def test_who_may_not_see_the_company_s_totals_sees_no_system(tmp_path: Path) -> None:
    found = data(tmp_path, Grant(frozenset({"North"}), company_totals=False), source_systems=[system("CRM")])
    (block,) = unified_view.blocks(Question(found, view(), SETTINGS))
    assert not block.head.shown


def booked(**changes: Any) -> dict[str, Any]:
    return {"month": LAST, "region": "North", "segment": "Large", "n": 10, "revenue": 2_000.0} | changes


def test_revenue_of_nobody_as_it_is_written(tmp_path: Path) -> None:
    rows = [
        booked(), booked(region="South", unmatched=1, unmatched_revenue=100.0), booked(month=LAST - 3, unmatched=10),
        booked(region=None, n=1, unmatched=1, revenue=-5.0, unmatched_revenue=-5.0),
    ]  # fmt: skip
    found = data(tmp_path, revenue_matches=rows)
    told = {}
    for name, regions in (("all", None), ("north", ("North",)), ("none", ("not given",)), ("nowhere", ("East",))):
        (block,) = revenue_of_nobody.blocks(Question(found, view(regions=regions), SETTINGS))
        assert isinstance(block, Facts)
        told[name] = (block.head.title, block.head.instead, [fact for _, fact in block.facts])
    assert told == {
        "all": ("€95.00 of revenue (2.4\u202f%) is of no known customer", "", ["€3,995", "€95.00", "2 of 21"]),
        "north": ("All revenue is of known customers", "", ["€2,000", "€0.00", "0 of 10"]),
        "none": ("1 row of revenue names no known customer", "", ["−€5.00", "−€5.00", "1 of 1"]),
        "nowhere": ("Revenue of no known customer", "No revenue is recorded here in Q3 2026.", []),
    }  # fmt: skip


def test_the_demo_company_s_are_what_plain_sql_finds(demo: Snapshot, demo_warehouse: Path, settings: Settings) -> None:
    found = asked(demo, settings).data
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        plain = raw.execute(
            "select system, customers_matched / customers_total, duplicates, last_loaded_at::date from source_systems "
            "order by 2, 1"
        ).fetchall()
        ours = [(one.system, one.matched, one.duplicates, one.last_loaded_on) for one in systems(found).systems]
        assert ours == plain
        assert len(ours) == 6
        late = systems(found).oldest
        assert late is not None
        assert late.system == "Partner portal"  # the event 'a load that came late'
        for back, region in ((0, None), (7, "DACH")):
            period = closing("quarter", demo.manifest.last_month - back, Calendar())
            known = matches(found, view(regions=(region,) if region else None, period=period, against=None))
            first, last = (date(month // 12, month % 12 + 1, 1) for month in (period.first, period.last))
            rows = raw.execute(
                "select count(*), count(*) - count(c.customer_id), sum(amount), "
                "coalesce(sum(amount) filter (c.customer_id is null), 0) "
                "from revenue r left join customers c using (customer_id) where r.month between $first and $last and "
                "($region is null or coalesce(r.region, c.region) = $region)",
                {"first": first, "last": last, "region": region},
            ).fetchall()
            assert known is not None
            assert (known.n, known.unmatched, known.revenue, known.unmatched_revenue) == pytest.approx(rows[0])
            assert known.n > 100
