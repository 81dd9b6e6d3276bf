"""The six shapes a measure's formula can have. Each is data: the number and the words come from the same entry.

    Score    share of some scores, less the share of others, among answers (a sample: it has an interval)
    Mean     mean score of answers (a sample, too)
    Ratio    a sum over a sum
    Total    a sum
    Median   the time by which half of what began has ended, what is still open being counted as lasting longer
    Range    two ratios, where what is not known leaves a range

Sums are taken first and divided last. A sum is made of terms, each a dataset's measure with what it is kept to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import overload

Where = tuple[tuple[str, tuple[str | int, ...]], ...]

BUCKET = "bucket"
"""The dimension along which durations are counted: 8 log2(hours), rounded."""


@dataclass(frozen=True, slots=True)
class Term:
    """A dataset's measure, kept to some values of its grain; ``factor`` is 1, or -1 where it is taken off."""

    dataset: str
    measure: str
    where: Where = ()
    factor: int = 1

    @property
    def text(self) -> str:
        """The term in words: 'transfers', 'amount (line gross margin)'."""
        # A window's length is said once, of the whole formula.
        kept = [f"{_words(column)} {_listed(values)}" for column, values in self.where if column != "window"]
        return f"{_words(self.measure)} ({', '.join(kept)})" if kept else _words(self.measure)

    def over_windows_of(self, months: int) -> Term:
        """Return the same term over windows of another length."""
        where = tuple((column, (months,) if column == "window" else values) for column, values in self.where)
        return replace(self, where=where)


Terms = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Answers with a score in ``plus`` less those in ``minus``, as a share of all answers, times ``scale``."""

    metric: str
    survey: str | None
    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    scale: float = 1.0

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return ("answers",)

    @property
    def text(self) -> str:
        """The formula in words."""
        less = f" − share answering {_span(self.minus)}" if self.minus else ""
        scaled = "" if self.scale == 1 else f"{self.scale:g} × "
        kind = f"{self.survey} surveys, " if self.survey else ""
        share = f"share answering {_span(self.plus)}{less}"
        return f"{scaled}({share}), {kind}weighted" if less else f"{scaled}{share}, {kind}weighted"

    @property
    def outcomes(self) -> tuple[float, ...]:
        """What an answer of each category counts where answers of one customer are held together."""
        return tuple(value / self.scale for value in self.values)

    @property
    def values(self) -> tuple[float, ...]:
        """What an answer of each category counts: minus (where there is one), neither, plus."""
        return (-self.scale, 0.0, self.scale) if self.minus else (0.0, self.scale)

    def category(self, score: int) -> int:
        """Return the place of a score's category in ``values``."""
        return (score in self.plus) - (score in self.minus) + bool(self.minus)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean score of answers on a scale from ``low`` to ``high``."""

    metric: str
    survey: str | None
    low: int
    high: int

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return ("answers",)

    @property
    def text(self) -> str:
        """The formula in words."""
        return f"mean of the scores from {self.low} to {self.high}, weighted"

    @property
    def outcomes(self) -> tuple[float, ...]:
        """What an answer of each category counts where answers of one customer are held together: satisfied or not.

        How much alike a customer's answers are is taken from there: of scores themselves no products are kept.
        """
        return tuple(float(score > (self.low + self.high) / 2) for score in range(self.low, self.high + 1))

    @property
    def values(self) -> tuple[float, ...]:
        """What an answer of each category counts: its score."""
        return tuple(float(score) for score in range(self.low, self.high + 1))

    def category(self, score: int) -> int:
        """Return the place of a score in ``values``; one that the scale does not have counts in none."""
        return score - self.low if self.low <= score <= self.high else len(self.values)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``top`` over ``bottom``, each summed over the period first.

    ``n`` is what was counted, where the bottom is not it; None: nothing is, as in money over money. With ``window``
    the terms follow customers over that many months, and only those of the window that closes with the period count.
    ``most`` caps the ratio. Of a ``sample``, such as those who answered, the share has an interval.
    """

    top: Terms
    bottom: Terms
    n: Terms | None = ()
    window: int | None = None
    most: float | None = None
    sample: bool = False

    def over_windows_of(self, months: int) -> Ratio:
        """Return the same ratio over windows of another length."""
        top, bottom, n = (
            tuple(term.over_windows_of(months) for term in terms) for terms in (self.top, self.bottom, self.n or ())
        )
        return replace(self, top=top, bottom=bottom, n=n, window=months)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return _datasets(self.top + self.bottom + (self.n or ()))

    @property
    def text(self) -> str:
        """The formula in words."""
        ratio = f"{_sum(self.top)} ÷ {_sum(self.bottom)}"
        if self.most is not None:
            ratio += f", at most {self.most:g}"
        ratio += f", from {' and '.join(map(_words, self.datasets))}"
        if self.window:
            return f"{ratio}, over the {self.window} months that close with the period"
        return f"{ratio}, each summed over the period"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the period."""

    terms: Terms

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return _datasets(self.terms)

    @property
    def text(self) -> str:
        """The formula in words."""
        return f"{_sum(self.terms)}, from {' and '.join(map(_words, self.datasets))}, summed over the period"


@dataclass(frozen=True, slots=True)
class Median:
    """The time by which half of what began in the period had ended, of a dataset that counts durations by bucket.

    ``ended`` counts those that ended after so long, ``still_open`` those that had lasted so long when the data ended.
    """

    dataset: str
    ended: str
    still_open: str

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return (self.dataset,)

    @property
    def text(self) -> str:
        """The formula in words."""
        return (
            f"median by Kaplan and Meier: those {_words(self.ended)} ended, those {_words(self.still_open)} lasted "
            f"longer than that; from {_words(self.dataset)}, counted in steps of 9 % of the time, the 95 % interval "
            "being where the limits of the curve pass one half"
        )


@dataclass(frozen=True, slots=True)
class Range:
    """What is known at the least and at the most, as two ratios; the value is the least."""

    least: Ratio
    most: Ratio

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads."""
        return tuple(dict.fromkeys(self.least.datasets + self.most.datasets))

    @property
    def text(self) -> str:
        """The formula in words."""
        return f"from {self.least.text}; to {self.most.text}"


Formula = Score | Mean | Ratio | Total | Median | Range


@overload
def in_single_months(formula: Ratio | Total) -> Ratio | Total: ...
@overload
def in_single_months(formula: Ratio | Total | Median) -> Ratio | Total | Median: ...
@overload
def in_single_months(formula: Formula) -> Formula: ...
def in_single_months(formula: Formula) -> Formula:
    """Return a formula over single months: twelve-month windows overlap, so neighbours tell the same twice."""
    if isinstance(formula, Range):
        return in_single_months(formula.least)
    return formula.over_windows_of(1) if isinstance(formula, Ratio) and formula.window else formula


def _datasets(terms: Terms) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.dataset for term in terms))


def _sum(terms: Terms) -> str:
    """Terms as a sum in words; in brackets where there are several."""
    signs = ["−" if term.factor < 0 else "+" for term in terms]
    joined = " ".join(f"{sign} {term.text}" for sign, term in zip(signs, terms, strict=True)).removeprefix("+ ")
    return f"({joined})" if len(terms) > 1 else joined


def _words(name: str) -> str:
    return name.replace("_", " ")


def _listed(values: tuple[str | int, ...]) -> str:
    return " or ".join(_words(str(value)) for value in values)


def _span(scores: tuple[int, ...]) -> str:
    """Scores in words: '9 to 10', '0 to 6', '5'."""
    return str(scores[0]) if len(scores) == 1 else f"{min(scores)} to {max(scores)}"
