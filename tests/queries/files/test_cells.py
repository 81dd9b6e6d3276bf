"""What people write into cells, and what is refused because it may be read in two ways."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from queries.contract import Column, Type
from queries.files.cells import Habits, NoValue, UnreadableError, read_cell, shown

at = datetime.fromisoformat
POINT = Habits(decimal_point=True)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("text", "  Late invoice ", "Late invoice"), ("text", 17, "17"), ("text", 17.0, "17"), ("text", 1.5, "1.5"),
        ("text", True, "true"), ("text", at("2026-09-01"), "2026-09-01"), ("text", "\u00a0", None),
        ("integer", 3.0, 3), ("integer", "3", 3), ("integer", "1.000.000", 1_000_000),
        ("number", "1,5", 1.5), ("number", "0,123", 0.123), ("number", "1.234,5", 1234.5),
        ("number", "1,234.5", 1234.5),
        ("number", "12 345 678", 12_345_678.0), ("number", "1’234’567", 1_234_567.0), ("number", "−2", -2.0),
        ("number", "1234,567", 1234.567), ("number", "1.234E2", 123.4), ("number", ".5", 0.5), ("number", 2, 2.0),
        ("boolean", "Ja", True), ("boolean", "nein", False), ("boolean", 1, True), ("boolean", 0.0, False),
        ("boolean", "X", True), ("boolean", False, False), ("boolean", "", None),
        ("date", "2026-2-3", date(2026, 2, 3)), ("date", "3.2.2026", date(2026, 2, 3)),
        ("date", "2026/02/03", date(2026, 2, 3)),
        ("date", "03. 02. 2026", date(2026, 2, 3)), ("date", at("2026-02-03 09:00"), date(2026, 2, 3)),
        ("date", "2026-02-03 00:00:00", date(2026, 2, 3)), ("date", date(2026, 2, 3), date(2026, 2, 3)),
        ("timestamp", "3.2.2026 9:05", at("2026-02-03 09:05")),
        ("timestamp", date(2026, 2, 3), at("2026-02-03")),
        ("timestamp", "2026-02-03T09:05:30", at("2026-02-03 09:05:30")),
    ],
)  # fmt: skip
def test_what_can_be_read_in_one_way_is_read(kind: Type, written: Any, meant: Any) -> None:
    found = read_cell(written, Column("value", kind), Habits())
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        ("date", "31.02.2026", "is no date"), ("date", "03/04/2026", "the day or the month first"),
        ("date", 46082, "is a number and no date"), ("date", "soon", "is no date"), ("date", "2026-02", "is no date"),
        ("date", "0026-02-03", "is no date between 1900 and 2199"), ("date", at("3026-01-01"), "between 1900"),
        ("number", "1,234", "may be read in two ways"), ("number", "1.234", "may be read in two ways"),
        ("number", "1.234.56", "is no number"), ("number", "20 %", "is no number"), ("number", "n/a", "is no number"),
        ("number", "nan", "is no number"), ("number", "-", "is no number"), ("number", float("inf"), "is no number"),
        ("number", True, "is no number"), ("number", at("2026-05-03"), "is a date and no number"),
        ("integer", 3.5, "is no whole number"), ("integer", 2.0**60, "is no whole number"),
        ("boolean", "perhaps", "is neither yes nor no"), ("boolean", 2, "is neither yes nor no"),
        ("timestamp", "2026-02-03T09:05:30+01:00", "names a time zone"),
        ("timestamp", "2026-02-03 25:00", "is no time"),
        ("text", "a\0b", "holds a sign that no database keeps"), ("text", "\ud800", "holds a sign"),
        ("text", NoValue("#REF!", "is an error of Excel’s"), "is an error of Excel’s"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(kind: Type, written: Any, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_cell(written, Column("value", kind), Habits())


def test_a_month_may_be_written_without_a_day() -> None:
    assert read_cell("2026-03", Column("month", "date"), Habits()) == date(2026, 3, 1)


def test_a_point_that_can_only_be_a_decimal_one_is_read_as_such() -> None:
    assert read_cell("1.234", Column("value", "number"), POINT) == 1.234
    with pytest.raises(UnreadableError, match="two ways"):
        read_cell("1,234", Column("value", "number"), POINT)


def test_a_formula_is_no_text_where_nothing_calculates_it() -> None:
    formula = "=HYPERLINK(“http://evil.example”)"
    assert read_cell(formula, Column("title", "text"), Habits()) == formula
    with pytest.raises(UnreadableError, match="is a formula"):
        read_cell(formula, Column("title", "text"), Habits(formulas=False))


def test_a_wrong_value_is_shown_on_one_line_and_not_whole() -> None:
    assert shown("a\n b") == '"a b"'
    assert shown("x" * 100) == '"' + "x" * 39 + '…"'
