"""What a table looked like in a run: the next run compares volume and freshness with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TableProfile:
    """A table's rows, its newest day (ISO), and control totals by name.

    ``months`` are the rows and totals of each complete month ('2025-06'; 'all' where nothing says when a row was
    added), ``filled`` the share of the rows that have a value, by column. They are what the next run compares
    with: where rows were lost, those of the last good run; then the profile is ``held``. Rows that
    are ``set_aside`` are in none of these.
    """

    rows: int
    newest: str | None = None
    totals: Mapping[str, float] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    filled: Mapping[str, float] = field(default_factory=dict)
    held: bool = False
    set_aside: int = 0


@dataclass(frozen=True)
class Profile:
    """The tables of one run, by name, and the day on which they were read (ISO).

    ``one_moment`` tells that the extracts saw the same rows, whatever was written in between.
    """

    read_on: str
    tables: Mapping[str, TableProfile]
    one_moment: bool = False
