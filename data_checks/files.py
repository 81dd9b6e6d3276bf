"""What is found in a table that a file holds is told with its place: file, sheet, row and cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from data_checks.checks import Check
from data_checks.finding import Finding, Severity
from data_checks.numerals import numeral
from data_checks.profiling import rows_of
from data_checks.reach import Reach
from data_checks.sentences import counted, listed
from data_checks.set_aside import Broken, SetAside
from data_checks.thresholds import Thresholds
from data_checks.validation import Outcome
from queries.contract import CONTRACT
from queries.files import FileTable, literals

ACTION = "Correct the file."
MARKED = "Correct the file; what cannot be read counts as missing."
ROWS_ASIDE = "Their rows are set aside: no figure counts them."
EXPECTED = "cells that can be read in the types of their columns"


def cells(file: FileTable, reach: Reach, thresholds: Thresholds, left_out: SetAside | None) -> Iterator[Finding]:
    """Yield what could not be read, a finding for each column with such a cell; or that everything could.

    In a required column one such cell stops what reads it, unless its row is set aside; in another a few count as
    missing, and are said.
    """
    columns = dict.fromkeys(fault.column for fault in file.faults)
    if not columns:
        sentence = f"{file.name}: every cell of {file.place} can be read ({counted(len(file.numbers), 'row')})."
        yield _finding(file, "critical", sentence, reach.of(file.name), "all can be read")
    for column in columns:
        said = [fault.sentence for fault in file.faults if fault.column == column]
        datasets = reach.of(file.name, column)
        strict = CONTRACT[file.name].column(column).required or len(said) > thresholds.tolerated(len(file.numbers))
        severity: Severity = "critical" if strict and datasets else "warning"
        more = f" And {counted(len(said) - 1, 'cell')} more of this column." if len(said) > 1 else ""
        finding = _finding(file, severity, said[0] + more, datasets, f"{numeral(len(said))} cannot be read", column)
        broken = left_out.broken.get(f"{file.name}.{column}.null") if left_out else None
        yield finding if broken is None else _set_aside(finding, broken, len(said), reach.of(file.name))


def _set_aside(finding: Finding, broken: Broken, cells: int, datasets: tuple[str, ...]) -> Finding:
    """Return the finding of cells whose rows count nowhere; where others are empty, those are counted with them."""
    own = broken.own if broken.rows == cells else {}
    said = "Its row is set aside: no figure counts it." if cells == 1 else ROWS_ASIDE
    return replace(
        finding, severity="warning", sentence=f"{finding.sentence} {said}", datasets=datasets, set_aside=dict(own)
    )


def unread_alone(file: FileTable, check: Check, outcome: Outcome) -> bool:
    """Whether what a check finds missing are the cells that cannot be read: they are told, and not told twice."""
    unread = sum(fault.column == check.column for fault in file.faults)
    return check.name.endswith(".null") and 0 < unread == outcome.failed_rows


def _finding(
    file: FileTable, severity: Severity, sentence: str, datasets: tuple[str, ...], observed: str,
    column: str | None = None,
) -> Finding:  # fmt: skip
    action = "" if column is None else ACTION if severity == "critical" else MARKED
    return Finding(
        f"{file.name}.cells", "source", file.name, severity, column is None, observed, EXPECTED, sentence, action,
        column, datasets, scope=column,
    )  # fmt: skip


def placed(engine: sqlalchemy.Engine, file: FileTable, check: Check, finding: Finding) -> Finding:
    """Return a finding that failed with the cells, or rows, of the file that are at fault."""
    if finding.passed:
        return finding
    where = _places(engine, file, check)
    told = f"{file.place}: {listed(where)}" if where else f"in {file.place}"
    return replace(finding, sentence=f"{finding.sentence.rstrip('.')} ({told}).")


def _places(engine: sqlalchemy.Engine, file: FileTable, check: Check) -> list[str]:
    if not check.where:
        return []
    sql = f"select {literals.ROW} from {literals.PREFIX}{file.name} t where {check.where} order by {literals.ROW}"  # noqa: S608
    try:
        with engine.connect() as connection:
            rows = [int(row[0]) for row in rows_of(connection, sql)]
    except SQLAlchemyError:
        return []  # the finding stands without it: what is wrong is said, and in which file
    letter = file.letters.get(check.column or "")
    return [f"{letter}{row}" if letter else f"row {row}" for row in rows]
