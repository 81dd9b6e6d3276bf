"""What must come out even of customers and their money."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, missing_as_nought, summed, unequal
from data_checks.identity.rules import Identity, Tables, adds_up, correlated, labelled_within, ordered
from queries.datasets import WINDOWS


def _closing_is_opening(tables: Tables) -> Mismatch | None:
    """A month's opening is the closing of the month before, in each region and segment, in customers and money."""
    windows = tables["customer_windows"]
    monthly = windows.filter(pc.equal(windows.column("window"), 1))
    if monthly.num_rows == 0:
        return None
    keys = ("month", "region", "segment")
    names = ["customers", "revenue"]
    opening = monthly.select([*keys, "opening_customers", "opening_revenue"]).rename_columns([*keys, *names])
    closing = monthly.select([*keys, "closing_customers", "closing_revenue"]).rename_columns([*keys, *names])
    closing = closing.set_column(0, "month", pc.add(closing.column("month"), 1))
    first, last = pc.min_max(monthly.column("month")).as_py().values()
    opening = opening.filter(pc.greater(opening.column("month"), first))
    closing = closing.filter(pc.less_equal(closing.column("month"), last))
    return differing(opening, closing, keys, names, ("opening", "the closing before"))


def _now_is_before(tables: Tables) -> Mismatch | None:
    """What customers brought in a window is what they are said to have brought before the next one."""
    windows = tables["window_revenue"]
    worst = None
    for length in WINDOWS:
        of_length = windows.filter(pc.equal(windows.column("window"), length))
        if of_length.num_rows == 0:
            continue
        keys = ("month", "region", "segment")
        now = of_length.select([*keys, "revenue"])
        now = now.set_column(0, "month", pc.add(now.column("month"), length))
        before = of_length.select([*keys, "revenue_before"]).rename_columns([*keys, "revenue"])
        shared = pc.unique(now.column("month"))
        now = now.filter(pc.is_in(now.column("month"), pc.unique(before.column("month"))))
        before = before.filter(pc.is_in(before.column("month"), shared))
        worst = worst or differing(before, now, keys, ["revenue"], ("before", "the window before"))
    return worst


def _windows_end_alike(tables: Tables) -> Mismatch | None:
    """Windows that end in the same month close with the same customers and money, however long they are."""
    windows = tables["customer_windows"]
    worst = None
    for length in (3, 12):
        months = pc.unique(windows.filter(pc.equal(windows.column("window"), length)).column("month"))
        both = windows.filter(pc.is_in(windows.column("month"), months))
        short, long = (both.filter(pc.equal(both.column("window"), months)) for months in (1, length))
        keys, measures = ("month", "region", "segment"), ("closing_customers", "closing_revenue")
        worst = worst or differing(long, short, keys, measures, (f"{length} months", "1 month"))
    return worst


def _left_are_lost(tables: Tables) -> Mismatch | None:
    """Those who left, for whatever reason, are those who were lost."""
    keys = ("month", "window", "region", "segment")
    names = ("customers", "revenue")
    windows = tables["customer_windows"].select([*keys, "lost_customers", "lost_revenue"])
    lost = windows.rename_columns([*keys, *names])
    return differing(tables["departures"], lost, keys, names, ("departures", "customer_windows"))


def _came_are_new(tables: Tables) -> Mismatch | None:
    """Those who joined, for whatever reason, are those who are new."""
    keys = ("month", "window", "region", "segment")
    names = ("customers", "revenue")
    windows = tables["customer_windows"]
    known = pc.add(windows.column("new_revenue_earned"), windows.column("new_revenue_bought"))
    brought = pc.add(known, windows.column("new_revenue_unknown"))
    new = windows.select([*keys, "new_customers"]).append_column("revenue", brought).rename_columns([*keys, *names])
    return differing(tables["arrivals"], new, keys, names, ("arrivals", "customer_windows"))


def _steps_of_kept(tables: Tables) -> Mismatch | None:
    """Customers of two months in a row, whatever step they took, are among those kept over the month."""
    keys, windows = ("month", "region", "segment"), tables["customer_windows"]
    monthly = windows.filter(pc.equal(windows.column("window"), 1))
    kept = monthly.select([*keys, "kept_customers"])
    stepped = summed(tables["price_steps"], keys, ("customers",)).rename_columns([*keys, "stepped"])
    both = summed(pa.concat_tables([stepped, kept], promote_options="default"), keys, ("stepped", "kept_customers"))
    both = missing_as_nought(both, ("stepped", "kept_customers"))
    return breaking(both, exceeds(both, "stepped", "kept_customers"), ("stepped", "kept_customers"))


