"""Empowerment, by a pencil, and what became of those customers, like for like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Chart, Table
from dashboard.data.question import Question
from dashboard.features.people.empowerment import empowerment, what_became_of_them
from dashboard.measures.people.conceded import conceded
from tests.published import LAST, SETTINGS, Rows, data, view

CALM = SETTINGS.model_copy(update={"least_n": 10})
DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "law", "name": "Law"}]


def act(n: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "month": LAST, "department_id": "care", "kind": "refund", "n": n, "amount_known": n, "amount": 50.0 * n,
        "approval_known": n,
    } | changes  # fmt: skip


def size(bucket: int, n: int, **changes: Any) -> dict[str, Any]:
    return {
        "month": LAST,
        "department_id": "care",
        "bucket": bucket,
        "n": n,
        "amount": n * 2.0 ** (bucket / 8),
    } | changes


def shown(folder: Path, *rows: Any, **more: Rows) -> tuple[Table, ...]:
    known = data(folder, departments=DEPARTMENTS, concessions=rows, **more)
    blocks = empowerment.blocks(Question(known, view(), CALM))
    assert all(isinstance(block, Table) for block in blocks)
    return tuple(block for block in blocks if isinstance(block, Table))


def texts(table: Table) -> list[list[tuple[str, str]]]:
    return [
        [(cell.text.replace("\u202f", " "), cell.note.replace("\u202f", " ")) for cell in row] for row in table.rows
    ]


def test_what_is_told_by_department_and_kind(tmp_path: Path) -> None:
    table, kinds = shown(
        tmp_path, act(10, approved=8), act(10, approved=2, kind="discount", month=LAST - 11),
        act(20, department_id="law", approved=5, amount_known=10, amount=1000.0), act(100, month=LAST - 12),
        act(2, department_id=None, approval_known=0, amount_known=0, amount=0.0),
        cases=[{"month": LAST, "department_id": "care", "n": 500}], concession_sizes=[],
    )  # fmt: skip
    assert table.head.title == "25 of 40 acts at discretion needed no approval; in Care the least, 10 of 20"
    assert table.head.subtitle == "all of Test · Oct 2025–Sep 2026 · 42 acts at discretion · €2,000"
    assert [column.label for column in table.columns] == [
        "Department", "Without approval", "Acts", "To 1,000 cases", "Amount", "Each",
    ]  # fmt: skip
    assert texts(table) == [
        [("Care", ""), ("10 of 20", ""), ("20", ""), ("40.0", ""), ("€1,000", ""), ("€50.00", "")],
        [("Law", ""), ("15 of 20", ""), ("20", ""), ("–", ""), ("€1,000", ""), ("€100", "")],
        [("no department", ""), ("–", ""), ("2", ""), ("–", ""), ("", ""), ("–", "")],
    ]
    assert table.head.notes == ("Of 12 acts the amount is not known.",)
    assert [row[0].text for row in kinds.rows] == ["refund", "discount"]


def test_of_few_no_department_is_named(tmp_path: Path) -> None:
    (table, _) = shown(tmp_path, act(9, approved=9), act(20, department_id="law"))
    assert ";" not in table.head.title


def test_what_lies_far_above_the_rest_is_counted_with_what_it_makes_up(tmp_path: Path) -> None:
    sizes = [size(40, 20), size(48, 40), size(56, 20), size(120, 2)]
    acts = act(82, amount=sum(one["amount"] for one in sizes))
    (table, _) = shown(tmp_path, acts, concession_sizes=sizes)
    part = 2 * 2.0**15 / acts["amount"]
    (note,) = table.head.notes
    assert note.replace("\u202f", " ") == (
        f"2 acts lie far above the rest, at more than €583, and make up {100 * part:.1f} % of the amount."
    )
    assert texts(table)[0][-1] == ("2", f"{100 * part:.0f} % of the amount")
    (even, _) = shown(tmp_path / "even", act(80), concession_sizes=sizes[:3])
    assert even.head.notes == ("No act lies far above the rest, at more than €292.",)
    (alike, _) = shown(tmp_path / "alike", act(80), concession_sizes=[size(48, 80)])
    assert (alike.head.notes, alike.columns[-1].name) == ((), "each")


def test_where_approval_is_not_kept_it_is_not_told(tmp_path: Path) -> None:
    (table, _) = shown(tmp_path, act(20, approval_known=0))
    assert table.head.title == "20 acts at discretion, and whether they needed approval is not known"
    assert [column.name for column in table.columns] == ["department", "n", "amount", "each"]


def test_where_nothing_was_given_that_is_told(tmp_path: Path) -> None:
    (table,) = shown(tmp_path, act(5, month=LAST - 20))
    assert table.head.instead == "Nothing was given at discretion here in these months."


def kept(act: str, segment: str, customers: int, stayed: int, cases: str = "one") -> dict[str, Any]:
    return {
        "month": LAST, "window": 12, "segment": segment, "tenure": "1_to_3", "cases": cases, "act": act,
        "customers": customers, "kept_customers": stayed,
    }  # fmt: skip


def drawn(folder: Path, rows: Rows) -> Chart:
    (block,) = what_became_of_them.blocks(Question(data(folder, conceded_customers=rows), view(), CALM))
    assert isinstance(block, Chart)
    return block


@pytest.mark.parametrize("by", ["segment", "cases"])
def test_customers_are_held_alike_in_segment_and_in_how_many_cases_they_had(tmp_path: Path, by: str) -> None:
    """Those given something are mostly of the kind that stays anyway; like for like both stay alike."""
    one, other = ({"segment": "A"}, {"segment": "B"}) if by == "segment" else ({"cases": "one"}, {"cases": "several"})
    rows = [
        kept("given", "A", 900, 810) | one, kept("given", "A", 100, 50) | other,
        kept("not_given", "A", 100, 90) | one, kept("not_given", "A", 900, 450) | other,
    ]  # fmt: skip
    found = conceded(data(tmp_path / "all", conceded_customers=rows), view(), CALM)
    assert found is not None
    assert [one.kept.value for one in found.told] == pytest.approx([0.7, 0.7])
    assert drawn(tmp_path / "drawn", rows).head.title.startswith("No difference can be told")


def test_a_clear_difference_is_told_with_its_interval_and_grade(tmp_path: Path) -> None:
    chart = drawn(tmp_path, [kept("given", "A", 1000, 950), kept("not_given", "A", 1000, 850)])
    assert chart.head.title == (
        "Customers with cases who were given something stayed 10.0 points more often than like ones who were not"
    )
    assert chart.head.notes[0].startswith("Given something less given nothing: +10.0 points (95\u202f% interval 7.")
    assert "Evidence grade C" in chart.head.notes[1]


def test_of_too_few_nothing_is_drawn(tmp_path: Path) -> None:
    chart = drawn(tmp_path, [kept("given", "A", 9, 9), kept("not_given", "A", 1000, 850)])
    assert chart.head.instead == "Fewer than 10 customers of each kind: too few to tell."
    none = drawn(tmp_path / "none", [kept("given", "A", 9, 9) | {"month": LAST - 3}])
    assert none.head.instead == "Customers with cases were not followed over the 12 months to Sep 2026."
