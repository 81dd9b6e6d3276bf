"""Goals that pull opposite ways: which comes first?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dashboard.data.registers import department_names
from dashboard.measures.decisions.costs import cost_of
from dashboard.measures.decisions.pending import NOT_KNOWN, Asking, Cost, Pending
from dashboard.measures.evaluation import read
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.registry import measure
from dashboard.periods import first_day, last_day


def goals_in_conflict(asking: Asking) -> Iterator[Pending]:
    """Ask of goals set against each other, and of those whose measures parted, which comes first.

    Of goals against each other by rule it is asked since both run. Of others it is asked since they parted, and a
    decision taken before the period began is no answer to what happened in it.
    """
    names = department_names(asking.data)
    for one in conflicts(asking.data, asking.view, asking.settings).found:
        if one.asked:
            first, second = one.pairs[0]
            departments = dict.fromkeys(goal.department_id for goal in (first, second) if goal.department_id)
            since, asked_on = _since(one, asking)
            yield Pending(
                "conflict", one.subject, "", ", ".join(names.get(name, name) for name in departments) or None,
                since, asking.days(since), asked_on, _cost(one, asking), sum(map(len, one.sides)),
                regions=(*(one.view.regions or ()), *(one.view.segments or ())),
                goals=tuple(goal.title or goal.objective_id for goal in (first, second)),
            )  # fmt: skip


def _since(one: Conflict, asking: Asking) -> tuple[date | None, date | None]:
    """Return since when goals are apart, and from when on an answer counts."""
    both_run = max((goal.starts_on for goal in one.pairs[0] if goal.starts_on is not None), default=None)
    if one.rule != "apart":
        return both_run, both_run
    seen = last_day(one.view.period.last) if one.since is None else first_day(one.since)
    return seen, first_day(one.view.period.first)


def _cost(one: Conflict, asking: Asking) -> Cost:
    """Return what it costs that the second goal of those that parted lost."""
    if not one.parted:
        return NOT_KNOWN
    behind = one.pairs[0][1].metric
    figure = read(asking.data, behind, one.view, asking.settings)
    if figure.difference is None:
        return NOT_KNOWN
    region, segment = (labels[0] if labels else None for labels in (one.view.regions, one.view.segments))
    lost = abs(figure.difference.value)
    return cost_of(asking, measure(behind, asking.settings), lost, one.view.period.length, region, segment)
