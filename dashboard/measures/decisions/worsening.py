"""What got clearly worse, and nothing that is known of works on it.

A headline measure is asked about where its change against the year before is clear and in the bad direction: at the
total or, where that is not so, in each region in which it is. It is worked on where an open objective of the total or
of the region is set for it or, of the leading measure, where the theme that cost more has an owner and an open task.
Nobody owns a measure otherwise: no register says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from dashboard.data.registers import Objective, Task, read_register
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.decisions.costs import cost_of
from dashboard.measures.decisions.pending import Asking, Pending
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import HEADLINES, Measure, measure
from dashboard.measures.themes.changes import theme_change
from dashboard.measures.themes.register import theme_records
from dashboard.periods import first_day, last_day


def clear_worsenings(asking: Asking) -> Iterator[Pending]:
    """Ask of each headline measure that got clearly worse, and that nothing covers, who takes it on."""
    for name in HEADLINES:
        entry = measure(name, asking.settings)
        whole = read(asking.data, name, asking.view, asking.settings)
        regions = [(region, figure) for region, figure in _by_region(asking, name) if got_worse(figure, entry)]
        open_regions = [(region, figure) for region, figure in regions if not _covered(asking, entry, region)]
        if got_worse(whole, entry) and not _covered(asking, entry, None):
            yield _pending(asking, entry, whole, None, tuple(region for region, _ in open_regions))
        elif not got_worse(whole, entry):
            for region, figure in open_regions:
                yield _pending(asking, entry, figure, region, (region,))


def not_judged(asking: Asking) -> tuple[str, ...]:
    """Return the headline measures that are shown, and too few of which were counted to be judged."""
    figures = (read(asking.data, name, asking.view, asking.settings) for name in HEADLINES)
    return tuple(figure.measure for figure in figures if figure.shown and not figure.enough)


def got_worse(figure: Figure, entry: Measure) -> bool:
    """Whether a figure changed clearly, and not for the better."""
    if not figure.shown or figure.difference is None or not figure.clear or entry.good == "none":
        return False
    return (figure.verdict.moved < 0) == (entry.good == "up")


def _by_region(asking: Asking, name: str) -> Iterator[tuple[str, Figure]]:
    """Yield the figure of each region; none where there is one alone, or where the measure knows none."""
    regions = [region for region in asking.data.regions if region != NOT_GIVEN]
    for region in regions if len(regions) > 1 else ():
        figure = read(asking.data, name, _in(asking.view, region), asking.settings)
        if figure.filtered:
            yield region, figure


def _in(view: View, region: str | None) -> View:
    return view if region is None else replace(view, regions=(region,))


def _covered(asking: Asking, entry: Measure, region: str | None) -> bool:
    # An objective for one reading of a thing works on the other, too: a mean and a median are of the same times.
    names = (entry.name, entry.same_as)
    goals = (goal for goal in read_register(asking.data, Objective) if goal.metric in names and goal.open)
    running = (goal for goal in goals if goal.runs_between(asking.today, asking.today) and goal.segment is None)
    if any(goal.region in (None, region) and goal.direction == entry.good for goal in running):
        return True
    if entry.name != asking.settings.leading_measure:
        return False
    side = -1.0 if entry.good == "up" else 1.0
    found = theme_change(asking.data, _in(asking.view, region), asking.settings, side)
    return found is not None and _worked_on(asking, found.theme_id)


def _worked_on(asking: Asking, theme_id: str) -> bool:
    record = theme_records(asking.data).get(theme_id)
    if record is None or record.owner is None or not (record.owner.name or record.owner.sponsor):
        return False
    tasks = (task for task in read_register(asking.data, Task) if task.theme_id == theme_id)
    return any(task.open_at(asking.today) for task in tasks)


def _pending(asking: Asking, entry: Measure, figure: Figure, region: str | None, regions: tuple[str, ...]) -> Pending:
    seen, size = last_day(asking.view.period.last), abs(figure.difference.value) if figure.difference else math.nan
    subject = f"measure:{entry.name}" + (f"/{region}" if region else "")
    return Pending(
        "worsened", subject, entry.label, None, seen, asking.days(seen),
        # A decision taken before the period began is no answer to what happened in it.
        first_day(asking.view.period.first), cost_of(asking, entry, size, asking.view.period.length, region),
        max(len(regions), 1), figure,
        regions,
    )  # fmt: skip
