"""Many viewers at once: 30 and 100 sessions, each a filter change every 3 s, beside the reference page.

    python -m benchmarks.load [--viewers 30 100] [--seconds 20] [--project /another/checkout --project .]

Of the budget '30 viewers, each a filter change every 3 s, one process': p95 at most 300 ms and no error, 600 ms while a
refresh publishes; 100 viewers: 1 s. Websocket sessions that speak Streamlit's own protocol are spread over all pages
and choose single regions and pairs of them; a change lasts from its question to the end of the run that answers it.
A viewer waits for the answer, so a server that cannot keep up is asked less, not more.

Blocks of each checkout and of the reference take turns, twice. The budgets are in seconds, so they are judged by what
one change of the reference costs in the same run; its latency under the same load stands beside. Takes about five
minutes a checkout, most of it the reference's.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.app import (
    READ_AHEAD_AFTER,
    Checkout,
    Running,
    add_projects,
    checkouts,
    demo,
    python,
    running_app,
    running_reference,
)
from benchmarks.machine import Spread, machine, seconds_line, spread
from benchmarks.viewer import Viewer, visit
from benchmarks.yardstick import yardstick

EVERY = 3.0
"""Seconds between two changes of a viewer."""

P95 = {30: 0.3, 100: 1.0}
"""Viewers → budget in seconds."""

WHILE_REFRESHING = 0.6
BLOCKS = 2


@dataclass
class Answers:
    """What a server's viewers got: the milliseconds of each change, and how many failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--viewers", type=int, nargs="+", default=list(P95), choices=list(P95))
    parser.add_argument("--seconds", type=float, default=20.0, help="of each block")
    add_projects(parser)
    options = parser.parse_args()
    with ExitStack() as stack:
        reference = stack.enter_context(running_reference())
        apps = [(one, *stack.enter_context(on_a_copy(one))) for one in checkouts(options.project)]
        measure = asyncio.run(yardstick(reference))
        print(machine())
        for viewers in options.viewers:
            servers = {one.name: server for one, server, _ in apps}
            compare(servers, reference, viewers, options.seconds, measure)
        for one, server, environment in apps:
            store = Path(environment["NORTHSTAR_SNAPSHOTS"])
            before = snapshots(store)
            with refreshing(one.folder, environment):
                found = asyncio.run(block(server, 30, options.seconds))
            what = f"{one.name}, 30 viewers while refreshes publish ({snapshots(store) - before} did)"
            print(_line(what, found, WHILE_REFRESHING, measure))


@contextmanager
def on_a_copy(checkout: Checkout) -> Iterator[tuple[Running, dict[str, str]]]:
    """Run a checkout's app on a copy of its demo company, which refreshes may change, with its environment."""
    environment = dict(demo(checkout.folder))
    with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
        copy = shutil.copytree(Path(environment["NORTHSTAR_SNAPSHOTS"]).parent, Path(folder) / "demo")
        environment["NORTHSTAR_SNAPSHOTS"] = str(copy / "snapshots")
        environment["NORTHSTAR_DEMO_FILE"] = str(copy / "demo.duckdb")
        with running_app(checkout.folder, **environment) as server:
            time.sleep(READ_AHEAD_AFTER)
            server.rest(2.0)
            yield server, environment


@contextmanager
def refreshing(project: Path, environment: dict[str, str]) -> Iterator[None]:
    """Refresh again and again, each time whole, while the block lasts; what is begun is ended."""
    loop = subprocess.Popen(
        ["sh", "-c", 'while "$0" -m dashboard refresh --full; [ $? -le 1 ]; do :; done', python(project)],
        cwd=project, env=os.environ | environment, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield
        if loop.poll() is not None:
            raise SystemExit(f"a refresh of {project} ended before the measurement")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(loop.pid, signal.SIGTERM)
        loop.wait(30)


def snapshots(store: Path) -> int:
    """Return how many snapshots a store holds."""
    return len(list(store.glob("*/manifest.json")))


def compare(servers: dict[str, Running], reference: Running, viewers: int, seconds: float, measure: float) -> None:
    """Let the servers take turns under the same load, and print each one's latency."""
    answers: dict[str, Answers] = {}
    for _ in range(BLOCKS):
        for name, server in {**servers, "reference": reference}.items():
            found = asyncio.run(block(server, viewers, seconds))
            into = answers.setdefault(name, Answers())
            into.milliseconds += found.milliseconds
            into.failures += found.failures
    beside = answers.pop("reference")
    for name, found in answers.items():
        print(_line(f"{name}, {viewers} viewers", found, P95[viewers], measure, spread(beside.milliseconds)))


async def block(server: Running, viewers: int, seconds: float) -> Answers:
    """Let so many viewers change a filter every three seconds, for so long, and wait for the last answers."""
    answers = Answers()
    async with AsyncExitStack() as stack:
        there = [await stack.enter_async_context(visit(server.url)) for _ in range(viewers)]
        for number, viewer in enumerate(there):
            titles = list(viewer.pages)
            if titles and number % len(titles):
                await viewer.go(titles[number % len(titles)])
        end = time.perf_counter() + seconds
        await asyncio.gather(*(_view(viewer, number, viewers, end, answers) for number, viewer in enumerate(there)))
    return answers


async def _view(viewer: Viewer, number: int, viewers: int, end: float, answers: Answers) -> None:
    chosen = random.Random(number)
    views = _views(viewer)
    due = time.perf_counter() + EVERY * number / viewers
    while due < end:
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        change = await viewer.choose(region=chosen.choice(views))
        answers.milliseconds.append(1000 * change.seconds)
        answers.failures += change.failures
        due = max(due + EVERY, time.perf_counter())


def _views(viewer: Viewer) -> Sequence[str | tuple[str, ...]]:
    """Single regions and pairs; of a select box, as the reference has one, every region."""
    regions = viewer.filters["region"]
    if isinstance(regions.value, str):
        return regions.options
    return [subset for size in (1, 2) for subset in itertools.combinations(regions.options, size)]


def _line(what: str, found: Answers, budget: float, measure: float, beside: Spread | None = None) -> str:
    ours = spread(found.milliseconds)
    said = f"median {ours.median:.0f} ms, n {ours.n}, failures {found.failures}"
    if beside:
        said += f"; the reference: median {beside.median / 1000:.2f} s, p95 {beside.p95 / 1000:.2f} s, n {beside.n}"
    return seconds_line(f"{what}, p95", ours.p95 / 1000, budget, measure, said)


if __name__ == "__main__":
    main()
