"""Whether the tables and their columns are there, and of a type that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from data_checks import read_as
from data_checks.finding import Finding, Severity
from data_checks.profile import Profile
from data_checks.reach import Reach, readers
from data_checks.sentences import counted, listed
from data_checks.tables import fits
from queries.contract import CONTRACT, Table
from queries.source import WITH_DIMENSIONS, Source, SourceTable

DOCTOR = "`python -m dashboard doctor` compares it with the contract column by column."
READABLE = "a table that can be read"


def presence(source: Source, previous: Profile | None, reach: Reach) -> Iterator[Finding]:
    """Yield, for each table that is there or should be, whether it can be read and holds what it must."""
    known = previous.tables if previous else {}
    for name, table in CONTRACT.items():
        found = source.tables.get(name)
        if found is None:
            if name in known or table.required:
                yield _absent(name, name in known)
            continue
        if found.error:
            yield unreadable(name, found.error, in_file=found.file is not None, remedy=found.remedy)
            continue
        yield Finding(
            f"{name}.readable", "connection", name, _severity(readers(name)), True, "readable", READABLE,
            f"{name}: the table is there and can be read.", datasets=readers(name),
        )  # fmt: skip
        yield _columns(table, found)
        yield from _types(table, found, reach)
        yield from read_as.days(source, name, reach)
        yield from read_as.notes(name, found)
    yield from (_dimension(source, name) for name in source.dimensions)


def _dimension(source: Source, name: str) -> Finding:
    """Return whether any table has the column that a dimension of the settings names."""
    tables = source.with_dimension(name)
    said = f"in {listed(tables)}" if tables else f"none of {listed(WITH_DIMENSIONS)} has it"
    return Finding(
        f"settings.dimensions/{name}", "connection", "settings", "warning", bool(tables), said,
        f"a column {name} of a table", f"settings: the column {name}, which dimensions names: {said}.",
        "" if tables else "Provide the column, or take the name out of dimensions in northstar.toml.",
        datasets=("answers_by_label",), scope=name,
    )  # fmt: skip


def unreadable(name: str, error: str, *, in_file: bool = False, remedy: str = "") -> Finding:
    """Return the finding that a table cannot be read, in the engine's words; of one in a file, in ours."""
    action = remedy or ("Mend the file." if in_file else "Mend the table, or its SELECT in the mapping; " + DOCTOR)
    return Finding(
        f"{name}.readable", "connection", name, _severity(readers(name)), False, error, READABLE,
        f"{name}: the table cannot be read: {error.rstrip('.')}.", action, datasets=readers(name),
    )  # fmt: skip


def _absent(name: str, known: bool) -> Finding:
    said = (
        "the table was there in the last run and is gone"
        if known
        else "the table is not there, and nothing is without it"
    )
    action = "Bring it back, or map it; if it was taken away on purpose, accept the finding." if known else (
        "Provide it under this name, or select it in a mapping; `python -m dashboard doctor` lists its columns."
    )  # fmt: skip
    return Finding(
        f"{name}.readable", "connection", name, _severity(readers(name)), False, "absent", READABLE,
        f"{name}: {said}.", action, datasets=readers(name),
    )  # fmt: skip


def _columns(table: Table, found: SourceTable) -> Finding:
    required = [column.name for column in table.columns if column.required]
    missing = [name for name in required if name not in found.columns]
    strangers = found.file.ignored if found.file else sorted(set(found.columns) - {c.name for c in table.columns})
    datasets = readers(table.name)
    expected = f"the {counted(len(required), 'required column')} {', '.join(required)}"
    if not missing:
        return Finding(
            f"{table.name}.columns", "source", table.name, _severity(datasets), True, "all there", expected,
            f"{table.name}: all {counted(len(required), 'required column')} are there.", datasets=datasets,
        )  # fmt: skip
    renamed = f"; it has {listed(strangers)} in place of what the contract knows" if strangers else ""
    said = f"{counted(len(missing), 'required column')} missing: {', '.join(missing)}"
    action = f"Provide {', '.join(missing)}, or select it under this name in a mapping."
    if found.file:
        said, action = f"{said} in {found.file.place}", f"Add {', '.join(missing)} to the header, and the values below."
    return Finding(
        f"{table.name}.columns", "source", table.name, _severity(datasets), False, said, expected,
        f"{table.name}: {said}{renamed}.", action, missing[0], datasets,
    )  # fmt: skip


def _types(table: Table, found: SourceTable, reach: Reach) -> Iterator[Finding]:
    """Yield each column that cannot be read in the contract's type; or that all can."""
    there = [column for column in table.columns if column.name in found.columns]
    wrong = [column for column in there if not fits(found, column)]
    expected = "columns of the contract's types"
    if not wrong:
        datasets = reach.of(table.name, *(column.name for column in there)) if there else ()
        yield Finding(
            f"{table.name}.types", "source", table.name, _severity(datasets), True, "all fit", expected,
            f"{table.name}: every column has a type that fits.", datasets=datasets,
        )  # fmt: skip
    for column in wrong:
        datasets = reach.of(table.name, column.name)
        said, action = read_as.misread(column, found, held=bool(datasets))
        yield Finding(
            f"{table.name}.types", "source", table.name, _severity(datasets), False, said, expected,
            f"{table.name}: {said}.", action, column.name, datasets, scope=column.name,
        )  # fmt: skip


def _severity(datasets: tuple[str, ...]) -> Severity:
    return "critical" if datasets else "warning"
