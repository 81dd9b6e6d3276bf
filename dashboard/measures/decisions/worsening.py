"""What got clearly worse, and nothing that is known of works on it.

A headline measure is asked about where its change against the year before is clear and in the bad direction: at the
total or, where that is not so, in each region in which it is. What works on it is told by `coverage`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from dashboard.data.registers import Objective
from dashboard.data.standing import standing_of
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.decisions.costs import cost_of
from dashboard.measures.decisions.coverage import Cover, coverage, in_region
from dashboard.measures.decisions.pending import Asking, Pending
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, headlines, measure
from dashboard.measures.verdicts.verdict import verdict_of
from dashboard.periods import first_day, last_day


def clear_worsenings(asking: Asking) -> Iterator[Pending]:
    """Ask of each headline measure that got clearly worse, and that nothing covers, who takes it on."""
    for name in headlines(asking.settings):
        entry = measure(name, asking.settings)
        whole = read(asking.data, name, asking.view, asking.settings)
        regions = [(region, figure) for region, figure in _by_region(asking, name) if got_worse(figure, entry)]
        open_regions = [(region, figure) for region, figure in regions if not coverage(asking, entry, region)]
        if got_worse(whole, entry) and not coverage(asking, entry, None):
            yield _pending(asking, entry, whole, None, tuple(region for region, _ in open_regions))
        elif not got_worse(whole, entry):
            for region, figure in open_regions:
                yield _pending(asking, entry, figure, region, (region,))


def not_judged(asking: Asking) -> tuple[str, ...]:
    """Return the headline measures that are shown, and too few of which were counted to be judged."""
    figures = (read(asking.data, name, asking.view, asking.settings) for name in headlines(asking.settings))
    return tuple(figure.measure for figure in figures if figure.shown and not figure.enough)


def got_worse(figure: Figure, entry: Measure) -> bool:
    """Whether a figure changed clearly, and not for the better."""
    if not figure.shown or figure.difference is None or not figure.clear or entry.good == "none":
        return False
    return (figure.verdict.moved < 0) == (entry.good == "up")


def works_on(asking: Asking, figure: Figure, view: View) -> tuple[Cover, ...] | None:
    """Return what works today on a figure that got clearly worse in a view; empty where nothing does.

    None where it did not, where the view ends before the newest months, and where nothing can be said for sure:
    objectives cannot be shown, or there may be some for a part of what is chosen.
    """
    entry, data = measure(figure.measure, asking.settings), asking.data
    if not got_worse(figure, entry) or view.period.last != asking.view.period.last:
        return None
    if not (data.grant.company_totals and standing_of(data, (Objective.dataset,)).shown):
        return None
    regions = view.regions or ()
    found = coverage(asking, entry, regions[0] if len(regions) == 1 else None)
    return found if found or not (view.segments or len(regions) > 1) else None


def _by_region(asking: Asking, name: str) -> Iterator[tuple[str, Figure]]:
    """Yield the figure of each region in which the measure clearly changed; none where there is one region alone, or
    where the measure knows none. The verdicts of all regions are known together: what did not change is not read."""
    regions = [region for region in asking.data.regions if region != NOT_GIVEN]
    entry = measure(name, asking.settings)
    if len(regions) < 2 or not standing_of(asking.data, entry.formula.datasets).shown:
        return
    for region in regions:
        view = in_region(asking.view, region)
        if not verdict_of(asking.data, entry, view, asking.settings).clear:
            continue
        figure = read(asking.data, name, view, asking.settings)
        if figure.filtered:
            yield region, figure


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
