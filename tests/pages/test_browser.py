"""The app as a visitor meets it: a real server, a real browser."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from benchmarks.app import running_app
from benchmarks.browser import CHARTS, FLAGS, KEPT, LAST, WATCH
from dashboard.navigation import PAGES, Entry
from tests.conftest import ROOT, UNTIL
from tests.pages.barriers import barriers, controls, stops
from tests.published import answers, snapshot
from tests.screen.boxes import faults

PATIENCE = 90_000
"""Milliseconds that are waited for what comes at once, but on a busy machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the browser tests need Chromium; `make test` installs it"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def environment(demo_store: Path) -> dict[str, str]:
    return {"NORTHSTAR_SNAPSHOTS": str(demo_store), "NORTHSTAR_AS_OF": UNTIL.isoformat()}


@pytest.fixture(scope="module")
def url(environment: dict[str, str]) -> Iterator[str]:
    with running_app(ROOT, **environment) as app:
        yield app.url


@pytest.fixture(scope="module")
def of_few(environment: dict[str, str]) -> Iterator[str]:
    """Return the address of a server for which few mentions are enough: the small company's themes are seldom named."""
    with running_app(ROOT, **environment | {"NORTHSTAR_LEAST_N": "5"}) as app:
        yield app.url


def settled(page: Page) -> None:
    """Wait until nothing runs any more: what is open in the page would be closed by what comes."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def choose(page: Page, region: str) -> None:
    """Choose a region from the open list; what comes late to the page may close it, then it is opened again."""
    option = page.get_by_role("option", name=region, exact=True)
    for _ in range(6):
        settled(page)
        page.get_by_test_id("stMultiSelect").first.locator("input").click()
        try:
            option.click(timeout=15_000)
        except NotInTime:
            page.keyboard.press("Escape")
        else:
            return
    expect(option).to_be_visible()


def opened(browser: Browser, address: str, width: int = 1440, height: int = 900) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.get_by_test_id("stMarkdown").get_by_text("As of 17 Sep 2026")).to_be_visible()
    settled(page)
    expect(page.locator("#blocks").last).to_be_visible()  # blocks are shown once their look is there
    return page, errors


@pytest.mark.parametrize("slug", [entry.slug for entry in PAGES])
def test_a_fresh_server_opens_a_deep_link_through_the_router(
    browser: Browser, environment: dict[str, str], slug: str
) -> None:
    with running_app(ROOT, **environment) as app:
        page, errors = opened(browser, f"{app.url}/{slug}?region=NA&region=Atlantis&period=12+months+to+Aug+2026")
        expect(page.get_by_text("Atlantis")).to_be_visible()
        expect(page.get_by_test_id("stMultiSelect").first).to_contain_text("NA")
        expect(page.get_by_test_id("stSelectbox").first.locator("input")).to_have_value("12 months to Aug 2026")
        expect(page.get_by_role("link", name=re.compile("Top Ten")).first).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.url.startswith(f"{app.url}/?" if slug == PAGES[0].slug else f"{app.url}/{slug}?")
        assert errors == []
        page.close()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.slug)
def test_a_page_is_told_from_others_by_who_hears_it_read(browser: Browser, url: str, entry: Entry) -> None:
    page, _ = opened(browser, f"{url}/{entry.slug}")
    expect(page).to_have_title(f"{entry.title} · Demo company")
    expect(page.get_by_role("heading", level=1)).to_have_text(entry.title)
    headings = page.get_by_role("heading", level=2)
    expect(headings.first).to_be_attached()
    assert all(text.strip() for text in headings.all_inner_texts())
    expect(page.get_by_role("heading", level=3)).to_have_count(0)
    for fold in page.get_by_test_id("stExpander").all():
        fold.locator("summary").first.click()
        expect(fold.locator("#blocks, .stVegaLiteChart, .stDataFrame").first).to_be_visible()
    assert barriers(page) == [], "light"
    page.set_viewport_size({"width": 390, "height": 844})
    assert barriers(page) == [], "a phone"
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(page.locator(".stack.dark").first).to_be_visible()
    expect(page.locator(".stack.light")).to_have_count(0)
    assert barriers(page) == [], "dark"
    page.close()


def test_barriers_are_found_within_our_components(browser: Browser, url: str) -> None:
    page, _ = opened(browser, f"{url}/data_health")
    faults_put_in = "<button></button><p style='color: #ccc; background: #fff'>faint words</p><img src='data:,'>"
    page.locator("#blocks").first.evaluate(
        "(place, made) => place.insertAdjacentHTML('beforeend', made)", faults_put_in
    )
    assert {"button-name", "color-contrast", "image-alt"} <= {one.partition(":")[0] for one in barriers(page)}
    page.close()


@pytest.mark.parametrize("slug", ["", "top_ten"])
def test_the_keyboard_reaches_all_in_the_order_of_reading(browser: Browser, url: str, slug: str) -> None:
    page, errors = opened(browser, f"{url}/{slug}")
    found = stops(page)
    assert [(one.name, other.name) for one, other in pairwise(found) if other.goes_back(one)] == []
    assert [one.control for one in found if not one.seen] == [], "where the keyboard is cannot be seen"
    reached = {one.control for one in found}
    opened_by = {one.opens for one in found if one.opens}
    assert {one for one in controls(page) - reached if one[2] not in opened_by} == set()
    assert errors == []
    page.close()


def test_the_keyboard_goes_through_a_dialog_and_back_to_what_opened_it(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url)
    for link in ("evidence:O4", "take:O1.trend", "measure:csat"):
        control = page.locator(f"button[data-open='{link}']").first
        control.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.locator("#blocks").first).to_be_visible()
        settled(page)
        expect(dialog).to_have_accessible_name(re.compile(r"\w"))
        dialog.locator("summary").first.click()
        assert barriers(page) == [], link
        found = stops(page)
        assert controls(page, "[role=dialog]") == {one.control for one in found}
        assert len(found) > 3
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(control).to_be_focused()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{url}/?open=take:O1.trend")
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    page.get_by_role("dialog").locator("summary").first.click()
    assert barriers(page) == [], "dark"
    assert errors == []
    page.close()


def test_a_filter_change_keeps_the_charts_and_stands_in_the_address(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url)
    expect(page.locator(CHARTS)).to_have_count(2)
    lead = page.locator(".lead").first
    before = lead.inner_text()
    page.evaluate(WATCH)
    choose(page, "DACH")
    expect(lead).not_to_have_text(before)
    page.evaluate(LAST)
    assert page.evaluate(KEPT) == [2, 2]
    assert "region=DACH" in page.url
    page.reload()
    expect(page.get_by_test_id("stMultiSelect").first).to_contain_text("DACH")
    assert errors == []
    page.close()


def test_any_number_opens_its_definition(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url)
    page.locator("button[data-open='measure:csat']").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Share of answers that are satisfied")
    expect(dialog).to_contain_text("95 % interval")
    expect(dialog).to_contain_text("The query of answers")
    assert errors == []
    page.close()


@pytest.mark.parametrize("slug", [entry.slug for entry in PAGES])
def test_a_phone_shows_every_page_without_scrolling_sideways(browser: Browser, url: str, slug: str) -> None:
    page, errors = opened(browser, f"{url}/{slug}", 390, 844)
    wider = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid=stMain]')
            return main.scrollWidth - main.clientWidth
        }"""
    )
    assert wider <= 1
    assert errors == []
    page.close()


