"""Cross-checks: what two tables say of one thing, or many rows of one table together, held against each other.

Each is counted in the warehouse by a query of ``queries/crossings``; the share that is wrong is what Great Expectations
looks at. What each says, and from which share on, is listed in ``data_checks.crossings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy
from great_expectations.expectations.core import ExpectColumnMaxToBeBetween
from sqlalchemy.exc import SQLAlchemyError

from data_checks.checks import severity_of
from data_checks.finding import Finding, Severity
from data_checks.numerals import month_name, numeral, percent
from data_checks.profiling import first_line, rows_of
from data_checks.reach import Reach
from data_checks.sentences import agreeing, counted
from data_checks.tables import Readable
from data_checks.thresholds import Thresholds
from data_checks.validation import Auditor, Outcome
from queries.crossing import COUNTED, counting
from queries.source import Source

DOCTOR = "Run `python -m dashboard doctor`, which compares the warehouse with the contract column by column."


Needs = Mapping[str, tuple[str, ...]]
"""Table → columns of it that have to be there."""


@dataclass(frozen=True)
class Crossing:
    """One cross-check: its query, the tables and columns that it needs (what it speaks of first), and its words.

    Where one of several will do, ``either`` names them: all that one of them lists has to be there as well.
    ``bound`` is the share from which on it is told, of the things looked at or, ``by_money``, of their money.
    ``expected`` and ``fault`` are clauses; ``fault`` and ``action`` may name {wrong}, {looked_at}, {share}, {money},
    {of_money}, {money_share}, {example}, {label}, {labelled}, and {have}, {are} … as the number asks for it. Of several
    that have one cause the first is told: ``unless`` names it. ``spares`` are datasets of a group that it stops whose
    numbers are none of those that it doubts.
    """

    query: str
    needs: Needs
    things: tuple[str, str]
    bound: float
    expected: str
    fault: str
    action: str
    reaches: tuple[tuple[str, str], ...] = ()
    by_money: bool = False
    stops: bool = False
    spares: tuple[str, ...] = ()
    recurring: bool = False
    unless: str = ""
    either: tuple[Needs, ...] = ()

    @property
    def subject(self) -> str:
        """The table that it speaks of."""
        return next(iter(self.needs))

    @property
    def name(self) -> str:
        """Its check's name."""
        return f"{self.subject}.{self.query}"


@dataclass(frozen=True)
class Count:
    """What a crossing's query counted."""

    wrong: int
    looked_at: int
    money: float
    of_money: float
    example: str | None
    month: int | None
    label: str | None
    labelled: int

    @classmethod
    def of(cls, row: Sequence[Any]) -> Count:
        """Return the count of a row as the query brings it."""
        found = dict(zip(COUNTED, row, strict=True))
        example, label = (None if found[name] is None else str(found[name]) for name in ("example", "label"))
        month = None if found["month"] is None else int(found["month"])
        return cls(
            int(found["wrong"]), int(found["looked_at"]), float(found["money"]), float(found["of_money"]), example,
            month, label, int(found["labelled"]),
        )  # fmt: skip

    def share(self, *, by_money: bool) -> float:
        """Return the share that is wrong, of the things or of their money."""
        part, whole = (self.money, self.of_money) if by_money else (self.wrong, self.looked_at)
        return part / whole if whole > 0 else float(part > 0)


def cross(
    engine: sqlalchemy.Engine, source: Source, crossings: Sequence[Crossing], tables: Mapping[str, Readable],
    reach: Reach, parameters: Mapping[str, int | date], thresholds: Thresholds, auditor: Auditor,
) -> Iterator[Finding]:  # fmt: skip
    """Yield what came of every crossing whose tables and columns are there, in the order of the list."""
    meant = [*_meant(crossings, tables, thresholds)]
    counts, errors = _counts(engine, source, meant, parameters)
    outcomes = _outcomes([each for each in meant if each.query in counts], counts, thresholds, auditor)
    told: set[str] = set()
    for each in meant:
        marked = tuple(dict.fromkeys(name for place in each.reaches for name in reach.of(*place)))
        if each.query in errors:
            yield _not_run(each, errors[each.query], marked)
        elif each.query in counts and each.unless not in told:
            finding = _finding(each, counts[each.query], outcomes[each.query], bound_of(each, thresholds), marked)
            told |= set() if finding.passed else {each.query}
            yield finding


