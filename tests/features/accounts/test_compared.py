"""Sponsored accounts beside comparable ones: a second way on raw rows, and as they are written."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.accounts.compared import sponsored_beside_comparable
from dashboard.measures.accounts.compared import compared
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.measures.accounts.test_compared import member, pairs
from tests.published import SETTINGS, Rows, data, view

ALIKE = """
    with begun as (
        select s.customer_id, date_trunc('month', started_on)::date as began, region, segment,
            datediff('month', date_trunc('month', acquired_on), date_trunc('month', started_on)) as age
        from sponsorships s join customers c using (customer_id)
        where datediff('month', date_trunc('month', started_on), $newest) >= 6
    ),
    brought as (
        select began, r.customer_id, sum(amount) as amount
        from (select distinct began from begun) b
        join revenue r on r.month >= began - interval 3 month and r.month < began group by all
    ),
    now as (select customer_id from revenue where month > $newest - interval 3 month and month <= $newest
        group by 1 having sum(amount) > 0),
    pairs as (
        select b.customer_id as account, b.began, o.customer_id as other,
            rank() over (partition by b.customer_id order by abs(o.amount - m.amount), o.customer_id::varchar) as nth
        from begun b join brought m using (customer_id, began)
        join brought o on o.began = b.began join customers c on c.customer_id = o.customer_id
        where o.customer_id not in (select customer_id from sponsorships)
            and c.region is not distinct from b.region and c.segment is not distinct from b.segment
            and o.amount between m.amount / 1.5 and m.amount * 1.5
            and (case when b.age < 12 then 0 when b.age < 36 then 1 when b.age >= 36 then 2 else 3 end) = (
                case when datediff('month', date_trunc('month', acquired_on), b.began) < 12 then 0
                when datediff('month', date_trunc('month', acquired_on), b.began) < 36 then 1
                when acquired_on is not null then 2 else 3 end)
    )
    select account, began, other from pairs
    where nth <= 5 and account in (from now) and other in (from now) order by all
"""
SCORE = """
    select avg(100.0 * ((score >= 9)::int - (score <= 6)::int)) from survey_responses
    where customer_id = $one and metric = 'nps' and journey_stage is null
        and responded_at >= $first and responded_at < $until
"""


def test_on_the_demo_company_they_are_what_a_second_way_finds(
    demo: Snapshot, demo_warehouse: Path, settings: Settings
) -> None:
    found = compared(asked(demo, settings).data, view(against=None))
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        newest, until = raw.execute(
            "select max(month), (max(month) + interval 1 month)::date from revenue where month < $end",
            {"end": f"{(demo.manifest.last_month + 1) // 12}-{(demo.manifest.last_month + 1) % 12 + 1:02}-01"},
        ).fetchall()[0]
        rows = raw.execute(ALIKE, {"newest": newest}).fetchall()

        def score(one: Any, began: Any, *, before: bool) -> float | None:
            spans = "select $b - interval 12 month, greatest($b, $u - interval 12 month)"
            first, after = raw.execute(spans, {"b": began, "u": until}).fetchall()[0]
            span = {"first": first, "until": began} if before else {"first": after, "until": until}
            return raw.execute(SCORE, {"one": one} | span).fetchall()[0][0]  # type: ignore[no-any-return]

        held: dict[Any, list[tuple[Any, Any]]] = {}
        for account, began, other in rows:
            held.setdefault(account, []).append((began, other))
        assert found.matched == len(held) > 20
        assert found.alike == len({other for _, _, other in rows})
        for name, before in (("score", False), ("score_before", True)):
            sides = []
            for account, others in held.items():
                own = score(account, others[0][0], before=before)
                theirs = [told for began, other in others if (told := score(other, began, before=before)) is not None]
                if own is not None and theirs:
                    sides.append((own, fmean(theirs)))
            ours = found.of(name)  # type: ignore[arg-type]
            assert ours.accounts == len(sides)
            assert ours.sponsored == pytest.approx(fmean(own for own, _ in sides))
            assert ours.comparable == pytest.approx(fmean(mean for _, mean in sides))


def shown(folder: Path, rows: Rows) -> Table:
    found = data(folder, sponsor_matches=rows)
    (block,) = sponsored_beside_comparable.blocks(Question(found, view(), SETTINGS))
    assert isinstance(block, Table)
    return block


def test_as_it_is_written(tmp_path: Path) -> None:
    table = shown(tmp_path, pairs(30, 2, apart=0.5, before=0.5))
    assert table.head.title.startswith("Sponsored accounts score ")
    assert table.head.title.endswith(" points more than comparable ones, as they did before they had a sponsor")
    assert "30 of 30 sponsored accounts matched · with 60 customers who never had a sponsor" in table.head.subtitle
    assert table.head.notes[0].startswith("Evidence grade C: ")
    score = table.rows[0]
    told = [float(cell.text.replace("−", "-").split()[0]) for cell in score[1:4]]
    assert round(told[0] - told[1], 1) == told[2]
    assert [row[-1].pill.word for row in table.rows if row[-1].pill] == [
        "clear difference", "clear difference", "no clear difference", "no clear difference",
    ]  # fmt: skip


def test_a_change_of_its_own_is_the_finding_and_none_is_said(tmp_path: Path) -> None:
    moved = shown(tmp_path / "moved", pairs(30, 2, apart=0.5)).head.title
    assert moved.startswith("The score of sponsored accounts changed by ")
    assert moved.endswith(" points more than that of comparable ones")
    nothing = shown(tmp_path / "nothing", pairs(30)).head.title
    assert nothing == "No difference between sponsored and comparable accounts can be told in score or revenue"


def test_too_few_say_so_and_none_is_not_there(tmp_path: Path) -> None:
    few = shown(tmp_path / "few", [*pairs(4, apart=3.0), member("new", start_month=None)])
    assert few.head.title == "Too few sponsored accounts have comparable ones to tell them apart"
    assert few.head.instead == (
        "At least 10 accounts with comparable ones are needed; four could be compared in anything."
    )  # fmt: skip
    assert (few.rows, few.head.notes) == ((), ())
    assert "four of 5 sponsored accounts matched (one sponsored for less than six months)" in few.head.subtitle
    found = data(tmp_path / "none", sponsor_matches=[])
    assert sponsored_beside_comparable.blocks(Question(found, view(), SETTINGS)) == ()
