"""The server's work for a filter change, on every page: processor time beside the reference page's, change by change.

    python -m benchmarks.server [--changes 12] [--page "Top Ten"] [--project /another/checkout --project .]

Of the budgets 'a filter change on any page, a view never asked for before' (at most 0.15 of the reference's median,
p95 at most 0.3 of it) and 'the same for a view asked for before' (0.05). Both servers run as an operator would start
them; a websocket session changes the filter; what counts is the processor time of the whole process, from the
question until it is idle again. The reference page has every region cached.

A view is new where no page was asked for it: each page has its own segments, and on it every change another pair of
regions. Takes about 25 s a page after the start of the servers; longer at first, while demo and rows are built.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field

from benchmarks.app import Running, add_projects, checkouts, running_demo, running_reference
from benchmarks.machine import line, machine, spread
from benchmarks.viewer import Viewer, visit
from benchmarks.yardstick import cache_regions, cost

MEDIAN, P95, AGAIN = 0.15, 0.3, 0.05
BOTH = {"new": (MEDIAN, P95), "asked for before": (AGAIN, None)}


@dataclass
class Side:
    """A checkout's running app, a visitor of it, and the processor milliseconds by page and kind of view."""

    name: str
    server: Running
    viewer: Viewer
    spent: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=12, help="of each kind, on each page")
    parser.add_argument("--page", help="the title of the only page to measure")
    add_projects(parser)
    options = parser.parse_args()
    with ExitStack() as stack:
        reference = stack.enter_context(running_reference())
        found = checkouts(options.project)
        servers = {one.name: stack.enter_context(running_demo(one.folder)) for one in found}
        asyncio.run(measure(servers, reference, options.changes, options.page))


async def measure(servers: dict[str, Running], reference: Running, changes: int, only: str | None) -> None:
    """Visit every page of every checkout and print a line for each; the reference takes its turn after each change."""
    beside: list[float] = []
    async with AsyncExitStack() as stack:
        sides = [
            Side(name, server, await stack.enter_async_context(visit(server.url))) for name, server in servers.items()
        ]
        yard = await stack.enter_async_context(visit(reference.url))
        regions = itertools.cycle(await cache_regions(yard))
        titles = list(dict.fromkeys(title for side in sides for title in side.viewer.pages))
        for number, title in enumerate(titles):
            if only in (None, title):
                there = [side for side in sides if title in side.viewer.pages]
                await _measure_page(there, title, number, changes, _Reference(reference, yard, regions, beside))
    print(machine())
    for side in sides:
        _print(side, beside)


@dataclass(frozen=True)
class _Reference:
    server: Running
    viewer: Viewer
    regions: Iterator[str]
    spent: list[float]

    async def change(self) -> None:
        seconds = await cost(self.server, self.viewer.choose(region=next(self.regions)))
        self.spent.append(1000 * seconds)


async def _measure_page(there: list[Side], title: str, number: int, changes: int, reference: _Reference) -> None:
    for side in there:
        await side.viewer.choose(region=[])
        await side.viewer.go(title)
        await side.viewer.choose(segment=own_segments(side.viewer, number))
    for kind in BOTH:
        for position in range(changes):
            for side in there:
                pair = pairs(side.viewer)[position % len(pairs(side.viewer))]
                seconds = await cost(side.server, side.viewer.choose(region=pair))
                side.spent[title, kind].append(1000 * seconds)
            await reference.change()


def own_segments(viewer: Viewer, number: int) -> tuple[str, ...]:
    """Return the segments of the page at a position: one, or two where there are more pages than segments."""
    offered = viewer.filters["segment"].options
    subsets = [subset for size in (1, 2, 3) for subset in itertools.combinations(offered, size)]
    return subsets[number % len(subsets)]


def pairs(viewer: Viewer) -> list[tuple[str, str]]:
    """Return every pair of regions."""
    return list(itertools.combinations(viewer.filters["region"].options, 2))


def _print(side: Side, beside: list[float]) -> None:
    yard = spread(beside)
    for (title, kind), spent in side.spent.items():
        print(line(f"{side.name}, {title}, {kind}", spread(spent), yard, median=BOTH[kind][0], p95=BOTH[kind][1]))
    for kind, (median, p95) in BOTH.items():
        pooled = [one for (_, of), spent in side.spent.items() if of == kind for one in spent]
        print(line(f"{side.name}, all pages, {kind}", spread(pooled), yard, median=median, p95=p95))


if __name__ == "__main__":
    main()
