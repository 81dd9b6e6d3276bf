"""The gallery in a real browser: nothing overflows, nothing is too small, nothing that was typed is run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.app import running_gallery
from benchmarks.browser import FLAGS
from tests.screen.boxes import faults

ABSURD = {"123,456,789.0\u00a0%"}
"""A figure of the awkward sheet for which a tile on a phone has no room on one line."""

LETTERS = re.compile(r"[^\W\d_]{3}")

SHEETS = ("page", "charts", "states", "awkward")

PLACED = """() => {
  const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)
  const ready = (root) => root.querySelector('#blocks')?.innerHTML && root.adoptedStyleSheets[0]?.cssRules.length
  return roots.length > 0 && roots.every(ready) && !document.querySelector('[data-testid=stSkeleton]')
}"""
"""Whether every component has its markup and its look."""

FITS = """() => {
  const main = document.querySelector('[data-testid=stMain]')
  return main.scrollWidth - main.clientWidth <= 1
}"""
"""Whether the page is no wider than its window; charts take a moment to follow it."""

SEEN = """() => {
  const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)
  const all = (what) => roots.flatMap(root => [...root.querySelectorAll(what)])
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.unseen')
  const own = (e) => [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
  const sizes = all('#blocks *').filter(own).filter(shown).map(e => parseFloat(getComputedStyle(e).fontSize))
  const wide = (e) => e.scrollWidth > e.clientWidth + 1
  const outside = (e) => {
    const card = e.closest('.card, .bare')?.getBoundingClientRect(), own = e.getBoundingClientRect()
    return card && (own.right > card.right + 1 || own.left < card.left - 1 || own.bottom > card.bottom + 1)
  }
  return {
    sizes: [...new Set(sizes)].sort((one, other) => one - other),
    overflowing: all('.card, .inner, .tr, .td').filter(shown).filter(wide).map(e => e.outerHTML.slice(0, 90)),
    outside: all('svg').filter(shown).filter(outside).length,
    text: all('#blocks').map(e => e.innerText).join('\\n'),
    foreign: all('script, img, iframe, style').length,
    hacked: String(window.hacked),
    unlabelled: all('button').filter(e => !e.textContent.trim() && !e.getAttribute('aria-label')).length,
    controls: all('.know').filter(shown).length,
  }
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium; `make test` installs it"
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_gallery() as gallery:
        yield gallery.url


def opened(browser: Browser, address: str, scheme: Any = "light") -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    settle(page)
    return page, errors


def settle(page: Page) -> None:
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60_000)
    page.wait_for_function(PLACED, timeout=60_000)
    page.wait_for_function(FITS, timeout=20_000)


def sound(page: Page, where: str) -> dict[str, Any]:
    """Return what is seen on the page, once it is known to be whole."""
    seen: dict[str, Any] = page.evaluate(SEEN)
    assert seen["overflowing"] == [], where
    assert seen["outside"] == 0, where
    found = faults(page)
    broken, cut = set(found.pop("broken", ())), found.pop("cut", [])
    # No chart has room for the names of the awkward sheet; a figure is cut nowhere.
    assert [text for text in cut if "awkward" not in page.url or not LETTERS.search(text)] == [], where
    assert found == {}, where
    assert broken <= ABSURD, where
    assert min(seen["sizes"]) >= 12, where
    assert len(seen["sizes"]) <= 5, where
    assert not re.findall(r"\b(nan|NaN|None|undefined|null)\b", seen["text"]), where
    assert (seen["foreign"], seen["hacked"], seen["unlabelled"]) == (0, "undefined", 0), where
    return seen


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_is_sound_on_a_screen_a_phone_and_paper(browser: Browser, url: str, sheet: str) -> None:
    page, errors = opened(browser, f"{url}/?sheet={sheet}")
    wide = sound(page, "a wide screen")
    names = page.locator(".td .text").filter(has_text="Unaussprechlich")
    heights = [box["height"] for box in (name.bounding_box() for name in names.all()) if box]
    assert max(heights, default=0) < 160, "a name of a thousand characters takes a few lines of its row"
    assert bool(heights) == (sheet == "awkward")
    for width in (768, 390):
        page.set_viewport_size({"width": width, "height": 844})
        settle(page)
        sound(page, f"{width} pixels")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media="print")
    printed = sound(page, "paper")
    expect(page.locator(".northstar-paper")).to_contain_text(f"Gallery: {sheet}")
    expect(page.locator(".northstar-paper")).to_be_visible()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    assert wide["controls"] > 0
    assert printed["controls"] == 0
    assert errors == []
    page.close()


def test_the_toolbar_of_a_chart_covers_no_words_of_its_card(browser: Browser, url: str) -> None:
    page, _ = opened(browser, f"{url}/?sheet=charts")
    tools = page.get_by_test_id("stElementToolbar").all()
    assert len(tools) >= len(page.get_by_test_id("stVegaLiteChart").all()) > 0
    for one in tools:
        one.scroll_into_view_if_needed()
        box = one.bounding_box()
        assert box is not None
        assert covered(page, box) == []
    page.close()


def covered(page: Page, box: Any) -> list[str]:
    """Return the words of blocks that a box on the screen covers."""
    found: list[str] = page.evaluate(COVERED, box)
    return found


COVERED = """(box) => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean).flatMap(root => {
  const walker = document.createTreeWalker(root.querySelector('#blocks') ?? root, NodeFilter.SHOW_TEXT), found = []
  for (let node; (node = walker.nextNode());) {
    if (!node.textContent.trim() || node.parentElement.closest('style')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const line of range.getClientRects())
      if (Math.min(line.right, box.x + box.width) - Math.max(line.left, box.x) > 2 &&
          Math.min(line.bottom, box.y + box.height) - Math.max(line.top, box.y) > 2) found.push(node.textContent)
  }
  return found
})"""


def test_a_dark_page_is_printed_light(browser: Browser, url: str) -> None:
    page, errors = opened(browser, f"{url}/?sheet=page", "dark")
    sound(page, "dark")
    ink = "e => getComputedStyle(e).color"
    title = page.locator("h2.title").first
    dark = title.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    assert title.evaluate(ink) != dark
    assert page.locator(".card").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert errors == []
    page.close()


def test_a_page_printed_the_moment_it_is_opened_is_whole(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/?sheet=page")
    settle(page)
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert pages > 2, "what is below the first screen is printed, too"
    page.close()
