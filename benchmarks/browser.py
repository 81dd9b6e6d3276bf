"""Click to last change in headless Chromium, on every page, beside the reference page; and the first visit.

    python -m benchmarks.browser [--clicks 5] [--visits 5] [--project /another/checkout --project .]

Of the budgets 'in headless Chromium, click to last change on the page' (at most 0.55 of the reference's median; charts
keep their views; at most 40 kB a change over the websocket) and 'first visit to a running server' (2 s). From the click
on a region to the last change of what stands below the navigation, or the last stroke on a canvas there, and the
frame after it. Ours is clicked, then the reference, in turn; every region of the reference is cached, and no view of
ours was asked for before: each page has its own segments. Takes about 30 s a page after the start of the servers.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from benchmarks.app import Running, add_projects, checkouts, running_demo, running_reference
from benchmarks.machine import line, machine, seconds_line, spread
from benchmarks.server import own_segments
from benchmarks.viewer import visit
from benchmarks.watch import CHARTS, FLAGS, KEPT, LAST, WATCH
from benchmarks.yardstick import yardstick

__all__ = ["CHARTS", "FLAGS", "KEPT", "LAST", "WATCH", "first_visit", "launch"]

RATIO, BYTES, FIRST_VISIT = 0.55, 40_000, 2.0
SIZE: ViewportSize = {"width": 1440, "height": 900}


@dataclass
class Clicks:
    """What a page's filter changes took: milliseconds, bytes over the websocket, charts that kept their view, all."""

    milliseconds: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    kept: int = 0
    charts: int = 0

    def add(self, other: Clicks) -> None:
        """Take up another page's."""
        self.milliseconds += other.milliseconds
        self.bytes += other.bytes
        self.kept += other.kept
        self.charts += other.charts


class Tab:
    """A page in the browser, opened anew, and the bytes that its websocket brought."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page = browser.new_context(viewport=SIZE).new_page()
        self.received = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.visit = first_visit(self.page, address)

    def choose(self, position: int, into: Clicks) -> None:
        """Choose the region at a position of those that are offered, and note what it took."""
        self.page.bring_to_front()
        box = self.page.locator(".st-key-region")
        box.locator("input").click()
        option = self.page.locator('[role="option"]').nth(position)
        option.wait_for()
        self.page.wait_for_timeout(300)
        self.page.evaluate(WATCH)
        before = self.received
        option.click()
        into.milliseconds.append(self.page.evaluate(LAST))
        into.bytes.append(self.received - before)
        kept, charts = self.page.evaluate(KEPT)
        into.kept += kept
        into.charts += charts
        self.page.keyboard.press("Escape")

    def close(self) -> None:
        """Leave it, and forget what it cached."""
        self.page.context.close()

    def _count(self, payload: bytes | str) -> None:
        self.received += len(payload)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clicks", type=int, default=5, help="on each page; at most as many as there are regions")
    parser.add_argument("--visits", type=int, default=5)
    add_projects(parser)
    options = parser.parse_args()
    with ExitStack() as stack:
        reference = stack.enter_context(running_reference())
        found = checkouts(options.project)
        servers = {one.name: stack.enter_context(running_demo(one.folder)) for one in found}
        measure = asyncio.run(yardstick(reference))  # every region is cached by it
        links = {name: asyncio.run(addresses(server)) for name, server in servers.items()}
        browser = launch(stack.enter_context(sync_playwright()))
        print(machine())
        measure_visits(browser, servers, reference, options.visits, measure)
        measure_clicks(browser, links, reference, options.clicks)
        browser.close()


def launch(play: Playwright) -> Browser:
    """Start the system's own Chromium."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    return play.chromium.launch(executable_path=path, args=FLAGS)


def first_visit(page: Page, url: str) -> float:
    """Open an address and return the milliseconds from its call to the last change on the page, its charts included."""
    page.add_init_script(f"({WATCH})()")
    page.goto(url)
    page.locator(".st-key-region").wait_for(timeout=30_000)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=30_000)
    return float(page.evaluate(LAST))


async def addresses(server: Running) -> dict[str, str]:
    """Return each page's address by its title, with segments of its own."""
    async with visit(server.url) as viewer:
        pages = enumerate(viewer.pages.items())
        return {
            title: f"{server.url}/{page.path}?{urlencode({'segment': own_segments(viewer, number)}, doseq=True)}"
            for number, (title, page) in pages
        }


def measure_visits(
    browser: Browser, servers: dict[str, Running], reference: Running, visits: int, measure: float
) -> None:
    """Open the default page of each server in turn, with an empty cache, and print what the last change took."""
    spent: dict[str, list[float]] = {}
    for _ in range(visits):
        for name, server in {**servers, "reference": reference}.items():
            tab = Tab(browser, server.url)
            spent.setdefault(name, []).append(tab.visit)
            tab.close()
    beside = spread(spent.pop("reference"))
    for name, milliseconds in spent.items():
        found = spread(milliseconds)
        said = f"p95 {found.p95 / 1000:.2f} s, n {found.n}; the reference's own {beside.median / 1000:.2f} s"
        print(seconds_line(f"{name}, first visit, median", found.median / 1000, FIRST_VISIT, measure, said))


def measure_clicks(browser: Browser, links: dict[str, dict[str, str]], reference: Running, clicks: int) -> None:
    """Click through the regions of every page, the reference in turn, and print a line a page and one for all."""
    beside = Clicks()
    found: dict[tuple[str, str], Clicks] = {}
    yard = Tab(browser, reference.url)
    regions = 7
    for title in dict.fromkeys(title for pages in links.values() for title in pages):
        tabs = {name: Tab(browser, pages[title]) for name, pages in links.items() if title in pages}
        for _ in range(clicks):
            for name, tab in tabs.items():
                tab.choose(0, found.setdefault((name, title), Clicks()))
            yard.choose((len(beside.bytes) + 1) % regions, beside)
        for tab in tabs.values():
            tab.close()
    for name in links:
        report(name, {title: one for (of, title), one in found.items() if of == name}, beside)
    print(f"reference: {_bytes(beside.bytes)}; charts whose view was kept: {beside.kept} of {beside.charts}")


def report(name: str, pages: dict[str, Clicks], beside: Clicks) -> None:
    """Print a checkout's pages, then all of them together."""
    pooled = Clicks()
    for one in pages.values():
        pooled.add(one)
    yard = spread(beside.milliseconds)
    for title, one in {**pages, "all pages": pooled}.items():
        print(line(f"{name}, {title}, click to last change", spread(one.milliseconds), yard, median=RATIO))
        verdict = "met" if spread(one.bytes).median <= BYTES else "missed"
        kept = "met" if one.kept == one.charts else "missed"
        print(f"  {_bytes(one.bytes)} (budget ≤ {BYTES / 1000:.0f} kB): {verdict};", end=" ")
        print(f"charts whose view was kept: {one.kept} of {one.charts}: {kept}")


def _bytes(values: Iterable[float]) -> str:
    found = spread(list(values))
    return f"bytes a change: median {found.median / 1000:.1f} kB, p95 {found.p95 / 1000:.1f} kB"


if __name__ == "__main__":
    main()
