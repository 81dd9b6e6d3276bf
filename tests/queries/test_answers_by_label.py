"""Answers by department, channel and a company's own dimensions: rows that a pencil can check."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.queries.conftest import Ask, month

MARCH = {"responded_at": datetime.fromisoformat("2024-03-05"), "metric": "nps"}


def answer(response_id: str, score: int, **others: Any) -> dict[str, Any]:
    return {**MARCH, "response_id": response_id, "score": score, **others}


def counted(rows: list[dict[str, Any]]) -> dict[tuple[str, str, int], int]:
    return {(row["dimension"], row["label"], row["score"]): row["n"] for row in rows}


def test_an_answer_counts_once_under_each_of_its_labels(ask: Ask) -> None:
    rows = ask("answers_by_label", {"survey_responses": [
        answer("1", 9, department_id="billing", channel="web", weight=2.0), answer("2", 9, department_id="billing"),
        answer("3", 0), answer("4", 11, department_id="billing"),
    ]})  # fmt: skip
    assert counted(rows) == {("department_id", "billing", 9): 2, ("channel", "web", 9): 1}
    (billing,) = (row for row in rows if row["dimension"] == "department_id")
    assert (billing["month"], billing["weight"], billing["weight_squared"]) == (month("2024-03"), 3.0, 5.0)


def test_a_dimension_of_the_company_is_the_answer_s_own_or_the_customer_s(ask: Ask) -> None:
    tables = {
        "survey_responses": [answer("1", 9, customer_id="ann", plan="pro"), answer("2", 9, customer_id="ann")],
        "customers": [{"customer_id": "ann", "plan": "free", "partner": "Nord+Süd/1"}],
    }  # fmt: skip
    rows = ask("answers_by_label", tables, dimensions=("plan", "partner", "nowhere"))
    assert counted(rows) == {
        ("dimension_1", "pro", 9): 1, ("dimension_1", "free", 9): 1, ("dimension_2", "Nord+Süd/1", 9): 2,
    }  # fmt: skip


def test_labels_beyond_those_kept_apart_are_one(ask: Ask) -> None:
    """Who is kept is decided over all months; one that is called like the rest elsewhere is itself."""
    given = [
        answer("1", 9, channel="other"), answer("2", 9, channel="a"), answer("3", 9, channel="b"),
        answer("4", 9, channel="other", responded_at=datetime.fromisoformat("2019-03-05")),
    ]  # fmt: skip
    rows = ask("answers_by_label", {"survey_responses": given}, max_labels=1)
    assert counted(rows) == {("channel", "other", 9): 1, ("channel", "", 9): 2}


def test_what_a_customer_says_under_a_label_is_held_together(ask: Ask) -> None:
    """Ann: promoter in February and detractor in March under one label; what she says under another is apart."""
    february = datetime.fromisoformat("2024-02-05")
    rows = ask("clusters_by_label", {"survey_responses": [
        answer("1", 9, customer_id="ann", channel="web", responded_at=february),
        answer("2", 0, customer_id="ann", channel="web"), answer("3", 0, customer_id="ann", channel="shop"),
        answer("4", 9, channel="web"),
    ]})  # fmt: skip
    found = {(row["label"], row["month"] - month("2024-02"), row["lag"]): (row["yy"], row["ww"]) for row in rows}
    assert found == {
        ("web", 0, 0): (1.0, 1.0), ("web", 1, 0): (2.0, 2.0), ("web", 1, 1): (-1.0, 1.0), ("shop", 1, 0): (1.0, 1.0),
    }  # fmt: skip
