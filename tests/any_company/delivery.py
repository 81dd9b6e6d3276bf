"""How a company's rows come to a warehouse: in other types, with empty text, under other spellings, with bad rows.

Whatever is done here leaves what the rows mean; the bad rows come on top of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np

from queries.contract import CONTRACT, Column
from tests.any_company.company import Company, arrow
from tests.any_company.spoiling import Planted, plant

DRESSES: Mapping[str, tuple[str, ...]] = {
    "text": ("{0}", "coalesce({0}, '')", "coalesce({0}, '  ')"),
    "integer": ("{0}", "cast({0} as double)", "cast({0} as smallint)", "cast({0} as decimal(18, 3))"),
    "number": ("{0}", "cast({0} as decimal(18, 2))"),
    "boolean": (
        "{0}", "cast({0} as integer)", "case {0} when true then 'Y' when false then 'N' end",
        "case {0} when true then 't' when false then 'f' end",
    ),
    "date": ("{0}", "cast({0} as timestamp)", "cast(cast({0} as timestamp) as timestamptz)"),
    "timestamp": ("{0}", "cast({0} as timestamptz)"),
}  # fmt: skip
"""Type of the contract → the forms in which a company may have it, all of the same meaning."""

STRAYS = ("alter table {0} add column loaded_by varchar", "alter table {0} add column score_2 integer default 3")


def deliver(company: Company, path: Path, planted: tuple[Planted, ...] = ()) -> None:
    """Write the company's tables to a warehouse of which the session runs on UTC, and plant in them what is wrong."""
    rng = np.random.default_rng([company.seed, 1])
    worded = {one.table for one in planted if one.check.endswith(".kind")}
    with duckdb.connect(path) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.begin()
        for name, rows in company.rows.items():
            connection.register("rows_of_a_company", arrow(CONTRACT[name], rows))
            kept = [column for column in CONTRACT[name].columns if _is_there(rng, column, rows)]
            columns = ", ".join(_dressed(rng, column) for column in kept)
            columns = "*" if name in worded else columns
            connection.execute(f"create table {name} as select {columns} from rows_of_a_company")
            connection.unregister("rows_of_a_company")
            if rng.random() < 0.2:
                connection.execute(str(rng.choice(STRAYS)).format(name))
        plant(planted, connection)
        connection.commit()


def _is_there(rng: np.random.Generator, column: Column, rows: list[dict[str, object]]) -> bool:
    """A column of which nothing is known may be left out."""
    empty = all(row.get(column.name) is None for row in rows)
    return column.required or not empty or bool(rng.random() < 0.4)


def _dressed(rng: np.random.Generator, column: Column) -> str:
    forms = DRESSES[column.type]
    form = str(rng.choice(forms)) if rng.random() < 0.3 else forms[0]
    name = f'"{column.name.upper()}"' if rng.random() < 0.1 else f'"{column.name}"'
    return f"{form.format(chr(34) + column.name + chr(34))} as {name}"
