"""What they did next: beside plain SQL, with a pencil, and as it is written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart, Evidence, within
from dashboard.data.question import Question
from dashboard.features.customers.next_steps import next_steps as feature
from dashboard.measures.customers.next_steps import NextSteps, next_steps
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, Q3, SETTINGS, Rows, data, view

FOLLOWED = """
    with paid as (select customer_id, month, sum(amount) as amount from revenue group by 1, 2),
    there as (
        select p.customer_id, p.amount as b, coalesce(e.amount, 0) as e, coalesce(s.amount, 0) as soon,
            c.region, c.segment,
            case when c.acquired_on < (select min(month) from paid) then date_trunc('month', c.acquired_on)
                else (select min(month) from paid f where f.customer_id = p.customer_id and f.amount > 0) end as since,
            c.acquired_on is null and
                (select min(month) from paid f where f.customer_id = p.customer_id and f.amount > 0)
                    = (select min(month) from paid) as undated
        from paid p left join paid e on e.customer_id = p.customer_id and e.month = $now
        left join paid s on s.customer_id = p.customer_id and s.month = $soon
        left join customers c on c.customer_id = p.customer_id
        where p.month = $base and p.amount > 0
    ),
    said as (
        select customer_id, arg_max(score, responded_at) as score from survey_responses
        where metric = 'nps' and journey_stage is null and date_trunc('month', responded_at) between $begun and $base
        group by 1
    ),
    asked as (
        select distinct customer_id from survey_invitations where metric = 'nps' and delivered
            and date_trunc('month', invited_on) between $begun and $base
    )
    select coalesce(segment, 'not given') as segment,
        case when date_diff('month', since, $base) >= 36 then '3_and_more' when undated then 'not given'
            when date_diff('month', since, $base) < 12 then 'under_1' else '1_to_3' end as tenure,
        case when score >= 9 then 'promoter' when score >= 7 then 'passive' when score >= 0 then 'detractor'
            when asked.customer_id is not null then 'asked' else 'not_asked' end as said,
        count(*) as n, count(*) filter (e > 0) as kept, count(*) filter (soon > 0) as soon,
        sum(b) as b, sum(greatest(e, 0)) as e, sum(least(b, greatest(e, 0))) as r
    from there left join said using (customer_id) left join asked using (customer_id)
    where ($region is null or region = $region) and ($segment is null or segment = $segment)
    group by all
