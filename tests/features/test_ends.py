"""Of many departments those at both ends are told, and how many lie between; what four hundred share is not kept."""

from __future__ import annotations

import time
from datetime import date

import pytest

from dashboard.blocks import Block, Cell, Chart, Table, within
from dashboard.data.question import Question
from dashboard.features.ends import ends
from dashboard.features.feature import features
from dashboard.measures.ends import EACH
from tests.published import AS_OF, SETTINGS, data, view

MANY = 400


@pytest.mark.parametrize("rows", [0, 3, 2 * EACH + 1, 2 * EACH + 2, MANY])
def test_both_ends_and_how_many_lie_between(rows: int) -> None:
    given = [(Cell(f"d{at}"), Cell(str(at))) for at in range(rows)]
    told = ends(given, "department", SETTINGS)
    if rows < 2 * EACH + 2:
        assert list(told) == given
        return
    assert [*told[:EACH], *told[EACH + 1 :]] == [*given[:EACH], *given[-EACH:]]
    assert told[EACH][0].text == f"… {rows - 2 * EACH} departments between"
    assert len(told[EACH]) == len(given[0])


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    """Return what is asked of a company of 400 departments, half of whose goals are at odds with the other half's."""
    departments = [{"department_id": f"d{at}", "name": f"Department {at}"} for at in range(MANY)]
    tasks = [
        {
            "task_id": f"k{at}", "title": "Mend", "department_id": f"d{at}", "kind": "task",
            "created_on": date(2026, 7, 1), "original_due_on": date(2026, 8, 1), "due_on": date(2026, 8, 1),
            "completed_on": date(2026, 7, 30) if at % 3 else None,
        }
        for at in range(MANY)
    ]  # fmt: skip
    goals = [
        {
            "objective_id": f"o{at}", "title": f"Goal {at}", "department_id": f"d{at}", "metric": "on_time_tasks",
            "company_goal": "Loyalty", "direction": ("up", "down")[at % 2], "target": 1.0, "family": "growth",
            "audience": "internal",
            "starts_on": date(2026, 1, 1), "due_on": AS_OF.replace(month=12),
        }
        for at in range(MANY)
    ]  # fmt: skip
    asked = [
        {"request_id": f"q{at}", "department_id": f"d{at}", "title": "Change", "raised_on": date(2026, 7, 1)}
        for at in range(MANY)
    ]
    held = [
        {"department_id": f"d{at}", "held_on": date(2026, 8, 1), "attended": at % 2 == 0, "kind": "community"}
        for at in range(MANY)
    ]
    kept = data(
        tmp_path_factory.mktemp("many"), departments=departments, tasks=tasks, objectives=goals,
        change_requests=asked, lob_sessions=held,
    )  # fmt: skip
    return Question(kept, view(), SETTINGS)


def table(question: Question, name: str, within_: str) -> Table:
    found: list[Block] = [one for top in features()[name].blocks(question) for one in within(top)]
    (block,) = (one for one in found if isinstance(one, Table) and one.head.name == within_)
    return block


@pytest.mark.parametrize("name", ["A2", "A7", "A8", "A9"])
def test_of_four_hundred_departments_the_furthest_are_listed(question: Question, name: str) -> None:
    rows = table(question, name, name).rows
    assert len(rows) == 2 * EACH + 1
    assert rows[EACH][0].text.endswith("departments between")


def test_of_four_hundred_departments_the_heat_map_draws_the_furthest(question: Question) -> None:
    (drawn,) = (one for top in features()["A6"].blocks(question) for one in within(top) if isinstance(one, Chart))
    named = drawn.data.column("y").to_pylist()
    assert len(named) == 2 * EACH + 1
    assert named[EACH] == f"… {MANY - 2 * EACH} departments between"
    assert drawn.data.column("label").to_pylist()[EACH] == "…"  # a dash would say that they have no goal


def test_goals_of_many_departments_are_named_a_few_and_counted(question: Question) -> None:
    (told,) = features()["A5"].blocks(question)
    assert "and 196 more" in " ".join(block.head.title for block in within(told))
    assert all(len(note) < 1500 for block in within(told) for note in block.head.notes)


def test_what_many_goals_share_is_kept_and_told_in_time(question: Question) -> None:
    """Each of 400 goals shares its measure with all others, and what they share was looked for 400 times."""
    began = time.process_time()
    assert features()["A4"].blocks(question)
    assert time.process_time() - began < 10


def test_who_has_to_work_with_whom_is_told_of_four_hundred_departments_in_time(question: Question) -> None:
    """It took minutes, as what every two of them share was measured to be kept."""
    began = time.process_time()
    told = table(question, "A10", "A10")
    assert len(told.rows) == 10
    assert told.of is not None
    assert told.of > MANY
    assert time.process_time() - began < 20
