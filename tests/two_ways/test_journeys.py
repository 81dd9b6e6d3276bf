"""Journeys by stage, put together step by step in Python, where the product asks the warehouse for sums."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.two_ways.awkward import HOURS_AHEAD
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import SCALES, Place
from tests.two_ways.journeys import Step, due
from tests.two_ways.raw import month_of

EIGHTH = 8


@dataclass(frozen=True)
class Lived:
    """A step of a customer's journey, with the times as they were there."""

    journey_id: Any
    customer: Any
    journey: str
    stage: str
    region: str | None
    segment: str | None
    began: datetime
    promised: datetime | None
    done: datetime | None
    left: datetime | None

    def step(self) -> Step:
        return Step(self.journey, self.stage, self.region, self.segment, self.promised, self.done, self.left)


def lived(company: Company) -> Mapping[Any, list[Lived]]:
    """Return the steps of each journey, in their order."""
    shift = f"at time zone 'UTC' + interval {HOURS_AHEAD} hour" if company.name == "awkward" else ""
    times = ", ".join(f"(s.{name} {shift})" for name in ("started_at", "promised_at", "completed_at", "abandoned_at"))
    found: dict[Any, list[Lived]] = defaultdict(list)
    for row in company.raw.rows(f"""
        select s.journey_id, s.customer_id, s.journey, s.stage, coalesce(s.region, c.region),
            coalesce(s.segment, c.segment), {times}
        from company.journey_steps s left join company.customers c using (customer_id)
        order by s.journey_id, s.step_number
    """):
        found[row[0]].append(Lived(*row))
    return found


def stages(company: Company) -> dict[str, str]:
    return dict(company.raw.rows("select journey, stage from company.journey_stages where is_last"))


