"""The extracts against the source's control totals, and `revenue` against the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.cells import PRECISION, summed
from data_checks.finding import Finding
from data_checks.numerals import month_name, numeral, percent
from data_checks.profile import Profile, TableProfile
from data_checks.sentences import counted, month_key, month_names, month_number
from data_checks.thresholds import Thresholds
from data_checks.volume import ALL_MONTHS
from queries.scales import METRICS

Tables = Mapping[str, pa.Table]
LEDGER_LINES = ("recurring_revenue", "revenue")
CENT = 0.01
MONEY = ("amount", "closing_revenue")
TWICE_OR_NEVER = (
    "The query counts some rows twice or not at all: look for keys that repeat in the tables that it joins."
)
MEANWHILE = (
    "Run it again: this warehouse gives no common moment for several queries, so that rows may have come between the "
    f"two. If it comes again: {TWICE_OR_NEVER[0].lower()}{TWICE_OR_NEVER[1:]}"
)
LATE = "Rows came late, or were removed, after the months were closed: `refresh --full` reads them again."


@dataclass(frozen=True)
class Span:
    """The months that are shown, and the first of those that were asked again."""

    first: int
    last: int
    open_from: int


@dataclass(frozen=True)
class Total:
    """A dataset's measure, over the rows where ``column`` is ``value``, that comes to a control total of a table.

    ``what`` is what is counted, in words: '612 answers (nps)'.
    """

    dataset: str
    measure: str
    what: str
    table: str = ""
    total: str = ""
    column: str | None = None
    value: str | int | None = None
    starts: int = 0
    """Months after the first, or after that in which the table's rows begin, in which it begins."""
    beside: str | None = None
    """A measure that stands beside it, and is no part of it but of the total."""

    @property
    def scope(self) -> str | None:
        """What tells it apart from other totals of its measure."""
        return self.value if isinstance(self.value, str) else None

    def by_month(self, table: pa.Table) -> dict[int, float]:
        """Return the measure's sum in each month."""
        if self.column is not None:
            table = table.filter(pc.equal(table.column(self.column), self.value))
        measures = [self.measure, self.beside] if self.beside else [self.measure]
        sums = summed(table, ("month",), measures).to_pylist()
        return {row["month"]: sum((row[name] or 0.0 for name in measures), start=0.0) for row in sums}


def answers_of(metric: str) -> Total:
    """Return the number of answers of a metric."""
    return Total("answers", "n", f"answers ({metric})", "survey_responses", metric, "metric", metric)


def booked_as(line: str) -> Total:
    """Return what the ledger books under a line."""
    return Total("finance", "amount", f"of {line}", "finance", line, "line", line)


SENT = Total("invitations", "sent", "invitations", "survey_invitations", "rows")
CASES = Total("cases", "n", "cases", "support_cases", "rows")
PAID = Total(
    "customer_windows", "closing_revenue", "of customers' revenue", "revenue", "amount", "window", 1, 1, "other_credits"
)
TOTALS: tuple[Total, ...] = (
    *(answers_of(metric) for metric in METRICS),
    SENT,
    Total("invitations", "delivered", "delivered invitations", "survey_invitations", "delivered"),
    CASES,
    Total("concessions", "n", "concessions", "concessions", "rows"),
    Total("concessions", "amount", "of concessions", "concessions", "amount"),
    Total("concession_sizes", "amount", "of concessions", "concessions", "amount"),
    *(booked_as(line) for line in LEDGER_LINES),
    PAID,
)


def control_totals(tables: Tables, profile: Profile, span: Span, thresholds: Thresholds) -> Iterator[Finding]:
    """Compare the extracts with what the source audit counted, month by month.

    In months that were not asked again a difference is no fault of a query: rows came late, or went.
    """
    for total in TOTALS:
        seen = profile.tables.get(total.table)
        if total is PAID and thresholds.active_months > 1:
            continue  # then a month's customers are those of several months' revenue
        if total.dataset in tables and seen is not None and not seen.held and total.total in _totals(seen):
            counted = total.by_month(tables[total.dataset])
            if total.scope in METRICS and not any((*counted.values(), seen.totals.get(total.total))):
                continue  # nobody was asked, and nothing was counted
            yield from _compared(total, counted, seen, span, profile.one_moment)


def ledger(tables: Tables, profile: Profile | None, span: Span, thresholds: Thresholds) -> Iterator[Finding]:
    """Compare the customers' revenue with the ledger's, month by month."""
    if "finance" not in tables:
        return
    booked = _booked(tables["finance"], thresholds)
    paid = _paid(tables, profile, thresholds)
    parts = {
        month: _part(paid[month], booked[month])
        for month in sorted(booked)
        if span.first <= month <= span.last and month in paid
    }
    if not parts:
        return
    beyond = [month for month, part in parts.items() if not abs(part) <= thresholds.revenue_tolerance]
    recent = span.last - thresholds.recent_months + 1
    grave = [month for month in beyond if month >= recent or not abs(parts[month]) <= thresholds.revenue_beyond_doubt]
    old = tuple(month for month in beyond if month not in grave)
    stopped = tuple(name for name in ("customer_windows", "finance", "window_revenue") if name in tables)
    expected = f"revenue within {percent(thresholds.revenue_tolerance)} of the ledger"
    for month in sorted(grave, key=lambda month: -abs(parts[month])):  # the worst first: it may be all that is said
        yield _off(month, paid[month], booked[month], expected, stopped)
    if old:
        yield _off_long_ago(old, parts, expected, stopped)
    if not beyond:
        observed = f"at most {percent(max(map(abs, parts.values())))} apart in {counted(len(parts), 'month')}"
        yield Finding(
            "revenue.ledger", "identity", "revenue", "critical", True, observed, expected,
            f"revenue: it agrees with the ledger, {observed}.", datasets=stopped,
        )  # fmt: skip


