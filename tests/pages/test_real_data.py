"""The pages on two real data sets, through their mappings: a Brazilian marketplace and two English hospitals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from dashboard.configuration import load
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import read
from dashboard.periods import stretch
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from dashboard.words.escaping import markdown
from tests.pages.conftest import ROOT, ROUTER, words

DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data lie in {DATA}, which does not exist here")


def published(name: str, store: Path) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORTHSTAR_MAPPING", f"queries/mappings/{name}")
        settings = load(ROOT)
    settings = settings.model_copy(update={"warehouse_url": SecretStr("duckdb:///:memory:"), "snapshots": store})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)  # the mappings name their files from the project's root
        refresh(settings, report=lambda _: None)
    return settings


@pytest.fixture(scope="module")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return published("olist", tmp_path_factory.mktemp("olist"))


@pytest.fixture(scope="module")
def nhs(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return published("nhs_fft", tmp_path_factory.mktemp("nhs"))


@pytest.mark.parametrize(("segment", "mean"), [(None, 4.07), ("Delivered late", 2.50), ("Delivered on time", 4.28)])
def test_the_weighted_mean_of_the_reviews(olist: Settings, segment: str | None, mean: float) -> None:
    data = Data(Store(olist.snapshots).current())
    period = stretch(*data.months)
    view = View(None, (segment,) if segment else None, period, None)
    assert round(read(data, "csat_mean", view, olist).value, 2) == mean


@pytest.mark.parametrize("name", ["olist", "nhs"])
@pytest.mark.parametrize("file", ["pages/overview.py", "pages/top_ten.py", "pages/data_health.py"])
def test_every_page_opens_on_real_data(
    name: str, file: str, on: Callable[[Path], None], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = request.getfixturevalue(name)
    on(settings.snapshots)
    monkeypatch.setenv("NORTHSTAR_MAPPING", str(settings.mapping))
    monkeypatch.setenv("NORTHSTAR_AS_OF", str(settings.as_of))
    app = AppTest.from_file(str(ROUTER), default_timeout=60).run()
    app.switch_page(str(ROOT / file)).run()
    assert not app.exception
    assert settings.company is not None
    assert markdown(settings.company) in words(app)
    assert "Demo company" not in words(app)


def test_hospitals_have_a_top_ten_of_themes_that_people_labelled(
    nhs: Settings, on: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    on(nhs.snapshots)
    monkeypatch.setenv("NORTHSTAR_MAPPING", str(nhs.mapping))
    monkeypatch.setenv("NORTHSTAR_AS_OF", str(nhs.as_of))
    app = AppTest.from_file(str(ROUTER), default_timeout=60).run()
    app.switch_page(str(ROOT / "pages/top_ten.py")).run()
    assert "Timeliness of care" in words(app)
    assert "points of CSAT" in words(app)
