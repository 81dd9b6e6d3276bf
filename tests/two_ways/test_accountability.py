"""What came of what was promised, and which goals pull apart: the page's own counts beside plain SQL.

With no filter, a region, a segment, and as of periods that are over.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from dashboard.measures.programme.departments import department_scores
from dashboard.measures.programme.outcomes import outcomes
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.periods import Calendar, Period, closing, first_day, last_day
from tests.published import view
from tests.two_ways.conftest import Company
from tests.two_ways.looks import Looks
from tests.two_ways.test_measures import LAST

PLACES = [None, "DACH", "LATAM"]
PERIODS = [("quarter", 0), ("year", 0), ("month", 5), ("quarter", 9), ("year", 24)]


known_looks = cache(Looks)
"""Months of raw rows are summed once."""


def looks(company: Company, until: int) -> Looks:
    return known_looks(company.raw, company.settings.least_n, until)


def period_of(kind: str, back: int) -> Period:
    return closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]


def days(period: Period, region: str | None = None, column: str = "t.region") -> dict[str, object]:
    asked = "true" if region is None else f"{column} = '{region}'"
    return {"begin": first_day(period.first), "until": last_day(period.last), "region": asked}


TASKS = """
    select t.*, coalesce(t.completed_on <= date '{until}', false)
        and not coalesce(t.reopened_on >= t.completed_on and t.reopened_on <= date '{until}', false) as done,
        t.original_due_on <= date '{until}' as due
    from company.tasks t
    where t.created_on <= date '{until}' and not coalesce(t.cancelled_on <= date '{until}', false)
"""

CAME = f"""
    with promised as ({TASKS} and {{region}}),
    ran as (
        select * from company.objectives g where starts_on <= date '{{until}}' and due_on >= date '{{begin}}'
            and ({{goals}})
    ),
    newest as (
        select objective_id, actual, row_number() over (partition by objective_id order by month desc) as age
        from company.objective_values where month <= date '{{until}}' and actual is not null
    ),
    reported as (select objective_id, avg(actual) as now from newest where age <= 3 group by 1 having count(*) = 3)
    select g.objective_id, count(t.task_id), count(t.task_id) filter (due), count(t.task_id) filter (due and done),
        count(t.task_id) filter (due and done and effect = 'verified'), any_value(r.now),
        any_value(case when target <> baseline then (r.now - baseline) / (target - baseline) end)
    from ran g left join promised t using (objective_id) left join reported r using (objective_id) group by 1
"""

WITHOUT = f"select objective_id, count(*) from ({TASKS}) where region is null group by 1"

DONE = f"""
    with promised as ({TASKS} and {{region}})
    select task_id, objective_id, created_on, original_due_on, completed_on from promised t
    where due and done and objective_id is not null
"""


def effects(company: Company, period: Period, region: str | None) -> dict[str, Counter[str]]:
    """Return the effects of the done tasks, by objective."""
    found: dict[str, Counter[str]] = {}
    for _, objective, *dates in company.raw.rows(DONE.format(**days(period, region))):
        found.setdefault(objective, Counter())[looks(company, period.last).of_task(objective, *dates)] += 1
    return found


@pytest.mark.parametrize("region", PLACES)
@pytest.mark.parametrize(("kind", "back"), PERIODS)
def test_what_came_of_each_objective(either: Company, kind: str, back: int, region: str | None) -> None:
    period = period_of(kind, back)
    told = outcomes(either.data, period, either.settings, None if region is None else (region,), None)
    goals = "true" if region is None else f"region is null or region = '{region}'"
    expected = {name: rest for name, *rest in either.raw.rows(CAME.format(**days(period, region), goals=goals))}
    assert {one.goal.objective_id for one in told} == set(expected)
    moved, seen = effects(either, period, region), looks(either, period.last)
    without = dict(either.raw.rows(WITHOUT.format(**days(period)))) if region else {}
    for one in told:
        name = one.goal.objective_id
        tasks, due, done, claimed, now, way = expected[name]
        assert (one.tasks, one.due, one.done, one.claimed) == (tasks, due, done, claimed), name
        effect, came = seen.of_objective(name)
        assert (one.look.effect, one.effects) == (effect, moved.get(name, Counter())), name
        assert one.look.came == pytest.approx(came, nan_ok=True), name
        assert one.way == (None if way is None else pytest.approx(way)), name
        if effect == "as_reported" and now is not None:
            assert one.now == pytest.approx(now), name
        assert one.unplaced == without.get(name, 0), name


STATUSES = """
    select coalesce(status, 'none'), count(*) from company.objectives
    where rally_cry_id = '{cry}' and ({region}) group by 1
