"""Answers, and who was asked: rows that a pencil can check."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from queries.scales import METRICS, STANDARD
from tests.queries.conftest import Ask, month


def answer(response_id: str, score: int | None, at: str = "2024-03-05 12:00", **others: Any) -> dict[str, Any]:
    return {
        "response_id": response_id,
        "score": score,
        "responded_at": datetime.fromisoformat(at),
        "metric": "nps",
    } | others


def test_one_row_a_score_with_its_weights(ask: Ask) -> None:
    same = {"customer_id": "ann", "region": "North", "segment": "Small"}
    rows = ask("answers", {"survey_responses": [
        answer("1", 9, **same), answer("2", 9, weight=2.5, **same), answer("3", 3, journey_stage="pay", **same),
    ]})  # fmt: skip
    common: dict[str, object] = {"month": month("2024-03"), "region": "North", "segment": "Small", "metric": "nps"}
    assert rows == [
        {**common, "survey": "journey", "score": 3, "n": 1, "weight": 1.0, "weight_squared": 1.0},
        {**common, "survey": "relationship", "score": 9, "n": 2, "weight": 3.5, "weight_squared": 7.25},
    ]


def test_a_null_or_impossible_score_is_not_counted_and_never_a_zero(ask: Ask) -> None:
    rows = ask("answers", {"survey_responses": [
        answer("1", None), answer("2", 11), answer("3", -1), answer("4", 0),
        answer("5", 0, metric="csat"), answer("6", 6, metric="csat"), answer("7", 5, metric="csat"),
        answer("8", 8, metric="ces"), answer("9", 7, metric="ces"), answer("10", 5, metric="stars"),
    ]})  # fmt: skip
    assert [(row["metric"], row["score"], row["n"]) for row in rows] == [("ces", 7, 1), ("csat", 5, 1), ("nps", 0, 1)]


@pytest.mark.parametrize("metric", METRICS)
def test_the_scales_of_the_query_are_those_of_the_metrics(ask: Ask, metric: str) -> None:
    low, high, _ = STANDARD.of(metric)
    scores = range(low - 2, high + 3)
    rows = ask("answers", {"survey_responses": [answer(str(score), score, metric=metric) for score in scores]})
    assert sorted({row["score"] for row in rows}) == list(range(low, high + 1))


def test_the_place_is_the_answers_own_else_the_customers_else_unknown(ask: Ask) -> None:
    rows = ask("answers", {
        "survey_responses": [
            answer("own", 1, customer_id="ann", region="South"),
            answer("customers", 2, customer_id="ann"),
            answer("nobody", 3, customer_id="gone"),
            answer("anonymous", 4),
        ],
        "customers": [{"customer_id": "ann", "region": "NA", "segment": "Large"}],
    })  # fmt: skip
    places = {row["score"]: (row["region"], row["segment"]) for row in rows}
    assert places == {1: ("South", "Large"), 2: ("NA", "Large"), 3: (None, None), 4: (None, None)}


def test_what_a_customer_answered_is_held_together(ask: Ask) -> None:
    """Ann: 9 and 3 in March, 10 in May, and one elsewhere; two answers of nobody in particular stand alone."""
    ann = {"customer_id": "ann", "region": "North"}
    rows = ask("answer_clusters", {"survey_responses": [
        answer("1", 9, **ann), answer("2", 3, weight=2.0, **ann), answer("3", 10, "2024-05-01", **ann),
        answer("4", 9, "2024-05-02", customer_id="ann", region="South"),
        answer("5", 9, region="West"), answer("6", 0, region="West"),
    ]})  # fmt: skip
    found = {
        (row["month"], row["region"], row["lag"], row["same_region"]): (row["yy"], row["yw"], row["wy"], row["ww"])
        for row in rows
    }
    march, may = month("2024-03"), month("2024-05")
    assert found == {
        (march, "North", 0, 1): (1.0, -3.0, -3.0, 9.0),  # y = 1 - 2, w = 1 + 2
        (may, "North", 0, 1): (1.0, 1.0, 1.0, 1.0),
        (may, "South", 0, 1): (1.0, 1.0, 1.0, 1.0),
        (may, "North", 0, 0): (1.0, 1.0, 1.0, 1.0),
        (may, "South", 0, 0): (1.0, 1.0, 1.0, 1.0),
        (may, "North", 2, 1): (-1.0, 3.0, -1.0, 3.0),
        (may, "South", 2, 0): (-1.0, 3.0, -1.0, 3.0),
        (march, "West", 0, 1): (2.0, 0.0, 0.0, 2.0),
    }


def test_surveys_are_held_together_as_the_measures_are(ask: Ask) -> None:
    """NPS after a journey is another measure than that of a relationship; CSAT is one of both."""
    ann = {"customer_id": "ann"}
    rows = ask("answer_clusters", {"survey_responses": [
        answer("1", 9, **ann), answer("2", 9, journey_stage="pay", **ann),
        answer("3", 5, metric="csat", **ann), answer("4", 5, metric="csat", journey_stage="pay", **ann),
    ]})  # fmt: skip
    assert {(row["metric"], row["survey"]): row["ww"] for row in rows} == {
        ("nps", "relationship"): 1.0, ("nps", "journey"): 1.0, ("csat", "any"): 4.0,
    }  # fmt: skip


def test_earlier_answers_are_held_together_with_the_months_asked_for(ask: Ask) -> None:
    tables = {"survey_responses": [answer(at, 9, f"{at}-15", customer_id="ann") for at in ("2024-01", "2024-09")]}
    rows = ask("answer_clusters", tables, from_month=month("2024-09"))
    assert [(row["month"], row["lag"]) for row in rows] == [(month("2024-09"), 0), (month("2024-09"), 8)]


def test_a_month_begins_at_the_companys_midnight(ask: Ask) -> None:
    """An hour before midnight in Greenwich is the next month in Berlin; without a zone it is Berlin's own time."""
    zoned = {"survey_responses": [answer("1", 9, "2024-03-31 23:00+00:00"), answer("2", 9, "2024-03-31 21:00+00:00")]}
    plain = {"survey_responses": [answer("1", 9, "2024-03-31 23:00"), answer("2", 9, "2024-03-31 21:00")]}
    berlin = "Europe/Berlin"
    assert [row["month"] for row in ask("answers", zoned, timezone=berlin)] == [month("2024-03"), month("2024-04")]
    assert {row["month"] for row in ask("answers", zoned)} == {month("2024-03")}
    assert {row["month"] for row in ask("answers", plain, timezone=berlin)} == {month("2024-03")}


