"""What came of the units of pilots: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from tests.engines import Rows
from tests.queries.conftest import Ask, month

MONTHS: Mapping[str, Any] = {
    "first_month": month("2023-01"), "last_month": month("2025-12"), "from_month": month("2023-01"),
}  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def pilot(metric: str, **changes: Any) -> dict[str, Any]:
    return {"pilot_id": "p", "name": "Try", "metric": metric, "starts_on": date(2024, 6, 1)} | changes


def unit(arm: str, **place: Any) -> dict[str, Any]:
    return {"pilot_id": "p", "arm": arm} | place


def answer(name: str, when: str, score: int, **changes: Any) -> dict[str, Any]:
    given = {"response_id": name, "responded_at": at(when), "metric": "nps", "score": score}
    return given | changes


def outcomes(ask: Ask, tables: Mapping[str, Rows], *names: str) -> list[tuple[Any, ...]]:
    """Return what is asked for of each row, in order."""
    rows = ask("pilot_outcomes", tables, **MONTHS)
    return [tuple(row[name] for name in names) for row in rows]


def test_a_unit_holds_what_bears_all_that_it_names(ask: Ask) -> None:
    """The answer's own place counts, else its customer's; what a unit does not name is any."""
    tables = {
        "pilots": [pilot("nps")],
        "pilot_units": [
            unit("pilot", region="N", segment="S"), unit("comparison", region="N"),
            unit("comparison", department_id="care"),
            unit("comparison", region="E", department_id="care"),
        ],
        "customers": [{"customer_id": "ann", "region": "N", "segment": "S"}],
        "survey_responses": [
            answer("a", "2024-06-01", 9, region="N", segment="S"), answer("b", "2024-06-30", 3, customer_id="ann"),
            answer("c", "2024-06-15", 7, region="N", segment="T", department_id="care"),
            answer("d", "2024-06-15", 10, region="E", department_id="care", weight=2.5, mode="phone"),
            answer("e", "2024-06-15", 10), answer("f", "2024-06-15", 10, region="N", journey_stage="setup"),
            answer("g", "2024-06-15", 5, metric="csat", region="N"),
        ],
    }  # fmt: skip
    names = ("arm", "region", "segment", "department_id", "way", "n", "weight", "total", "squares")
    assert outcomes(ask, tables, *names, "units") == [
        ("comparison", None, None, "care", None, 1, 1, 0, 0, 4),
        ("comparison", None, None, "care", "phone", 1, 2.5, 2.5, 2.5, 4),
        ("comparison", "E", None, "care", "phone", 1, 2.5, 2.5, 2.5, 4),
        ("comparison", "N", None, None, None, 3, 3, 0, 2, 4),
        ("pilot", "N", "S", None, None, 2, 2, 0, 2, 4),
    ]


def test_a_customer_s_own_are_those_of_its_unit(ask: Ask) -> None:
    tables = {
        "pilots": [pilot("csat")],
        "pilot_units": [unit("pilot", customer_id="ann"), unit("comparison", customer_id="bob", region="N")],
        "customers": [{"customer_id": "bob", "region": "N"}, {"customer_id": "cid", "region": "N"}],
        "survey_responses": [
            answer("a", "2024-05-01", 5, metric="csat", customer_id="ann"),
            answer("b", "2024-05-02", 1, metric="csat", customer_id="ann", region="Z"),
            answer("c", "2024-07-01", 4, metric="csat", customer_id="bob"),
            answer("d", "2024-07-01", 4, metric="csat", customer_id="bob", region="Z"),
            answer("e", "2024-07-01", 4, metric="csat", customer_id="cid"),
        ],
    }  # fmt: skip
    names = ("arm", "customer_id", "month", "n", "total")
    assert outcomes(ask, tables, *names) == [
        ("comparison", "bob", month("2024-07"), 1, 1), ("pilot", "ann", month("2024-05"), 2, 1),
    ]  # fmt: skip


def test_months_are_those_from_a_year_before_to_a_year_after_the_last_joined(ask: Ask) -> None:
    """A pilot of which no unit says when it joined is followed for a year from its start."""
    given = [answer(f"{number}", f"{2023 + number // 12}-{number % 12 + 1:02}-03", 9, region="N") for number in
             range(36)]  # fmt: skip
    later = [unit("pilot", region="N", joined_on=date(2024, 9, 20)), unit("comparison", region="N")]
    for units, last in ((later, "2025-09"), ([unit("pilot", region="N")], "2025-06")):
        tables = {"pilots": [pilot("nps")], "pilot_units": units, "survey_responses": given}
        months = {row[0] for row in outcomes(ask, tables, "month")}
        assert (min(months), max(months), len(months)) == (month("2023-06"), month(last), max(months) - min(months) + 1)


CASE = {"opened_at": at("2024-06-03 08:00"), "region": "N", "channel": "chat"}
NOTED = {"resolved_at": at("2024-07-01 08:00"), "first_contact_resolved": True, "transfers": 3, "csat": 4,
         "escalated": False, "abandoned": False}  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("resolution_hours", [("2024-07", "chat", 1, 672, 672**2)]),
        ("first_contact_resolution", [("2024-06", "chat", 2, 1, 1)]),
        ("abandoned_cases", [("2024-06", "chat", 2, 1, 1)]),
        ("escalated_cases", [("2024-06", "chat", 1, 0, 0)]),
        ("transfers_per_case", [("2024-06", "chat", 1, 3, 9)]),
        ("case_csat", [("2024-06", "chat", 1, 1, 1)]),
        ("handle_minutes", []),
        ("a measure of their own", []),
    ],
)
def test_cases_count_as_they_do_for_the_measure(
    ask: Ask, metric: str, expected: list[tuple[str, str, int, float, float]]
) -> None:
    """What is not known of a case is in no sum; a case counts once it is resolved for the hours that it took."""
    tables = {
        "pilots": [pilot(metric)],
        "pilot_units": [unit("pilot", region="N")],
        "support_cases": [
            {"case_id": "1", **CASE, **NOTED},
            {"case_id": "2", **CASE, "abandoned": True},
            {"case_id": "3", **CASE, "region": "E", **NOTED},
        ],
    }
    told = outcomes(ask, tables, "month", "way", "n", "total", "squares")
    assert told == [(month(when), *rest) for when, *rest in expected]


def test_scores_of_a_scale_s_own_and_after_a_journey(ask: Ask) -> None:
    given = [
        answer("a", "2024-06-03", 2, metric="csat", region="N"),
        answer("b", "2024-06-03", 4, metric="csat", region="N"),
        answer("c", "2024-06-03", 6, region="N", journey_stage="setup"), answer("d", "2024-06-03", 9, region="N"),
    ]  # fmt: skip
    for metric, expected in (("csat_mean", (2, 6, 20)), ("csat", (2, 1, 1)), ("journey_nps", (1, -1, 1))):
        tables = {
            "pilots": [pilot(metric)],
            "pilot_units": [unit("pilot", region="N")],
            "survey_responses": given,
        }
        assert outcomes(ask, tables, "n", "total", "squares") == [expected], metric


def test_rows_of_units_that_are_there_twice_count_once_and_are_told(ask: Ask) -> None:
    """The register's own check finds them; no sum is doubled by them."""
    tables = {
        "pilots": [pilot("nps")],
        "pilot_units": [unit("pilot", region="N"), unit("pilot", region="N")],
        "survey_responses": [answer("a", "2024-06-03", 9, region="N")],
    }
    assert outcomes(ask, tables, "units", "n") == [(2, 1)]
