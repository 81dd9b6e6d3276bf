"""The systems that hold records of customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register


@dataclass(frozen=True, slots=True)
class SourceSystem(Register):
    """A system: how many of its records are matched to a customer, and how many are there twice."""

    dataset: ClassVar[str] = "source_systems"

    system: str
    owner_department_id: str | None
    customers_matched: int | None
    customers_total: int | None
    duplicates: int | None
    last_loaded_on: date | None

    @property
    def matched(self) -> float | None:
        """What part of its records is matched; None where it has none, or nobody knows."""
        return None if self.customers_matched is None else self._share(self.customers_matched)

    @property
    def twice(self) -> float | None:
        """What part of its records is there twice; None where it has none, or nobody knows."""
        return None if self.duplicates is None else self._share(self.duplicates)

    def _share(self, number: int) -> float | None:
        return number / self.customers_total if self.customers_total else None

    def age(self, day: date) -> int | None:
        """Return the days since it was loaded; None where nobody knows."""
        return None if self.last_loaded_on is None else max((day - self.last_loaded_on).days, 0)
