"""Rows that equal another in all but the key: one load, run twice under new keys.

Only rows of somebody, or with words of somebody, can be told from rows that are merely alike: two customers who give
a 9 on one day are no repeat. And where what is known of when is the day, one customer's two contacts may be alike by
chance. How many may is told by the rows themselves: of the pairs of one customer (of nobody known: of all of them) on
*different* days some part is alike in all else; as many of the pairs on one day are by chance. Where nothing was
measured and nothing said, one row of a customer tells as much as two.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

from data_checks.checks import Check
from data_checks.reach import Reach
from data_checks.tables import Readable
from queries.contract import CONTRACT

WORDS = ("comment", "text")
"""Columns that hold what somebody said."""
SHOWN = 3
BEYOND = 3.0
"""How many times as many as chance lets expect, and how many of its deviations more, are no chance."""


def repeated(table: Readable, reach: Reach) -> Check | None:
    """Return the check of a table; None where nothing tells one row from another that is like it."""
    key = CONTRACT[table.name].key
    who = ["customer_id"] if table.has("customer_id") else []
    said = [column for column in WORDS if table.has(column)]
    others = [column for column in table.columns if column.name not in (*key, *who, table.clock)]
    tells = said or (who and any(column.type not in ("text", "boolean") for column in others))
    if table.clock is None or not key or "customer_id" in key or not tells:
        return None
    alike = [column.name for column in others]
    told = [f"{column} is not null" for column in who] + [f"trim({column}) <> ''" for column in said]
    rows = f"select * from (\n{table.looked_at}\n) t where {' or '.join(told)}"  # noqa: S608 - our own words
    keys = f"count(distinct {key[0]})"
    groups = (
        f"select {keys} as n, min({key[0]}) as one, max({key[0]}) as other from (\n{rows}\n) t "  # noqa: S608
        f"group by {', '.join([table.clock, *who, *alike])} having {keys} > 1"
    )
    tally = f"select coalesce(sum(k.n - 1), 0) as n from ({groups}) k"  # noqa: S608 - our own words
    twins = f"select one, other, n from ({groups}) k order by n desc, one limit {SHOWN}"  # noqa: S608 - our own words
    return Check(
        f"{table.name}.repeated", "no row equals another in all but its key", "{repeat} another in all but the key",
        None, reach.of(table.name), "tolerant", tally=tally, chance=_pairs(rows, keys, table.clock, who, alike),
        twins=twins, action="Look for a load that was run twice under new keys, and remove its rows.",
    )  # fmt: skip


def beyond_chance(pairs: Sequence[Any], repeats: float) -> bool:
    """Tell whether rows repeat more often than rows that are alike by chance."""
    alike, alike_at_once, of_one, of_one_at_once = (float(number or 0) for number in pairs)
    apart = of_one - of_one_at_once
    expected = of_one_at_once / 2 * (alike - alike_at_once) / apart if apart > 0 else 0.0
    return repeats > BEYOND * (expected + sqrt(expected))


def _pairs(rows: str, keys: str, clock: str, who: Sequence[str], alike: Sequence[str]) -> str:
    """Return the query of four numbers: pairs of rows alike and of one customer, at all and at one time."""
    groups = ([*who, *alike], [clock, *who, *alike], who, [clock, *who])
    counted = [
        f"(select coalesce(sum(1.0 * g.n * (g.n - 1)), 0) as n from (select {keys} as n from (\n{rows}\n) t "  # noqa: S608
        f"{_by(columns)}) g) pairs_{place}"
        for place, columns in enumerate(groups)
    ]
    numbers = ", ".join(f"pairs_{place}.n as n_{place}" for place in range(len(groups)))
    joined = "\ncross join ".join(counted)
    return f"select {numbers} from {joined}"  # noqa: S608 - our own words


def _by(columns: Sequence[str]) -> str:
    return f"group by {', '.join(columns)}" if columns else ""
