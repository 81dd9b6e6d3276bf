"""Anything that is rows: typed columns, an order that is said, and how many of how many are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.blocks.head import Head
from dashboard.blocks.small import Bar, Pill, Spark, Stack, Steps
from dashboard.data.standing import Ground, Standing

CellKind = Literal["text", "number", "pill", "bar", "sparkline", "steps", "person", "day", "link"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds decides how it is set and exported.

    ``width`` is its share of the room beside the others. On a phone a column of ``priority`` 1 stands in the row's
    first lines, one of 2 below them with its label, one of 3 is unfolded row by row.
    """

    name: str
    label: str
    kind: CellKind = "text"
    width: float = 1.0
    priority: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, a smaller ``note`` and an amber ``remark`` below it, and whatever else stands in it.

    ``value`` is what it sorts and is exported by, where its text is set for reading. ``link`` is what a click on it
    opens, ``detail`` is told on demand; ``rest`` goes on with the text once ``more`` is opened. ``key`` is the role of
    the colour of a square before the text. ``standing`` is what the whole row stands on, where rows stand on different
    data, and ``months`` the first and last month of it, and ``also`` what it stands on besides; the row's first cell
    carries them.
    """

    text: str = ""
    note: str = ""
    remark: str = ""
    value: float | date | None = None
    link: str = ""
    detail: str = ""
    more: str = ""
    rest: str = ""
    key: int | None = None
    strong: bool = False
    muted: bool = False
    pill: Pill | None = None
    drawing: Spark | Bar | Stack | Steps | None = None
    standing: Standing | None = None
    months: tuple[int, int] | None = None
    also: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, one a column. ``order`` says how they are sorted; ``of`` how many rows there are in all.

    ``headed`` is False where the columns speak for themselves. ``keys`` explain the colours of cells' squares.
    """

    head: Head
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    order: str = ""
    of: int | None = None
    headed: bool = True
    keys: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row that does not have a cell for each column."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.head.name}: a row has {len(row)} cells for {len(self.columns)} columns")

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of a column; KeyError where there is none of that name."""
        for position, column in enumerate(self.columns):
            if column.name == name:
                return tuple(row[position] for row in self.rows)
        raise KeyError(f"{self.head.name} has no column {name}")
