"""Whatever a register may hold reads back as it was written, as CSV and as a workbook."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.contract import CONTRACT, Column
from queries.files import read_folder
from queries.files.registers import REGISTERS
from tests.queries.files.registers import csv_file, workbook

_TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(
        lambda text: text and not text.startswith("=")  # in a CSV file a formula, which is refused
    )
)
# Excel keeps fifteen digits of a number.
_OF = {
    "text": _TEXT,
    "integer": st.integers(-(2**53), 2**53),
    "number": st.floats(allow_nan=False, allow_infinity=False)
    .map(lambda number: float(f"{number:.15g}"))
    .filter(isfinite),
    "boolean": st.booleans(),
    "date": st.dates(date(1901, 1, 1), date(2199, 12, 31)),
    "timestamp": st.datetimes(datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2199-12-31")).map(
        lambda when: when.replace(microsecond=0)
    ),
}


def values(column: Column) -> st.SearchStrategy[Any]:
    some: st.SearchStrategy[Any] = st.sampled_from(column.allowed) if column.allowed else _OF[column.type]
    return some if column.required else st.none() | some


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    name = draw(st.sampled_from(REGISTERS))
    row = st.fixed_dictionaries({column.name: values(column) for column in CONTRACT[name].columns})
    return name, draw(st.lists(row, min_size=1, max_size=4))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(table=tables(), between=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_table_reads_back_as_it_was_written(
    tmp_path: Path, table: tuple[str, list[dict[str, Any]]], between: str, encoding: str
) -> None:
    name, rows = table
    header = list(rows[0])
    written = {column: [row[column] for row in rows] for column in header}
    as_text = [[_told(row[column], between) for column in header] for row in rows]
    files = (
        csv_file(tmp_path / f"{name}.csv", [header, *as_text], between=between, encoding=encoding),
        workbook(tmp_path / f"{name}.xlsx", **{name: [header, *([row[column] for column in header] for row in rows)]}),
    )
    for file in files:
        folder = tmp_path / file.suffix
        folder.mkdir(exist_ok=True)
        file = file.rename(folder / file.name)
        found = read_folder(folder).tables[name]
        assert (found.error, found.faults, found.ignored) == (None, (), ())
        assert found.columns == written
        file.unlink()


def _told(value: Any, between: str) -> Any:
    """Return a value as people write it in such a file: behind semicolons stand decimal commas."""
    if isinstance(value, float) and between == ";":
        return f"{value:.17e}".replace(".", ",")
    return value
