"""Registers: tables of the contract that people keep, as they are."""

from __future__ import annotations

from dataclasses import replace

from queries.contract import CONTRACT
from queries.kinds.dataset import Dataset, counts


def _register(name: str, *grain: str, uses: tuple[str, ...] = ()) -> Dataset:
    """Return the dataset that keeps a table of the contract as it is."""
    table = CONTRACT[name]
    types = {column.name: column.type for column in table.columns}
    keys = {column: types[column] for column in grain}
    rest = {column: kind for column, kind in types.items() if column not in keys}
    return Dataset(
        name, "register", f"One row is {table.grain}.", keys, rest, (name,), uses, bound=200_000,
        not_null=tuple(column.name for column in table.columns if column.required),
    )  # fmt: skip


def _counted_register(name: str) -> Dataset:
    """Return the dataset of a table without a key: rows that are alike in every column are one, and are counted."""
    kept = _register(name)
    return replace(
        kept, description=f"{kept.description} Those that are alike in every column are one row; n is how many.",
        grain=kept.columns, measures=counts("n"),
    )  # fmt: skip


REGISTERS: tuple[Dataset, ...] = (
    Dataset(
        "numbered_themes", "register", "Which number stands for a theme in the sets of theme_risk. One row is a theme.",
        {"theme_id": "text"}, counts("number"), ("response_themes",), bound=64,
        group="theme_risk", not_null=("theme_id", "number"),
    ),
    _register("departments", "department_id"),
    _register("regions", "region"),
    _register("themes", "theme_id"),
    _register("theme_stages", "theme_id", "stage", "entered_on"),
    _register("theme_departments", "theme_id", "department_id"),
    _register("rally_cries", "rally_cry_id"),
    _register("objectives", "objective_id"),
    _register("objective_values", "objective_id", "month"),
    _register("tasks", "task_id"),
    _register("change_requests", "request_id"),
    _register("employee_signals", "signal_id"),
    # A day may have sessions of one kind for several journeys, themes or regions.
    _register("lob_sessions", "held_on", "department_id", "kind", "journey", "theme_id", "region"),
    _register("journey_stages", "journey", "stage"),
    _counted_register("recognitions"),
    _counted_register("leader_contacts"),
    _register("training", "department_id", "month", "course", "region"),
    _register("targets", "metric", "region", "segment", "journey_stage", "month", "span"),
    _register("benchmarks", "metric", "source", "as_of"),
    replace(_register("pilots", "pilot_id"), group="pilots"),
    # Two units are one where they name the same and joined on the same day.
    replace(
        _register("pilot_units", "pilot_id", "arm", "region", "segment", "department_id", "customer_id", "joined_on"),
        group="pilots",
    ),
    Dataset(
        "source_systems", "register", "The systems that hold records of customers. One row is a system.",
        {"system": "text"},
        {"owner_department_id": "text", **counts("customers_matched", "customers_total", "duplicates"),
         "last_loaded_on": "date"},
        ("source_systems",), bound=200_000, not_null=("system",),
    ),
    _register("decisions", "decision_id"),
    # Nothing but all of it tells one comment from another: a second row of the same is a load that came twice.
    _register("comments", "subject", "period", "region", "author", "written_on", "text"),
)  # fmt: skip
