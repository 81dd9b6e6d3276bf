"""What of the contract no query reads yet: whoever connects it sees nothing of it, and is told so.

A test drops each column from each query to see which are missed; keys among these are looked at by the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from queries.contract import CONTRACT

_WHOLE_TABLES = ("employee_pulse",)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey_responses": ("about_id", "about_kind", "happened_at"),
    "survey_invitations": ("channel", "mode"),
    "subscriptions": ("subscription_id", "plan"),
    "invoices": ("paid_on",),
    "opportunities": ("opportunity_id", "created_on"),
    "support_cases": ("journey_stage", "status"),
    "concessions": ("concession_id", "case_id"),
    "feedback": ("feedback_id", "text"),
}  # fmt: skip

UNREAD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {**_COLUMNS, **{name: tuple(column.name for column in CONTRACT[name].columns) for name in _WHOLE_TABLES}}
)
"""Table → its columns that no query reads."""


def is_unread(table: str, column: str | None = None) -> bool:
    """Tell whether no query reads a column of a table, or, where none is named, anything of it."""
    columns = UNREAD.get(table, ())
    return column in columns if column else len(columns) == len(CONTRACT[table].columns)
