"""Handle time beside what it is for: where one of them gets better while another gets worse, beyond chance.

A shorter handle time counts as the better one here, and nowhere else: alone it is neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.labels import DEPARTMENT
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.by_label import measures_by_label
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings

HANDLING = ("handle_minutes", "first_contact_resolution", "case_csat")
"""How long a case is worked on, whether that solved it at once, and what the customer gave it."""
HELD_TOGETHER = (*HANDLING, "resolution_median", "resolution_hours")
"""With how long customers wait for the end: what is cut short may be resolved later, if only some of it."""

MOST = 8
"""Regions that are looked at; of more, those with most cases."""

Where = Literal["whole", "department", "region"]


@dataclass(frozen=True, slots=True)
class Parted:
    """A place where something got better while something else got worse; ``others`` are those that did neither.

    ``place`` is the department or region as the data call it, '' for all that the view asks for.
    """

    where: Where
    place: str
    better: tuple[Figure, ...]
    worse: tuple[Figure, ...]
    others: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """All places where they part, and how many places were looked at, by kind, in which at least two can be judged.

    ``of_regions`` are all that have cases.
    """

    parted: tuple[Parted, ...]
    departments: int
    regions: int
    whole: bool
    of_regions: int

    @property
    def looked_at(self) -> int:
        """In how many places two of them could be held together at all."""
        return self.departments + self.regions + self.whole


def handling(data: Data, view: View, settings: Settings) -> Handling:
    """Return where handle time and what it is for part ways: in all, by department, and by region."""
    places = [*_whole(data, view, settings), *_departments(data, view, settings), *_regions(data, view, settings)]
    judged = [(where, place, figures) for where, place, figures in places if _judged(figures)]
    found = (_parted(where, place, figures) for where, place, figures in judged)
    kinds = [where for where, *_ in judged]
    return Handling(
        tuple(one for one in found if one is not None), kinds.count("department"), kinds.count("region"),
        "whole" in kinds, len(regions_of(data, view)),
    )  # fmt: skip


def known(figure: Figure) -> bool:
    """Whether a figure has numbers, and has ever counted anything."""
    return figure.shown and any(math.isfinite(value) for value in (figure.value, *figure.series.values))


def _whole(data: Data, view: View, settings: Settings) -> Iterator[tuple[Where, str, list[Figure]]]:
    yield "whole", "", [read(data, name, view, settings) for name in HELD_TOGETHER]


def _departments(data: Data, view: View, settings: Settings) -> Iterator[tuple[Where, str, list[Figure]]]:
    """Yield departments as they are in all regions and segments together: none where some of these are chosen."""
    if view.filtered:
        return
    labels, rows = measures_by_label(data, HELD_TOGETHER, view, settings, DEPARTMENT)
    for at, label in enumerate(labels):
        yield "department", label, [row.figures[at] for row in rows if row.standing.shown]


def _regions(data: Data, view: View, settings: Settings) -> Iterator[tuple[Where, str, list[Figure]]]:
    """Yield the regions that have cases, of many those with most; one alone is the whole."""
    for place in _largest(regions_of(data, view)):
        there = replace(view, regions=(place,))
        yield "region", place, [read(data, name, there, settings) for name in HELD_TOGETHER]


def regions_of(data: Data, view: View) -> Mapping[str, float]:
    """Return the regions that a view leaves, with how many cases were opened there; nothing where there is one."""
    cube, period = data.cube("cases"), view.period
    if cube is None:
        return {}
    sums = cube.sum(("n",), ("region",), (), (period.first, period.last), view.regions, view.segments)
    found = {str(label): float(row[0]) for label, row in zip(cube.labels["region"], sums.tolist(), strict=True)}
    there = {label: n for label, n in found.items() if n > 0 and label != NOT_GIVEN}
    return there if len(there) > 1 else {}


def _largest(found: Mapping[str, float]) -> list[str]:
    kept = {*sorted(found, key=lambda label: -found[label])[:MOST]}
    return [label for label in found if label in kept]


def _judged(figures: Iterable[Figure]) -> bool:
    said = [one for one in figures if one.shown and one.verdict.word not in ("too_little", "no_comparison")]
    return len(said) > 1


def _parted(where: Where, place: str, figures: list[Figure]) -> Parted | None:
    better, worse = ([one for one in figures if way(one) == wanted] for wanted in (1, -1))
    if not (better and worse):
        return None
    others = [one for one in figures if one.shown and not way(one) and math.isfinite(one.value)]
    return Parted(where, place, tuple(better), tuple(worse), tuple(others))


def way(figure: Figure) -> int:
    """Return 1 for a clear change to the better, -1 for one to the worse, 0 for none."""
    moved = figure.verdict.moved
    if not (figure.shown and figure.enough and figure.clear and moved):
        return 0
    up = MEASURES[figure.measure].good == "up"
    return 1 if (moved > 0) == up else -1
