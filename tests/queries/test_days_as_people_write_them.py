"""Days that an export writes as people do: the cast that is offered reads each of them, on the engines themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from dashboard.warehouse import connect
from queries.spellings import day_cast

ENDS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}
"""What stands behind a day where it is not th."""
DAYS = [date(2023, month, day) for month in (3, 5, 12) for day in (1, 2, 3, 4, 11, 12, 22, 23, 30)]
FORMS: dict[str, Callable[[date], str]] = {
    "19th November 2023": lambda day: f"{day.day}{ENDS.get(day.day, 'th')} {day:%B %Y}",
    "19 November 2023": lambda day: f"{day.day} {day:%B %Y}",
    "19-Nov-2023": lambda day: f"{day:%d-%b-%Y}",
    "November 19, 2023": lambda day: f"{day:%B} {day.day}, {day.year}",
    "Nov 19th, 2023": lambda day: f"{day:%b} {day.day}{ENDS.get(day.day, 'th')}, {day.year}",
    "9/8/2023": lambda day: f"{day.day}/{day.month}/{day.year}",
    "19.11.2023": lambda day: f"{day:%d.%m.%Y}",
}
TIMED: dict[str, Callable[[datetime], str]] = {
    "9/8/2023 9:05": lambda at: f"{at.day}/{at.month}/{at.year} {at.hour}:{at:%M}",
    "19.11.2023 09:05:07": lambda at: f"{at:%d.%m.%Y %H:%M:%S}",
}


def cast_of(written: Iterable[str], wanted: str, dialect: str) -> str:
    return day_cast("day", {re.sub("[0-9]", "9", one): one for one in written}, wanted, dialect)


def read_by(dialect: str, postgres_url: str, written: list[str], cast: str) -> list[Any]:
    rows = " union all ".join(f"select {at} as place, '{one}' as day" for at, one in enumerate(written))
    sql = f"select {cast} from ({rows}) t order by place"
    if dialect == "duckdb":
        with duckdb.connect() as engine:
            return [row[0] for row in engine.execute(sql).fetchall()]
    with connect(postgres_url) as warehouse, warehouse.engine.connect() as connection:
        return [row[0] for row in connection.execution_options(no_parameters=True).exec_driver_sql(sql)]


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql"])
def test_the_cast_reads_every_day_that_is_written_so(dialect: str, postgres_url: str) -> None:
    for name, form in FORMS.items():
        written = [form(day) for day in DAYS]
        cast = cast_of(written, "date", dialect)
        assert cast, name
        assert read_by(dialect, postgres_url, written, cast) == DAYS, name


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql"])
def test_the_cast_keeps_the_time_that_stands_behind_a_day(dialect: str, postgres_url: str) -> None:
    for name, form in TIMED.items():
        seconds = 7 if "07" in name else 0
        times = [datetime(day.year, day.month, day.day, 9, 5, seconds, tzinfo=UTC).replace(tzinfo=None) for day in DAYS]
        written = [form(at) for at in times]
        cast = cast_of(written, "timestamp", dialect)
        assert read_by(dialect, postgres_url, written, cast) == times, name


@pytest.mark.parametrize(
    "written",
    [
        ["19 November 2023", "November 19, 2023"], ["19 November 2023", "19 Dec 2023"], ["19 Brumaire 2023"],
        ["19-Nov-23"], ["9/8/2023 9:05", "9/8/2023"], ["soon"],
    ],
)  # fmt: skip
def test_what_is_of_two_forms_or_of_none_that_is_known_is_not_guessed(written: list[str]) -> None:
    assert not cast_of(written, "date", "duckdb")
