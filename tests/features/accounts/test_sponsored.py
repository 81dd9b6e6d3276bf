"""Sponsored accounts: beside plain SQL, and as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Fold, Table
from dashboard.data.question import Question
from dashboard.features.accounts.sponsored import SHOWN, sponsored_accounts, teams
from dashboard.measures.accounts.sponsored import sponsored
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.accounts import DEPARTMENTS, back, unreviewed
from tests.accounts import sponsored as account
from tests.accounts import teams as teams_of
from tests.conftest import UNTIL
from tests.features.companies import asked, everything
from tests.published import SETTINGS, Rows, data, view

PLAIN = """
    select
        c.account_name, s.sponsor, s.open_actions,
        count(r.held_on) filter (r.held_on > $today - 7) as this_week,
        max(r.held_on),
        max(r.departments) filter (r.held_on = (
            select max(held_on) from sponsor_reviews x where x.customer_id = s.customer_id
        )),
        (select arg_max(score, responded_at) from survey_responses a where a.customer_id = s.customer_id
            and metric = 'nps' and journey_stage is null),
        (select min(due_on) from renewals d where d.customer_id = s.customer_id and due_on >= $today
            and outcome is null),
        (select list(distinct d.name order by d.name) from departments d
            where d.department_id = s.sponsor_department_id or d.department_id in (
                select department_id from sponsor_teams t where t.customer_id = s.customer_id)),
        (select count(*) from departments d where customer_facing and d.department_id not in (
            select department_id from sponsor_teams t where t.customer_id = s.customer_id))
    from sponsorships s join customers c using (customer_id) left join sponsor_reviews r using (customer_id)
    where ($region is null or c.region = $region) and ($segment is null or c.segment = $segment)
    group by all
    order by c.account_name
