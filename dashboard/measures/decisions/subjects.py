"""What is decided about, and what that is called: a subject is a ``kind:id``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.registers import (
    ChangeRequest,
    Objective,
    Pilot,
    RallyCry,
    Task,
    Theme,
    department_names,
    read_register,
)
from dashboard.measures.registry import MEASURES, measure
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its kind, what it is called (its id where no register knows it), and of which part it is.

    ``place`` is a region, or the department of which something was asked; ``goals`` are those of which one is to come
    first, which have no other name.
    """

    kind: str
    name: str
    place: str = ""
    goals: tuple[str, ...] = ()


def subject_of(data: Data, subject: str, settings: Settings) -> Subject:
    """Return what a subject is called."""
    kind, _, name = subject.partition(":")
    if kind in ("measure", "target"):
        known, _, place = name.partition("/")
        called = measure(known, settings).label if known in MEASURES else known
        return Subject(kind, called, " ".join(filter(None, place.split("/"))))
    if kind == "request":
        asked = {one.request_id: one for one in read_register(data, ChangeRequest)}.get(name)
        departments = department_names(data)
        if asked is not None:
            of = departments.get(asked.department_id) or asked.department_id
            return Subject(kind, asked.title or name, of)
    if kind == "stage":
        journey, _, stage = name.partition("/")
        return Subject(kind, f"{stage} ({journey})")
    names = _NAMES.get(kind)
    if kind == "conflict":
        goals = _NAMES["objective"](data)
        return Subject(kind, "", goals=tuple(goals.get(one) or one for one in _both(name, goals)))
    return Subject(kind, (names(data).get(name) if names else None) or name)


def _both(name: str, goals: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of a conflict's two goals: an id may hold the sign that stands between them."""
    parts = name.split("+")
    ways = [("+".join(parts[:at]), "+".join(parts[at:])) for at in range(1, len(parts))]
    known = [pair for pair in ways if pair[0] in goals and pair[1] in goals]
    return known[0] if known else tuple(parts)


_NAMES: Mapping[str, Callable[[Data], Mapping[str, str]]] = {
    "theme": lambda data: {one.theme_id: one.name for one in read_register(data, Theme)},
    "department": department_names,
    "objective": lambda data: {one.objective_id: one.title for one in read_register(data, Objective)},
    "task": lambda data: {one.task_id: one.title for one in read_register(data, Task)},
    "pilot": lambda data: {one.pilot_id: one.name for one in read_register(data, Pilot)},
    "rally_cry": lambda data: {one.rally_cry_id: one.statement for one in read_register(data, RallyCry)},
}
"""Kind → the names that a register has of such subjects, by their ids."""