def _followed_are_customers(tables: Tables) -> Mismatch | None:
    """Whatever they said, those who are followed are the customers that the window opens with, and keep as much."""
    keys = ("month", "window", "region", "segment")
    names = ("customers", "kept_customers", "opening_revenue", "retained_revenue")
    followed, windows = tables["next_steps"], tables["customer_windows"]
    there = windows.select([*keys, "opening_customers", *names[1:]]).rename_columns([*keys, *names])
    for name, credited in (("opening_revenue", "credited_opening"), ("retained_revenue", "credited_retained")):
        had = pc.subtract(windows.column(name), windows.column(credited))  # what a credit left is no revenue to keep
        there = there.set_column(there.schema.get_field_index(name), name, had)
    both = pc.and_(pc.greater(there.column("customers"), 0), _shared(there, followed))
    return differing(followed, there.filter(both), keys, names, ("next_steps", "customer_windows"))


def _shared(windows: pa.Table, followed: pa.Table) -> pa.ChunkedArray:
    """Return which windows are followed by what was said: none of a month, and none that opened too early for it."""
    known = {(row["month"], row["window"]) for row in followed.select(["month", "window"]).to_pylist()}
    kept = [(row["month"], row["window"]) in known for row in windows.select(["month", "window"]).to_pylist()]
    return pa.chunked_array([pa.array(kept, pa.bool_())])


def _begin_alike(tables: Tables) -> Mismatch | None:
    """Those who are followed over three months are those who are followed over twelve from the same month on."""
    followed = tables["next_steps"]
    begins = followed.set_column(0, "month", pc.subtract(followed.column("month"), followed.column("window")))
    short, long = (begins.filter(pc.equal(begins.column("window"), length)) for length in (3, 12))
    short = short.filter(pc.is_in(short.column("month"), pc.unique(long.column("month"))))
    keys = ("month", "region", "segment", "tenure", "said")
    return differing(short, long, keys, ("customers", "opening_revenue"), ("3 months", "12 months"))


def _cohorts_are_customers(tables: Tables) -> Mismatch | None:
    """Whenever they began, those who are left of all cohorts in a month are its customers."""
    cohorts, keys = tables["customer_cohorts"], ("month", "region", "segment")
    later = cohorts.set_column(0, "month", pc.add(cohorts.column("month"), cohorts.column("age")))
    monthly = _monthly(tables, "closing_customers", "active")
    later = later.filter(pc.is_in(later.column("month"), pc.unique(monthly.column("month"))))
    return differing(later, monthly, keys, ("active",), ("customer_cohorts", "customer_windows"))


def _cohorts_begin_new(tables: Tables) -> Mismatch | None:
    """Who begins in a month is new in it."""
    cohorts, keys = tables["customer_cohorts"], ("month", "region", "segment")
    begun = cohorts.filter(pc.and_(pc.equal(cohorts.column("age"), 0), pc.equal(cohorts.column("known"), 1)))
    monthly = _monthly(tables, "new_customers", "customers")
    begun = begun.filter(pc.is_in(begun.column("month"), pc.unique(monthly.column("month"))))
    found = differing(begun, monthly, keys, ("customers",), ("customer_cohorts", "customer_windows"))
    return found or breaking(begun, unequal(begun, ("customers",), ("active",)), ("customers", "active"))


def _monthly(tables: Tables, measure: str, name: str) -> pa.Table:
    windows = tables["customer_windows"]
    keys = ["month", "region", "segment"]
    return windows.filter(pc.equal(windows.column("window"), 1)).select([*keys, measure]).rename_columns([*keys, name])


def _revenue_followed(tables: Tables) -> Mismatch | None:
    """What customers brought in a month is what those who are followed brought, and what was credited to others."""
    windows, keys = tables["window_revenue"], ("month",)
    monthly = summed(windows.filter(pc.equal(windows.column("window"), 1)), keys, ("revenue",))
    brought = summed(tables["customer_revenue"], keys, ("amount",)).rename_columns([*keys, "brought"])
    brought = brought.filter(pc.is_in(brought.column("month"), pc.unique(monthly.column("month"))))
    both = summed(pa.concat_tables([monthly, brought], promote_options="default"), keys, ("revenue", "brought"))
    both = missing_as_nought(both, ("revenue", "brought"))
    return breaking(both, exceeds(both, "brought", "revenue"), ("brought", "revenue"))


