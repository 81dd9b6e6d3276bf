"""The real companies two ways: through their mappings, and from their published files row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.configuration import load
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import read, top_ten
from dashboard.periods import Calendar, Period, closing
from dashboard.refresh.run import refresh
from dashboard.warehouse import PROJECT
from tests.two_ways import real
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import Place
from tests.two_ways.raw import Raw
from tests.two_ways.test_measures import unlike
from tests.two_ways.themes import Regression, order

pytestmark = pytest.mark.skipif(
    not real.DATA.is_dir(), reason=f"the real data are not there: {real.DATA} does not exist"
)


def mapped(name: str, folder: Path) -> Company:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORTHSTAR_MAPPING", str(PROJECT / "queries" / "mappings" / name))
        settings = load(PROJECT)
    settings = settings.model_copy(
        update={"warehouse_url": SecretStr("duckdb:///:memory:"), "snapshots": folder / "snapshots"}
    )
    data = Data(refresh(settings, report=lambda line: None))
    file = {"olist": real.olist, "nhs_fft": real.nhs}[name](folder / "rows.duckdb")
    active = settings.active_months if settings.revenue_kind == "sales" else 1
    return Company(name, data, settings, Raw(file, 0, data.months, active))


@pytest.fixture(scope="module")
def olist(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return mapped("olist", tmp_path_factory.mktemp("olist"))


@pytest.fixture(scope="module")
def nhs(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return mapped("nhs_fft", tmp_path_factory.mktemp("nhs"))


def periods(company: Company) -> tuple[Period, ...]:
    first, last = company.data.months
    calendar = Calendar(company.settings.fiscal_year_start)
    some = [
        closing("month", last, calendar),
        closing("month", last - 5, calendar),
        closing("quarter", last - 2, calendar),
    ]
    return (*some, closing("year", last, calendar), Period("all", first, last, "all months"))


def wrong(company: Company, name: str, *places: Place) -> list[tuple[Place, str, str]]:
    return [
        (place, period.label, said)
        for place in places
        for period in periods(company)
        for said in unlike(
            name, "value",
            read(company.data, name, View(place.regions, place.segments, period, None), company.settings).estimate,
            company.raw.number(name, place, (period.first, period.last)),
        )
    ]  # fmt: skip


LATE, ON_TIME = Place(None, ("Delivered late",)), Place(None, ("Delivered on time",))
SOUTH_EAST, TWO = Place(("Sudeste",)), Place(("Sul", "Nordeste"))


@pytest.mark.parametrize("name", ["csat", "csat_mean"])
def test_olist_reviews(olist: Company, name: str) -> None:
    places = (Place(), SOUTH_EAST, TWO, LATE, ON_TIME, Place(("Sudeste",), ("Not delivered",)))
    assert wrong(olist, name, *places) == []


@pytest.mark.parametrize(("place", "mean"), [(Place(), 4.07), (LATE, 2.50), (ON_TIME, 4.28)], ids=str)
def test_olist_means_as_they_are_published(olist: Company, place: Place, mean: float) -> None:
    view = View(place.regions, place.segments, Period("all", *olist.data.months, "all months"), None)
    assert round(read(olist.data, "csat_mean", view, olist.settings).value, 2) == mean


def test_olist_orders_on_time(olist: Company) -> None:
    assert wrong(olist, "journeys_on_time", Place(), SOUTH_EAST, TWO) == []


@pytest.mark.parametrize(
    "name",
    ["logo_retention", "gross_revenue_retention", "net_revenue_retention", "net_customers", "customers_won", "refill",
     "earned_growth"],
)  # fmt: skip
def test_olist_buyers(olist: Company, name: str) -> None:
    assert wrong(olist, name, Place(), SOUTH_EAST, TWO) == []


def test_nhs_satisfaction(nhs: Company) -> None:
    places = (Place(), Place(("NEAS",)), Place(("NHFT",)), Place(("NEAS", "NHFT")))
    assert wrong(nhs, "csat", *places) == []
    assert wrong(nhs, "csat_mean", *places) == []


@pytest.mark.parametrize("back", [0, 5])
@pytest.mark.parametrize("place", [Place(), Place(("NEAS",)), Place(("NHFT",))], ids=str)
def test_nhs_themes(nhs: Company, place: Place, back: int) -> None:
    last, months = nhs.data.months[1] - back, nhs.settings.theme_window_months
    span = (last - months + 1, last)
    period = closing("quarter", last, Calendar())
    found = top_ten(nhs.data, View(place.regions, place.segments, period, None), nhs.settings)
    fit = Regression.of(nhs.raw.themed("csat", place, span))
    factors = Regression.of(nhs.raw.themed("csat", Place(), span)).factors
    points, half = fit.points(), fit.half_width(factors)
    shown = (*found.ten, *found.others, *found.delights)
    assert [theme.mention for theme in (*found.ten, *found.others)] == order(points)
    # Praise that costs points, as some does by chance, is neither on the list nor a delight.
    assert {theme.mention for theme in found.delights} == {name for name, lost in points.items() if lost < 0}
    assert len(shown) > 10
    assert {name: found.factors[name] for name in factors} == pytest.approx(factors, rel=1e-6)
    for theme in shown:
        at, sign = fit.kept.index(theme.mention), 1 if theme.rank else -1
        assert theme.mentions == fit.answers.mentions()[theme.mention]
        assert theme.effect == pytest.approx(fit.solution[1 + at], abs=1e-6)
        points_and_ends = [sign * fit.lost[at] + step * half[at] for step in (0, -1, 1)]
        assert [theme.points, theme.low, theme.high] == pytest.approx(points_and_ends, abs=1e-6)
    parts = found.identity
    assert parts is not None
    assert (parts.start, parts.score) == pytest.approx(
        (fit.intercept, 100 * nhs.raw.number("csat", place, span).value), abs=1e-6
    )
