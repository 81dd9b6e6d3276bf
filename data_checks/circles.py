"""What leads back to itself: objectives carried over, rally cries continued, and regions that are parts, in a circle.

Where a row names an earlier one of its own table, one of them came first. In a circle none did, so that nobody can tell
when the work began. A row that names itself is told by the audit of its table (`business_suite`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from data_checks.finding import Finding, Severity
from data_checks.numerals import numeral
from data_checks.sentences import noun, rows
from data_checks.thresholds import Thresholds
from queries.contract import CONTRACT
from queries.datasets import BY_NAME

_ACTION = "Correct {column} at the source, so that one of them names no {other} one."
_FIRST, _OTHER = ("came first", "earlier"), {"regions": ("is above the others", "higher")}
"""What nobody can tell of the rows of a circle, and what each of them names; of some registers in words of their own.
"""
_SHOWN = 4
"""Rows of a circle that a sentence names."""

BACK = {
    name: (table.key[0], column.name)
    for name, table in CONTRACT.items() for column in table.columns
    if column.references == name and name in BY_NAME
}  # fmt: skip
"""Register → its key, and the column that names an earlier row of its own."""


def circles(tables: Mapping[str, pa.Table], thresholds: Thresholds) -> Iterator[Finding]:
    """Yield, for each register whose rows name earlier ones, whether any of them lead back to themselves."""
    for name, (key, column) in BACK.items():
        if name in tables:
            named = dict(zip(*(tables[name].column(each).to_pylist() for each in (key, column)), strict=True))
            yield _finding(name, column, list(in_circles(named)), tables[name].num_rows, thresholds)


def in_circles(named: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Yield each circle of two or more, in the order in which one names the next; ``named`` is what each names."""
    seen: set[str] = set()
    for start in named:
        path: dict[str, int] = {}
        one: str | None = start
        while one is not None and one in named and one not in seen:
            seen.add(one)
            path[one] = len(path)
            one = named[one]
        if one is not None and one in path and one != named[one]:
            yield list(path)[path[one] :]


def _finding(
    name: str, column: str, found: list[list[str]], total: int, thresholds: Thresholds
) -> Finding:  # fmt: skip
    wrong = sum(map(len, found))
    severity: Severity = "warning" if found and wrong <= thresholds.tolerated(total) else "critical"
    expected = f"no {noun(name)} leads back to itself by {column}"
    check, datasets = f"{name}.extract.circle", (name,)
    if not found:
        return Finding(
            check, "extract", name, severity, True, f"none of {rows(name, total)}", expected, f"{name}: {expected}.",
            column=column, datasets=datasets,
        )  # fmt: skip
    around = [*found[0][:_SHOWN], *(["…"] if len(found[0]) > _SHOWN else []), found[0][0]]
    lack, other = _OTHER.get(name, _FIRST)
    told = f"{rows(name, wrong)} lead back to themselves by {column}"
    return Finding(
        check, "extract", name, severity, False, f"{numeral(wrong)} of {rows(name, total)}", expected,
        f"{name}: {told} ({' → '.join(around)}), so that none of them {lack}.",
        _ACTION.format(column=column, other=other),
        column=column, datasets=datasets,
    )  # fmt: skip
