"""Labels that differ in nothing but how they are spelt, in one table or in several: they part what belongs together.

A region is 'EMEA' here and 'emea', or 'EMEA ', there: to whoever filters by it these are two. And what stands in
place of a label where there is none ('N/A', '-') is drawn as if it were one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from unicodedata import normalize

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from data_checks.finding import Finding
from data_checks.numerals import numeral
from data_checks.profiling import rows_of
from data_checks.reach import Reach
from data_checks.sentences import counted, listed, rows
from data_checks.tables import Readable
from queries.contract import CONTRACT

KINDS: Mapping[str, str] = MappingProxyType({
    "region": "region", "segment": "segment", "channel": "channel", "mode": "mode", "journey": "journey",
    "journey_stage": "stage", "stage": "stage", "source": "source", "handled_by": "partner",
    "churn_reason": "reason", "course": "course",
})  # fmt: skip
"""Column → what its labels are of: those of one kind are compared over all tables."""

NONE = frozenset({"n/a", "n.a.", "-", "--", "–", "—", "?", "none", "null", "nil", "nan", "unknown", "not given"})
"""What is written where there is no label, in small letters; not NA, which is North America as often."""

MOST = 1_000
"""Labels of a column from which on it holds no labels, but words."""

Labels = Mapping[str, int]
"""Label → rows that have it."""


def labels(engine: sqlalchemy.Engine, tables: Mapping[str, Readable]) -> dict[tuple[str, str], Labels]:
    """Count the labels of each column that holds some, in the rows that checks look at."""
    found = {}
    for table in tables.values():
        for column in table.columns:
            if column.name in KINDS and not column.allowed:
                counts = _counts(engine, table, column.name)
                if counts:
                    found[table.name, column.name] = counts
    return found


def spelling(found: Mapping[tuple[str, str], Labels], reach: Reach) -> Iterator[Finding]:
    """Yield of each column of labels whether one of them is spelt otherwise than most spell it."""
    usual = _usual(found)
    for (table, column), counts in found.items():
        kind = KINDS[column]
        other = {label: usual[kind, _alike(label)] for label in counts if usual[kind, _alike(label)] != label}
        none = [label for label in counts if _alike(label) in NONE]
        yield _finding(table, column, counts, {**other, **dict.fromkeys(none)}, reach)


def _usual(found: Mapping[tuple[str, str], Labels]) -> dict[tuple[str, str], str]:
    """Return how most spell each label, of each kind; of as many the first."""
    spelt: defaultdict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_, column), counts in found.items():
        for label, count in counts.items():
            spelt[KINDS[column], _alike(label)][label] += count
    return {alike: min(ways, key=lambda label: (-ways[label], label)) for alike, ways in spelt.items()}


def _alike(label: str) -> str:
    """Return what all spellings of a label come to: without capitals, blanks around and doubled, and of one form."""
    return " ".join(normalize("NFKC", label).casefold().split())


def _finding(table: str, column: str, counts: Labels, wrong: Mapping[str, str | None], reach: Reach) -> Finding:
    datasets, expected = reach.of(table, column), f"each {KINDS[column]} is spelt in one way"
    if not wrong:
        return Finding(
            f"{table}.{column}.spelling", "source", table, "warning", True, counted(len(counts), "label"), expected,
            f"{table}: {expected} ({counted(len(counts), 'label')} in {column}).", "", column, datasets,
        )  # fmt: skip
    ordered = sorted(wrong, key=lambda label: (-counts[label], label))
    told = listed(f"'{label}' ({rows(table, counts[label])}){_beside(wrong[label])}" for label in ordered)
    cases = " ".join(f"when {_quoted(label)} then {_quoted(wrong[label])}" for label in ordered)
    return Finding(
        f"{table}.{column}.spelling", "source", table, "warning", False,
        f"{numeral(len(wrong))} of {counted(len(counts), 'label')}", expected, f"{table}: in {column} there is {told}.",
        f"Unite them at the source, or in the mapping: case {column} {cases} else {column} end as {column}.",
        column, datasets,
    )  # fmt: skip


def _beside(label: str | None) -> str:
    return f" beside '{label}'" if label is not None else ", which says that there is none"


def _quoted(label: str | None) -> str:
    return "null" if label is None else "'" + label.replace("'", "''") + "'"


def _counts(engine: sqlalchemy.Engine, table: Readable, column: str) -> Labels:
    sql = (
        f"select {column}, count(*) from (\n{table.looked_at}\n) t where {column} is not null "  # noqa: S608
        f"group by {column} limit {MOST + 1}"
    )
    try:
        with engine.connect() as connection:
            found = {str(label): int(count) for label, count in rows_of(connection, sql)}
    except SQLAlchemyError:
        return {}  # that the column cannot be read is said where it is read
    return found if len(found) <= MOST else {}


def same_names(engine: sqlalchemy.Engine, tables: Mapping[str, Readable], reach: Reach) -> Iterator[Finding]:
    """Yield whether two themes, or two departments, are called alike: nobody could tell them apart."""
    for name in ("themes", "departments"):
        table = tables.get(name)
        key = CONTRACT[name].key[0]
        if table is None or not (table.has("name") and table.has(key)):
            continue
        sql = f"select {key}, name from (\n{table.select}\n) t where name is not null order by {key}"  # noqa: S608
        called: defaultdict[str, dict[str, str]] = defaultdict(dict)
        with engine.connect() as connection:
            for identity, own in rows_of(connection, sql):
                called[_alike(str(own))][str(identity)] = str(own)
        yield _alike_names(name, [ids for ids in called.values() if len(ids) > 1], reach.of(name, "name"))


def _alike_names(table: str, alike: list[dict[str, str]], datasets: tuple[str, ...]) -> Finding:
    expected = f"no two {table} have one name"
    if not alike:
        return Finding(
            f"{table}.name.alike", "source", table, "warning", True, "none", expected, f"{table}: {expected}.", "",
            "name", datasets,
        )  # fmt: skip
    told = listed(f"“{next(iter(ids.values()))}” is the name of {listed(ids)}" for ids in alike)
    return Finding(
        f"{table}.name.alike", "source", table, "warning", False, counted(len(alike), "name"), expected,
        f"{table}: {told}.", "Give each a name of its own, so that people can tell them apart.", "name", datasets,
    )  # fmt: skip
