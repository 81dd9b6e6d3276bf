"""Whether what is there is new enough, and whether all who usually speak still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from data_checks.cadence import Waves, waves
from data_checks.finding import Finding, Severity
from data_checks.numerals import day_name, month_name, numeral, percent
from data_checks.profiling import RECENT_DAYS, RECENT_MONTHS, Sight
from data_checks.reach import Reach
from data_checks.sentences import agreeing, counted, listed, month_names, month_number, noun, rows
from data_checks.tables import MONTHLY, Day, Readable, first_day
from data_checks.thresholds import Thresholds

MONTH = timedelta(days=31)
MONTHS_KNOWN = 6
"""Months before the late ones from which on it is known how near to their ends rows come."""
DAYS_SHORT, TIMES_SHORT = 7, 2
"""Days, and times the most before, by which a month stops before its end to be pointed out."""
ACTION_STALE = "Find out why nothing has been loaded since; the figures follow with the next refresh."
ACTION_STANDS_STILL = (
    "Find out why nothing has been loaded since. If the data stand still, as a sample of past years does, set as_of = "
    "{day} in northstar.toml: that day is then taken for today."
)
STANDS_STILL = timedelta(days=92)
"""A silence from which on data may be meant to stand still."""
ACTION_CUT = "Load the rest of the month, if there is any; it comes with the next refresh."
ACTION_LATER = "Move as_of in northstar.toml, or take it out, to have them counted."
ACTION_VANISHED = "Ask whether this is so, or whether a part of the load is missing or was renamed."


def in_time(table: Readable, sight: Sight, day: Day, thresholds: Thresholds, reach: Reach) -> Iterator[Finding]:
    """Yield all that is said of when rows came."""
    found = list(freshness(table, sight, day, thresholds, reach))
    yield from found
    if all(finding.passed for finding in found):
        yield from month_ends(table, sight, day, thresholds, reach)
    yield from later(table, sight, day, reach)
    yield from vanished(table, sight, day, thresholds, reach)


def freshness(table: Readable, sight: Sight, day: Day, thresholds: Thresholds, reach: Reach) -> Iterator[Finding]:
    """Compare how long a table has been silent with how long it usually is.

    A silence that reaches back into the last complete month leaves that month incomplete: that is critical. Between
    two waves nothing is missing; one that is late is said.
    """
    newest = _newest(table, sight)
    if newest is None:
        return
    expected, late, usual = _expected(table, sight, newest, day, thresholds)
    datasets = reach.of(table.name)
    unfinished = _waves(table, sight) is None and late <= first_day(day.last_month + 1)
    severity: Severity = "critical" if datasets else "warning"
    observed = f"the newest is of {day_name(newest)}"
    if day.today < late:
        yield Finding(
            f"{table.name}.freshness", "source", table.name, severity, True, observed, expected,
            f"{table.name}: {observed}.", datasets=datasets,
        )  # fmt: skip
        return
    said = f"{table.name}: nothing has come since {day_name(newest)}, {counted((day.today - newest).days, 'day')} ago"
    if unfinished:
        said += f", so {month_name(day.last_month)} is incomplete"
    months = tuple(range(newest.year * 12 + newest.month - 1, day.last_month + 1)) if unfinished else ()
    yield Finding(
        f"{table.name}.freshness", "source", table.name, severity if unfinished else "warning", False, observed,
        expected, f"{said}; {usual}.", _stale(newest, day), None, datasets, months or None,
    )  # fmt: skip


def _stale(newest: date, day: Day) -> str:
    """Return what to do about a silence; where it is a long one, the day after the last row may be meant for today."""
    if day.today - newest < STANDS_STILL:
        return ACTION_STALE
    return ACTION_STANDS_STILL.format(day=newest + timedelta(days=1))


def _expected(
    table: Readable, sight: Sight, newest: date, day: Day, thresholds: Thresholds
) -> tuple[str, date, str]:  # fmt: skip
    """Return what is expected, the day from which on a silence is none of the usual ones, and what is usual."""
    known = _waves(table, sight)
    if known:
        due = month_name(known.due)
        said = f"its waves came {known.words}, and one was due by {due}"
        return f"a wave {known.words}, the next by {due}", first_day(known.due + 1), said
    limit = _limit(table, sight, thresholds)
    gaps = _gaps(table, sight)
    usual = "how often something comes is not known yet"
    if table.name in MONTHLY:
        usual = "its rows come month by month"
    elif gaps:
        usual = f"the longest silence of the {RECENT_DAYS} days before was {counted(max(gaps), 'day')}"
    return f"something new within {counted(limit, 'day')}", newest + timedelta(days=limit + 1), usual


def month_ends(table: Readable, sight: Sight, day: Day, thresholds: Thresholds, reach: Reach) -> Iterator[Finding]:
    """Look for late months whose rows stop well before their end, though others go on to it, and later rows came.

    Where nothing came afterwards, the silence is told, and the month that it reaches back into.
    """
    if table.clock is None or table.name in MONTHLY or _waves(table, sight):
        return
    short = {
        month: (first_day(month + 1) - end).days - 1 for month, end in sight.ends.items() if month <= day.last_month
    }
    late = [month for month in sorted(short) if month > day.last_month - thresholds.recent_months]
    counts = {month_number(key): totals["rows"] for key, totals in sight.profile.months.items()}
    before = [
        days for month, days in short.items() if month not in late and counts.get(month, 0) >= thresholds.usual_rows
    ]
    if len(before) < MONTHS_KNOWN or not late:
        return
    cut = tuple(month for month in late if short[month] >= max(DAYS_SHORT, TIMES_SHORT * (max(before) + 1)))
    expected = f"rows to within {counted(max(before), 'day')} of a month's end, as before"
    if not cut:
        yield Finding(
            f"{table.name}.month_end", "source", table.name, "warning", True, "as before", expected,
            f"{table.name}: no late month stops before its end.", datasets=reach.of(table.name),
        )  # fmt: skip
        return
    worst = cut[-1]
    said = f"{month_name(worst)} has nothing after {day_name(sight.ends[worst])}"
    more = f", nor have {month_names(cut[:-1])} to their ends" if len(cut) > 1 else ""
    yield Finding(
        f"{table.name}.month_end", "source", table.name, "warning", False, said, expected,
        f"{table.name}: {said}{more}; in {counted(len(before), 'month')} before, no month stopped more than "
        f"{counted(max(before), 'day')} before its end.",
        ACTION_CUT, None, reach.of(table.name), cut,
    )  # fmt: skip


def later(table: Readable, sight: Sight, day: Day, reach: Reach) -> Iterator[Finding]:
    """Say which rows are left out because another day is taken for today: for data that stand still."""
    if table.clock is None or day.known <= day.today + timedelta(days=1):
        return
    expected = f"no {noun(table.name)} after {day_name(day.today)}, the day taken for today"
    if sight.later is None:
        yield Finding(
            f"{table.name}.after_as_of", "source", table.name, "warning", True, "none", expected,
            f"{table.name}: {expected}.", datasets=reach.of(table.name),
        )  # fmt: skip
        return
    found = sight.later
    said = f"{rows(table.name, found.rows)} of {numeral(sight.profile.rows)}"
    said += f" ({percent(found.rows / sight.profile.rows)})"
    lie = "lies" if found.rows == 1 else "lie"
    days = day_name(found.first)
    days = days if found.first == found.last else f"{days} to {day_name(found.last)}"
    months = range(found.first.year * 12 + found.first.month - 1, found.last.year * 12 + found.last.month)
    yield Finding(
        f"{table.name}.after_as_of", "source", table.name, "warning", False, f"{said}, {days}", expected,
        f"{table.name}: {said} {lie} after {day_name(day.today)}, the day taken for today (as_of), and no figure "
        f"counts {agreeing('{them}', found.rows)}: {days}.",
        ACTION_LATER, table.clock, reach.of(table.name), tuple(months),
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
    gaps = _gaps(table, sight)
    usual = max(gaps) if gaps else MONTH.days
    sparse = table.name not in MONTHLY and len(sight.days) < thresholds.stale_days_known
    factor = thresholds.stale_factor_sparse if sparse else thresholds.stale_factor
    return max(thresholds.stale_least_days, int(usual * factor))


def _gaps(table: Readable, sight: Sight) -> list[int]:
    """Return the days from each late day with rows to the next."""
    return [] if table.name in MONTHLY else [(later - earlier).days for earlier, later in pairwise(sight.days)]


def _waves(table: Readable, sight: Sight) -> Waves | None:
    return None if table.name in MONTHLY else waves(sight.ends)


def _is_usual(months: Mapping[int, int], last: int, thresholds: Thresholds) -> bool:
    before = [months.get(month, 0) for month in range(last - RECENT_MONTHS, last)]
    return min(before) > 0 and sum(before) >= thresholds.usual_rows


def _what(table: Readable) -> str:
    return rows(table.name, 1).split(" ", 1)[1]
