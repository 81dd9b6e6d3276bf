"""The checks that no contract can know: what only the business knows of its own rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from great_expectations.expectations.core import ExpectColumnValuesToBeBetween

from data_checks.checks import Check, Grade, never, severity_of
from data_checks.contract_suite import OFF_SCALE
from data_checks.reach import Reach
from data_checks.repeated import repeated
from data_checks.sentences import a
from data_checks.tables import Day, Readable, day_literal
from queries.scales import METRICS, STANDARD, Scales

LATE_LOAD = timedelta(days=7)
"""A system of record that has not been loaded for a week says nothing of the customer of today."""


@dataclass(frozen=True)
class Never:
    """A condition that no row of a table meets, with the columns that it looks at."""

    table: str
    name: str
    wrong: str
    columns: tuple[str, ...]
    expected: str
    fault: str
    grade: Grade = "tolerant"


def _order(table: str, earlier: str, later: str, name: str) -> Never:
    """Return that one date never lies before another."""
    return Never(
        table, name, f"{later} < {earlier}", (later, earlier), f"no {later} lies before its {earlier}",
        f"{{have}} {a(later)} before the {earlier}",
    )  # fmt: skip


NEVER: tuple[Never, ...] = (
    _order("customers", "acquired_on", "churned_on", "churned_before_acquired"),
    _order("churn_events", "churned_on", "returned_on", "returned_before_churned"),
    _order("subscriptions", "started_on", "ended_on", "ended_before_started"),
    _order("invoices", "period_start", "period_end", "ended_before_started"),
    _order("rally_cries", "starts_on", "ends_on", "ended_before_started"),
    _order("objectives", "starts_on", "due_on", "due_before_started"),
    _order("tasks", "created_on", "completed_on", "completed_before_created"),
    _order("tasks", "created_on", "original_due_on", "due_before_created"),
    _order("pilots", "starts_on", "ends_on", "ended_before_started"),
    _order("opportunities", "created_on", "closed_on", "closed_before_created"),
    _order("support_cases", "opened_at", "resolved_at", "resolved_before_opened"),
    _order("support_cases", "opened_at", "first_response_at", "answered_before_opened"),
    _order("support_cases", "opened_at", "human_asked_at", "asked_before_opened"),
    _order("support_cases", "human_asked_at", "human_reached_at", "reached_before_asked"),
    _order("journey_steps", "started_at", "completed_at", "completed_before_started"),
    _order("change_requests", "raised_on", "decided_on", "decided_before_raised"),
    _order("employee_signals", "raised_on", "answered_on", "answered_before_raised"),
    Never(
        "rally_cries", "continues_itself", "continues = rally_cry_id", ("continues", "rally_cry_id"),
        "no rally cry continues itself", "{name} itself as what it continues",
    ),
    Never(
        "objectives", "carried_from_itself", "carried_from = objective_id", ("carried_from", "objective_id"),
        "no objective was carried over from itself", "{name} itself as what it was carried over from",
    ),
    Never(
        "regions", "part_of_itself", "parent = region", ("parent", "region"),
        "no region is a part of itself", "{name} itself as what it is a part of",
    ),
    Never(
        "opportunities", "closed_without_date", "outcome in ('won', 'lost') and closed_on is null",
        ("outcome", "closed_on"), "every opportunity that was won or lost has a closed_on",
        "{are} won or lost without a closed_on, and {count} in no month",
    ),
    Never(
        "renewals", "renewed_without_value", "outcome = 'renewed' and value_renewed is null",
        ("outcome", "value_renewed"), "every renewal that was renewed has a value_renewed",
        "{are} renewed without a value_renewed",
    ),
    Never(
        "change_requests", "decided_without_date", "decision is not null and decided_on is null",
        ("decision", "decided_on"), "every request that was decided has a decided_on",
        "{are} decided without a decided_on",
    ),
    Never(
        "training", "more_completed_than_eligible", "completed > eligible", ("completed", "eligible"),
        "nowhere more staff completed a course than were eligible", "{have} more completed than eligible",
    ),
    Never(
        "source_systems", "more_matched_than_there_are", "customers_matched > customers_total",
        ("customers_matched", "customers_total"), "no system matches more customers than it holds",
        "{have} more customers matched than in total",
    ),
    Never(
        "objectives", "no_distance", "baseline = target", ("baseline", "target"),
        "every objective has a target that differs from its baseline", "{have} a target equal to the baseline",
        "advisory",
    ),
)  # fmt: skip


def row_checks(table: Readable, reach: Reach, day: Day) -> Iterator[Check]:
    """Yield what the business knows of the table's rows."""
    for rule in NEVER:
        if rule.table == table.name and all(table.has(column) for column in rule.columns):
            yield never(
                rule.table, rule.name, rule.wrong, expected=rule.expected, fault=rule.fault, column=rule.columns[0],
                datasets=reach.of(rule.table, rule.columns[0]), grade=rule.grade,
            )  # fmt: skip
    yield from value_checks(table, reach)
    if table.name == "benchmarks" and table.has("metric"):
        yield from _other_scales(reach, table.scales)
    if table.name == "source_systems" and table.has("last_loaded_at"):
        yield _late_loads(day, reach)
    if table.name == "comments" and table.has("period"):
        yield _periods(reach)


