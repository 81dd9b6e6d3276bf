"""What the registry holds of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.measures.formulas import Formula, Mean, Range, Ratio, Score, Total

Unit = Literal["points", "share", "hours", "minutes", "number", "count", "money"]
Family = Literal["customer", "operations", "finance"]
JudgedAs = Literal["rate", "usual", "not"]
"""How a change of what is counted in full is judged: a share of things by their counts, anything else by its own
earlier changes; what people promised is not a matter of chance."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure.

    ``basis`` is what the number is per or against, where the label does not say it; it stands wherever the label does.
    ``beside`` names measures that must be read with it, in its evidence; ``same_as`` one that tells the same otherwise.
    ``good`` is the direction in which it gets better. ``least_change`` is the least that is worth saying, in the unit,
    or, with ``relative``, as a share of the value before (changes are then told in percent). ``least_n`` is
    None where the settings' own holds. ``counted`` names what n counts. What is ``signed`` is a balance: its values
    bear their sign. ``judged`` is how a change is judged where it does not come from answers.
    """

    name: str
    label: str
    meaning: str
    family: Family
    unit: Unit
    good: Literal["up", "down", "none"]
    formula: Formula
    counted: str = ""
    least_change: float = 0.01
    relative: bool = False
    least_n: int | None = None
    signed: bool = False
    basis: str = ""
    beside: tuple[str, ...] = ()
    same_as: str = ""
    judged: JudgedAs = "usual"

    @property
    def window(self) -> int | None:
        """Months of the window that closes with the period, None where the period itself is measured."""
        formula = self.formula.least if isinstance(self.formula, Range) else self.formula
        return formula.window if isinstance(formula, Ratio) else None

    @property
    def reach(self) -> int | None:
        """Months before the period's last one that such a window reads, None where the period itself is measured."""
        both = "window_revenue" in self.formula.datasets
        return self.window and (2 * self.window - 1 if both else self.window)

    @property
    def growing(self) -> bool:
        """Whether it may drift from year to year, as sums and money do; shares and means are not expected to."""
        return isinstance(self.formula, Total) or self.unit == "money"

    @property
    def sampled(self) -> bool:
        """Whether it comes from answers, a sample, rather than from what is counted in full."""
        return isinstance(self.formula, Score | Mean)
