"""What a page is asked to show: regions, segments, a period, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.periods import Against, Calendar, Period, earlier

NOT_GIVEN = "not given"
"""The label under which rows without a region or segment are selected."""

Places = tuple[tuple[str, ...] | None, tuple[str, ...] | None]
"""Regions and segments; None: all."""


@dataclass(frozen=True, slots=True)
class View:
    """A question's frame. ``regions`` and ``segments`` are None where all are meant.

    ``fell_back`` tells that the year before was asked for and is not in the data, so that the period before stands in.
    """

    regions: tuple[str, ...] | None
    segments: tuple[str, ...] | None
    period: Period
    against: Period | None
    fell_back: bool = False
    parents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Parents that were chosen, with the regions that each means."""

    @classmethod
    def of(
        cls,
        period: Period,
        against: Against,
        first_month: int,
        calendar: Calendar,
        *,
        regions: tuple[str, ...] | None = None,
        segments: tuple[str, ...] | None = None,
        parents: tuple[tuple[str, tuple[str, ...]], ...] = (),
    ) -> View:
        """Return a view of a period against the year or the period before, as far as data from a month on reach back.

        Where they do not reach the year before, the period is compared with the one before.
        """
        compared = earlier(period, against, first_month, calendar)
        instead = earlier(period, "previous", first_month, calendar) if compared is None else None
        return cls(regions, segments, period, compared or instead, fell_back=instead is not None, parents=parents)

    @property
    def called(self) -> tuple[str, ...] | None:
        """The regions as they are told: those that make up a parent that was chosen by its name; None: all."""
        if self.regions is None:
            return None
        whole = [(parent, parts) for parent, parts in self.parents if set(parts) <= set(self.regions)]
        inside = {part for _, parts in whole for part in parts}
        return (*(parent for parent, _ in whole), *(region for region in self.regions if region not in inside))

    @property
    def against_year_before(self) -> bool:
        """Whether the period is compared with the same months of the year before."""
        return self.against is not None and self.period.last - self.against.last == 12

    @property
    def filtered(self) -> bool:
        """Whether only some regions or segments are meant."""
        return self.regions is not None or self.segments is not None
