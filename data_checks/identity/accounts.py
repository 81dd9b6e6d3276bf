"""What must come out even of the customers that are listed one by one, and of the share of customers who speak."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import Mismatch, breaking, exceeds, unequal
from data_checks.identity.rules import Identity, Tables


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


ACCOUNTS: tuple[Identity, ...] = (
    Identity("accounts.places", ("accounts",),
             "no more customers, and no more of their money, are listed than their region and segment has",
             _within_places),
)  # fmt: skip
