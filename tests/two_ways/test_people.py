"""People and culture, by place and period, beside plain SQL on the raw rows."""

from __future__ import annotations

import pytest

from dashboard.measures.people.conceded import conceded
from dashboard.measures.people.empowerment import Acts, empowered
from dashboard.measures.people.leaders import Met, leaders
from dashboard.measures.people.recognition import Praise, recognised
from dashboard.measures.people.signals import Counted, heard
from dashboard.measures.people.training import trained
from dashboard.periods import Calendar, Period, closing, first_day, last_day
from tests.published import view
from tests.two_ways.awkward import HOURS_AHEAD
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import Place
from tests.two_ways.test_measures import LAST

WHEN = [("quarter", 0), ("year", 0), ("month", 7), ("fiscal", 11)]
"""Kinds of periods, and how many months before the last they close."""

PLACES = [Place(), Place(("DACH",)), Place(("NA", "LATAM"))]
"""Regions; what people do names no segment."""

periods = pytest.mark.parametrize(("kind", "back"), WHEN)


def _counts(one: Counted) -> tuple[int, ...]:
    return (
        one.raised, one.due, one.in_time, one.due_lately, one.in_time_lately, one.waits, one.oldest,
    )  # fmt: skip


def _days(period: Period) -> tuple[str, str, str]:
    """Return in SQL the first day of the year that ends with a period, the period's first, and the last of both."""
    days = (first_day(min(period.first, period.last - 11)), first_day(period.first), last_day(period.last))
    year, lately, until = (f"date '{day}'" for day in days)
    return year, lately, until


@periods
@pytest.mark.parametrize("by", ["department_id", "theme_id", "barrier"])
def test_what_staff_say(either: Company, kind: str, back: int, by: str) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = heard(either.data, view(period=period, against=None))
    year, lately, until = _days(period)
    rows = either.raw.rows(f"""
        with signals as (select *, raised_on + 30 as due_on from company.employee_signals),
        told as (
            select *, raised_on between {year} and {until} as raised, due_on between {year} and {until} as due,
                coalesce(answered_on <= due_on, false) as in_time,
                due_on < {until} and coalesce(answered_on > {until}, true) as waits
            from signals
        )
        select {by}, count(*) filter (raised), count(*) filter (due), count(*) filter (due and in_time),
            count(*) filter (due and due_on >= {lately}), count(*) filter (due and due_on >= {lately} and in_time),
            count(*) filter (waits), coalesce(max(date_diff('day', raised_on, {until})) filter (waits), 0)
        from told where raised or due or waits group by 1
    """)
    counted = {"department_id": found.departments, "theme_id": found.themes, "barrier": found.barriers}[by]
    assert {one.key: _counts(one) for one in counted} == {key: tuple(counts) for key, *counts in rows}
    assert [days for _, days in found.waiting] == sorted((days for _, days in found.waiting), reverse=True)
    assert len(found.waiting) == found.whole.waits == sum(one.waits for one in counted)


@periods
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", ["department_id", "level", "accomplishment"])
def test_what_people_are_recognised_for(either: Company, kind: str, back: int, place: Place, by: str) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = recognised(either.data, view(period=period, against=None, regions=place.regions))
    year, lately, until = _days(period)
    rows = either.raw.rows(f"""
        with told as (select *, coalesce(for_customers, false) as theirs, for_customers is not null as known
            from company.recognitions where {place.sql} and given_on between {year} and {until})
        select {by}, count(*) filter (theirs), count(*) filter (known),
            count(*) filter (theirs and kind = 'formal'), count(*) filter (known and kind = 'formal'),
            count(*) filter (theirs and kind = 'informal'), count(*) filter (known and kind = 'informal'),
            count(*) filter (theirs and given_on >= {lately}), count(*) filter (known and given_on >= {lately}),
            count(*) filter (not known)
        from told group by 1
    """)
    counted = {"department_id": found.departments, "level": found.levels, "accomplishment": found.reasons}[by]
    assert {one.key: _praise(one) for one in counted} == {key: tuple(counts) for key, *counts in rows}
    facing = either.raw.rows(f"""
        select customer_facing, count(*) filter (for_customers), count(for_customers)
        from company.recognitions join company.departments using (department_id)
        where {place.sql} and given_on between {year} and {until} group by 1 order by 1 desc
    """)
    for one, (_, customers, known) in zip((found.facing, found.others), facing, strict=True):
        assert one is not None
        assert (one.customers, one.known) == (customers, known)
    unplaced = either.raw.rows(
        f"select count(*) from company.recognitions where region is null and given_on between {year} and {until}"
    )
    assert found.unplaced == (0 if place.regions is None else unplaced[0][0])


def _praise(one: Praise) -> tuple[int, ...]:
    return (one.customers, one.known, *one.formal, *one.informal, *one.lately, one.unknown)


