"""Click to last paint in headless Chromium: a region never chosen before, on the whole Overview; and the first visit.

From the click on a region to the last change of what stands below the navigation (the filters, the cards, the
charts) and the frame after it. Also counts the charts whose view in the browser was kept.
"""

from __future__ import annotations

import argparse
import shutil
import time

from playwright.sync_api import Page, sync_playwright

from benchmarks.app import running_app
from benchmarks.machine import report

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

CHARTS = '[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg'

WATCH = """
() => {
  window.changes = []
  const seen = () => window.changes.push(performance.now())
  const options = {subtree: true, childList: true, attributes: true, characterData: true}
  const watch = (root) => {
    if (root.watched) return
    root.watched = true
    const within_new = (node) => node.querySelectorAll && within(node)
    new MutationObserver((list) => {
      requestAnimationFrame(seen)
      list.forEach((change) => change.addedNodes.forEach(within_new))
    }).observe(root, options)
    within(root)
  }
  const within = (root) => root.querySelectorAll('*').forEach(e => e.shadowRoot && watch(e.shadowRoot))
  watch(document.querySelector('[data-testid=stMain]'))
  document.querySelectorAll('CHARTS').forEach(e => e.kept = true)
  const clicked = () => { window.clicked = performance.now(); window.changes = [] }
  document.addEventListener('click', clicked, {capture: true, once: true})
}
""".replace("CHARTS", CHARTS)

LAST = """
() => new Promise((done, failed) => {
  const look = () => {
    const last = Math.max(window.clicked, ...window.changes)
    if (performance.now() - last > 700) return done(last - window.clicked)
    if (performance.now() - window.clicked > 20000) return failed(new Error("the page never came to rest"))
    setTimeout(look, 60)
  }
  look()
})
"""

KEPT = """() => {
  const all = [...document.querySelectorAll('CHARTS')]
  return [all.filter(e => e.kept).length, all.length]
}""".replace("CHARTS", CHARTS)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    rounds = parser.parse_args().rounds
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    clicks: list[float] = []
    kept: list[tuple[int, int]] = []
    visits: list[float] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=FLAGS)
        for _ in range(rounds):
            with running_app() as app:
                visits.append(first_visit(browser.new_page(viewport={"width": 1440, "height": 900}), app.url))
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                first_visit(page, app.url)
                for milliseconds, views in region_clicks(page):
                    clicks.append(milliseconds)
                    kept.append(views)
        browser.close()
    report("click to last paint, a region never chosen before", clicks, "≤ 200 ms median, ≤ 350 ms p95")
    print(f"charts whose view was kept: {sum(k for k, _ in kept)} of {sum(n for _, n in kept)}")
    report("first visit to a running server, to the last chart", visits, "≤ 2000 ms")


def first_visit(page: Page, url: str) -> float:
    """Open the Overview and return the milliseconds to its last chart."""
    begun = time.perf_counter()
    page.goto(url)
    page.wait_for_function(f"() => document.querySelectorAll('{CHARTS}').length >= 2", timeout=20_000)
    return (time.perf_counter() - begun) * 1000


def region_clicks(page: Page) -> list[tuple[float, tuple[int, int]]]:
    """Choose each region once; return milliseconds to the last change and the views kept, of how many."""
    page.wait_for_timeout(1500)
    results = []
    box = page.locator('[data-testid="stMultiSelect"]').first
    box.click()
    count = page.locator('[role="option"]').count()
    page.keyboard.press("Escape")
    for _ in range(count - 1):
        page.wait_for_timeout(600)
        box.locator("input").click()
        option = page.locator('[role="option"]').first
        option.wait_for()
        page.wait_for_timeout(300)
        page.evaluate(WATCH)
        option.click()
        milliseconds = page.evaluate(LAST)
        views = page.evaluate(KEPT)
        results.append((milliseconds, (views[0], views[1])))
        page.keyboard.press("Escape")
    return results


if __name__ == "__main__":
    main()