"""

LEFT = """
    select count(*) filter (t.due_on > original_due_on and original_due_on <= date '{until}'
            and not coalesce(cancelled_on <= date '{until}', false)),
        count(*) filter (cancelled_on <= date '{until}'),
        count(*) filter (cancelled_on <= date '{until}' and cancelled_on > original_due_on)
    from company.tasks t join company.objectives g using (objective_id)
    where rally_cry_id = '{cry}' and created_on <= date '{until}' and {region}
"""


@pytest.mark.parametrize("region", PLACES)
@pytest.mark.parametrize("back", [0, 5, 9])
def test_what_left_the_rally_cry_and_what_moved(either: Company, back: int, region: str | None) -> None:
    found, _ = rally_cry(either.data, LAST - back, either.settings, None if region is None else (region,))
    assert found is not None
    cry, here = found.rally_cry_id, "true" if region is None else f"region is null or region = '{region}'"
    assert Counter(goal.status or "none" for goal in found.goals) == dict(
        either.raw.rows(STATUSES.format(cry=cry, region=here))
    )
    for point in found.checkpoints:
        asked = "true" if region is None else f"t.region = '{region}'"
        ((*left,),) = either.raw.rows(LEFT.format(until=point.day, cry=cry, region=asked))
        assert [point.slipped, point.cancelled, point.cancelled_late] == left
    seen = looks(either, LAST - back)
    assert {name: look.effect for name, look in found.looks.items()} == {
        goal.objective_id: seen.of_objective(goal.objective_id)[0] for goal in found.goals if goal.status != "dropped"
    }
    ids = {
        name for (name,) in either.raw.rows(f"select objective_id from company.objectives where rally_cry_id = '{cry}'")
    }
    period = closing("month", LAST - back, Calendar())
    if found.until == last_day(period.last):  # what is done after its end is none of it
        done = effects(either, period, region)
        assert found.effects == sum((done[name] for name in ids & set(done)), Counter())


SCORES = f"""
    with promised as ({TASKS})
    select department_id, count(*) filter (due and original_due_on >= date '{{begin}}'),
        count(*) filter (due and original_due_on >= date '{{begin}}' and done and completed_on <= original_due_on),
        count(*) filter (due and original_due_on >= date '{{begin}}' and due_on > original_due_on),
        count(*) filter (not done), count(*) filter (not done and due_on < date '{{until}}')
    from promised t group by 1
"""

CUSTOMER = """
    select department_id, objective_id from company.objectives
    where family = 'customer' and coalesce(status, '') not in ('dropped', 'carried_over')
        and starts_on <= date '{until}' and due_on >= date '{begin}'
"""


@pytest.mark.parametrize(("kind", "back"), PERIODS)
def test_how_each_department_keeps_what_it_promised(either: Company, kind: str, back: int) -> None:
    period = period_of(kind, back)
    told = department_scores(either.data, view(period=period, against=None), either.settings)
    kept = {name: tuple(counts) for name, *counts in either.raw.rows(SCORES.format(**days(period)))}
    assert {one.department_id for one in told} >= set(kept)
    seen, goals = looks(either, period.last), Counter[tuple[str, str]]()
    for department, objective in either.raw.rows(CUSTOMER.format(**days(period))):
        goals[department, seen.of_objective(objective)[0]] += 1
    for one in told:
        counted = (one.due, one.on_time, one.slips, one.open, one.overdue)
        assert counted == kept.get(one.department_id, (0, 0, 0, 0, 0)), one.department_id
    assert {(one.department_id, effect): n for one in told for effect, n in one.effects.items()} == goals
