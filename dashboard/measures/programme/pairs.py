"""Goals two and two: which of them are held against each other, by which rule, and where both hold."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal

from dashboard.data.registers import Objective
from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings
from dashboard.tensions import CURATED, Tension

Rule = Literal["opposite", "tension", "apart"]
Pair = tuple[Objective, Objective]
Place = tuple[str | None, str | None]
"""A region and a segment; None: all."""

_APART: tuple[Rule, str] = ("apart", "")


@dataclass(frozen=True, slots=True)
class Group:
    """All pairs of goals on the same two measures, each in the same direction, that both hold in one place."""

    rule: Rule
    why: str
    place: Place
    pairs: tuple[Pair, ...]


def overlap(first: Objective, second: Objective) -> Place | None:
    """Return where two goals both hold; None where they do so nowhere, or at no time."""
    if first.starts_on is None or second.starts_on is None:
        return None
    begin, ends = max(first.starts_on, second.starts_on), [first.due_on, second.due_on]
    at_once = all(end is None or begin <= end for end in ends)
    sides = [{first.region, second.region} - {None}, {first.segment, second.segment} - {None}]
    if not at_once or any(len(labels) > 1 for labels in sides):
        return None
    region, segment = (next(iter(labels), None) for labels in sides)
    return region, segment


def rule_of(first: Objective, second: Objective, settings: Settings) -> tuple[Rule, str] | None:
    """Return how two goals that run together are held against each other, and why; None where they are not."""
    found = _rule(first, second, settings)
    return None if found == _APART and first.department_id == second.department_id else found


def _rule(first: Objective, second: Objective, settings: Settings) -> tuple[Rule, str] | None:
    """Return the rule for goals on two measures, each in its direction, whichever departments they are of."""
    if _name(first) == _name(second):
        return None if first.direction == second.direction else ("opposite", "")
    ends = {_end(first.metric, first.direction), _end(second.metric, second.direction)}
    for one in (*CURATED, *settings.tensions):
        if _ends(one) == ends:
            return "tension", one.why
    return _APART if is_judged(first.metric) and is_judged(second.metric) else None


def groups(goals: tuple[Objective, ...], settings: Settings) -> list[Group]:
    """Return the pairs of goals by rule, measures and place; what many goals share is looked at once for all."""
    in_order = sorted(goals, key=lambda goal: (_name(goal), goal.direction, goal.objective_id))
    kinds = _alike((goal.metric, goal.direction) for goal in in_order)
    spans = _alike((goal.starts_on, goal.due_on, goal.region, goal.segment) for goal in in_order)
    ruled = cache(lambda one, other: _rule(in_order[one], in_order[other], settings))
    places = cache(lambda one, other: overlap(in_order[one], in_order[other]))
    found: dict[tuple[tuple[Rule, str], int, int, Place], list[Pair]] = {}
    for (at, first), (to, second) in combinations(enumerate(in_order), 2):
        rule = ruled(kinds[at], kinds[to])
        if rule is None or (rule is _APART and first.department_id == second.department_id):
            continue
        place = places(spans[at], spans[to])
        if place is not None:
            found.setdefault((rule, kinds[at], kinds[to], place), []).append((first, second))
    return [Group(*rule, place, tuple(pairs)) for (rule, _, _, place), pairs in found.items()]


def _alike(told: Iterable[Hashable]) -> list[int]:
    """Return of each the position of the first that is equal to it."""
    first: dict[Hashable, int] = {}
    return [first.setdefault(one, at) for at, one in enumerate(told)]


def is_judged(metric: str) -> bool:
    """Whether changes of a metric are judged: of a measure of ours, unless it counts what people promised."""
    return metric in MEASURES and MEASURES[metric].judged != "not"


def _name(goal: Objective) -> str:
    """Return what a goal's metric is of: a mean and a median of the same times are one thing."""
    return (MEASURES[goal.metric].same_as or goal.metric) if goal.metric in MEASURES else goal.metric


def _end(metric: str, direction: str) -> tuple[str, str]:
    return (MEASURES[metric].same_as or metric) if metric in MEASURES else metric, direction


def _ends(one: Tension) -> set[tuple[str, str]]:
    return {_end(one.first, one.first_direction), _end(one.second, one.second_direction)}


def ends_of(pair: Pair) -> tuple[str, ...]:
    """Return the measures of two goals, each with its direction."""
    return tuple(end for goal in pair for end in (goal.metric, goal.direction))
