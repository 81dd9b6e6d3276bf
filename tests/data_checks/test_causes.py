"""Why a key repeats or a reference points nowhere is told where it can be seen, on each engine alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from data_checks.finding import Finding
from tests.data_checks.audits import audit
from tests.engines import arrow, write_duckdb, write_postgres

Rows = list[dict[str, Any]]


@pytest.fixture(params=["duckdb", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Return what writes a warehouse of an engine and returns its address."""
    if request.param == "duckdb":
        yield lambda tables: write_duckdb(tmp_path / "w.duckdb", tables)
    else:
        url, name = request.getfixturevalue("postgres_url"), f"causes_{abs(hash(request.node.name))}"
        yield lambda tables: write_postgres(url, name, tables)


def answers(*ids: tuple[str, str], metric: str = "nps") -> Rows:
    return [
        {"response_id": response, "customer_id": customer, "responded_at": datetime(2026, 9, 1, 10, number % 60),  # noqa: DTZ001
         "metric": metric, "score": 3}
        for number, (response, customer) in enumerate(ids)
    ]  # fmt: skip


def found(place: Any, check: str, tables: Mapping[str, Rows]) -> Finding:
    url = place({name: arrow(name, rows) for name, rows in tables.items()})
    (finding,) = [finding for finding in audit(url, only=tuple(tables))[0] if finding.check == check]
    assert not finding.passed
    return finding


def test_a_questionnaire_of_several_questions_is_told_from_a_repeated_key(place: Any) -> None:
    asked = [(f"q{number}", f"c{number}") for number in range(40)]
    three = [row for metric in ("nps", "csat", "ces") for row in answers(*asked, metric=metric)]
    finding = found(place, "survey_responses.key", {"survey_responses": three})
    assert "80 answers repeat the response_id of another (67 % of all), for example q0 (3 times)" in finding.sentence
    assert "40 of 40 repeated ids stand once for each metric" in finding.sentence
    assert finding.action.startswith("Make the id unique for each question: concat(response_id, '-', metric)")


def test_an_answer_about_two_visits_is_one_answer_that_a_join_has_doubled(place: Any) -> None:
    given = answers(*((f"r{number}", f"c{number}") for number in range(40)))
    twice = [row | {"about_id": visit, "about_kind": "journey"} for row in given for visit in ("j1", "j2")]
    finding = found(place, "survey_responses.key", {"survey_responses": twice})
    assert "40 answers repeat the response_id of another (50 % of all), for example r0 (2 times)" in finding.sentence
    assert "40 of 40 repeated ids stand once for each about_id, and are one answer each" in finding.sentence
    assert finding.action.startswith("One answer about two things is one answer: keep one row of each response_id")


def test_answers_that_differ_in_more_than_what_they_are_about_are_not_called_one(place: Any) -> None:
    given = answers(*((f"r{number}", f"c{number}") for number in range(40)))
    twice = [row | {"about_id": f"j{at}", "score": 3 + at} for row in given for at in range(2)]
    finding = found(place, "survey_responses.key", {"survey_responses": twice})
    assert "about_id" not in finding.sentence + finding.action


def test_an_answer_is_held_against_what_it_is_about_once_and_by_the_day_where_no_time_is_known(place: Any) -> None:
    """Of ten answers one is given before both visits that it is about; a day without a time is before no time of it."""
    rows = [
        row | {"about_id": visit, "about_kind": "journey", "responded_at": given}
        for number, row in enumerate(answers(*((f"r{number}", "c1") for number in range(10))))
        for given in [datetime(2026, 8, 1, 8) if number == 0 else datetime(2026, 8, 1 + number % 2)]  # noqa: DTZ001
        for visit in (("j1", "j2") if number == 0 else ("j1",))
    ]
    steps = [
        {"journey_id": name, "journey": "Visit", "stage": "Desk", "step_number": step, "started_at":
         datetime(2026, 8, 1, 9 + step)} for name in ("j1", "j2") for step in range(3)  # noqa: DTZ001
    ]  # fmt: skip
    finding = found(
        place, "survey_responses.answered_before_journey", {"survey_responses": rows, "journey_steps": steps}
    )
    assert "1 answer of 10 about a journey (10 %) was given before its started_at, for example r0" in finding.sentence


def test_a_repeated_key_is_named(place: Any) -> None:
    twice = [*((f"r{number}", "c1") for number in range(40)), ("r7", "c2"), ("r7", "c3")]
    finding = found(place, "survey_responses.key", {"survey_responses": answers(*twice)})
    assert "2 answers repeat the response_id of another (4.8 % of all), for example r7 (3 times)." in finding.sentence
    assert "question" not in finding.sentence + finding.action


CUSTOMERS = [{"customer_id": f"{number}", "acquired_on": date(2024, 1, 1)} for number in range(1, 41)]


@pytest.mark.parametrize(
    ("spelt", "beside", "cast"),
    [
        ("{}.0", "'1.0' beside '1'", "cast(cast(customer_id as double precision) as bigint) as customer_id"),
        (" {}", "' 1' beside '1'", "trim(customer_id) as customer_id in survey_responses and trim"),
        ("00{}", "'001' beside '1'", "trim(leading '0' from customer_id)"),
    ],
)
def test_ids_that_differ_in_their_spelling_alone_are_shown_side_by_side(
    place: Any, spelt: str, beside: str, cast: str
) -> None:
    rows = answers(*((f"r{number}", spelt.format(1 + number % 40)) for number in range(80)))
    tables = {"survey_responses": rows, "customers": CUSTOMERS}
    finding = found(place, "survey_responses.customer_id.reference", tables)
    assert "80 answers name a customer_id that is not in customers (100 % of all), for example '" in finding.sentence
    assert f"80 answers would be known but for the spelling: {beside} in customers." in finding.sentence
    assert cast in finding.action


def test_the_side_that_has_the_noughts_is_the_one_to_mend(place: Any) -> None:
    others = [{"customer_id": f"{number}.0"} for number in range(1, 41)]
    tables = {"survey_responses": answers(*((f"r{n}", f"{1 + n % 40}") for n in range(80))), "customers": others}
    finding = found(place, "survey_responses.customer_id.reference", tables)
    assert finding.action.endswith("as bigint) as customer_id in customers.")


def test_ids_that_are_nowhere_are_named_and_no_cause_is_made_up(place: Any) -> None:
    rows = answers(*((f"r{number}", f"x{number % 2}") for number in range(30)), ("r90", "1.0"))
    finding = found(place, "survey_responses.customer_id.reference", {"survey_responses": rows, "customers": CUSTOMERS})
    assert "(100 % of all), for example 'x0' (15 times), 'x1' (15 times) and '1.0' (1 time)." in finding.sentence
    assert "spelling" not in finding.sentence
