"""Whether what is there is new enough, and whether all who usually speak still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from data_checks.finding import Finding, Severity
from data_checks.numerals import day_name, month_name
from data_checks.profiling import RECENT_MONTHS, Sight
from data_checks.reach import Reach
from data_checks.sentences import counted, listed, rows
from data_checks.tables import MONTHLY, Day, Readable, first_day
from data_checks.thresholds import Thresholds

MONTH = timedelta(days=31)
ACTION_STALE = "Find out why nothing has been loaded since; the figures follow with the next refresh."
ACTION_VANISHED = "Ask whether this is so, or whether a part of the load is missing or was renamed."


def freshness(table: Readable, sight: Sight, day: Day, thresholds: Thresholds, reach: Reach) -> Iterator[Finding]:
    """Compare how long a table has been silent with how long it usually is.

    A silence that reaches back into the last complete month leaves that month incomplete: that is critical.
    """
    newest = _newest(table, sight)
    if newest is None:
        return
    silent = (day.today - newest).days
    limit = _limit(table, sight, thresholds)
    datasets = reach.of(table.name)
    unfinished = newest + timedelta(days=limit) < first_day(day.last_month + 1)
    severity: Severity = "critical" if datasets else "warning"
    expected = f"something new within {counted(limit, 'day')}, as is usual"
    observed = f"the newest is of {day_name(newest)}"
    if silent <= limit:
        yield Finding(
            f"{table.name}.freshness", "source", table.name, severity, True, observed, expected,
            f"{table.name}: {observed}.", datasets=datasets,
        )  # fmt: skip
        return
    said = f"{table.name}: nothing has come since {day_name(newest)}, {counted(silent, 'day')} ago"
    if unfinished:
        said += f", so {month_name(day.last_month)} is incomplete"
    months = tuple(range(newest.year * 12 + newest.month - 1, day.last_month + 1)) if unfinished else ()
    yield Finding(
        f"{table.name}.freshness", "source", table.name, severity if unfinished else "warning", False, observed,
        expected, f"{said}; usually it takes no more than {counted(limit, 'day')}.", ACTION_STALE, None, datasets,
        months or None,
    )  # fmt: skip


def vanished(table: Readable, sight: Sight, day: Day, thresholds: Thresholds, reach: Reach) -> Iterator[Finding]:
    """Look for regions, modes, departments … that had rows in each of the months before, and none in the last."""
    last = day.last_month
    for column, kinds in sight.kinds.items():
        usual = [kind for kind, months in kinds.items() if _is_usual(months, last, thresholds)]
        if not usual or not any(months.get(last) for months in kinds.values()):
            continue  # where nobody speaks at all, the month is missing, and that is said elsewhere
        gone = sorted(kind for kind in usual if not kinds[kind].get(last))
        expected = f"every usual {column} in {month_name(last)}"
        had = {kind: sum(count for month, count in kinds[kind].items() if month < last) for kind in gone}
        if gone:
            said = f"no {_what(table)} of the {column} {listed(gone)} in {month_name(last)}"
            before = f"{rows(table.name, sum(had.values()))} in the {RECENT_MONTHS} months before"
            sentence, action = f"{table.name}: {said}, after {before}.", ACTION_VANISHED
        else:
            said, action = f"{len(usual)} of {len(usual)}", ""
            sentence = f"{table.name}: every usual {column} has rows in {month_name(last)}."
        yield Finding(
            f"{table.name}.{column}.vanished", "source", table.name, "warning", not gone, said, expected, sentence,
            action, column, reach.of(table.name, column), (last,) if gone else None,
        )  # fmt: skip


def _newest(table: Readable, sight: Sight) -> date | None:
    """Return the newest day that the table speaks of; a monthly row speaks of its whole month."""
    if sight.profile.newest is None:
        return None
    newest = date.fromisoformat(sight.profile.newest[:10])
    if table.name not in MONTHLY:
        return newest
    return first_day(newest.year * 12 + newest.month) - timedelta(days=1)


def _limit(table: Readable, sight: Sight, thresholds: Thresholds) -> int:
    gaps = [later - earlier for earlier, later in pairwise(sight.days)]
    usual = MONTH if table.name in MONTHLY or not gaps else max(gaps)
    sparse = table.name not in MONTHLY and len(sight.days) < thresholds.stale_days_known
    factor = thresholds.stale_factor_sparse if sparse else thresholds.stale_factor
    return max(thresholds.stale_least_days, int(usual.days * factor))


def _is_usual(months: Mapping[int, int], last: int, thresholds: Thresholds) -> bool:
    before = [months.get(month, 0) for month in range(last - RECENT_MONTHS, last)]
    return min(before) > 0 and sum(before) >= thresholds.usual_rows


def _what(table: Readable) -> str:
    return rows(table.name, 1).split(" ", 1)[1]
