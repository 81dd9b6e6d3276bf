"""A link to a kept snapshot: the same numbers whatever is published since, said to be what they are."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyarrow.compute as pc
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data.access import Grant
from dashboard.screen import frame
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Store
from tests.pages.conftest import ROOT, Open, words
from tests.stores import republish


@pytest.fixture
def store(demo_store: Path, tmp_path: Path) -> Path:
    """Return a store of one's own with the demo company's snapshot."""
    shutil.copytree(demo_store, tmp_path / "store")
    return tmp_path / "store"


def then(store: Path) -> str:
    name = Store(store).current_id()
    assert name is not None
    return name


def refreshed(store: Path) -> str:
    """Publish it anew, without the answers of the best score."""
    day = Store(store).current().manifest.as_of.replace(day=24)
    fewer = {"answers": lambda rows: rows.filter(pc.not_equal(rows.column("score"), 10))}
    return republish(store, fewer, as_of=day).id


def cards(app: AppTest) -> list[str]:
    return [json.loads(card.proto.json)["markup"] for card in app.get("bidi_component")]


def test_the_numbers_of_a_kept_snapshot_are_the_same_after_a_refresh(open_page: Open, store: Path) -> None:
    name = then(store)
    before = cards(open_page(store=store, region=["NA"]))
    refreshed(store)
    assert cards(open_page(store=store, region=["NA"])) != before
    assert cards(open_page(store=store, region=["NA"], snapshot=name)) == before


def test_a_kept_snapshot_is_said_to_be_one_with_what_is_defined_otherwise_since(open_page: Open, store: Path) -> None:
    """The one that is kept was published by other code, under another definition of one measure."""
    measures = Store(store).current().manifest.measures | {"nps": "000000000000"}
    name = republish(store, days=1, measures=measures, code_version="0.0.9").id
    refreshed(store)
    (said,) = [one.value for one in open_page(store=store, snapshot=name).info]
    assert "As of 17 Sep 2026, a kept snapshot, not the newest" in said.replace("\\", "")
    assert "1 measure is defined otherwise since" in said
    assert "Net promoter score" in said
    assert "Published by code version 0.0.9" in said
    assert not open_page(store=store).info


def test_it_stays_open_from_page_to_page_until_the_newest_is_opened(open_page: Open, store: Path) -> None:
    name = then(store)
    refreshed(store)
    app = open_page(store=store, snapshot=name)
    app.switch_page(str(ROOT / "pages/customers.py")).run()
    assert "As of 17 Sep 2026" in words(app)
    assert name in app.query_params["snapshot"]
    app.button(key="open_newest").click().run()
    assert not app.exception
    assert "As of 24 Sep 2026" in words(app)
    assert "snapshot" not in app.query_params
    assert not app.info


def test_a_period_that_the_kept_snapshot_had_not_yet_gives_way_to_one_that_it_had(open_page: Open, store: Path) -> None:
    """Opened in the midst of a visit, from a page that shows the newest months."""
    newest = Store(store).current()
    earlier = {
        name: entry.model_copy(update={"held": (entry.held[0], min(entry.held[1], newest.manifest.last_month - 1))})
        for name, entry in newest.manifest.datasets.items()
        if entry.held is not None
    }
    made = republish(store, days=-30, datasets={**newest.manifest.datasets, **earlier})
    republish(store, days=60, datasets=newest.manifest.datasets)
    app = open_page(store=store)
    assert app.selectbox(key="period").value == "Jun–Aug 2026"
    app.query_params["snapshot"] = made.id
    app.run()
    assert not app.exception
    assert app.selectbox(key="period").value == "May–Jul 2026"
    assert "a kept snapshot" in app.info[0].value
    app.button(key="open_newest").click().run()
    assert app.selectbox(key="period").value in ("Jun–Aug 2026", "May–Jul 2026")
    assert not app.exception


@pytest.mark.parametrize("asked", ["20200101T060000000Z-000000000000", "../../etc/passwd", "<script>", "current"])
def test_a_name_that_is_not_kept_gets_a_sentence_and_the_newest(open_page: Open, store: Path, asked: str) -> None:
    app = open_page(store=store, snapshot=asked)
    (said,) = [one.value for one in app.warning]
    assert "is not kept here" in said
    assert "The newest is shown in its place" in said
    assert "<script>" not in said
    assert "As of 17 Sep 2026" in words(app)


def test_a_damaged_one_and_one_of_another_company_get_a_sentence_too(open_page: Open, store: Path) -> None:
    name, company = then(store), Store(store).current().manifest.company
    refreshed(store)
    (store / name / "answers.parquet").write_bytes(b"no")
    said = open_page(store=store, snapshot=name).warning[0].value.replace("\\", "")
    assert "answers.parquet was changed" in said
    other = republish(store, company="Another", demo=False).id
    republish(store, company=company, demo=True)
    said = open_page(store=store, snapshot=other).warning[0].value.replace("\\", "")
    assert "which is of Another; the newest is shown" in said


def test_the_grant_holds_for_a_kept_snapshot_as_well(
    open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = then(store)
    refreshed(store)
    monkeypatch.setattr(frame, "reader", lambda: Grant(regions=frozenset({"NA"}), company_totals=False))
    app = open_page(store=store, snapshot=name)
    assert "EMEA" not in words(app)
    assert frame.data_for(str(store), name, frame.reader()).regions == ("NA",)


def links_of(app: AppTest) -> list[str]:
    app.button(key="copy_link").click().run()
    (said,) = [card for card in cards(app) if "Copy the link" in card]
    return [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]*)"', said)]


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_the_link_to_a_view_is_exact_on_a_cold_server_also_where_it_is_as_the_page_opens(
    open_page: Open, store: Path
) -> None:
    name = then(store)
    view, these = links_of(open_page(store=store, segment=["Enterprise"]))
    assert query(view) == {
        "segment": ["Enterprise"],
        "period": ["Jun–Aug 2026"],
        "against": ["vs year before"],
    }
    assert query(these) == query(view) | {"snapshot": [name]}
    first = cards(open_page(store=store, segment=["Enterprise"]))
    assert cards(open_page(store=store, **query(view))) == first
    refreshed(store)
    assert cards(open_page(store=store, **query(these))) == first


def test_page_parameters_are_part_of_the_link(open_page: Open, store: Path) -> None:
    app = open_page("pages/accountability.py", store=store)
    app.query_params["department"] = "support"
    view, _ = links_of(app.run())
    assert query(view)["department"] == ["support"]


def test_the_dialog_says_whether_the_snapshot_stays(open_page: Open, store: Path) -> None:
    name = then(store)

    def said() -> str:
        app = open_page(store=store)
        app.button(key="copy_link").click().run()
        return next(card for card in cards(app) if "Copy the link" in card)

    assert "It is not pinned: once there are 30 newer ones it is removed" in said()
    assert f"python -m dashboard pin {name}" in said()
    Publisher(store).pin(name, "Board of <September>")
    assert "It is pinned (“Board of &lt;September&gt;”), and kept for good." in said()
    assert "dashboard pin" not in said()
