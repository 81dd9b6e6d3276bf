"""The checks of an extract that follow from its declaration: shape, grain, months, and measures that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
from great_expectations.expectations.core import (
    ExpectColumnValuesToBeBetween,
    ExpectColumnValuesToBeInSet,
    ExpectColumnValuesToBeUnique,
    ExpectColumnValuesToNotBeNull,
    ExpectCompoundColumnsToBeUnique,
    ExpectTableColumnsToMatchOrderedList,
    ExpectTableRowCountToBeBetween,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from data_checks.finding import Finding
from data_checks.numerals import month_name, numeral
from data_checks.sentences import a, agreeing, counted, listed
from data_checks.validation import Auditor, Outcome
from queries.datasets import LAGS, WINDOWS, Dataset

SIGNED = ("y", "yy", "yw", "wy", "yy_all", "yw_all", "wy_all")
"""Measures that may be negative in any dataset: outcomes, and their products."""
KINDS: Mapping[str, tuple[int, ...]] = MappingProxyType({
    "window": WINDOWS, "coded": (0, 1), "lag": tuple(range(LAGS)), "same_region": (0, 1), "same_segment": (0, 1),
    "gone": (0, 1),
})  # fmt: skip
TAKEN_AS_THEY_ARE = ("register", "sample")
AGAIN = "Run `python -m dashboard refresh --full`; if it comes again, the query is at fault."
TWICE = "Remove from {table}, at the source or in the mapping, the rows that are there twice."
SWOLLEN = "Look in {table} for rows that are there many times, or that do not belong there."
"""What to do about a register, which has no query of its own that could be at fault."""
OVERFLOWN = "Look in the tables behind it for amounts, weights or times that no company has, and correct them."


@dataclass(frozen=True)
class Rule:
    """An expectation of an extract, with the clauses for it: what holds, and what is wrong with how many rows."""

    name: str
    expectation: Expectation | None
    expected: str
    fault: str
    column: str | None = None
    action: str = AGAIN


def shape_findings(
    auditor: Auditor, dataset: Dataset, table: pa.Table, first_month: int, last_month: int
) -> Iterator[Finding]:
    """Yield what came of each rule; of an extract without rows only that it has none."""
    rules = list(_rules(dataset, table, first_month, last_month))
    frame = table.to_pandas(strings_to_categorical=False)
    outcomes = auditor.frame(frame, {rule.name: rule.expectation for rule in rules if rule.expectation})
    for rule in rules:
        yield _finding(dataset, rule, outcomes[rule.name], table.num_rows)
    yield from _finite(dataset, table)


def _rules(dataset: Dataset, table: pa.Table, first_month: int, last_month: int) -> Iterator[Rule]:
    yield Rule(
        "columns", ExpectTableColumnsToMatchOrderedList(column_list=list(dataset.columns), severity=_GRAVE),
        f"it has the {counted(len(dataset.columns), 'column')} that were declared", "{are} of other columns",
    )  # fmt: skip
    # None at all may be right: nobody has left. Where rows should have come, a sum does not come out.
    yield Rule(
        "rows", ExpectTableRowCountToBeBetween(max_value=dataset.bound, severity=_GRAVE),
        f"it has no more than {numeral(dataset.bound)} rows", "came back, which is not believed",
        action=SWOLLEN if dataset.kind in TAKEN_AS_THEY_ARE else AGAIN,
    )  # fmt: skip
    if table.num_rows == 0 or table.column_names != list(dataset.columns):
        return
    yield _unique(dataset)
    for column in dataset.grain:
        if column in dataset.not_null:
            yield Rule(
                f"{column}.null", ExpectColumnValuesToNotBeNull(column=column, severity=_GRAVE),
                f"every row has {a(column)}", f"{{have}} no {column}", column,
            )  # fmt: skip
        if column in KINDS and dataset.kind in ("cube", "window"):
            yield Rule(
                f"{column}.allowed",
                ExpectColumnValuesToBeInSet(column=column, value_set=list(KINDS[column]), severity=_GRAVE),
                f"every {column} is one of its {len(KINDS[column])}", f"{{have}} another {column}", column,
            )  # fmt: skip
    if dataset.kind in ("cube", "window"):
        yield Rule(
            "month.range",
            ExpectColumnValuesToBeBetween(
                column="month", min_value=first_month, max_value=last_month, severity=_GRAVE
            ),
            f"every month lies in {month_name(first_month)} to {month_name(last_month)}",
            "{are} of another month", "month",
        )  # fmt: skip
        yield from _signs(dataset)


def _finite(dataset: Dataset, table: pa.Table) -> Iterator[Finding]:
    """Look for what is no number, in the rows themselves: a frame holds a missing value as NaN as well."""
    for column, kind in dataset.columns.items():
        if kind != "number" or table.num_rows == 0 or column not in table.column_names:
            continue
        wrong = pc.sum(pc.invert(pc.is_finite(table.column(column)))).as_py() or 0
        rule = Rule(
            f"{column}.number", None, f"no {column} is infinite or no number at all",
            f"{{have}} {a(column)} that is infinite or no number at all", column, action=OVERFLOWN,
        )  # fmt: skip
        yield _finding(dataset, rule, Outcome(not wrong, wrong), table.num_rows)


def _unique(dataset: Dataset) -> Rule:
    grain = list(dataset.grain)
    expectation: Expectation = (
        ExpectColumnValuesToBeUnique(column=grain[0], severity=_GRAVE)
        if len(grain) == 1
        else ExpectCompoundColumnsToBeUnique(column_list=grain, ignore_row_if="never", severity=_GRAVE)
    )
    return Rule(
        "grain", expectation, f"there is one row for each {', '.join(grain)}", "{have} the grain of another row",
        action=TWICE if dataset.kind == "register" else AGAIN,
    )  # fmt: skip


def _signs(dataset: Dataset) -> Iterator[Rule]:
    for measure in dataset.measures:
        if measure not in (*SIGNED, *dataset.signed):
            yield Rule(
                f"{measure}.negative",
                ExpectColumnValuesToBeBetween(column=measure, min_value=0, severity=_GRAVE),
                f"no {measure} is negative", f"{{have}} a negative {measure}", measure,
            )  # fmt: skip


def _finding(dataset: Dataset, rule: Rule, outcome: Outcome, total: int) -> Finding:
    name = dataset.name
    if outcome.passed:
        return Finding(
            f"{name}.extract.{rule.name}", "extract", name, "critical", True, f"0 wrong of {counted(total, 'row')}",
            rule.expected, f"{name}: {rule.expected} ({counted(total, 'row')}).", column=rule.column, datasets=(name,),
        )  # fmt: skip
    wrong = outcome.failed_rows if outcome.failed_rows is not None else total
    shown = [value for value in outcome.examples if value != "none"]
    if rule.name == "month.range":
        shown = [month_name(int(float(value))) for value in shown]
    examples = f", for example {listed(shown)}" if shown and rule.column else ""
    action = rule.action.format(table=name)
    said = outcome.error or f"{counted(wrong, 'row')} {agreeing(rule.fault, wrong)}{examples}"
    return Finding(
        f"{name}.extract.{rule.name}", "extract", name, "critical", False, said, rule.expected,
        f"{name}: {said.rstrip('.')}.", action, rule.column, (name,),
    )  # fmt: skip


_GRAVE = FailureSeverity.CRITICAL
