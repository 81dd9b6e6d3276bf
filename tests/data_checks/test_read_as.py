"""What is said of a column that cannot be read claims no more than is known of its values."""

from __future__ import annotations

import pytest

from data_checks.read_as import MONTH_FIRST, misread
from queries.contract import CONTRACT
from queries.reading import Reading
from queries.source import SourceTable
from queries.spellings import day_cast


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql"])
@pytest.mark.parametrize(
    ("shapes", "either"),
    [
        ({"99/99/9999": "01/02/2026"}, True),
        ({"9999-99-99": "2026-12-31", "99-99-9999": "01-02-2026"}, True),
        ({"99.99.9999": "01.02.2026"}, False),
        ({"9999/99/99": "2026/12/31"}, False),
    ],
)
def test_a_cast_that_may_take_the_month_for_the_day_says_so(
    shapes: dict[str, str], dialect: str, *, either: bool
) -> None:
    remedy = day_cast("due_on", shapes, "date", dialect)
    examples = tuple((example, 1) for example in shapes.values())
    reading = Reading("unreadable", "null", len(examples), len(examples), examples, remedy=remedy)
    found = SourceTable("tasks", {"due_on": "text"}, readings={"due_on": reading})
    _, advice = misread(CONTRACT["tasks"].column("due_on"), found)
    assert remedy in advice
    assert (MONTH_FIRST in advice) is either


def test_an_example_of_a_form_is_not_said_to_be_there_as_often_as_the_form_is() -> None:
    """Of two hundred days written alike one is shown: it is not there two hundred times. A word without digits is."""
    examples = (("10th June 2014", 217), ("n/a", 4), ("31.02.2026", 1))
    found = SourceTable(
        "tasks", {"due_on": "text"}, readings={"due_on": Reading("unreadable", "null", 222, 300, examples)}
    )
    said, _ = misread(CONTRACT["tasks"].column("due_on"), found)
    assert said.endswith("for example 217 like '10th June 2014', 'n/a' (4 times) and '31.02.2026' (1 time)")
