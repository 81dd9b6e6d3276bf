"""The checks of what people write down of measures: that there is such a measure, and that it can be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from great_expectations.expectations.core import ExpectColumnValuesToBeInSet

from data_checks.checks import Check, Grade, severity_of
from data_checks.reach import Reach
from data_checks.sentences import a
from data_checks.tables import Readable

VALUES: Mapping[str, str] = {"targets": "target", "benchmarks": "value", "objectives": "target"}
"""Table → the column that holds a value of the row's metric."""
OWN_MEASURES = ("objectives",)
"""Tables whose metrics may be the company's own, with values in units of its own."""
FINE = "fine"


@dataclass(frozen=True)
class Possible:
    """What a measure is called, and between which values it lies (None: beyond any)."""

    label: str
    low: float | None
    high: float | None


def row_checks(table: Readable, reach: Reach, measures: Mapping[str, Possible]) -> Iterator[Check]:
    """Yield what the registry of measures says of a table's rows; without a registry nothing."""
    column = VALUES.get(table.name)
    if not measures or column is None or not table.has("metric"):
        return
    if table.name not in OWN_MEASURES:
        yield _known(table.name, reach.of(table.name, "metric"), measures)
    if table.has(column):
        yield _can_be(table.name, column, reach.of(table.name, column), measures)


def _known(table: str, datasets: tuple[str, ...], measures: Mapping[str, Possible]) -> Check:
    known = f"metric in ({', '.join(map(_quoted, measures))})"
    return Check(
        f"{table}.metric.known", "every metric is a measure that there is",
        "{name} a metric that is no measure, and {are} shown nowhere", "metric", datasets, "advisory",
        _fine("metric_known", "advisory"), "metric_known", f"case when {known} then '{FINE}' else metric end",
        where=f"not ({known})", offers={name: one.label for name, one in measures.items()},
    )  # fmt: skip


def _can_be(table: str, column: str, datasets: tuple[str, ...], measures: Mapping[str, Possible]) -> Check:
    """A value that cannot be says nothing of the others: its row is left out, however many there are."""
    grade: Grade = "advisory" if table in OWN_MEASURES else "strict"
    bounds: defaultdict[tuple[float | None, float | None], list[str]] = defaultdict(list)
    for name, one in measures.items():
        bounds[one.low, one.high].append(name)
    wrong = " or ".join(
        f"(metric in ({', '.join(map(_quoted, names))}) and ({' or '.join(_beyond(column, low, high))}))"
        for (low, high), names in bounds.items()
        if low is not None or high is not None
    )
    added = f"{column}_can_be"
    return Check(
        f"{table}.{column}.possible", f"every {column} is one that its metric can be",
        f"{{have}} {a(column)} that the metric cannot be", column, datasets, grade, _fine(added, grade), added,
        f"case when {wrong} then concat(metric, ' ', {column}) else '{FINE}' end", where=wrong, apart=True,
        action="A share is a part of 1: where 84 % is meant, write 0.84. Points lie in −100 to 100.",
    )  # fmt: skip


def _beyond(column: str, low: float | None, high: float | None) -> list[str]:
    least = [f"{column} < {low}"] if low is not None else []
    return least + ([f"{column} > {high}"] if high is not None else [])


def _fine(column: str, grade: Grade) -> ExpectColumnValuesToBeInSet:
    return ExpectColumnValuesToBeInSet(column=column, value_set=[FINE], severity=severity_of(grade))


def _quoted(name: str) -> str:
    return f"'{name}'"
