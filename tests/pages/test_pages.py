"""Every page: cold by deep link, warm, filtered, empty, on failed checks, and however somebody gets in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from dashboard.snapshots.store import Store
from tests.pages.conftest import ROOT, Open, words

FILES = [entry.file for entry in PAGES]


@pytest.mark.parametrize("file", FILES)
def test_a_page_opens_and_says_of_when_and_how_sure(open_page: Open, file: str) -> None:
    app = open_page(file)
    said = words(app)
    assert "Demo company" in said
    assert "As of 17 Sep 2026" in said
    assert "checks" in said
    assert app.get("bidi_component")


@pytest.mark.parametrize("file", FILES)
def test_a_page_opens_with_the_filters_of_its_address(open_page: Open, file: str) -> None:
    app = open_page(file, region=["NA"], segment=["Enterprise"], period="12 months to Aug 2026")
    assert app.multiselect(key="region").value == ["NA"]
    assert app.multiselect(key="segment").value == ["Enterprise"]
    assert app.selectbox(key="period").value == "12 months to Aug 2026"
    assert not app.warning


@pytest.mark.parametrize("file", FILES)
def test_what_an_address_asks_for_in_vain_is_said(open_page: Open, file: str) -> None:
    app = open_page(file, region=["Atlantis", "NA"], period="Q9 2031", against="<script>")
    said = " ".join(warning.value for warning in app.warning)
    assert "Atlantis" in said
    assert "Q9 2031" in said
    assert app.multiselect(key="region").value == ["NA"]


@pytest.mark.parametrize("file", FILES)
def test_a_page_reached_past_the_router_still_draws_its_frame(
    on: Callable[[Path], None], demo_store: Path, file: str
) -> None:
    on(demo_store)
    app = AppTest.from_file(str(ROOT / file), default_timeout=60).run()
    assert not app.exception
    assert app.multiselect(key="region").options
    assert "As of 17 Sep 2026" in words(app)


@pytest.mark.parametrize("file", FILES)
def test_filters_that_leave_nothing_draw_no_number(open_page: Open, file: str) -> None:
    app = open_page(file, region=["not given"], segment=["not given"], period="Nov 2025")
    said = words(app)
    assert not re.search(r"\bnan\b|\bNone\b", said)


def test_an_address_is_read_as_far_as_it_can_be_meant(open_page: Open) -> None:
    app = open_page(Regions=["dach"], period="2026-02", shop="12")
    assert app.multiselect(key="region").value == ["DACH"]
    assert app.selectbox(key="period").value == "Feb 2026"
    said = " ".join(warning.value for warning in app.warning)
    for part in (
        "read as the filter “region”",
        "“dach” was read as “DACH”",
        "read as “Feb 2026”",
        "“shop”, which is no",
    ):
        assert part in said
    app.multiselect(key="region").set_value([]).run()
    assert not app.warning


def test_filters_are_kept_from_page_to_page(open_page: Open) -> None:
    app = open_page(region=["LATAM"])
    for file in FILES[1:]:
        app.switch_page(str(ROOT / file)).run()
        assert app.multiselect(key="region").value == ["LATAM"]
        assert not app.exception


def test_a_part_of_a_page_can_be_seen_alone_and_left_again(open_page: Open) -> None:
    app = open_page("pages/accountability.py")
    app.query_params["only"] = "A3.meeting"
    said = words(app.run())
    assert "Overdue from before" in said
    assert "Customer goals that moved" not in said
    said = words(app.button(key="way_out").click().run())
    assert "Overdue from before" not in said
    assert "Customer goals that moved" in said


def test_without_a_snapshot_the_demo_is_offered_and_connecting_is_explained(open_page: Open, tmp_path: Path) -> None:
    app = open_page(store=tmp_path / "empty")
    assert [button.label for button in app.button] == ["Build the demo company"]
    said = words(app)
    assert "NORTHSTAR_WAREHOUSE_URL" in said
    assert "python -m dashboard doctor" in said


def test_a_wrong_setting_is_said_in_a_sentence(
    on: Callable[[Path], None], demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(demo_store)
    monkeypatch.setenv("NORTHSTAR_TIMEZONE", "Mars/Olympus")
    app = AppTest.from_file(str(ROOT / "dashboard/screen/router.py"), default_timeout=60).run()
    assert not app.exception
    assert "no time zone" in app.error[0].value


def test_a_damaged_snapshot_gives_way_to_the_one_before(open_page: Open, demo_store: Path, tmp_path: Path) -> None:
    import shutil

    store = tmp_path / "store"
    shutil.copytree(demo_store, store)
    current = Store(store).current_id()
    assert current is not None
    manifest = store / current / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("Aurelia", "Forged"), "utf-8")
    said = words(open_page(store=store))
    assert "whole" in said or "cannot be used" in said


def test_a_region_named_na_is_a_region(open_page: Open) -> None:
    app = open_page()
    assert "NA" in app.multiselect(key="region").options
    assert "nan" not in app.multiselect(key="region").options


def test_where_the_year_before_is_not_in_the_data_the_filter_bar_and_the_page_say_what_stands_in(
    open_page: Open,
) -> None:
    """The demo company begins in September 2021, so its second quarter of data has no year before."""
    app = open_page(period="Q1 2022")
    said = words(app)
    assert "vs Q4 2021, no data of the year before" in " ".join(element.value for element in app.markdown)
    assert "Q1 2022 against Q4 2021 (no data of the year before)" in said
    assert "nothing earlier" not in said
