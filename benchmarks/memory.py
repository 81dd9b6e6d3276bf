"""Memory of the app after the first visit and with all that it reads ahead, and of a further session; start to ready.

    python -m benchmarks.memory [--sessions 10] [--project /another/checkout --project .]

Of the budgets 'memory of the app' (at most 350 MB, and 4 MB a further session) and 'process start to ready' (4 s). A
session is a browser's visit of the default page that stays open; it is counted once the app has read the likely views
ahead, which it begins just after the start and which would otherwise be taken for what sessions hold. The reference
page is measured beside it. Takes about three minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass

import psutil
from playwright.sync_api import Browser, sync_playwright

from benchmarks.app import READ_AHEAD_AFTER, Running, add_projects, checkouts, running_demo, running_reference
from benchmarks.browser import first_visit, launch
from benchmarks.machine import machine, seconds_line
from benchmarks.yardstick import yardstick

MEGABYTES, A_SESSION, START = 350, 4, 4.0


@dataclass(frozen=True)
class Memory:
    """Megabytes of a server after the first visit, when it has read ahead, and for each further session."""

    first: float
    ahead: float
    session: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=10)
    add_projects(parser)
    options = parser.parse_args()
    print(machine())
    with running_reference() as server:
        beside, start = of(server, options.sessions), server.seconds
        measure = asyncio.run(yardstick(server))
    for one in checkouts(options.project):
        with running_demo(one.folder, read_ahead=False) as server:
            found = of(server, options.sessions)
            said = f"the reference's own {start:.2f} s"
            print(seconds_line(f"{one.name}, process start to ready", server.seconds, START, measure, said))
        print(_line(f"{one.name}, memory after the first visit", found.first, beside.first, MEGABYTES))
        print(_line(f"{one.name}, memory with the likely views read ahead", found.ahead, beside.ahead, MEGABYTES))
        what = f"{one.name}, a further session, over {options.sessions}"
        print(_line(what, found.session, beside.session, A_SESSION))


def of(server: Running, sessions: int) -> Memory:
    """Visit a server once, let it read ahead, and visit it by so many further sessions that stay."""
    process = psutil.Process(server.process.pid)
    with sync_playwright() as play:
        browser = launch(play)
        _visit(browser, server)
        first = process.memory_info().rss / 2**20
        time.sleep(READ_AHEAD_AFTER)
        server.rest(2.0)
        ahead = process.memory_info().rss / 2**20
        for _ in range(sessions):
            _visit(browser, server)
        server.rest(1.0)
        last = process.memory_info().rss / 2**20
        browser.close()
    return Memory(first, ahead, (last - ahead) / sessions)


def _visit(browser: Browser, server: Running) -> None:
    first_visit(browser.new_page(), server.url)


def _line(what: str, ours: float, reference: float, budget: float) -> str:
    verdict = "met" if ours <= budget else "missed"
    beside = f"reference {reference:.1f} MB, ratio {ours / reference:.2f}" if reference > 0 else "reference adds none"
    return f"{what}: {ours:.1f} MB (budget ≤ {budget} MB): {verdict}; {beside}"


if __name__ == "__main__":
    main()
