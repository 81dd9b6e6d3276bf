"""Rows whose cells go by their columns' names, less what the reader's access does not cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from dashboard.blocks import Cell, Column, Head, Table
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.words.data_health.moments import there, when
from dashboard.words.formats import Formats

OF_THE_COMPANY = frozenset({"rows", "totals", "observed", "expected"})
"""Columns that tell what was counted over every row: they are for those who may see all of it."""


def listing(
    head: Head,
    columns: Iterable[Column],
    rows: Iterable[Mapping[str, Cell]],
    grant: Grant,
    *,
    order: str = "",
    of: int | None = None,
) -> Table:
    """Return a table of the columns that the reader may see."""
    kept = tuple(column for column in columns if grant.whole_company or column.name not in OF_THE_COMPANY)
    return Table(head, kept, tuple(tuple(row[column.name] for column in kept) for row in rows), order, of)


def moment(time: datetime | None, question: Question) -> Cell:
    """Return a time by the company's clocks, as it is read and as it sorts; an empty cell where it is not known."""
    manifest = question.manifest
    return Cell(when(time, manifest, Formats.of(question.settings)), value=there(time, manifest))
