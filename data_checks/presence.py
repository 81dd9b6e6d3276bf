"""Whether the tables and their columns are there, and of a type that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from data_checks import read_as
from data_checks.finding import Finding, Severity
from data_checks.profile import Profile
from data_checks.reach import Reach, readers, stands_for
from data_checks.sentences import counted, listed
from data_checks.strangers import unread_columns
from data_checks.tables import fits
from queries.contract import CONTRACT, STAND_INS, Table
from queries.datasets import DATASETS
from queries.source import WITH_DIMENSIONS, Source, SourceTable

DOCTOR = "`python -m dashboard doctor` compares it with the contract column by column."
READABLE = "a table that can be read"


def presence(
    source: Source, previous: Profile | None, reach: Reach, changed: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Finding]:  # fmt: skip
    """Yield, for each table that is there or should be, whether it can be read and holds what it must.

    What the mapping no longer has, and did in the last run (it is among the ``changed``), was taken out on purpose.
    """
    known = previous.tables if previous else {}
    for name, table in CONTRACT.items():
        found = source.tables.get(name)
        if found is None:
            if name in known or table.required:
                yield _absent(name, name in known, taken_out=name in changed and not table.required)
            continue
        if found.error:
            reached = readers(stands_for(source, name))
            yield unreadable(name, found.error, reached, in_file=found.file is not None, remedy=found.remedy)
            continue
        if found.made_of:
            continue  # what is wrong with it is wrong with that table
        reached = readers(stands_for(source, name))
        yield Finding(
            f"{name}.readable", "connection", name, _severity(reached), True, "readable", READABLE,
            f"{name}: the table is there and can be read.", datasets=reached,
        )  # fmt: skip
        yield _columns(table, found, reached)
        yield from _types(table, found, reach)
        yield from read_as.days(source, name, reach)
        yield from read_as.notes(name, found)
        yield from unread_columns(found, source.dimensions)
    yield from (_dimension(source, name) for name in source.dimensions)
    yield from _doubled(source)


def _dimension(source: Source, name: str) -> Finding:
    """Return whether any table has the column that a dimension of the settings names."""
    tables = source.with_dimension(name)
    said = f"in {listed(tables)}" if tables else f"none of {listed(WITH_DIMENSIONS)} has it"
    return Finding(
        f"settings.dimensions/{name}", "connection", "settings", "warning", bool(tables), said,
        f"a column {name} of a table", f"settings: the column {name}, which dimensions names: {said}.",
        "" if tables else "Provide the column, or take the name out of dimensions in northstar.toml.",
        datasets=tuple(one.name for one in DATASETS if "dimension" in one.grain), scope=name,
    )  # fmt: skip


def _doubled(source: Source) -> Iterator[Finding]:
    """Yield, of each table that others stand in for, whether it is clear which of them counts."""
    for place in dict.fromkeys(CONTRACT[name].in_place_of for name in STAND_INS):
        own = source.tables.get(place)
        others = [name for name in STAND_INS if CONTRACT[name].in_place_of == place and name in source.tables]
        if own is None or not others:
            continue
        counts, left = own.made_of or place, [name for name in others if name != own.made_of]
        expected = f"{place}, or one table of which it is made"
        said = f"{place}: it is {f'made of {own.made_of}' if own.made_of else 'a table of its own'}"
        yield Finding(
            f"{place}.doubled", "source", place, "warning", not left, f"{counts} counts", expected,
            f"{said}; {listed(left)} {'is' if len(left) == 1 else 'are'} left unread." if left else f"{said}.",
            "Leave out the tables that are not to count." if left else "",
        )  # fmt: skip


def unreadable(
    name: str, error: str, datasets: tuple[str, ...] | None = None, *, in_file: bool = False, remedy: str = ""
) -> Finding:
    """Return the finding that a table cannot be read, in the engine's words; of one in a file, in ours.

    ``datasets`` are those that it reaches; none given: those that read it.
    """
    datasets = readers(name) if datasets is None else datasets
    action = remedy or ("Mend the file." if in_file else "Mend the table, or its SELECT in the mapping; " + DOCTOR)
    return Finding(
        f"{name}.readable", "connection", name, _severity(datasets), False, error, READABLE,
        f"{name}: the table cannot be read: {error.rstrip('.')}.", action, datasets=datasets,
    )  # fmt: skip


def _absent(name: str, known: bool, *, taken_out: bool) -> Finding:
    if taken_out:
        return Finding(
            f"{name}.readable", "connection", name, "warning", False, "absent", READABLE,
            f"{name}: the mapping had it in the last run and no longer has.",
            "Bring it back, if that was not meant; what stands on it is no longer shown.", datasets=readers(name),
        )  # fmt: skip
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


def _columns(table: Table, found: SourceTable, datasets: tuple[str, ...]) -> Finding:
    required = [column.name for column in table.columns if column.required]
    missing = [name for name in required if name not in found.columns]
    strangers = found.file.ignored if found.file else sorted(set(found.columns) - {c.name for c in table.columns})
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