def test_all_that_the_trust_light_says_is_read_on_a_phone(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url, 390, 844)
    light = page.locator(".st-key-light a > span:visible")
    light.locator("p").evaluate(
        "e => e.textContent = '3 of 36 datasets withheld; 12 of 36 held back; 14 critical'.repeat(3)"
    )
    assert light.evaluate("e => e.scrollWidth <= e.clientWidth + 1 && e.scrollHeight <= e.clientHeight + 1")
    assert errors == []
    page.close()


@pytest.mark.parametrize("slug", [entry.slug for entry in PAGES])
def test_no_words_are_over_one_another_or_cut_or_broken_within_a_figure(browser: Browser, url: str, slug: str) -> None:
    page, errors = opened(browser, f"{url}/{slug}?region=NA&region=APAC&segment=Enterprise&segment=Mid-market")
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)  # for charts and columns to follow
        assert faults(page) == {}, f"{width} pixels"
    chips = page.locator("[data-testid=stMultiSelectTagsContainer] span:not(:has(*))").all()
    assert chips
    assert [chip.inner_text() for chip in chips if chip.evaluate("e => e.scrollWidth > e.clientWidth + 1")] == []
    page.emulate_media(media="print")
    assert faults(page) == {}, "paper"
    assert errors == []
    page.close()


