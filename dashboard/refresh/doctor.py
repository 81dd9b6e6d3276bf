"""Compare a warehouse, or a mapping onto one, with the contract before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from dashboard.refresh import asked
from dashboard.refresh.meant import how_to_provide, spelt_otherwise
from dashboard.refresh.sight import SET_ASIDE, Sight, clocks, sights, unshown
from dashboard.refresh.source import address
from dashboard.settings import Settings
from dashboard.warehouse import connect
from dashboard.words.formats import Formats
from data_checks.crossings import CROSSINGS
from data_checks.presence import presence
from data_checks.reach import Reach
from data_checks.read_as import HELD_BACK, counted_as_missing, misread, read_as, strays
from data_checks.sentences import listed
from data_checks.strangers import as_told, strangers, what_to_do
from data_checks.tables import fits
from queries.contract import CONTRACT, Column, Table
from queries.datasets import DATASETS
from queries.extract import missing
from queries.files import FileTable
from queries.files.folder import STRANGE
from queries.files.registers import REGISTERS
from queries.source import WITH_DIMENSIONS, Source, SourceTable
from queries.unread import is_unread

Verdict = Literal["good", "absent", "unused", "wrong"]
FEW = 5
"""Cells of a column that are named one by one."""

CHECKED_ALONE = "The checks look at it; no page shows it yet."
TOO_MANY = "They are too many to be set aside: correct them at the source or read them in the SELECT."
MUST = "Every row must have one: provide it, or leave out the rows without (where {column} is not null)."
NOT_USED = "Not used yet: nothing that is shown stands on it."

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


@dataclass(frozen=True)
class Examination:
    """What a warehouse has of the contract, what is seen of its rows, and what a company should know beside that."""

    source: Source
    sights: Mapping[str, Sight] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def inspect(settings: Settings) -> Examination:
    """Look at what the warehouse, or the mapping onto it, has of the contract, and read all of it once."""
    url = address(settings).render_as_string(hide_password=False)
    with (
        connect(url, timezone=settings.timezone, time_limit_seconds=settings.query_seconds) as warehouse,
        warehouse.engine.connect() as connection,
    ):
        source = asked.source(connection, settings, warehouse.explain, settings.today())
        first, _ = settings.months(settings.today())
        seen = sights(connection, source, warehouse.explain, settings.set_aside_share, first)
        told = unshown(seen, first) if settings.first_month is None else ()
        return Examination(source, seen, (*clocks(connection, source, settings.timezone), *told))


def examine(examined: Examination) -> list[Diagnosis]:
    """Return a line for each table of the contract, and one for each of its columns where the table is there."""
    source = examined.source
    lines = [line for table in CONTRACT.values() for line in _table(examined, table)]
    unread = [Diagnosis(file, None, "wrong", sentence, "Mend the file.") for file, sentence in source.unread.items()]
    return lines + _own_dimensions(source) + _unread_themes(source) + [_stray(name) for name in source.strays] + unread


def reads(examined: Examination) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Return the datasets that can be read, and those that cannot with what they miss: with what stops a refresh.

    Those are the same findings, of the same source, and columns with too much that is missing or wrong.
    """
    source, reach = examined.source, Reach.over(examined.source)
    lacks: dict[str, tuple[str, ...]] = {dataset.name: missing(source, dataset) for dataset in DATASETS}
    stopping = [
        (f"{finding.subject}.{finding.column}" if finding.column else finding.subject, finding.datasets)
        for finding in presence(source, None, reach)
        if finding.stops
    ]
    stopping += [
        (f"{table}.{column}", reach.of(table, column))
        for table, sight in examined.sights.items()
        for column in sight.stopping
    ]
    for what, datasets in stopping:
        lacks |= {name: (*lacks[name], what) for name in datasets if what not in lacks[name]}
    return [name for name, what in lacks.items() if not what], {name: what for name, what in lacks.items() if what}


