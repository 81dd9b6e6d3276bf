"""Goals that pull opposite ways: who is held against whom, in plain SQL; what parted, by the measures' raw numbers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.measures.programme.conflicts import Conflicts, conflicts
from dashboard.periods import Calendar, closing, earlier, first_day, last_day
from dashboard.tensions import CURATED
from tests import companies
from tests.two_ways.conftest import Company, company
from tests.two_ways.definitions import Place
from tests.two_ways.test_measures import EXACT, FIRST, IN_BUCKETS, LAST

JUDGED = ", ".join(f"'{name}'" for name in MEASURES if name != "on_time_tasks")
TENSIONS = ", ".join(
    f"('{one.first}', '{one.first_direction}', '{one.second}', '{one.second_direction}')" for one in CURATED
)

HELD = f"""
    with running as (
        select *, case metric when 'resolution_median' then 'resolution_hours' else metric end as name
        from company.objectives where starts_on <= date '{{until}}' and due_on >= date '{{begin}}'
            and coalesce(status, '') not in ('dropped', 'carried_over', 'met') and {{place}}
    ),
    known (first, first_way, second, second_way) as (values {TENSIONS}),
    pairs as (
        select a.objective_id as one, b.objective_id as other, a.metric as metric, b.metric as other_metric,
            a.direction as way, b.direction as other_way, coalesce(a.region, b.region) as region,
            coalesce(a.segment, b.segment) as segment,
            case when a.name = b.name then case when a.direction <> b.direction then 'opposite' end
            when exists (
                select 1 from known
                where (first = a.name and first_way = a.direction and second = b.name and second_way = b.direction)
                    or (first = b.name and first_way = b.direction and second = a.name and second_way = a.direction)
            ) then 'tension'
            when a.metric in ({JUDGED}) and b.metric in ({JUDGED}) and a.department_id <> b.department_id
                then 'apart' end as rule
        from running a join running b on a.objective_id < b.objective_id
        where a.starts_on <= b.due_on and b.starts_on <= a.due_on
            and coalesce(a.region, b.region, '') = coalesce(b.region, a.region, '')
            and coalesce(a.segment, b.segment, '') = coalesce(b.segment, a.segment, '')
    )
    select * from pairs where rule is not null
"""

RUNNING = """
    select count(*) from company.objectives where starts_on <= date '{until}' and due_on >= date '{begin}'
        and coalesce(status, '') not in ('dropped', 'carried_over', 'met') and {place}
"""


@dataclass(frozen=True)
class Held:
    """Two goals that are held against each other, where both hold, and which way each wants its measure to go."""

    one: str
    other: str
    metric: str
    other_metric: str
    way: str
    other_way: str
    region: str | None
    segment: str | None
    rule: str

    @property
    def ids(self) -> frozenset[str]:
        return frozenset({self.one, self.other})


PARTED = (
    # contacts get shorter everywhere, and solve less in every region but one
    "update support_cases set handle_minutes = handle_minutes * 0.5 where opened_at >= '2026-06-01'",
    """update support_cases set first_contact_resolved = false where opened_at >= '2026-06-01' and case_id % 5 > 0
        and customer_id not in (select customer_id from customers where region = 'NA')""",
    # the largest customers are content, and would recommend less; the smallest the other way round
    """update survey_responses set score = case metric when 'csat' then 5 else 3 end
        where responded_at >= '2026-06-01' and metric in ('csat', 'nps') and journey_stage is null
        and customer_id in (select customer_id from customers where segment = 'Enterprise')""",
    """update survey_responses set score = case metric when 'csat' then 1 else 10 end
        where responded_at >= '2026-06-01' and metric in ('csat', 'nps')
        and customer_id in (select customer_id from customers where segment = 'Small business')""",
)


@pytest.fixture(scope="module")
def parting_company(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A company of which measures part: everywhere, in single regions, and in single segments."""
    file = tmp_path_factory.mktemp("parting_company") / "parting.duckdb"
    shutil.copy(demo_warehouse, file)
    companies.change(file, *PARTED)
    return company("parting", file)


@pytest.fixture(params=["parting_company", "awkward_company"])
def told_of(request: pytest.FixtureRequest) -> Company:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


ASKED = [Place(), Place(("DACH",)), Place(None, ("Small business",)), Place(None, ("Enterprise",)),
         Place(("LATAM",), ("Small business",))]  # fmt: skip
WHEN = [("quarter", 0), ("year", 0), ("quarter", 7)]