def end(company: Company) -> datetime:
    month = company.raw.months[1] + 1
    return datetime(month // 12, month % 12 + 1, 1)  # noqa: DTZ001 - a time as the clock there had it


def begin(company: Company) -> datetime:
    month = company.raw.months[0]
    return datetime(month // 12, month % 12 + 1, 1)  # noqa: DTZ001


def finished(steps: list[Lived], last: str | None) -> datetime | None:
    """Return when a journey was completed: with its last stage, or where none is known with all its steps."""
    if any(step.left for step in steps):
        return None
    ends = [step.done for step in steps if last is None or step.stage == last]
    return max(one for one in ends if one) if ends and all(ends) else None


def hours(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / 3600


def rows_of(company: Company, name: str) -> list[dict[str, Any]]:
    table = company.data.snapshot.table(name)
    assert table is not None
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def test_how_long_journeys_last(either: Company) -> None:
    wanted: Counter[tuple[Any, ...]] = Counter()
    for steps in lived(either).values():
        began = min(step.began for step in steps)
        if not begin(either) <= began < end(either):
            continue
        done = finished(steps, stages(either).get(steps[0].journey))
        left = min((step.left for step in steps if step.left), default=None)
        seen = next((one for one in (done, left) if one is not None and one < end(either)), end(either))
        backwards = any(one is not None and one < began for one in (done, left))
        word = (
            "left_out" if backwards else "open_at_end" if seen == end(either) else "completed" if done else "abandoned"
        )
        lasted = 1 / 64 if backwards else max(hours(began, seen), 1 / 64)
        first = steps[0]
        place = (month_of(began), first.region, first.segment, first.journey)
        wanted[*place, math.floor(EIGHTH * math.log2(lasted) + 0.5), word] += 1
    words = ("completed", "abandoned", "open_at_end", "left_out")
    grain = ("month", "region", "segment", "journey", "bucket")
    found = Counter({
        (*(row[name] for name in grain), word): row[word]
        for row in rows_of(either, "journey_lengths") for word in words if row[word]
    })  # fmt: skip
    assert found == wanted


def test_where_completed_journeys_spent_their_time(either: Company) -> None:
    wanted: dict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for steps in lived(either).values():
        promised = due([step.step() for step in steps], stages(either))
        done = finished(steps, stages(either).get(steps[0].journey))
        if promised is None or done is None or done >= end(either) or not all(step.done for step in steps):
            continue
        if not begin(either) <= promised[0] < end(either):
            continue
        late, before, counted = int(done > promised[0]), None, set()
        for step in steps:
            assert step.done is not None
            one = wanted[month_of(promised[0]), step.journey, step.stage, late]
            one[0] += step.stage not in counted
            one[1] += hours(step.began, step.done)
            one[2] += hours(before, step.began) if before else 0.0
            counted.add(step.stage)
            before = step.done
    found: dict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in rows_of(either, "journey_hours"):
        if row["stage"] is not None:
            sums = found[row["month"], row["journey"], row["stage"], row["late"]]
            for at, name in enumerate(("n", "hours", "wait_hours")):
                sums[at] += row[name]
    assert found.keys() == wanted.keys()
    for key, sums in wanted.items():
        assert found[key] == pytest.approx(sums, abs=0.1), key


def answers(company: Company) -> Iterator[tuple[Any, ...]]:
    """Yield the answers that count: customer, moment, month, region, segment, metric, score, stage, weight, bad."""
    for response, customer, moment, metric, score, region, segment, stage, weight in company.raw.rows(
        "select response_id, customer_id, moment, metric, score, region, segment, journey_stage, weight from answers"
    ):
        if metric in SCALES and score is not None and SCALES[metric][0] <= score <= SCALES[metric][1]:
            bad = score <= {"nps": 6, "csat": 3, "ces": 4, "thumbs": 0}[metric]
            yield (
                response,
                customer,
                moment,
                region,
                segment,
                metric,
                score,
                stage,
                1.0 if weight is None else weight,
                bad,
            )


def test_answers_about_stages(either: Company) -> None:
    months = range(either.raw.months[0], either.raw.months[1] + 1)
    wanted: Counter[tuple[Any, ...]] = Counter()
    for _, _, moment, region, segment, metric, score, stage, _, _ in answers(either):
        if stage is not None and month_of(moment) in months:
            wanted[month_of(moment), region, segment, metric, stage, score] += 1
    found: Counter[tuple[Any, ...]] = Counter()
    for row in rows_of(either, "stage_answers"):
        found[tuple(row[name] for name in ("month", "region", "segment", "metric", "stage", "score"))] += row["n"]
    assert found == wanted


def spoken(company: Company) -> tuple[dict[Any, list[tuple[Any, ...]]], list[tuple[Any, ...]]]:
    """Return what customers said of stages, and what they answered of NPS in the last year."""
    said: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    asked = []
    for _, customer, moment, _, _, metric, score, stage, weight, bad in answers(company):
        if customer is not None and stage is not None:
            said[customer].append((stage, moment, bad))
        elif customer is not None and metric == "nps" and -12 < month_of(moment) - company.raw.months[1] <= 0:
            asked.append((customer, moment, score, weight))
    return said, asked


def terms(said: list[tuple[Any, ...]], moment: datetime) -> list[str]:
    """Return what an answer is told by: the stages of the year before, those last spoken of badly, and all."""
    last: dict[str, tuple[Any, ...]] = {}
    for stage, when, bad in said:
        if when <= moment and month_of(when) > month_of(moment) - 12:
            last[stage] = max(last.get(stage, (when, bad)), (when, bad))
    found = [term for stage, (_, bad) in last.items() for term in (stage, *([f"-{stage}"] if bad else []))]
    return [*found, ""] if found else []


def test_what_a_last_word_on_a_stage_goes_along_with(either: Company) -> None:
    """Of the last year, for each stage: how many NPS answers know it, how many of them badly, and their outcomes."""
    said, asked = spoken(either)
    wanted: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for customer, moment, score, weight in asked:
        y = weight * ((score >= 9) - (score <= 6))
        for term in terms(said[customer], moment):
            wanted[term] = [a + b for a, b in zip(wanted[term], (1.0, weight, y), strict=True)]
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in rows_of(either, "stage_moments"):
        if row["metric"] == "nps" and row["term_a"] == row["term_b"] and row["month"] > either.raw.months[1] - 12:
            sign = "-" if row["term_a"].startswith("-") else ""
            term = sign + row["term_a"].rpartition("/")[2]
            values = (row["n"], row["weight"], row["y"])
            found[term] = [a + b for a, b in zip(found[term], values, strict=True)]
    assert found.keys() == wanted.keys()
    for term, sums in wanted.items():
        assert found[term] == pytest.approx(sums, rel=1e-6, abs=0.1), term


def test_who_is_within_a_stage_at_the_end_of_the_newest_month(either: Company) -> None:
    newest = either.raw.months[1]
    brought = either.raw.active(newest, Place())
    wanted: dict[tuple[str, str], set[Any]] = defaultdict(set)
    late: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for steps in lived(either).values():
        for step in steps:
            ended = [one for one in (step.done, step.left) if one is not None and month_of(one) <= newest]
            if step.customer in brought and month_of(step.began) <= newest and not ended:
                wanted[step.journey, step.stage].add(step.customer)
                if step.promised is not None and month_of(step.promised) <= newest:
                    late[step.journey, step.stage].add(step.customer)
    found: Counter[tuple[str, str]] = Counter()
    overdue: Counter[tuple[str, str]] = Counter()
    revenue: Counter[tuple[str, str]] = Counter()
    for row in rows_of(either, "stage_customers"):
        if row["month"] == newest and row["stage"] is not None:
            found[row["journey"], row["stage"]] += row["customers"]
            overdue[row["journey"], row["stage"]] += row["overdue"]
            revenue[row["journey"], row["stage"]] += row["revenue"]
    assert dict(found) == {stage: len(customers) for stage, customers in wanted.items()}
    assert {stage: n for stage, n in overdue.items() if n} == {stage: len(who) for stage, who in late.items()}
    for stage, customers in wanted.items():
        assert revenue[stage] == pytest.approx(sum(brought[one] for one in customers), abs=0.5)