def verdict(lines: Sequence[Diagnosis], good: Sequence[str]) -> str:
    """Return what the examination comes to, in a sentence."""
    wrong = [line for line in lines if line.verdict == "wrong"]
    there = Formats().counted(sum(line.verdict != "absent" and line.column is None for line in lines), "table")
    share = f"{len(good)} of {Formats().counted(len(DATASETS), 'dataset')} can be read"
    if not wrong:
        return f"It fits the contract: of {there}, {share}. Whether what it says holds, the checks tell."
    where = Formats().listed(dict.fromkeys(line.table for line in wrong))
    things = "1 thing is not as it should be" if len(wrong) == 1 else f"{len(wrong)} things are not as they should be"
    return f"It does not fit the contract: {things}, in {where}. Of {there}, {share}."


def next_step(lines: Sequence[Diagnosis]) -> str:
    """Return what to do next."""
    if any(line.verdict == "wrong" for line in lines):
        return "Next: mend what is marked as wrong, as its line says, and run `python -m dashboard doctor` again."
    return "Next: `python -m dashboard check` reads everything and makes all the checks; it publishes nothing."


def advice(settings: Settings, examined: Examination) -> Iterator[str]:
    """Yield what the comparison cannot see and a company should know."""
    source = examined.source
    yield from examined.remarks
    yield from source.remarks
    for table in source.tables.values():
        if table.unseen:
            yield f"{table.name}: its values could not be looked at, and are read by their types alone: {table.unseen}"
    yield from (remark for table in source.tables.values() if table.file for remark in table.file.remarks)
    if absent := [name for name in REGISTERS if name not in source.tables]:
        yield (
            f"What no system holds may be kept in a CSV or Excel file in the mapping's folder ({', '.join(absent)}): "
            "`python -m dashboard template` writes a workbook to fill in."
        )
    yield from REMARKS
    yield f"Days and months are told in the time zone {settings.timezone}, money in {settings.currency}."


def _table(examined: Examination, table: Table) -> Iterator[Diagnosis]:
    found, sight = examined.source.tables.get(table.name), examined.sights.get(table.name, Sight())
    if found is None and table.in_place_of in examined.source.tables:
        return
    if found is None:
        verdict: Verdict = "wrong" if table.required else "absent"
        wanted = NOT_USED if is_unread(table.name) else f"Provide it for: {table.feeds}."
        yield Diagnosis(table.name, None, verdict, "not there", wanted)
    elif error := found.error or sight.error:
        advice = "Mend the file." if found.file else "Correct the SELECT, or grant the right to read."
        yield Diagnosis(table.name, None, "wrong", error, found.remedy or advice)
    elif found.made_of:
        rows = Formats().counted(sight.rows, "row")
        yield Diagnosis(table.name, None, "good", f"made of {found.made_of}, {rows}")
    else:
        yield _whole(table, found, sight)
        yield from (_column(table, column, found, sight) for column in table.columns)
        if unread := strangers(found, examined.source.dimensions):
            names, advice = listed(unread), what_to_do(table.name, unread)
            yield Diagnosis(table.name, names, "unused", as_told(unread), advice)
        if found.file:
            yield from _of_file(table, found.file)


def _whole(table: Table, found: SourceTable, sight: Sight) -> Diagnosis:
    rows = f", {Formats().counted(sight.rows, 'row')}" if sight.rows and not found.file else ""
    kept = f" in {_kept(found.file)}" if found.file else ""
    verdict: Verdict = "unused" if is_unread(table.name) else "good"
    return Diagnosis(
        table.name, None, verdict, f"{len(found.columns)} columns{rows}{kept}", NOT_USED if verdict == "unused" else ""
    )


def _kept(file: FileTable) -> str:
    rows = Formats().counted(len(file.numbers), "row")
    return f"{file.place}: {rows}, changed on {Formats().day(file.modified.date())}"


def _of_file(table: Table, file: FileTable) -> Iterator[Diagnosis]:
    """Yield the columns that the contract does not know, and the cells that cannot be read, a few of each column."""
    for name in file.ignored:
        near = get_close_matches(name, [c.name for c in table.columns if c.name not in file.columns], 1, 0.5)
        meant = f" Is {near[0]} meant?" if near else ""
        yield Diagnosis(table.name, name, "unused", "ignored", f"The contract has no such column.{meant}")
    for column in file.columns:
        faults = [fault for fault in file.faults if fault.column == column]
        for fault in faults[:FEW]:
            yield Diagnosis(table.name, column, "wrong", fault.sentence, "Correct the cell.")
        if len(faults) > FEW:
            yield Diagnosis(
                table.name, column, "wrong", f"{len(faults) - FEW} more cells cannot be read", "Correct them."
            )


