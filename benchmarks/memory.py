"""Memory of the app: after the first visit, and what a further session adds. Process start to ready on the way."""

from __future__ import annotations

import argparse
import shutil

import psutil
from playwright.sync_api import sync_playwright

from benchmarks.app import running_app
from benchmarks.browser import FLAGS, first_visit
from benchmarks.machine import machine


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=10)
    sessions = parser.parse_args().sessions
    with sync_playwright() as play, running_app() as app:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS
        )
        process = psutil.Process(app.process.pid)
        first_visit(browser.new_page(), app.url)
        first = process.memory_info().rss / 2**20
        for _ in range(sessions):
            first_visit(browser.new_page(), app.url)
        last = process.memory_info().rss / 2**20
        browser.close()
    print(f"process start to ready: {app.seconds:.1f} s (budget ≤ 4 s); {machine()}")
    print(f"memory after the first visit: {first:.0f} MB (budget ≤ 350 MB)")
    print(f"a further session: {(last - first) / sessions:.1f} MB, over {sessions} (budget ≤ 4 MB)")


if __name__ == "__main__":
    main()
