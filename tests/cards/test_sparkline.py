from __future__ import annotations

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.cards.sparkline import HEIGHT, WIDTH, sparkline

NUMBERS = st.one_of(st.floats(-1e9, 1e9), st.just(math.nan))


def test_a_missing_month_breaks_the_line() -> None:
    drawn = str(sparkline([1.0, 2.0, math.nan, 4.0, 5.0], None, None, "a trend"))
    path = re.search(r'class="line" d="([^"]*)"', drawn)
    assert path is not None
    assert path.group(1).count("M") == 2
    assert "nan" not in drawn


def test_fewer_than_two_months_draw_nothing() -> None:
    assert "svg" not in str(sparkline([math.nan, 3.0], (1, 2), 4.0, "a trend"))


def test_the_newest_month_has_its_dot_only_where_it_is_known() -> None:
    assert "circle" in sparkline([1.0, 2.0, 3.0], None, None, "")
    assert "circle" not in sparkline([1.0, 2.0, math.nan], None, None, "")


def test_a_hostile_name_stays_a_name() -> None:
    assert "<script>" not in sparkline([1.0, 2.0], None, None, '"><script>alert(1)</script>')


@given(
    st.lists(NUMBERS, min_size=2, max_size=40),
    st.none() | st.tuples(NUMBERS, NUMBERS),
    st.none() | st.floats(-1e9, 1e9),
)
def test_nothing_is_drawn_outside_the_frame(
    values: list[float], band: tuple[float, float] | None, target: float | None
) -> None:
    drawn = str(sparkline(values, band, target, ""))
    path = re.search(r'class="line" d="([^"]*)"', drawn)
    if path is None:
        return
    points = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.group(1))
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in points)
