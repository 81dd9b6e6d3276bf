"""A company made up at random: the contract's tables, some of them, with rows that mean something.

What is true of it is written here in the contract's own types; how it comes to a warehouse is another matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from queries.contract import CONTRACT, Column, Table
from queries.extract import ARROW_TYPES
from tests.hostile import HOSTILE

Row = dict[str, Any]

LIKELY = (
    "customers", "revenue", "finance", "support_cases", "survey_invitations", "themes", "response_themes", "tasks",
    "departments", "opportunities", "renewals", "journey_steps", "journey_stages",
)  # fmt: skip
"""Tables that numbers come from: a company has each of them more often than the others."""

TESTED_ELSEWHERE = frozenset({"comments", "decisions", "subscriptions", "invoices", "revenue_movements"})
"""Registers whose rows point at what is on the pages, and tables of which months of revenue are made."""

SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "thumbs": (0, 1)}
"""The lowest and the highest score that a question can be given."""

LABELS = ("North", "South", "EMEA", "Süd", "Ö & Co", "A/B", "007", *HOSTILE[:3])
ORDERED = (
    ("acquired_on", "churned_on"), ("starts_on", "ends_on"), ("starts_on", "due_on"), ("created_on", "closed_on"),
    ("created_on", "original_due_on"), ("created_on", "due_on"), ("created_on", "completed_on"),
    ("opened_at", "first_response_at"), ("opened_at", "resolved_at"), ("opened_at", "human_asked_at"),
    ("human_asked_at", "human_reached_at"), ("started_at", "completed_at"),
    ("started_at", "promised_at"), ("raised_on", "decided_on"), ("raised_on", "answered_on"),
    ("completed", "eligible"), ("customers_matched", "customers_total"),
)  # fmt: skip
"""Columns of which the first is never more than the second."""


@dataclass(frozen=True)
class Company:
    """Its day, its complete months, and its rows by table: those that it has."""

    seed: int
    as_of: date
    months: int
    rows: Mapping[str, list[Row]]

    @property
    def regions(self) -> list[str]:
        """Return the regions of its answers and customers."""
        rows = (*self.rows["survey_responses"], *self.rows.get("customers", ()))
        return sorted({row["region"] for row in rows if row.get("region")})

    def write(self, path: Path) -> None:
        """Write every table of the contract, empty where the company has none, in the contract's own types."""
        with duckdb.connect(path) as connection:
            connection.begin()
            for name in CONTRACT:
                connection.register("rows_of_a_company", arrow(CONTRACT[name], self.rows.get(name, [])))
                connection.execute(f"create table {name} as select * from rows_of_a_company")
                connection.unregister("rows_of_a_company")
            connection.commit()


def arrow(table: Table, rows: list[Row]) -> pa.Table:
    """Return rows in the contract's columns and types."""
    columns = {
        column.name: pa.array([row.get(column.name) for row in rows], ARROW_TYPES[column.type])
        for column in table.columns
    }
    return pa.table(columns)


def made(seed: int) -> Company:
    """Return the company of a seed."""
    return _Maker(np.random.default_rng(seed), seed).company()


