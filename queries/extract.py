"""From a dataset and a source to the text that is run, and from what came back to the declared shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from queries.contract import CONTRACT, Type
from queries.datasets import LAGS, MAX_LABELS, MAX_THEMES, THEME_LAGS, Dataset
from queries.dialects import spell, sql_type
from queries.scales import STANDARD, Scales
from queries.source import Source

FOLDER = Path(__file__).parent
ARROW_TYPES: Mapping[Type, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
SIGNIFICANT_DIGITS = 13
"""Sums of a parallel engine differ in their last bits from run to run; this many digits of them never do for
whole weights and for money in cents, so that the same data make the same snapshot."""


SETTING = "setting "
"""How what is missing begins where it is no table or column."""


class ExtractError(Exception):
    """A query cannot be put together, or what it brought is not what was declared; the message says which."""


@dataclass(frozen=True)
class Parameters:
    """What the queries are asked with. Months are whole numbers, ``year * 12 + month - 1``, both ends included.

    ``from_month`` is the first that is asked again of datasets with open months; ``active_months`` is how long
    a customer counts as active after paying (1 for recurring revenue). ``as_of`` is the day as of which what is open is
    told; the last one that is asked for, unless said otherwise.
    """

    first_month: int
    last_month: int
    from_month: int
    active_months: int = 1
    signed_mentions: bool = True
    max_themes: int = MAX_THEMES
    max_labels: int = MAX_LABELS
    theme_window_months: int = 3
    as_of: date | None = None
    scales: Scales = STANDARD

    def values(self) -> dict[str, int | date]:
        """Return the queries' parameters by name; ``end_day`` is the first day that is no longer asked for.

        ``until_day`` is the one after the day as of which what is open is told, ``week_before_day`` seven before it.
        """
        as_of = self.as_of or _first_day(self.last_month + 1) - timedelta(days=1)
        return {
            "first_month": self.first_month,
            "last_month": self.last_month,
            "first_day": _first_day(self.first_month),
            "from_month": max(self.first_month, self.from_month),
            "from_day": _first_day(max(self.first_month, self.from_month)),
            "lag_day": _first_day(max(self.first_month, self.from_month) - LAGS + 1),
            "lags": LAGS,
            "theme_lags": THEME_LAGS,
            "end_day": _first_day(self.last_month + 1),
            "as_of_day": as_of,
            "until_day": as_of + timedelta(days=1),
            "week_before_day": as_of - timedelta(days=7),
            "active_months": self.active_months,
            "signed_mentions": int(self.signed_mentions),
            "max_themes": self.max_themes,
            "max_labels": self.max_labels,
            **self.scales.values(),
            "theme_window_months": self.theme_window_months,
        }


def switched_off(source: Source, dataset: Dataset) -> bool:
    """Whether the settings have a say in a dataset, and it is not asked for: nothing is then to be said of it."""
    return bool(dataset.switch) and dataset.name not in source.switched_on


def missing(source: Source, dataset: Dataset) -> tuple[str, ...]:
    """Return what the dataset cannot do without: required tables, and required columns of any table it reads; of one
    that is switched off, the setting alone."""
    if switched_off(source, dataset):
        return (f"{SETTING}{dataset.switch}",)
    names = [table for table in dataset.requires if table not in source.tables]
    for table in dataset.reads:
        found = source.tables.get(table)
        if found and not found.error:
            columns = CONTRACT[table].columns
            names += [
                f"{table}.{column.name}" for column in columns if column.required and column.name not in found.columns
            ]
    for wanted in dataset.columns_needed:
        table, _, column = wanted.partition(".")
        kept = source.tables.get(table)
        if kept and not kept.error and column not in kept.columns and wanted not in names:
            names.append(wanted)
    return tuple(names)


def compose(source: Source, dataset: Dataset) -> str:
    """Return the query's whole text, with ``:name`` parameters, in the words of the source's engine.

    In front stand the tables of the contract as the source has them, then the relations that several queries
    share, then the query itself; last its columns get the types that were declared.
    """
    query = _query_text(dataset, source.dialect)
    if undeclared := set(_tables_of(query)) - set(dataset.reads):
        raise ExtractError(f"The query of {dataset.name} reads {', '.join(sorted(undeclared))} without declaring it.")
    columns = ",\n".join(
        f"    cast({_quoted(column)} as {sql_type(kind, source.dialect)}) as {_quoted(column)}"
        for column, kind in dataset.columns.items()
    )
    return with_result(source, query, f"select\n{columns}\nfrom result")


def with_result(source: Source, query: str, tail: str) -> str:
    """Return the tail, which selects from the query as ``result``, behind all that the query stands on."""
    above = ",\n".join((*source.contract_ctes(_tables_of(query)), *_spelt(query, source.dialect)))
    return f"with {above}\n{spell(tail, source.dialect)}"


def own_words(dialect: str, dataset: Dataset) -> frozenset[str]:
    """Return the words of a dataset's query and of what it stands on, without the tables of the contract in front."""
    return _words(dialect, _query_text(dataset, dialect), tuple(dataset.columns))


