"""After help: beside plain SQL, what is told apart, and what nobody knows yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart
from dashboard.data.question import Question
from dashboard.features.journeys.helped import after_help
from dashboard.measures.journeys.helped import helped
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, not_connected
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, Rows, data, view

CALM = Settings(as_of=None)
AFTER = """
    with own as (select customer_id, opened_at from support_cases where proactive is not true and opened_at < $stop),
    began as (
        select case when proactive then 'proactive' else 'reactive' end as what, customer_id, opened_at as since,
            opened_at as day, coalesce(s.region, c.region) as region
        from support_cases s left join customers c using (customer_id)
        union all
        select purpose, customer_id, engaged_on + interval 1 day - interval 1 microsecond, engaged_on,
            coalesce(e.region, c.region)
        from engagements e left join customers c using (customer_id)
    )
    select what, count(*),
        count(*) filter (customer_id is not null and since <= $stop - interval 30 day),
        count(*) filter (since <= $stop - interval 30 day and exists (
            select 1 from own o where o.customer_id = b.customer_id and o.opened_at > since
                and o.opened_at < since + interval 30 day))
    from began b where day >= $first and day < $end and ($region is null or region = $region) group by 1
"""


@pytest.mark.parametrize("region", [None, "DACH"])
@pytest.mark.parametrize("back", [0, 2, 13])
def test_who_turned_to_the_company_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, back: int
) -> None:
    last = demo.manifest.last_month
    period = closing("quarter", last - back, Calendar())
    seen = view(regions=(region,) if region else None, period=period)
    found = helped(asked(demo, settings).data, seen, settings)
    assert found is not None
    days: dict[str, Any] = {
        "first": first_day(period.first), "end": first_day(period.last + 1), "stop": first_day(last + 1),
        "region": region,
    }  # fmt: skip
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        rows = raw.execute(AFTER, days).fetchall()
    assert {(one.before, one.n, one.followed, one.turned) for one in (*found.told, *found.few)} == set(rows)


def came(before: str, followed: int, turned: int) -> dict[str, Any]:
    return {
        "month": LAST, "came_before": before, "n": followed + 20, "followed": followed, "turned_again": turned,
    }  # fmt: skip


def drawn(folder: Path, rows: Rows) -> Chart:
    (shown,) = after_help.blocks(Question(data(folder, contacts_after=rows), view(), CALM))
    assert isinstance(shown, Chart)
    return shown


@pytest.mark.parametrize(("turned", "said"), [
    (60, ": 9.0 points fewer than after contacts to sell or inform"),
    (300, ": 15.0 points more than after contacts to sell or inform"),
    (152, ": no difference from contacts to sell or inform can be told"),
])  # fmt: skip
def test_help_stands_beside_what_is_usual_after_other_contacts(tmp_path: Path, turned: int, said: str) -> None:
    rows = [came("help", 1000, turned), came("sell", 600, 90), came("inform", 400, 60), came("reactive", 900, 180)]
    shown = drawn(tmp_path, rows)
    share = f"{turned / 10:.1f}\u202f%"
    assert shown.head.title == f"After {share} of the contacts to help, the customer opened a case within 30 days{said}"
    assert [row["y"] for row in shown.rows()] == [
        "A contact to help", "A contact to sell", "A contact to inform", "A case that the customer began",
    ]  # fmt: skip
    assert all(row["low"] < row["x"] < row["high"] for row in shown.rows())
    assert "it shows no cause" in shown.head.notes[-1]
    assert "Of the last 30 days nobody knows yet" in shown.head.notes[-2]


def test_of_few_nothing_is_told_but_how_many_they_are(tmp_path: Path) -> None:
    shown = drawn(tmp_path, [came("help", 100, 9), came("proactive", 4, 1)])
    assert [row["y"] for row in shown.rows()] == ["A contact to help"]
    assert "A case that the company began: 4 followed, too few to tell." in shown.head.notes
    few = drawn(tmp_path / "few", [came("help", 4, 1), came("sell", 500, 40)])
    assert "too few to tell" in few.head.instead
    assert not any(sign.isdigit() for sign in few.head.title.replace("30 days", ""))


def test_cases_that_the_company_began_are_help_where_no_contact_is_on_record(tmp_path: Path) -> None:
    shown = drawn(tmp_path, [came("proactive", 100, 25), came("reactive", 900, 180)])
    assert shown.head.title == (
        "After 25.0\u202f% of the cases that the company began, the customer opened one within 30 days"
    )


def test_where_the_company_never_helped_of_its_own_accord_nothing_is_drawn(
    tmp_path: Path, demo: Snapshot, settings: Settings
) -> None:
    rows = [came("sell", 500, 40), came("reactive", 900, 180)]
    assert after_help.blocks(Question(data(tmp_path, contacts_after=rows), view(), CALM)) == ()
    assert after_help.blocks(asked(not_connected(demo, "contacts_after"), settings)) == ()