def asked_for(kind: str, back: int, place: Place) -> View:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    return View(place.regions, place.segments, period, earlier(period, "year", FIRST))


def held(company: Company, view: View) -> tuple[int, list[Held]]:
    """Return how many goals run in a view, and which of them are held against each other."""
    conditions = [
        f"({column} is null or {column} in ({', '.join(map(repr, labels))}))"
        for column, labels in (("region", view.regions), ("segment", view.segments)) if labels
    ]  # fmt: skip
    asked = {"begin": first_day(view.period.first), "until": last_day(view.period.last),
             "place": " and ".join(conditions) or "true"}  # fmt: skip
    ((running,),) = company.raw.rows(RUNNING.format(**asked))
    return running, [Held(*row) for row in company.raw.rows(HELD.format(**asked))]


def looks(company: Company, pair: Held, view: View) -> list[Place]:
    """Return the places in which two goals' measures are looked at: where both hold, and in each region of all."""
    if pair.rule == "opposite" or not all(name in JUDGED for name in (pair.metric, pair.other_metric)):
        return []
    whole = Place(
        view.regions if pair.region is None else (pair.region,),
        view.segments if pair.segment is None else (pair.segment,),
    )
    if whole.regions and whole.segments and (whole.regions, whole.segments) != (view.regions, view.segments):
        return []
    of_all = pair.region is None and pair.segment is None and view.segments is None
    regions = [one for one in view.regions or company.data.regions if one != "not given"] if of_all else []
    return [whole, *(Place((one,)) for one in regions if len(regions) > 1)]


def gain(company: Company, metric: str, way: str, place: Place, view: View) -> int:
    """Return whether a measure clearly gained or lost for who wants it to go a way, by numbers of raw rows."""
    there = View(place.regions, place.segments, view.period, view.against)
    figure = read(company.data, metric, there, company.settings)
    assert there.against is not None
    now, then = (company.raw.number(metric, place, (one.first, one.last)) for one in (there.period, there.against))
    assert figure.value == pytest.approx(now.value, abs=EXACT, rel=IN_BUCKETS.get(metric, EXACT), nan_ok=True)
    if not figure.verdict.clear:
        return 0
    assert (figure.verdict.moved > 0) == (now.value > then.value)
    return 1 if (now.value > then.value) == (way == "up") else -1


def parted(company: Company, pairs: list[Held], view: View) -> dict[frozenset[str], str]:
    """Return the goals that parted, two and two, with the one that gained in the first place where they did."""
    found: dict[frozenset[str], str] = {}
    for pair in pairs:
        for place in looks(company, pair, view):
            first = gain(company, pair.metric, pair.way, place, view)
            if first and gain(company, pair.other_metric, pair.other_way, place, view) == -first:
                found.setdefault(pair.ids, pair.one if first > 0 else pair.other)
    return found


def told(found: Conflicts, rule: str | None = None) -> set[frozenset[str]]:
    """Return the pairs of goals that are told of."""
    return {
        frozenset(goal.objective_id for goal in pair)
        for one in found.found for pair in one.pairs
        if rule is None or one.rule == rule
    }  # fmt: skip


@pytest.mark.parametrize("place", ASKED)
@pytest.mark.parametrize(("kind", "back"), WHEN)
def test_which_goals_pull_apart(told_of: Company, kind: str, back: int, place: Place) -> None:
    view = asked_for(kind, back, place)
    found = conflicts(told_of.data, view, told_of.settings)
    running, pairs = held(told_of, view)
    apart = parted(told_of, pairs, view)
    assert found.goals == running
    by_rule = {pair.ids for pair in pairs if pair.rule in ("opposite", "tension")}
    assert told(found) == by_rule | set(apart)
    assert told(found, "opposite") == {pair.ids for pair in pairs if pair.rule == "opposite"}
    assert {
        frozenset(goal.objective_id for goal in pair): pair[0].objective_id
        for one in found.found if one.parted for pair in one.pairs
    } == apart  # fmt: skip
    seen = {
        (place, frozenset({(pair.metric, pair.way), (pair.other_metric, pair.other_way)}))
        for pair in pairs for place in looks(told_of, pair, view)
    }  # fmt: skip
    assert (found.pairs, found.places) == (len({ends for _, ends in seen}), len({where for where, _ in seen}))


@pytest.mark.parametrize("place", ASKED[:4])
def test_there_are_some_in_each_kind_of_place(parting_company: Company, place: Place) -> None:
    view = asked_for("quarter", 0, place)
    assert parted(parting_company, held(parting_company, view)[1], view)
