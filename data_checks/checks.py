"""A check of a table: an expectation, what it stops, and the words for its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from great_expectations.expectations.core import ExpectColumnMaxToBeBetween, ExpectColumnValuesToBeInSet
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from data_checks.finding import Finding, Severity
from data_checks.metric_names import rewritten
from data_checks.numerals import numeral, percent
from data_checks.sentences import agreeing, listed, rows
from data_checks.thresholds import Thresholds
from data_checks.validation import Outcome

Grade = Literal["strict", "tolerant", "advisory"]
"""strict: one wrong row makes a number wrong. tolerant: few wrong rows only leave themselves out, many make it
wrong. advisory: no number is wrong, but people should know."""

FLAG = "is_"
"""How the name of a column of noughts and ones begins; its values are no examples of anything."""
NO_ACTION_YET = "Correct {them} at the source; nothing that is shown stands on {them}."
STOPPING = "Correct {them} at the source or exclude {them} in the mapping."
MARKING = "Correct {them} at the source; they are too few to hold back the figures."
ADVISING = "Look at {them} at the source; the figures are shown all the same."


@dataclass(frozen=True)
class Check:
    """One check of a table.

    ``expectation`` is met by the table's rows as they are, or by a column that the check adds to them: the one
    named ``adds``, computed by ``formula`` (none: the rows bring it); or, where ``tally`` is given, by the number of
    wrong rows that this query counts. ``where`` is true of the wrong rows, so that they can be looked up; where it is
    about rows that share a key, ``unique`` names its columns. ``chance`` is a query that tells how many wrong rows
    chance alone brings, ``twins`` one that gives two keys of rows that are alike, and how many of them are. A wrong row
    that is ``apart`` says nothing of the others. ``offers`` are names that may be meant by wrong ones, with what people
    call them. ``expected`` and ``fault`` are clauses: 'every answer has a
    score', '{have} no score'.
    """

    name: str
    expected: str
    fault: str
    column: str | None = None
    datasets: tuple[str, ...] = ()
    grade: Grade = "strict"
    expectation: Expectation | None = None
    adds: str = ""
    formula: str = ""
    tally: str = ""
    where: str = ""
    unique: tuple[str, ...] = ()
    chance: str = ""
    twins: str = ""
    apart: bool = False
    offers: Mapping[str, str] = field(default_factory=dict)
    metrics: bool = False
    """Whether its column names metrics, so that a wrong one may evidently be one by another name."""
    scope: str | None = None
    action: str = ""

    @property
    def key(self) -> str:
        """A name that no other check has."""
        return f"{self.name}/{self.scope}" if self.scope else self.name

    @property
    def severity(self) -> Severity:
        """The gravest that it can be: nothing is stopped where nothing stands on it."""
        return "critical" if self.datasets and self.grade != "advisory" else "warning"

    def finding(self, table: str, outcome: Outcome, total: int, thresholds: Thresholds, named: str = "") -> Finding:
        """Return what came of it, in words; ``named`` tells the wrong rows' keys, in brackets."""
        if outcome.error:
            return self._not_run(table, outcome.error)
        if outcome.passed:
            sentence = f"{table}: {self.expected} ({rows(table, total)})."
            return self._finding(table, self.severity, True, f"0 wrong of {rows(table, total)}", sentence)
        wrong = outcome.wrong
        few = self.grade == "tolerant" and wrong <= thresholds.tolerated(total)
        severity: Severity = "warning" if few else self.severity
        shown = () if self.adds.startswith(FLAG) else outcome.examples
        examples = f"{f', for example {listed(shown)}' if shown else ''}{named}"
        share = f" ({percent(wrong / total)})" if total else ""
        sentence = f"{table}: {rows(table, wrong)} {agreeing(self.fault, wrong)}{examples}."
        observed = f"{numeral(wrong)} of {rows(table, total)}{share}{examples}"
        advice = offered(outcome.examples, self.offers) + self._advice(severity, wrong)
        if self.metrics:
            advice = rewritten(self.column or "", map(str, outcome.examples)) + advice
        return self._finding(table, severity, False, observed, sentence, advice)

    def _advice(self, severity: Severity, wrong: int) -> str:
        if self.action:
            return agreeing(self.action, wrong)
        if not self.datasets:
            return agreeing(NO_ACTION_YET, wrong)
        text = STOPPING if severity == "critical" else ADVISING if self.grade == "advisory" else MARKING
        return agreeing(text, wrong).replace("they are", "it is" if wrong == 1 else "they are")

    def _not_run(self, table: str, error: str) -> Finding:
        sentence = f"{table}: whether {self.expected} could not be checked: {error.rstrip('.')}."
        action = "Run `python -m dashboard doctor`, which compares the warehouse with the contract column by column."
        return self._finding(table, self.severity, False, error, sentence, action)

    def _finding(
        self, table: str, severity: Severity, passed: bool, observed: str, sentence: str, action: str = ""
    ) -> Finding:
        return Finding(
            self.name, "source", table, severity, passed, observed, self.expected, sentence, action, self.column,
            self.datasets, scope=self.scope,
        )  # fmt: skip


