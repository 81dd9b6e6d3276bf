"""Who has to work with whom: themes that cost points and are of both, journeys handed over, and goals at odds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from dashboard.data.access import Data
from dashboard.data.registers import Theme, ThemeDepartment, read_register
from dashboard.data.view import View
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.programme.exchanges import HandOffs, hand_offs
from dashboard.measures.themes import theme as ranked
from dashboard.measures.themes.top_ten import top_ten
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Partnership:
    """Two departments, with the cross-LOB themes that cost points in which both have a part, the costliest first, the
    journeys that they hand to each other, and the conflicts between their goals that are put to the forum."""

    departments: tuple[str, str]
    themes: tuple[ranked.Theme, ...]
    handed: HandOffs
    conflicts: tuple[Conflict, ...]

    @property
    def points(self) -> float:
        """Points of the leading measure that go along with the themes they share."""
        return math.fsum(theme.points for theme in self.themes)


def partnerships(data: Data, view: View, settings: Settings) -> tuple[Partnership, ...]:
    """Return the partnerships that share anything: by points, then by journeys lost at hand-offs, then by conflicts.

    They are not kept: of 400 departments there may be 80,000, which hold the same conflicts over and over.
    """
    shared, clashes, handed = _shared(data, view, settings), _clashes(data, view, settings), _handed(data, view)
    found = (
        Partnership(pair, tuple(shared.get(pair, ())), handed.get(pair, HandOffs()), tuple(clashes.get(pair, ())))
        for pair in {*shared, *clashes, *handed}
    )
    return tuple(sorted(found, key=_place))


def _place(one: Partnership) -> tuple[float, int, int, tuple[str, str]]:
    return -one.points, -one.handed.lost, -len(one.conflicts), one.departments


def _shared(data: Data, view: View, settings: Settings) -> dict[tuple[str, str], list[ranked.Theme]]:
    """Return the themes that departments share, by the two, the costliest first."""
    cross_lob = {theme.theme_id for theme in read_register(data, Theme) if theme.department_id is None}
    parts: dict[str, set[str]] = {}
    for part in read_register(data, ThemeDepartment):
        if part.theme_id in cross_lob:
            parts.setdefault(part.theme_id, set()).add(part.department_id)
    found: dict[tuple[str, str], list[ranked.Theme]] = {}
    if not parts:
        return found
    listed = top_ten(data, view, settings, trends=False)
    for theme in sorted((*listed.ten, *listed.others), key=lambda theme: -theme.points):
        for pair in _two_and_two(parts.get(theme.theme_id, ())):
            found.setdefault(pair, []).append(theme)
    return found


def _handed(data: Data, view: View) -> dict[tuple[str, str], HandOffs]:
    """Return what two departments hand to each other, both ways together."""
    found: dict[tuple[str, str], HandOffs] = {}
    for both, one in (hand_offs(data, view) or {}).items():
        for pair in _two_and_two(both):
            found[pair] = found.get(pair, HandOffs()) + one
    return found


def _clashes(data: Data, view: View, settings: Settings) -> dict[tuple[str, str], list[Conflict]]:
    """Return the conflicts that are put to the forum by the two departments that they are between."""
    found: dict[tuple[str, str], list[Conflict]] = {}
    for one in conflicts(data, view, settings).found:
        for pair in sorted({pair for both in one.departments for pair in _two_and_two(both)}) if one.asked else ():
            found.setdefault(pair, []).append(one)
    return found


def _two_and_two(departments: Iterable[str]) -> list[tuple[str, str]]:
    return list(combinations(sorted(departments), 2))
