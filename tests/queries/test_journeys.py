"""Journeys step by step: rows that a pencil can check, and the ways in which companies write them down."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from tests.queries.conftest import Ask, month

Told = dict[str, Any]


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def step(
    journey_id: str, number: int, stage: str, began: str, promised: str | None, done: str | None, **others: Any
) -> Told:
    return {
        "journey_id": journey_id, "journey": "order", "stage": stage, "step_number": number, "started_at": at(began),
        "promised_at": at(promised), "completed_at": at(done), **others,
    }  # fmt: skip


STAGES = [
    {"journey": "order", "stage": stage, "position": place, "is_last": stage == "arrive"}
    for place, stage in enumerate(("pay", "ship", "arrive"))
]
KEPT = [
    step("kept", 1, "pay", "2024-02-01 08:00", "2024-02-02", "2024-02-01 10:00", region="North"),
    step("kept", 2, "ship", "2024-02-01 13:00", "2024-02-05", "2024-02-03 13:00"),
    step("kept", 3, "arrive", "2024-02-04 13:00", "2024-02-10", "2024-02-05 08:00"),
]


def told(rows: list[Told], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def lengths(ask: Ask, steps: list[Told], **others: Any) -> list[tuple[Any, ...]]:
    rows = ask("journey_lengths", {"journey_steps": steps, **others}, last_month=month("2024-11"))
    return told(rows, "month", "bucket", "n", "completed", "abandoned", "open_at_end", "left_out")


def bucket(hours: float) -> int:
    return math.floor(8 * math.log2(hours) + 0.5)


def test_a_journey_lasts_until_its_last_stage_is_done_is_given_up_or_the_data_end(ask: Ask) -> None:
    """What ends after the data do is open yet."""
    found = lengths(ask, [
        *KEPT,
        step("given up", 1, "pay", "2024-02-01 00:00", None, "2024-02-01 10:00"),
        step("given up", 2, "ship", "2024-02-02 00:00", None, None, abandoned_at=at("2024-02-03 00:00")),
        step("open", 1, "pay", "2024-11-29 08:00", None, "2024-11-29 09:00"),
        step("ends later", 3, "arrive", "2024-11-29 08:00", None, "2024-12-02 00:00"),
        step("given up later", 1, "pay", "2024-11-29 08:00", None, None, abandoned_at=at("2024-12-02 00:00")),
        step("next month", 1, "pay", "2024-12-01 08:00", None, None),
        step("backwards", 3, "arrive", "2024-02-03 00:00", None, "2024-02-02 00:00"),
    ], journey_stages=STAGES)  # fmt: skip
    february, november = month("2024-02"), month("2024-11")
    assert Counter(found) == Counter([
        (february, -48, 1, 0, 0, 0, 1), (february, bucket(96), 1, 1, 0, 0, 0), (february, bucket(48), 1, 0, 1, 0, 0),
        (november, bucket(40), 3, 0, 0, 3, 0),
    ])  # fmt: skip


def test_where_nobody_says_which_stage_is_the_last_a_journey_ends_with_its_steps(ask: Ask) -> None:
    assert lengths(ask, KEPT) == [(month("2024-02"), bucket(96), 1, 1, 0, 0, 0)]
    assert [row[2:] for row in lengths(ask, [*KEPT, step("kept", 4, "again", "2024-02-06", None, None)])] == [
        (1, 0, 0, 1, 0)
    ]


def test_a_step_that_began_late_and_was_promised_anew_does_not_put_off_the_whole(ask: Ask) -> None:
    """Where nobody says which stage is the last, the whole journey's promise is that of its last step."""
    late = [
        step("late", 1, "pay", "2024-02-01", "2024-02-02", "2024-02-01"),
        step("late", 2, "ship", "2024-02-20", "2024-03-20", "2024-02-25"),
        step("late", 3, "arrive", "2024-02-25", "2024-02-10", "2024-02-27"),
    ]
    for stages in ({}, {"journey_stages": STAGES}):
        rows = ask("journeys", {"journey_steps": late, **stages}, last_month=month("2024-11"))
        assert told(rows, "month", "due", "on_time") == [(month("2024-02"), 1, 0)]


def test_journeys_with_one_stage_and_with_forty(ask: Ask) -> None:
    one = [step("one", 1, "only", "2024-03-01 00:00", None, "2024-03-01 08:00")]
    stages = [
        {"journey": "order", "stage": f"stage {at:02}", "position": at, "is_last": at == 40} for at in range(1, 41)
    ]
    forty = [
        step("forty", at, f"stage {at:02}", f"2024-03-{at // 2 + 1:02} 00:00", None, f"2024-03-{at // 2 + 1:02} 01:00")
        for at in range(1, 41)
    ]
    assert lengths(ask, one) == [(month("2024-03"), bucket(8), 1, 1, 0, 0, 0)]
    assert lengths(ask, forty, journey_stages=stages) == [(month("2024-03"), bucket(20 * 24 + 1), 1, 1, 0, 0, 0)]
    rows = ask("stage_steps", {"journey_steps": forty, "journey_stages": stages})
    assert told(rows, "entered", "completed") == [(1, 1)] * 40


