"""What a check found, as a plain value: it goes into the manifest, and no library's object goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

Kind = Literal["source", "extract", "identity", "connection"]
Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One check's result, passed or failed.

    ``check`` is a stable name (``survey_responses.score.range`` of the source, ``answers.extract.grain`` of an
    extract), ``subject`` the table or dataset that was looked at. ``sentence`` says what, where and how many;
    ``action`` what to do about it, empty where it passed. ``datasets`` are those that a failure stops (critical)
    or marks (otherwise). ``months`` are those concerned, None where it concerns all. ``scope`` tells apart the
    findings of one check, so that one of them can be accepted without the others. ``set_aside`` counts the rows that
    are left out because of it, by month ('2025-06'; 'all' where nothing says when a row was added), ``values_aside``
    the values. ``spares`` are datasets that are right all the same, though they are published together with such as it
    stops.
    """

    check: str
    kind: Kind
    subject: str
    severity: Severity
    passed: bool
    observed: str
    expected: str
    sentence: str
    action: str = ""
    column: str | None = None
    datasets: tuple[str, ...] = ()
    months: tuple[int, ...] | None = None
    scope: str | None = None
    set_aside: Mapping[str, int] = field(default_factory=dict, hash=False)
    values_aside: Mapping[str, int] = field(default_factory=dict, hash=False)
    spares: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind) or self.severity not in get_args(Severity):
            raise ValueError(f"The finding {self.check} has the kind {self.kind} and the severity {self.severity}.")
        if not self.sentence or (not self.passed and not self.action):
            raise ValueError(f"The finding {self.check} needs a sentence and, as it failed, an action.")

    @property
    def stops(self) -> bool:
        """Whether it stops its datasets, unless it is accepted."""
        return self.severity == "critical" and not self.passed

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, every field by its name."""
        values = {own.name: getattr(self, own.name) for own in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
