"""A theme in customers' own words: some of the newest comments, praise and complaint in turn, of how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.registers import Verbatim
from dashboard.data.registers.verbatims import read_verbatims
from dashboard.data.view import Places, View
from dashboard.measures.themes.sums import ThemeReader
from dashboard.measures.themes.theme import Theme, TopTen

PRAISE = "+"
TONES = (-1, 1, 0)
"""Complaint, praise, and what is neither or not known to be: in this order they take turns."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is quoted of a theme, the newest first; ``named`` is how many answers name it, praised or not."""

    verbatims: tuple[Verbatim, ...]
    named: int


def quoted(data: Data, view: View, themes: TopTen, theme: Theme, most: int) -> Quoted:
    """Return at most so many of the newest comments on a theme, of the answers on which the Top Ten stands."""
    places, months = (view.regions, view.segments), (themes.first, themes.last)
    kept = read_verbatims(data, theme.theme_id, themes.metric, months, places)
    chosen = sorted(_in_turn(kept)[:most], key=_newest)
    return Quoted(tuple(chosen), _named(data, themes, theme, places))


def _in_turn(kept: Sequence[Verbatim]) -> list[Verbatim]:
    """Return comments so that each tone has its turn, and within it the newest comes first."""
    of_tone: dict[int, list[Verbatim]] = defaultdict(list)
    for one in sorted(kept, key=_newest):
        of_tone[one.sentiment or 0].append(one)
    turns = [(turn, TONES.index(tone), one) for tone, ones in of_tone.items() for turn, one in enumerate(ones)]
    return [one for _, _, one in sorted(turns, key=lambda turn: turn[:2])]


def _newest(one: Verbatim) -> tuple[int, int, str]:
    return -one.month, one.position, one.region or ""


def _named(data: Data, themes: TopTen, theme: Theme, places: Places) -> int:
    """Return how many answers name a theme, be it praise or not."""
    plain = theme.mention.removeprefix(PRAISE)
    return round(ThemeReader(data, themes.metric).naming((plain, PRAISE + plain), (themes.first, themes.last), places))