def _column(table: Table, column: Column, found: SourceTable, sight: Sight) -> Diagnosis:
    if column.name not in found.columns:
        return _absent(table, column, found)
    kind = found.columns[column.name]
    called = f"{kind}, called {found.spelt[column.name]}" if column.name in found.spelt else kind
    if not fits(found, column):  # the gate's own judgement: what is good here is not stopped there
        unread = is_unread(table.name, column.name)
        said, advice = misread(column, found, held=not unread)
        return Diagnosis(table.name, column.name, "unused" if unread and not column.required else "wrong", said, advice)
    if column.name in sight.missing or column.name in sight.off:
        return _wrong_rows(table, column, called, found, sight)
    astray = strays(column.name, found.readings)
    if column.name in sight.astray:
        return Diagnosis(table.name, column.name, "wrong", f"{called}; {astray}", f"{TOO_MANY} {HELD_BACK}")
    note = read_as(column, found)
    if is_unread(table.name, column.name):
        return Diagnosis(table.name, column.name, "unused", called, _unused(table, column))
    read = f"It {note}." if note else _days(column, found)
    return Diagnosis(table.name, column.name, "good", called, f"{read} {astray[:1].upper()}{astray[1:]}".strip())


def _wrong_rows(table: Table, column: Column, called: str, found: SourceTable, sight: Sight) -> Diagnosis:
    """Tell of a column in how many rows it has nothing, though it must, and in how many what it may not hold."""
    off, lacking = sight.off.get(column.name, ()), sight.missing.get(column.name, 0)
    faults = [(lacking, "have none")] * bool(lacking) + [(one.rows, one.fault) for one in off]
    of_all = Formats().counted(sight.rows, "row")
    said = [f"{Formats().count(n)} of {of_all} ({Formats().percent(n / sight.rows)}) {fault}" for n, fault in faults]
    must = f"{SET_ASIDE if sight.few else MUST.format(column=column.name)}{_why(column, found)}"
    todo = dict.fromkeys([*[must] * bool(lacking), *(one.action for one in off)])
    wrong = (lacking and not sight.few) or not all(one.bears for one in off)
    return Diagnosis(table.name, column.name, "wrong" if wrong else "good", "; ".join([called, *said]), " ".join(todo))


def _absent(table: Table, column: Column, found: SourceTable) -> Diagnosis:
    verdict: Verdict = "wrong" if column.required else "absent"
    unused = is_unread(table.name, column.name) and not column.required
    advice = NOT_USED if unused and not spelt_otherwise(table, column, found) else how_to_provide(table, column, found)
    return Diagnosis(table.name, column.name, verdict, "not there", advice)


def _why(column: Column, found: SourceTable) -> str:
    said = counted_as_missing(column.name, found.readings).strip(" ()")
    astray = strays(column.name, found.readings)
    return f" {said[0].upper()}{said[1:]}." if said else f" {astray}" if astray else ""


def _unused(table: Table, column: Column) -> str:
    crossed = any(column.name in each.needs.get(table.name, ()) for each in CROSSINGS)
    return CHECKED_ALONE if crossed or column.name in table.key else NOT_USED


def _days(column: Column, found: SourceTable) -> str:
    """Return what is said of days that stand for something else, as those that never end."""
    reading = found.readings.get(column.name)
    if reading is None or not reading.count:
        return ""
    days = Formats().listed(example for example, _ in reading.examples)
    return f"{Formats().counted(reading.count, 'day')} outside the years 1900 to 2199 ({days}) stand for no day."


def _own_dimensions(source: Source) -> list[Diagnosis]:
    """Tell of each dimension of the settings which tables have a column of its name."""
    found = {name: source.with_dimension(name) for name in source.dimensions}
    return [
        Diagnosis(tables[0], name, "good", f"a dimension of the settings, in {', '.join(tables)}") if tables else
        Diagnosis(
            "settings", name, "wrong", "no table has this column, which dimensions names",
            f"Provide it in one of {', '.join(WITH_DIMENSIONS)}, or take it out of dimensions in northstar.toml.",
        )
        for name, tables in found.items()
    ]  # fmt: skip


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