"""
Cells = Mapping[tuple[str, str], Mapping[str, tuple[float, ...]]]


def standardised(cells: Cells, said: str, top: int, bottom: int, weight: int) -> float:
    """A class's shares, cells weighing what everybody has in them; a cell without it counts with the largest one of
    its segment that has it, else with the largest of its tenure, else with the largest of all; the first of several."""
    order = sorted(cells, key=lambda cell: [(part == "not given", part) for part in reversed(cell)])
    n = {cell: cells[cell][said][0] for cell in order if said in cells[cell]}
    weights = dict.fromkeys(n, 0.0)
    for cell, found in cells.items():
        beside = [[one for one in n if one == cell], [one for one in n if one[0] == cell[0]],
                  [one for one in n if one[1] == cell[1]], [*n]]  # fmt: skip
        near = next(some for some in beside if some)
        weights[max(near, key=lambda one: n[one])] += math.fsum(one[weight] for one in found.values())
    told = [weights[cell] * cells[cell][said][top] / cells[cell][said][bottom] for cell in n]
    return math.fsum(told) / math.fsum(weights.values())


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Mid-market"), ("NA", "Small business")]
)
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, region: str | None, segment: str | None
) -> None:
    for back in (0, 15):
        last = demo.manifest.last_month - back
        regions, segments = ((one,) if one else None for one in (region, segment))
        told = view(regions=regions, segments=segments, period=closing(kind, last, Calendar()), against=None)
        found = next_steps(asked(demo, settings, view=told).data, told, settings.model_copy(update={"least_n": 1}))
        assert found is not None
        days = {"now": last, "soon": last - 9, "base": last - 12, "begun": last - 14}
        place = {"region": region, "segment": segment}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            rows = raw.execute(FOLLOWED, {name: first_day(day) for name, day in days.items()} | place).fetchall()
        cells: dict[tuple[str, str], dict[str, tuple[float, ...]]] = {}
        for of, tenure, said, *sums in rows:
            cells.setdefault((of, tenure), {})[said] = tuple(map(float, sums))
        classes = {said for cell in cells.values() for said in cell}
        assert {one.said: one.customers for one in found.told} == {
            said: sum(cell[said][0] for cell in cells.values() if said in cell) for said in classes
        }
        assert found.cells == len(cells)
        for one in found.told:
            told_of = [
                (one.kept.value, (1, 0, 0)), (one.soon.value, (2, 0, 0)), (one.net.value, (4, 3, 3)),
                (one.gross.value, (5, 3, 3)),
            ]  # fmt: skip
            for value, of_what in told_of:
                assert value == pytest.approx(standardised(cells, one.said, *of_what)), (one.said, of_what)


def followed(said: str, n: int, kept: int, *, segment: str = "A", tenure: str = "1_to_3", **also: Any) -> Rows:
    """Customers who each brought 10 and bring 10 if they stayed, at both lengths of window."""
    sums = {
        "customers": n, "kept_customers": kept, "opening_revenue": 10.0 * n, "retained_revenue": 10.0 * kept,
        "closing_revenue": 10.0 * kept, "opening_squared": 100.0 * n, "retained_squared": 100.0 * kept,
        "closing_squared": 100.0 * kept, "opening_retained": 100.0 * kept, "opening_closing": 100.0 * kept,
        "said": said, "segment": segment, "tenure": tenure,
    } | also  # fmt: skip
    return [sums | {"month": LAST, "window": 12}, sums | {"month": LAST - 9, "window": 3}]


LIKE_FOR_LIKE = [
    # Promoters are mostly of the segment that stays, detractors of the one that leaves.
    *followed("promoter", 900, 855), *followed("promoter", 100, 80, segment="B"),
    *followed("detractor", 100, 90), *followed("detractor", 900, 630, segment="B"),
]  # fmt: skip


def read(folder: Path, rows: Rows, **changes: Any) -> NextSteps:
    found = next_steps(data(folder, next_steps=rows), view(), SETTINGS.model_copy(update=changes))
    assert found is not None
    return found


def charts(folder: Path, rows: Rows, **changes: Any) -> dict[str, Chart]:
    question = Question(data(folder, next_steps=rows), view(period=Q3), SETTINGS.model_copy(update=changes))
    blocks = feature.blocks(question)
    return {one.head.name: one for block in blocks for one in within(block) if isinstance(one, Chart)}


def test_like_for_like_half_of_the_difference_is_gone(tmp_path: Path) -> None:
    """Of 1,000 each 65 and 280 left, 4.3 times as often; spread alike it is 12.5 and 20 of a hundred, 1.6 times."""
    found = read(tmp_path, LIKE_FOR_LIKE)
    happy, unhappy = found.of("promoter"), found.of("detractor")
    assert happy is not None
    assert unhappy is not None
    assert (happy.plain, unhappy.plain) == pytest.approx((0.935, 0.72))
    assert (happy.kept.value, unhappy.kept.value) == pytest.approx((0.875, 0.8))
    assert (happy.net.value, unhappy.gross.value) == pytest.approx((0.875, 0.8))
    assert found.compared is not None
    assert found.compared.left.value == pytest.approx(1.6)
    assert found.compared.e_values[0] == pytest.approx(1.6 + math.sqrt(0.96))
    assert found.compared.e_values[1] < found.compared.e_values[0]
    assert (found.base, found.customers, found.cells) == (LAST - 12, 2_000, 2)


def test_the_finding_is_written_with_its_grade_and_claims_no_cause(tmp_path: Path) -> None:
    shown = charts(tmp_path, LIKE_FOR_LIKE)
    stayed, spent = shown["M8.stayed"], shown["M8.spent"]
    assert stayed.head.title == "Detractors left 1.6 times as often as promoters, like for like"
    assert "had said in Jul–Sep 2025" in stayed.head.subtitle
    assert "still customers in Sep 2026" in stayed.head.subtitle
    assert stayed.head.notes[0].startswith(
        "Customers who scored 9 or 10 were still customers 7.5 points more often than"
    )
    assert [(row["y"], row["label"], row["n"]) for row in stayed.rows()] == [
        ("Promoters", "87.5\u202f%", 1_000), ("Detractors", "80.0\u202f%", 1_000),
    ]  # fmt: skip
    assert spent.head.title == "Detractors bring 80.0\u202f% of what they brought, promoters 87.5\u202f%, like for like"
    for chart in (stayed, spent):
        assert chart.head.notes[-1].startswith("Evidence grade C: an association within like customers")
    assert stayed.head.evidence is not None
    told = dict(stayed.head.evidence().facts)
    assert "E-value" in told["What could explain it away"]
    assert told["Not adjusted"] == "Promoters 93.5\u202f%; Detractors 72.0\u202f%"


def test_where_the_interval_holds_no_difference_none_is_told(tmp_path: Path) -> None:
    rows = [*followed("promoter", 50, 46), *followed("detractor", 50, 43)]
    stayed = charts(tmp_path, rows)["M8.stayed"]
    assert stayed.head.title == "No difference between promoters and detractors can be told in how many left"
    assert stayed.head.notes[0].startswith(
        "The smallest difference in the share that stays that could have been seen is 18.0"
    )


def test_the_other_way_round_is_told_as_well(tmp_path: Path) -> None:
    rows = [*followed("promoter", 1_000, 800), *followed("detractor", 1_000, 900)]
    stayed = charts(tmp_path, rows)["M8.stayed"]
    assert stayed.head.title == "Promoters left 2.0 times as often as detractors, like for like"
    assert stayed.head.notes[0].startswith("Customers who scored 0 to 6 were still customers 10.0 points more often")


def test_where_no_promoter_left_there_is_no_ratio(tmp_path: Path) -> None:
    rows = [*followed("promoter", 500, 500), *followed("detractor", 500, 400)]
    stayed = charts(tmp_path, rows)["M8.stayed"]
    assert stayed.head.title == "Detractors left more often than promoters, like for like"
    assert stayed.head.evidence is not None
    assert "Left, detractors against promoters" not in dict(stayed.head.evidence().facts)


def test_cells_without_a_group_count_with_another_of_the_segment_and_it_is_said(tmp_path: Path) -> None:
    rows = [*LIKE_FOR_LIKE, *followed("passive", 500, 400, tenure="under_1")]
    found = read(tmp_path, rows)
    happy = found.of("promoter")
    assert happy is not None
    assert happy.moved == 1
    assert happy.kept.value == pytest.approx((1_500 * 0.95 + 1_000 * 0.8) / 2_500)
    assert evidence(charts(tmp_path / "shown", rows)["M8.stayed"])["Cells of segment and tenure"] == (
        "3 cells; without customers, and counted with another of the same segment: 1 of promoters, 2 of passives, "
        "1 of detractors"
    )


def evidence(chart: Chart) -> dict[str, str]:
    assert chart.head.evidence is not None
    told: Evidence = chart.head.evidence()
    return dict(told.facts)


def test_groups_of_few_are_named_and_not_told(tmp_path: Path) -> None:
    rows = [*LIKE_FOR_LIKE, *followed("passive", 12, 12), *followed("silent", 40, 30)]
    stayed = charts(tmp_path, rows)["M8.stayed"]
    assert [row["y"] for row in stayed.rows()] == ["Promoters", "Detractors", "Silent"]
    assert stayed.head.notes[1] == "Fewer than 30 customers, of which nothing is told: passives (12)."


def test_of_very_few_nothing_is_told(tmp_path: Path) -> None:
    (shown,) = charts(tmp_path, [*followed("promoter", 9, 9), *followed("silent", 20, 20)]).values()
    assert shown.head.instead.startswith("29 customers here, and fewer than 30 who said the same")


def test_until_a_month_to_which_nobody_was_followed_it_says_so(tmp_path: Path) -> None:
    early = closing("quarter", LAST - 20, Calendar())
    found = feature.blocks(
        Question(data(tmp_path, next_steps=LIKE_FOR_LIKE), view(period=early, against=None), SETTINGS)
    )
    assert found[0].head.instead.startswith("Nobody was followed for twelve months")


def test_where_nobody_ever_said_anything_nothing_is_drawn(tmp_path: Path) -> None:
    assert feature.blocks(Question(data(tmp_path, next_steps=followed("silent", 90, 80)), view(), SETTINGS)) == ()


def test_who_sells_has_customers_who_buy_on(tmp_path: Path) -> None:
    shown = charts(tmp_path, LIKE_FOR_LIKE, revenue_kind="sales", active_months=6)
    assert shown["M8.stayed"].head.title == "Detractors stopped buying 1.6 times as often as promoters, like for like"
    assert "still buying in Sep 2026" in shown["M8.stayed"].head.subtitle
    assert "revenue in 6 months" in shown["M8.spent"].head.subtitle
