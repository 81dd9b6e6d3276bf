"""What must come out even of the customers that are listed one by one, and of the share of customers who speak."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, unequal
from data_checks.identity.rules import Identity, Tables, brought, ordered

MOST_EVENTS = 200
"""Rows that are kept of an account: 36 months, 24 themes and 140 events."""


def _within_places(tables: Tables) -> Mismatch | None:
    """No more customers, and no more of their money, are listed than their region and segment has; all say it alike."""
    accounts, place = tables["accounts"], ["region", "segment"]
    paying = accounts.filter(pc.greater(accounts.column("year_revenue"), 0.0))
    of = paying.select([*place, "year_revenue", "place_customers", "place_revenue"])
    listed = of.append_column("customers", pa.array([1] * of.num_rows)).group_by(place, use_threads=False)
    sums = [("customers", "sum"), ("year_revenue", "sum")]
    ends = [(name, end) for name in ("place_customers", "place_revenue") for end in ("min", "max")]
    found = listed.aggregate([*sums, *ends])
    bounds = (("customers_sum", "place_customers_min"), ("year_revenue_sum", "place_revenue_min"))
    more = (breaking(found, exceeds(found, *bound), bound) for bound in bounds)
    same = (("place_customers_min", "place_customers_max"), ("place_revenue_min", "place_revenue_max"))
    apart = (breaking(found, unequal(found, one[:1], one[1:]), one) for one in same)
    return next((mismatch for mismatch in (*more, *apart) if mismatch), None)


def _reviewed_have_a_last_review(tables: Tables) -> Mismatch | None:
    """An account that was reviewed this week has a last review."""
    accounts = tables["sponsored_accounts"]
    reviewed = accounts.filter(pc.greater(accounts.column("week_reviews"), 0))
    return breaking(reviewed, pc.is_null(reviewed.column("last_review_on")), ("week_reviews",))


def _alike_stand_beside_an_account(tables: Tables) -> Mismatch | None:
    """Whoever is like a sponsored account stands beside that account."""
    found = tables["sponsor_matches"]
    accounts = found.filter(pc.equal(found.column("place"), 0)).column("account_id")
    return breaking(found, pc.invert(pc.is_in(found.column("account_id"), accounts)), ("place",))


def _few_of_each(tables: Tables) -> Mismatch | None:
    """Of each account no more is kept than is told of one."""
    events = tables["account_events"]
    return breaking(events, pc.greater(events.column("number"), MOST_EVENTS), ("number",))


def _covered_are_customers(tables: Tables) -> Mismatch | None:
    """Those who may speak are the customers with whom the window closes, and bring as much but for credits."""
    keys, names = ("month", "window", "region", "segment"), ("customers", "revenue")
    closing = brought(tables["customer_windows"], keys, names)
    return differing(tables["coverage"], closing, keys, names, ("coverage", "customer_windows"))


def _gone_are_lost(tables: Tables) -> Mismatch | None:
    """Whatever they said, those who are gone are the customers lost over the month, and those who stayed were kept."""
    keys, windows, said = ("month", "region", "segment"), tables["customer_windows"], tables["last_answers"]
    monthly = windows.filter(pc.equal(windows.column("window"), 1))
    worst = None
    for gone, name in ((1, "lost_customers"), (0, "kept_customers")):
        there = said.filter(pc.equal(said.column("gone"), gone))
        customers = monthly.select([*keys, name]).rename_columns([*keys, "customers"])
        worst = worst or differing(there, customers, keys, ("customers",), ("last_answers", "customer_windows"))
    return worst


ACCOUNTS: tuple[Identity, ...] = (
    Identity("accounts.places", ("accounts",),
             "no more customers, and no more of their money, are listed than their region and segment has",
             _within_places),
    Identity("sponsored_accounts.reviews", ("sponsored_accounts",),
             "each account that was reviewed this week has a last review", _reviewed_have_a_last_review),
    Identity("sponsor_matches.accounts", ("sponsor_matches",),
             "each customer that is like a sponsored account stands beside it", _alike_stand_beside_an_account),
    Identity("account_events.bound", ("account_events",), "of no account are more than 200 events kept",
             _few_of_each),
    Identity("revenue_matches.order", ("revenue_matches",), "no more rows of revenue are of nobody than there are",
             ordered("revenue_matches", ("unmatched", "n"))),
    Identity("coverage.order", ("coverage",), "no more customers are asked, reached or heard than there are",
             ordered("coverage", ("reached", "asked"), ("asked", "customers"), ("answered", "customers"),
                     ("reached_revenue", "asked_revenue"), ("asked_revenue", "revenue"),
                     ("answered_revenue", "revenue"))),
    Identity("coverage.customers", ("coverage", "customer_windows"),
             "customers counted by whether they speak are the customers that there are", _covered_are_customers,
             of_one_run=True),
    Identity("last_answers.customers", ("last_answers", "customer_windows"),
             "customers who left or stayed, by what they said, are those lost and kept", _gone_are_lost,
             of_one_run=True),
)  # fmt: skip
