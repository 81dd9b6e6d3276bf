"""What really changed: one family, beyond chance and worth saying, with since when and where, and silence otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.data.access import Data
from dashboard.measures.changes.news import News, what_changed
from dashboard.measures.changes.where import Where
from dashboard.measures.registry import HEADLINES, MEASURES
from dashboard.periods import Calendar, closing, earlier
from dashboard.settings import Settings
from tests.measures.themes.test_top_ten import themed, together
from tests.published import FIRST, LAST, SETTINGS, Rows, answers, clusters, data, view

Counts = Mapping[int, float]
USUAL: Counts = {3: 40, 8: 60, 10: 100}  # NPS 30
HIGH: Counts = {3: 20, 8: 40, 10: 140}  # NPS 60
LOW: Counts = {3: 80, 8: 60, 10: 60}  # NPS −10


def monthly(counts: Callable[[int], Counts], **place: Any) -> Rows:
    """Return three years of answers; ``counts`` of how many months before the last one."""
    return [row for back in range(36) for row in answers(counts(back), month=LAST - back, **place)]


def scaled(counts: Counts, by: float) -> Counts:
    return {score: count * by for score, count in counts.items()}


def risen(back: int) -> Counts:
    return HIGH if back < 5 else USUAL


def still(_: int) -> Counts:
    return USUAL


def news(found: Data, settings: Settings = SETTINGS, **asked: Any) -> News:
    return what_changed(found, view(**asked), settings)


def test_the_family_is_declared_and_known() -> None:
    assert set(HEADLINES) <= set(MEASURES)
    assert len(set(HEADLINES)) == len(HEADLINES)


def test_nothing_is_said_where_nothing_moved(tmp_path: Path) -> None:
    found = news(data(tmp_path, answers=monthly(lambda _: USUAL, region="North")))
    assert found.changes == ()
    assert found.judged == 1


def test_a_rise_of_one_region_is_told_with_its_place_and_its_beginning(tmp_path: Path) -> None:
    rows = [
        *monthly(lambda back: HIGH if back < 5 else USUAL, region="North"),
        *monthly(lambda _: USUAL, region="South"), *monthly(lambda _: USUAL, region="West"),
    ]  # fmt: skip
    (change,) = news(data(tmp_path, answers=rows)).changes
    assert change.figure.measure == "nps"
    assert change.figure.difference is not None
    assert change.figure.difference.value == pytest.approx(10)
    assert change.where.place is not None
    assert change.where.place.labels == ("North",)
    assert change.where.place.share == pytest.approx(1)
    assert change.since == LAST - 4


def test_of_a_region_and_its_one_segment_that_rose_the_segment_is_named(tmp_path: Path) -> None:
    rows = [
        row
        for region in ("North", "South")
        for segment in ("Large", "Small")
        for row in monthly(risen if (region, segment) == ("North", "Small") else still, region=region, segment=segment)
    ]
    (change,) = news(data(tmp_path, answers=rows)).changes
    assert change.where.place is not None
    assert change.where.place.labels == ("North", "Small")


def labelled(label: str, counts: Callable[[int], Counts]) -> Rows:
    return [{**row, "dimension": "department_id", "label": label} for row in monthly(counts)]


def test_a_rise_of_one_department_is_told_with_it(tmp_path: Path) -> None:
    """Where as good as all answers say which department answers for them; where half do not, there is no place."""
    rows = [*monthly(risen), *monthly(lambda back: USUAL)]
    names = [{"department_id": "d1", "name": "Billing"}]
    for told, answers_of in ((("Billing",), [*labelled("d1", risen), *labelled("d2", still)]),
                             (None, labelled("d1", risen))):  # fmt: skip
        together = [{"dimension": "department_id", "label": row["label"], **clusters([row])[0]} for row in answers_of]
        found = data(tmp_path / str(told), answers=rows, answers_by_label=answers_of, clusters_by_label=together,
                     departments=names)  # fmt: skip
        (change,) = news(found).changes
        assert (change.where.place and change.where.place.labels) == told


def test_a_rise_everywhere_has_no_place(tmp_path: Path) -> None:
    rows = [row for region in "NSW" for row in monthly(lambda back: HIGH if back < 3 else USUAL, region=region)]
    (change,) = news(data(tmp_path, answers=rows)).changes
    assert change.where == Where(None)


def test_a_score_that_rises_by_mix_alone_is_told_so(tmp_path: Path) -> None:
    """Nobody changed their mind: the happier region answers more."""
    rows = [
        *monthly(lambda back: scaled(HIGH, 3 if back < 3 else 1), region="North"),
        *monthly(lambda _: LOW, region="South"),
    ]
    (change,) = news(data(tmp_path, answers=rows)).changes
    found = change.composition
    assert found is not None
    assert (found.how, found.way, found.labels) == ("shifted", "region", ("North",))
    assert (found.share_now, found.share_before) == pytest.approx((0.75, 0.5))
    assert found.change == pytest.approx(0, abs=1e-9)
    assert not found.beyond_chance


def test_a_score_that_falls_although_every_part_rises(tmp_path: Path) -> None:
    better = {3: 70, 8: 60, 10: 70}  # NPS 0, up 10
    rows = [
        *monthly(lambda _: HIGH, region="North"),
        *monthly(lambda back: scaled(better, 5) if back < 3 else LOW, region="South"),
    ]
    (change,) = news(data(tmp_path, answers=rows)).changes
    assert change.figure.difference is not None
    assert change.figure.difference.value < 0
    assert change.composition is not None
    assert change.composition.labels == ("South",)
    assert change.composition.beyond_chance
    assert change.composition.change > 0


def test_a_part_that_is_gone_is_left_out_on_both_sides(tmp_path: Path) -> None:
    """Most answers of the base came from a region that is absent now: the others did not change."""
    rows = [
        *monthly(lambda _: HIGH, region="North"),
        *monthly(lambda back: {} if back < 3 else scaled(LOW, 4), region="South"),
    ]
    (change,) = news(data(tmp_path, answers=rows)).changes
    found = change.composition
    assert found is not None
    assert (found.how, found.labels, found.share_now) == ("left", ("South",), 0)
    assert (found.now, found.before) == pytest.approx((60, 60))


def test_a_part_that_went_the_other_way_is_named(tmp_path: Path) -> None:
    rows = [
        *(row for region in "ABCD" for row in monthly(lambda back: HIGH if back < 3 else USUAL, region=region)),
        *monthly(lambda back: LOW if back < 3 else USUAL, region="E"),
    ]
    (change,) = news(data(tmp_path, answers=rows)).changes
    assert change.where.against == ("E",)


def test_other_ways_of_asking_are_mix_too(tmp_path: Path) -> None:
    rows = monthly(lambda back: USUAL if back < 3 else HIGH, region="North")
    modes = [
        {"month": LAST - back, "region": "North", "metric": "nps", "survey": "relationship", "mode": mode, "coded": 1,
         "n": n, "weight": n, "y": n * y}
        for back in range(36)
        for mode, n, y in (("phone", 60 if back < 3 else 180, 0.6), ("web", 140 if back < 3 else 20, 0.17))
    ]  # fmt: skip
    (change,) = news(data(tmp_path, answers=rows, survey_modes=modes)).changes
    assert change.composition is not None
    assert (change.composition.way, change.composition.labels) == ("mode", ("web",))


def test_what_is_not_worth_saying_is_not_said(tmp_path: Path) -> None:
    rows = monthly(lambda back: HIGH if back < 3 else USUAL, region="North")
    least = Settings(as_of=SETTINGS.as_of, least_change={"nps": 40})
    assert news(data(tmp_path, answers=rows), least).changes == ()


def test_a_place_asked_for_is_not_taken_apart_again(tmp_path: Path) -> None:
    rows = [
        *monthly(lambda back: HIGH if back < 5 else USUAL, region="North", segment="Large"),
        *monthly(lambda _: USUAL, region="South", segment="Large"),
    ]
    (change,) = news(data(tmp_path, answers=rows), regions=("North",)).changes
    assert change.where == Where(None)


def test_a_theme_that_costs_less_is_named_with_the_rise(tmp_path: Path) -> None:
    before = {(): (40, 120, 240), ("late",): (150, 40, 10), ("dear",): (60, 50, 30)}
    now = {(): (40, 120, 240), ("late",): (15, 4, 1), ("dear",): (60, 50, 30)}
    patterns = [themed(now if back < 3 else before, month=LAST - back) for back in range(24)]
    rows = monthly(lambda back: HIGH if back < 3 else USUAL)
    versions = [
        {"month": LAST - back, "metric": "nps", "theme_id": theme, "tag_version": "1", "n": 20}
        for back in range(24)
        for theme in ("late", "dear")
    ]
    found = data(tmp_path, answers=rows, tag_versions=versions, **together(*patterns))
    (change,) = news(found).changes
    assert change.theme is not None
    assert change.theme.theme_id == "late"
    assert change.theme.difference.high < 0


def test_a_theme_found_by_other_rules_is_not_named(tmp_path: Path) -> None:
    before = {(): (40, 120, 240), ("late",): (150, 40, 10), ("dear",): (60, 50, 30)}
    now = {(): (40, 120, 240), ("late",): (15, 4, 1), ("dear",): (60, 50, 30)}
    patterns = [themed(now if back < 3 else before, month=LAST - back) for back in range(24)]
    versions = [
        {"month": LAST - back, "metric": "nps", "theme_id": "late", "tag_version": "2" if back < 3 else "1", "n": 20}
        for back in range(24)
    ]
    rows = monthly(lambda back: HIGH if back < 3 else USUAL)
    (change,) = news(data(tmp_path, answers=rows, tag_versions=versions, **together(*patterns))).changes
    assert change.theme is None


def cases(drop: float, months: int = LAST - FIRST + 1) -> dict[str, Rows]:
    """Return cases of two departments, solved at the first contact seven times in ten, give or take chance."""
    random = np.random.default_rng(11)
    rows = []
    for back in range(months):
        for department in ("support", "field"):
            share = 0.7 - (drop if department == "support" and back < 6 else 0)
            rows.append({
                "month": LAST - back, "region": "North", "department_id": department, "channel": "phone", "n": 1500,
                "contact_known": 1500, "contact_resolved": int(random.binomial(1500, share)),
            })  # fmt: skip
    departments = [
        {"department_id": "support", "name": "Customer support"},
        {"department_id": "field", "name": "Field"},
    ]
    return {"cases": rows, "departments": departments}


def test_a_share_of_what_is_counted_is_told_with_its_department(tmp_path: Path) -> None:
    (change,) = news(data(tmp_path, **cases(0.15))).changes
    assert change.figure.measure == "first_contact_resolution"
    assert change.figure.verdict.change < 0
    assert change.where.place is not None
    assert change.where.place.labels == ("Customer support",)
    assert change.since == LAST - 5


def test_chance_among_cases_is_no_news(tmp_path: Path) -> None:
    found = news(data(tmp_path, **cases(0.0)))
    assert (found.changes, found.judged) == ((), 1)


def test_a_year_and_a_half_are_too_short(tmp_path: Path) -> None:
    found = news(data(tmp_path, **cases(0.15, months=18)))
    assert (found.changes, found.judged) == ((), 0)


def test_the_period_before_is_judged_as_well(tmp_path: Path) -> None:
    quarter = closing("quarter", LAST, Calendar())
    assert news(data(tmp_path, **cases(0.15)), against=earlier(quarter, "previous", FIRST)).judged == 1


def test_without_a_comparison_nothing_is_tested(tmp_path: Path) -> None:
    found = news(data(tmp_path, answers=monthly(lambda _: USUAL)), against=None)
    assert (found.changes, found.judged) == ((), 0)


def test_at_most_three_are_said_the_largest_first(tmp_path: Path) -> None:
    rows = [
        *monthly(lambda back: HIGH if back < 3 else LOW),
        *monthly(lambda back: {2: 20, 5: 180 if back < 3 else 60}, metric="csat", survey="journey"),
        *monthly(lambda back: {2: 20, 7: 120 if back < 3 else 60}, metric="ces", survey="journey"),
    ]
    found = news(data(tmp_path, answers=rows, **cases(0.15)))
    assert found.judged == 4
    assert len(found.changes) == 3
    assert found.changes[0].figure.measure == "nps"
