"""What departments hand over, give away, answer and praise: by place and period, beside plain SQL."""

from __future__ import annotations

import pytest

from dashboard.measures.programme.exchanges import answered_in_time, concessions, hand_offs, praised
from dashboard.periods import Calendar, closing, first_day, last_day
from tests.published import view
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import Place
from tests.two_ways.test_measures import LAST
from tests.two_ways.test_programme import HAND_OFFS, steps

PLACES = [Place(), Place(("DACH",)), Place(None, ("Enterprise",)), Place(("NA", "LATAM"), ("Small business",))]
WHEN = [("quarter", 0), ("year", 0), ("month", 7), ("quarter", 26)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("kind", "back"), WHEN)
def test_what_departments_exchange(either: Company, kind: str, back: int, place: Place) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    seen = view(regions=place.regions, segments=place.segments, period=period, against=None)
    begin, until = first_day(period.first), last_day(period.last)
    either.raw.rows(steps(either))
    handed = either.raw.rows(f"""
        select department, receiver, sum(n), sum(taken), sum(given_up), sum(timed), sum(hours)
        from ({HAND_OFFS}) as pairs (month, region, segment, department, receiver, n, taken, given_up, timed, hours)
        where month between {period.first} and {period.last} and {place.sql} group by 1, 2
    """)
    assert {
        pair: [one.handed, one.taken, one.abandoned, one.timed, pytest.approx(one.wait_hours, abs=0.01)]
        for pair, one in (hand_offs(either.data, seen) or {}).items()
    } == {(department, receiver): counts for department, receiver, *counts in handed}
    given = either.raw.rows(f"""
        select department_id, count(*), sum(amount), count(amount)
        from (
            select g.*, c.region, c.segment from company.concessions g left join company.customers c using (customer_id)
        )
        where given_on between date '{begin}' and date '{until}' and {place.sql} group by 1
    """)
    departments = [name for (name,) in either.raw.rows("select department_id from company.departments")]
    away = {name: one for name in departments if (one := concessions(either.data, seen, name)) and one.n}
    assert {name: [one.n, pytest.approx(one.amount), one.amount_known] for name, one in away.items()} == {
        name: [n, float(amount or 0), known] for name, n, amount, known in given
    }
    signals = either.raw.rows(f"""
        select department_id, count(*) filter (answered_on <= raised_on + 30), count(*)
        from company.employee_signals where raised_on + 30 between date '{begin}' and date '{until}' group by 1
    """)
    answered = {name: answered_in_time(either.data, seen, name) for name in departments}
    assert {name: one for name, one in answered.items() if one and one[1]} == {name: (n, of) for name, n, of in signals}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("kind", "back"), WHEN)
def test_what_departments_praise(either: Company, kind: str, back: int, place: Place) -> None:
    """Praise names a region, and no segment."""
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    seen = view(regions=place.regions, segments=place.segments, period=period, against=None)
    told = f"given_on between date '{first_day(period.first)}' and date '{last_day(period.last)}'"
    rows = either.raw.rows(f"""
        select department_id, count(*) filter (for_customers and {Place(place.regions).sql}),
            count(*) filter ({Place(place.regions).sql}),
            count(*) filter (region is null and {place.regions is not None})
        from company.recognitions where {told} group by 1
    """)
    for department, *counts in rows:
        found = praised(either.data, seen, department)
        assert found is not None
        assert [found.for_customers, found.given, found.unplaced] == counts
        assert found.follows
    assert rows
