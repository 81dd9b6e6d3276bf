"""The scales on which answers are given, and from which score on an answer counts as satisfied, or as easy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Scale(NamedTuple):
    """The lowest and the highest score, and the lowest that counts as satisfied."""

    low: int
    high: int
    satisfied: int

    @property
    def kept(self) -> str:
        """The scores that count as satisfied: '4 or 5', '8 to 10', '1'."""
        return _scores(self.satisfied, self.high)

    @property
    def others(self) -> str:
        """The scores that do not."""
        return _scores(self.low, self.satisfied - 1)


class Scales(NamedTuple):
    """The scales of a company. Those of NPS and of thumbs are the same everywhere: on any other the score is another
    measure."""

    csat: Scale = Scale(1, 5, 4)
    ces: Scale = Scale(1, 7, 5)

    def of(self, metric: str) -> Scale:
        """Return a metric's scale; of NPS promoters count as satisfied."""
        return {"nps": NPS, "csat": self.csat, "ces": self.ces, "thumbs": THUMBS}[metric]

    def values(self) -> dict[str, int]:
        """Return those that a company may choose as the queries' parameters."""
        sides = (("csat", self.csat), ("ces", self.ces))
        return {f"{metric}_{name}": value for metric, scale in sides for name, value in scale._asdict().items()}


NPS = Scale(0, 10, 9)
THUMBS = Scale(0, 1, 1)
STANDARD = Scales()
"""The scales of a company that says nothing of its own."""

METRICS: Mapping[str, str] = MappingProxyType({"nps": "NPS", "csat": "CSAT", "ces": "CES", "thumbs": "thumbs"})
"""Metric of an answer → how a sentence names it."""


def _scores(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