@lru_cache(1024)
def _words(dialect: str, query: str, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", "\n".join((*_spelt(query, dialect), *columns))))


@lru_cache(1024)
def _spelt(query: str, dialect: str) -> tuple[str, ...]:
    """Return the relations that a query stands on and itself, in an engine's words: the same whatever the source."""
    ours = [f"{name} as (\n{text}\n)" for name, text in {**_relations(query), "result": query}.items()]
    return tuple(spell(text, dialect) for text in ours)


def shape(table: pa.Table, dataset: Dataset) -> pa.Table:
    """Return the table with the declared columns, in their order and types, sorted so that it is always the same.

    Sums, which all but registers hold, are rounded to the digits that do not depend on the order in which the engine
    added them.
    """
    found = {name.lower(): name for name in table.column_names}
    if absent := [name for name in dataset.columns if name not in found]:
        raise ExtractError(f"The query of {dataset.name} brought no column {', '.join(absent)}.")
    columns = {
        name: _converted(table.column(found[name]), kind, f"{dataset.name}.{name}")
        for name, kind in dataset.columns.items()
    }
    if dataset.kind != "register":
        sums = [name for name, kind in dataset.measures.items() if kind == "number"]
        columns |= {name: _rounded(columns[name]) for name in sums}
    shaped = pa.table(columns)
    order = [(name, "ascending", "at_start") for name in shaped.column_names]
    return shaped.take(pc.sort_indices(shaped, sort_keys=order)).combine_chunks()


def _first_day(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, 1)


def _query_text(dataset: Dataset, dialect: str) -> str:
    """Return the dataset's query: the engine's twin, else the one for all; a register without one is its table."""
    for file in (FOLDER / f"{dataset.name}.{dialect}.sql", FOLDER / f"{dataset.name}.sql"):
        if file.exists():
            return file.read_text(encoding="utf-8").strip()
    if dataset.kind != "register":
        raise ExtractError(f"There is no query for {dataset.name}: queries/{dataset.name}.sql does not exist.")
    return f"-- {dataset.description}\nselect {', '.join(dataset.columns)}\nfrom {dataset.name}"


@cache
def _texts(folder: Path) -> Mapping[str, str]:
    """Return the relations of a folder by name, read once a process: every query that is put together asks for them."""
    return MappingProxyType({file.stem: file.read_text(encoding="utf-8").strip() for file in folder.glob("*.sql")})


def _relations(query: str) -> dict[str, str]:
    """Return the shared relations that the query stands on, each after those that it stands on itself."""
    texts = _texts(FOLDER / "relations")
    ordered: dict[str, str] = {}

    def add(text: str) -> None:
        for name in _named(texts, text):
            add(texts[name])
            ordered.setdefault(name, texts[name])

    add(query)
    return ordered


def _tables_of(query: str) -> list[str]:
    """Return the tables of the contract that the query reads, or a relation that it stands on."""
    return _named(CONTRACT, query, *_relations(query).values())


def _named(names: Iterable[str], *texts: str) -> list[str]:
    """Return those of the names that stand behind a ``from`` or ``join`` in one of the texts."""
    read = frozenset().union(*map(_words_read, texts))
    return [name for name in names if name in read]


@cache
def _words_read(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b(?:from|join)\s+(\w+)", text))


def _quoted(column: str) -> str:
    return f'"{column}"' if column == "window" else column  # a reserved word


def _converted(column: pa.ChunkedArray, kind: Type, name: str) -> pa.ChunkedArray:
    wanted = ARROW_TYPES[kind]
    try:
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        return column.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ExtractError(f"{name} came as {column.type} and cannot be read as {kind}: {error}") from error


def _rounded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Round to significant digits; a whole number over a power of ten is the number nearest to the decimal one."""
    values = column.to_numpy()
    sums = values[np.isfinite(values) & (values != np.floor(values))]  # whole numbers are exact
    if not sums.size:
        return column
    places = np.minimum(SIGNIFICANT_DIGITS - 1 - np.floor(np.log10(np.abs(sums))), 300)
    rounded = values.copy()
    rounded[np.isfinite(values) & (values != np.floor(values))] = np.rint(sums * 10.0**places) / 10.0**places
    # What cancels leaves nothing: what is left of it depends on the order in which it was added.
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    rounded[np.abs(values) < 10.0**-SIGNIFICANT_DIGITS * largest] = 0.0
    missing_values = column.combine_chunks().is_null().to_numpy(zero_copy_only=False)
    return pa.chunked_array([pa.array(rounded, pa.float64(), mask=missing_values)])
