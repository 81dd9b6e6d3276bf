"""The Top Ten as a reader meets it: seldom named, withheld, of old months, and by links that ask for any theme."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import top_ten
from dashboard.measures.themes.theme import TopTen
from dashboard.periods import Calendar, closing
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from dashboard.words.top_ten import themes
from tests.pages.conftest import Open, settings_for, words

FEW = 5
"""Mentions that are enough here: the small company's themes are seldom named."""

PAGE = "pages/top_ten.py"


@pytest.fixture
def settings(demo_store: Path, demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("NORTHSTAR_LEAST_N", str(FEW))
    return settings_for(demo_warehouse, demo_store).model_copy(update={"least_n": FEW})


def newest(store: Path, settings: Settings, *regions: str) -> TopTen:
    """Return the Top Ten of the newest quarter, as the page opens."""
    data = Data(Store(store).current())
    quarter = closing("quarter", data.months[1] - (data.months[1] + 1) % 3, Calendar())
    return top_ten(data, View(regions or None, None, quarter, None), settings)


def test_the_page_says_which_months_it_stands_on(open_page: Open, demo_store: Path, settings: Settings) -> None:
    said = words(open_page(PAGE, period="12 months to Aug 2026"))
    assert "Jun 2026 to Aug 2026" in said
    assert "stages and tasks as of" in said
    assert not any(word in said for word in (" now ", "across lines of business"))


def test_seldom_named_is_no_good_news(open_page: Open) -> None:
    said = words(open_page(PAGE, region="LATAM"))
    assert "too few mentions to rank any theme" in said
    assert "30 times or more, which is the least to be ranked" in said
    assert "No theme costs" not in said
    assert "adds up to the score" not in said.split("Off the list")[0].replace(themes.POINTS_LOST, "")


def test_withheld_is_no_good_news(open_page: Open, demo_warehouse: Path, tmp_path: Path) -> None:
    warehouse, store = tmp_path / "demo.duckdb", tmp_path / "store"
    shutil.copy(demo_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update survey_responses set score = 11 where metric = 'nps'")
    refresh(settings_for(warehouse, store), report=lambda _: None)
    for file in (PAGE, "pages/overview.py"):
        said = words(open_page(file, store)).replace("\\", "")
        assert "Top Ten: withheld" in said
        assert "said nothing" not in said
        assert "costs the score" not in said


def test_a_theme_seldom_named_can_be_chosen(open_page: Open, demo_store: Path, settings: Settings) -> None:
    rare = newest(demo_store, settings).pooled[0]
    app = open_page(PAGE, theme=rare.name)
    assert app.selectbox(key="theme").value == rare.name
    assert not app.warning
    assert f"What “{rare.name}” costs is not known" in words(app).replace("\\", "")


def test_every_theme_that_is_offered_can_be_shown(open_page: Open, settings: Settings) -> None:
    app = open_page(PAGE)
    choice = app.selectbox(key="theme")
    for name in choice.options:
        app.selectbox(key="theme").select(name).run()
        assert not app.exception
        assert not app.warning


def test_a_theme_that_other_filters_do_not_hold_gives_way_with_a_word(
    open_page: Open, demo_store: Path, settings: Settings
) -> None:
    def names(*regions: str) -> list[str]:
        found = newest(demo_store, settings, *regions)
        return [theme.name for theme in (*found.ten, *found.others, *found.delights, *found.pooled)]

    regions = Data(Store(demo_store).current()).regions
    region, lost = next((region, name) for region in regions for name in names() if name not in names(region))
    app = open_page(PAGE, theme=lost)
    assert app.selectbox(key="theme").value == lost
    app.multiselect(key="region").select(region).run()
    assert lost not in app.selectbox(key="theme").options
    said = [warning.value.replace("\\", "") for warning in app.warning]
    assert len(said) <= 1
    if app.selectbox(key="theme").options:
        assert f"“{lost}” is not among those that answers name" in said[0]
        assert f"“{app.selectbox(key='theme').value}” is shown" in said[0]


@pytest.mark.parametrize("asked", ["Nonsense", "[Sign in](http://evil.example)"])
def test_a_theme_that_there_is_not_is_said_and_another_chosen(open_page: Open, settings: Settings, asked: str) -> None:
    app = open_page(PAGE, theme=asked)
    said = [warning.value for warning in app.warning]
    assert len(said) == 1
    assert "is not among those that answers name" in said[0]
    assert "](http" not in said[0]
    assert app.selectbox(key="theme").value in app.selectbox(key="theme").options
    app.run()
    assert not app.warning


def test_the_first_theme_is_shown_under_other_filters_too_where_none_was_chosen(
    open_page: Open, demo_store: Path, settings: Settings
) -> None:
    def first(*regions: str) -> str | None:
        found = newest(demo_store, settings, *regions)
        ranked = (*found.ten, *found.others, *found.delights, *found.pooled)
        return ranked[0].name if ranked else None

    app = open_page(PAGE)
    assert app.selectbox(key="theme").value == first()
    region, other = next(
        (region, other)
        for region in Data(Store(demo_store).current()).regions
        if (other := first(region)) not in (None, first())
    )
    app.multiselect(key="region").select(region).run()
    assert app.selectbox(key="theme").value == other
    assert not app.warning


def test_how_points_lost_are_known_can_be_opened(open_page: Open) -> None:
    app = open_page(PAGE)
    assert [box.label for box in app.expander] == ["Points lost: how do we know?"]
    assert themes.POINTS_LOST in words(app)
    assert any("select" in code.value.lower() for code in app.code)
