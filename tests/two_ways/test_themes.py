"""The Top Ten beside least squares on the answers themselves, and what stands around it beside the raw registers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from dashboard.data.view import View
from dashboard.measures import read, theme_view, top_ten
from dashboard.measures.themes.theme import TopTen
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import Place
from tests.two_ways.formulas import Z, adjusted
from tests.two_ways.test_measures import FIRST, LAST
from tests.two_ways.themes import Answers, Regression, on_the_list, order

PLACES = (Place(), Place(("NA",)), Place(None, ("Small business",)), Place(("NA", "DACH")))
WINDOWS = (3, 12)


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def settings_of(company: Company, window: int) -> Settings:
    return company.settings.model_copy(update={"theme_window_months": window})


def product(company: Company, place: Place, window: int, last: int = LAST) -> TopTen:
    period, before = (closing("quarter", end, Calendar()) for end in (last, last - 12))
    view = View(place.regions, place.segments, period, before)
    return top_ten(company.data, view, settings_of(company, window))


def answers(company: Company, place: Place, window: int, last: int = LAST) -> Answers:
    return company.raw.themed("nps", place, (last - window + 1, last))


FITS: dict[tuple[str, Place, int, int], Regression] = {}


def fit_of(company: Company, place: Place, window: int, last: int = LAST) -> Regression:
    question = (company.name, place, window, last)
    if question not in FITS:
        FITS[question] = Regression.of(answers(company, place, window, last))
    return FITS[question]


def rank_all(company: Company, window: int) -> Iterator[tuple[int, list[str]]]:
    for last in range(FIRST + window - 1, LAST + 1):
        yield last, order(fit_of(company, Place(), window, last).points())


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_effects_points_and_their_intervals(either: Company, place: Place, window: int) -> None:
    found, fit = product(either, place, window), fit_of(either, place, window)
    factors = fit_of(either, Place(), window).factors
    assert {name: found.factors[name] for name in factors} == pytest.approx(factors, rel=1e-6)
    mentions, half, points = fit.answers.mentions(), fit.half_width(factors), fit.points()
    costing = order(points)
    assert [theme.mention for theme in (*found.ten, *found.others)] == costing
    assert [theme.rank for theme in (*found.ten, *found.others)] == list(range(1, len(costing) + 1))
    assert {theme.mention for theme in found.delights} == {name for name, lost in points.items() if lost < 0}
    for theme in (*found.ten, *found.others, *found.delights):
        at, sign = fit.kept.index(theme.mention), 1 if theme.rank else -1
        assert theme.mentions == mentions[theme.mention]
        assert theme.effect == pytest.approx(fit.solution[1 + at], abs=1e-6)
        assert theme.points == pytest.approx(sign * fit.lost[at], abs=1e-6)
        assert (theme.low, theme.high) == pytest.approx(
            (sign * fit.lost[at] - half[at], sign * fit.lost[at] + half[at]), abs=1e-6
        )
    assert {theme.mention for theme in found.pooled} == set(fit.pooled) - {"other", "+other"}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_points_add_up_to_the_score_that_is_shown(either: Company, place: Place, window: int) -> None:
    found, all_answers = product(either, place, window), answers(either, place, window)
    fit, parts = fit_of(either, place, window), found.identity
    assert parts is not None
    assert (found.coded, found.silent) == (all_answers.read.sum(), (~all_answers.read).sum())
    points = fit.points()
    ten, pooled = order(points)[:10], dict(zip(fit.sides, fit.lost[len(fit.kept) :].tolist(), strict=True))
    expected = {
        "start": fit.intercept,
        "ten": sum(points[name] for name in ten),
        "others": sum(lost for name, lost in points.items() if lost > 0 and name not in ten),
        "gained": -sum(lost for lost in points.values() if lost < 0),
        "pooled": -pooled.get("other", 0.0),
        "pooled_praise": -pooled.get("+other", 0.0),
        "said_nothing": all_answers.score - fit.answers.score,
        "score": all_answers.score,
    }
    for name, value in expected.items():
        assert getattr(parts, name) == pytest.approx(value, abs=1e-6), name
    adds_up = (
        parts.start - parts.ten - parts.others + parts.gained + parts.pooled + parts.pooled_praise + parts.said_nothing
    )
    assert adds_up == pytest.approx(parts.score, abs=1e-9)
    period = closing("quarter" if window == 3 else "year", LAST, Calendar())
    shown = read(either.data, "nps", View(place.regions, place.segments, period, None), either.settings)
    assert parts.score == pytest.approx(shown.value, abs=1e-9)


@pytest.mark.parametrize("window", [3, 6])
def test_trends_ranks_before_and_days_on_the_list(awkward_company: Company, window: int) -> None:
    company = awkward_company
    found, ranks = product(company, Place(), window), dict(rank_all(company, window))
    ends = [last for last in range(LAST - 21, LAST + 1, 3) if last - window + 1 >= FIRST]
    assert found.windows == tuple((last - window + 1, last) for last in ends)
    fits = [fit_of(company, Place(), window, last).points() for last in ends]
    since = on_the_list(ranks, window)
    for theme in found.ten:
        trend = [points.get(theme.mention, math.nan) for points in fits]
        assert theme.trend.tolist() == pytest.approx(trend, nan_ok=True, abs=1e-6)
        before = ranks[LAST - 12]
        assert theme.previous_rank == (before.index(theme.mention) + 1 if theme.mention in before else None)
        entered = since[theme.mention]
        assert theme.listed_since == entered
        first_closed = np.datetime64(f"{(entered + 1) // 12}-{(entered + 1) % 12 + 1:02d}") - np.timedelta64(1, "D")
        assert theme.days_on_list == (date(2026, 8, 31) - first_closed.astype("datetime64[D]").item()).days


def test_a_theme_s_own_view(awkward_company: Company) -> None:
    company, window = awkward_company, 12
    theme = product(company, Place(), window).ten[0]
    view = View(None, None, closing("quarter", LAST, Calendar()), None)
    found = theme_view(company.data, view, theme.theme_id, settings_of(company, window))
    factor = fit_of(company, Place(), window).factors[theme.mention]
    assert found.trend.months.tolist() == list(range(LAST - 23, LAST + 1))
    for position in (0, 11, 23):
        fit = fit_of(company, Place(), window, LAST - 23 + position)
        at = fit.kept.index(theme.mention)
        lost, half = fit.lost[at], fit.half_width(fit.factors)[at]
        seen = [part[position] for part in (found.trend.values, found.trend.low, found.trend.high, found.trend.n)]
        n = fit.answers.mentions()[theme.mention]
        assert seen == pytest.approx([lost, lost - half, lost + half, n], abs=1e-6)
    places = [(part, Place((part.label,))) for part in found.by_region]
    places += [(part, Place(None, (part.label,))) for part in found.by_segment]
    assert len(places) == 7 + 5
    for part, own in places:
        read_there = answers(company, own, window)
        read_there = read_there.kept(read_there.read)
        names = np.array([theme.mention in each for each in read_there.named])
        assert (part.mentions, part.answers) == (names.sum(), len(names))
        named, others = read_there.kept(names), read_there.kept(~names)
        (centre, variance), (centre_b, variance_b) = (_adjusted(side, factor) for side in (named, others))
        half = 100 * Z * math.sqrt(variance + variance_b)
        value, middle = named.score - others.score, 100 * (centre - centre_b)
        expected = (value, max(min(middle - half, value), -200), min(max(middle + half, value), 200))
        assert (part.gap.value, part.gap.low, part.gap.high) == pytest.approx(expected, abs=1e-6)


def _adjusted(side: Answers, factor: float) -> tuple[float, float]:
    kish = float(side.weight.sum() ** 2 / (side.weight**2).sum())
    square = float(np.average(side.y**2, weights=side.weight))
    return adjusted(side.score / 100, square, kish / factor)


def test_owners_stages_and_tasks_of_themes(awkward_company: Company) -> None:
    company, today = awkward_company, "date '2026-09-17'"
    found = product(company, Place(), 12)
    seen = 0
    for theme in (*found.ten, *found.others, *found.delights):
        raw = company.raw.rows(f"""
            select t.name, coalesce(d.name, ''), t.department_id is null, t.sponsor,
                (select count(*) from company.theme_departments p where p.theme_id = t.theme_id),
                (select arg_max(stage, entered_on) from company.theme_stages s
                    where s.theme_id = t.theme_id and s.entered_on <= {today}),
                (select count(*) from promised p where p.theme_id = t.theme_id and not done),
                (select count(*) from promised p where p.theme_id = t.theme_id and done),
                (select count(*) from promised p where p.theme_id = t.theme_id and not done and p.due_on < {today})
            from company.themes t left join company.departments d using (department_id)
            where t.theme_id = '{theme.theme_id}'
        """)
        if not raw:
            assert (theme.name, theme.owner) == (theme.theme_id, None)
            continue
        name, owner, shared, sponsor, parts, stage, still_open, done, overdue = raw[0]
        assert theme.owner is not None
        assert (theme.name, theme.owner.name, theme.owner.cross_lob) == (name, owner, shared)
        assert (theme.owner.sponsor, len(theme.owner.contributors)) == (sponsor, parts if shared else 0)
        assert theme.stage == stage
        assert theme.tasks is not None
        assert (theme.tasks.open, theme.tasks.done, theme.tasks.overdue) == (still_open, done, overdue)
        seen += done
    assert seen > 10
