"""A table as a warehouse or a mapping has it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.dialects import quoted
from queries.files import FileTable
from queries.reading import Origin, Reading


@dataclass(frozen=True)
class SourceTable:
    """A table that is there: its columns, by name, with the contract's type, or the engine's own name of it.

    ``select`` is the mapping's text; None: a table or view of the warehouse. ``error`` says in a sentence why
    it cannot be read, ``remedy`` what to do about that; it then has no columns. ``file`` is what a file holds of it;
    then ``select`` names its rows. ``spelt`` has the names that the engine spells in another way than the contract,
    the table's own among them, ``readings`` the columns that need more than a cast, as a look at their values decided;
    ``unseen`` says why the engine would not have them looked at, where it can be read all the same.
    """

    name: str
    columns: Mapping[str, str]
    select: str | None = None
    error: str | None = None
    engine_types: Mapping[str, str] = field(default_factory=dict)
    file: FileTable | None = None
    remedy: str = ""
    spelt: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    unseen: str = ""
    made_of: str | None = None
    """The table that stands in for it, of which ``select`` makes its rows."""

    def relation(self, dialect: str) -> str:
        """Return the table as a query reads from it."""
        return f"(\n{self.select}\n) as source" if self.select else self._called(self.name, dialect)

    def origin(self, column: str, dialect: str) -> Origin:
        """Return a column that is there as the engine has it."""
        return Origin(self._called(column, dialect), self.columns[column], self.engine_types.get(column, ""))

    def _called(self, name: str, dialect: str) -> str:
        return quoted(self.spelt[name], dialect) if name in self.spelt else name

    @property
    def definition(self) -> str:
        """A name for the mapping's text that changes with it; empty where there is none, or a file is read.

        So it is of what is made of another table: that one's text says how.
        """
        if self.select is None or self.file or self.made_of:
            return ""
        return hashlib.sha256(" ".join(self.select.split()).encode()).hexdigest()[:16]
