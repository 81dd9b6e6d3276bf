"""The small drawings and marks that stand within a tile or a table's cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "good", "bad", "warn", "info"]
"""Status in a colour; never without a word beside it. Info: clear, and neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A word for a status, with its tone; ``detail`` explains it."""

    word: str
    tone: Tone = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A series of months, oldest first (nan: not known), with its usual variation and its target."""

    values: tuple[float, ...]
    band: tuple[float, float] | None = None
    target: float | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of a whole, from 0 to 1, with a mark where its target stands; ``alt`` says both.

    ``word`` says beside the mark what it is ('target'), so that no mark is taken for another.
    """

    share: float
    mark: float | None = None
    alt: str = ""
    word: str = ""

    def __post_init__(self) -> None:
        """Refuse a mark of which nobody says what it is."""
        if self.mark is not None and not self.word:
            raise ValueError(f"The mark of a bar has no word: {self.alt or self.share}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stack: what it is, how much of it, and the role of its colour (0 the accent, 1 the contrast …)."""

    label: str
    amount: float
    role: int = 0


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts that make a whole, drawn as one bar."""

    parts: tuple[Part, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Stages in their order with what is said of each ('4 May 2026', 'not yet'), and whether each was reached.

    ``wide`` draws them with their labels, as a timeline.
    """

    labels: tuple[str, ...]
    said: tuple[str, ...]
    reached: tuple[bool, ...]
    wide: bool = False
