"""How long customers stay: beside plain SQL, with a pencil, and as it is written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Chart, within
from dashboard.data.question import Question
from dashboard.features.customers.cohorts import cohorts as feature
from dashboard.measures import read
from dashboard.measures.customers.cohorts import cohorts
from dashboard.measures.customers.tenure import by_tenure
from dashboard.periods import Calendar, Kind, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.customers import cohorts as words
from tests.features.companies import asked, not_connected, withheld
from tests.features.customers.test_bucket import first_day
from tests.published import FIRST, LAST, Q3, SETTINGS, Rows, data, view

BEGUN = """
    with paid as (select customer_id, month, sum(amount) as amount from revenue group by 1, 2),
    begun as (
        select customer_id, (select min(month) from paid) as records, min(month) filter (amount > 0) as first,
            c.acquired_on, c.region, c.segment
        from paid left join customers c using (customer_id) group by all having first is not null
    )
    select b.*, b.acquired_on >= records or b.acquired_on is null and first > records as known,
        list(p.month) filter (p.amount > 0 and p.month <= $now) as months
    from begun b join paid p using (customer_id)
    where ($region is null or region = $region) and ($segment is null or segment = $segment)
    group by all
"""


@pytest.mark.parametrize("kind", ["month", "year"])
@pytest.mark.parametrize(
    ("region", "segment"), [(None, None), ("DACH", None), (None, "Small business"), ("NA", "Mid-market")]
)
def test_on_the_demo_company_it_is_what_the_rows_come_to(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: Kind, region: str | None, segment: str | None
) -> None:
    for back in (0, 15):
        until = demo.manifest.last_month - back
        regions, segments = ((one,) if one else None for one in (region, segment))
        told = view(regions=regions, segments=segments, period=closing(kind, until, Calendar()), against=None)
        found = cohorts(asked(demo, settings, view=told).data, told, settings.model_copy(update={"least_n": 1}))
        assert found is not None
        place = {"region": region, "segment": segment}
        with duckdb.connect(demo_warehouse, read_only=True) as raw:
            rows = raw.execute(BEGUN, {"now": first_day(until)} | place).fetchall()
        since = demo.manifest.first_month
        paid: dict[int, list[set[int]]] = {}
        before = 0
        for *_, first, _acquired, _region, _segment, known, months in rows:
            there = {month.year * 12 + month.month - 1 for month in months or ()}
            begun = first.year * 12 + first.month - 1
            if known and begun >= since:
                paid.setdefault(begun, []).append(there)
            else:
                before += until in there
        assert found.before == before
        for cohort in found.cohorts:
            people = [(month, one) for month in range(cohort.first, cohort.last + 1) for one in paid.get(month, [])]
            assert cohort.customers == len(people)
            share = 1.0
            for age in cohort.ages:
                come = [(month, one) for month, one in people if month + age.months <= until]
                now, then = (
                    sum(month + max(age.months - ago, 0) in one for month, one in come) for ago in (0, 1)
                )  # fmt: skip
                gone = len(come) - then
                if come == people:
                    share = now / len(people)
                elif now > then:
                    share += (1 - share) * (now - then) / gone
                else:
                    share *= now / then if then else 0.0
                assert age.customers == len(come)
                assert 0 <= age.share <= 1
                assert age.share == pytest.approx(share)


def began(month: int, left: Iterable[int], **place: Any) -> Rows:
    """A cohort of a month, and how many are left of it at each age."""
    counts = list(left)
    return [
        {"month": month, "age": age, "known": 1, "customers": counts[0], "active": active, **place}
        for age, active in enumerate(counts)
    ]


THREE_YEARS: Rows = [
    row
    for month in range(FIRST, LAST + 1)
    for row in began(month, [50 if age < 12 else 45 if month < LAST - 23 else 40 for age in range(LAST - month + 1)])
]
"""Fifty a month from January 2023 on: a tenth of them leaves after a year, of the newer ones a fifth."""


def charts(folder: Path, settings: Settings = SETTINGS, **datasets: Rows) -> dict[str, Chart]:
    rows = {"customer_cohorts": THREE_YEARS} | datasets
    found = feature.blocks(Question(data(folder, **rows), view(period=Q3), settings))
    return {one.head.name: one for block in found for one in within(block) if isinstance(one, Chart)}


def test_the_newest_year_is_known_as_far_as_it_has_come(tmp_path: Path) -> None:
    found = cohorts(data(tmp_path, customer_cohorts=THREE_YEARS), view(), SETTINGS)
    assert found is not None
    newest = found.cohorts[-1]
    assert [words.year(one, SETTINGS) for one in found.cohorts] == ["2023", "2024", "2025", "2026"]
    assert (newest.first, newest.last, newest.customers) == (LAST - 8, LAST, 450)
    assert [age.customers for age in newest.ages] == [450 - 50 * age for age in range(9)]
    assert not any(age.complete for age in newest.ages)
    last_year = {age.months: age for age in found.cohorts[2].ages}
    assert last_year[9].complete
    assert not last_year[10].complete
    assert (last_year[12].share, last_year[12].customers) == (0.8, 450)
    # of 2024 the months from October on lose a fifth, those before a tenth
    assert {age.months: age.share for age in found.cohorts[1].ages}[12] == pytest.approx((9 * 45 + 3 * 40) / 600)


def test_who_has_not_come_so_far_does_not_count_there(tmp_path: Path) -> None:
    """One month of 100 has lost half by its second month, another has not come there: half are left, not three
    quarters; what those who came so far lost later counts of them alone."""
    rows = [*began(LAST - 2, [100, 100, 50]), *began(LAST - 1, [100, 80])]
    found = cohorts(data(tmp_path, customer_cohorts=rows), view(), SETTINGS)
    assert found is not None
    assert [age.share for age in found.cohorts[0].ages] == pytest.approx([1.0, 0.9, 0.45])
    assert found.against is None


@pytest.mark.parametrize("gone", [1, 2, 30])
def test_who_paused_and_came_back_never_makes_more_than_all(tmp_path: Path, gone: int) -> None:
    """All who paused are back before the younger month has come so far: all of either are customers, no more."""
    rows = [*began(LAST - 4, [60, 60, 60 - gone, 60, 60]), *began(LAST - 2, [90, 90, 90])]
    found = cohorts(data(tmp_path, customer_cohorts=rows), view(), SETTINGS)
    assert found is not None
    shares = [age.share for age in found.cohorts[0].ages]
    assert shares == pytest.approx([1.0, 1.0, 1 - gone / 150, 1.0, 1.0])


def test_who_comes_back_is_a_part_of_those_who_were_gone(tmp_path: Path) -> None:
    """A month of 100 loses half and has half of those back; of the other, that came no further, half were gone too."""
    rows = [*began(LAST - 2, [100, 50, 75]), *began(LAST - 1, [100, 50])]
    found = cohorts(data(tmp_path, customer_cohorts=rows), view(), SETTINGS)
    assert found is not None
    assert [age.share for age in found.cohorts[0].ages] == pytest.approx([1.0, 0.5, 0.75])


def test_the_finding_holds_the_newest_twelve_months_against_those_before(tmp_path: Path) -> None:
    shown = charts(tmp_path)["M7.cohorts"]
    assert shown.head.title == (
        "Of customers won Oct 2024–Sep 2025, 80.0\u202f% were still customers after a year; "
        "of those won a year before, 90.0\u202f%"
    )
    assert shown.head.notes == ("They are 10.0 points apart (95\u202f% interval 6.0 to 14.0).",)
    assert shown.series == ("2023", "2024", "2025", "2026")
    assert {row["mark"] for row in shown.rows() if row["series"] == "2026"} == {"not all have come so far"}
    assert [row["y"] for row in shown.rows() if row["series"] == "2023" and row["x"] in (0, 12)] == [1.0, 0.9]


def test_where_chance_may_part_them_no_difference_is_told(tmp_path: Path) -> None:
    alike = [row for month in range(FIRST, LAST + 1) for row in began(month, [50] * (LAST - month + 1))]
    shown = charts(tmp_path, customer_cohorts=alike)["M7.cohorts"]
    assert shown.head.title.startswith("No difference between customers won Oct 2024–Sep 2025 and those won a year")


def test_a_fiscal_year_has_its_own_name(tmp_path: Path) -> None:
    july = SETTINGS.model_copy(update={"fiscal_year_start": 7})
    assert charts(tmp_path, july)["M7.cohorts"].series == ("FY2023", "FY2024", "FY2025", "FY2026", "FY2027")


def test_who_began_before_is_named_and_in_no_cohort(tmp_path: Path) -> None:
    before = [
        {"month": FIRST, "age": age, "known": 0, "customers": 90, "active": 90 - age}
        for age in range(LAST - FIRST + 1)
    ]  # fmt: skip
    shown = charts(tmp_path, customer_cohorts=[*THREE_YEARS, *before])["M7.cohorts"]
    assert f"In no cohort: {90 - LAST + FIRST} customers of Sep 2026 who began before Jan 2023." in shown.head.notes
    assert shown.rows()[0]["n"] == 600


def test_of_very_few_nothing_is_told(tmp_path: Path) -> None:
    shown = charts(tmp_path, customer_cohorts=began(LAST - 3, [9, 9, 8, 8]))["M7.cohorts"]
    assert shown.head.instead.startswith("Fewer than 30 customers began in any year")
    before = view(period=closing("month", FIRST - 9, Calendar()))
    early = feature.blocks(Question(data(tmp_path / "early", customer_cohorts=THREE_YEARS), before, SETTINGS))
    assert [one.head.instead for one in within(early[0])] == [
        "Who was a customer at the end of Apr 2022 is not on record."
    ]


def leaning(tenure: str | None, happy: int, neutral: int, unhappy: int, **kind: str) -> Rows:
    of = {"metric": "nps", "survey": "relationship"} | kind
    return [
        {**of, "month": LAST, "tenure": tenure, "leaning": at, "n": n, "weight": float(n), "weight_squared": float(n)}
        for at, n in ((1, happy), (0, neutral), (-1, unhappy))
    ]


def test_scores_by_tenure_with_their_difference(tmp_path: Path) -> None:
    """(54, 108, 162) and (140, 120, 64) have 33.3 and −23.5 with the intervals and difference of the worked example."""
    rows = [*leaning("under_1", 64, 120, 140), *leaning("3_and_more", 162, 108, 54), *leaning(None, 3, 2, 1)]
    found = by_tenure(data(tmp_path, tenure_answers=rows), view(), SETTINGS)
    assert found is not None
    assert [(band.tenure, round(band.estimate.value, 6)) for band in found.bands] == [
        ("under_1", -23.45679), ("3_and_more", 33.333333),
    ]  # fmt: skip
    assert (found.bands[1].estimate.low, found.bands[1].estimate.high) == pytest.approx((24.9453, 41.1098), abs=5e-5)
    assert found.apart is not None
    assert (found.apart.low, found.apart.high) == pytest.approx((-67.7932, -44.7451), abs=5e-5)
    assert found.few == 6
    shown = charts(tmp_path / "shown", tenure_answers=rows)["M7.scores"]
    assert shown.head.title == "Customers of under 1 year score 56.8 points less than those of 3 years and more"
    assert shown.head.notes == ("Left out: 6 answers of tenures with fewer than 30.",)


def test_where_satisfaction_leads_it_is_told_by_tenure(tmp_path: Path) -> None:
    csat = SETTINGS.model_copy(update={"leading_measure": "csat"})
    of = {"metric": "csat", "survey": "journey"}
    rows = [
        *leaning("under_1", 48, 32, 0, **of),
        *leaning("3_and_more", 56, 14, 0, **of),
        *leaning("under_1", 90, 0, 9),
    ]
    shown = charts(tmp_path, csat, tenure_answers=rows)["M7.scores"]
    assert shown.head.title == "Customers of under 1 year score 20.0 points less than those of 3 years and more"
    assert [(row["y"], row["label"], row["n"]) for row in shown.rows()] == [
        ("Under 1 year", "60.0\u202f%", 80), ("3 years and more", "80.0\u202f%", 70),
    ]  # fmt: skip


def test_scores_of_tenures_that_chance_may_part_are_not_told_apart(tmp_path: Path) -> None:
    rows = [*leaning("under_1", 20, 20, 20), *leaning("3_and_more", 22, 20, 18)]
    shown = charts(tmp_path, tenure_answers=rows)["M7.scores"]
    assert shown.head.title.startswith("No difference in score between customers of under 1 year")
    few = charts(tmp_path / "few", tenure_answers=leaning("under_1", 2, 2, 2))["M7.scores"]
    assert few.head.instead == "6 answers, and fewer than 30 of any tenure: too few to tell."


def test_tenures_make_the_whole_score_of_the_demo_company(demo: Snapshot, settings: Settings) -> None:
    for told in (view(period=closing("year", demo.manifest.last_month, Calendar()), against=None, regions=regions)
                 for regions in (None, ("DACH",))):  # fmt: skip
        known = asked(demo, settings, view=told).data
        found, whole = (
            by_tenure(known, told, settings.model_copy(update={"least_n": 1})),
            read(known, "nps", told, settings),
        )
        assert found is not None
        assert math.fsum(band.estimate.n for band in found.bands) == whole.n
        lowest, highest = (pick(band.estimate.value for band in found.bands) for pick in (min, max))
        assert lowest <= whole.value <= highest
        assert all(band.estimate.effective_n < band.estimate.n for band in found.bands)


def test_without_answers_the_curves_stand_alone(demo: Snapshot, settings: Settings) -> None:
    (alone,) = feature.blocks(asked(not_connected(demo, "tenure_answers"), settings))
    assert alone.head.name == "M7.cohorts"
    (row,) = feature.blocks(asked(withheld(demo, "tenure_answers"), settings))
    assert [(one.head.name, one.head.shown) for one in within(row) if isinstance(one, Chart)] == [
        ("M7.cohorts", True), ("M7.scores", False),
    ]  # fmt: skip
