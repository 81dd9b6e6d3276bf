"""What came of pilots, a second time: plain SQL on answers and cases, and the difference of mean changes."""

from __future__ import annotations

import math
from statistics import fmean
from typing import Any

import pytest

from dashboard.measures.pilots.drawn import levels
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.outcomes import DATASET, Place, Span, outcomes_of
from dashboard.measures.pilots.register import tried
from dashboard.periods import first_day
from tests.two_ways.conftest import Company

OUTCOMES = {
    "nps": ("answers a join company.survey_responses s using (response_id)", "a.moment",
            "100 * ((a.score >= 9)::int - (a.score <= 6)::int)", "coalesce(a.weight, 1)",
            "a.metric = 'nps' and a.journey_stage is null and a.score between 0 and 10"),
    "csat": ("answers a join company.survey_responses s using (response_id)", "a.moment", "(a.score >= 4)::int",
             "coalesce(a.weight, 1)", "a.metric = 'csat' and a.score between 1 and 5"),
    "resolution_hours": ("resolved_cases a join company.support_cases s using (case_id)", "a.resolved", "a.hours", "1",
                         "true"),
}  # fmt: skip
"""Measure → where its rows are, when each counts, what it comes to, its weight, and which count."""

COUNTED = """
    select count(*), sum({weight}), sum({weight} * {value}) from {rows}
    where {counts} and {when} >= timestamp '{first}' and {when} < timestamp '{until}' {of}
"""
PLACED = {"region": "a.region", "segment": "a.segment", "department_id": "s.department_id"}


def raw(company: Company, one: Tried, span: Span) -> dict[Place, tuple[int, float]]:
    """Return, by unit, how many rows it has in these months, and their weighted mean."""
    rows, when, value, weight, counts = OUTCOMES[one.pilot.metric]
    units = company.raw.rows(
        f"select distinct {', '.join(PLACED)} from company.pilot_units where pilot_id = '{one.pilot.pilot_id}'"
    )
    found: dict[Place, tuple[int, float]] = {}
    for place in units:
        of = "".join(
            f" and {column} = '{label}'"
            for column, label in zip(PLACED.values(), place, strict=True) if label is not None
        )  # fmt: skip
        asked = COUNTED.format(
            rows=rows, when=when, value=value, weight=weight, counts=counts, of=of, first=first_day(span[0]),
            until=first_day(span[1] + 1),
        )  # fmt: skip
        ((n, weights, total),) = company.raw.rows(asked)
        found[*place, None] = (n, float(total) / float(weights) if weights else math.nan)
    return found


def kept(company: Company) -> list[Tried]:
    found = [one for one in tried(company.data) if one.lift is not None and one.horizon is not None]
    assert len(found) >= 4
    return found


def test_every_unit_s_value_before_and_after(either: Company) -> None:
    seen = 0
    for one in kept(either):
        outcomes = outcomes_of(either.data, one.pilot.pilot_id)
        assert one.horizon is not None
        for span in (one.horizon.before, one.horizon.after):
            scale = 100 if one.pilot.metric == "nps" else 1
            ours, counted = outcomes.values(span, scale, 0), outcomes.counted(span)
            theirs = raw(either, one, span)
            for place, value, n in zip(outcomes.places, ours, counted, strict=True):
                known = theirs.get(place, (0, math.nan))
                assert n == known[0]
                assert value == pytest.approx(known[1], rel=1e-9, nan_ok=True)
                seen += n > 0
    assert seen > 100


def test_every_lift_is_the_difference_of_mean_changes(either: Company) -> None:
    for one in kept(either):
        assert one.lift is not None
        assert one.wave is not None
        assert one.horizon is not None
        outcomes = outcomes_of(either.data, one.pilot.pilot_id)
        before, after = (raw(either, one, span) for span in (one.horizon.before, one.wave.horizon.after))
        sides = []
        for units in (one.wave.treated, one.wave.compared):
            places = [outcomes.places[at] for at in units.tolist()]
            sides.append((fmean(before[place][1] for place in places), fmean(after[place][1] for place in places)))
        (a, b), (c, d) = sides
        assert one.lift.value == pytest.approx((b - a) - (d - c), rel=1e-6, abs=1e-9)
        assert levels(either.data, one.pilot) == pytest.approx((a, b, c, d), rel=1e-6)


def test_what_is_kept_is_what_units_hold(either: Company) -> None:
    """Without weights or means: the rows of each pilot's units, month by month."""
    table: Any = either.data.snapshot.table(DATASET)
    for one in kept(either):
        assert one.horizon is not None
        months = (max(one.horizon.began - 12, either.raw.months[0]), min(one.horizon.began + 11, either.raw.months[1]))
        theirs = sum(n for n, _ in raw(either, one, months).values())
        rows = [row for row in table.to_pylist() if row["pilot_id"] == one.pilot.pilot_id]
        ours = {tuple(row[name] for name in ("region", "segment", "department_id", "month", "way")): row["n"] for row in
                rows if months[0] <= row["month"] <= months[1]}  # fmt: skip
        assert sum(ours.values()) == theirs > 0
