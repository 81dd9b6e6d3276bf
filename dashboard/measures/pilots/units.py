"""The units of a pilot: in which arm each is and since when, and which were in two things at once.

Units overlap where nothing that both name tells them apart: a region holds all of its segments. Of a customer's unit
nobody knows here which region it lies in: customers overlap with customers alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Pilot, PilotUnit, read_register
from dashboard.data.registers.pilots import PILOT
from dashboard.measures.pilots.horizon import Horizon, Wave, wave_of
from dashboard.measures.pilots.outcomes import Place
from dashboard.periods import month_of

_CUSTOMER = 3


@dataclass(frozen=True, slots=True)
class Arms:
    """The places of a pilot: when each joined it (those that did), and which are what it is compared with.

    ``rows`` is how many rows of the register the reader sees. A place may stand in both.
    """

    joined: Mapping[Place, Wave]
    compared: frozenset[Place]
    rows: int

    def treated(self, start: int) -> tuple[Place, ...]:
        """Return the places with which the pilot began: those that had joined by the end of its first month."""
        return tuple(place for place, (month, _) in self.joined.items() if month <= start)

    def untreated(self, until: int) -> tuple[Place, ...]:
        """Return the places that had not joined by the end of a month: those compared, and those that joined later."""
        later = (place for place, (month, _) in self.joined.items() if month > until)
        never = (place for place in sorted(self.compared, key=_named) if place not in self.joined)
        return (*later, *never)

    def waves(self, start: int) -> Mapping[Wave, tuple[Place, ...]]:
        """Return the places that joined after the pilot had begun, by when they did."""
        found: dict[Wave, tuple[Place, ...]] = {}
        for place, wave in sorted(self.joined.items(), key=lambda one: (one[1], _named(one[0]))):
            if wave[0] > start:
                found[wave] = (*found.get(wave, ()), place)
        return found

    def in_both(self, start: int, until: int) -> frozenset[Place]:
        """Return the places of either arm that lie in the other, or hold one of it: they tell of neither.

        So do those compared that joined on the way, or of which a part did.
        """
        treated, untreated = {*self.treated(start)}, {*self.untreated(until)}
        on_the_way = {place for place, (month, _) in self.joined.items() if start < month <= until}
        joined = overlapping(self.compared | untreated, treated | on_the_way)
        return joined | overlapping(treated, self.compared | untreated)


@cached
def arms_of(data: Data, pilot: Pilot) -> Arms:
    """Return the arms of a pilot; a unit of which nobody says when it joined was there when it began."""
    rows = _by_pilot(data).get(pilot.pilot_id, ())
    joined: dict[Place, Wave] = {}
    for one in rows:
        day = max(filter(None, (one.joined_on, pilot.starts_on)), default=None)
        if one.arm == PILOT and day is not None:
            joined[place_of(one)] = min(joined.get(place_of(one), wave_of(day)), wave_of(day))
    compared = frozenset(place_of(one) for one in rows if one.arm != PILOT)
    return Arms(MappingProxyType(joined), compared, len(rows))


def place_of(unit: PilotUnit) -> Place:
    """Return the place of a unit."""
    return unit.region, unit.segment, unit.department_id, unit.customer_id


def elsewhere(data: Data, pilot: Pilot, horizon: Horizon, places: Iterable[Place]) -> frozenset[Place]:
    """Return those of the places that another pilot of the same measure began, or ended, to change in these months.

    One that went on all the while, or was over before, changed nothing between them.
    """
    found: frozenset[Place] = frozenset()
    mine = tuple(places)
    for other in read_register(data, Pilot):
        if other.pilot_id == pilot.pilot_id or other.metric != pilot.metric:
            continue
        ended = None if other.spread or other.ends_on is None else month_of(other.ends_on + timedelta(1)) - 1
        first, last = horizon.before[0], horizon.after[1]
        changed = {
            place
            for place, (_, begun) in arms_of(data, other).joined.items()
            if first < begun <= last or (ended is not None and first <= ended < last and begun <= ended)
        }
        found |= overlapping(mine, changed)
    return found


def overlapping(places: Iterable[Place], others: Iterable[Place]) -> frozenset[Place]:
    """Return those of the places that lie in one of the others, or hold one."""
    mine, theirs = _by_shape(places), _by_shape(others)
    found: set[Place] = set()
    for shape, these in mine.items():
        for other, those in theirs.items():
            if (_CUSTOMER in shape) != (_CUSTOMER in other):
                continue
            both = tuple(at for at in shape if at in other)
            known = {tuple(place[at] for at in both) for place in those}
            found.update(place for place in these if tuple(place[at] for at in both) in known)
    return frozenset(found)


def _by_shape(places: Iterable[Place]) -> dict[tuple[int, ...], list[Place]]:
    found: dict[tuple[int, ...], list[Place]] = {}
    for place in places:
        found.setdefault(tuple(at for at, label in enumerate(place) if label is not None), []).append(place)
    return found


def _named(place: Place) -> tuple[str, ...]:
    return tuple(label or "" for label in place)


@cached
def _by_pilot(data: Data) -> dict[str, tuple[PilotUnit, ...]]:
    found: dict[str, list[PilotUnit]] = {}
    for one in read_register(data, PilotUnit):
        found.setdefault(one.pilot_id, []).append(one)
    return {name: tuple(rows) for name, rows in found.items()}