def value_checks(table: Readable, reach: Reach) -> Iterator[Check]:
    """Yield on what scale the scores of each metric lie."""
    if table.name == "survey_responses" and table.has("metric") and table.has("score"):
        yield from _scores(reach, table.scales)


def tally_checks(table: Readable, reach: Reach) -> Iterator[Check]:
    """Yield what the business knows of several rows at once."""
    if table.name == "theme_departments" and table.has("share"):
        yield _shares(table, reach)
    if again := repeated(table, reach):
        yield again


def _scores(reach: Reach, scales: Scales) -> Iterator[Check]:
    """A score lies on the scale of its metric; a score that is no whole number is none, and shows as null."""
    for metric in METRICS:
        low, high, _ = scales.of(metric)
        column = f"score_{metric}"
        yield Check(
            "survey_responses.score.range",
            f"every score of {metric} lies in {low} to {high}", f"{{have}} a score outside {low} to {high} ({metric})",
            "score", reach.of("survey_responses", "score"),
            expectation=ExpectColumnValuesToBeBetween(
                column=column, min_value=low, max_value=high, severity=severity_of("strict")
            ),
            adds=column, formula=f"case when metric = '{metric}' then score end",
            where=f"metric = '{metric}' and (score < {low} or score > {high})", scope=metric,
            action=OF_ONE_SCALE.get(metric) or OFF_SCALE.format(metric=metric, them="{them}"),
        )  # fmt: skip


OF_ONE_SCALE: Mapping[str, str] = MappingProxyType({
    "nps": "Correct {them} at the source: a code such as 99 is no score, and a question that is not asked from 0 to 10 "
    "is no NPS. Such a one may be mapped to csat, with its scale under [scales] in northstar.toml.",
    "thumbs": "Correct {them} at the source, or say in its SELECT which is which: a thumb is 1 (up) or 0 (down). A "
    "question that has more answers than two may be mapped to csat, with its scale under [scales] in northstar.toml.",
})  # fmt: skip
"""Metric that has one scale everywhere → what to do with a score off it."""


def _other_scales(reach: Reach, scales: Scales) -> Iterator[Check]:
    """An outside figure of the usual scale says nothing of scores on another one: it is not shown beside them."""
    for metric, measures in (("csat", ("csat", "csat_mean", "case_csat")), ("ces", ("ces",))):
        if scales.of(metric) != STANDARD.of(metric):
            named = ", ".join(f"'{name}'" for name in measures)
            yield replace(never(
                "benchmarks", f"other_scale_{metric}", f"metric in ({named})", column="metric", grade="advisory",
                expected=f"no benchmark is of {metric}, which is asked on a scale of the company's own",
                fault=f"{{are}} of {metric}, which is asked on another scale here, and shown nowhere",
                datasets=reach.of("benchmarks", "metric"),
            ), action="Leave {them} out, or give an outside figure of the same scale.")  # fmt: skip


def _late_loads(day: Day, reach: Reach) -> Check:
    limit = day_literal(day.today - LATE_LOAD)
    return never(
        "source_systems", "late_load", f"last_loaded_at < {limit}", column="last_loaded_at", grade="advisory",
        expected=f"every system was loaded in the last {LATE_LOAD.days} days",
        fault=f"{{have}} not been loaded for more than {LATE_LOAD.days} days",
        datasets=reach.of("source_systems", "last_loaded_at"),
    )  # fmt: skip


def _periods(reach: Reach) -> Check:
    """A comment is shown with the months that it speaks of: where nobody can tell which, it is shown nowhere."""
    month = "substring({0}, {1}, 2) between '01' and '12'"
    forms = (
        "period like '____'", "period like '____-Q_' and substring(period, 7, 1) between '1' and '4'",
        f"period like '____-__' and {month.format('period', 6)}",
        f"period like '____-__/____-__' and {month.format('period', 6)} and {month.format('period', 14)}",
    )  # fmt: skip
    known = " or ".join(f"({form})" for form in (*forms, "period is null"))
    return never(
        "comments", "unknown_period", f"not ({known})", column="period", datasets=reach.of("comments", "period"),
        expected="every period is a month, a quarter, a year or the months from one to another "
        "(2026-09, 2026-Q3, 2026, 2026-07/2026-09)",
        fault="{have} a period that is none, and {are} shown nowhere",
    )  # fmt: skip


def _shares(table: Readable, reach: Reach) -> Check:
    tally = (
        "select coalesce(sum(case when s.share > 1.001 then 1 else 0 end), 0) as n from ("  # noqa: S608 - our own words
        f"select theme_id, sum(share) as share from (\n{table.select}\n) t where share between 0 and 1 "
        "group by theme_id) s"
    )
    return Check(
        "theme_departments.shares", "no theme's shares come to more than 1",
        "{count} for a theme whose shares come to more than 1",
        "share", reach.of("theme_departments", "share"), "tolerant", tally=tally,
    )  # fmt: skip
