"""Hand-offs, concessions and answers of a department: sums first, means last; the places and months chosen alone."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.registers.community import ANSWER_WITHIN
from dashboard.data.view import NOT_GIVEN
from dashboard.measures.programme.exchanges import (
    Concessions,
    HandOffs,
    Praised,
    answered_in_time,
    concessions,
    given_and_received,
    hand_offs,
    praised,
)
from tests.published import LAST, data, view


def handed(who: str, whom: str, handed_: int, **changes: Any) -> dict[str, Any]:
    return {
        "month": LAST, "region": "North", "segment": "Small", "from_department": who, "to_department": whom,
        "handed": handed_, "taken": handed_, **changes,
    }  # fmt: skip


def test_hand_offs_add_up_and_their_mean_is_taken_last(tmp_path: Path) -> None:
    found = data(tmp_path, hand_offs=[
        handed("sales", "support", 10, taken=8, abandoned=1, timed=4, wait_hours=8.0),
        handed("sales", "support", 30, region="South", timed=1, wait_hours=7.0),
        handed("support", "sales", 5),
        handed("sales", "support", 99, month=LAST - 3),
    ])  # fmt: skip
    pairs = hand_offs(found, view())
    assert pairs is not None
    given, received = given_and_received(pairs, "sales")
    assert given == HandOffs(40, 38, 1, 5, 15.0)
    assert (given.lost, given.wait) == (3, 3.0)
    assert received == HandOffs(5, 5)
    assert math.isnan(received.wait)
    north = hand_offs(found, view(regions=("North",)))
    assert north is not None
    assert north["sales", "support"].handed == 10


def test_concessions_are_those_of_the_department(tmp_path: Path) -> None:
    rows = [
        {"month": LAST, "region": "North", "segment": "Small", "department_id": who, "kind": "refund", "n": 3,
         "amount_known": 2, "amount": 50.0}
        for who in ("sales", "support")
    ]  # fmt: skip
    found = data(tmp_path, concessions=rows)
    assert concessions(found, view(), "sales") == Concessions(3, 50.0, 2)
    assert concessions(found, view(), "nobody") == Concessions(0, 0.0, 0)


@pytest.mark.parametrize(("late", "expected"), [(0, (1, 1)), (1, (0, 1))])
def test_an_answer_is_in_time_to_the_day(tmp_path: Path, late: int, expected: tuple[int, int]) -> None:
    raised = date(2026, 7, 20)
    signal = {
        "signal_id": "S", "department_id": "sales", "title": "Two screens", "raised_on": raised,
        "answered_on": raised + ANSWER_WITHIN + timedelta(late),
    }  # fmt: skip
    early = {**signal, "signal_id": "E", "raised_on": date(2026, 1, 1)}
    assert answered_in_time(data(tmp_path, employee_signals=[signal, early]), view(), "sales") == expected


def test_praise_is_told_with_how_much_of_it_is_for_customers(tmp_path: Path) -> None:
    rows = [
        {"given_on": date(2026, month, 1), "department_id": "sales", "kind": "formal", "for_customers": for_, "n": n}
        for month, for_, n in ((8, True, 2), (9, False, 3), (5, True, 9))
    ]
    assert praised(data(tmp_path, recognitions=rows), view(), "sales") == Praised(2, 5)


def test_praise_is_of_the_regions_chosen_and_what_names_none_is_left_out(tmp_path: Path) -> None:
    rows = [
        {"given_on": date(2026, 8, 1), "department_id": "sales", "kind": "formal", "for_customers": True, "n": n,
         "region": region}
        for n, region in ((2, "North"), (3, "South"), (4, None))
    ]  # fmt: skip
    found, nowhere = data(tmp_path, recognitions=rows), data(tmp_path / "nowhere", recognitions=rows[2:])
    assert praised(found, view(regions=("North",)), "sales") == Praised(2, 2, unplaced=4)
    assert praised(found, view(regions=("North", NOT_GIVEN)), "sales") == Praised(6, 6)
    assert praised(nowhere, view(regions=("North",)), "sales") == Praised(4, 4, follows=False)


def test_what_is_not_kept_is_not_known(tmp_path: Path) -> None:
    found = data(tmp_path, departments=[{"department_id": "sales", "name": "Sales"}])
    assert hand_offs(found, view()) is None
    assert concessions(found, view(), "sales") is None
    assert answered_in_time(found, view(), "sales") is None
    assert praised(found, view(), "sales") is None
