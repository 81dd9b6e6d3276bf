"""Customers by the themes that they named, and what became of them: rows that a pencil can check."""

from __future__ import annotations

from datetime import date
from typing import Any

from queries.datasets import MAX_THEMES
from tests.queries.conftest import Ask, month
from tests.queries.test_customer_windows import revenue
from tests.queries.test_next_steps import answer

TWO_YEARS: dict[str, Any] = {"first_month": month("2024-01"), "last_month": month("2025-12")}
MARCH = month("2024-03")
Rows = list[dict[str, Any]]


def read(customer: str, day: date, *themes: str, **also: Any) -> tuple[dict[str, Any], Rows]:
    """Return an answer that was read, and what it names; '+' before a theme is praise."""
    given = answer(customer, 3, day, coded=True, **also)
    named = [
        {"response_id": given["response_id"], "theme_id": theme.lstrip("+"), "sentiment": 1 if theme[0] == "+" else -1}
        for theme in themes
    ]
    return given, named


def tables(*said: tuple[dict[str, Any], Rows], **months: int) -> dict[str, Rows]:
    """Return answers with what they name, and customers who paid ten for so many months from January 2024 on."""
    return {
        "revenue": [row for name, number in months.items() for row in revenue(name, *[10] * number)],
        "customers": [{"customer_id": name, "segment": "SMB", "acquired_on": date(2022, 1, 1)} for name in months],
        "survey_responses": [given for given, _ in said],
        "response_themes": [row for _, named in said for row in named],
    }


def sets(rows: Rows, at: int = MARCH) -> dict[int, tuple[int, ...]]:
    names = ("customers", "revenue", "followed", "lost", "lost_revenue")
    return {row["themes"]: tuple(row[name] for name in names) for row in rows if row["month"] == at}


def test_customers_by_the_set_of_themes_that_they_named(ask: Ask) -> None:
    """Bills are 0, queues 1, wait 2, and so count 1, 2 and 4."""
    said: tuple[tuple[dict[str, Any], Rows], ...] = (
        read("ann", date(2024, 1, 1), "wait"), read("ann", date(2024, 3, 31), "bills"),
        read("bob", date(2024, 2, 1), "wait", "bills"), read("cid", date(2024, 2, 1), "wait", "+queues"),
        read("dan", date(2024, 2, 1)), read("eve", date(2023, 12, 31), "wait"),
        (answer("fay", 3, date(2024, 2, 1)), []), read("gus", date(2024, 2, 1), "queues"),
    )  # fmt: skip
    rows = ask("theme_risk", tables(*said, ann=24, bob=14, cid=24, dan=14, eve=24, fay=24, gus=2), **TWO_YEARS)
    assert sets(rows) == {5: (2, 20, 2, 1, 10), 4: (1, 10, 1, 0, 0), 0: (1, 10, 1, 1, 10)}
    (row,) = (row for row in rows if row["month"] == MARCH and row["themes"] == 5)
    assert (row["segment"], row["metric"], row["tenure"]) == ("SMB", "nps", "1_to_3")
    numbers = ask("numbered_themes", tables(*said, ann=24), **TWO_YEARS)
    assert {one["theme_id"]: one["number"] for one in numbers} == {"bills": 0, "queues": 1, "wait": 2}


def test_a_theme_whose_id_begins_with_a_sign_is_named_as_any_other(ask: Ask) -> None:
    given, _ = read("ann", date(2024, 2, 1))
    late = {"response_id": given["response_id"], "theme_id": "+late", "sentiment": -1}
    praised = {"response_id": given["response_id"], "theme_id": "late", "sentiment": 1}
    rows = ask("theme_risk", tables((given, [late, praised]), ann=24), **TWO_YEARS)
    assert set(sets(rows)) == {1}


def test_what_was_said_holds_for_the_months_of_the_window(ask: Ask) -> None:
    said = tables(read("ann", date(2024, 2, 1), "wait"), ann=24)
    assert {row["month"] for row in ask("theme_risk", said, **TWO_YEARS)} == {MARCH, MARCH + 1}
    one = ask("theme_risk", said, theme_window_months=1, **TWO_YEARS)
    assert {row["month"] for row in one} == {MARCH - 1}
    assert {row["month"] for row in ask("theme_risk", said, theme_window_months=5, **TWO_YEARS)} == {
        month("2024-05"), month("2024-06"),
    }  # fmt: skip


def test_whom_nobody_could_follow_yet_is_neither_lost_nor_kept(ask: Ask) -> None:
    said = read("ann", date(2024, 12, 1), "wait"), read("bob", date(2025, 1, 1), "wait")
    rows = ask("theme_risk", tables(*said, ann=13, bob=13), **TWO_YEARS)
    assert sets(rows, month("2024-12")) == {1: (1, 10, 1, 1, 10)}
    assert sets(rows, month("2025-01")) == {1: (2, 20, 0, 0, 0)}


def test_each_metric_counts_its_own_answers_and_the_pool_of_rare_themes_is_in_no_set(ask: Ask) -> None:
    said = (
        read("ann", date(2024, 3, 1), "wait"), read("ann", date(2024, 3, 2), "bills", metric="csat"),
        read("bob", date(2024, 3, 2), "wait", "rare"),
    )  # fmt: skip
    rows = ask("theme_risk", tables(*said, ann=24, bob=24), max_themes=2, **TWO_YEARS)
    found = {(row["metric"], row["themes"]): row["customers"] for row in rows if row["month"] == MARCH}
    assert found == {("nps", 2): 2, ("csat", 1): 1}


def test_a_set_of_all_the_themes_that_are_kept_apart_is_a_whole_number(ask: Ask) -> None:
    names = [f"theme {at:02d}" for at in range(MAX_THEMES + 1)]
    rows = ask("theme_risk", tables(read("ann", date(2024, 3, 1), *names), ann=24), **TWO_YEARS)
    assert set(sets(rows)) == {2**MAX_THEMES - 1}
