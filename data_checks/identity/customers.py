"""What must come out even of customers and their money."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, differing, exceeds, summed
from data_checks.identity.rules import Identity, Tables, adds_up
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


def _steps_of_kept(tables: Tables) -> Mismatch | None:
    """Customers of two months in a row, whatever step they took, are among those kept over the month."""
    keys, windows = ("month", "region", "segment"), tables["customer_windows"]
    monthly = windows.filter(pc.equal(windows.column("window"), 1))
    kept = monthly.select([*keys, "kept_customers"])
    stepped = summed(tables["price_steps"], keys, ("customers",)).rename_columns([*keys, "stepped"])
    both = summed(pa.concat_tables([stepped, kept], promote_options="default"), keys, ("stepped", "kept_customers"))
    for name in ("stepped", "kept_customers"):
        both = both.set_column(both.column_names.index(name), name, pc.fill_null(both.column(name), 0))
    return breaking(both, exceeds(both, "stepped", "kept_customers"), ("stepped", "kept_customers"))


CUSTOMERS: tuple[Identity, ...] = (
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
    Identity("window_revenue.before", ("window_revenue",),
             "a window's revenue is that before the window which opens with its end", _now_is_before),
    Identity("customer_windows.chain", ("customer_windows",), "each month opens with what the month before closed with",
             _closing_is_opening),
    Identity("customer_windows.lengths", ("customer_windows",),
             "windows that end in the same month close alike, however long they are", _windows_end_alike),
    Identity("departures.lost", ("departures", "customer_windows"),
             "customers who left, by reason, are the customers lost", _left_are_lost),
    Identity("price_steps.kept", ("price_steps", "customer_windows"),
             "no more customers paid two months in a row than were kept over the month", _steps_of_kept),
)  # fmt: skip
