"""Data health: what a failure holds back or withholds, by the names of the tiles, in words that people read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dashboard.cards.faults import faults
from dashboard.cards.feeds import BLOCKS, fed_by
from streamlit.testing.v1 import AppTest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import top_ten
from dashboard.measures.changes.news import what_changed
from dashboard.measures.programme.decisions import decisions
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.measures.themes.departures import departures
from dashboard.periods import choices, earlier
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from queries.datasets import DATASETS
from tests.pages.conftest import Open, settings_for, words

PAGE = "pages/data_health.py"
ANSWERS = ("Net promoter score", "CSAT, top two boxes", "Response rate", "What really changed", "Top Ten")
ON_FIGURES = {"targets", "benchmarks"}
"""What every figure is marked with; it makes no news."""


@pytest.fixture(scope="module")
def broken(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse like the demo company's, with scores of 11 and without change requests."""
    path = tmp_path_factory.mktemp("broken") / "demo.duckdb"
    shutil.copy(demo_warehouse, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update survey_responses set score = 11 where metric = 'nps'")
        connection.execute("drop table change_requests")
    return path


@pytest.fixture(scope="module")
def held(broken: Path, demo_warehouse: Path, demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store in which the company's last good answers and requests are held back."""
    store, warehouse = tmp_path_factory.mktemp("held") / "store", tmp_path_factory.mktemp("wall") / "demo.duckdb"
    shutil.copy(demo_warehouse, warehouse)
    refresh(settings_for(warehouse, store), report=lambda _: None)
    shutil.copy(broken, warehouse)
    refresh(settings_for(warehouse, store), report=lambda _: None)
    return store


@pytest.fixture(scope="module")
def withheld(broken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that never held a good answer."""
    store = tmp_path_factory.mktemp("withheld") / "store"
    refresh(settings_for(broken, store), report=lambda _: None)
    return store


def card(app: AppTest) -> str:
    """Return what the summary says, without its markup."""
    said = re.sub(r"<[^>]+>", " ", words(app).split('<section data-part="trust">')[1].split("</section>")[0])
    return re.sub(r"\s+", " ", said)


def cells(app: AppTest) -> list[str]:
    """Return what stands in the tables, cell by cell."""
    return [str(value) for table in (*app.table, *app.dataframe) for value in table.value.to_numpy().ravel()]


def test_every_dataset_feeds_something_that_has_a_name() -> None:
    names = {dataset.name for dataset in DATASETS}
    assert [name for name in names if not fed_by([name], Settings())] == []
    assert {name for read in BLOCKS.values() for name in read} <= names


def test_a_measure_is_called_as_it_is_on_the_pages() -> None:
    assert "Recurring revenue" in fed_by(["finance"], Settings())
    assert "Revenue" in fed_by(["finance"], Settings(revenue_kind="sales"))


class Watched(Data):
    """Data that keep in mind which datasets they were asked for."""

    def __init__(self, store: Path) -> None:
        self.asked: set[str] = set()
        super().__init__(Store(store).current())

    def cube(self, name: str) -> Any:
        self.asked.add(name)
        return super().cube(name)

    def table(self, name: str) -> Any:
        self.asked.add(name)
        return super().table(name)


READ: dict[str, Callable[[Data, View, Settings], object]] = {
    "What really changed": lambda data, view, settings: what_changed(data, view, settings),
    "Needs a decision": lambda data, view, settings: decisions(data, data.snapshot.manifest.as_of),
    "Top Ten": lambda data, view, settings: top_ten(data, view, settings),
    "Off the list": lambda data, view, settings: departures(data, view, settings),
    "Rally cry": lambda data, view, settings: rally_cry(data, view.period.last),
}


@pytest.mark.parametrize("block", READ)
def test_what_a_block_reads_is_what_it_is_declared_to_stand_on(block: str, demo_store: Path) -> None:
    data = Watched(demo_store)
    period = choices(*data.months)[0]
    view = View(None, None, period, earlier(period, "year", data.months[0]))
    READ[block](data, view, Settings(least_n=5))
    assert data.asked - set(BLOCKS[block]) <= ON_FIGURES
    if block != "What really changed":  # it reads more where there is news
        assert data.asked >= set(BLOCKS[block])


def test_what_is_held_back_is_told_by_the_names_of_its_tiles(open_page: Open, held: Path) -> None:
    said = card(open_page(PAGE, held))
    assert "Yes, but not all are new" in said
    assert "held back, read" in said
    for name in (*ANSWERS, "Off the list", "Needs a decision"):
        assert name in said
    assert "no measure" not in said
    assert said.count("answers have a score outside 0 to 10") == 1
    assert "; 2 critical" in said


def test_a_failure_is_told_once_though_it_stops_many_datasets(held: Path) -> None:
    found = faults(Store(held).current().manifest, Settings())
    assert [fault.mark.split(",")[0] for fault in found[:2]] == ["held back", "held back"]
    assert found[0].datasets.startswith("answers, themed answers, theme pairs")
    assert found[1].concerned == "Needs a decision"


def test_where_nothing_good_is_known_no_good_figures_are_promised(open_page: Open, withheld: Path) -> None:
    app = open_page(PAGE, withheld)
    said = card(app)
    assert "what failed its checks is withheld" in said
    assert "No earlier version of it is good" in said
    assert "last good" not in said + " ".join(cells(app))
    assert "Until then what stands on it is withheld." in " ".join(cells(app))


def test_with_good_data_the_answer_is_yes(open_page: Open) -> None:
    assert "Can today’s numbers be believed? " in card(open_page(PAGE))
    assert "Yes" in card(open_page(PAGE))


def test_the_page_says_that_the_filters_do_nothing_here(open_page: Open) -> None:
    assert "The filters above change nothing here" in card(open_page(PAGE))


@pytest.mark.parametrize("state", ["held", "withheld"])
def test_tables_are_written_for_people(open_page: Open, state: str, request: pytest.FixtureRequest) -> None:
    app = open_page(PAGE, request.getfixturevalue(state))
    text = "\n".join(cells(app))
    assert "`" not in text + card(app)
    assert not re.search(r"\b\d{4}-\d{2}(-\d{2}T[\d:]+)?$", text, re.MULTILINE)
    assert not re.search(r"\b\d{5,} rows?\b", text)
    assert "Sep 2021 to Aug 2026".replace(" ", "\N{NO-BREAK SPACE}") in text
    assert app.dataframe[0].proto.placeholder == ""
    assert app.dataframe[0].proto.HasField("placeholder")
    shown = [table.value.astype(str).to_string() for table in app.table]
    assert not [one for one in shown if re.search(r"\b(None|nan|NaT|<NA>)\b", one) and "rows" not in one]


def test_every_table_has_an_alternative_text(open_page: Open, held: Path) -> None:
    app = open_page(PAGE, held)
    assert len(app.table) == 5
    assert all(element.proto.alt for element in (*app.table, *app.dataframe))


def test_only_the_failed_checks_are_listed_where_the_address_asks_for_them(open_page: Open, held: Path) -> None:
    app = open_page(PAGE, held)
    assert len(app.dataframe[0].value) > 100
    app.toggle(key="only_failed").set_value(True).run()
    assert set(app.dataframe[0].value["outcome"]) <= {"failed, critical", "failed, warning"}


def opened(app: AppTest) -> list[str]:
    return [fold.label.split("**")[1] for fold in app.expander if fold.proto.expanded]


def test_details_are_folded_but_for_what_the_address_asks_for(open_page: Open) -> None:
    assert opened(open_page(PAGE)) == []
    asked = open_page(PAGE, measure="Gross margin")
    assert opened(asked) == ["What the measures mean"]
    assert asked.selectbox(key="measure").value == "gross_margin"


def test_a_fold_that_is_open_stays_so_when_what_it_holds_is_changed(open_page: Open) -> None:
    app = open_page(PAGE, only_failed="true")
    assert opened(app) == ["Every check"]
    app.toggle(key="only_failed").set_value(False).run()
    assert opened(app) == ["Every check"]
