"""Themes that ask for a decision: nobody answers for them, or they were closed and still cost points."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures import top_ten
from dashboard.measures.decisions.pending import Pending
from dashboard.measures.decisions.waiting import newest_view, waiting
from tests.measures.themes.test_top_ten import TWO, themed
from tests.published import SETTINGS, Rows, data

OWNED: Rows = [
    {"theme_id": "a", "name": "Waiting", "department_id": "care"},
    {"theme_id": "b", "name": "Invoices", "department_id": "care"},
]
DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
CLOSED = {"theme_id": "a", "stage": "closed", "entered_on": date(2026, 2, 1)}


def found(folder: Path, *, themes: Rows = OWNED, **tables: Rows) -> tuple[Pending, ...]:
    whole: dict[str, Any] = {"theme_stages": [], "theme_departments": [], "departments": DEPARTMENTS, **tables}
    rows = data(folder, **themed(TWO), themes=themes, **whole)
    costs = {theme.theme_id: theme.points for theme in top_ten(rows, newest_view(rows, SETTINGS), SETTINGS).ten}
    assert costs.keys() == {"a", "b"}
    pending = waiting(rows, SETTINGS).pending
    for one in pending:
        assert one.cost.unit == "points"
        assert one.cost.amount == costs[one.subject.removeprefix("theme:")]
    return pending


def test_themes_that_are_owned_and_open_ask_for_nothing(tmp_path: Path) -> None:
    assert found(tmp_path) == ()


def test_a_theme_of_nobody_is_asked_of_those_who_have_a_part_in_it(tmp_path: Path) -> None:
    shared: Rows = [{"theme_id": "a", "name": "Waiting"}, OWNED[1]]
    parts: Rows = [
        {"theme_id": "a", "department_id": "sales", "share": 0.2},
        {"theme_id": "a", "department_id": "care", "share": 0.8},
    ]
    stages: Rows = [{"theme_id": "a", "stage": "identified", "entered_on": date(2026, 3, 4)}]
    (one,) = found(tmp_path, themes=shared, theme_departments=parts, theme_stages=stages)
    assert (one.kind, one.subject, one.name) == ("theme_without_owner", "theme:a", "Waiting")
    assert (one.of_whom, one.since, one.number) == ("Care, Sales", date(2026, 3, 4), 2)
    (one,) = found(tmp_path / "alone", themes=shared)
    assert (one.of_whom, one.since, one.days) == (None, None, None)


def test_a_sponsor_answers_for_a_theme_that_many_share(tmp_path: Path) -> None:
    assert found(tmp_path, themes=[{"theme_id": "a", "name": "Waiting", "sponsor": "Ana"}, OWNED[1]]) == ()


def test_a_theme_that_no_register_knows_is_nobody_s(tmp_path: Path) -> None:
    (one,) = found(tmp_path, themes=OWNED[1:])
    assert (one.kind, one.subject, one.name) == ("theme_without_owner", "theme:a", "a")


def test_where_no_theme_s_owner_is_known_none_is_said_to_have_none(tmp_path: Path) -> None:
    unknown: Rows = [{"theme_id": "a", "name": "Waiting"}, {"theme_id": "b", "name": "Invoices"}]
    assert found(tmp_path, themes=unknown) == ()


def test_a_closed_theme_that_costs_points_is_asked_of_its_owner(tmp_path: Path) -> None:
    (one,) = found(tmp_path, theme_stages=[CLOSED])
    assert (one.kind, one.subject, one.of_whom) == ("theme_still_costs", "theme:a", "Care")
    assert (one.since, one.asked_on) == (date(2026, 2, 1), date(2026, 2, 1))


def test_one_that_was_opened_again_or_is_closed_tomorrow_is_not(tmp_path: Path) -> None:
    again = {"theme_id": "a", "stage": "root_cause", "entered_on": date(2026, 3, 1)}
    assert found(tmp_path, theme_stages=[CLOSED, again]) == ()
    assert found(tmp_path / "tomorrow", theme_stages=[CLOSED | {"entered_on": date(2026, 12, 1)}]) == ()


@pytest.mark.parametrize("few", [10**6])
def test_themes_with_too_few_mentions_are_no_question(tmp_path: Path, few: int) -> None:
    rows = data(tmp_path, **themed(TWO), themes=[], theme_stages=[CLOSED], theme_departments=[], departments=[])
    assert waiting(rows, SETTINGS.model_copy(update={"least_n": few})).pending == ()


def test_an_answer_holds_until_a_theme_is_closed_anew(tmp_path: Path) -> None:
    taken = {"decision_id": "D", "subject": "theme:a", "decided_on": date(2026, 2, 3), "choice": "Accept"}
    assert found(tmp_path, theme_stages=[CLOSED], decisions=[taken]) == ()

    anew = CLOSED | {"entered_on": date(2026, 5, 1)}
    (one,) = found(tmp_path / "anew", theme_stages=[CLOSED, anew], decisions=[taken])
    assert one.since == date(2026, 5, 1)
