"""Every target at once, of the places that a view asks for, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.figure import Status, Target
from dashboard.measures.registry import MEASURES, Measure, measure
from dashboard.measures.targets import Place, aims, places_of, target_at
from dashboard.settings import Settings

MOST = 48
"""Targets that are forecast and shown at once; of more, those first due."""

WORST_FIRST: tuple[Status | None, ...] = (
    "missed", "off_course", "likely_missed", "open", None, "likely_met", "on_course", "met",
)  # fmt: skip
"""How targets stand, in the order in which they are listed; None: that cannot be said."""


@dataclass(frozen=True, slots=True)
class Held:
    """A measure held against its target in a place; no ``target`` where its numbers are withheld."""

    measure: Measure
    place: Place
    standing: Standing
    target: Target | None


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a view. ``of`` is how many there are in all, ``foreign`` what they name that is no measure of
    ours or is not connected, ``stages`` whether there are others of stages of a journey, and ``company`` how many
    measures have a target for the whole company alone, of which the view asks for some places."""

    held: tuple[Held, ...]
    of: int
    foreign: tuple[str, ...]
    stages: bool
    company: int = 0

    def count(self, status: Status) -> int:
        """Return how many stand like that."""
        return sum(one.target is not None and one.target.status == status for one in self.held)


@cached
def every_target(data: Data, view: View, settings: Settings) -> Targets:
    """Return the targets of every place that a view asks for, as they stand by the newest complete month.

    Where the view asks for all, these are the company's own; a region's or segment's are asked for by its filter.
    """
    known = {name: measure(name, settings) for name in MEASURES}
    standings = {name: standing_of(data, entry.formula.datasets) for name, entry in known.items()}
    named = {metric for metric, _, _ in aims(data)}
    ours = {name for name in named if name in known and standings[name].state != "not_connected"}
    wanted = list(_wanted(data, view, [known[name] for name in MEASURES if name in ours]))
    newest = data.months[1]
    # Those first due before those long past; forecasts of more would take longer than a reader waits.
    wanted.sort(key=lambda one: (abs(_due(data, *one) - newest), one[0].name, str(one[1])))
    held = [
        Held(entry, place, standings[entry.name], _target(data, entry, place, standings[entry.name], settings))
        for entry, place in wanted[:MOST]
    ]
    stages = any(row["journey_stage"] is not None for row in data.rows("targets"))
    company = sum(for_the_company_alone(data, known[name], view) for name in ours)
    return Targets(tuple(sorted(held, key=_how_bad)), len(wanted), tuple(sorted(named - ours)), stages, company)


def for_the_company_alone(data: Data, entry: Measure, view: View) -> bool:
    """Whether a measure has a target for the whole company, and none for any of the places that a view asks for."""
    found, places = aims(data), places_of(data, entry, view)
    return (entry.name, None, None) in found and not any((entry.name, *place) in found for place in places)


def _wanted(data: Data, view: View, entries: list[Measure]) -> Iterator[tuple[Measure, Place]]:
    for entry in entries:
        for place in places_of(data, entry, view):
            if (entry.name, *place) in aims(data):
                yield entry, place


def _due(data: Data, entry: Measure, place: Place) -> int:
    months = [aim.month for aim in aims(data)[(entry.name, *place)]]
    return min((month for month in months if month >= data.months[1]), default=max(months))


def _target(data: Data, entry: Measure, place: Place, standing: Standing, settings: Settings) -> Target | None:
    return target_at(data, entry, place, settings.fiscal_year_start) if standing.shown else None


def _how_bad(held: Held) -> tuple[int, float, str]:
    """Order by status; of one status, what lies furthest from its target first, in half widths of its interval."""
    target = held.target
    if target is None:
        return WORST_FIRST.index(None), 0.0, held.measure.name
    better = -1.0 if held.measure.good == "down" else 1.0
    found = target.forecast
    reached, unit = (target.now.value, abs(target.value)) if found is None else (found.value, found.error)
    ahead = better * (reached - target.value) / unit if unit > 0 and reached == reached else 0.0
    return WORST_FIRST.index(target.status), ahead, held.measure.name
