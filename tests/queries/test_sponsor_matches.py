"""Who is like a sponsored account: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tests.engines import Rows
from tests.queries.conftest import Ask, month

BEGAN = date(2024, 1, 15)


def person(name: str, **changes: Any) -> dict[str, Any]:
    return {"customer_id": name, "region": "N", "segment": "S", "acquired_on": date(2022, 1, 1)} | changes


def paid(name: str, amount: float, *months: str) -> list[dict[str, Any]]:
    told = months or ("2023-10", "2023-11", "2023-12", "2024-10", "2024-11", "2024-12")
    return [
        {"customer_id": name, "month": date(int(one[:4]), int(one[5:]), 1), "amount": amount} for one in told
    ]  # fmt: skip


def answer(name: str, day: date, score: int, **changes: Any) -> dict[str, Any]:
    return {
        "response_id": f"{name} {day}", "customer_id": name, "metric": "nps", "score": score,
        "responded_at": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - in the warehouse's own zone
    } | changes  # fmt: skip


def found(ask: Ask, tables: Mapping[str, Rows]) -> list[dict[str, Any]]:
    begun = {"sponsorships": [{"customer_id": "ann", "sponsor": "Eva", "started_on": BEGAN}]}
    return ask("sponsor_matches", {**begun, **tables}, first_month=month("2023-01"))


def test_alike_are_those_of_the_same_place_tenure_and_about_as_much_revenue(ask: Ask) -> None:
    people = [
        person("ann"), person("near"), person("least"), person("most"), person("less"), person("more"),
        person("other region", region="W"), person("other segment", segment=None),
        person("younger", acquired_on=date(2023, 2, 1)), person("unknown age", acquired_on=None),
        person("sponsored"), person("late"),
    ]  # fmt: skip
    amounts = {"ann": 30, "near": 31, "least": 20, "most": 45, "less": 19, "more": 46, "late": 30}
    revenue = [row for one in people for row in paid(one["customer_id"], amounts.get(one["customer_id"], 30))]
    revenue = [row for row in revenue if row["customer_id"] != "late" or row["month"].year == 2024]
    also = [{"customer_id": "sponsored", "sponsor": "Max", "started_on": date(2025, 5, 1)},
            {"customer_id": "ann", "sponsor": "Eva", "started_on": BEGAN}]  # fmt: skip
    rows = found(ask, {"customers": people, "revenue": revenue, "sponsorships": also})
    assert [(row["place"], row["customer_id"], row["base_revenue"], row["latest_revenue"]) for row in rows] == [
        (0, "ann", 90, 90), (1, "near", 93, 93), (2, "least", 60, 60), (3, "most", 135, 135),
    ]  # fmt: skip
    assert {(row["account_id"], row["region"], row["segment"], row["start_month"]) for row in rows} == {
        ("ann", "N", "S", month("2024-01"))
    }


def test_no_more_than_five_stand_beside_one(ask: Ask) -> None:
    people = [person("ann"), *(person(f"c{at}") for at in range(8))]
    revenue = [*paid("ann", 100), *(row for at in range(8) for row in paid(f"c{at}", 101 + at))]
    rows = found(ask, {"customers": people, "revenue": revenue})
    assert [row["customer_id"] for row in rows] == ["ann", "c0", "c1", "c2", "c3", "c4"]


def test_an_account_that_brought_nothing_before_stands_alone(ask: Ask) -> None:
    rows = found(ask, {
        "customers": [person("ann"), person("bob")], "revenue": [*paid("ann", 5, "2024-12"), *paid("bob", 5)],
    })  # fmt: skip
    assert [(row["place"], row["base_revenue"], row["latest_revenue"]) for row in rows] == [(0, None, 5)]


def test_answers_before_it_and_in_its_last_year(ask: Ask) -> None:
    rows = found(ask, {
        "customers": [person("ann"), person("bob")], "revenue": [*paid("ann", 5), *paid("bob", 5)],
        "survey_responses": [
            answer("ann", date(2022, 12, 31), 0), answer("ann", date(2023, 1, 1), 9),
            answer("ann", date(2023, 12, 31), 7),
            answer("ann", date(2024, 1, 1), 2), answer("ann", date(2024, 12, 31), 10),
            answer("ann", date(2024, 6, 1), 0, journey_stage="setup"), answer("ann", date(2025, 1, 1), 0),
            answer("bob", date(2023, 7, 1), 3), answer("bob", date(2024, 7, 1), 8, metric="csat"),
        ],
    })  # fmt: skip
    names = ("customer_id", "before_n", "before_outcome", "after_n", "after_outcome")
    assert [tuple(row[name] for name in names) for row in rows] == [("ann", 2, 1, 2, 0), ("bob", 1, -1, 0, 0)]
