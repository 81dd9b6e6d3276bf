"""A table on a phone in a real browser: nothing of it is lost, and what is short shares a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from benchmarks.app import running_gallery
from tests.screen.test_gallery import browser, opened, settle

__all__ = ["browser"]

LOST = """() => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean).flatMap(root =>
  [...root.querySelectorAll('.tr:not(.th) > .td:not(.empty, .more)')].filter(e => !e.checkVisibility())
    .map(e => e.textContent.trim()))"""
"""The cells of which nothing is seen."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_gallery() as gallery:
        yield gallery.url


def on_a_phone(browser: Browser, url: str, width: int = 390) -> Page:
    page, errors = opened(browser, f"{url}/?sheet=page")
    page.set_viewport_size({"width": width, "height": 844})
    settle(page)
    assert errors == []
    return page


def test_what_matters_least_is_folded_on_a_phone_and_unfolds_row_by_row(browser: Browser, url: str) -> None:
    page = on_a_phone(browser, url)
    folds = page.locator(".td.more summary")
    assert page.evaluate(LOST), "the sheet has columns of the last priority"
    assert folds.count() > 1
    before = len(page.evaluate(LOST))
    folds.first.click()
    assert 0 < len(page.evaluate(LOST)) < before
    for fold in folds.all()[1:]:
        fold.click()
    assert page.evaluate(LOST) == []
    page.close()


def test_paper_and_a_wide_screen_have_no_folds(browser: Browser, url: str) -> None:
    page = on_a_phone(browser, url)
    page.emulate_media(media="print")
    assert page.evaluate(LOST) == []
    assert [fold for fold in page.locator(".td.more").all() if fold.is_visible()] == []
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    settle(page)
    assert page.evaluate(LOST) == []
    assert [fold for fold in page.locator(".td.more").all() if fold.is_visible()] == []
    page.close()


@pytest.mark.parametrize("width", [390, 768])
def test_short_values_stand_side_by_side_below_the_row_s_first_line(browser: Browser, url: str, width: int) -> None:
    page = on_a_phone(browser, url, width)
    tables = page.locator("section:has(> .card .td.shorter)")
    assert tables.count() > 0
    for table in filter(Locator.is_visible, tables.all()):
        if table.locator(".table").evaluate("e => getComputedStyle(e).display") == "grid":
            continue  # wide enough for its columns side by side
        row = table.locator(".tr:not(.th)").first
        first = row.locator(".td.p1").first.bounding_box()
        short = [box for box in (cell.bounding_box() for cell in row.locator(".td.p2.shorter").all()) if box]
        assert first is not None
        assert all(box["y"] >= first["y"] + first["height"] - 1 for box in short)
        lines = {round(box["y"]) for box in short}
        assert len(lines) < len(short) or len(short) < 2
    page.close()


def test_words_that_end_after_some_lines_are_whole_once_they_are_touched(browser: Browser, url: str) -> None:
    page, _ = opened(browser, f"{url}/?sheet=awkward")
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    hidden = "e => e.scrollHeight > e.clientHeight + 1"
    cut = [text for text in page.locator(".td .text:not(.open)").all() if text.evaluate(hidden)]
    assert cut
    cut[0].click()
    assert not cut[0].evaluate(hidden)
    page.emulate_media(media="print")
    assert [text for text in page.locator(".td .text").all() if text.evaluate(hidden)] == []
    page.close()