CUSTOMERS: tuple[Identity, ...] = (
    Identity("customer_revenue.followed", ("customer_revenue", "window_revenue"),
             "a month's revenue is no more than what the customers followed brought",
             _revenue_followed),
    Identity("customer_windows_by_label.customers", ("customer_windows_by_label",),
             "opening + new + reactivated - lost = closing, in customers",
             adds_up("customer_windows_by_label",
                      ("opening_customers", ("kept_customers", "lost_customers")),
                      ("closing_customers", ("kept_customers", "new_customers", "reactivated_customers")))),
    Identity("customer_windows_by_label.openings", ("customer_windows_by_label", "customer_windows"),
             "no more customers of an opening bear a label than there were",
             labelled_within("customer_windows_by_label", "customer_windows", "opening_customers", "month", "window")),
    Identity("customer_windows_by_label.closings", ("customer_windows_by_label", "customer_windows"),
             "no more customers of a closing bear a label than there were",
             labelled_within("customer_windows_by_label", "customer_windows", "closing_customers", "month", "window")),
    Identity("customer_windows.customers", ("customer_windows",),
             "opening + new + reactivated - lost = closing, in customers",
             adds_up("customer_windows",
                      ("opening_customers", ("kept_customers", "lost_customers")),
                      ("closing_customers", ("kept_customers", "new_customers", "reactivated_customers")))),
    Identity("customer_windows.money", ("customer_windows",),
             "opening + won + reactivated + expansion - contraction - lost = closing, in money",
             adds_up("customer_windows",
                      ("opening_revenue", ("retained_revenue", "contraction", "lost_revenue")),
                      ("closing_revenue", ("retained_revenue", "expansion", "new_revenue_earned", "new_revenue_bought",
                                           "new_revenue_unknown", "reactivated_revenue")))),
    Identity("customer_windows.credited", ("customer_windows",),
             "no more customers open with a credit than open, and no more of it is retained than there is",
             ordered("customer_windows", ("credited_customers", "opening_customers"),
                     ("credited_retained", "credited_opening"), ("credited_expansion", "expansion"))),
    Identity("window_revenue.before", ("window_revenue",),
             "a window's revenue is that before the window which opens with its end", _now_is_before),
    Identity("customer_windows.chain", ("customer_windows",), "each month opens with what the month before closed with",
             _closing_is_opening),
    Identity("customer_windows.lengths", ("customer_windows",),
             "windows that end in the same month close alike, however long they are", _windows_end_alike),
    Identity("arrivals.new", ("arrivals", "customer_windows"),
             "customers who joined, by source, are the new customers", _came_are_new),
    Identity("departures.lost", ("departures", "customer_windows"),
             "customers who left, by reason, are the customers lost", _left_are_lost),
    Identity("price_steps.kept", ("price_steps", "customer_windows"),
             "no more customers paid two months in a row than were kept over the month", _steps_of_kept),
    Identity("next_steps.order", ("next_steps",), "no more is kept than there was, and none that is not there",
             ordered("next_steps", ("kept_customers", "customers"), ("retained_revenue", "opening_revenue"),
                     ("retained_revenue", "closing_revenue"))),
    Identity("next_steps.squares", ("next_steps",), "sums, squares and products are of the same customers",
             correlated("next_steps", "customers", ("opening_revenue", "opening_squared"),
                        ("retained_revenue", "retained_squared"), ("closing_revenue", "closing_squared"),
                        products=(("opening_squared", "retained_squared", "opening_retained"),
                                  ("opening_squared", "closing_squared", "opening_closing")))),
    Identity("next_steps.begin", ("next_steps",),
             "customers followed over three months and over twelve are the same in each month", _begin_alike),
    Identity("next_steps.customers", ("next_steps", "customer_windows"),
             "customers followed by what they said are the customers followed at all", _followed_are_customers,
             of_one_run=True),
    Identity("contacted_customers.order", ("contacted_customers",),
             "no more is kept of those contacted, and of those who were not, than there was",
             ordered("contacted_customers", ("kept_customers", "customers"), ("retained_revenue", "opening_revenue"))),
    Identity("conceded_customers.order", ("conceded_customers",),
             "no more is kept of those to whom something was given, and of the others, than there was",
             ordered("conceded_customers", ("kept_customers", "customers"), ("retained_revenue", "opening_revenue"))),
    Identity("customer_cohorts.order", ("customer_cohorts",), "no more of a cohort are left than began",
             ordered("customer_cohorts", ("active", "customers"))),
    Identity("customer_cohorts.customers", ("customer_cohorts", "customer_windows"),
             "those left of all cohorts are the customers of the month", _cohorts_are_customers),
    Identity("customer_cohorts.new", ("customer_cohorts", "customer_windows"),
             "those who begin in a month are new in it, and all there", _cohorts_begin_new),
)  # fmt: skip