class _Maker:
    """Makes one company, table by table in the order of the contract, so that what is referred to is there first."""

    def __init__(self, rng: np.random.Generator, seed: int) -> None:
        self.rng, self.seed = rng, seed
        self.as_of = date(2026, 1, 1) + timedelta(days=int(rng.integers(0, 330)))
        self.months = int(rng.choice([1, 2, 3, 5, 14, 27]))
        end = self.as_of.year * 12 + self.as_of.month - 1
        self.days = [_first(end - back) for back in range(self.months, -1, -1)]
        self.labels = {
            name: [str(one) for one in rng.choice(LABELS, int(rng.integers(1, 4)), replace=False)]
            for name in ("region", "segment")
        }
        self.rows: dict[str, list[Row]] = {}
        self.some_null = {
            (table.name, column.name): float(rng.choice([0.0, 0.0, 0.3, 1.0], p=[0.4, 0.2, 0.25, 0.15]))
            for table in CONTRACT.values()
            for column in table.columns
        }

    def company(self) -> Company:
        """Return the company."""
        special: Mapping[str, Callable[[Table], list[Row]]] = {
            "revenue": self._revenue, "finance": self._finance, "journey_steps": self._steps,
        }  # fmt: skip
        for table in CONTRACT.values():
            if self._has(table):
                rows = special.get(table.name, self._any)(table)
                self.rows[table.name] = _keyed(table, rows)
        return Company(self.seed, self.as_of, self.months, self.rows)

    def _has(self, table: Table) -> bool:
        likely = 0.4 if table.name in LIKELY else 0.07
        if table.name in ("finance", "renewals") and "revenue" not in self.rows:
            likely /= 4
        return table.required or (table.name not in TESTED_ELSEWHERE and self.rng.random() < likely)

    def _any(self, table: Table) -> list[Row]:
        sizes = (30, 120, 400) if table.required else (0, 1, 12, 60, 200)
        if any(column.required and self.rows.get(str(column.references)) == [] for column in table.columns):
            return []  # there is nothing that its rows could be of
        return [self._row(table, number) for number in range(int(self.rng.choice(sizes)))]

    def _row(self, table: Table, number: int) -> Row:
        row: Row = {}
        for column in table.columns:
            optional = not column.required and column.name not in table.key
            if optional and self.rng.random() < self.some_null[table.name, column.name]:
                row[column.name] = None
            else:
                row[column.name] = self._value(table, column, number, row)
        return _in_order(row)

    def _value(self, table: Table, column: Column, number: int, row: Row) -> Any:
        if (column.name,) == table.key:
            return f"{table.name[:2]}{number}"
        scale = row["metric"] if (table.name, column.name) == ("survey_responses", "score") else column.scale
        if scale:
            return int(self.rng.integers(SCALES[scale][0], SCALES[scale][1] + 1))
        if column.references:
            return self._reference(column)
        if column.allowed:
            return str(self.rng.choice(column.allowed))
        return self._of_type(column)

    def _reference(self, column: Column) -> str | None:
        """Return a key that is there; of a table that the company does not have anything will do."""
        known = self.rows.get(str(column.references))
        if known:
            key = CONTRACT[str(column.references)].key[0]
            return str(known[int(self.rng.integers(len(known)))][key])
        return None if not column.required else f"x{int(self.rng.integers(9))}"

    def _of_type(self, column: Column) -> Any:
        if column.name in self.labels:
            return str(self.rng.choice(self.labels[column.name]))
        if column.type == "boolean":
            return bool(self.rng.random() < 0.6)
        if column.type in ("integer", "number"):
            low, high = column.minimum or 0.0, column.maximum or 500.0
            drawn = self.rng.uniform(low, high)
            return int(drawn) if column.type == "integer" else round(float(drawn), 2)
        if column.type == "date":
            return self._month() if column.name in ("month", "wave") else self._moment().date()
        if column.type == "timestamp":
            return self._moment()
        if column.name == "metric":
            return str(self.rng.choice(["nps", "csat", "recurring_revenue", "parcels lost"]))
        return f"{column.name} {int(self.rng.integers(5))} {self.rng.choice(HOSTILE)}"

    def _month(self) -> date:
        return self.days[int(self.rng.integers(len(self.days) - 1))]

    def _moment(self) -> datetime:
        start = datetime.combine(self.days[0], datetime.min.time())
        seconds = (datetime.combine(self.as_of, datetime.min.time()) - start).total_seconds()
        return start + timedelta(seconds=int(self.rng.integers(int(seconds))))

    def _revenue(self, table: Table) -> list[Row]:
        """Customers pay from some month to another, some with a pause, some more from some month on."""
        strangers = [{"customer_id": f"x{number}"} for number in range(40)]
        known = [row["customer_id"] for row in self.rows.get("customers", strangers)]
        found: list[Row] = []
        for who in known[:80]:
            begin, end = sorted(int(one) for one in self.rng.integers(0, len(self.days), 2))
            begin = 0 if self.rng.random() < 0.6 else begin
            end = len(self.days) if self.rng.random() < 0.7 else end
            amount = round(float(self.rng.uniform(10, 400)), 2)
            for place in range(begin, end):
                amount = round(amount * float(self.rng.choice([1.0, 1.1, 0.9], p=[0.9, 0.06, 0.04])), 2)
                if self.rng.random() > 0.01:
                    row = {"customer_id": who, "month": self.days[place], "amount": amount}
                    found.append(self._row(table, 0) | row)
        return found

    def _finance(self, table: Table) -> list[Row]:
        """The ledger has what the customers' months come to, month by month, and lines of its own."""
        paid: dict[date, float] = {}
        for row in self.rows.get("revenue", []):
            paid[row["month"]] = paid.get(row["month"], 0.0) + row["amount"]
        blank = {"region": None, "segment": None}
        ledger = {
            day: {"recurring_revenue": amount, "revenue": amount * 1.1, "gross_margin": amount * 0.7,
                  "cost_to_serve": amount * 0.1, "acquisition_spend": amount * 0.05, "retention_spend": amount * 0.03}
            for day, amount in (paid or dict.fromkeys(self.days, 1000.0)).items()
        }  # fmt: skip
        return [
            blank | {"month": day, "line": line, "amount": round(amount, 2)}
            for day, lines in ledger.items()
            for line, amount in lines.items()
        ]

    def _steps(self, table: Table) -> list[Row]:
        """Journeys of one to three steps, the next begun when the last was completed."""
        found: list[Row] = []
        for number in range(int(self.rng.choice([1, 40, 90]))):
            began = self._moment()
            for step in range(int(self.rng.integers(1, 4))):
                row = self._row(table, 0) | {
                    "journey_id": f"j{number}", "step_number": step + 1, "journey": "Buy", "stage": f"stage {step}",
                    "started_at": began, "promised_at": began + timedelta(hours=30),
                }  # fmt: skip
                ended = began + timedelta(hours=int(self.rng.integers(1, 60)))
                past = ended < datetime.combine(self.as_of, datetime.min.time())
                row |= {"completed_at": ended if past else None, "abandoned_at": None}
                found.append(row)
                if not past:
                    break
                began = ended
        return found


def _keyed(table: Table, rows: list[Row]) -> list[Row]:
    """Return the rows without those that repeat the key of another."""
    if not table.key:
        return rows
    return list({tuple(row[column] for column in table.key): row for row in rows}.values())


def _in_order(row: Row) -> Row:
    """Put into their order those columns that have one."""
    for first, second in ORDERED:
        a, b = row.get(first), row.get(second)
        if a is not None and b is not None and a > b:
            row[first], row[second] = b, a
    if row.get("outcome") in ("won", "lost") and "closed_on" in row and row["closed_on"] is None:
        row["closed_on"] = row["created_on"]
    if row.get("outcome") == "renewed" and "value_renewed" in row:
        row["value_renewed"] = row["value_due"]
    return row


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
