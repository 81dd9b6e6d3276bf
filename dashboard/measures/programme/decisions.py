"""What waits for a decision: overdue actions that no single line of business owns, and undecided requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, standing_of
from dashboard.measures.themes.register import is_done

Row = dict[str, Any]

SOURCES = ("tasks", "change_requests")
"""The registers in which decisions wait, what customers wait for first."""

AT_MOST = 3
REQUEST_DAYS = 30
"""A change request undecided for longer than this waits for a decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question to the forum, who is to answer it, and for how many days it has waited."""

    question: str
    owner: str
    days: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The decisions to be shown, how many wait in all, and the sources that are not shown or not of today."""

    decisions: tuple[Decision, ...]
    total: int
    missing: tuple[str, ...] = ()
    held_back: tuple[Standing, ...] = ()


@cached
def decisions(data: Data, today: date) -> Waiting:
    """Return the decisions that wait: overdue actions before requests, the oldest of each first, at most three."""
    found: list[Decision] = []
    missing: list[str] = []
    held_back: list[Standing] = []
    for source, find in zip(SOURCES, (_overdue_actions, _undecided_requests), strict=True):
        standing = standing_of(data, (source, "departments", "themes"))
        if not standing.shown:
            missing.append(source)
            continue
        found += sorted(find(data, today), key=lambda decision: -decision.days)
        if standing.state == "carried_over":
            held_back.append(standing)
    return Waiting(tuple(found[:AT_MOST]), len(found), tuple(missing), tuple(held_back))


def _overdue_actions(data: Data, today: date) -> list[Decision]:
    """One question a cross-LOB theme with an overdue corrective action."""
    shared = {theme["theme_id"]: theme for theme in data.rows("themes") if theme["department_id"] is None}
    late: dict[str, list[Row]] = {}
    for task in data.rows("tasks"):
        overdue = task["due_on"] is not None and task["due_on"] < today
        waits = overdue and task["cancelled_on"] is None and not is_done(task)
        if task["kind"] == "corrective_action" and task["theme_id"] in shared and waits:
            late.setdefault(task["theme_id"], []).append(task)
    questions = []
    for theme_id, actions in late.items():
        departments = len({task["department_id"] for task in actions})
        where = f"{departments} departments" if departments > 1 else "1 department"
        questions.append(
            Decision(
                f"{shared[theme_id]['name']}: action overdue in {where}",
                shared[theme_id]["sponsor"] or "no sponsor",
                (today - min(task["due_on"] for task in actions)).days,
            )
        )
    return questions


def _undecided_requests(data: Data, today: date) -> list[Decision]:
    """One question a change request that has waited too long."""
    names = {department["department_id"]: department["name"] for department in data.rows("departments")}
    return [
        Decision(
            f"{request['title']}: accept or decline?",
            names.get(request["department_id"], request["department_id"]),
            (today - request["raised_on"]).days,
        )
        for request in data.rows("change_requests")
        if request["decision"] is None
        and request["raised_on"] is not None
        and (today - request["raised_on"]).days > REQUEST_DAYS
    ]
