"""What people promised: the rally cry and the decisions that wait, beside plain SQL on the registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from dashboard.data.access import Data
from dashboard.data.registers import (
    ChangeRequest,
    JourneyStage,
    Objective,
    Recognition,
    Session,
    Signal,
    Task,
    read_register,
)
from dashboard.data.view import NOT_GIVEN
from dashboard.measures import MEASURES
from dashboard.measures.decisions.waiting import waiting
from dashboard.measures.programme.load import load
from dashboard.measures.programme.mandate import mandate
from dashboard.measures.programme.one_department import one_department
from dashboard.measures.programme.outcomes import outcomes
from dashboard.measures.programme.placed import Regions
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.measures.programme.review import review
from dashboard.periods import last_day
from dashboard.settings import Settings
from tests.conftest import UNTIL
from tests.published import view
from tests.two_ways.awkward import HOURS_AHEAD
from tests.two_ways.conftest import Company
from tests.two_ways.test_measures import LAST

OURS = ", ".join(f"'{name}'" for name in MEASURES)

COUNTED = """
    with cry as (
        select * from company.rally_cries where starts_on <= date '{until}' order by starts_on desc limit 1
    ),
    theirs as (
        select t.*, g.metric,
            coalesce(t.completed_on <= date '{until}', false)
                and not coalesce(t.reopened_on >= t.completed_on and t.reopened_on <= date '{until}', false) as done
        from company.tasks t
        join company.objectives g using (objective_id)
        join cry using (rally_cry_id)
        where not coalesce(t.cancelled_on <= date '{until}', false) and t.created_on <= date '{until}'
            and {region}
    ),
    due as (select * from theirs where original_due_on <= date '{until}')
    select
        (select statement from cry),
        (select count(*) from theirs),
        (select count(*) from due),
        (select count(*) from due where done),
        (select count(*) from due where done and completed_on <= original_due_on),
        (select count(*) from due where done and metric not in ({ours}))
"""


ANY = "true"
"""In place of a region, where all are meant."""


@pytest.mark.parametrize("region", [None, "DACH"])
@pytest.mark.parametrize("back", [0, 5])
def test_each_checkpoint_of_the_rally_cry(either: Company, back: int, region: str | None) -> None:
    found, _ = rally_cry(either.data, LAST - back, either.settings, None if region is None else (region,))
    assert found is not None
    assert found.checkpoints[-1].day == found.until
    asked = ANY if region is None else f"t.region = '{region}'"
    for point in found.checkpoints:
        ((_, *expected),) = either.raw.rows(COUNTED.format(until=point.day, ours=OURS, region=asked))
        assert [point.promised, point.due, point.done, point.on_time] == expected[:-1]


@pytest.mark.parametrize("back", [0, 2, 5, 9, 24])
def test_the_rally_cry_as_it_stood(either: Company, back: int) -> None:
    until = last_day(LAST - back)
    found, _ = rally_cry(either.data, LAST - back, either.settings)
    ((statement, *expected),) = either.raw.rows(COUNTED.format(until=until, ours=OURS, region=ANY))
    if statement is None:
        assert found is None
        return
    assert found is not None
    assert found.effects.total() == found.completed
    counts = [found.promised, found.due, found.completed, found.on_time, found.effects["as_reported"]]
    assert (found.statement, found.until, counts) == (statement, until, expected)


Counted = Callable[[Regions], tuple[int, int]]
"""Regions → how many rows there are, and how many are left out as they name none."""


def of_blocks(data: Data, last: int, settings: Settings) -> dict[str, Counted]:
    """Return, by feature, what it counts of tasks or requests under a filter."""
    seen, today = view(against=None), data.snapshot.manifest.as_of

    def cry(regions: Regions) -> tuple[int, int]:
        found, _ = rally_cry(data, last, settings, regions)
        assert found is not None
        return len(found.tasks), found.unplaced

    def departments(regions: Regions) -> tuple[int, int]:
        one = one_department(data, view(regions=regions, against=None), "support", settings)
        return len(one.tasks) + len(one.requests), one.unplaced + one.unplaced_requests

    def company_wide(regions: Regions) -> tuple[int, int]:
        found = [one for one in outcomes(data, seen.period, settings, regions, None) if one.goal.region is None]
        return sum(one.tasks for one in found), sum(one.unplaced for one in found)

    def reviewed(regions: Regions) -> tuple[int, int]:
        found = review(data, None, today, regions, "support")
        return len(found.late), found.unplaced

    def held(regions: Regions) -> tuple[int, int]:
        found = load(data, view(regions=regions, against=None))
        return found.whole.open, found.unplaced

    def requests(regions: Regions) -> tuple[int, int]:
        found = mandate(data, settings, today, regions)
        return sum(one.asked for one in found.asked), found.unplaced

    return {"A1": cry, "A2": departments, "A3": reviewed, "A4": company_wide, "A7": requests, "A8": held}


@pytest.mark.parametrize("feature", ["A1", "A2", "A3", "A4", "A7", "A8"])
def test_on_every_block_each_region_and_no_region_add_up_to_all(either: Company, feature: str) -> None:
    data = either.data
    counted = of_blocks(data, LAST, either.settings)[feature]
    named = {row.region for row in read_register(data, Task)} - {None}
    named |= {row.region for row in read_register(data, ChangeRequest)} - {None}
    assert len(named) > 2
    (whole, none), parts = counted(None), [counted((region,)) for region in sorted(map(str, named))]
    assert none == 0
    without, _ = counted((NOT_GIVEN,))
    assert sum(rows for rows, _ in parts) + without == whole > 0
    if feature != "A3":  # which counts what is left out among all open tasks, and lists the late
        assert {left_out for _, left_out in parts} == {without}


WAITING = f"""
    with asked as (
        select 'action_overdue' as kind, 'theme:' || t.theme_id as subject,
            coalesce(any_value(t.sponsor), 'nobody named') as asked_of,
            min(p.due_on) as since, max(p.due_on) as asked_on
        from promised p join company.themes t using (theme_id)
        where p.kind = 'corrective_action' and t.department_id is null and not p.done and p.due_on < date '{UNTIL}'
        group by t.theme_id
        union all
        select 'request_undecided', 'request:' || r.request_id, d.name, r.raised_on, r.raised_on
        from company.change_requests r join company.departments d using (department_id)
        where r.decision is null and date '{UNTIL}' - r.raised_on > 30
        union all
        select * from (
            select 'rally_cry_half_way', 'rally_cry:' || rally_cry_id, executives,
                (starts_on + interval 6 month)::date as mark, mark
            from company.rally_cries where starts_on <= date '{UNTIL}' order by starts_on desc limit 1
        ) where mark <= date '{UNTIL}'
    )
    select kind, subject, asked_of, date '{UNTIL}' - since from asked
    where not exists (
        select 1 from company.decisions d
        where d.subject = asked.subject and d.decided_on between asked.asked_on and date '{UNTIL}'
    )
