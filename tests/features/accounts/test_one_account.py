"""One account, all of it: beside plain SQL, as it is written, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart, Choice, Facts, Fold, Table, strings
from dashboard.data.access import EVERYTHING, Grant
from dashboard.data.question import Question
from dashboard.features.accounts.one_account import CHOSEN, MOST_AHEAD, SHOWN, everything_of_one
from dashboard.measures.accounts.one_account import choices, first_choice, one_account
from dashboard.navigation import BY_SLUG, DESTINATIONS
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.accounts import DEPARTMENTS, back, teams, unreviewed
from tests.conftest import UNTIL
from tests.features.companies import asked, everything
from tests.published import SETTINGS, Rows, data, view

PLAIN = """
    select kind, count(*) as n, max(happened_on) from (
        select 'answer' as kind, customer_id, responded_at::date as happened_on from survey_responses
            where score between 0 and 10
        union all select 'case', customer_id, opened_at::date from support_cases
        union all select 'journey', customer_id, min(started_at)::date from journey_steps group by journey_id, 2
        union all select 'renewal', customer_id, due_on from renewals
        union all select 'review', customer_id, held_on from sponsor_reviews
        union all select 'sponsor', customer_id, started_on from sponsorships
        union all select 'joined', customer_id, acquired_on from customers where acquired_on is not null
        union all select 'left', customer_id, churned_on from customers where churned_on <= $today
    ) where customer_id = $one and (happened_on <= $today or kind = 'renewal') group by kind