def test_the_first_screen_holds_the_first_screen(browser: Browser, url: str) -> None:
    page, _ = opened(browser, url)
    boxes = [page.locator(f"[data-part='{part}']").first.bounding_box() for part in ("O3", "O4", "O5", "O2")]
    bottoms = [box["y"] + box["height"] for box in boxes if box is not None]
    assert len(bottoms) == 4
    assert max(bottoms) <= 900
    page.close()


def test_the_first_screen_holds_who_promised_what(browser: Browser, url: str) -> None:
    """The rally cry, what needs a decision, and the departments' table with its head and most of its rows."""
    page, _ = opened(browser, f"{url}/accountability")
    departments = page.locator("[data-part='A2'] .tr")
    parts = [page.locator(one).first for one in (".st-key-A1-row", "[data-part='O5']")]
    boxes = [one.bounding_box() for one in (*parts, departments.nth(5))]
    bottoms = [box["y"] + box["height"] for box in boxes if box is not None]
    assert len(bottoms) == 3
    assert max(bottoms) <= 900
    page.close()


def test_how_a_number_is_known_has_an_address_that_can_be_sent(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url)
    page.locator("button[data-open='measure:csat']").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Share of answers that are satisfied")
    assert "open=measure" in page.url
    sent = page.url
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_url(lambda address: "open=" not in address)
    page.close()
    other, more = opened(browser, sent)
    expect(other.get_by_role("dialog")).to_contain_text("Share of answers that are satisfied")
    assert errors + more == []
    other.close()


def test_a_block_opens_how_it_is_known(browser: Browser, url: str) -> None:
    page, errors = opened(browser, url)
    page.locator("button[data-open='evidence:O4']").click()
    expect(page.get_by_role("dialog")).to_contain_text("The headline measures are judged as one family")
    assert errors == []
    page.close()


def test_a_theme_that_is_clicked_is_shown_and_the_way_back_restores_the_filters(browser: Browser, of_few: str) -> None:
    page, errors = opened(browser, f"{of_few}?period=12+months+to+Aug+2026")
    column = page.locator("[data-part='O6.themes'] button.column").nth(1)
    name = column.locator(".name").inner_text()
    column.click()
    expect(page.get_by_label("Theme", exact=True)).to_have_value(name)
    assert re.search(r"/top_ten\?.*theme=", page.url)
    choose(page, "NA")
    page.wait_for_url(lambda address: "region=NA" in address)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Back to Overview").click()
    expect(page.locator("[data-part='O1.lead']")).to_be_visible()
    expect(page.get_by_test_id("stMultiSelect").first).not_to_contain_text("NA")
    expect(page.get_by_test_id("stSelectbox").first.locator("input")).to_have_value("12 months to Aug 2026")
    assert errors == []
    page.close()


TOP_OF_DETAIL = """() => {
    const detail = document.querySelector("[class*='st-key-T6-choice']")
    return detail ? detail.getBoundingClientRect().top : null
}"""
IN_VIEW = f"() => {{ const top = ({TOP_OF_DETAIL})(); return top !== null && top >= 40 && top < 300 }}"


