"""Where words go: never over one another, as near as may be to where they belong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.milestones import milestones
from dashboard.charts.placing import apart, halves, levels, room_for, spread, width_of
from tests.charts.samples import chart

PLACES = st.lists(st.floats(0, 100), max_size=12)


@settings(deadline=None)
@given(PLACES, st.floats(0.1, 8))
def test_words_stand_apart_in_their_order_and_within_bounds(wanted: list[float], gap: float) -> None:
    found = apart(wanted, gap, 0, 100)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed = [found[at] for at in order]
    assert all(later - earlier >= gap - 1e-9 for earlier, later in pairwise(placed))
    assert all(-1e-9 <= place <= 100 + 1e-9 for place in placed)


@settings(deadline=None)
@given(PLACES)
def test_words_that_have_room_stay_where_they_belong(wanted: list[float]) -> None:
    wide = [10.0 * nth for nth in range(len(wanted))]
    assert apart(wide, 10, 0, 120) == pytest.approx(wide)


def test_two_that_touch_share_the_way() -> None:
    assert apart([50, 51], 5, 0, 100) == pytest.approx([48, 53])
    assert apart([99, 100], 5, 0, 100) == pytest.approx([95, 100])
    assert apart([1, 1, 1, 1], 60, 0, 90) == pytest.approx([0, 30, 60, 90])
    assert apart([], 5, 0, 100) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 150)), max_size=15))
def test_stretches_of_one_level_never_touch(drawn: list[tuple[float, float]]) -> None:
    spans = sorted((start, start + wide) for start, wide in drawn)
    found = levels(spans, 4)
    for at, (start, end) in enumerate(spans):
        for other in range(at):
            if found[at] == found[other]:
                assert start >= spans[other][1] + 4 or spans[other][0] >= end + 4


def test_a_name_is_parted_at_the_space_nearest_to_its_middle() -> None:
    assert halves("Onboarding takes too long") == ("Onboarding", "takes too long")
    assert halves("Use") == ("Use", "")
    assert halves("Antidisestablishmentarianism") == ("Antidisestablishmentarianism", "")
    assert halves("") == ("", "")


def test_room_comes_in_few_sizes() -> None:
    assert room_for([]) == 0
    assert room_for(["", ""]) == 0
    assert room_for(["A"]) == room_for(["Ab"])
    assert room_for(["x" * 1000]) == 260
    assert room_for(["x" * 1000], 200) == 200
    assert width_of("日本") > 1.5 * width_of("ab")


def test_spread_of_what_is_known() -> None:
    assert spread([None, 3.0, 1.0]) == (1.0, 3.0)
    assert spread([None]) == (0.0, 1.0)


def test_milestones_are_numbered_by_date_and_those_of_near_months_stand_on_levels() -> None:
    months = [float(24300 + at) for at in range(24)]
    marks: list[str | None] = [None] * 24
    marks[3], marks[4], marks[23] = "Prices raised by four percent", "New portal", "The end of it all, at last"
    found = milestones(chart("lines", {"x": months, "y": [1.0] * 24, "mark": marks}))
    assert [mark.number for mark in found] == [1, 2, 3]
    assert [mark.level for mark in found] == [0, 1, 0]
    assert [mark.before for mark in found] == [False, False, True]
    assert [mark.tier for mark in found] == [0, 1, 0]
