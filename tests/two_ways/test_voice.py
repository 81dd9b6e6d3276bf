"""Voice of the customer, by place and period, beside plain SQL on the raw rows."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.measures.voice.sources import regions_heard, sources, themes_heard
from dashboard.measures.voice.workshops import workshops
from dashboard.periods import Calendar, Period, closing, first_day, last_day
from tests.published import SETTINGS, view
from tests.two_ways.conftest import Company
from tests.two_ways.test_measures import LAST

WHEN = [("quarter", 0), ("year", 0), ("month", 7), ("fiscal", 11)]
"""Kinds of periods, and how many months before the last they close."""

PLACES = [None, ("NA",), ("not given",), ("NA", "DACH")]

END = f"timestamp '{last_day(LAST)}' + interval 1 day"
COMMENTS = """
    with kept as (select source, count(answered_at) > 0 as are_kept from company.feedback group by 1),
    told as (
        select f.*, f.answered_at as answered, coalesce(f.region, c.region, 'not given') as place,
            are_kept and (answered_at is null or f.answered_at >= f.received_on) as noted
        from company.feedback f join kept using (source) left join company.customers c using (customer_id)
    ),
    placed as (
        select *, noted and received_on + interval 8 day <= END as due, answered < END as is_answered,
            answered < END and answered < received_on + interval 8 day as in_time
        from told where received_on between date 'FROM' and date 'UNTIL' and PLACE
    )
"""


def comments(
    company: Company, period: Period, regions: tuple[str, ...] | None, select: str
) -> list[tuple[Any, ...]]:  # fmt: skip
    place = "true" if regions is None else f"place in ({', '.join(map(repr, regions))})"
    text = COMMENTS + select
    days = {"END": END, "FROM": first_day(period.first), "UNTIL": last_day(period.last), "PLACE": place}
    for word, value in days.items():
        text = text.replace(word, str(value))
    return company.raw.rows(text)


@pytest.mark.parametrize(("kind", "back"), WHEN)
def test_workshops(either: Company, kind: str, back: int) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    found = workshops(either.data, view(period=period, against=None))
    first = min(period.first, period.last - 11)
    rows = either.raw.rows(f"""
        select held_on, count(*) filter (attended), count(*) filter (not attended), count(*) filter (attended is null)
        from company.lob_sessions where kind = 'voc_workshop'
            and held_on between date '{first_day(first)}' and date '{last_day(period.last)}'
        group by held_on, region order by held_on desc
    """)
    assert rows
    assert [(one.held_on, len(one.came), len(one.missed), len(one.not_noted)) for one in found.held] == rows


@pytest.mark.parametrize(("kind", "back"), WHEN)
def test_comments(either: Company, kind: str, back: int) -> None:
    period = closing(kind, LAST - back, Calendar())  # type: ignore[arg-type]
    for regions in PLACES:
        _compare(either, period, regions)


def _compare(either: Company, period: Period, regions: tuple[str, ...] | None) -> None:
    asked = view(period=period, against=None, regions=regions)
    found = {one.key[1]: one for one in sources(either.data, asked, SETTINGS) if one.comments is not None}
    rows = comments(either, period, regions, """
        select source, count(*), count(theme_id), count(*) filter (noted), count(*) filter (due),
            count(*) filter (due and is_answered), count(*) filter (due and in_time), count(customer_id)
        from placed group by 1
    """)  # fmt: skip
    told = {
        source: (one.n, one.comments.themed, one.comments.noted, one.comments.due, one.comments.answered,
                 one.comments.in_time, one.named)
        for source, one in found.items() if one.comments is not None
    }  # fmt: skip
    assert told == {source: tuple(counts) for source, *counts in rows}
    themes = comments(either, period, regions, """
        select theme_id, count(*) from placed where theme_id is not null group by 1
    """)  # fmt: skip
    assert {one.theme_id: one.n for one in themes_heard(either.data, asked)} == dict(themes)
    assert sum(one.n for one in regions_heard(either.data, asked)) == sum(
        one.n for one in sources(either.data, asked, SETTINGS)
    )
