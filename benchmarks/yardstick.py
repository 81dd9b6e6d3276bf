"""What a filter change costs a server, and what the reference page's costs: the measure of the machine."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Awaitable
from itertools import cycle, islice

from benchmarks.app import Running, running_reference
from benchmarks.viewer import Change, Viewer, visit

CHANGES = 9
TAIL = 0.08
"""Seconds of idleness after which an answer is over: some work follows the last message."""


async def cost(server: Running, change: Awaitable[Change]) -> float:
    """Return the processor seconds of a server, all threads, for one change; raises where the page showed a failure."""
    before = server.processor()
    answer = await change
    server.rest(TAIL, at_most=5.0)
    if answer.failures:
        raise SystemExit(f"{server.url} answered with {answer.failures} failures")
    return server.processor() - before


async def cache_regions(reference: Viewer) -> list[str]:
    """Ask the reference page for every region, so that each is cached; return them."""
    regions = list(reference.filters["region"].options)
    for region in regions:
        await reference.choose(region=region)
    return regions


async def yardstick(server: Running) -> float:
    """Return the seconds in which the reference answers its only viewer's change to a cached region: a median.

    By the clock, as the budgets in seconds are: where the machine is busy, both sides wait.
    """
    async with visit(server.url) as reference:
        spent = []
        for region in islice(cycle(await cache_regions(reference)), CHANGES):
            spent.append((await reference.choose(region=region)).seconds)
            server.rest(TAIL, at_most=5.0)
    return statistics.median(spent)


def reference_cost() -> float:
    """Run the reference page and return the processor seconds of its change to a cached region: a median."""
    with running_reference() as server:
        return asyncio.run(_cost(server))


async def _cost(server: Running) -> float:
    async with visit(server.url) as reference:
        regions = islice(cycle(await cache_regions(reference)), CHANGES)
        return statistics.median([await cost(server, reference.choose(region=region)) for region in regions])


def reference_change() -> float:
    """Run the reference page and return its yardstick, for scripts that have no other need of it (half a minute)."""
    with running_reference() as server:
        return asyncio.run(yardstick(server))
