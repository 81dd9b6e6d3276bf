"""How often rows come, learnt from the months that have some: month after month, or in waves with silence between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

LONGEST_WAVE = 3
"""Months that a wave may last; longer, and it is a survey that pauses."""
MOST_OFTEN = 0.5
"""Part of the months that have rows where they come in waves; more, and the others are months without."""
EVERY_OTHER = 4
"""Waves that it takes to tell that rows come every other month; of fewer, a month was lost."""


@dataclass(frozen=True)
class Waves:
    """Waves of rows: the first month of each, and how many months lay between two of them, at least and at most."""

    starts: tuple[int, ...]
    least: int
    most: int

    @property
    def due(self) -> int:
        """The month by which the next wave has come, as far as the others tell."""
        return self.starts[-1] + self.most

    @property
    def words(self) -> str:
        """How often a wave came: 'every 6 months', 'every 5 to 7 months'."""
        return f"every {self.least} months" if self.least == self.most else f"every {self.least} to {self.most} months"


def waves(months: Iterable[int]) -> Waves | None:
    """Return the waves in which rows came; None where they come month after month, or too little is known.

    Two waves tell how far they are apart. Rows in more than half of the months are no waves, but months without rows.
    """
    present = sorted(set(months))
    starts = [month for before, month in zip([None, *present], present, strict=False) if before != month - 1]
    if len(starts) < 2:
        return None
    lengths = [sum(start <= month < end for month in present) for start, end in pairwise([*starts, present[-1] + 1])]
    apart = [later - earlier for earlier, later in pairwise(starts)]
    share = sum(month < starts[-1] for month in present) / (starts[-1] - starts[0])
    if max(lengths) > LONGEST_WAVE or share > MOST_OFTEN or (share == MOST_OFTEN and len(starts) < EVERY_OTHER):
        return None
    return Waves(tuple(starts), min(apart), max(apart))
