"""The order in which questions are put: money, points, tasks, not known; then by size; then by age."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.measures.decisions.pending import NOT_KNOWN, UNITS, Cost, Pending, counted, in_order

costs = st.one_of(
    st.just(NOT_KNOWN),
    st.builds(Cost, st.sampled_from(("money", "points", "tasks")), st.floats(0.01, 1e9)),
)


def asked(cost: Cost, days: int | None, number: int) -> Pending:
    return Pending("request_undecided", f"request:{number}", "A call", None, None, days, None, cost)


questions = st.lists(st.builds(asked, costs, st.none() | st.integers(0, 900), st.integers(0, 4)), max_size=12)


@given(questions)
def test_a_costlier_unit_comes_first_then_more_of_it_then_what_waits_longer(found: list[Pending]) -> None:
    for one, other in pairwise(in_order(found)):
        units = [UNITS.index(each.cost.unit) for each in (one, other)]
        assert units[0] <= units[1]
        if units[0] == units[1] and one.cost.unit:
            assert one.cost.amount >= other.cost.amount
        if units[0] == units[1] and (not one.cost.unit or one.cost.amount == other.cost.amount):
            assert (-1 if one.days is None else one.days) >= (-1 if other.days is None else other.days)


@given(questions, st.randoms(use_true_random=False))
def test_the_order_is_that_of_what_is_asked_and_loses_nothing(found: list[Pending], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _keys(in_order(shuffled)) == _keys(in_order(found))
    assert sorted(map(repr, in_order(found))) == sorted(map(repr, found))


def test_an_example() -> None:
    old, new = asked(NOT_KNOWN, 90, 1), asked(NOT_KNOWN, 3, 2)
    undated, tasks = asked(NOT_KNOWN, None, 3), asked(Cost("tasks", 40), 1, 4)
    points, more, money = (
        asked(Cost("points", 0.4), 9, 5),
        asked(Cost("points", 1.8), 2, 6),
        asked(Cost("money", 1), 0, 7),
    )
    assert in_order((undated, new, old, tasks, points, more, money)) == (
        money, more, points, tasks, old, new, undated,
    )  # fmt: skip


def test_an_amount_that_two_questions_stand_on_is_told_as_the_same() -> None:
    one, other, alike = (
        asked(Cost("money", 5.0, of), days, days) for of, days in (("kept", 9), ("kept", 2), ("else", 1))
    )
    assert [told.again for told in in_order((alike, other, one))] == [False, True, False]
    assert [told.again for told in in_order((other, alike))] == [False, False]
    unnamed = (asked(Cost("money", 5.0), 1, 1), asked(Cost("money", 5.0), 2, 2))
    assert [told.again for told in in_order(unnamed)] == [False, False]


def test_nothing_and_less_is_no_cost() -> None:
    assert [counted("points", amount) for amount in (0.0, -1.0, math.nan, math.inf)] == [NOT_KNOWN] * 4
    assert counted("points", 0.2) == Cost("points", 0.2)


def _keys(found: Sequence[Pending]) -> list[tuple[object, ...]]:
    return [(one.subject, one.days, one.cost.unit, repr(one.cost.amount)) for one in found]
