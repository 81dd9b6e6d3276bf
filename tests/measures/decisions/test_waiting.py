"""All that waits, without what was answered; and what was decided of late."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.data.access import Data, Grant
from dashboard.measures.decisions.subjects import Subject, subject_of
from dashboard.measures.decisions.waiting import LATELY, SOURCES, connected, waiting
from tests.measures.decisions.test_registers import DEPARTMENTS, THEMES, action, request
from tests.published import AS_OF, SETTINGS, Rows, data, snapshot


def decision(**changes: Any) -> dict[str, Any]:
    return {
        "decision_id": "D1", "subject": "request:R4", "asked_of": "Ana", "decided_on": date(2026, 9, 9),
        "choice": "Accept", "reason": "It is cheap",
    } | changes  # fmt: skip


def asked(folder: Path, *taken: dict[str, Any], grant: Grant | None = None, **tables: Rows) -> Data:
    rows: dict[str, Rows] = {
        "tasks": [action()], "change_requests": [request()], "themes": THEMES, "departments": DEPARTMENTS,
        "decisions": taken,
    }  # fmt: skip
    return data(folder, grant or Grant(), **rows | tables)


def test_an_answered_question_leaves_the_list_and_is_told_with_its_reason(tmp_path: Path) -> None:
    before, after = (waiting(asked(tmp_path / str(len(taken)), *taken), SETTINGS) for taken in ((), (decision(),)))
    assert [one.subject for one in before.pending] == ["theme:T1", "request:R4"]
    assert [one.subject for one in after.pending] == ["theme:T1"]
    (told,) = after.decided
    assert (told.subject, told.decision.choice, told.decision.reason) == (
        Subject("request", "A call", "Sales"), "Accept", "It is cheap",
    )  # fmt: skip


def test_what_came_up_after_the_answer_is_asked_anew(tmp_path: Path) -> None:
    """The action was due on the first of September, a second one on the tenth."""
    answer = decision(subject="theme:T1")
    assert [one.kind for one in waiting(asked(tmp_path, answer), SETTINGS).pending] == ["request_undecided"]
    tasks = [action(), action(task_id="u", due_on=date(2026, 9, 10))]
    again = waiting(asked(tmp_path / "again", answer, tasks=tasks), SETTINGS).pending
    assert [one.subject for one in again] == ["theme:T1", "request:R4"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(days=st.integers(-30, 400))
def test_an_answer_counts_from_the_day_of_the_question_to_today(tmp_path: Path, days: int) -> None:
    day = AS_OF - timedelta(days)
    listed = waiting(asked(tmp_path / str(days), decision(decided_on=day)), SETTINGS)
    assert ("request:R4" in [one.subject for one in listed.pending]) == (not date(2026, 6, 1) <= day <= AS_OF)
    assert bool(listed.decided) == (AS_OF - LATELY <= day <= AS_OF)


def test_decisions_are_told_newest_first_and_without_a_day_not_at_all(tmp_path: Path) -> None:
    days = [date(2026, 9, 9), date(2026, 9, 20), None, date(2026, 9, 9)]
    taken = [decision(decision_id=f"D{place}", decided_on=day) for place, day in enumerate(days)]
    told = waiting(asked(tmp_path, *taken), SETTINGS).decided
    assert [one.decision.decision_id for one in told] == ["D1", "D3", "D0"]


def test_what_cannot_be_shown_is_named_and_what_is_not_there_is_told_apart(tmp_path: Path) -> None:
    registers: dict[str, Rows] = {"tasks": [], "change_requests": [], "themes": [], "departments": []}
    lacking = snapshot(tmp_path, registers, tasks={"state": "withheld", "reasons": ["Spoilt."]})
    listed = waiting(Data(lacking), SETTINGS)
    assert listed.pending == ()
    assert listed.missing == ("tasks",)
    assert {"rally_cries", "objectives", "theme_stages"} <= {*listed.unconnected}
    assert "tasks" not in listed.unconnected
    assert listed.answers_known


def test_what_is_shown_is_not_said_to_be_missing_where_what_stands_beside_it_is_not_there(tmp_path: Path) -> None:
    listed = waiting(data(tmp_path, objectives=[]), SETTINGS)
    assert listed.missing == ()
    assert {"targets", "tasks"} <= {*listed.unconnected}


def test_without_the_register_of_decisions_nobody_knows_what_was_answered(tmp_path: Path) -> None:
    registers: dict[str, Rows] = {"change_requests": [request()], "departments": DEPARTMENTS, "decisions": []}
    listed = waiting(Data(snapshot(tmp_path, registers, decisions={"state": "withheld"})), SETTINGS)
    assert [one.subject for one in listed.pending] == ["request:R4"]
    assert not listed.answers_known


def test_a_register_that_is_shown_is_not_among_those_that_cannot_be(tmp_path: Path) -> None:
    """Also where another, which would be asked together with it, is not connected."""
    listed = waiting(data(tmp_path, tasks=[], themes=[], departments=[]), SETTINGS)
    assert listed.missing == ()
    assert {"targets", "objectives"} <= {*listed.unconnected}


def test_what_is_of_an_earlier_day_is_told(tmp_path: Path) -> None:
    registers: dict[str, Rows] = {"change_requests": [request()], "departments": DEPARTMENTS}
    held = snapshot(tmp_path, registers, change_requests={"state": "carried_over", "reasons": ["Late."]})
    (standing,) = waiting(Data(held), SETTINGS).held_back
    assert standing.reasons == ("Late.",)


def test_a_reader_of_a_region_is_told_that_nothing_is_known_of_the_whole(tmp_path: Path) -> None:
    grant = Grant(regions=frozenset({"North"}), company_totals=False)
    listed = waiting(asked(tmp_path, decision(), grant=grant), SETTINGS)
    assert (listed.pending, listed.decided) == ((), ())
    assert {"tasks", "change_requests"} <= {*listed.missing}
    assert not {"themes", "departments"} & {*listed.missing}


def test_whether_anything_is_connected(tmp_path: Path) -> None:
    assert not connected(data(tmp_path / "none"))
    for place, source in enumerate(SOURCES):
        assert connected(data(tmp_path / str(place), **dict.fromkeys(source.needs, ())))
    assert not connected(data(tmp_path / "in part", change_requests=[], tasks=[], themes=[]))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("theme:T1", Subject("theme", "Waiting")), ("theme:gone", Subject("theme", "gone")),
        ("department:care", Subject("department", "Care")), ("task:t", Subject("task", "Mend")),
        ("request:R4", Subject("request", "A call", "Sales")), ("pilot:p", Subject("pilot", "p")),
        ("measure:nps", Subject("measure", "Net promoter score")),
        ("measure:nps/North", Subject("measure", "Net promoter score", "North")),
        ("target:nps//All", Subject("target", "Net promoter score", "All")),
        ("measure:gone", Subject("measure", "gone")), ("nothing", Subject("nothing", "")),
    ],
)  # fmt: skip
def test_what_a_subject_is_called(tmp_path: Path, subject: str, expected: Subject) -> None:
    assert subject_of(asked(tmp_path), subject, SETTINGS) == expected