"""
FROM_REGISTERS = ("action_overdue", "request_undecided", "rally_cry_half_way")


def test_the_decisions_that_wait(either: Company) -> None:
    found = waiting(either.data, either.settings)
    raw = either.raw.rows(WAITING)
    assert (found.missing, found.unconnected, found.held_back) == ((), (), ())
    told = {(each.kind, each.subject, each.of_whom, each.days) for each in found.pending}
    assert {each for each in told if each[0] in FROM_REGISTERS} == set(raw)
    assert {row[0] for row in raw} == {*FROM_REGISTERS}


def test_the_decisions_taken(either: Company) -> None:
    raw = either.raw.rows(
        f"select decision_id from company.decisions where decided_on > date '{UNTIL}' - 181 order by decided_on desc"
    )
    told = waiting(either.data, either.settings).decided
    assert [(one.decision.decision_id,) for one in told] == raw
    assert len(raw) >= 3


REGISTERS = {
    "requests": f"""
        select department_id, coalesce(kind, 'change') = 'data', count(*) filter (decision = 'accepted'),
            count(*) filter (decision = 'declined'), count(*) filter (decision is null),
            max(date '{UNTIL}' - raised_on) filter (decision is null)
        from company.change_requests group by 1, 2 order by 1, 2
    """,
    "signals": f"""
        select department_id, count(*) filter (raised_on + 30 <= date '{UNTIL}'),
            count(*) filter (raised_on + 30 <= date '{UNTIL}' and answered_on - raised_on <= 30),
            count(*) filter (answered_on is null), max(date '{UNTIL}' - raised_on) filter (answered_on is null)
        from company.employee_signals group by 1 order by 1
    """,
    "sessions": f"""
        select department_id, kind, count(*), count(*) filter (attended), max(held_on) filter (attended)
        from company.lob_sessions where held_on <= date '{UNTIL}' group by 1, 2 order by 1, 2
    """,
    "stages": """
        select journey, count(*), count(*) filter (department_id is null) from company.journey_stages group by 1
        order by 1
    """,
    "goals": """
        select department_id, count(*) filter (family = 'customer'), count(*) filter (written_from = 'customer'),
            count(*) filter (written_from is not null)
        from company.objectives group by 1 order by 1
    """,
}


def grouped(found: list[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
    """Group rows by their key, in the keys' order."""
    by_key: dict[Any, list[Any]] = {}
    for key, row in found:
        by_key.setdefault(key, []).append(row)
    return sorted(by_key.items())


def largest(values: Iterable[Any]) -> Any:
    return max((value for value in values if value is not None), default=None)


