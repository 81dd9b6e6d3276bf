"""Goals that pull opposite ways, by rule and by what their measures did. A question for the forum, never a fault.

    goals      those open that run in the period, under its filters
    a pair     two of them that run at the same time, for an overlapping region and segment, and are, whoever set them,
    opposite   on the same measure, in opposite directions
    tension    on measures that are known to pull apart (`dashboard.tensions`)
    apart      or neither, but of different departments, and on different measures of ours

The last two are looked at: in the place where both hold and in each region of it. They part where the measure of one
clearly moved in its goal's direction and that of the other clearly against it, by the one verdict that each number
carries (`measures.verdicts`). The goals alone say what is looked at; those that are apart and did not part are nothing.
Goals for a segment are looked at in that segment as a whole: a segment is not parted into regions, nor a region into
segments, unless the filters ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.changes.since import since
from dashboard.measures.evaluation import yearly_differences
from dashboard.measures.programme.objectives import running
from dashboard.measures.programme.pairs import Group, Pair, Place, Rule, ends_of, groups, is_judged, overlap
from dashboard.measures.registry import MEASURES, Measure, measure
from dashboard.measures.verdicts.verdict import Verdict, verdict_of
from dashboard.settings import Settings

DIRECTIONS = ("down", "up")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Goals on two measures (or two on one) that pull opposite ways.

    ``pairs`` are the goals, two and two; where they ``parted`` the first of each gained and the second lost. ``view``
    is where they are shown, ``regions`` in which regions they parted, where regions were looked at one by one, and
    ``since`` the month since which the second is where it is, as far as that can be told. ``looked`` tells whether
    their measures were looked at, ``why`` what is known of such goals.
    """

    rule: Rule
    why: str
    pairs: tuple[Pair, ...]
    view: View
    parted: bool = False
    regions: tuple[str, ...] = ()
    since: int | None = None
    looked: bool = False

    @property
    def subject(self) -> str:
        """What it is about as a link, whichever of the two gained: 'conflict:O-02+O-11'."""
        return "conflict:" + "+".join(sorted(goal.objective_id for goal in self.pairs[0]))

    @property
    def sides(self) -> tuple[tuple[Objective, ...], tuple[Objective, ...]]:
        """The goals of either side, each once."""
        first, second = zip(*self.pairs, strict=True)
        return tuple(dict.fromkeys(first)), tuple(dict.fromkeys(second))

    @property
    def departments(self) -> frozenset[frozenset[str]]:
        """The departments that it is between, two and two; one alone where both goals are its own."""
        return frozenset(frozenset(goal.department_id for goal in pair) for pair in self.pairs)

    @property
    def between(self) -> frozenset[str]:
        """The departments whose goals they are, each once."""
        return frozenset(chain.from_iterable(self.departments))

    @property
    def asked(self) -> bool:
        """Whether somebody has to answer: not where two measures of ours might pull apart, and are not seen to."""
        return self.parted or self.rule == "opposite" or not all(goal.metric in MEASURES for goal in self.pairs[0])


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What was found, what parted first; among how many goals, and how many pairs of measures were looked at where.

    ``unjudged`` are the measures of the goals of which too few were counted to tell whether any parted.
    """

    found: tuple[Conflict, ...]
    goals: int
    pairs: int
    places: int
    unjudged: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """How many are put to the forum: those that somebody has to answer, or did."""
        return sum(one.asked for one in self.found)


@cached
def conflicts(data: Data, view: View, settings: Settings) -> Conflicts:
    """Return the conflicts among the goals that run in the view's period, under its filters."""
    goals = tuple(goal for goal in running(data, view) if goal.direction in DIRECTIONS)
    grouped = groups(goals, settings)
    found = _merged(one for group in grouped if (one := _conflict(data, group, view, settings)) is not None)
    looks = {(group.place, ends_of(group.pairs[0])): {*_looks(data, group, view)} for group in grouped}
    pairs = {ends for (_, ends), looked in looks.items() if looked}
    places, few = {*chain(*looks.values())}, _unjudged(data, view, goals, settings)
    return Conflicts(tuple(sorted(found, key=_order)), len(goals), len(pairs), len(places), few)


def _unjudged(data: Data, view: View, goals: tuple[Objective, ...], settings: Settings) -> tuple[str, ...]:
    names = dict.fromkeys(goal.metric for goal in goals if is_judged(goal.metric))
    entries = (measure(name, settings) for name in names)
    return tuple(
        entry.name for entry in entries
        if _follows(data, entry, view) and verdict_of(data, entry, view, settings).lack == "answers"
    )  # fmt: skip


