"""What happened with the accounts that are told one by one: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tests.engines import Rows
from tests.queries.conftest import Ask

AS_OF = date(2024, 12, 31)


def at(*parts: int) -> datetime:
    """A time in the warehouse's own zone, which it does not name."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def paid(name: str, amount: float = 10, month: date = date(2024, 12, 1)) -> dict[str, Any]:
    return {"customer_id": name, "month": month, "amount": amount}


def events(ask: Ask, tables: Mapping[str, Rows], name: str = "ann") -> list[tuple[Any, ...]]:
    people = [{"customer_id": "ann", "region": "N", "segment": "S", "acquired_on": date(2020, 5, 4),
               "acquisition_source": "earned"}]  # fmt: skip
    rows = ask("account_events", {"customers": people, "revenue": [paid("ann")], **tables})
    names = ("kind", "happened_on", "what", "detail", "value", "until_on")
    return [tuple(row[one] for one in names) for row in rows if row["customer_id"] == name]


ALWAYS = [
    ("revenue", date(2024, 12, 1), None, None, 10.0, None), ("joined", date(2020, 5, 4), "earned", None, None, None),
]  # fmt: skip


def test_answers_are_told_by_metric_and_stage_and_no_word_of_them(ask: Ask) -> None:
    answers = [
        {"response_id": str(number), "customer_id": "ann", "responded_at": moment, "metric": metric, "score": score,
         "journey_stage": stage, "comment": "Call me on 555"}
        for number, (moment, metric, score, stage) in enumerate([
            (at(2024, 5, 4, 23), "nps", 9, None), (at(2024, 12, 31, 23), "csat", 2, "setup"),
            (at(2025, 1, 1), "nps", 0, None),
        ])
    ]  # fmt: skip
    assert events(ask, {"survey_responses": answers}) == [
        ALWAYS[0], ("answer", AS_OF, "csat", "setup", 2, None), ("answer", date(2024, 5, 4), "nps", None, 9, None),
        ALWAYS[1],
    ]  # fmt: skip


def test_cases_are_open_until_they_are_resolved_or_given_up(ask: Ask) -> None:
    def case(name: str, day: int, **changes: Any) -> dict[str, Any]:
        return {"case_id": name, "customer_id": "ann", "opened_at": at(2024, 6, day), "channel": "phone"} | changes

    found = events(ask, {"support_cases": [
        case("open", 1), case("solved", 2, resolved_at=at(2024, 6, 9), csat=4),
        case("later", 3, resolved_at=at(2025, 1, 1)), case("left", 4, abandoned=True, channel=None),
        case("next", 5) | {"opened_at": at(2025, 1, 1)},
    ]})  # fmt: skip
    assert [one[1:] for one in found if one[0] == "case"] == [
        (date(2024, 6, 4), None, "abandoned", None, None), (date(2024, 6, 3), "phone", "open", None, None),
        (date(2024, 6, 2), "phone", "resolved", 4, date(2024, 6, 9)), (date(2024, 6, 1), "phone", "open", None, None),
    ]  # fmt: skip


def test_journeys_end_or_are_given_up(ask: Ask) -> None:
    def step(name: str, day: int, **changes: Any) -> dict[str, Any]:
        return {"journey_id": name, "customer_id": "ann", "journey": "Start", "stage": "a", "step_number": 1,
                "started_at": at(2024, 6, day)} | changes  # fmt: skip

    found = events(ask, {"journey_steps": [
        step("done", 1, completed_at=at(2024, 6, 2)), step("left", 3, abandoned_at=at(2024, 6, 5)), step("open", 4),
        step("done", 2, step_number=2, completed_at=at(2024, 6, 8)),
    ]})  # fmt: skip
    assert [one[1:] for one in found if one[0] == "journey"] == [
        (date(2024, 6, 4), "Start", "open", None, None),
        (date(2024, 6, 3), "Start", "abandoned", None, date(2024, 6, 5)),
        (date(2024, 6, 1), "Start", "completed", None, date(2024, 6, 8)),
    ]  # fmt: skip


def test_sponsor_reviews_renewals_and_that_it_left(ask: Ask) -> None:
    people = [{"customer_id": "ann", "churned_on": AS_OF, "churn_reason": "Price"}]
    found = events(ask, {
        "customers": people,
        "sponsorships": [{"customer_id": "ann", "sponsor": "Eva", "sponsor_department_id": "d",
                          "started_on": date(2024, 2, 1), "goal": "Renew"}],
        "sponsor_reviews": [{"customer_id": "ann", "held_on": day, "departments": 3}
                            for day in (date(2024, 3, 1), AS_OF + timedelta(1))],
        "renewals": [{"customer_id": "ann", "due_on": date(year, 4, 1), "value_due": 5, "outcome": outcome}
                     for year, outcome in ((2024, "renewed"), (2025, None))],
    })  # fmt: skip
    assert found == [
        ALWAYS[0], ("renewal", date(2025, 4, 1), None, None, 5, None), ("left", AS_OF, "Price", None, None, None),
        ("renewal", date(2024, 4, 1), "renewed", None, 5, None), ("review", date(2024, 3, 1), None, None, 3, None),
        ("sponsor", date(2024, 2, 1), "Eva", "d", None, None),
    ]  # fmt: skip


def test_themes_are_told_by_when_they_were_named_last_and_how_often(ask: Ask) -> None:
    answers = [
        {"response_id": str(day), "customer_id": "ann", "responded_at": at(2024, 6, day), "metric": "nps", "score": 5,
         "coded": True} for day in (1, 2)
    ]  # fmt: skip
    named = [("1", "wait"), ("2", "wait"), ("2", "price")]
    found = events(ask, {
        "survey_responses": answers,
        "response_themes": [{"response_id": one, "theme_id": theme} for one, theme in named],
    })  # fmt: skip
    assert sorted(one[1:5] for one in found if one[0] == "theme") == [
        (date(2024, 6, 2), "price", None, 1), (date(2024, 6, 2), "wait", None, 2),
    ]  # fmt: skip


def test_the_newest_of_the_largest_and_the_sponsored_are_kept(ask: Ask) -> None:
    months = [date(2020 + at // 12, at % 12 + 1, 1) for at in range(60)]
    rows = ask("account_events", {
        "customers": [{"customer_id": "big", "region": "N"}],
        "revenue": [*(paid("big", 5, month) for month in months), *(paid(f"c{at:03}", 2) for at in range(499)),
                    paid("small", 1), paid("friend", 1)],
        "sponsorships": [{"customer_id": "friend", "sponsor": "Eva", "started_on": date(2024, 1, 1)}],
        "sponsor_reviews": [{"customer_id": "big", "held_on": AS_OF - timedelta(days)} for days in range(150)],
    })  # fmt: skip
    big = [row for row in rows if row["customer_id"] == "big"]
    assert len({row["customer_id"] for row in rows}) == 501
    assert not [row for row in rows if row["customer_id"] == "small"]
    assert [row["number"] for row in big] == [*range(1, 37), *range(61, 201)]
    assert (big[35]["happened_on"], big[-1]["happened_on"]) == (date(2022, 1, 1), AS_OF - timedelta(139))
    assert {row["region"] for row in big} == {"N"}
