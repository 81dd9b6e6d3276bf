"""Of whom something is asked: person and department, whichever of them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.measures.decisions.asked import people_and_departments
from tests.published import Rows, data

DEPARTMENTS: Rows = [
    {"department_id": "care", "name": "Care, Repairs & More", "executive": "Ana"},
    {"department_id": "sales", "name": "Sales", "executive": "Bo"}, {"department_id": "lab", "name": "Lab"},
    {"department_id": "shop", "name": "Shops", "executive": "Bo"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Ana", ("Ana", "Care, Repairs & More")), ("Care, Repairs & More", ("Ana", "Care, Repairs & More")),
        ("Bo", ("Bo", "Sales, Shops")), ("Lab", ("", "Lab")), ("Somebody", ("Somebody", "")),
        ("Ana, Somebody, Lab", ("Ana, Somebody", "Care, Repairs & More, Lab")),
        (" Sales ,, Shops", ("Bo", "Sales, Shops")),
        ("Lab, Care, Repairs & More", ("Ana", "Lab, Care, Repairs & More")),
    ],
)  # fmt: skip
def test_each_is_told_with_the_other(tmp_path: Path, said: str, expected: tuple[str, str]) -> None:
    assert people_and_departments(data(tmp_path, departments=DEPARTMENTS), said) == expected


def test_without_a_register_what_is_said_stands(tmp_path: Path) -> None:
    assert people_and_departments(data(tmp_path), "Ana, Bo") == ("Ana, Bo", "")
