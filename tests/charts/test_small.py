"""The small drawings: what is not known is not drawn, nothing leaves its frame, and a hostile name stays a name."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blocks import Bar, Part, Spark, Stack, Steps
from dashboard.charts.small import HEIGHT, WIDTH, bar, drawn, sparkline, stack, steps, timeline

NUMBERS = st.one_of(st.floats(-1e9, 1e9), st.just(math.nan))
SHARES = st.floats(allow_nan=True, allow_infinity=True)
HOSTILE = '"><script>alert(1)</script>'


def test_a_missing_month_breaks_the_line() -> None:
    path = re.search(r'class="line" d="([^"]*)"', sparkline(Spark((1.0, 2.0, math.nan, 4.0, 5.0))))
    assert path is not None
    assert path.group(1).count("M") == 2


def test_fewer_than_two_months_draw_nothing() -> None:
    assert sparkline(Spark((math.nan, 3.0), (1, 2), 4.0, "a trend")) == ""
    assert sparkline(Spark(())) == ""


def test_the_newest_month_has_its_dot_only_where_it_is_known() -> None:
    assert "circle" in sparkline(Spark((1.0, 2.0, 3.0)))
    assert "circle" not in sparkline(Spark((1.0, 2.0, math.nan)))


def test_a_band_and_a_target_that_are_not_known_are_left_out() -> None:
    assert "band" not in sparkline(Spark((1.0, 2.0), (math.nan, 2.0), math.nan))
    assert "target" not in sparkline(Spark((1.0, 2.0), (math.nan, 2.0), math.nan))


@given(st.lists(NUMBERS, max_size=40), st.none() | st.tuples(NUMBERS, NUMBERS), st.none() | NUMBERS)
def test_nothing_is_drawn_outside_the_frame(
    values: list[float], band: tuple[float, float] | None, target: float | None
) -> None:
    drawing = sparkline(Spark(tuple(values), band, target))
    path = re.search(r' d="([^"]*)"', drawing)
    points = re.findall(r"[M ]?(-?\d+) (-?\d+)", path.group(1) if path else "")
    assert bool(points) == bool(drawing)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)
    edges = re.findall(r' (?:y|y1|cy)="(-?[\d.]+)"', drawing)
    assert all(0 <= float(edge) <= HEIGHT for edge in edges)
    assert "nan" not in drawing


@given(SHARES, st.none() | SHARES)
def test_a_bar_is_within_its_whole(share: float, mark: float | None) -> None:
    drawing = bar(Bar(share, mark, word=HOSTILE))
    assert (drawing == "") == (not math.isfinite(share))
    assert all(0 <= float(edge) <= 100 for edge in re.findall(r'="(-?[\d.]+)%"', drawing))


def test_the_mark_of_a_bar_says_what_it_is() -> None:
    assert ">target</text>" in bar(Bar(0.5, 1.0, word="target"))
    assert bar(Bar(0.5, 0.2, word="completed")).count('text-anchor="start"') == 1
    with pytest.raises(ValueError, match="no word"):
        Bar(0.5, 1.0)


@given(st.lists(st.floats(0, 1e6) | st.just(math.nan), max_size=9))
def test_parts_fill_the_whole_and_no_more(amounts: list[float]) -> None:
    drawing = stack(Stack(tuple(Part("part", amount, role) for role, amount in enumerate(amounts))))
    ends = [float(begun) + float(wide) for begun, wide in re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', drawing)]
    assert all(end <= 100.1 for end in ends)
    assert bool(drawing) == (sum(amount for amount in amounts if math.isfinite(amount)) > 0)


def test_steps_tell_what_was_reached() -> None:
    stages = Steps(("Found", "Fixed", "Verified"), ("4 May", "9 Jun", "not yet"), (True, True, False))
    assert steps(stages).count('class="reached"') == 2
    assert 'aria-label="Reached: Found, Fixed"' in steps(stages)
    assert timeline(stages).count("<li") == 3
    assert "not yet" in timeline(stages)
    assert drawn(stages) == steps(stages)
    assert drawn(Steps(stages.labels, stages.said, stages.reached, wide=True)) == timeline(stages)


def test_a_hostile_name_stays_a_name() -> None:
    drawings = (
        Spark((1.0, 2.0), alt=HOSTILE),
        Bar(0.5, alt=HOSTILE),
        Stack((Part(HOSTILE, 1.0),), HOSTILE),
        Steps((HOSTILE,), (HOSTILE,), (True,)),
        Steps((HOSTILE,), (HOSTILE,), (True,), wide=True),
    )
    for drawing in drawings:
        assert "<script>" not in drawn(drawing)
        assert "alert(1)" in drawn(drawing)
