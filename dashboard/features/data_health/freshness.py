"""D2: freshness, rows and control totals, and what each dataset feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.blocks import Block, Cell, Column, Fold, Head, tells
from dashboard.data.question import Question
from dashboard.features.data_health.listing import listing, moment
from dashboard.features.feature import feature
from dashboard.features.feeds import fed_by
from dashboard.measures.asked import unasked
from dashboard.snapshots.manifest import DatasetEntry, TableEntry
from dashboard.words.data_health import datasets as words
from dashboard.words.formats import Formats
from dashboard.words.trust import in_state

_DATASETS = (
    Column("dataset", "dataset", width=1.2, priority=1),
    Column("feeds", "it feeds", width=2.4),
    Column("state", "state", width=1.6, priority=1),
    Column("read", "read", "day", width=1.2),
    Column("rows", "rows", "number", width=0.8),
    Column("months", "months", width=1.4),
    Column("tables", "tables", width=1.6, priority=3),
)
_TABLES = (
    Column("table", "table", width=1.2, priority=1),
    Column("rows", "rows", "number", width=0.8, priority=1),
    Column("newest", "newest", "day"),
    Column("kept", "kept in", width=1.6),
    Column("totals", "control totals", width=3.0),
)


@feature(
    "D2",
    words.FRESHNESS,
    meaning="When each dataset was read from the warehouse, how much came back, and what it was read from.",
)
def freshness(question: Question) -> tuple[Block, ...]:
    """Show each dataset's state, age, rows and months, and the tables behind it with their control totals."""
    manifest, formats = question.manifest, Formats.of(question.settings)
    whole = question.data.grant.whole_company
    shown = in_state(manifest, "published", "carried_over")
    said_of_all = words.extent(len(shown), sum(entry.rows for entry in shown) if whole else None, formats)
    head = Head(name="D2", title=words.FRESHNESS, finding=False, subtitle=said_of_all)
    folds = [Fold(head, lambda: (_datasets(question, tells(said_of_all)),))]
    present = [table for table in manifest.tables.values() if table.present]
    if present:
        said = words.connected(len(present), totals=whole)
        head = Head(name="D2.warehouse", title=words.TABLES, finding=False, subtitle=said)
        folds.append(Fold(head, lambda: (_tables(question, present, tells(said)),)))
    return tuple(folds)


def _datasets(question: Question, told: Callable[[], str]) -> Block:
    head = Head(name="D2.datasets", finding=False, told=told, alt=words.FRESHNESS_ALT, notes=_held_from(question))
    rows = (_dataset(question, entry) for entry in question.manifest.datasets.values())
    return listing(head, _DATASETS, rows, question.data.grant)


def _tables(question: Question, present: Sequence[TableEntry], told: Callable[[], str]) -> Block:
    head = Head(name="D2.tables", finding=False, told=told, alt=words.TABLES_ALT, notes=_held_from(question))
    rows = (_table(table, Formats.of(question.settings)) for table in present)
    return listing(head, _TABLES, rows, question.data.grant)


def _held_from(question: Question) -> tuple[str, ...]:
    return () if question.data.grant.whole_company else (words.NOT_COVERED,)


def _dataset(question: Question, entry: DatasetEntry) -> dict[str, Cell]:
    formats = Formats.of(question.settings)
    rows = Cell(formats.count(entry.rows), value=entry.rows) if entry.file else Cell()
    return {
        "dataset": Cell(words.called(entry.name)),
        "feeds": Cell(", ".join(fed_by([entry.name], question.settings, unasked=unasked(question.manifest)))),
        "state": Cell(words.state(entry)),
        "read": moment(entry.as_of, question),
        "rows": rows,
        "months": Cell(words.months(entry, formats)),
        "tables": Cell(", ".join(map(words.called, entry.reads))),
    }


def _table(table: TableEntry, formats: Formats) -> dict[str, Cell]:
    day, said = words.newest(table, formats)
    return {
        "table": Cell(words.called(table.name)),
        "rows": Cell() if table.rows is None else Cell(formats.count(table.rows), value=table.rows),
        "newest": Cell(said, value=day),
        "kept": Cell(words.kept_in(table, formats)),
        "totals": Cell(words.control_totals(table, formats)),
    }