def test_a_theme_that_is_clicked_on_another_page_brings_its_detail_into_view(browser: Browser, of_few: str) -> None:
    page, errors = opened(browser, of_few)
    page.locator("[data-part='O6.themes'] button.column").nth(1).click()
    expect(page.get_by_label("Theme", exact=True)).to_be_visible()
    page.wait_for_function(IN_VIEW)
    settled(page)
    page.wait_for_function(IN_VIEW)
    assert errors == []
    page.close()


def test_a_theme_s_address_opens_at_its_detail_and_leaves_the_reader_alone_then(browser: Browser, of_few: str) -> None:
    first, _ = opened(browser, f"{of_few}/top_ten")
    theme = first.locator("[data-part='T3'] button[data-open^='theme:']").nth(1)
    name, address = theme.inner_text(), str(theme.get_attribute("data-open")).removeprefix("theme:")
    first.close()
    page, errors = opened(browser, f"{of_few}/top_ten?theme={address}")
    expect(page.get_by_label("Theme", exact=True)).to_have_value(name)
    page.wait_for_function(IN_VIEW)
    page.mouse.move(700, 500)
    page.mouse.wheel(0, -5000)
    page.wait_for_function(f"() => ({TOP_OF_DETAIL})() > 900")
    page.wait_for_timeout(1_500)  # longer than it takes to be brought back
    assert page.evaluate(TOP_OF_DETAIL) > 900
    assert errors == []
    page.close()


def test_a_dialog_says_its_address_which_opens_it_with_the_same_filters(browser: Browser, url: str) -> None:
    page, errors = opened(browser, f"{url}/top_ten?region=DACH&period=12+months+to+Aug+2026")
    page.locator("button[data-open='evidence:T1']").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Points lost to a theme are")
    button = dialog.get_by_role("button", name="Copy the link to this")
    expect(button).to_be_visible()
    sent = str(button.get_attribute("data-copy"))
    for part in ("/top_ten?", "region=DACH", "period=12+months+to+Aug+2026", "open=evidence%3AT1"):
        assert part in sent
    page.close()
    other, more = opened(browser, sent)
    expect(other.get_by_role("dialog")).to_contain_text("Points lost to a theme are")
    expect(other.get_by_test_id("stMultiSelect").first).to_contain_text("DACH")
    assert errors + more == []
    other.close()


@pytest.mark.parametrize("slug", ["", "top_ten"])
def test_the_address_of_a_measure_opens_its_dialog_cold(browser: Browser, url: str, slug: str) -> None:
    page, errors = opened(browser, f"{url}/{slug}?open=measure:nps&region=DACH")
    expect(page.get_by_role("dialog")).to_contain_text("Net promoter score")
    expect(page.get_by_test_id("stMultiSelect").first).to_contain_text("DACH")
    assert errors == []
    page.close()


def test_back_leads_from_page_to_page(browser: Browser, of_few: str) -> None:
    page, errors = opened(browser, of_few)
    page.locator("[data-part='O6.themes'] button.column").first.click()
    expect(page.get_by_label("Theme", exact=True)).to_be_visible()
    other = page.locator("[data-part='T3'] button[data-open^='theme:']").nth(2)
    name = other.inner_text()
    other.click()
    expect(page.get_by_label("Theme", exact=True)).to_have_value(name)
    expect(page.locator("[class*='st-key-T6']").first).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_label("Theme", exact=True)).not_to_have_value(name)
    page.go_back()
    expect(page.locator("[data-part='O1.lead']")).to_be_visible()
    assert errors == []
    page.close()


def test_an_identity_that_is_none_is_answered_with_a_sentence(browser: Browser, of_few: str) -> None:
    page, errors = opened(browser, f"{of_few}/top_ten?theme=nobody-knows-it")
    expect(page.get_by_text("The theme “nobody-knows-it” is not among those")).to_be_visible()
    assert errors == []
    page.close()