"""


@pytest.mark.parametrize(("region", "segment"), [(None, None), ("DACH", None), ("NA", "Enterprise")])
def test_on_the_demo_company_they_are_what_plain_sql_finds(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None, segment: str | None
) -> None:
    regions, segments = ((one,) if one else None for one in (region, segment))
    found = sponsored(asked(demo, settings).data, view(regions=regions, segments=segments, against=None))
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = raw.execute(PLAIN, {"region": region, "segment": segment, "today": UNTIL}).fetchall()
    told = [
        (one.name, one.sponsor, one.open_actions, one.week_reviews, one.last_review_on, one.last_departments,
         one.score, one.renews_on, list(found.teams[one.customer_id].there), len(found.teams[one.customer_id].missing))
        for one in sorted(found.accounts, key=lambda one: one.name)
    ]  # fmt: skip
    assert told == expected
    assert len(told) > (5 if region else 80)
    assert sum(missing for _, missing in found.absences()) == sum(row[-1] for row in expected)
    assert 0 < len(found.overdue) < len(told) or region


def shown(folder: Path, rows: Rows, **registers: Rows) -> Table:
    found = data(folder, sponsored_accounts=rows, **registers)
    first = sponsored_accounts.blocks(Question(found, view(), SETTINGS))[0]
    assert isinstance(first, Table)
    return first


def texts(table: Table, column: str) -> list[tuple[str, str, str]]:
    return [
        (cell.text or (cell.pill.word if cell.pill else ""), cell.note, cell.remark) for cell in table.column(column)
    ]


def test_an_account_as_it_is_written(tmp_path: Path) -> None:
    table = shown(
        tmp_path,
        [
            unreviewed("Kestrel", 31, score=4, answered_on=back(30), renews_on=back(-35), value_due=378_000.0),
            account("Nord", last_review_on=back(0), last_departments=1, open_actions=0, sponsor_department_id=None),
            account("Oceano", week_reviews=0, last_review_on=None, open_actions=None),
            account("Quay", churned_on=back(33), segment=None, last_departments=None),
        ],
        departments=DEPARTMENTS,
        sponsor_teams=teams_of({"Kestrel": "law", "Nord": "care sales"}),
    )
    assert texts(table, "account") == [
        ("Oceano", "North · Large", ""), ("Kestrel", "North · Large", ""), ("Nord", "North · Large", ""),
        ("Quay", "North", "left 2 Sep 2026"),
    ]  # fmt: skip
    assert texts(table, "review") == [
        ("Never reviewed", "sponsored for 400 days", ""), ("Overdue", "31 days ago · 3 departments", ""),
        ("Reviewed", "today · 1 department", ""), ("", "2 days ago", ""),
    ]  # fmt: skip
    assert [(cell.text, cell.rest, cell.remark) for cell in table.column("team")] == [
        ("no team recorded", "", ""), ("2 departments:", "Care and Law", "without Sales"),
        ("2 departments:", "Care and Sales", ""), ("no team recorded", "", ""),
    ]  # fmt: skip
    assert texts(table, "sponsor")[:3] == [("Eva", "Care", ""), ("Eva", "Care", ""), ("Eva", "", "")]
    assert texts(table, "actions")[:3] == [("–", "", ""), ("1", "", ""), ("none", "", "")]
    assert texts(table, "score")[1] == ("4", "5 Sep 2026", "")
    assert texts(table, "renews")[1] == ("9 Nov 2026", "in 35 days · €378K", "")
    assert table.head.title == (
        "Two of 3 sponsored accounts had no review in 7 days; one of them renews within 90 days, worth €378K"
    )
    assert "one more is no customer any more" in table.head.subtitle


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([account("a"), account("b")], "All of 2 sponsored accounts were reviewed within 7 days"),
        ([account("a")], "The one sponsored account was reviewed within 7 days"),
        ([account("a"), account("b", week_reviews=0, last_review_on=None, started_on=back(1))],
         "No review of 2 sponsored accounts is overdue"),
        ([unreviewed("a", 9)], "The one sponsored account had no review in 7 days"),
        ([unreviewed("a", 9, renews_on=back(-9))],
         "The one sponsored account had no review in 7 days; it renews within 90 days"),
        ([unreviewed("a", 9, renews_on=back(-9), value_due=9.0), unreviewed("b", 9, renews_on=back(-9))],
         "Two of 2 sponsored accounts had no review in 7 days; two of them renew within 90 days"),
        ([account("a", week_reviews=None), account("b", week_reviews=None, renews_on=back(-90), value_due=1e3)],
         "2 sponsored accounts; one of them renews within 90 days, worth €1,000"),
        ([account("a", churned_on=back(1))], "No sponsored account is a customer any more"),
    ],
)  # fmt: skip
def test_the_finding(tmp_path: Path, rows: Rows, title: str) -> None:
    assert shown(tmp_path, rows).head.title == title


def test_what_the_company_does_not_keep_has_no_column(tmp_path: Path) -> None:
    nothing: dict[str, Any] = {"week_reviews": None, "open_actions": None}
    table = shown(tmp_path, [account("a", **nothing)])
    assert [column.name for column in table.columns] == ["account", "sponsor"]
    (tmp_path / "none").mkdir()
    assert shown(tmp_path / "none", []).head.instead == "No account here has a sponsor."


def test_the_others_are_folded(tmp_path: Path) -> None:
    found = data(tmp_path, sponsored_accounts=[unreviewed(f"c{at:02}", 100 - at) for at in range(20)])
    blocks = sponsored_accounts.blocks(Question(found, view(), SETTINGS))
    assert [len(one.rows) for one in everything(blocks) if isinstance(one, Table)] == [SHOWN, 20 - SHOWN]
    fold = next(one for one in blocks if isinstance(one, Fold))
    assert fold.head.subtitle == "8 more, eight of them overdue"
    found = data(tmp_path / "held", sponsored_accounts=[account(f"c{at:02}") for at in range(13)])
    _, folded = sponsored_accounts.blocks(Question(found, view(), SETTINGS))
    assert folded.head.subtitle == "1 more, none of them overdue"


def test_which_departments_are_missing(tmp_path: Path) -> None:
    kept: dict[str, Rows] = {
        "departments": DEPARTMENTS, "sponsored_accounts": [account(name) for name in "abc"],
        "sponsor_teams": teams_of({"a": "law", "b": "sales"}),
    }  # fmt: skip
    (table,) = teams.blocks(Question(data(tmp_path / "some", **kept), view(), SETTINGS))
    assert isinstance(table, Table)
    assert table.head.title == "Sales is missing on one of 2 teams"
    assert "of 1 account more no team is recorded" in table.head.subtitle
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Sales", "50\u202f%", "1 of 2"], ["Care", "100\u202f%", "0 of 2"],
    ]  # fmt: skip
    every = kept | {"sponsor_teams": teams_of({"a": "sales"})}
    (table,) = teams.blocks(Question(data(tmp_path / "all", **every), view(), SETTINGS))
    assert table.head.title == "Every department that deals with customers is on the one team recorded"
    unsaid = kept | {"departments": [{**one, "customer_facing": None} for one in DEPARTMENTS]}
    assert teams.blocks(Question(data(tmp_path / "unsaid", **unsaid), view(), SETTINGS)) == ()
