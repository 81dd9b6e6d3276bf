"""Of many places or departments, those at both ends of a measure beyond doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.statistics import Estimate

EACH = 10
"""How many are told at each end; one more would be no shorter than the row that counts those between."""

MANY = 2 * EACH + 1
"""So many can all be told."""


def furthest(estimates: Sequence[Estimate], least: float) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the positions of the ten highest and of the ten lowest, each from the highest to the lowest value.

    Of what is counted from a sample the end of its interval decides that lies nearer to the others: a few answers are
    far off by chance, and lead no list. What is known of fewer than the least n stands at neither end.
    """
    known = [at for at, one in enumerate(estimates) if math.isfinite(one.value) and not one.n < least]
    half = min(EACH, (len(known) + 1) // 2)
    high = sorted(known, key=lambda at: -_or(estimates[at].low, estimates[at].value))[:half]
    rest = [at for at in known if at not in high]
    low = sorted(rest, key=lambda at: _or(estimates[at].high, estimates[at].value))[:EACH]
    above, below = (tuple(sorted(end, key=lambda at: -estimates[at].value)) for end in (high, low))
    return above, below


def _or(end: float, value: float) -> float:
    return end if math.isfinite(end) else value