@periods
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", ["department_id", "leader"])
def test_whom_leaders_meet_and_what_they_review(either: Company, kind: str, back: int, place: Place, by: str) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = leaders(either.data, view(period=period, against=None, regions=place.regions))
    year, lately, until = _days(period)
    rows = either.raw.rows(f"""
        with met as (
            select *, happened_on between {year} and {until} as lies, happened_on between {lately} and {until} as late
            from company.leader_contacts where kind <> 'cx_review' and {place.sql}
        )
        select {by}, count(*) filter (lies and kind = 'shadowing'),
            count(*) filter (lies and kind = 'customer_meeting'), count(*) filter (late),
            max(happened_on) filter (happened_on <= {until}), coalesce(sum(observations) filter (lies), 0),
            coalesce(sum(tasks_created) filter (lies), 0)
        from met group by 1
    """)
    told = {one.key: _met(one) for one in (found.departments if by == "department_id" else found.leaders)}
    silent = {key: counts for key, counts in told.items() if key not in {row[0] for row in rows}}
    assert set(silent.values()) <= {(0, 0, 0, None, 0, 0)}
    assert {key: counts for key, counts in told.items() if key not in silent} == {
        key: tuple(counts) for key, *counts in rows
    }
    held = either.raw.rows(f"""
        select department_id, count(*) filter (happened_on between {year} and {until}),
            count(*) filter (happened_on between {lately} and {until}),
            count(*) filter (happened_on between {year} and {until} and planned),
            count(*) filter (happened_on > {until} and planned)
        from company.leader_contacts where kind = 'cx_review' and {place.sql} group by 1
    """)
    reviews = {one.key: (one.held, one.lately, one.planned, one.ahead) for one in found.reviews}
    counted = {key: tuple(counts) for key, *counts in held}
    assert {key: counts for key, counts in reviews.items() if any(counts)} == {
        key: counts for key, counts in counted.items() if any(counts)
    }
    assert found.held.held == sum(counts[0] for counts in counted.values())


def _met(one: Met) -> tuple[object, ...]:
    return (one.shadowing, one.meetings, one.lately, one.last, one.observations, one.tasks)


@periods
@pytest.mark.parametrize("place", [*PLACES, Place(("APAC 日本",))])
def test_who_was_trained(either: Company, kind: str, back: int, place: Place) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = trained(either.data, view(period=period, against=None, regions=place.regions))
    assert found is not None
    rows = either.raw.rows(f"""
        select department_id, course, sum(completed), sum(eligible) from company.training
        where {place.sql}
            and month = (select max(month) from company.training where month <= date '{last_day(period.last)}')
        group by 1, 2
    """)
    assert {
        (one.department_id, course): (completed.completed, completed.eligible)
        for one in found.departments
        for course, completed in one.courses
    } == {(department, course): (completed, eligible) for department, course, completed, eligible in rows}
    assert found.whole.completed == sum(row[2] for row in rows)
    assert [one.whole.share for one in found.departments] == sorted(one.whole.share for one in found.departments)
    before = either.raw.rows(f"""
        select sum(completed), sum(eligible) from company.training
        where {place.sql} and month = date '{first_day(found.month - 12)}'
    """)
    told = None if found.before is None else (found.before.completed, found.before.eligible)
    assert told == (None if before[0][1] is None else tuple(before[0]))


@periods
@pytest.mark.parametrize("place", [*PLACES, Place(None, ("Enterprise",))])
def test_what_is_given_at_discretion(either: Company, kind: str, back: int, place: Place) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    seen = view(period=period, against=None, regions=place.regions, segments=place.segments)
    found = empowered(either.data, seen, either.settings)
    assert found is not None
    year, _, until = _days(period)
    given = f"""(
        select g.*, c.region, c.segment from company.concessions g left join company.customers c using (customer_id)
        where given_on between {year} and {until}
    )"""
    for by, counted in (("department_id", found.departments), ("kind", found.kinds)):
        rows = either.raw.rows(f"""
            select {by}, count(*), coalesce(sum(amount), 0), count(amount), count(needed_approval),
                count(*) filter (not needed_approval)
            from {given} where {place.sql} group by 1
        """)
        assert {one.key: _acts(one) for one in counted} == {
            key: (n, pytest.approx(float(amount)), *counts) for key, n, amount, *counts in rows
        }
    large = either.raw.rows(f"""
        select department_id, count(*), sum(amount) from {given}
        where {place.sql} and amount > {found.above if found.above == found.above else 1e12} group by 1
    """)
    assert {one.key: one.large for one in found.departments if one.large} == {key: n for key, n, _ in large}
    assert {one.key: one.in_large for one in found.departments if one.large} == pytest.approx(
        {key: float(amount) for key, _, amount in large}
    )


def _acts(one: Acts) -> tuple[object, ...]:
    return (one.n, one.amount, one.valued, one.told, one.alone)


@pytest.mark.parametrize("back", [0, 13])
def test_who_is_followed_after_something_was_given(either: Company, back: int) -> None:
    """A customer by hand: those of the month twelve months before, with a case in the three months until then."""
    period = closing("quarter", LAST - back, Calendar())
    found = conceded(either.data, view(period=period, against=None), either.settings.model_copy(update={"least_n": 1}))
    assert found is not None
    base, begin = period.last - 12, f"date '{first_day(period.last - 14)}'"
    now, then, end = (f"date '{day}'" for day in (first_day(period.last), first_day(base), last_day(base)))
    ahead = HOURS_AHEAD if either.name == "awkward" else 0
    rows = either.raw.rows(f"""
        with paid as (
            select customer_id, month, sum(amount) as amount from company.revenue group by 1, 2 having sum(amount) > 0
        ),
        there as (select distinct customer_id from paid where month = {then}),
        still as (select distinct customer_id from paid where month = {now}),
        had as (
            select distinct customer_id from company.support_cases
            where (opened_at at time zone 'UTC' + interval {ahead} hour)::date between {begin} and {end}
        ),
        given as (select distinct customer_id from company.concessions where given_on between {begin} and {end})
        select case when given.customer_id is not null then 'given' else 'not_given' end, count(*),
            count(still.customer_id)
        from there join had using (customer_id) left join given using (customer_id) left join still using (customer_id)
        group by 1
    """)
    assert {one.act: one.customers for one in found.told} == {act: n for act, n, _ in rows}
