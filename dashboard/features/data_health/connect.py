"""D3: what to connect next, what it would feed, and with which columns."""

from __future__ import annotations

from dashboard.blocks import Block, Cell, Column, Fold, Head, Note, Table
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.snapshots.manifest import Manifest
from dashboard.words.data_health import datasets as words
from dashboard.words.formats import Formats

_COLUMNS = (
    Column("table", "table", width=1.0, priority=1),
    Column("feeds", "it feeds", width=1.6, priority=1),
    Column("grain", "one row is", width=1.4),
    Column("columns", "columns to provide", width=2.6),
)


@feature(
    "D3",
    words.CONNECT,
    meaning="The tables of the contract that the warehouse does not have, and the columns that those it has lack.",
)
def connect(question: Question) -> Block:
    """List the tables that are not connected, what each would feed, and the columns to provide."""
    wanted = words.wanted(question.manifest)
    said = words.to_connect(question.manifest, Formats.of(question.settings))
    head = Head(name="D3", title=words.CONNECT, finding=False, subtitle=said)
    return Fold(head, lambda: (_content(question.manifest, wanted),), open_with="connect")


def _content(manifest: Manifest, wanted: dict[str, str]) -> Block:
    if not wanted:
        return Note(Head(name="D3.none"), words.ALL_CONNECTED)
    files = words.may_be_files(manifest, wanted)
    notes = (words.MAY_BE_ABSENT, *([files] if files else []))
    head = Head(name="D3.tables", finding=False, alt=words.CONNECT_ALT, notes=notes)
    rows = (
        (Cell(name), Cell(manifest.contract[name].feeds), Cell(manifest.contract[name].grain), Cell(columns))
        for name, columns in wanted.items()
    )
    return Table(head, _COLUMNS, tuple(rows))