def test_only_the_months_asked_for(ask: Ask) -> None:
    tables = {"survey_responses": [answer(at, 9, f"{at}-15") for at in ("2023-12", "2024-01", "2024-09", "2025-01")]}
    assert [row["month"] for row in ask("answers", tables)] == [month("2024-01"), month("2024-09")]
    assert [row["month"] for row in ask("answers", tables, from_month=month("2024-09"))] == [month("2024-09")]


def test_read_or_not_and_what_came_of_it(ask: Ask) -> None:
    """Null `coded`: read if there is a comment. Outcomes: 9 is 1, 6 is -1, 7 is 0."""
    rows = ask("themed_answers", {"survey_responses": [
        answer("1", 9, coded=True, customer_id="a"), answer("2", 6, comment="slow", customer_id="a"),
        answer("3", 7, comment="", customer_id="a"), answer("4", 9, comment="  ", customer_id="a", weight=2.0),
        answer("5", 0, comment="bad", coded=False, customer_id="a"), answer("6", 10, customer_id="a"),
    ]})  # fmt: skip
    assert [(row["coded"], row["n"], row["weight"], row["y"], row["y_squared"]) for row in rows] == [
        (0, 4, 5.0, 0.0 + 2.0 - 1.0 + 1.0, 2.0 + 1.0 + 1.0),
        (1, 2, 2.0, 1.0 - 1.0, 2.0),
    ]
    assert rows[0]["weight_squared"] == 1.0 + 4.0 + 1.0 + 1.0


@pytest.mark.parametrize(
    ("metric", "outcomes"),
    [
        ("nps", {0: -1, 6: -1, 7: 0, 8: 0, 9: 1, 10: 1}),
        ("csat", {1: 0, 3: 0, 4: 1, 5: 1}),
        ("ces", {1: 0, 4: 0, 5: 1, 7: 1}),
    ],
)
def test_outcomes(ask: Ask, metric: str, outcomes: dict[int, int]) -> None:
    """Each score in a month of its own."""
    tables = {"survey_responses": [
        answer(str(score), score, f"2024-{place + 1:02d}-10", metric=metric, weight=2.0)
        for place, score in enumerate(outcomes)
    ]}  # fmt: skip
    rows = ask("themed_answers", tables)
    assert [row["y"] for row in rows] == [2.0 * outcome for outcome in outcomes.values()]
    assert [row["y_squared"] for row in rows] == [2.0 * outcome**2 for outcome in outcomes.values()]


def test_invitations_are_answered_once_and_by_answers_that_count(ask: Ask) -> None:
    def invitation(name: str, delivered: bool = True, **others: Any) -> dict[str, Any]:
        sent = {"invitation_id": name, "invited_on": date(2024, 5, 2), "metric": "nps", "delivered": delivered}
        return sent | others

    rows = ask("invitations", {
        "survey_invitations": [
            invitation("twice"), invitation("silent"), invitation("bounced", delivered=False),
            invitation("no score", customer_id="ann"), invitation("late", invited_on=date(2024, 6, 30), region="West"),
        ],
        "survey_responses": [
            answer("1", 9, invitation_id="twice"), answer("2", 8, invitation_id="twice"),
            answer("3", None, invitation_id="no score"), answer("4", 4, "2025-02-01", invitation_id="late"),
            answer("5", 4), answer("6", 4, invitation_id="bounced"),
        ],
        "customers": [{"customer_id": "ann", "region": "East"}],
    })  # fmt: skip
    assert [(row["month"], row["region"], row["sent"], row["delivered"], row["answered"]) for row in rows] == [
        (month("2024-05"), None, 3, 2, 1),
        (month("2024-05"), "East", 1, 1, 0),
        (month("2024-06"), "West", 1, 1, 1),
    ]