def bound_of(each: Crossing, thresholds: Thresholds) -> float:
    """Return the share from which on it is told: the company's, else its own."""
    return thresholds.tolerances.get(each.name, each.bound)


def _meant(crossings: Sequence[Crossing], tables: Mapping[str, Readable], thresholds: Thresholds) -> Iterator[Crossing]:
    """Yield those for which everything is there, and that are meant for revenue of this kind."""
    for each in crossings:
        there = _are_there(each.needs, tables) and (
            not each.either or any(_are_there(needs, tables) for needs in each.either)
        )
        if there and not (each.recurring and thresholds.active_months > 1):
            yield each


def _are_there(needs: Needs, tables: Mapping[str, Readable]) -> bool:
    return all(name in tables and all(map(tables[name].has, columns)) for name, columns in needs.items())


def _counts(
    engine: sqlalchemy.Engine, source: Source, crossings: Sequence[Crossing], parameters: Mapping[str, int | date]
) -> tuple[dict[str, Count], dict[str, str]]:
    """Return what each counted, where there was anything to look at; and what the engine said of those that failed."""
    counts: dict[str, Count] = {}
    errors: dict[str, str] = {}
    for each in crossings:
        try:
            with engine.connect() as connection:
                count = Count.of(rows_of(connection, counting(source, each.query, parameters))[0])
        except SQLAlchemyError as error:
            errors[each.query] = first_line(error)
            continue
        if count.looked_at:
            counts[each.query] = count
    return counts, errors


def _outcomes(
    crossings: Sequence[Crossing], counts: Mapping[str, Count], thresholds: Thresholds, auditor: Auditor
) -> dict[str, Outcome]:
    """Have the shares looked at."""
    shares = {each.query: [counts[each.query].share(by_money=each.by_money)] for each in crossings}
    expectations = {
        each.query: ExpectColumnMaxToBeBetween(
            column=each.query, max_value=bound_of(each, thresholds),
            severity=severity_of("strict" if each.stops else "advisory"),
        )
        for each in crossings
    }  # fmt: skip
    return auditor.frame(pd.DataFrame(shares), expectations) if expectations else {}


def _finding(each: Crossing, count: Count, outcome: Outcome, bound: float, marked: tuple[str, ...]) -> Finding:
    values = {
        "wrong": counted(count.wrong, *each.things), "looked_at": numeral(count.looked_at),
        "share": percent(count.wrong / count.looked_at), "money": numeral(count.money),
        "of_money": numeral(count.of_money), "money_share": percent(count.share(by_money=True)),
        "example": f"{count.example} in {month_name(count.month)}" if count.month is not None else str(count.example),
        "label": str(count.label), "labelled": numeral(count.labelled),
    }  # fmt: skip
    observed = f"{values['wrong']} of {values['looked_at']} ({values['share']})"
    if each.by_money:
        observed += f", with {values['money']} of {values['of_money']} ({values['money_share']})"
    expected = f"{each.expected}, but for {percent(bound)} at most" if bound else each.expected
    severity: Severity = "critical" if each.stops and marked else "warning"
    if outcome.passed:
        said = f"{each.subject}: {expected} ({observed})."
        return _told(each, severity, True, observed, expected, said, "", marked)
    said = agreeing(each.fault, count.wrong, **values)
    return _told(
        each, severity, False, observed, expected, f"{each.subject}: {said}.",
        agreeing(each.action, count.wrong, **values), marked,
    )  # fmt: skip


def _not_run(each: Crossing, error: str, marked: tuple[str, ...]) -> Finding:
    said = f"{each.subject}: whether {each.expected} could not be checked: {error.rstrip('.')}."
    return _told(
        each, "critical" if each.stops and marked else "warning", False, error, each.expected, said, DOCTOR, marked
    )


def _told(
    each: Crossing, severity: Severity, passed: bool, observed: str, expected: str, sentence: str, action: str,
    marked: tuple[str, ...],
) -> Finding:  # fmt: skip
    return Finding(
        each.name,
        "source",
        each.subject,
        severity,
        passed,
        observed,
        expected,
        sentence,
        action,
        datasets=marked,
        spares=each.spares,
    )
