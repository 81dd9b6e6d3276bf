"""Which units overlap, and how far what was picked low comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measures.pilots.guards import regressed
from dashboard.measures.pilots.outcomes import Place
from dashboard.measures.pilots.units import overlapping

labels = st.sampled_from([None, "a", "b"])
places = st.lists(st.tuples(labels, labels, labels, labels), max_size=8)


def overlap(one: Place, other: Place) -> bool:
    """As it is said: nothing that both name tells them apart, and customers overlap with customers alone."""
    told_apart = any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))
    return not told_apart and (one[3] is None) == (other[3] is None)


@given(places, places)
def test_units_overlap_where_nothing_tells_them_apart(mine: list[Place], theirs: list[Place]) -> None:
    assert overlapping(mine, theirs) == {one for one in mine if any(overlap(one, other) for other in theirs)}


def test_a_region_holds_its_segments() -> None:
    region, part, other = ("N", None, None, None), ("N", "S", None, None), ("E", "S", None, None)
    assert overlapping([region, other], [part]) == {region}
    assert overlapping([part], [region]) == {part}
    assert overlapping([(None, None, None, "ann")], [region]) == frozenset()


def test_what_was_low_by_chance_comes_back() -> None:
    """μ 30, before −20, ρ 0.5: +5 without anything done."""
    assert regressed(30, -20, 0.5) == pytest.approx(5)
    assert regressed(30, -20, 1.0) == -20
