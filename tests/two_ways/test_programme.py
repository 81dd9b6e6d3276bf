"""What people promised: the rally cry and the decisions that wait, beside plain SQL on the registers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from dashboard.data.registers import JourneyStage, Objective, Session, Signal, read_register
from dashboard.measures import MEASURES
from dashboard.measures.decisions.waiting import waiting
from dashboard.measures.programme.mandate import mandate
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.periods import last_day
from dashboard.words import decisions as words
from tests.conftest import UNTIL
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


@pytest.mark.parametrize("back", [0, 2, 5, 9, 24])
def test_the_rally_cry_as_it_stood(either: Company, back: int) -> None:
    until = last_day(LAST - back)
    found, _ = rally_cry(either.data, LAST - back, either.settings)
    ((statement, *expected),) = either.raw.rows(COUNTED.format(until=until, ours=OURS))
    if statement is None:
        assert found is None
        return
    assert found is not None
    assert found.effects.total() == found.completed
    counts = [found.promised, found.due, found.completed, found.on_time, found.effects["as_reported"]]
    assert (found.statement, found.until, counts) == (statement, until, expected)


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
    told = {(each.kind, each.subject, words.asked_of(each), each.days) for each in found.pending}
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
