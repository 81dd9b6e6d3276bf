"""Cases, journeys, sales, tasks and the ledger: rows that a pencil can check."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.queries.conftest import Ask, month


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def case(case_id: str, opened_at: str, **others: Any) -> dict[str, Any]:
    return {"case_id": case_id, "opened_at": at(opened_at), **others}


def test_of_a_case_only_what_is_known_is_summed(ask: Ask) -> None:
    north = {"region": "North"}
    rows = ask("cases", {
        "support_cases": [
            case("1", "2024-02-01 09:00", first_contact_resolved=True, transfers=0, handle_minutes=10.0, **north),
            case("2", "2024-02-29 09:00", first_contact_resolved=False, transfers=3, handle_minutes=2.5, escalated=True,
                 **north),
            case("3", "2024-02-29 23:59", customer_id="ann", escalated=False),
            case("4", "2025-01-01 00:00", region="North"),
            case("5", "2024-02-03 09:00", abandoned=True, **north),
            case("6", "2024-02-03 09:00", abandoned=True, first_contact_resolved=True, **north),
            case("7", "2024-02-03 09:00", abandoned=False, **north),
        ],
        "customers": [{"customer_id": "ann", "region": "North"}],
    })  # fmt: skip
    assert rows == [{
        "month": month("2024-02"), "region": "North", "segment": None, "department_id": None, "channel": None,
        "n": 6, "contact_known": 4, "contact_resolved": 1, "abandonment_known": 3, "abandoned": 2,
        "escalation_known": 2, "escalated": 1, "transfers_known": 2, "handled": 2, "transfers": 3.0,
        "transfers_squared": 9.0, "handle_minutes": 12.5, "handle_minutes_squared": 106.25,
    }]  # fmt: skip


def test_where_no_case_is_marked_those_given_up_tell_nothing_of_first_contacts(ask: Ask) -> None:
    """'0 % of 143 cases' would be said of a company that does not keep what was solved at the first contact."""
    given_up = [case(str(at), "2024-02-01 09:00", abandoned=True) for at in range(3)]
    (row,) = ask("cases", {"support_cases": [*given_up, case("4", "2024-02-01 09:00")]})
    assert (row["n"], row["abandoned"], row["contact_known"], row["contact_resolved"]) == (4, 3, 0, 0)


def test_nothing_known_is_a_sum_of_nothing_beside_a_count_of_zero(ask: Ask) -> None:
    (row,) = ask("cases", {"support_cases": [case("1", "2024-02-01 09:00")]})
    assert (row["n"], row["handled"], row["handle_minutes"], row["transfers_known"], row["transfers"]) == (
        1,
        0,
        0,
        0,
        0,
    )


def test_what_cases_were_given_is_counted_by_score(ask: Ask) -> None:
    rows = ask("case_scores", {
        "support_cases": [
            case("1", "2024-02-01 09:00", csat=5, department_id="billing"), case("2", "2024-02-02 09:00", csat=5),
            case("3", "2024-02-03 09:00", csat=5, customer_id="ann"), case("4", "2024-02-03 09:00"),
            case("5", "2024-02-03 09:00", csat=0), case("6", "2024-02-03 09:00", csat=6),
        ],
        "customers": [{"customer_id": "ann", "region": "North"}],
    })  # fmt: skip
    assert {(row["region"], row["department_id"], row["score"]): row["n"] for row in rows} == {
        (None, "billing", 5): 1, (None, None, 5): 1, ("North", None, 5): 1,
    }  # fmt: skip


def test_how_long_a_first_response_takes(ask: Ask) -> None:
    """After an hour, though the customer gave up later; still waiting; given up before; and before it began."""
    (at_an_hour, *others) = ask("first_responses", {"support_cases": [
        case("1", "2024-02-01 09:00", first_response_at=at("2024-02-01 10:00"), abandoned=True),
        case("2", "2024-12-31 23:00"), case("3", "2024-02-01 09:00", abandoned=True),
        case("4", "2024-02-01 09:00", first_response_at=at("2024-01-01 10:00")),
    ]})  # fmt: skip
    found = [tuple(row[name] for name in ("bucket", "n", "responded", "waiting_at_end", "left_out"))
             for row in (at_an_hour, *others)]  # fmt: skip
    assert sorted(found) == [(-48, 2, 0, 0, 2), (0, 1, 0, 1, 0), (0, 1, 1, 0, 0)]


@pytest.mark.parametrize(
    ("opened", "resolved", "hours"),
    [
        ("2024-02-28 12:00", "2024-03-01 12:00", 48.0),
        ("2023-12-31 23:30", "2024-01-01 00:15", 0.75),
        ("2022-03-01 00:00", "2024-03-01 00:00", 731 * 24.0),
        ("2024-05-05 10:00", "2024-05-05 10:00", 0.0),
        ("2024-05-05 10:00:30", "2024-05-05 10:01:15", 45 / 3600),
        ("2024-02-28 23:59:59", "2024-03-01 00:00:00", 24 + 1 / 3600),
        ("2024-05-05 10:00:59.75", "2024-05-05 11:00:00.25", 1 - 59.5 / 3600),
        ("2023-12-31 23:59:59.999999", "2024-01-01 00:00:00", 1e-6 / 3600),
    ],
)
def test_hours_run_over_leap_days_and_years_to_the_fraction_of_a_second(
    ask: Ask, opened: str, resolved: str, hours: float
) -> None:
    (row,) = ask("resolutions", {"support_cases": [case("1", opened, resolved_at=at(resolved))]})
    assert (row["n"], row["hours"], row["hours_squared"]) == (1, pytest.approx(hours), pytest.approx(hours**2))


def test_a_resolution_stands_in_the_month_in_which_it_was_made(ask: Ask) -> None:
    """Open cases have none, and one resolved before it was opened has no duration."""
    rows = ask("resolutions", {"support_cases": [
        case("1", "2024-01-31 22:00", resolved_at=at("2024-02-01 00:00"), department_id="care"),
        case("2", "2024-02-01 00:00", resolved_at=at("2024-02-01 03:00"), department_id="care"),
        case("3", "2024-02-01 00:00", department_id="care"),
        case("4", "2024-02-02 00:00", resolved_at=at("2024-02-01 00:00"), department_id="care"),
    ]})  # fmt: skip
    assert [(row["month"], row["department_id"], row["n"], row["hours"], row["hours_squared"]) for row in rows] == [
        (month("2024-02"), "care", 2, 5.0, 13.0)
    ]


def test_a_case_lasts_until_it_is_resolved_or_the_data_end(ask: Ask) -> None:
    """What was resolved after the data end is open yet; given up, or resolved before it was opened, it has no end."""
    rows = ask("case_durations", {"support_cases": [
        case("in an hour", "2024-02-01 00:00", resolved_at=at("2024-02-01 01:00"), abandoned=False),
        case("as long", "2024-02-29 23:30", resolved_at=at("2024-03-01 00:31")),
        case("at once", "2024-02-05 10:00", resolved_at=at("2024-02-05 10:00")),
        case("in a second", "2024-02-05 10:00", resolved_at=at("2024-02-05 10:00:01")),
        case("open", "2024-11-29 08:00"),
        case("resolved later", "2024-11-29 08:00", resolved_at=at("2024-12-01 00:00")),
        case("just in time", "2024-11-29 08:00", resolved_at=at("2024-11-30 23:59:59")),
        case("given up", "2024-02-03 10:00", abandoned=True),
        case("given up and closed", "2024-02-03 10:00", resolved_at=at("2024-02-04 10:00"), abandoned=True),
        case("backwards", "2024-02-03 10:00", resolved_at=at("2024-02-03 09:00")),
        case("next month", "2024-12-01 00:00", resolved_at=at("2024-12-02 00:00")),
    ]}, last_month=month("2024-11"))  # fmt: skip
    found = [
        (row["month"], row["bucket"], row["n"], row["resolved"], row["open_at_end"], row["left_out"]) for row in rows
    ]
    forty = round(8 * math.log2(40))
    assert found == [
        (month("2024-02"), -48, 5, 2, 0, 3), (month("2024-02"), 0, 2, 2, 0, 0),
        (month("2024-11"), forty, 3, 1, 2, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("hours", [1 / 60, 1, 1.04, 1.05, 3, 4.5, 11.99, 24, 700, 10_000])
def test_a_bucket_is_an_eighth_of_a_doubling(ask: Ask, hours: float) -> None:
    opened = at("2024-02-01 00:00")
    assert opened is not None
    rows = [{"case_id": "1", "opened_at": opened, "resolved_at": opened + timedelta(hours=hours)}]
    (row,) = ask("case_durations", {"support_cases": rows}, last_month=2026 * 12)
    assert 2 ** ((row["bucket"] - 0.5) / 8) <= hours < 2 ** ((row["bucket"] + 0.5) / 8)


def test_a_case_stands_where_its_customer_is(ask: Ask) -> None:
    rows = ask("case_durations", {
        "support_cases": [
            case("1", "2024-02-01 00:00", customer_id="ann"),
            case("2", "2024-02-01 00:00", customer_id="ann", region="South"),
            case("3", "2023-12-31 00:00", customer_id="ann"),
        ],
        "customers": [{"customer_id": "ann", "region": "North", "segment": "small"}],
    })  # fmt: skip
    assert [(row["region"], row["segment"], row["open_at_end"]) for row in rows] == [
        ("North", "small", 1), ("South", "small", 1),
    ]  # fmt: skip


def step(journey_id: str, number: int, promised: str | None, completed: str | None, **others: Any) -> dict[str, Any]:
    return {
        "journey_id": journey_id, "journey": "order", "stage": ("pay", "ship", "arrive")[number - 1],
        "step_number": number, "started_at": at("2024-01-01"), "promised_at": at(promised),
        "completed_at": at(completed), **others,
    }  # fmt: skip


STAGES = [
    {"journey": "order", "stage": "pay", "position": 1}, {"journey": "order", "stage": "ship", "position": 2},
    {"journey": "order", "stage": "arrive", "position": 3, "is_last": True},
]  # fmt: skip
STEPS = [
    step("kept", 1, "2024-02-01", "2024-02-20", region="North"),
    step("kept", 3, "2024-02-28", "2024-02-28", region="x"),
    step("late", 1, "2024-02-01", "2024-02-01", region="North"),
    step("late", 3, "2024-02-28", "2024-03-01"),
    step("stuck", 2, "2024-03-10", None, region="North"),
    step("waiting", 2, "2024-03-11", "2024-03-09", region="North"),
    step("given up", 3, "2024-03-12", None, region="North", abandoned_at=at("2024-03-01")),
    step("never promised", 3, None, "2024-03-09", region="North"),
    step("written after the end", 3, "2024-04-10", "2024-04-09", region="North"),
    step("written after the end", 1, None, "2024-04-20", region="North"),
    step("ended in part", 3, "2024-04-11", "2024-04-09", region="North"),
    {**step("ended in part", 3, None, None), "step_number": 4},
]  # fmt: skip


def test_a_journey_is_due_by_the_promise_of_its_last_stage(ask: Ask) -> None:
    """'waiting' has done all it was to do so far, and its last stage has made no promise yet: it is not due.

    A step of an earlier stage that is written later does not make a journey late; a last stage that is done in part
    is not done.
    """
    rows = ask("journeys", {"journey_steps": STEPS, "journey_stages": STAGES})
    common = {"region": "North", "segment": None, "journey": "order"}
    assert rows == [
        {"month": month("2024-02"), **common, "due": 2, "on_time": 1},
        {"month": month("2024-03"), **common, "due": 2, "on_time": 0},
        {"month": month("2024-04"), **common, "due": 2, "on_time": 1},
    ]


def test_without_a_known_last_stage_a_journey_ends_with_its_last_step(ask: Ask) -> None:
    """Then 'waiting' counts as ended, on time."""
    rows = ask("journeys", {"journey_steps": STEPS, "customers": [{"customer_id": "ann"}]})
    assert [(row["month"], row["due"], row["on_time"]) for row in rows] == [
        (month("2024-02"), 2, 1), (month("2024-03"), 3, 1), (month("2024-04"), 2, 0),
    ]  # fmt: skip


def test_opportunities_stand_in_the_month_of_their_close(ask: Ask) -> None:
    def opportunity(name: str, outcome: str, closed_on: date | None, amount: float | None) -> dict[str, Any]:
        opened = date(2023, 11, 1)
        return {
            "opportunity_id": name, "created_on": opened, "outcome": outcome, "closed_on": closed_on, "amount": amount,
        }  # fmt: skip

    rows = ask("opportunities", {"opportunities": [
        opportunity("1", "won", date(2024, 4, 30), 100.0), opportunity("2", "won", date(2024, 4, 1), None),
        opportunity("3", "lost", date(2024, 4, 2), 40.0), opportunity("4", "open", None, 5.0),
        opportunity("5", "won", date(2023, 12, 31), 7.0),
    ]})  # fmt: skip
    assert [(row["month"], row["outcome"], row["n"], row["amount_known"], row["amount"]) for row in rows] == [
        (month("2024-04"), "lost", 1, 1, 40.0), (month("2024-04"), "won", 2, 1, 100.0),
    ]  # fmt: skip


def test_a_task_is_counted_by_its_first_due_date_and_not_once_it_was_cancelled(ask: Ask) -> None:
    def task(name: str, **others: Any) -> dict[str, Any]:
        due = date(2024, 6, 10)
        return {
            "task_id": name, "title": name, "department_id": "care", "kind": "task", "created_on": date(2024, 1, 1),
            "original_due_on": due, "due_on": due, **others,
        }  # fmt: skip

    rows = ask("commitments", {"tasks": [
        task("in time", completed_on=date(2024, 6, 10)),
        task("moved, then done", completed_on=date(2024, 7, 1), due_on=date(2024, 7, 15)),
        task("open"),
        task("cancelled", completed_on=date(2024, 6, 1), cancelled_on=date(2024, 6, 2)),
        task("reopened", completed_on=date(2024, 6, 1), reopened_on=date(2024, 6, 3)),
        task("reopened and done again", completed_on=date(2024, 6, 9), reopened_on=date(2024, 6, 3)),
        task("another month", original_due_on=date(2024, 7, 1)),
    ]})  # fmt: skip
    assert rows == [
        {"month": month("2024-06"), "department_id": "care", "due": 5, "completed": 3, "on_time": 2},
        {"month": month("2024-07"), "department_id": "care", "due": 1, "completed": 0, "on_time": 0},
    ]


def test_what_the_ledger_does_not_allocate_stays_apart(ask: Ask) -> None:
    def entry(day: date, amount: float | None, region: str | None = None) -> dict[str, Any]:
        return {"month": day, "line": "revenue", "amount": amount, "region": region}

    rows = ask("finance", {"finance": [
        entry(date(2024, 8, 1), 10.0), entry(date(2024, 8, 1), 20.0, "NA"), entry(date(2024, 8, 1), -0.5, "NA"),
        entry(date(2023, 8, 1), 99.0), entry(date(2024, 8, 1), None, "NA"), entry(date(2024, 9, 1), None),
    ]})  # fmt: skip
    assert [(row["month"], row["region"], row["line"], row["amount"]) for row in rows] == [
        (month("2024-08"), None, "revenue", 10.0), (month("2024-08"), "NA", "revenue", 19.5),
    ]  # fmt: skip


def handing(journey_id: str, number: int, department: str | None, begun: str, done: str | None, **others: Any) -> Any:
    """A step of a journey whose stages are owned by: sell, pack, carry, carry."""
    stage = ("order", "pick", "ship", "arrive")[number - 1]
    return {
        "journey_id": journey_id, "journey": "order", "stage": stage, "step_number": number,
        "department_id": department, "started_at": at(begun), "completed_at": at(done), **others,
    }  # fmt: skip


OWNERS = {"order": "sell", "pick": "pack", "ship": "carry", "arrive": "carry"}
OWNED = [
    {"journey": "order", "stage": stage, "position": place, "department_id": owner, "is_last": stage == "arrive"}
    for place, (stage, owner) in enumerate(OWNERS.items())
]
HANDED = [
    handing("waits", 1, None, "2024-02-01 08:00", "2024-02-01 10:00", region="North"),
    handing("waits", 2, "pack", "2024-02-01 13:30", "2024-02-02 00:00", region="x"),
    # the same department goes on, which is no hand-off; the stage after it is another's, and nobody has taken it up
    handing("waits", 3, "pack", "2024-02-03 00:00", "2024-02-04 00:00"),
    handing("overlaps", 1, "sell", "2024-02-01 08:00", "2024-02-05 08:00", customer_id="ann"),
    handing("overlaps", 2, "pack", "2024-02-03 08:00", None, abandoned_at=at("2024-02-06")),
    handing("not taken up", 1, "sell", "2024-02-01 08:00", "2024-02-07 08:00", region="North"),
    handing("taken up later", 1, "sell", "2024-02-01 08:00", "2024-02-07 08:00", region="North"),
    handing("taken up later", 2, "pack", "2025-01-01 00:00", None),
    handing("given up before", 1, "sell", "2024-02-01 08:00", None, abandoned_at=at("2024-02-02")),
    handing("at the end", 4, "carry", "2024-02-01 08:00", "2024-02-09 08:00"),
    handing("never closed", 1, "sell", "2024-02-01 08:00", None, region="North"),
    handing("never closed", 3, "carry", "2024-03-01 08:00", None),
]  # fmt: skip


def test_hand_offs_stand_between_steps_of_two_departments(ask: Ask) -> None:
    """'waits' 3 and a half hours; 'overlaps' does not, and is given up there; two others nobody takes up."""
    rows = ask("hand_offs", {
        "journey_steps": HANDED, "journey_stages": OWNED,
        "customers": [{"customer_id": "ann", "region": "South", "segment": "small"}],
    })  # fmt: skip
    told = ("month", "region", "segment", "from_department", "to_department", "handed", "taken", "abandoned", "timed")
    assert [(*(row[name] for name in told), round(row["wait_hours"], 9)) for row in rows] == [
        (month("2024-02"), None, None, "pack", "carry", 1, 0, 0, 0, 0.0),
        (month("2024-02"), "North", None, "sell", "pack", 3, 1, 0, 1, 3.5),
        (month("2024-02"), "South", "small", "sell", "pack", 1, 1, 1, 1, 0.0),
        (month("2024-03"), "North", None, "sell", "carry", 1, 1, 0, 0, 0.0),
    ]


def test_without_the_stages_only_what_was_taken_up_is_handed_over(ask: Ask) -> None:
    rows = ask("hand_offs", {"journey_steps": HANDED, "customers": [{"customer_id": "ann"}]})
    assert [(row["from_department"], row["to_department"], row["handed"], row["taken"]) for row in rows] == [
        ("sell", "pack", 1, 1), ("sell", "carry", 1, 1),
    ]  # fmt: skip


def test_what_was_given_stands_where_the_customer_is(ask: Ask) -> None:
    def given(name: str, amount: float | None, day: date = date(2024, 5, 31), **others: Any) -> dict[str, Any]:
        return {"concession_id": name, "given_on": day, "kind": "refund", "amount": amount, **others}

    rows = ask("concessions", {
        "concessions": [
            given("1", 10.0, customer_id="ann", department_id="care", needed_approval=True),
            given("2", 0.5, customer_id="ann", department_id="care", needed_approval=False),
            given("3", None, customer_id="ann", department_id="care"),
            given("4", 7.0), given("5", 9.0, date(2025, 1, 1)), given("6", 9.0, date(2023, 12, 31)),
        ],
        "customers": [{"customer_id": "ann", "region": "North", "segment": "small"}],
    })  # fmt: skip
    common = {"month": month("2024-05"), "kind": "refund"}
    assert rows == [
        {**common, "region": None, "segment": None, "department_id": None, "n": 1, "amount_known": 1,
         "approval_known": 0, "approved": 0, "amount": 7.0},
        {**common, "region": "North", "segment": "small", "department_id": "care", "n": 3, "amount_known": 2,
         "approval_known": 2, "approved": 1, "amount": 10.5},
    ]  # fmt: skip


def test_praise_that_is_alike_is_counted(ask: Ask) -> None:
    praise = {"given_on": date(2024, 5, 1), "department_id": "care", "kind": "formal", "for_customers": True}
    rows = ask("recognitions", {"recognitions": [praise, praise, {**praise, "for_customers": False}]})
    assert [(row["for_customers"], row["accomplishment"], row["n"]) for row in rows] == [
        (False, None, 1), (True, None, 2),
    ]  # fmt: skip


def test_contacts_that_are_alike_are_counted(ask: Ask) -> None:
    met = {"leader": "Ann", "kind": "shadowing", "happened_on": date(2024, 5, 1), "observations": 2}
    rows = ask("leader_contacts", {"leader_contacts": [met, met, {**met, "observations": None}]})
    assert [(row["leader"], row["observations"], row["department_id"], row["n"]) for row in rows] == [
        ("Ann", None, None, 1), ("Ann", 2, None, 2),
    ]  # fmt: skip


def test_what_is_given_is_told_by_its_size(ask: Ask) -> None:
    """An eighth of a doubling is a bucket; what has no amount, or one of nothing, is in none."""
    amounts = [1.0, 1.04, 2.0, 0.001, 0.0, None]
    acts = [
        {"concession_id": str(at), "kind": "refund", "given_on": date(2024, 5, 1), "amount": amount}
        for at, amount in enumerate(amounts)
    ]  # fmt: skip
    rows = ask("concession_sizes", {"concessions": acts})
    assert [(row["bucket"], row["n"], round(row["amount"], 3)) for row in rows] == [
        (-48, 1, 0.001), (0, 2, 2.04), (8, 1, 2.0),
    ]  # fmt: skip


def opened(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12)  # noqa: DTZ001


def test_customers_with_cases_are_followed_by_what_they_were_given(ask: Ask) -> None:
    paid = {month("2024-02"): {"ann", "bob", "cy", "dee"}, month("2025-02"): {"ann", "bob"}}
    rows = ask(
        "conceded_customers",
        {
            "revenue": [
                {"customer_id": who, "month": date(at // 12, at % 12 + 1, 1), "amount": 10.0}
                for at in range(month("2023-11"), month("2025-02") + 1)
                for who in (paid[month("2025-02")] if at > month("2024-02") else paid[month("2024-02")])
            ],
            "support_cases": [
                {"case_id": str(at), "customer_id": who, "opened_at": when}
                for at, (who, when) in enumerate([
                    ("ann", opened(2024, 2, 29)), ("bob", opened(2023, 12, 1)), ("bob", opened(2024, 1, 1)),
                    ("cy", opened(2024, 1, 5)), ("dee", opened(2024, 3, 1)),
                ])
            ],
            "concessions": [
                {"concession_id": "1", "customer_id": "ann", "kind": "refund", "given_on": date(2024, 2, 29)},
                {"concession_id": "2", "customer_id": "bob", "kind": "refund", "given_on": date(2024, 3, 1)},
                {"concession_id": "3", "customer_id": "dee", "kind": "refund", "given_on": date(2023, 12, 1)},
            ],
        },
        first_month=month("2023-11"), last_month=month("2025-02"), from_month=month("2023-11"),
    )  # fmt: skip
    told = [
        (row["cases"], row["act"], row["customers"], row["kept_customers"])
        for row in rows if row["month"] == month("2025-02")
    ]  # fmt: skip
    assert sorted(told) == [("one", "given", 1, 1), ("one", "not_given", 1, 0), ("several", "not_given", 1, 1)]
