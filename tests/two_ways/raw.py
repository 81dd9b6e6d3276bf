"""The demo company's own rows, and every measure computed from them a second time.

Plain SQL and plain Python on the tables as the contract describes them. None of the product's queries, measures or
statistics is used.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tests.two_ways.definitions import (
    COMPANY_WIDE,
    COUNTED,
    FLOWS,
    KEPT_APART,
    NOTHING,
    RETENTION,
    SAMPLED,
    SCALES,
    SCORES,
    SPENT,
    TABLES,
    Number,
    Place,
    Span,
)
from tests.two_ways.durations import ASKED, MEDIANS, REACHED, RESOLVED, RESPONDED, Durations
from tests.two_ways.formulas import Answers as Held
from tests.two_ways.formulas import Sample, bounded_interval, share_interval, wilson
from tests.two_ways.journeys import journeys
from tests.two_ways.themes import OTHERS, Answers


def month_of(day: Any) -> int:
    return int(day.year * 12 + day.month - 1)


class Raw:
    """A warehouse's file. Its times are shifted by so many hours, from Greenwich to the company.

    Somebody is active in a month with revenue in it or in one of the ``active_months`` - 1 before it.
    """

    def __init__(self, file: Path, hours_ahead: int, months: Span, active_months: int = 1) -> None:
        self.months = months
        self.active_months = active_months
        self._numbers: dict[tuple[str, Place, Span], Number] = {}
        self._active: dict[tuple[int, Place], dict[Any, float]] = {}
        self._flows: dict[tuple[int, Place], tuple[int, int, int]] = {}
        self.connection = duckdb.connect()
        self.connection.execute("set timezone = 'UTC'")
        self.connection.execute(f"attach '{file}' as company (read_only)")
        shift = f"at time zone 'UTC' + interval {hours_ahead} hour" if hours_ahead else ""
        end = f"{(months[1] + 1) // 12}-{(months[1] + 1) % 12 + 1:02d}-01"
        self.connection.execute(TABLES.replace("LOCAL", shift).replace("END_DAY", end))
        columns = list(zip(*journeys(self.connection, hours_ahead), strict=True)) or [(), (), (), ()]
        types = (pa.timestamp("us"), pa.bool_(), pa.string(), pa.string())
        ends = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
        self.connection.register("journeys", pa.table(ends, ["promised", "kept", "region", "segment"]))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def number(self, name: str, place: Place, span: Span) -> Number:
        """Return a measure over whole months; NOTHING where the data do not cover them."""
        if (name, place, span) not in self._numbers:
            self._numbers[name, place, span] = self._number(name, place, span)
        return self._numbers[name, place, span]

    def _number(self, name: str, place: Place, span: Span) -> Number:
        if name in SCORES:
            return self._score(name, place, span)
        if name in MEDIANS:
            return self._waited(name).median(place, span) if self._within(span) else NOTHING
        if name == "earned_growth":
            return self._earned_growth(place, span[1])
        if name in RETENTION:
            return self._retention(name, place, span[1])
        if name in FLOWS:
            return self._flow(name, place, span)
        if name in SPENT:
            return self._spent(name, place, span)
        return self._counted(name, Place() if name in COMPANY_WIDE else place, span)

    def in_buckets(self, name: str, place: Place, span: Span) -> Number:
        """Return a median as it is where durations are counted in buckets, but for the place within one."""
        return self._waited(name).median(place, span, in_buckets=True)

    def _waited(self, name: str) -> Durations:
        found = {"resolution_median": "durations", "first_response_median": "responses", "human_wait_median": "waits"}
        return getattr(self, found[name])  # type: ignore[no-any-return]

    @cached_property
    def durations(self) -> Durations:
        """How long cases last."""
        return Durations(self.connection, self.months[1], RESOLVED)

    @cached_property
    def responses(self) -> Durations:
        """How long cases wait for a first response."""
        return Durations(self.connection, self.months[1], RESPONDED)

    @cached_property
    def waits(self) -> Durations:
        """How long those who asked for a person waited for one, in minutes."""
        return Durations(self.connection, self.months[1], REACHED, ASKED)

    # ── answers ──

    @cached_property
    def answers(self) -> dict[str, NDArray[Any]]:
        """The answers that count: those with a score on the scale of their metric, in the months asked for."""
        kept = [
            (month_of(day), metric, "journey" if stage else "relationship", score, 1 if weight is None else weight,
             f"response {response}" if customer is None else f"customer {customer}", region or "not given",
             segment or "not given", response, comment, coded)
            for response, customer, day, metric, score, region, segment, stage, weight, comment, coded in self.rows(
                "select response_id, customer_id, moment, metric, score, region, segment, journey_stage, weight, "
                "comment, coded from answers")
            if metric in SCALES and score is not None and SCALES[metric][0] <= score <= SCALES[metric][1]
        ]  # fmt: skip
        names = (
            "month",
            "metric",
            "survey",
            "score",
            "weight",
            "customer",
            "region",
            "segment",
            "id",
            "comment",
            "coded",
        )
        return {name: np.array(column) for name, column in zip(names, zip(*kept, strict=True), strict=True)}

    def chosen(self, place: Place, span: Span, metric: str, survey: str | None = None) -> NDArray[np.bool_]:
        answers = self.answers
        kept = (answers["month"] >= span[0]) & (answers["month"] <= span[1]) & (answers["metric"] == metric)
        if survey:
            kept &= answers["survey"] == survey
        for column, asked in (("region", place.regions), ("segment", place.segments)):
            if asked is not None:
                kept &= np.isin(answers[column], asked)
        return kept  # type: ignore[no-any-return]

    def sample(self, name: str, place: Place, span: Span) -> Sample:
        scored = SCORES[name]
        kept = self.chosen(place, span, scored.metric, scored.survey)
        # Of one place alone what its customers answered elsewhere does not count; of several together it does.
        held = Place(
            *(asked if asked is not None and len(asked) == 1 else None for asked in (place.regions, place.segments))
        )
        y = np.array([float(scored.says(score)) for score in self.answers["score"][kept].tolist()])
        own = self._held(kept, scored.metric)
        around = self._held(self.chosen(held, span, scored.metric, scored.survey), scored.metric)
        return Sample(y, own.weight, own, around, span)

    def _held(self, kept: NDArray[np.bool_], metric: str) -> Held:
        answers, says = self.answers, SCORES[metric]
        outcome = np.array([float(says.says(score)) for score in answers["score"][kept].tolist()])
        return Held(outcome, answers["weight"][kept].astype(float), self._customer[kept], answers["month"][kept])

    @cached_property
    def _customer(self) -> NDArray[np.int64]:
        """Each answer's customer, as a number."""
        return np.unique(self.answers["customer"], return_inverse=True)[1]

    def _score(self, name: str, place: Place, span: Span) -> Number:
        if not self._within(span):
            return NOTHING
        sample, scored = self.sample(name, place, span), SCORES[name]
        if not sample.weight.sum() > 0:
            return Number(math.nan, sample.n)
        low, high = (share_interval if scored.is_share else bounded_interval)(sample)
        value, low, high = (scored.middle + scored.width * found for found in (sample.mean, low, high))
        return Number(value, sample.n, low, high)

    # ── themes ──

    @cached_property
    def _named(self) -> dict[Any, frozenset[str]]:
        """Answer → what it names: a theme, with '+' before it where that was praise; rare themes are one."""
        found = self.rows("select response_id, theme_id, sentiment from company.response_themes")
        times = Counter(theme for _, theme, _ in found)
        known = sorted(times, key=lambda theme: (-times[theme], theme.encode()))[:KEPT_APART]
        named: dict[Any, set[str]] = {}
        for response, theme, sentiment in found:
            sign = "+" if sentiment == 1 else ""
            named.setdefault(response, set()).add(sign + (theme if theme in known else OTHERS))
        return {response: frozenset(mentions) for response, mentions in named.items()}

    def themed(self, metric: str, place: Place, span: Span) -> Answers:
        """Answers of a metric; of NPS those of relationship surveys alone. Without a word on it, a comment was read."""
        answers, scored = self.answers, SCORES[metric]
        kept = self.chosen(place, span, scored.metric, scored.survey)
        words = zip(answers["coded"][kept].tolist(), answers["comment"][kept].tolist(), strict=True)
        read = [bool((comment or "").strip(" ")) if coded is None else coded for coded, comment in words]
        named = [self._named.get(response, frozenset()) for response in answers["id"][kept].tolist()]
        sample = self.sample(metric, place, span)
        customer = np.unique(answers["customer"][kept], return_inverse=True)[1]
        return Answers(sample.y, sample.weight, customer, np.array(read, dtype=bool), named)

    # ── what is counted in full ──

    def _counted(self, name: str, place: Place, span: Span) -> Number:
        if not self._within(span):
            return NOTHING
        if name not in COUNTED:
            raise LookupError(f"The measure {name} has no second way yet: add one to tests/two_ways/definitions.py.")
        table, day, value, n = COUNTED[name]
        first, after = (f"date '{month // 12}-{month % 12 + 1:02d}-01'" for month in (span[0], span[1] + 1))
        query = f"select {value}, {n} from {table} where {day} >= {first} and {day} < {after} and {place.sql}"
        ((found, counted),) = self.rows(query)
        number = Number(math.nan if found is None else float(found), math.nan if counted is None else float(counted))
        if name in SAMPLED and number.n > 0:
            low, high = wilson(number.value, number.n)
            return replace(number, low=low, high=high)
        return number

    def _within(self, span: Span) -> bool:
        return self.months[0] <= span[0] and span[1] <= self.months[1]

    # ── customers and their revenue ──

    @cached_property
    def paid(self) -> dict[int, dict[Any, float]]:
        """Month → customer → revenue, where there is some."""
        months: dict[int, dict[Any, float]] = {}
        for customer, day, amount in self.rows("select customer_id, month, amount from company.revenue"):
            of_month = months.setdefault(month_of(day), {})
            of_month[customer] = of_month.get(customer, 0.0) + (amount or 0.0)
        return {month: {who: sum_ for who, sum_ in found.items() if sum_ > 0} for month, found in months.items()}

    @cached_property
    def people(self) -> dict[Any, tuple[str | None, str | None, str | None, Any]]:
        found = self.rows("select customer_id, region, segment, acquisition_source, acquired_on from company.customers")
        return {row[0]: row[1:] for row in found}

    @cached_property
    def since(self) -> dict[Any, int]:
        """The month from which somebody is a customer: the first that was paid for.

        Who signed before the records of revenue begin may have paid before them, so has been a customer since then.
        """
        since: dict[Any, int] = {}
        begin = min(self.paid)
        for month in sorted(self.paid):
            for who in self.paid[month]:
                signed = self.people[who][3] if who in self.people else None
                early = signed is not None and month_of(signed) < begin
                since.setdefault(who, month_of(signed) if early else month)
        return since

    def active(self, month: int, place: Place) -> dict[Any, float]:
        """Who is active in a month, and with what."""
        if (month, place) not in self._active:
            nobody, found = (None, None, None, None), dict[Any, float]()
            for paid in (self.paid.get(month - back, {}) for back in range(self.active_months)):
                for who, amount in paid.items():
                    found[who] = found.get(who, 0.0) + amount
            held = {who: amount for who, amount in found.items() if place.holds(*self.people.get(who, nobody)[:2])}
            self._active[month, place] = held
        return self._active[month, place]

    def _retention(self, name: str, place: Place, closing: int) -> Number:
        opening = closing - RETENTION[name]
        if opening < self.months[0] or closing > self.months[1]:
            return NOTHING
        before, now = self.active(opening, place), self.active(closing, place)
        n = len(before)
        if n == 0:
            return Number(math.nan, 0)
        total = math.fsum(before.values())
        if name.startswith("logo_retention"):
            return Number(sum(who in now for who in before) / n, n)
        kept = math.fsum(now.get(who, 0.0) for who in before) / total
        if name.startswith("net_revenue_retention"):
            return Number(kept, n)
        return Number(math.fsum(min(amount, now.get(who, 0.0)) for who, amount in before.items()) / total, n)

    def brought(self, closing: int, place: Place, months: int = 12) -> dict[Any, float]:
        """Who brought revenue in one of the months up to a closing one, and how much in all of them."""
        found: dict[Any, float] = {}
        for month in range(closing - months + 1, closing + 1):
            for who, amount in self.paid.get(month, {}).items():
                found[who] = found.get(who, 0.0) + amount
        nobody = (None, None, None, None)
        return {who: amount for who, amount in found.items() if place.holds(*self.people.get(who, nobody)[:2])}

    def _earned_growth(self, place: Place, closing: int) -> Number:
        """A year's revenue of those who were there the year before and of who was won by referral, on that year's."""
        if closing - 23 < self.months[0] or closing > self.months[1]:
            return NOTHING
        before, now = self.brought(closing - 12, place), self.brought(closing, place)
        total = math.fsum(before.values())
        if total == 0:
            return Number(math.nan, 0)
        stayed = math.fsum(amount for who, amount in now.items() if who in before)
        new = {who: amount for who, amount in now.items() if who not in before and self.since[who] > closing - 12}
        sources = {who: self.people[who][2] if who in self.people else None for who in new}
        earned = math.fsum(amount for who, amount in new.items() if sources[who] == "earned")
        unknown = math.fsum(amount for who, amount in new.items() if sources[who] not in ("earned", "bought"))
        low, high = ((stayed + won) / total - 1 for won in (earned, earned + unknown))
        return Number(low, len(before), low, high)

    def flows(self, place: Place, month: int) -> tuple[int, int, int]:
        """New, come back and lost in a month against the month before."""
        if (month, place) not in self._flows:
            before, now = self.active(month - 1, place), self.active(month, place)
            came = now.keys() - before.keys()
            new = sum(self.since[who] >= month for who in came)
            self._flows[month, place] = new, len(came) - new, len(before.keys() - now.keys())
        return self._flows[month, place]

    def _flow(self, name: str, place: Place, span: Span) -> Number:
        if span[0] - 1 < self.months[0] or span[1] > self.months[1]:
            return NOTHING
        if not any(self.active(month, place) for month in range(self.months[0], self.months[1] + 1)):
            return NOTHING  # nobody is ever there
        new, back, lost = np.sum([self.flows(place, month) for month in range(span[0], span[1] + 1)], axis=0).tolist()
        if name == "customers_won":
            return Number(new, math.nan)
        if name == "net_customers":
            return Number(new + back - lost, math.nan)
        gained = new + back
        return Number(min(1.0, lost / gained) if gained else math.nan, gained)

    def _spent(self, name: str, place: Place, span: Span) -> Number:
        """What was spent for each customer who is new, or is kept, or is there at the end of a month."""
        if span[0] - 1 < self.months[0]:
            return NOTHING
        spent = self._counted(f"{name}_total", place, span).value
        months = range(span[0], span[1] + 1)
        if name == "acquisition_cost":
            people = sum(self.flows(place, month)[0] for month in months)
        elif name == "retention_cost":
            people = sum(
                len(self.active(month - 1, place).keys() & self.active(month, place).keys()) for month in months
            )
        else:
            people = sum(len(self.active(month, place)) for month in months)
        return Number(spent / people if people else math.nan, people)
