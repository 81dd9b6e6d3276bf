"""Periods: complete months, unique labels, fiscal years, and what each is compared with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.periods import (
    Calendar,
    Period,
    choices,
    closing,
    earlier,
    first_day,
    is_quarter,
    last_day,
    month_label,
    month_of,
)

SEP_2026 = 2026 * 12 + 8
JAN_2022 = 2022 * 12


def labels(*arguments: object) -> list[str]:
    return [period.label for period in choices(*arguments)]  # type: ignore[arg-type]


def test_a_month_and_its_days() -> None:
    assert month_of(date(2026, 9, 30)) == SEP_2026
    assert first_day(SEP_2026) == date(2026, 9, 1)
    assert last_day(2024 * 12 + 1) == date(2024, 2, 29)
    assert last_day(2025 * 12 + 11) == date(2025, 12, 31)


def test_the_default_is_the_newest_three_months_whatever_the_quarters_are() -> None:
    newest = choices(JAN_2022, SEP_2026 - 1)[0]
    assert (newest.label, newest.first, newest.last) == ("Jun–Aug 2026", SEP_2026 - 3, SEP_2026 - 1)
    assert choices(JAN_2022, SEP_2026)[0].label == "Q3 2026"  # a quarter is called by its name


def test_the_newest_of_each_kind_come_first() -> None:
    found = labels(JAN_2022, SEP_2026 - 1)
    assert found[:7] == [
        "Jun–Aug 2026", "Aug 2026", "Q2 2026", "12 months to Aug 2026", "FY2026 to Aug 2026", "FY2025",
        "Jan 2022 to Aug 2026",
    ]  # fmt: skip
    assert found[7:9] == ["Jul 2026", "Jun 2026"]


@pytest.mark.parametrize(
    "label",
    [
        "Jan 2022", "Q1 2022", "Feb–Apr 2022", "Dec 2022–Feb 2023", "12 months to Dec 2022", "12 months to Apr 2024",
        "FY2022", "FY2022 to Jan 2022", "FY2024 to Aug 2024",
    ],
)  # fmt: skip
def test_past_periods_are_offered_too(label: str) -> None:
    assert label in labels(JAN_2022, SEP_2026)


def test_an_unfinished_quarter_is_not_offered() -> None:
    assert "Q4 2026" not in labels(JAN_2022, SEP_2026 + 1)


def test_three_months_that_are_a_quarter_are_offered_once() -> None:
    spans = [(period.first, period.last) for period in choices(JAN_2022, SEP_2026) if period.kind == "quarter"]
    assert len(spans) == len({*spans}) == SEP_2026 - JAN_2022 - 1


@pytest.mark.parametrize(
    ("start", "label", "expected"),
    [
        (4, "end", ["Q2 FY2027", "FY2027 to Sep 2026", "FY2026"]),
        (4, "start", ["Q2 FY2026", "FY2026 to Sep 2026", "FY2025"]),
        (10, "end", ["Q4 FY2026", "FY2026"]),
        (2, "end", ["Q2 FY2027", "FY2027 to Sep 2026", "FY2026"]),
    ],
)
def test_a_fiscal_year_is_named_as_the_settings_say(start: int, label: str, expected: list[str]) -> None:
    found = labels(JAN_2022, SEP_2026, start, label)[:7]
    assert [one for one in found if "FY" in one] == expected


def test_a_fiscal_quarter_ends_where_the_fiscal_year_puts_it() -> None:
    quarter = next(period for period in choices(JAN_2022, SEP_2026, 2) if is_quarter(period, 2))
    assert (quarter.first, quarter.last) == (2026 * 12 + 4, 2026 * 12 + 6)  # May to July


def test_what_the_data_do_not_hold_whole_is_not_offered() -> None:
    found = labels(SEP_2026 - 1, SEP_2026)
    assert found[:3] == ["Sep 2026", "Aug 2026 to Sep 2026", "Aug 2026"]
    assert len(found) == 3
    assert labels(SEP_2026 + 1, SEP_2026) == []


@given(
    st.integers(2000 * 12, 2050 * 12), st.integers(0, 40), st.integers(0, 6), st.integers(1, 12),
    st.sampled_from(["en", "de", "ja"]),
)  # fmt: skip
def test_a_link_names_the_same_months_for_as_long_as_the_data_hold_them(
    first: int, months: int, later: int, start: int, locale: str
) -> None:
    """Whatever was offered before is offered still, under its label; but for all months together, which are others."""
    now = {period.label: period for period in choices(first + later, first + months + later, start, "end", locale)}
    for period in choices(first, first + months, start, "end", locale):
        if period.kind != "all" and period.first >= first + later:
            assert now[period.label] == period


def test_the_year_before_are_the_same_months() -> None:
    quarter = closing("quarter", SEP_2026, Calendar())
    assert earlier(quarter, "year", JAN_2022) == Period("quarter", SEP_2026 - 14, SEP_2026 - 12, "Q3 2025")


def test_the_period_before_is_as_long_and_just_before() -> None:
    for kind, label in (("month", "Aug 2026"), ("quarter", "Q2 2026"), ("year", "12 months to Sep 2025")):
        period = closing(kind, SEP_2026, Calendar())  # type: ignore[arg-type]
        before = earlier(period, "previous", JAN_2022)
        assert before is not None
        assert (before.label, before.last, before.length) == (label, period.first - 1, period.length)


def test_a_fiscal_year_to_date_is_compared_with_the_same_months() -> None:
    to_date = closing("fiscal", SEP_2026, Calendar(4, "end"))
    for against in ("year", "previous"):
        before = earlier(to_date, against, JAN_2022, Calendar(4, "end"))
        assert before is not None
        assert (before.label, before.first, before.length) == ("FY2026 to Sep 2025", to_date.first - 12, 6)


def test_there_is_no_comparison_before_the_data_begin() -> None:
    quarter = choices(SEP_2026 - 13, SEP_2026)[0]
    assert earlier(quarter, "year", SEP_2026 - 13) is None
    assert earlier(quarter, "year", SEP_2026 - 14) is not None


def test_months_are_named_in_the_company_s_language() -> None:
    assert month_label(SEP_2026) == "Sep 2026"
    assert month_label(2026 * 12 + 2, "de") == "März 2026"


@given(st.integers(2000 * 12, 2050 * 12), st.integers(0, 80), st.integers(1, 12), st.sampled_from(["start", "end"]))
def test_periods_are_whole_unique_and_within_the_data(first: int, months: int, start: int, label: str) -> None:
    periods = choices(first, first + months, start, label)  # type: ignore[arg-type]
    assert len({period.label for period in periods}) == len(periods)
    for period in periods:
        assert first <= period.first <= period.last <= first + months
        assert period.length == {"month": 1, "quarter": 3, "year": 12}.get(period.kind, period.length)
        if period.kind == "fiscal":
            assert (period.first - (start - 1)) % 12 == 0
        if period.kind == "quarter":
            assert period.label.startswith("Q") == is_quarter(period, start)


@pytest.mark.parametrize("start", range(1, 13))
def test_a_period_is_compared_with_as_many_months(start: int) -> None:
    """Never a part with a whole, whatever month the fiscal year begins in."""
    last = 2026 * 12 + 7
    for period in choices(last - 59, last, start):
        assert period.last <= last
        for kind in ("year", "previous"):
            before = earlier(period, kind, last - 59, Calendar(start))
            if before is not None:
                assert before.length == period.length
                assert before.last < period.first
