"""People and culture, by place and period, beside plain SQL on the raw rows."""

from __future__ import annotations

import pytest

from dashboard.measures.people.signals import Counted, heard
from dashboard.periods import Calendar, closing, first_day, last_day
from tests.published import view
from tests.two_ways.conftest import Company
from tests.two_ways.test_measures import LAST

WHEN = [("quarter", 0), ("year", 0), ("month", 7), ("fiscal", 11)]
"""Kinds of periods, and how many months before the last they close."""

periods = pytest.mark.parametrize(("kind", "back"), WHEN)


def _counts(one: Counted) -> tuple[int, ...]:
    return (
        one.raised, one.due, one.in_time, one.due_lately, one.in_time_lately, one.waits, one.oldest,
    )  # fmt: skip


@periods
@pytest.mark.parametrize("by", ["department_id", "theme_id", "barrier"])
def test_what_staff_say(either: Company, kind: str, back: int, by: str) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = heard(either.data, view(period=period, against=None))
    lately, until = f"date '{first_day(period.first)}'", f"date '{last_day(period.last)}'"
    year = f"date '{first_day(min(period.first, period.last - 11))}'"
    rows = either.raw.rows(f"""
        with signals as (select *, raised_on + 30 as due_on from company.employee_signals),
        told as (
            select *, raised_on between {year} and {until} as raised, due_on between {year} and {until} as due,
                coalesce(answered_on <= due_on, false) as in_time,
                due_on < {until} and coalesce(answered_on > {until}, true) as waits
            from signals
        )
        select {by}, count(*) filter (raised), count(*) filter (due), count(*) filter (due and in_time),
            count(*) filter (due and due_on >= {lately}), count(*) filter (due and due_on >= {lately} and in_time),
            count(*) filter (waits), coalesce(max(date_diff('day', raised_on, {until})) filter (waits), 0)
        from told where raised or due or waits group by 1
    """)
    counted = {"department_id": found.departments, "theme_id": found.themes, "barrier": found.barriers}[by]
    assert {one.key: _counts(one) for one in counted} == {key: tuple(counts) for key, *counts in rows}
    assert [days for _, days in found.waiting] == sorted((days for _, days in found.waiting), reverse=True)
    assert len(found.waiting) == found.whole.waits == sum(one.waits for one in counted)
