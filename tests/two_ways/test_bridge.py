"""What became of customers between two months, beside their raw revenue rows taken one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from tests.two_ways.conftest import Company
from tests.two_ways.definitions import Place
from tests.two_ways.raw import Raw
from tests.two_ways.test_measures import FIRST, LAST, PLACES

Bridge = dict[str, float]


def bridge(raw: Raw, place: Place, closing: int, length: int) -> Bridge:
    """Follow each customer from the month before the window to its last."""
    before, now = raw.active(closing - length, place), raw.active(closing, place)
    kept = before.keys() & now.keys()
    came = {who: raw.since[who] > closing - length for who in now.keys() - before.keys()}
    new, back = [who for who in came if came[who]], [who for who in came if not came[who]]

    def money(people: list[str], source: tuple[str | None, ...]) -> float:
        return math.fsum(now[who] for who in people if (raw.people[who][2] if who in raw.people else None) in source)

    known = ("earned", "bought")
    other = {row[2] for row in raw.people.values()} - set(known) | {None}
    return {
        "opening_customers": len(before), "closing_customers": len(now), "kept_customers": len(kept),
        "lost_customers": len(before) - len(kept), "new_customers": len(new), "reactivated_customers": len(back),
        "opening_revenue": math.fsum(before.values()), "closing_revenue": math.fsum(now.values()),
        "retained_revenue": math.fsum(min(before[who], now[who]) for who in kept),
        "lost_revenue": math.fsum(amount for who, amount in before.items() if who not in now),
        "contraction": math.fsum(max(before[who] - now[who], 0) for who in kept),
        "expansion": math.fsum(max(now[who] - before[who], 0) for who in kept),
        "new_revenue_earned": money(new, ("earned",)), "new_revenue_bought": money(new, ("bought",)),
        "new_revenue_unknown": money(new, tuple(other)),
        "reactivated_revenue": math.fsum(now[who] for who in back),
    }  # fmt: skip


def windows() -> Iterator[tuple[int, int]]:
    for length in (1, 3, 12):
        for closing in (FIRST + length, LAST - 29, LAST - 12, LAST):
            yield closing, length


@pytest.mark.parametrize(("closing", "length"), tuple(windows()))
def test_the_bridge_two_ways(either: Company, closing: int, length: int) -> None:
    cube = either.data.cube("customer_windows")
    assert cube is not None
    for place in PLACES:
        expected = bridge(either.raw, place, closing, length)
        sums = cube.sum(
            tuple(expected), (), (("window", (length,)),), (closing, closing), place.regions, place.segments
        )
        assert sums.tolist() == pytest.approx(list(expected.values()), rel=1e-9, abs=1e-6), place
        gained = expected["expansion"] + sum(value for name, value in expected.items() if name.startswith("new_rev"))
        gained += expected["reactivated_revenue"]
        lost = expected["contraction"] + expected["lost_revenue"]
        assert expected["opening_revenue"] + gained - lost == pytest.approx(expected["closing_revenue"])


def test_all_kinds_of_customers_are_there(awkward_company: Company) -> None:
    """Otherwise agreement would say little: in the last year some came back, were lost, grew and shrank."""
    found = bridge(awkward_company.raw, Place(), LAST, 12)
    assert min(found.values()) > 0