@pytest.mark.parametrize(
    ("began", "done", "hours"),
    [
        ("2024-03-31 23:30", "2024-04-01 00:30", 1.0),
        # in Berlin an hour is left out that night, or comes twice: the clock on the wall is what the rows say
        ("2024-03-31 00:30", "2024-03-31 04:30", 4.0),
        ("2024-10-27 00:30", "2024-10-27 04:30", 4.0),
    ],
)
def test_hours_run_over_midnight_and_over_the_change_of_the_clock(
    ask: Ask, began: str, done: str, hours: float
) -> None:
    steps = [step("night", 1, "arrive", began, "2024-12-01", done)]
    tables = {"journey_steps": steps, "journey_stages": STAGES}
    rows = ask("journey_hours", tables, timezone="Europe/Berlin")
    assert told(rows, "stage", "hours", "wait_hours") in (
        [("arrive", hours, 0.0), (None, hours, 0.0)], [(None, hours, 0.0), ("arrive", hours, 0.0)],
    )  # fmt: skip


def test_each_thing_that_happens_to_a_step_stands_in_its_own_month(ask: Ask) -> None:
    """The promise of the last stage is the whole journey's; one that had passed when the step began counts too."""
    rows = ask("stage_steps", {
        "journey_stages": STAGES,
        "journey_steps": [
            step("a", 1, "pay", "2024-01-31 08:00", "2024-02-02", "2024-03-01", region="North"),
            step("a", 2, "pay", "2024-02-01 08:00", "2024-02-02", "2024-02-02", region="North"),
            step("b", 2, "pay", "2024-02-10", "2024-02-05", None, region="North", abandoned_at=at("2024-02-11")),
            step("b", 3, "arrive", "2024-02-12", "2024-02-13", "2024-02-12", region="North"),
            step("b", 4, "unknown to the company", "2024-02-12", None, None, customer_id="ann"),
        ],
        "customers": [{"customer_id": "ann", "region": "South", "segment": "small"}],
    })  # fmt: skip
    names = ("month", "region", "stage", "entered", "due", "on_time", "completed", "abandoned")
    assert Counter(told(rows, *names)) == Counter([
        (month("2024-01"), "North", "pay", 1, 0, 0, 0, 0),
        (month("2024-02"), "North", "pay", 2, 3, 1, 1, 1),
        (month("2024-03"), "North", "pay", 0, 0, 0, 1, 0),
        (month("2024-02"), "North", "arrive", 1, 0, 0, 1, 0),
        (month("2024-02"), "South", "unknown to the company", 1, 0, 0, 0, 0),
    ])  # fmt: skip


def test_the_hours_of_all_stages_make_those_of_the_whole(ask: Ask) -> None:
    """Taken up before it was handed over, and twice through a stage: hours gained stand below nought."""
    rows = ask("journey_hours", {
        "journey_stages": STAGES,
        "journey_steps": [
            *KEPT,
            step("loop", 1, "pay", "2024-02-01 00:00", None, "2024-02-01 10:00", region="North"),
            step("loop", 2, "ship", "2024-02-01 06:00", None, "2024-02-02 00:00"),
            step("loop", 3, "pay", "2024-02-02 00:00", None, "2024-02-02 05:00"),
            step("loop", 4, "arrive", "2024-02-02 01:00", "2024-02-03", "2024-02-04 00:00"),
            step("given up", 3, "arrive", "2024-02-01", "2024-02-02", None, abandoned_at=at("2024-02-03")),
            step("open", 3, "arrive", "2024-02-01", "2024-02-02", None),
            step("one open step", 1, "pay", "2024-02-01", None, None),
            step("one open step", 3, "arrive", "2024-02-01", "2024-02-09", "2024-02-02"),
        ],
    })  # fmt: skip
    found = {(row["late"], row["stage"]): (row["n"], row["hours"], row["wait_hours"]) for row in rows}
    assert found == {
        (0, "pay"): (1, 2.0, 0.0), (0, "ship"): (1, 48.0, 3.0),
        (0, "arrive"): (1, 19.0, 24.0), (0, None): (1, 69.0, 27.0),
        (1, "pay"): (1, 15.0, 0.0), (1, "ship"): (1, 18.0, -4.0),
        (1, "arrive"): (1, 47.0, -4.0), (1, None): (1, 80.0, -8.0),
    }  # fmt: skip
    squares = {row["stage"]: (row["hours_squared"], row["wait_hours_squared"]) for row in rows if row["late"] == 0}
    assert squares[None] == (69.0**2, 27.0**2)


PAYING = [
    {"customer_id": who, "month": date(2024, number, 1), "amount": amount}
    for who, amount in (("ann", 10.0), ("bob", 100.0), ("cid", 1000.0))
    for number in range(1, 13)
]