def test_a_chart_is_taken_as_picture_and_data(browser: Browser, url: str, tmp_path: Path) -> None:
    page, errors = opened(browser, f"{url}/?region=NA")
    page.locator("button[data-open='take:O1.trend']").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img")).to_be_visible(timeout=60_000)
    files = {}
    for label in ("Picture (PNG)", "Picture (SVG)", "Data (CSV)", "Data (Excel)"):
        with page.expect_download(timeout=60_000) as download:
            dialog.get_by_role("button", name=label).click()
        assert "NA" in download.value.suggested_filename
        files[label] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[label])
    with Image.open(files["Picture (PNG)"]) as picture:
        assert picture.width >= 2399
    assert "<svg" in files["Picture (SVG)"].read_text("utf-8")[:200]
    rows = list(csv.reader(io.StringIO(files["Data (CSV)"].read_text("utf-8-sig"))))
    sheet = [[cell.value for cell in row] for row in openpyxl.load_workbook(files["Data (Excel)"])["Data"].iter_rows()]
    assert rows[0] == sheet[0]
    assert len(rows) == len(sheet) > 12
    assert errors == []
    page.close()


def test_no_figure_of_a_chart_s_table_is_broken_on_a_phone(browser: Browser, url: str) -> None:
    page, errors = opened(browser, f"{url}/?open=take:O1.trend", width=390, height=844)
    dialog = page.get_by_role("dialog")
    dialog.locator("summary").click(timeout=60_000)
    cells = dialog.locator(".data :is(th, td)")
    expect(cells.last).to_be_visible()
    broken = cells.evaluate_all("""all => all.filter(n => {
      const range = document.createRange()
      range.selectNodeContents(n)
      const words = n.closest('thead') ? n.innerText.split(/\\s+/).length : 1
      return range.getClientRects().length > words
    }).map(n => n.innerText)""")
    assert broken == [], "a column's name breaks between its words, a month or a figure nowhere"
    assert errors == []
    page.close()


def test_a_picture_is_copied_and_the_link_beside_it_opens_the_page_at_its_block(browser: Browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{url}/?region=NA&open=take:O10")
    settled(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy the picture").click(timeout=60_000)
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    kinds = page.evaluate("async () => (await navigator.clipboard.read()).flatMap((item) => item.types)")
    assert kinds == ["image/png"]
    link = dialog.get_by_role("link").get_attribute("href") or ""
    assert "region=NA" in link
    assert "open=" not in link
    page.goto(link)
    settled(page)
    page.wait_for_function(
        "() => { const part = document.querySelector('[class*=st-key-O10]'); "
        "return part && part.getBoundingClientRect().top < innerHeight }"
    )
    assert page.get_by_text("which is no filter").count() == 0
    context.close()


def test_a_region_among_four_hundred_is_found_by_three_letters(browser: Browser, tmp_path: Path) -> None:
    """Whatever signs its name bears: 'mal' finds Malmö; the page then is that region's."""
    cities = ("Aarhus", "Bremen", "Cádiz", "Graz", "Malmö", "Nantes", "Oslo", "Porto")
    places = [f"{city} {at:02}" for city in cities for at in range(50)]
    rows = [row for at, place in enumerate(places) for row in answers({10: 40, 0: 10 + at % 7}, region=place)]
    snapshot(tmp_path, {"answers": rows})
    with running_app(ROOT, NORTHSTAR_SNAPSHOTS=str(tmp_path), NORTHSTAR_AS_OF=UNTIL.isoformat()) as app:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(app.url)
        expect(page.locator("#blocks").last).to_be_visible()
        settled(page)
        page.get_by_test_id("stMultiSelect").first.locator("input").click()
        page.keyboard.type("mal")
        offered = page.get_by_role("option")
        expect(offered.first).to_have_text("Malmö 00")
        assert all(name.startswith("Malmö") for name in offered.all_inner_texts())
        page.get_by_role("option", name="Malmö 04", exact=True).click()
        settled(page)
        assert "region=Malm%C3%B6+04" in page.url
        expect(page.get_by_text("Malmö 04 ·").first).to_be_visible()
        page.close()
