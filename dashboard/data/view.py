"""What a page is asked to show: regions, segments, a period, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.periods import Period

NOT_GIVEN = "not given"
"""The label under which rows without a region or segment are selected."""


@dataclass(frozen=True, slots=True)
class View:
    """A question's frame. ``regions`` and ``segments`` are None where all are meant."""

    regions: tuple[str, ...] | None
    segments: tuple[str, ...] | None
    period: Period
    against: Period | None

    @property
    def against_year_before(self) -> bool:
        """Whether the period is compared with the same months of the year before."""
        return self.against is not None and self.period.last - self.against.last == 12

    @property
    def filtered(self) -> bool:
        """Whether only some regions or segments are meant."""
        return self.regions is not None or self.segments is not None