def _conflict(data: Data, group: Group, view: View, settings: Settings) -> Conflict | None:
    """Return what a group of pairs comes to: where it parted, else where it holds by rule."""
    pair, looks = group.pairs[0], [*_looks(data, group, view)]
    parted = [
        (look, gained) for look in looks
        if (gained := gain(data, pair[0], look, settings)) and gain(data, pair[1], look, settings) == -gained
    ]  # fmt: skip
    if not parted:
        there = _at(view, group.place)
        # In a place that nothing is judged in there is no word on a change.
        there = there if _is_judged(there, view) else replace(there, against=None)
        looked = bool(looks)
        return None if group.rule == "apart" else Conflict(group.rule, group.why, group.pairs, there, looked=looked)
    where, side = parted[0]
    regions = tuple(
        region for look, gained in parted if gained == side and look.regions != view.regions
        for region in look.regions or ()
    )  # fmt: skip
    pairs = tuple(pair[::side] for pair in group.pairs)
    begun = _since(data, measure(pairs[0][1].metric, settings), where, settings)
    return Conflict(group.rule, group.why, pairs, where, True, regions, begun, looked=True)


def _since(data: Data, behind: Measure, view: View, settings: Settings) -> int | None:
    differences, errors = yearly_differences(data, behind, view)
    moved = verdict_of(data, behind, view, settings).change
    return since(differences, errors, view.period.last, 1.0 if moved > 0 else -1.0)


def _merged(found: Iterable[Conflict]) -> Iterator[Conflict]:
    """Yield one conflict for all goals on the same measures that parted in the same place, and one for all that might
    part and did not."""
    same: dict[tuple[object, ...], list[Conflict]] = {}
    for one in found:
        quiet = one.rule == "tension" and not one.parted
        key = (one.rule, ends_of(one.pairs[0]), None if quiet else one.view)
        same.setdefault(key, []).append(one)
    for alike in same.values():
        alike.sort(key=lambda one: _narrow(overlap(*one.pairs[0]) or (None, None)))
        pairs = tuple(chain.from_iterable(one.pairs for one in alike))
        regions = dict.fromkeys(chain.from_iterable(one.regions for one in alike))
        yield replace(alike[0], pairs=pairs, regions=tuple(regions))


def gain(data: Data, goal: Objective, view: View, settings: Settings) -> Literal[-1, 0, 1]:
    """Return 1 where a goal's measure clearly moved in its direction under a view, -1 where against it, else 0."""
    if goal.metric not in MEASURES or not _follows(data, entry := measure(goal.metric, settings), view):
        return 0
    found: Verdict = verdict_of(data, entry, view, settings)
    if not found.clear:
        return 0
    return 1 if (found.moved > 0) == (goal.direction == "up") else -1


def _looks(data: Data, group: Group, view: View) -> Iterator[View]:
    """Yield where a group is looked at: the place where its goals hold, and each region of it.

    Goals on one measure cannot part, and what is no measure of ours is not judged.
    """
    whole = _at(view, group.place)
    if group.rule == "opposite" or not all(is_judged(goal.metric) for goal in group.pairs[0]):
        return
    if _is_judged(whole, view):
        yield whole
        yield from _each_region(data, group.place, view)


def _is_judged(place: View, view: View) -> bool:
    """Whether changes are judged in a place: not in a segment of a region, unless the filters ask for that."""
    return place == view or place.regions is None or place.segments is None


def _each_region(data: Data, place: Place, view: View) -> Iterator[View]:
    regions = [region for region in view.regions or data.regions if region != NOT_GIVEN]
    if place == (None, None) and view.segments is None and len(regions) > 1:
        yield from (replace(view, regions=(region,)) for region in regions)


def _at(view: View, place: Place) -> View:
    """Return a view kept to a place."""
    region, segment = place
    return replace(
        view, regions=view.regions if region is None else (region,),
        segments=view.segments if segment is None else (segment,),
    )  # fmt: skip


def _narrow(place: Place) -> tuple[int, str, str]:
    """Order places from the widest: what holds everywhere before what holds in a region or a segment."""
    region, segment = place
    return (region is not None) + 2 * (segment is not None), region or "", segment or ""


def _follows(data: Data, entry: Measure, view: View) -> bool:
    """Whether a measure has rows, and they know the places that a view asks for."""
    asked = {name for name, labels in (("region", view.regions), ("segment", view.segments)) if labels is not None}
    cubes = [data.cube(name) for name in entry.formula.datasets]
    return all(cube is not None and asked <= set(cube.labels) for cube in cubes)


def _order(one: Conflict) -> tuple[bool, int, str]:
    return not one.parted, ("opposite", "tension", "apart").index(one.rule), one.subject
