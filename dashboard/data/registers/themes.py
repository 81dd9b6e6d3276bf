"""Themes as people keep them: what they mean, who owns them, how far they are; and the departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.access import Data
from dashboard.data.registers.reader import Register, read_register


@dataclass(frozen=True, slots=True)
class Department(Register):
    """A department or line of business."""

    dataset: ClassVar[str] = "departments"
    told_apart: ClassVar[tuple[str, str] | None] = ("department_id", "name")

    department_id: str
    name: str
    executive: str | None
    customer_facing: bool | None
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Theme(Register):
    """A feedback theme; ``department_id`` is the one line of business that owns it."""

    dataset: ClassVar[str] = "themes"
    told_apart: ClassVar[tuple[str, str] | None] = ("theme_id", "name")

    theme_id: str
    name: str
    definition: str | None
    department_id: str | None
    sponsor: str | None


@dataclass(frozen=True, slots=True)
class ThemeStage(Register):
    """A theme reaching a stage."""

    dataset: ClassVar[str] = "theme_stages"

    theme_id: str
    stage: str
    entered_on: date | None

    def reached_by(self, day: date) -> bool:
        """Whether it was reached by a day; a stage without a date was not."""
        return self.entered_on is not None and self.entered_on <= day


@dataclass(frozen=True, slots=True)
class ThemeDepartment(Register):
    """A line of business's part in a cross-LOB theme."""

    dataset: ClassVar[str] = "theme_departments"

    theme_id: str
    department_id: str
    share: float | None


def department_names(data: Data) -> Mapping[str, str]:
    """Return the departments' names by their ids."""
    return {one.department_id: one.name for one in read_register(data, Department)}
