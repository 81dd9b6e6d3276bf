"""Drawings as words: what a chart shows is told in numbers to who does not see it."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
import pytest

from dashboard.blocks import Chart, Head
from dashboard.words.drawings import MOST, NOTHING_DRAWN, drawing_in_words, heard, written
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL, THIN
from tests.published import SETTINGS

FORMATS = Formats.of(SETTINGS)
MONTH = 2026 * 12

Roles = dict[str, list[Any]]


def chart(kind: Any, data: Roles, number: str = ",.1f", alt: str = "", **others: Any) -> Chart:
    return Chart(Head(name="X1", title="Up", alt=alt), kind, pa.table(data), number, **others)


def test_a_line_is_told_by_its_ends_and_where_it_turns() -> None:
    line = chart("lines", {"x": [MONTH + 2.0, MONTH, MONTH + 1.0, MONTH + 3.0], "y": [3.0, 2.0, 9.5, math.nan]})
    said = "Jan 2026 2.0, Mar 2026 3.0, lowest 2.0 (Jan 2026), highest 9.5 (Feb 2026)."
    assert drawing_in_words(line, FORMATS) == said


def test_several_lines_are_told_in_their_order() -> None:
    data: Roles = {"x": [1.0, 12.0, 1.0], "y": [1.0, 0.8, 0.9], "series": ["new", "new", "old"]}
    steps = chart("steps", data, ".0%", series=("old", "new"), titles={"x": "month"})
    assert drawing_in_words(steps, FORMATS) == f"old: month 1 90{THIN}%; new: month 1 100{THIN}%, month 12 80{THIN}%."


def test_a_line_that_does_not_move_turns_nowhere() -> None:
    flat = chart("lines", {"x": [MONTH + at for at in range(3)], "y": [5.0] * 3})
    assert drawing_in_words(flat, FORMATS) == "Jan 2026 5.0, Mar 2026 5.0."


def test_bars_are_told_in_their_order_with_what_is_written_beside_them() -> None:
    data: Roles = {
        "x": [1.0, 2.5, None],
        "y": ["one", "two", "none"],
        "order": [2, 1, 3],
        "label": ["", "2.5 of 3", ""],
    }
    assert drawing_in_words(chart("bars", data), FORMATS) == "two 2.5 of 3; one 1.0."


def test_of_many_values_it_is_told_how_many_more_there_are() -> None:
    many = chart("dots", {"x": [float(at) for at in range(MOST + 2)], "y": [str(at) for at in range(MOST + 2)]})
    assert drawing_in_words(many, FORMATS).endswith("2 values more in the table of the data.")


def test_a_heat_map_is_told_from_its_largest_value() -> None:
    data: Roles = {"x": ["cost", "growth"], "y": ["Sales", "Sales"], "value": [1.0, 4.0], "label": ["1", "4 !"]}
    assert drawing_in_words(chart("heat", data, ",.0f"), FORMATS) == "Sales, growth 4; Sales, cost 1."


def test_where_nothing_is_known_that_is_told() -> None:
    assert drawing_in_words(chart("lines", {"x": [MONTH], "y": [math.nan]}), FORMATS) == NOTHING_DRAWN


@pytest.mark.parametrize(
    ("number", "value", "said"),
    [(".3s", 6.94e6, "€6.94M"), ("+,.0f", 3.0, "+3"), (".1%", 0.125, f"12.5{THIN}%"), (",.0f", 1234.0, "1,234")],
)
def test_a_number_is_told_as_the_chart_writes_it(number: str, value: float, said: str) -> None:
    assert written(value, chart("bars", {"x": [value]}, number), FORMATS) == said


def test_what_no_words_are_known_for_is_refused() -> None:
    with pytest.raises(ValueError, match="X1: no words for numbers that are written 'e'"):
        written(1.0, chart("bars", {"x": [1.0]}, "e"), FORMATS)


def test_what_the_alternative_text_tells_is_not_told_again() -> None:
    data: Roles = {"x": [1.0], "y": ["one"]}
    assert heard(chart("bars", data, alt="One 1.0"), FORMATS) == ""
    assert heard(chart("bars", data, alt=f"Bars with {INTERVAL}s"), FORMATS) == "one 1.0."
    lines = chart("lines", {"x": [MONTH], "y": [5.0]}, alt="Line since 2021")
    assert heard(lines, FORMATS) == "Jan 2026 5.0."
