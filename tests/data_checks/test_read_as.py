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
