"""Compare a warehouse, or a mapping onto one, with the contract before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from dashboard.refresh.source import address
from dashboard.settings import Settings
from dashboard.warehouse import connect
from dashboard.words.formats import Formats
from data_checks.tables import fits
from queries.contract import CONTRACT, Column, Table
from queries.datasets import DATASETS
from queries.extract import missing
from queries.files import FileTable
from queries.files.folder import STRANGE
from queries.files.registers import REGISTERS
from queries.source import Source, SourceTable

Verdict = Literal["good", "absent", "wrong"]
FEW = 5
"""Cells of a column that are named one by one."""

REMARKS = (
    "A fiscal year is twelve calendar months from a starting month (the setting fiscal_year_start); week-based "
    "calendars (4-4-5, 52 or 53 weeks) are not supported.",
    "Distinct customers add up over regions and segments, never over months or themes.",
)


@dataclass(frozen=True)
class Diagnosis:
    """What is said of one table or column."""

    table: str
    column: str | None
    verdict: Verdict
    found: str
    advice: str = ""


def inspect(settings: Settings) -> Source:
    """Look at what the warehouse, or the mapping onto it, has of the contract."""
    url = address(settings).render_as_string(hide_password=False)
    with (
        connect(url, timezone=settings.timezone, time_limit_seconds=settings.query_seconds) as warehouse,
        warehouse.engine.connect() as connection,
    ):
        return Source.inspect(connection, settings.mapping, warehouse.explain)


def examine(source: Source) -> list[Diagnosis]:
    """Return a line for each table of the contract, and one for each of its columns where the table is there."""
    lines = [line for table in CONTRACT.values() for line in _table(source, table)]
    unread = [Diagnosis(file, None, "wrong", sentence, "Mend the file.") for file, sentence in source.unread.items()]
    return lines + _unread_themes(source) + [_stray(name) for name in source.strays] + unread


def reads(source: Source) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Return the datasets that can be read, and those that cannot with what they miss."""
    failing = {name for name, table in source.tables.items() if table.error}
    lacks = {
        dataset.name: (*missing(source, dataset), *(table for table in dataset.reads if table in failing))
        for dataset in DATASETS
    }
    return [name for name, what in lacks.items() if not what], {name: what for name, what in lacks.items() if what}


def advice(settings: Settings, source: Source) -> Iterator[str]:
    """Yield what the comparison cannot see and a company should know."""
    yield from source.remarks
    yield from (remark for table in source.tables.values() if table.file for remark in table.file.remarks)
    if absent := [name for name in REGISTERS if name not in source.tables]:
        yield (
            f"What no system holds may be kept in a CSV or Excel file in the mapping's folder ({', '.join(absent)}): "
            "`python -m dashboard template` writes a workbook to fill in."
        )
    yield from REMARKS
    yield f"Days and months are told in the time zone {settings.timezone}, money in {settings.currency}."


def _table(source: Source, table: Table) -> Iterator[Diagnosis]:
    found = source.tables.get(table.name)
    if found is None:
        verdict: Verdict = "wrong" if table.required else "absent"
        yield Diagnosis(table.name, None, verdict, "not there", f"Provide it for: {table.feeds}.")
    elif found.error:
        advice = "Mend the file." if found.file else "Correct the SELECT, or grant the right to read."
        yield Diagnosis(table.name, None, "wrong", found.error, advice)
    else:
        kept = f" in {_kept(found.file)}" if found.file else ""
        yield Diagnosis(table.name, None, "good", f"{len(found.columns)} columns{kept}")
        yield from (_column(table, column, found) for column in table.columns)
        if found.file:
            yield from _of_file(table, found.file)


def _kept(file: FileTable) -> str:
    rows = Formats().counted(len(file.numbers), "row")
    return f"{file.place}: {rows}, changed on {Formats().day(file.modified.date())}"


def _of_file(table: Table, file: FileTable) -> Iterator[Diagnosis]:
    """Yield the columns that the contract does not know, and the cells that cannot be read, a few of each column."""
    for name in file.ignored:
        near = get_close_matches(name, [c.name for c in table.columns if c.name not in file.columns], 1, 0.5)
        meant = f" Is {near[0]} meant?" if near else ""
        yield Diagnosis(table.name, name, "absent", "ignored", f"The contract has no such column.{meant}")
    for column in file.columns:
        faults = [fault for fault in file.faults if fault.column == column]
        for fault in faults[:FEW]:
            yield Diagnosis(table.name, column, "wrong", fault.sentence, "Correct the cell.")
        if len(faults) > FEW:
            yield Diagnosis(
                table.name, column, "wrong", f"{len(faults) - FEW} more cells cannot be read", "Correct them."
            )


def _column(table: Table, column: Column, found: SourceTable) -> Diagnosis:
    kind = found.columns.get(column.name)
    if kind is None:
        known = {known.name for known in table.columns}
        near = get_close_matches(column.name, [name for name in found.columns if name not in known], 1, 0.5)
        meant = f" Is it {near[0]}?" if near else ""
        verdict: Verdict = "wrong" if column.required else "absent"
        return Diagnosis(table.name, column.name, verdict, "not there", f"Provide it as {column.type}.{meant}")
    if not fits(found, column):  # the gate's own judgement: what is good here is not stopped there
        advice = (
            f"It must be {column.type}: cast it at the source or in the mapping. Until then what reads it is held back."
        )
        return Diagnosis(table.name, column.name, "wrong", kind, advice)
    return Diagnosis(table.name, column.name, "good", kind)


def _unread_themes(source: Source) -> list[Diagnosis]:
    """Themes of answers of which nothing says that they were read are never counted: a Top Ten of nothing."""
    answers = source.tables.get("survey_responses")
    if "response_themes" not in source.tables or answers is None or answers.error:
        return []
    if {"coded", "comment"} & set(answers.columns):
        return []
    advice = "Provide coded, whether an answer was read for themes, or comment; else no theme counts."
    return [Diagnosis("response_themes", None, "wrong", "themes of answers that nobody is known to have read", advice)]


def _stray(name: str) -> Diagnosis:
    near = get_close_matches(Path(name).stem, CONTRACT, 1)
    meant = f"Is {near[0]} meant?" if near else "Remove the file, or give it a table's name."
    if Path(name).suffix.lower() in STRANGE:
        meant = "Save it as .xlsx or .csv."
    return Diagnosis(name, None, "wrong", "a file of the mapping that names no table of the contract", meant)
