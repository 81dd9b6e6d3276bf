"""Sponsored accounts: whose review is overdue, in which order they are told, and whom their teams lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.data.access import Grant
from dashboard.data.registers.accounts import Reviewed
from dashboard.measures.accounts.sponsored import Team, sponsored
from tests.accounts import DEPARTMENTS, back, teams, unreviewed
from tests.accounts import sponsored as account
from tests.published import AS_OF, data, view


@pytest.mark.parametrize(
    ("changes", "state", "days"),
    [
        ({}, "held", 2), ({"week_reviews": 0, "last_review_on": back(7)}, "overdue", 7),
        ({"week_reviews": 0, "last_review_on": None}, "never", 400),
        ({"week_reviews": 0, "last_review_on": None, "started_on": back(7)}, "never", 7),
        ({"week_reviews": 0, "last_review_on": None, "started_on": back(6)}, "begun", 6),
        ({"week_reviews": 0, "last_review_on": None, "started_on": None}, "never", None),
        ({"week_reviews": None, "last_review_on": None}, "unknown", 400),
        ({"week_reviews": 0, "churned_on": back(3)}, "left", 2),
    ],
)  # fmt: skip
def test_when_a_review_is_overdue(
    tmp_path: Path, changes: dict[str, object], state: Reviewed, days: int | None
) -> None:
    found = sponsored(data(tmp_path, sponsored_accounts=[account("a", **changes)]), view())
    (one,) = found.accounts
    assert (one.reviewed(AS_OF), one.unreviewed_for(AS_OF)) == (state, days)
    assert bool(found.overdue) == (state in ("overdue", "never"))
    assert found.reviews_kept == (state != "unknown")


def test_the_longest_without_a_review_is_first_and_whoever_left_is_last(tmp_path: Path) -> None:
    rows = [
        account("later", renews_on=back(-90)), account("gone", churned_on=back(1)), account("soon", renews_on=back(-9)),
        account("new", week_reviews=0, last_review_on=None, started_on=back(1)), unreviewed("month", 31),
        account("never", week_reviews=0, last_review_on=None), unreviewed("week", 8),
        account("who knows", week_reviews=0, last_review_on=None, started_on=None), account("without"),
    ]  # fmt: skip
    found = sponsored(data(tmp_path, sponsored_accounts=rows), view())
    assert [one.name for one in found.accounts] == [
        "who knows", "never", "month", "week", "new", "soon", "later", "without", "gone",
    ]  # fmt: skip
    assert len(found.staying) == 8
    assert [one.name for one in found.overdue] == ["who knows", "never", "month", "week"]
    assert [one.name for one in found.soon(found.staying)] == ["soon", "later"]


def test_a_team_lacks_those_who_deal_with_customers_and_its_sponsor_s_department_is_there(tmp_path: Path) -> None:
    found = sponsored(data(
        tmp_path, departments=DEPARTMENTS,
        sponsored_accounts=[
            account("a"), account("b", sponsor_department_id=None), account("c"), account("d", churned_on=back(1)),
        ],
        sponsor_teams=teams({"a": "law", "b": "care sales lab", "d": "law", "stranger": "law"}),
    ), view())  # fmt: skip
    assert found.teams == {"a": Team(("Care", "Law"), ("Sales",)), "b": Team(("Care", "Lab", "Sales"), ())}
    assert found.absences() == (("Sales", 1), ("Care", 0))


def test_where_nobody_says_who_deals_with_customers_nobody_is_missing(tmp_path: Path) -> None:
    departments = [{**one, "customer_facing": None} for one in DEPARTMENTS]
    rows = {"sponsored_accounts": [account("a")], "sponsor_teams": teams({"a": "law"}), "departments": departments}
    found = sponsored(data(tmp_path, **rows), view())
    assert (found.teams["a"].missing, found.absences()) == ((), ())


def test_they_follow_region_and_grant(tmp_path: Path) -> None:
    rows = [account("a"), account("b", region="South"), account("c", region=None)]
    kept = {"sponsored_accounts": rows, "sponsor_teams": teams({"b": "law"}, "South"), "departments": DEPARTMENTS}
    every = data(tmp_path / "all", **kept)
    assert [one.name for one in sponsored(every, view(regions=("South",))).accounts] == ["b"]
    north = data(tmp_path / "north", Grant(regions=frozenset({"North"}), company_totals=False), **kept)
    assert [one.name for one in sponsored(north, view()).accounts] == ["a"]
    assert sponsored(north, view()).teams == {}
