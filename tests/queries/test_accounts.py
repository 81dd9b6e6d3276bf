"""The customers that matter most, with what is known of each: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.engines import Rows
from tests.queries.conftest import Ask, month

AS_OF = date(2024, 12, 31)


def at(*parts: int) -> datetime:
    """A time in the warehouse's own zone, which it does not name."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def revenue(customer: str, amount: float, months: range = range(24)) -> list[dict[str, Any]]:
    """So much a month, of these months from January 2023 on."""
    return [
        {"customer_id": customer, "month": date(2023 + place // 12, place % 12 + 1, 1), "amount": amount}
        for place in months
    ]


def by_name(ask: Ask, tables: Mapping[str, Rows], **parameters: Any) -> dict[str, dict[str, Any]]:
    return {row["customer_id"]: row for row in ask("accounts", tables, **parameters)}


def test_what_a_customer_brought_and_how_much_of_the_place_that_is(ask: Ask) -> None:
    found = by_name(ask, {
        "revenue": [
            *revenue("ann", 10, range(12)), *revenue("ann", 20, range(12, 24)), *revenue("bob", 5, range(20, 24)),
            *revenue("cid", 7, range(10)), *revenue("dan", 1),
        ],
        "customers": [
            {"customer_id": "ann", "region": "N", "segment": "S", "account_name": "Ann & Sons"},
            {"customer_id": "bob", "region": "N", "segment": "S"}, {"customer_id": "dan", "region": "N"},
        ],
    })  # fmt: skip
    assert set(found) == {"ann", "bob", "dan"}  # cid brought nothing in the year
    names = ("account_name", "month_revenue", "year_revenue", "year_before_revenue", "place_customers", "place_revenue")
    assert [[found[one][name] for name in names] for one in found] == [
        ["Ann & Sons", 20, 240, 120, 2, 260], [None, 5, 20, 0, 2, 260], [None, 1, 12, 12, 1, 12],
    ]  # fmt: skip
    assert {row["last_paid_month"] for row in found.values()} == {month("2024-12")}


def test_the_year_before_is_known_only_where_all_of_it_is_recorded(ask: Ask) -> None:
    whole, part = (by_name(ask, {"revenue": revenue("ann", 1, range(begin, 24))})["ann"] for begin in (0, 1))
    assert (whole["year_before_revenue"], part["year_before_revenue"]) == (12, None)


def test_the_largest_of_each_place_and_of_all_are_there_and_who_has_a_sponsor(ask: Ask) -> None:
    """Of 60 customers in one place and one in another the smallest ten are left out, but for a sponsored one."""
    people = [{"customer_id": f"c{number:02}", "segment": "many"} for number in range(60)]
    paid = [row for number in range(60) for row in revenue(f"c{number:02}", 100 + number, range(23, 24))]
    tables = {
        "revenue": [*paid, *revenue("tiny", 1, range(23, 24))], "customers": people,
        "sponsorships": [
            {"customer_id": "c03", "sponsor": "Eva", "started_on": date(2024, 5, 1), "open_actions": 2},
            {"customer_id": "c03", "sponsor": "Old", "started_on": date(2023, 5, 1)},
            {"customer_id": "c04", "sponsor": "Not yet", "started_on": date(2025, 1, 1)},
            {"customer_id": "pays nothing", "sponsor": "Max", "started_on": date(2024, 1, 1)},
        ],
    }  # fmt: skip
    found = by_name(ask, tables)
    assert set(found) == {*(f"c{number:02}" for number in range(60)), "tiny", "pays nothing"}
    assert (found["c03"]["sponsor"], found["c03"]["open_actions"], found["c03"]["sponsored"]) == ("Eva", 2, 1)
    assert (found["c04"]["sponsored"], found["tiny"]["sponsored"]) == (0, 0)
    nothing = found["pays nothing"]
    assert (nothing["year_revenue"], nothing["last_paid_month"], nothing["place_customers"]) == (0, None, 0)


@pytest.mark.parametrize("tables", [(), ("support_cases", "sponsorships")])
def test_where_nothing_is_kept_of_cases_or_sponsors_none_is_not_said(ask: Ask, tables: tuple[str, ...]) -> None:
    kept = {
        "support_cases": [{"case_id": "1", "customer_id": "bob", "opened_at": at(2024, 1, 1)}],
        "sponsorships": [{"customer_id": "bob", "sponsor": "Eva", "started_on": date(2024, 1, 1)}],
    }
    found = by_name(ask, {"revenue": revenue("ann", 1), **{name: kept[name] for name in tables}})["ann"]
    assert [found["open_cases"], found["sponsored"]] == ([0, 0] if tables else [None, None])


def test_cases_count_while_they_are_open_at_the_end_of_the_day(ask: Ask) -> None:
    def case(name: str, opened: datetime, resolved: datetime | None = None, **changes: Any) -> dict[str, Any]:
        return {"case_id": name, "customer_id": "ann", "opened_at": opened, "resolved_at": resolved} | changes

    late = at(2024, 12, 31, 23, 59)
    found = by_name(ask, {
        "revenue": revenue("ann", 1),
        "support_cases": [
            case("open", at(2024, 11, 5, 12)), case("of today", late), case("solved later", late, late +
            timedelta(days=1)), case("solved", at(2024, 3, 1), late), case("given up", late, abandoned=True),
            case("of tomorrow", late + timedelta(minutes=1)),
        ],
    }, as_of=AS_OF)["ann"]  # fmt: skip
    assert (found["open_cases"], found["oldest_case_on"]) == (3, date(2024, 11, 5))


def test_the_last_answer_of_the_relationship_is_the_score(ask: Ask) -> None:
    def answer(name: str, day: int, score: int, **changes: Any) -> dict[str, Any]:
        return {"response_id": name, "customer_id": "ann", "responded_at": at(2024, 6, day), "metric": "nps",
                "score": score} | changes  # fmt: skip

    found = by_name(ask, {
        "revenue": revenue("ann", 1),
        "survey_responses": [
            answer("a", 1, 9), answer("b", 3, 2), answer("c", 4, 10, journey_stage="setup"),
            answer("d", 5, 5, metric="csat"), answer("e", 6, 11),
        ],
    })["ann"]  # fmt: skip
    assert (found["score"], found["answered_on"]) == (2, date(2024, 6, 3))


def test_the_next_renewal_and_what_came_of_the_last(ask: Ask) -> None:
    def due(customer: str, day: date, value: float, outcome: str | None = None) -> dict[str, Any]:
        return {"customer_id": customer, "due_on": day, "value_due": value, "outcome": outcome}

    found = by_name(ask, {
        "revenue": [*revenue("ann", 2), *revenue("bob", 1), *revenue("cid", 1)],
        "renewals": [
            due("ann", date(2023, 6, 1), 10, "lost"), due("ann", date(2024, 6, 1), 20, "renewed"),
            due("ann", AS_OF, 30), due("ann", AS_OF, 12), due("ann", date(2025, 6, 1), 40),
            due("bob", date(2024, 6, 1), 5), due("cid", date(2025, 3, 1), 7, "renewed"),
        ],
    }, as_of=AS_OF)  # fmt: skip
    names = ("renews_on", "value_due", "last_due_on", "last_outcome")
    assert [[found[one][name] for name in names] for one in ("ann", "bob", "cid")] == [
        [AS_OF, 42, date(2024, 6, 1), "renewed"], [None, None, date(2024, 6, 1), None],
        [None, None, date(2025, 3, 1), "renewed"],
    ]  # fmt: skip
