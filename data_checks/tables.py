"""The source's tables as the audit looks at them: their rows, their clock, and which of their columns can be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from queries.contract import CONTRACT, Column
from queries.reading import FITS, Reading
from queries.scales import STANDARD, Scales
from queries.source import Source, SourceTable

CLOCKS: Mapping[str, str] = MappingProxyType({
    "survey_responses": "responded_at",
    "survey_invitations": "invited_on",
    "support_cases": "opened_at",
    "journey_steps": "started_at",
    "opportunities": "created_on",
    "engagements": "engaged_on",
    "feedback": "received_on",
    "concessions": "given_on",
    "revenue": "month",
    "finance": "month",
})  # fmt: skip
"""Tables to which rows are added as time goes by, and the column that says when. Their months are looked at
one by one, and without ``--full`` keys, references and repeated rows in the refreshed months alone."""

MONTHLY = ("revenue", "finance")
"""Those whose rows stand for a whole month."""

TOTALS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "survey_responses": {
        "nps": "case when metric = 'nps' and score between 0 and 10 then 1 else 0 end",
        "csat": "case when metric = 'csat' and score between {csat_low} and {csat_high} then 1 else 0 end",
        "ces": "case when metric = 'ces' and score between {ces_low} and {ces_high} then 1 else 0 end",
        "thumbs": "case when metric = 'thumbs' and score between 0 and 1 then 1 else 0 end",
    },
    "survey_invitations": {"delivered": "case when delivered then 1 else 0 end"},
    "revenue": {"amount": "amount"},
    "finance": {
        "recurring_revenue": "case when line = 'recurring_revenue' then amount end",
        "revenue": "case when line = 'revenue' then amount end",
    },
    "opportunities": {"amount": "amount"},
    "renewals": {"value_due": "value_due"},
    "concessions": {"amount": "amount"},
})  # fmt: skip
"""Control totals: the extracts have to come to the same, and people can compare them with their own books."""


@dataclass(frozen=True)
class Day:
    """When the audit is made: the company's day, and its time now."""

    today: date
    now: datetime

    @property
    def known(self) -> date:
        """The last day of which rows can be: that of the clock, where another is taken for today."""
        return max(self.today, self.now.date())

    @property
    def last_month(self) -> int:
        """The last complete month."""
        return self.today.year * 12 + self.today.month - 2


@dataclass(frozen=True)
class Readable:
    """A table that can be read.

    ``select`` gives its rows in the contract's columns, ``looked_at`` those of them that checks look at whose cost
    grows faster than the rows. ``columns`` are those that are there, in a type that fits; ``unbounded`` the numbers
    among them whose type holds what is no number as well, with a flag in ``select`` that says where it does;
    ``readings`` those that are read in a way of their own.
    """

    name: str
    select: str
    looked_at: str
    columns: tuple[Column, ...]
    full: bool
    unbounded: tuple[str, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    scales: Scales = STANDARD

    @property
    def totals(self) -> dict[str, str]:
        """What is added up of the table, by the names of the sums."""
        known = TOTALS.get(self.name, {})
        return {name: formula.format(**self.scales.values()) for name, formula in known.items()}

    @property
    def clock(self) -> str | None:
        """The column that says when a row was added, if it is there."""
        column = CLOCKS.get(self.name)
        return column if column and self.has(column) else None

    def has(self, column: str) -> bool:
        """Tell whether a column is there, in a type that fits."""
        return any(column == found.name for found in self.columns)


def readable(source: Source, from_month: int, *, full: bool, whole: Collection[str] = ()) -> dict[str, Readable]:
    """Return the tables that are there and have at least one column to look at; all rows of those named are."""
    found = {}
    for name, table in source.tables.items():
        columns = tuple(column for column in CONTRACT[name].columns if fits(table, column))
        if columns and not table.error:
            select, unbounded = source.relation(name, flagged=True), source.unbounded(name)
            draft = Readable(name, select, select, columns, full, unbounded, table.readings, source.scales)
            part = None if full or name in whole or draft.clock is None else since(select, draft.clock, from_month)
            found[name] = replace(draft, looked_at=part or select, full=full or part is None)
    return found


def since(select: str, clock: str, month: int) -> str:
    """Return the rows from a month on."""
    return f"select * from (\n{select}\n) t where {clock} >= {day_literal(first_day(month))}"  # noqa: S608 - our own words


def fits(table: SourceTable, column: Column) -> bool:
    """Tell whether the table has the column, and in it what can be read in the contract's type."""
    reading = table.readings.get(column.name)
    if reading:
        return reading.how != "unreadable"
    return table.columns.get(column.name) in FITS[column.type]


def first_day(month: int) -> date:
    """Return the first day of a month given as a whole number."""
    year, index = divmod(month, 12)
    return date(year, index + 1, 1)


def day_literal(day: date) -> str:
    """Return the day as every engine writes it."""
    return f"date '{day.isoformat()}'"
