"""Which datasets a fault reaches: those that read the table and, of a fault in a column, name that column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.contract import CONTRACT, STAND_INS
from queries.datasets import DATASETS
from queries.extract import own_words, switched_off
from queries.source import Source


@dataclass(frozen=True)
class Reach:
    """The words of each dataset's own query, without those of the tables in front of it."""

    words: Mapping[str, frozenset[str]]
    standing_in: Mapping[str, str] = field(default_factory=dict)
    """Table → the one that is made of it."""

    @classmethod
    def over(cls, source: Source) -> Reach:
        """Read the queries of the datasets whose tables are there, but for those that are switched off."""
        asked = [dataset for dataset in DATASETS if not switched_off(source, dataset)]
        there = [dataset for dataset in asked if set(dataset.requires) <= set(source.tables)]
        standing_in = {table: place for table in STAND_INS if (place := stands_for(source, table)) != table}
        return cls({dataset.name: own_words(source.dialect, dataset) for dataset in there}, standing_in)

    def of(self, table: str, *columns: str) -> tuple[str, ...]:
        """Return the datasets that read the table and one of the columns (none given: any of it).

        A table of which another is made reaches all that reads that one.
        """
        if table in self.standing_in:
            return self.of(self.standing_in[table])
        return tuple(
            dataset.name
            for dataset in DATASETS
            if table in dataset.reads
            and dataset.name in self.words
            and (not columns or self.words[dataset.name] & set(columns))
        )


def readers(table: str) -> tuple[str, ...]:
    """Return the datasets that read a table, whether or not it is there."""
    return tuple(dataset.name for dataset in DATASETS if table in dataset.reads)


def stands_for(source: Source, table: str) -> str:
    """Return the table that is made of this one, or would be if it could be read; itself where there is none."""
    place = CONTRACT[table].in_place_of
    own = source.tables.get(place)
    return place if place and (own is None or own.made_of == table) else table
