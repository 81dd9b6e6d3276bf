"""What a reader may take along of a page, and what not; ``test_browser`` takes it in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from dashboard.blocks import Block, Chart, Fold, Row
from dashboard.data.access import EVERYTHING, Grant
from dashboard.navigation import PAGES
from dashboard.screen import frame, kit
from dashboard.screen.kit import samples
from dashboard.screen.kit.markup import card_of
from tests.pages.conftest import Open, words


def test_every_title_of_the_overview_offers_what_it_heads(open_page: Open) -> None:
    said = words(open_page())
    assert set(re.findall(r'data-open="take:([\w.]+)"', said)) >= {"O1.trend", "O4", "O5", "O2.customer"}


def test_who_may_not_take_anything_along_reads_the_data_of_each_chart(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "reader", lambda: replace(EVERYTHING, export=False))
    app = open_page(open="take:O1.trend")
    said = words(app)
    assert "data:image/png" not in said
    assert not app.get("download_button")
    assert "data-copy" not in said
    assert len(re.findall(r'<th scope="row">', said)) > 10
    assert re.search(r'<h3 class="title"[^>]*>Net promoter score by month', said)
    assert re.search(r'<div class="subtitle"[^>]*>[^<]*answers', said), "filters, period and n stand with it"
    for named in ("O4", "O5"):
        assert f"take:{named}" not in said, "it is read on the page itself"
        assert 'class="data"' not in words(open_page(open=f"take:{named}"))


@pytest.mark.parametrize("page", [entry.slug for entry in PAGES])
def test_the_data_of_every_chart_are_one_step_away(open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr(frame, "reader", lambda: replace(EVERYTHING, export=False))
    asked: list[Block] = []
    monkeypatch.setattr(kit, "draw", lambda blocks, *_, **__: asked.extend(blocks))
    open_page(f"pages/{page}.py")
    medium = kit.Medium(samples.MANIFEST, samples.SETTINGS, "light", takes=False)
    assert asked
    assert [chart.head.name for block in asked for chart in out_of_reach(block, medium)] == []


def out_of_reach(block: Block, medium: kit.Medium, *, reached: bool = False) -> Iterator[Block]:
    """Yield the charts that neither they nor what holds them offer to be read."""
    reached = reached or bool(card_of(block.head, medium, charted=kit.charted(block)).take)
    if isinstance(block, Chart):
        if block.head.shown and not reached:
            yield block
        return
    inner = block.blocks if isinstance(block, Row) else block.content() if isinstance(block, Fold) else ()
    for one in inner:
        yield from out_of_reach(one, medium, reached=reached)


@pytest.mark.parametrize("name", ["O99", "T3", "../etc", "<script>"])
def test_an_address_that_asks_to_take_what_is_not_there_opens_the_page(open_page: Open, name: str) -> None:
    assert "data:image/png" not in words(open_page(open=f"take:{name}"))


def test_a_region_s_reader_takes_the_region_s_numbers(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, taken: list[str]
) -> None:
    monkeypatch.setattr(frame, "reader", lambda: Grant(regions=frozenset({"NA"}), company_totals=False))
    open_page(open="take:O1.trend")
    of_region = taken.pop()
    monkeypatch.setattr(frame, "reader", lambda: EVERYTHING)
    open_page(open="take:O1.trend", region=["NA"])
    assert of_region == taken.pop()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the data of what is offered, as CSV, in place of the dialog."""
    from dashboard.export.sheets import as_csv, sheets_of
    from dashboard.screen import kit
    from dashboard.screen.kit import Medium, Taken

    found: list[str] = []

    def keep(offered: Taken, medium: Medium, _: Callable[[], None]) -> None:
        found.append(as_csv(sheets_of(offered.block, medium)).decode("utf-8-sig"))

    monkeypatch.setattr(kit, "take", keep)
    return found


def test_decks_are_offered_to_who_may_take_them(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page()
    app.button(key="decks").click().run()
    assert [option for option in app.selectbox(key="deck_outline").options if "board" in option]
    monkeypatch.setattr(frame, "reader", lambda: replace(EVERYTHING, export=False))
    assert not [button for button in open_page().button if button.key == "decks"]