def answer(number: int, who: str, day: str, score: int, stage: str | None, **others: Any) -> Told:
    return {
        "response_id": str(number), "customer_id": who, "responded_at": at(day), "metric": "nps", "score": score,
        "journey_stage": stage, **others,
    }  # fmt: skip


def test_customers_within_a_stage_are_at_risk_where_it_is_overdue_or_they_said_so(ask: Ask) -> None:
    """Ann's promise has passed in March, Bob had said that it was bad, and Cid gave up."""
    rows = ask("stage_customers", {
        "revenue": PAYING, "journey_stages": STAGES,
        "journey_steps": [
            step("1", 1, "pay", "2024-02-10", "2024-03-20", "2024-05-01", customer_id="ann"),
            step("2", 1, "pay", "2024-03-10", None, None, customer_id="bob"),
            step("2", 2, "ship", "2024-03-11", None, None, customer_id="bob"),
            step("3", 1, "pay", "2024-03-01", "2024-03-02", None, customer_id="cid", abandoned_at=at("2024-03-31")),
            step("4", 1, "pay", "2024-03-01", None, None),
        ],
        "survey_responses": [
            answer(1, "bob", "2023-04-30", 2, "pay"), answer(2, "bob", "2024-04-02", 9, "pay", journey="order"),
            answer(3, "ann", "2024-03-01", 2, "ship"),
        ],
    })  # fmt: skip
    names = ("journey", "stage", "customers", "revenue", "overdue", "overdue_revenue", "at_risk", "at_risk_revenue")
    in_march = told([row for row in rows if row["month"] == month("2024-03")], *names)
    march = {(journey, stage): tuple(found) for journey, stage, *found in in_march}
    assert march == {
        ("order", "pay"): (2, 110.0, 1, 10.0, 2, 110.0), ("order", "ship"): (1, 100.0, 0, 0.0, 0, 0.0),
        ("order", None): (2, 110.0, 1, 10.0, 2, 110.0), (None, None): (2, 110.0, 1, 10.0, 2, 110.0),
    }  # fmt: skip
    pay = {row["month"]: (row["customers"], row["overdue"], row["at_risk"]) for row in rows if row["stage"] == "pay"}
    assert pay[month("2024-02")] == (1, 0, 0)
    assert pay[month("2024-04")] == (2, 1, 1), "Bob's last word on it is a good one"
    assert pay[month("2024-05")] == (1, 0, 0)


def test_an_answer_that_names_no_journey_is_of_its_stages_if_only_one_has_it(ask: Ask) -> None:
    both = [*STAGES, {"journey": "repair", "stage": "pay", "position": 1}]
    rows = ask("stage_answers", {"journey_stages": both, "survey_responses": [
        answer(1, "ann", "2024-03-01", 2, "ship", weight=2.0), answer(2, "ann", "2024-03-01", 2, "pay"),
        answer(3, "ann", "2024-03-01", 2, "pay", journey="repair"), answer(4, "ann", "2024-03-01", 2, None),
        answer(5, "ann", "2024-03-01", 2, "ship", journey="order"), answer(6, "ann", "2024-03-01", 11, "ship"),
    ]})  # fmt: skip
    assert Counter(told(rows, "journey", "stage", "n", "weight", "weight_squared")) == Counter([
        ("order", "ship", 2, 3.0, 5.0), (None, "pay", 1, 1.0, 1.0), ("repair", "pay", 1, 1.0, 1.0),
    ])  # fmt: skip


def test_a_relationship_answer_knows_the_last_word_on_each_stage_of_the_year_before(ask: Ask) -> None:
    rows = ask("stage_moments", {"journey_stages": STAGES, "survey_responses": [
        answer(1, "ann", "2024-06-15", 9, None, weight=2.0),
        answer(2, "ann", "2024-06-01", 3, "ship"), answer(3, "ann", "2024-05-01", 9, "ship"),
        answer(4, "ann", "2023-07-01", 3, "pay", metric="csat"), answer(5, "ann", "2024-06-16", 2, "arrive"),
        answer(6, "ann", "2023-06-30", 2, "arrive"), answer(7, "bob", "2024-06-15", 2, None),
    ]})  # fmt: skip
    assert Counter(told(rows, "term_a", "term_b", "n", "weight", "weight_squared", "y", "y_squared")) == Counter(
        (first, second, 1, 2.0, 4.0, 2.0, 2.0)
        for first, second in [
            ("", ""), ("order/ship", "order/ship"), ("-order/ship", "-order/ship"), ("order/pay", "order/pay"),
            ("-order/pay", "-order/pay"), ("-order/ship", "order/ship"), ("-order/pay", "order/pay"),
            ("order/pay", "order/ship"), ("-order/pay", "order/ship"), ("-order/pay", "-order/ship"),
            ("-order/ship", "order/pay"),
        ]
    )  # fmt: skip