def test_what_registers_say_of_each_department(either: Company) -> None:
    raw = {name: either.raw.rows(sql) for name, sql in REGISTERS.items()}
    told = mandate(either.data, either.settings, UNTIL).asked
    assert [
        (a.department_id, a.for_data, a.accepted, a.declined, a.undecided, a.waiting_days) for a in told
    ] == raw["requests"]  # fmt: skip
    signals = grouped([(one.department_id, one) for one in read_register(either.data, Signal)])
    assert [
        (key, sum(one.due_by(UNTIL) for one in rows), sum(one.due_by(UNTIL) and one.in_time for one in rows),
         sum(not one.answered_by(UNTIL) for one in rows), largest(one.unanswered_for(UNTIL) for one in rows))
        for key, rows in signals
    ] == raw["signals"]  # fmt: skip
    sessions = grouped([((one.department_id, one.kind), one) for one in read_register(either.data, Session)])
    assert [
        (*key, sum(one.held_by(UNTIL) for one in rows), sum(one.came_by(UNTIL) for one in rows),
         largest(one.held_on for one in rows if one.came_by(UNTIL)))
        for key, rows in sessions
    ] == raw["sessions"]  # fmt: skip
    stages = grouped([(one.journey, one) for one in read_register(either.data, JourneyStage)])
    assert [(key, len(rows), sum(not one.owned for one in rows)) for key, rows in stages] == raw["stages"]
    goals = grouped([(one.department_id, one) for one in read_register(either.data, Objective)])
    assert [
        (key, sum(one.for_customers for one in rows), sum(one.from_their_side is True for one in rows),
         sum(one.from_their_side is not None for one in rows))
        for key, rows in goals
    ] == raw["goals"]  # fmt: skip


FIRST_DAY, END_DAY = (f"{month // 12}-{month % 12 + 1:02d}-01" for month in (LAST - 59, LAST + 1))
STEPS = """
    create or replace temp table steps as
    select s.journey_id, s.step_number, s.journey, s.stage, s.department_id as own,
        coalesce(s.region, c.region) as region, coalesce(s.segment, c.segment) as segment,
        {times}
    from company.journey_steps s left join company.customers c using (customer_id)
"""
HAND_OFFS = f"""
    with seen as (select * from steps where started_at < timestamp '{END_DAY}'),
    owned as (
        select seen.*, coalesce(own, department_id) as department, coalesce(is_last, false) as is_last, position
        from seen left join company.journey_stages using (journey, stage)
    ),
    pairs as (
        select a.*, b.started_at as taken_at, b.abandoned_at as given_up_at, b.journey_id is not null as taken,
            case when b.journey_id is not null then b.department when not a.is_last then (
                select d.department_id from company.journey_stages d
                where d.journey = a.journey and d.position > a.position order by d.position limit 1
            ) end as receiver,
            coalesce(a.completed_at, b.started_at) as handed_at
        from owned a left join owned b on b.journey_id = a.journey_id and b.step_number = (
            select min(step_number) from seen where journey_id = a.journey_id and step_number > a.step_number
        )
    )
    select (year(handed_at) * 12 + month(handed_at) - 1)::int, region, segment, department, receiver, count(*),
        count(*) filter (taken), count(*) filter (taken and given_up_at < timestamp '{END_DAY}'),
        count(*) filter (taken and completed_at is not null),
        round(coalesce(sum(greatest(epoch(taken_at) - epoch(completed_at), 0)) / 3600, 0), 4)
    from pairs
    where department <> receiver and handed_at >= timestamp '{FIRST_DAY}' and handed_at < timestamp '{END_DAY}'
    group by all order by all
"""


def steps(company: Company) -> str:
    """Return what lays a company's steps out, each with its place and its times as they were there."""
    shift = f"at time zone 'UTC' + interval {HOURS_AHEAD} hour" if company.name == "awkward" else ""
    times = ", ".join(f"(s.{name} {shift}) as {name}" for name in ("started_at", "completed_at", "abandoned_at"))
    return STEPS.format(times=times)


def test_hand_offs_between_departments(either: Company) -> None:
    """By a self-join of steps, where the product looks at the row after."""
    either.raw.rows(steps(either))
    table = either.data.snapshot.table("hand_offs")
    assert table is not None
    found = [(*row[:-1], round(row[-1], 4)) for row in zip(*table.to_pydict().values(), strict=True)]
    assert Counter(found) == Counter(either.raw.rows(HAND_OFFS))


def test_concessions_and_praise(either: Company) -> None:
    given = f"""
        select (year(given_on) * 12 + month(given_on) - 1)::int, c.region, c.segment, g.department_id, g.kind, count(*),
            count(amount), count(needed_approval), count(*) filter (needed_approval), round(sum(amount), 4)
        from company.concessions g left join company.customers c using (customer_id)
        where given_on >= date '{FIRST_DAY}' and given_on < date '{END_DAY}' group by all
    """
    table = either.data.snapshot.table("concessions")
    assert table is not None
    found = [(*row[:-1], round(row[-1], 4)) for row in zip(*table.to_pydict().values(), strict=True)]
    assert Counter(found) == Counter(either.raw.rows(given))
    last = UNTIL.replace(day=1)
    praised = f"""
        select count(*) from company.recognitions
        where for_customers and given_on between date '{last}' - 92 and date '{last}'
    """
    praise = read_register(either.data, Recognition)
    told = sum(one.n or 0 for one in praise if one.for_customers and one.given_between(last - timedelta(92), last))
    assert [(told,)] == either.raw.rows(praised)
    assert told > 0