@dataclass
class Suite:
    """The checks of one table, in two lots: on its rows, and on counts that need a query of their own."""

    table: str
    on_rows: list[Check] = field(default_factory=list)
    tallies: list[Check] = field(default_factory=list)

    def add(self, check: Check) -> None:
        """Add a check to the lot that it belongs to."""
        (self.tallies if check.tally else self.on_rows).append(check)

    def relation(self, select: str) -> str:
        """Return the table's rows with the columns that the checks add."""
        added = {check.adds: check.formula for check in self.on_rows if check.formula}
        if not added:
            return select
        columns = "".join(f",\n    {formula} as {name}" for name, formula in added.items())
        return f"select t.*{columns}\nfrom (\n{select}\n) t"

    def counts(self) -> str:
        """Return one row that holds the tallies."""
        columns = ", ".join(f"{_alias(place)}.n as {_alias(place)}" for place in range(len(self.tallies)))
        queries = [f"(\n{check.tally}\n) {_alias(place)}" for place, check in enumerate(self.tallies)]
        return f"select {columns}\nfrom " + "\ncross join ".join(queries)

    def row_expectations(self) -> dict[str, Expectation]:
        """Return what is expected of the rows."""
        return {check.key: check.expectation for check in self.on_rows if check.expectation is not None}

    def count_columns(self) -> list[str]:
        """Return the tallies' names in that row."""
        return [_alias(place) for place in range(len(self.tallies))]

    def count_expectations(self) -> dict[str, Expectation]:
        """Return what is expected of the tallies: that each of them is nought."""
        return {
            check.key: ExpectColumnMaxToBeBetween(column=_alias(place), max_value=0, severity=severity_of(check.grade))
            for place, check in enumerate(self.tallies)
        }


def offered(asked: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return which of the names may be meant by those asked for: 'Is nps by NPS meant?'; nothing where none is near."""
    spelt = {way.lower().replace(" ", "_"): name for name, label in names.items() for way in (label, name)}
    near = {one: get_close_matches(one.lower().replace(" ", "_"), spelt, 1, 0.7) for one in asked}
    told = [f"{spelt[found[0]]} by {one}" for one, found in near.items() if found]
    return f"Is {' and '.join(told)} meant? " if told else ""


def severity_of(grade: Grade) -> FailureSeverity:
    """Return the library's word for the gravest that a grade can be."""
    return FailureSeverity.WARNING if grade == "advisory" else FailureSeverity.CRITICAL


def never(
    table: str, name: str, wrong: str, *, expected: str, fault: str, column: str, datasets: tuple[str, ...],
    grade: Grade = "tolerant",
) -> Check:  # fmt: skip
    """Return the check that no row meets a condition, which is added to the rows as a column of noughts and ones."""
    added = f"{FLAG}{name.replace('.', '_')}"
    expectation = ExpectColumnValuesToBeInSet(column=added, value_set=[0], severity=severity_of(grade))
    formula = f"case when {wrong} then 1 else 0 end"
    return Check(f"{table}.{name}", expected, fault, column, datasets, grade, expectation, added, formula, where=wrong)


def _alias(place: int) -> str:
    return f"tally_{place}"
