"""What is new and may be true: jumps, scores on another scale, history that was rewritten. Marked, never stopped.

One thing here does stop: scores that cannot be on the scale they are said to be on, and months that the source
has and the extract lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.finding import Finding
from data_checks.numerals import month_name, numeral, percent
from data_checks.profile import Profile
from data_checks.reconciliation import CASES, SENT, Span, Total, answers_of, booked_as
from data_checks.sentences import counted, month_key, month_names
from data_checks.thresholds import Thresholds
from queries.datasets import BY_NAME
from queries.scales import METRICS

Tables = Mapping[str, pa.Table]

SERIES: tuple[Total, ...] = (
    *(answers_of(metric) for metric in METRICS),
    SENT,
    CASES,
    Total("customer_windows", "closing_customers", "customers", column="window", value=1),
    *(booked_as(line) for line in ("revenue", "acquisition_spend", "cost_to_serve")),
)
"""Sums whose last month is compared with how much they usually change."""

TABLES = {"answers": "survey_responses", "customer_windows": "revenue", "finance": "finance"}
"""Datasets in which every month of the source is to be found, and the table that has them."""

_EACH_MONTH = (("window", 1), ("age", 0))
"""Columns of which one value alone is looked at: longer windows, and later ages, come of the same months again."""

LEAST_MONTHS = 12
LEAST_CHANGE = 0.2
SAME = 0.005


def jumps(tables: Tables, span: Span, thresholds: Thresholds) -> Iterator[Finding]:
    """Compare the last month's change of each sum with its usual one."""
    for series in SERIES:
        if series.dataset not in tables:
            continue
        months = series.by_month(tables[series.dataset])
        values = [months[month] for month in sorted(months) if month <= span.last]
        if len(values) < LEAST_MONTHS or max(months) != span.last or min(values[-2:]) < thresholds.usual_rows:
            continue
        changes = [abs(after - before) for before, after in pairwise(values[:-1])]
        usual, change = median(changes), values[-1] - values[-2]
        far = abs(change) > thresholds.jump * usual and abs(change) > LEAST_CHANGE * abs(values[-2])
        said = (
            f"{numeral(values[-1])} {series.what} in {month_name(span.last)}, after {numeral(values[-2])} the month "
            f"before; usually the change is {numeral(usual)}"
        )
        yield Finding(
            f"{series.dataset}.extract.{series.measure}.jump", "extract", series.dataset, "warning", not far, said,
            f"no change out of all proportion in the {series.what.removeprefix('of ')}", f"{series.dataset}: {said}.",
            "Ask whether it is so, or whether it is counted in another way." if far else "",
            None, (series.dataset,), (span.last,) if far else None, series.scope,
        )  # fmt: skip


def scales(tables: Tables, span: Span, thresholds: Thresholds) -> Iterator[Finding]:
    """Look, month by month, for a metric whose highest scores nobody gives: a 5-point scale inside a longer one."""
    if "answers" not in tables:
        return
    answers = tables["answers"]
    for metric in METRICS:
        if thresholds.scales.of(metric).high <= 5:
            continue
        own = answers.filter(pc.equal(answers.column("metric"), metric))
        most = own.group_by("month").aggregate([("score", "max"), ("n", "sum")]).to_pylist()
        wrong = sorted(
            row["month"] for row in most if row["n_sum"] >= thresholds.scale_answers and row["score_max"] <= 5
        )
        if not any(row["n_sum"] for row in most):
            continue
        expected = f"scores of {metric} that reach beyond 5, as its scale does"
        said = f"no score of {metric} is above 5 in {month_names(wrong)}" if wrong else f"{metric} uses its scale"
        sentence = f"answers: {said}" + (
            f", among {counted(sum(row['n_sum'] for row in most if row['month'] in wrong), 'answer')}: they look like "
            "answers on a scale of 1 to 5." if wrong else "."
        )  # fmt: skip
        yield Finding(
            "answers.extract.scale", "extract", "answers", "critical", not wrong, said, expected, sentence,
            "Ask which scale the survey has; map its scores to the metric that has this scale." if wrong else "",
            "score", ("answers", "themed_answers", "theme_pairs", "theme_clusters"), tuple(wrong) or None, metric,
        )  # fmt: skip


def complete_months(tables: Tables, profile: Profile | None, span: Span) -> Iterator[Finding]:
    """Look for months between the first and the last that have no row, though the source has some."""
    for name, source in TABLES.items():
        if name not in tables or tables[name].num_rows == 0:
            continue
        there = set(pc.unique(tables[name].column("month")).to_pylist())
        missing = [month for month in range(min(there), span.last + 1) if month not in there]
        seen = profile.tables.get(source) if profile else None
        if seen is not None and not seen.held:
            missing = [month for month in missing if seen.months.get(month_key(month), {}).get("rows")]
        elif seen is None:
            missing = [month for month in missing if month < max(there)]
        expected = "rows in every month in which the source has some"
        said = f"{month_names(missing) if missing else 'no month'} {'are' if len(missing) > 1 else 'is'} missing"
        action = "Run `python -m dashboard refresh --full`; if it comes again, the query is at fault."
        yield Finding(
            f"{name}.extract.months", "extract", name, "critical", not missing, said, expected, f"{name}: {said}.",
            action if missing else "", "month", (name,), tuple(missing) or None,
        )  # fmt: skip


def history(tables: Tables, previous: Tables, span: Span, otherwise: Mapping[str, str]) -> Iterator[Finding]:
    """Compare closed months with what the snapshot before had: history that changes should have a reason.

    A table that is read ``otherwise`` since is one.
    """
    for name, table in tables.items():
        dataset = BY_NAME[name]
        if dataset.kind not in ("cube", "window") or name not in previous:
            continue
        earlier, measure = previous[name], next(iter(dataset.measures))
        if measure not in earlier.column_names:
            continue
        alike = next((one for one in _EACH_MONTH if one[0] in dataset.grain), (None, None))
        total = Total(name, measure, "", "", "", *alike)
        now, then = total.by_month(table), total.by_month(earlier)
        closed = [month for month in sorted(then) if span.first <= month < span.open_from]
        parts = {month: _part(now.get(month, 0.0), then[month]) for month in closed}
        changed = [month for month, part in parts.items() if abs(part) > SAME]
        if not closed:
            continue
        said = f"{counted(len(closed), 'closed month')} are as they were"
        if changed:
            worst = max(changed, key=lambda month: abs(parts[month]))
            said = (
                f"{counted(len(changed), 'closed month')} changed since the last run, most {month_name(worst)}, whose "
                f"{measure} went from {numeral(then[worst])} to {numeral(now.get(worst, 0.0))} "
                f"({percent(abs(parts[worst]))})"
            )
        reasons = [f"of {table}, {why}" for table, why in otherwise.items() if table in dataset.reads]
        action = "See that it is what was meant." if reasons else "Ask why the past was changed at the source."
        because = f" ({'; '.join(reasons)})" if reasons and changed else ""
        yield Finding(
            f"{name}.extract.history", "extract", name, "warning", not changed, said,
            "closed months that stay as they were", f"{name}: {said}{because}.", action if changed else "", None,
            (name,), tuple(changed) or None,
        )  # fmt: skip


def _part(now: float, then: float) -> float:
    return now / then - 1 if then else float(now != 0)