def _off(month: int, paid: float, booked: float, expected: str, stopped: tuple[str, ...]) -> Finding:
    part = _part(paid, booked)
    observed = f"{numeral(paid)} beside {numeral(booked)} in the ledger ({percent(abs(part))} {_direction(part)})"
    return Finding(
        "revenue.ledger", "identity", "revenue", "critical", False, observed, expected,
        f"revenue: {month_name(month)} comes to {observed}.",
        "Find what is missing, or comes twice, in `revenue` or `finance`.",
        None, stopped, (month,), month_key(month),
    )  # fmt: skip


def _off_long_ago(
    months: tuple[int, ...], parts: Mapping[int, float], expected: str, stopped: tuple[str, ...]
) -> Finding:
    worst = max(months, key=lambda month: abs(parts[month]))
    size = f"{percent(abs(parts[worst]))} {_direction(parts[worst])} than the ledger"
    said = f"{month_name(worst)}, long closed, comes to {size}"
    if len(months) > 1:
        said = f"{len(months)} closed months differ from the ledger ({month_names(months)}), most of them {said}"
    return Finding(
        "revenue.ledger", "identity", "revenue", "warning", False, said, expected, f"revenue: {said}.",
        "Have the books or the rows corrected where they are wrong; the money is shown all the same.",
        None, stopped, months, "closed months",
    )  # fmt: skip


def _part(paid: float, booked: float) -> float:
    return paid / booked - 1 if booked else (0.0 if abs(paid) < CENT else 1.0)


def _direction(part: float) -> str:
    return "more" if part > 0 else "less"


def _totals(seen: TableProfile) -> set[str]:
    return {name for totals in seen.months.values() for name in totals}


def _compared(
    total: Total, own: Mapping[int, float], seen: TableProfile, span: Span, one_moment: bool
) -> Iterator[Finding]:
    held = [month_number(key) for key, totals in seen.months.items() if totals.get(total.total)] if total.starts else []
    months = range(max(span.first, min(held, default=span.first)) + total.starts, span.last + 1)
    wanted = {month: seen.months.get(month_key(month), {}).get(total.total, 0.0) for month in months}
    off = [month for month in months if _differs(own.get(month, 0.0), wanted[month], total.measure)]
    name = f"{total.dataset}.{total.measure}.control_total"
    expected = f"in each month as many {total.what} as {total.table} holds"
    if total.measure in MONEY:
        expected = f"in each month the amount {total.what} that {total.table} holds"
    if not off:
        yield Finding(
            name, "identity", total.dataset, "critical", True, f"{numeral(sum(wanted.values()))} in both", expected,
            f"{total.dataset}: {expected}.", datasets=(total.dataset,), scope=total.scope,
        )  # fmt: skip
        return
    for fresh in (True, False):
        of_them = [month for month in off if (month >= span.open_from) == fresh]
        if of_them:
            action = LATE if not fresh else TWICE_OR_NEVER if one_moment else MEANWHILE
            yield _apart(total, of_them, own, wanted, expected, action, fresh=fresh)


def _differs(one: float, other: float, measure: str) -> bool:
    least = CENT if measure in MONEY else 0.5
    within = abs(one - other) <= max(least, PRECISION * abs(other))
    return not (within and isfinite(other))  # infinity less infinity is no number, and passes every comparison


def _apart(
    total: Total, months: list[int], own: Mapping[int, float], wanted: Mapping[int, float], expected: str,
    action: str, *, fresh: bool,
) -> Finding:  # fmt: skip
    first = months[0]
    values = f"{numeral(own.get(first, 0.0))} {total.what} beside {numeral(wanted[first])} in {total.table}"
    values += f" in {month_name(first)}"
    more = f"; {counted(len(months), 'month')} differ: {month_names(months)}" if len(months) > 1 else ""
    return Finding(
        f"{total.dataset}.{total.measure}.control_total", "identity", total.dataset,
        "critical" if fresh else "warning", False, values, expected,
        f"{total.dataset}: {values}{more}.", action, None, (total.dataset,), tuple(months), total.scope,
    )  # fmt: skip


def _booked(finance: pa.Table, thresholds: Thresholds) -> dict[int, float]:
    """Return the ledger's revenue by month: the recurring one where that is what customers' revenue is."""
    lines = LEDGER_LINES if thresholds.active_months == 1 else LEDGER_LINES[1:]
    found = (booked_as(line).by_month(finance) for line in lines)
    return next((months for months in found if months), {})


def _paid(tables: Tables, profile: Profile | None, thresholds: Thresholds) -> dict[int, float]:
    """Return the customers' revenue by month: as shown where that is the month's own, else as the source has it."""
    if thresholds.active_months == 1 and "customer_windows" in tables:
        return PAID.by_month(tables["customer_windows"])
    seen = profile.tables.get("revenue") if profile else None
    if seen is None or seen.held:
        return {}
    return {
        month_number(key): totals["amount"]
        for key, totals in seen.months.items()
        if key != ALL_MONTHS and "amount" in totals
    }
