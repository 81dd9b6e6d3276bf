"""Who is on the list of ten, since when: a theme enters at ranks 1 to 10, and does not leave at once.

It leaves when its rank is beyond 12 in two windows that do not overlap, so that a theme at the edge of the ten does not
come and go by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LENGTH = 10
"""The list holds the ranks from 1 to this."""

LEAVES_BEYOND = 12


@dataclass(frozen=True, slots=True)
class Listing:
    """A theme's time on the list: the months that close its first window and the first without it (None: on it)."""

    entered: int
    left: int | None = None

    def holds(self, month: int) -> bool:
        """Whether the theme is on the list of the window that closes with a month."""
        return self.entered <= month and (self.left is None or month < self.left)


def listings(ranks: Mapping[int, Sequence[str]], window_months: int) -> dict[str, tuple[Listing, ...]]:
    """Return each theme's listings; ``ranks`` are the themes in their order by the month that closes the window.

    A theme that is not ranked in a window is beyond every rank there.
    """
    found: dict[str, list[Listing]] = {}
    beyond: dict[int, set[str]] = {}
    listed: dict[str, int] = {}
    for month in sorted(ranks):
        order = ranks[month]
        for theme in order[:LENGTH]:
            listed.setdefault(theme, month)
        beyond[month] = set(listed).difference(order[:LEAVES_BEYOND])
        earlier = month - window_months
        for theme in sorted(beyond[month] & beyond.get(earlier, set())):
            if listed[theme] <= earlier:
                found.setdefault(theme, []).append(Listing(listed.pop(theme), month))
    for theme, entered in listed.items():
        found.setdefault(theme, []).append(Listing(entered))
    return {theme: tuple(each) for theme, each in found.items()}
