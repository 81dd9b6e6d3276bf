"""What must come out even of customers by the themes that they named."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, exceeds, missing_as_nought, summed, unequal
from data_checks.identity.rules import Identity, Tables, brought, ordered

_PLACE = ("month", "region", "segment")


def _numbered(tables: Tables) -> Mismatch | None:
    """No set holds a theme that has no number: it is below 2 to the power of how many have one."""
    risk, numbers = tables["theme_risk"], tables["numbered_themes"].num_rows
    return breaking(risk, pc.greater_equal(risk.column("themes"), pa.scalar(2**numbers, pa.int64())), ("themes",))


def _all_or_none(tables: Tables) -> Mismatch | None:
    """A month's customers can all be followed for a year, or none of them: those that are not are no customers lost."""
    months = summed(tables["theme_risk"], ("month",), ("customers", "followed"))
    over = pc.greater(months.column("followed"), 0)
    broken = pc.and_(over, unequal(months, ("customers",), ("followed",)))
    return breaking(months, broken, ("customers", "followed"))


def _are_customers(tables: Tables) -> Mismatch | None:
    """Those whose answers were read are among the customers of the month, and those lost among the lost of the year."""
    names = ("customers", "revenue", "lost", "lost_revenue")
    risk = summed(tables["theme_risk"], (*_PLACE, "metric"), names).group_by(list(_PLACE), use_threads=False)
    # An answer of each metric counts a customer again: the metric with most of them is held against all there are.
    most = risk.aggregate([(name, "max") for name in names]).rename_columns([*_PLACE, *names])
    bounds = (("customers", "all_customers"), ("revenue", "all_revenue"), ("lost", "all_lost"),
              ("lost_revenue", "all_lost_revenue"))  # fmt: skip
    there = [*_customers_then(tables["customer_windows"])]
    both = summed(
        pa.concat_tables([most, *there], promote_options="default"), _PLACE, [name for pair in bounds for name in pair]
    )
    both = missing_as_nought(both, (name for pair in bounds for name in pair))
    found = (breaking(both, exceeds(both, *pair), pair) for pair in bounds)
    return next((mismatch for mismatch in found if mismatch), None)


def _customers_then(windows: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the customers of each month, and those of it who were lost a year later."""
    now, year = (windows.filter(pc.equal(windows.column("window"), length)) for length in (1, 12))
    customers = brought(now, _PLACE, ("all_customers", "all_revenue"))
    lost = year.select([*_PLACE, "lost_customers", "lost_revenue"])
    lost = lost.set_column(0, "month", pc.subtract(lost.column("month"), 12))
    return (
        customers,
        lost.rename_columns([*_PLACE, "all_lost", "all_lost_revenue"]),
    )


RISKS: tuple[Identity, ...] = (
    Identity("theme_risk.order", ("theme_risk",), "no more customers are followed, or lost, than there are",
             ordered("theme_risk", ("followed", "customers"), ("lost", "followed"), ("lost_revenue", "revenue"))),
    Identity("theme_risk.followed", ("theme_risk",), "a month's customers are all followed for a year, or none is",
             _all_or_none),
    Identity("theme_risk.numbers", ("theme_risk", "numbered_themes"), "each theme of a set has a number", _numbered),
    Identity("theme_risk.customers", ("theme_risk", "customer_windows"),
             "no more customers speak, and no more of them are lost, than there are", _are_customers, of_one_run=True),
)  # fmt: skip
