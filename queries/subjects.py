"""What decisions and comments may be about: a subject is ``kind:id``, and each kind has its own place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KEPT_IN: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({
    "theme": ("themes", ("theme_id",)),
    "department": ("departments", ("department_id",)),
    "objective": ("objectives", ("objective_id",)),
    "task": ("tasks", ("task_id",)),
    "request": ("change_requests", ("request_id",)),
    "rally_cry": ("rally_cries", ("rally_cry_id",)),
    "pilot": ("pilots", ("pilot_id",)),
    "stage": ("journey_stages", ("journey", "stage")),
})  # fmt: skip
"""Kind of a subject → the table that keeps it, and the columns that make its id, a slash between them."""

NAMED_BY_US = ("measure", "target", "page", "conflict")
"""Kinds of subjects that no table keeps: their names are Northstar's. A measure or a target of a part has the place
behind a slash: ``measure:nps/DACH``; a conflict has the ids of two objectives: ``conflict:O-02+O-11``."""

DECIDED = (
    "theme", "department", "objective", "task", "request", "rally_cry", "pilot", "stage", "measure", "target",
    "conflict",
)  # fmt: skip
COMMENTED = ("page", "measure", "theme", "department")
"""What decisions and comments may be about."""
