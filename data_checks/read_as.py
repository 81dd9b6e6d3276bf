"""How the values of a table are read, in words: what is read in a way of its own, and what cannot be read at all.

The look that decides it is made where the table is found (``queries/values.py``); the doctor says the same of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data_checks.finding import Finding
from data_checks.numerals import numeral, percent
from data_checks.reach import Reach
from data_checks.sentences import a, counted, listed, rows
from data_checks.tables import fits
from queries.contract import CONTRACT, Column
from queries.reading import Reading
from queries.source import Source, SourceTable
from queries.spellings import takes_day_first

NOTHING_TO_DO = "Nothing, if that is meant; else cast it at the source or in the mapping."
HELD_BACK = "What reads it is held back until then."
MONTH_FIRST = "This takes what stands first for the day: change the form in it where that is the month."
STANDS_ON_NOTHING = "Nothing that is shown stands on it."
_FORMS = {"integer": "a plain number", "number": "a plain number", "date": "a day as 2026-12-31",
          "timestamp": "a day or time as 2026-12-31 23:59"}  # fmt: skip


def misread(column: Column, found: SourceTable, *, held: bool = True) -> tuple[str, str]:
    """Return why a column cannot be read in the contract's type, and what to do; ``held``: something stands on it."""
    then = HELD_BACK if held else STANDS_ON_NOTHING
    kind, reading = found.columns[column.name], found.readings.get(column.name)
    said = f"{column.name} is {kind} and not {column.type}"
    if reading is None:
        return said, f"Cast it at the source or in the mapping. {then}"
    share = f"{_of_them(reading)} ({percent(reading.count / reading.total)})"
    if reading.said:
        said = f"{said}, and the engine cannot read its values: {reading.said.rstrip('.')}"
    elif column.type == "boolean":
        among = f"{reading.words[0]} and {reading.words[1]}" if reading.words else "two words for yes and no"
        said = f"{said}, and {share} are none of {among}: {_examples(reading)}"
    else:
        said = f"{said}, and {share} are not {_FORMS[column.type]}, for example {_examples(reading)}"
    if reading.remedy:
        first = f" {MONTH_FIRST}" if takes_day_first(reading.remedy) else ""
        return said, f"Read it in its SELECT: {reading.remedy} as {column.name}.{first} {then}"
    return said, f"Bring its values into one form, then cast it at the source or in the mapping. {then}"


def read_as(column: Column, found: SourceTable) -> str:
    """Return what is said of a column that is read in a way of its own, behind its name; '' of any other."""
    reading = found.readings.get(column.name)
    if reading is None or reading.how == "unreadable":
        return ""
    first = f"'{reading.examples[0][0]}'" if reading.examples else ""
    return {
        "signless": f"holds text without any sign in {_of_them(reading)}, which counts as missing",
        "whole": "is a number, and read as text without '.0'",
        "words": f"is {found.columns[column.name]}, of which {listed(map(repr, reading.words))} are read as yes and no",
        "code": "holds 1 and 2 alone, and 1 is read as yes, 2 as no",
        "utc_day": "is a time with a zone, at midnight of UTC in every row, so that its day is the one in UTC",
        "spelt": f"is text, and read as {column.type}" + (f", like {first}" if first else ""),
        "calendar": "",
        "empty": "",
    }[reading.how]


def strays(column: str, readings: Mapping[str, Reading]) -> str:
    """Return what is to be said of the values of a column that are none of its kind; '' where all are."""
    reading = readings.get(column)
    if reading is None or reading.strays is None:
        return ""
    found = reading.strays
    said = listed(f"'{one}' ({counted(n, 'time')})" for one, n in found.examples)
    count = "counts" if found.count == 1 else "count"
    return f"{counted(found.count, 'value')} cannot be read, and {count} as missing: {said}."


def notes(table: str, found: SourceTable) -> Iterator[Finding]:
    """Yield a note on each column that is read in a way of its own, and on values that could not be looked at."""
    if found.unseen:
        yield Finding(
            f"{table}.read_as", "source", table, "warning", False, found.unseen, "values that can be looked at",
            f"{table}: its values could not be looked at, and are read by type alone: {found.unseen.rstrip('.')}.",
            "See that no text is empty where it should be missing, and that no day lies beyond the calendar.",
        )  # fmt: skip
    for column in CONTRACT[table].columns:
        said = read_as(column, found)
        if said and fits(found, column):
            yield Finding(
                f"{table}.read_as", "source", table, "info", False, said, "values of the contract's types",
                f"{table}: {column.name} {said}.", NOTHING_TO_DO, column.name, scope=column.name,
            )  # fmt: skip


def days(source: Source, table: str, reach: Reach) -> Iterator[Finding]:
    """Yield what is said of days that stand for something else, like 'without end': or that there are none."""
    found = source.tables[table]
    dated = [column for column in CONTRACT[table].columns if column.type in ("date", "timestamp")]
    dated = [column for column in dated if column.name in found.columns]
    odd = [column for column in dated if _days_of(column, found)]
    expected = "days of the years 1900 to 2199"
    if dated and not odd:
        datasets = reach.of(table, *(column.name for column in dated))
        sentence = f"{table}: every day lies in the years 1900 to 2199."
        yield Finding(
            f"{table}.days", "source", table, "warning", True, "all do", expected, sentence, datasets=datasets,
        )  # fmt: skip
    for column in odd:
        reading = found.readings[column.name]
        examples = listed(example for example, _ in reading.examples)
        what = "which counts as missing" if not column.required else "which no page takes for a day"
        have = "has" if reading.count == 1 else "have"
        said = f"{rows(table, reading.count)} {have} {a(column.name)} outside the years 1900 to 2199"
        yield Finding(
            f"{table}.days", "source", table, "warning", False, f"{said}: {examples}", expected,
            f"{table}: {said} ({examples}), {what}.", _emptied(column), column.name,
            reach.of(table, column.name), scope=column.name,
        )  # fmt: skip


def counted_as_missing(column: str, readings: Mapping[str, Reading]) -> str:
    """Return what is to be said of a column's missing values that are days of no calendar, or text without a sign."""
    reading = readings.get(column)
    if reading and reading.no_day:
        return f" ({reading.no_day} is no day)"
    if reading and reading.how == "signless":
        return f" (text without any sign counts as none: {counted(reading.count, 'row')})"
    return ""


def _days_of(column: Column, found: SourceTable) -> int:
    reading = found.readings.get(column.name)
    return reading.count if reading and reading.how == "calendar" else 0


def _emptied(column: Column) -> str:
    if column.required:
        return f"Give each the {column.name} that is meant: a day of another age stands for nothing here."
    return "Leave it empty where there is no such day; then nothing has to be guessed."


def _of_them(reading: Reading) -> str:
    return f"{numeral(reading.count)} of {counted(reading.total, 'value')}"


def _examples(reading: Reading) -> str:
    """Return the commonest: a word as often as it is there; of numbers and days, how many are written alike."""
    return listed(
        f"{numeral(count)} like '{example}'"
        if count > 1 and not reading.words and any(sign.isdigit() for sign in example)
        else f"'{example}' ({counted(count, 'time')})"
        for example, count in reading.examples
    )
