"""Where customers were heard, and comments that are no survey: rows that a pencil can check."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.queries.conftest import Ask, month
from tests.queries.test_service import at, case

FEBRUARY = month("2024-02")
NORTH = {"region": "North", "segment": None}


def comment(feedback_id: str, received_on: str, answered_at: str | None = None, **others: Any) -> dict[str, Any]:
    return {
        "feedback_id": feedback_id, "source": "letter", "received_on": date.fromisoformat(received_on),
        "answered_at": at(answered_at),
    } | others  # fmt: skip


def told(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in ("n", "noted", "due", "answered", "in_time"))


def test_answers_cases_and_comments_are_times_heard(ask: Ask) -> None:
    answer = {"response_id": "1", "responded_at": at("2024-02-29 23:59"), "metric": "nps", "customer_id": "ann"}
    rows = ask("heard", {
        "survey_responses": [
            answer | {"score": 9}, answer | {"response_id": "2", "score": 3, "customer_id": None, "region": "North"},
            answer | {"response_id": "3", "score": 11},  # on no scale: no answer
        ],
        "support_cases": [case("1", "2024-02-01 00:00", customer_id="ann"), case("2", "2024-03-01 00:00")],
        "feedback": [
            comment("1", "2024-02-29", **NORTH), comment("2", "2024-02-01", customer_id="ann"),
            comment("3", "2024-02-01", source="review"), comment("4", "2025-01-01"),
        ],
        "customers": [{"customer_id": "ann", "region": "North"}],
    })  # fmt: skip
    found = {(row["month"], row["region"], row["kind"], row["source"]): (row["n"], row["named"]) for row in rows}
    assert found == {
        (FEBRUARY, "North", "survey", ""): (2, 1), (FEBRUARY, "North", "case", ""): (1, 1),
        (month("2024-03"), None, "case", ""): (1, 0), (FEBRUARY, "North", "comment", "letter"): (2, 1),
        (FEBRUARY, None, "comment", "review"): (1, 0),
    }  # fmt: skip


def test_a_comment_is_answered_in_time_within_seven_days(ask: Ask) -> None:
    """To the last second of the seventh day after it came."""
    (row,) = ask("feedback", {"feedback": [
        comment("in time", "2024-02-01", "2024-02-08 23:59:59", **NORTH),
        comment("a second late", "2024-02-01", "2024-02-09 00:00", **NORTH),
        comment("never", "2024-02-01", **NORTH),
        comment("after the end", "2024-02-01", "2025-03-01 00:00", **NORTH),
        comment("before it came", "2024-02-02", "2024-02-01 12:00", **NORTH),
    ]}, last_month=month("2024-11"))  # fmt: skip
    assert (row["month"], row["source"], row["theme_id"]) == (FEBRUARY, "letter", None)
    assert told(row) == (5, 4, 4, 2, 1)


def test_of_the_last_seven_days_nobody_knows_which_will_be_answered(ask: Ask) -> None:
    (row,) = ask("feedback", {"feedback": [
        comment("seven whole days before the end", "2024-11-23", "2024-11-24 09:00"),
        comment("a day less", "2024-11-24", "2024-11-24 09:00"),
    ]}, last_month=month("2024-11"))  # fmt: skip
    assert told(row) == (2, 2, 1, 1, 1)


def test_of_a_source_without_any_answer_nobody_knows_whether_it_is_answered(ask: Ask) -> None:
    rows = ask("feedback", {"feedback": [
        comment("1", "2024-02-01", source="review"), comment("2", "2024-02-01", "2024-02-02 09:00", theme_id="T1"),
        comment("3", "2024-02-01"),
    ], "themes": [{"theme_id": "T1", "name": "Wait"}]})  # fmt: skip
    assert {(row["source"], row["theme_id"]): told(row) for row in rows} == {
        ("review", None): (1, 0, 0, 0, 0), ("letter", "T1"): (1, 1, 1, 1, 1), ("letter", None): (1, 1, 1, 0, 0),
    }  # fmt: skip