"""


def test_on_the_demo_company_it_is_what_plain_sql_finds(
    demo: Snapshot, demo_warehouse: Path, settings: Settings
) -> None:
    found = asked(demo, settings).data
    options = choices(found)
    seen = 0
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        whole = raw.execute(
            "select count(*) from (select customer_id from revenue where month between date '2025-09-01' and "
            "date '2026-08-01' group by 1 having sum(amount) > 0)"
        ).fetchall()[0][0]
        assert len(options) >= min(whole, 500)
        for chosen in list(options)[::60]:
            one = one_account(found, view(), chosen)
            assert one is not None
            name, revenue = raw.execute(
                "select account_name, (select sum(amount) from (select amount from revenue r where r.customer_id = "
                "c.customer_id and month <= date '2026-08-01' order by month desc limit 36)) from customers c "
                "where customer_id = $one", {"one": int(chosen)},
            ).fetchall()[0]  # fmt: skip
            assert one.name.startswith(name)
            assert sum(amount for _, amount in one.revenue) == pytest.approx(revenue or 0.0)
            plain = {
                kind: (n, newest)
                for kind, n, newest in raw.execute(PLAIN, {"one": int(chosen), "today": UNTIL}).fetchall()
            }
            events = [event for event in (*one.happened, *one.ahead) if event.kind != "task"]
            if sum(n for n, _ in plain.values()) > 140:
                continue
            ours = {kind: [event.on for event in events if event.kind == kind] for kind in {e.kind for e in events}}
            assert {kind: (len(days), max(days)) for kind, days in ours.items()} == plain
            seen += len(events)
    assert seen > 100


def happened(kind: str, on: date, customer: str = "Kestrel", **changes: Any) -> dict[str, Any]:
    return {"customer_id": customer, "region": "North", "kind": kind, "happened_on": on} | changes


def kept(*events: dict[str, Any], **registers: Rows) -> dict[str, Rows]:
    numbered = [{**row, "number": number} for number, row in enumerate(events, 1)]
    return {"account_events": numbered, "departments": DEPARTMENTS, **registers}


def shown(folder: Path, rows: dict[str, Rows], chosen: str = "", grant: Grant = EVERYTHING) -> dict[str, Any]:
    parameters = ((CHOSEN, chosen),) if chosen else ()
    question = Question(data(folder, grant, **rows), view(), SETTINGS, parameters)
    return {block.head.name: block for block in everything(everything_of_one.blocks(question))}


ALL = (
    happened("answer", back(10), what="nps", value=4.0),
    happened("answer", back(11), what="csat", detail="Repair", value=2.0),
    happened("case", back(12), what="phone", detail="resolved", value=5.0, until_on=back(9)),
    happened("case", back(13), detail="open"),
    happened("journey", back(14), what="Start", detail="abandoned", until_on=back(14)),
    happened("sponsor", back(15), what="Eva", detail="care"), happened("review", back(16), value=1.0),
    happened("renewal", back(17), what="lost", value=900.0), happened("renewal", back(18)),
    happened("renewal", back(-35), value=1200.0), happened("joined", back(19), what="earned"),
    happened("left", back(1)), happened("theme", back(10), what="wait", value=2.0),
    happened("revenue", date(2026, 9, 1), value=100.0), happened("revenue", date(2026, 8, 1), value=90.0),
)  # fmt: skip
THEMES: Rows = [{"theme_id": "wait", "name": "Waiting"}, {"theme_id": "price", "name": "Price"}]


def task(name: str, **changes: Any) -> dict[str, Any]:
    return {"task_id": name, "title": name, "department_id": "care", "theme_id": "wait", "kind": "task",
            "created_on": back(90), "original_due_on": back(5), "due_on": back(5)} | changes  # fmt: skip


def test_a_timeline_as_it_is_written(tmp_path: Path) -> None:
    tasks = [task("Hire", completed_on=back(8)), task("Train"), task("Cut prices", theme_id="price")]
    blocks = shown(tmp_path, kept(*ALL, themes=THEMES, tasks=tasks))
    timeline = blocks["C3"]
    assert [tuple(cell.text for cell in row[1:]) for row in timeline.rows] == [
        ("Left", "reason not given", ""), ("Done: Hire", "for the theme Waiting, which it named", ""),
        ("Answered: NPS", "relationship survey", "4"), ("Answered: CSAT", "Repair", "2"),
        ("Case by phone", "resolved after 3 days", "CSAT 5"), ("Case", "still open", ""),
        ("Journey: Start", "given up on the same day", ""), ("Sponsored by Eva", "Care", ""),
        ("Reviewed by its sponsor", "1 department", ""), ("Renewal lost", "", "€900"),
        ("Renewal due, nobody says what came of it", "", ""), ("Became a customer", "by referral or reputation", ""),
    ]  # fmt: skip
    assert timeline.rows[0][0].text == "4 Oct 2026"
    assert timeline.rows[1][1].link == "theme:wait"
    chart, ahead = blocks["C3.revenue"], blocks["C3.ahead"]
    assert isinstance(chart, Chart)
    assert [(row["y"], row["mark"]) for row in chart.rows()] == [
        (90.0, None),
        (100.0, "renewal lost; sponsored by Eva"),
    ]
    assert ahead.head.title == "One task is open for themes that Kestrel named"
    assert [[(cell.text, cell.note, cell.remark) for cell in row] for row in ahead.rows] == [
        [("Train", "for Waiting · Care", ""), ("30 Sep 2026", "", "5 days overdue"), ("", "", "")],
        [("Renewal", "", ""), ("9 Nov 2026", "in 35 days", ""), ("€1,200", "", "")],
    ]  # fmt: skip


def account(**changes: Any) -> dict[str, Any]:
    return {"customer_id": "Kestrel", "account_name": "Kestrel & Sons", "region": "North", "segment": "Large",
            "year_revenue": 1200.0, "year_before_revenue": 1000.0, "score": 4, "answered_on": back(10),
            "open_cases": 2, "oldest_case_on": back(41), "sponsored": 0} | changes  # fmt: skip


def test_what_is_known_of_it(tmp_path: Path) -> None:
    events = (happened("renewal", back(-35), value=1200.0), happened("revenue", date(2026, 9, 1), value=100.0))
    blocks = shown(tmp_path / "unsponsored", kept(*events, accounts=[account()]))
    assert blocks["C3"].head.title == (
        "Kestrel & Sons scored 4 when last asked, has two cases open, renews in 35 days and has no sponsor"
    )
    assert blocks["C3"].head.instead == "Nothing is recorded of this account by now."
    assert blocks["C3"].head.subtitle == "North · Large · as of 5 Oct 2026, whatever the period"
    assert blocks["C3.revenue"].head.title == (
        "Kestrel & Sons brought €1,200 in 12 months, +20.0\u202f% on the year before"
    )
    facts = blocks["C3.facts"]
    assert isinstance(facts, Facts)
    assert facts.facts == (
        ("Last score", "4 of 10, 25 Sep 2026"), ("Open cases", "2, the oldest for 41 days"), ("Sponsor", "none"),
        ("Next renewal", "9 Nov 2026, in 35 days, €1,200"),
    )  # fmt: skip
    held = kept(
        happened("review", back(9)), sponsored_accounts=[unreviewed("Kestrel", 9, goal="Renew for a year")],
        sponsor_teams=teams({"Kestrel": "law"}),
    )  # fmt: skip
    blocks = shown(tmp_path / "sponsored", held)
    assert blocks["C3.facts"].facts == (
        ("Sponsor", "Eva, Care"), ("Goal", "Renew for a year"), ("Open actions", "1"),
        ("Review", "overdue · 9 days ago · 3 departments"), ("Team", "2 departments: Care and Law (without Sales)"),
    )  # fmt: skip
    assert "C3.revenue" not in blocks
    assert blocks["C3"].head.title == "Kestrel: 1 event"


def test_what_was_before_is_folded_and_what_is_ahead_has_a_bound(tmp_path: Path) -> None:
    events = [happened("review", back(at)) for at in range(SHOWN + 5)]
    tasks = [task(f"t{at:02}") for at in range(MOST_AHEAD + 3)]
    themed = happened("theme", back(3), what="wait", value=1.0)
    blocks = shown(tmp_path, kept(*events, themed, tasks=tasks))
    assert [len(blocks[name].rows) for name in ("C3", "C3.before", "C3.ahead")] == [SHOWN, 5, MOST_AHEAD]
    assert isinstance(blocks["C3.more"], Fold)
    assert blocks["C3.more"].head.subtitle == "5 more, from 16 Sep 2026"
    assert (blocks["C3.ahead"].of, blocks["C3"].of) == (MOST_AHEAD + 3, SHOWN + 5)
    assert blocks["C3.ahead"].head.title == "15 tasks are open for themes that Kestrel named, 15 of them overdue"


def test_which_account_is_shown_and_which_can_be_chosen(tmp_path: Path) -> None:
    rows = kept(
        happened("review", back(1)), happened("review", back(1), "Big"),
        happened("review", back(1), "South", region="South"),
        accounts=[account(), account(customer_id="Big", account_name=None, year_revenue=9e9)],
        sponsored_accounts=[unreviewed("Kestrel", 9)],
    )  # fmt: skip
    choice = shown(tmp_path / "all", rows)["C3.choice"]
    assert isinstance(choice, Choice)
    assert choice.options == (("Big", "Big"), ("Kestrel", "Kestrel & Sons"), ("South", "South"))
    assert (choice.chosen, choice.asked) == ("Kestrel", "")  # it is the one to look after first
    assert shown(tmp_path / "big", rows, "Big")["C3.choice"].chosen == "Big"
    vain = shown(tmp_path / "vain", rows, "nobody")["C3.choice"]
    assert vain.asked.startswith("The link asks for the account “nobody”, which is not among those shown here")
    north = Grant(regions=frozenset({"North"}), company_totals=False)
    blocks = shown(tmp_path / "north", rows, "South", north)
    assert [name for name, _ in blocks["C3.choice"].options] == ["Big", "Kestrel"]
    assert not [
        said for name, block in blocks.items() if name != "C3.choice" for said in strings(block) if said == "South"
    ]
    unsponsored = rows | {"sponsored_accounts": []}
    assert first_choice(data(tmp_path / "largest", **unsponsored), view()) == "Big"
    assert everything_of_one.blocks(Question(data(tmp_path / "none", account_events=[]), view(), SETTINGS)) == ()


def test_a_link_to_an_account_leads_to_its_timeline(tmp_path: Path) -> None:
    destination = DESTINATIONS["account"]
    assert (destination.page, destination.parameter, destination.anchor) == ("accounts", CHOSEN, "C3")
    assert CHOSEN in BY_SLUG["accounts"].parameters
    timeline = shown(tmp_path, kept(happened("review", back(1))))["C3"]
    assert isinstance(timeline, Table)
    assert timeline.head.link == "account:Kestrel"
