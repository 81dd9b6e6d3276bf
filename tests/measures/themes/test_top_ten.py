"""The Top Ten from patterns that a pencil can check: what themes cost, and how it adds up to the score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.data.access import Data, Grant
from dashboard.measures import theme_view, top_ten
from dashboard.measures.themes.sums import FOLLOWED
from dashboard.measures.themes.theme import TopTen
from dashboard.settings import Settings
from queries.datasets import THEME_LAGS
from tests.published import FIRST, LAST, SETTINGS, Rows, answers, clusters, data, snapshot, view

Outcomes = tuple[int, int, int]
Patterns = Mapping[tuple[str, ...], Outcomes]

# Two themes, with detractors, passives and promoters by what is named.
TWO: Patterns = {(): (40, 120, 240), ("a",): (60, 50, 30), ("b",): (30, 40, 50), ("a", "b"): (20, 10, 5)}


def themed(
    patterns: Patterns, silent: Outcomes = (0, 0, 0), *, month: int = LAST, alike: int = 1, **place: Any
) -> dict[str, Rows]:
    """Return the rows of answers by what they name, as the datasets of the themes hold them.

    ``alike`` answers in a row, which name and say the same, are one customer's.
    """
    answers, pairs, clusters = [], [], []
    for coded, groups in ((1, patterns), (0, {(): silent})):
        for named, outcomes in groups.items():
            for y, n in zip((-1, 0, 1), outcomes, strict=True):
                sums = {"n": n, "weight": n, "weight_squared": n, "y": y * n, "y_squared": y * y * n}
                row = {"month": month, "metric": "nps", **place, **sums}
                answers.append({"coded": coded, **row})
                for a, b in combinations_with_replacement(sorted(named), 2):
                    pairs.append({"mention_a": a, "mention_b": b, **row})
                if coded:
                    clusters += [_cluster(mention, y, n, alike, month) for mention in ("", *named)]
    return {"themed_answers": answers, "theme_pairs": pairs, "theme_clusters": clusters}


def _cluster(mention: str, y: int, n: int, alike: int, month: int) -> dict[str, Any]:
    squares = n // alike * alike**2 + (n % alike) ** 2
    products = {"yy": y * y * squares, "yw": y * squares, "ww": squares}
    with_all = {"yy_all": y * y * squares, "yw_all": y * squares, "wy_all": y * squares, "ww_all": squares}
    return {"month": month, "lag": 0, "metric": "nps", "mention": mention, **products, **with_all}


def together(*parts: Mapping[str, Rows]) -> dict[str, Rows]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: [row for part in parts for row in part.get(name, [])] for name in names}


def ten(found: Data, settings: Settings = SETTINGS, **asked: Any) -> TopTen:
    return top_ten(found, view(**asked), settings)


def adds_up(themes: TopTen) -> bool:
    parts = themes.identity
    assert parts is not None
    total = (
        parts.start - parts.ten - parts.others + parts.gained + parts.pooled + parts.pooled_praise + parts.said_nothing
    )
    return math.isclose(total, parts.score, abs_tol=1e-9)


def test_two_themes_cost_what_the_regression_says(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed(TWO)))
    assert [theme.theme_id for theme in found.ten] == ["a", "b"]
    assert [theme.points for theme in found.ten] == pytest.approx([17.364625, 6.816133], abs=1e-6)
    assert found.ten[0].effect == pytest.approx(-68.962368, abs=1e-6)
    assert found.ten[0].mentions == 175
    assert (found.coded, found.silent) == (695, 0)
    assert found.identity is not None
    assert found.identity.start == pytest.approx(49.360614, abs=1e-6)
    assert found.identity.score == pytest.approx(25.179856, abs=1e-6)
    assert adds_up(found)


def test_an_id_that_begins_with_a_sign_is_no_praise(tmp_path: Path) -> None:
    """As the query tells them: the theme '+a' costs most, and praise of 'b' is praise of 'b'."""
    named: Patterns = {(): (40, 120, 240), ("-+a",): (60, 50, 30), ("+b",): (5, 5, 50), ("-other",): (30, 30, 30)}
    found = ten(data(tmp_path, **themed(named)))
    assert [(theme.theme_id, theme.rank) for theme in found.ten] == [("+a", 1), ("other", 2)]
    assert [(theme.theme_id, theme.mention) for theme in found.delights] == [("b", "+b")]
    assert theme_view(found_in := data(tmp_path / "again", **themed(named)), view(), "+a", SETTINGS).theme.rank == 1
    assert adds_up(ten(found_in))


def test_intervals_hold_their_value_and_widen_for_repeated_customers(tmp_path: Path) -> None:
    classical = 1.959964 * 6.298809 * 175 / 695
    for alike in (1, 4):
        found = ten(data(tmp_path / str(alike), **themed(TWO, alike=alike)))
        first = found.ten[0]
        assert first.low < first.points < first.high
        assert first.high - first.points == pytest.approx(classical * math.sqrt(found.factors["a"]), rel=1e-4)
        assert found.factors["a"] == pytest.approx(alike, rel=0.25)


def test_repeats_of_a_customer_in_another_month_count_where_the_window_holds_both(tmp_path: Path) -> None:
    """The same customers say the same in two months running; a window of one month sees each of them once."""
    rows = together(themed(TWO, month=LAST - 1), themed(TWO))
    names = ("yy", "yw", "ww", "yy_all", "yw_all", "wy_all", "ww_all")
    again = [
        {**row, "lag": 1, **{name: 2 * row[name] for name in names}}
        for row in rows["theme_clusters"] if row["month"] == LAST
    ]  # fmt: skip
    found = data(tmp_path, **rows | {"theme_clusters": [*rows["theme_clusters"], *again]})
    one_month = SETTINGS.model_copy(update={"theme_window_months": 1})
    alone, both = ten(found, one_month).factors["a"], ten(found).factors["a"]
    assert both == pytest.approx(2 * alone, rel=0.05)


def test_customers_are_followed_for_as_long_as_the_longest_window() -> None:
    (longest,) = (bound.le for bound in Settings.model_fields["theme_window_months"].metadata if hasattr(bound, "le"))
    assert FOLLOWED == THEME_LAGS == longest


def test_where_nobody_answers_twice_a_window_of_many_months_is_known_all_the_same(tmp_path: Path) -> None:
    older = dict(TWO) | {("old",): (30, 5, 5)}
    months = themed(older, month=LAST - 2), themed(TWO, month=LAST - 1), themed(TWO)
    assert set(ten(data(tmp_path, **together(*months))).factors) == {"a", "b", "old"}


def test_a_filter_inherits_the_factor_of_the_whole(tmp_path: Path) -> None:
    rows = together(themed(TWO, region="North", alike=4), themed(TWO, region="South"))
    found = data(tmp_path, **rows)
    whole, south = ten(found), ten(found, regions=("South",))
    assert whole.factors == south.factors
    assert south.factors["a"] > 2
    assert (whole.filtered, south.filtered) == (False, True)


def test_those_who_said_nothing_are_a_term_of_their_own(tmp_path: Path) -> None:
    """They are no reference: what themes cost stays as it was."""
    found = ten(data(tmp_path, **themed(TWO, silent=(100, 100, 500))))
    assert found.ten[0].points == pytest.approx(17.364625, abs=1e-6)
    assert found.identity is not None
    everybody = 100 * (325 - 150 + 400) / (695 + 700)
    assert found.identity.score == pytest.approx(everybody)
    assert found.identity.said_nothing == pytest.approx(everybody - 25.179856, abs=1e-6)
    assert adds_up(found)


def test_delights_stand_apart(tmp_path: Path) -> None:
    patterns = dict(TWO) | {("+a",): (2, 10, 60), ("c",): (1, 5, 90)}
    found = ten(data(tmp_path, **themed(patterns)))
    assert [theme.mention for theme in found.ten] == ["a", "b"]
    assert {theme.mention for theme in found.delights} == {"+a", "c"}
    assert all(theme.points > 0 and theme.low < theme.points < theme.high for theme in found.delights)
    assert all(theme.rank is None for theme in found.delights)
    assert adds_up(found)


def test_praise_is_never_on_the_list(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed(dict(TWO) | {("+c",): (80, 5, 5)})))
    assert "+c" not in {theme.mention for theme in (*found.ten, *found.others)}
    assert adds_up(found)


def test_themes_with_too_few_mentions_are_pooled(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed(dict(TWO) | {("rare",): (15, 5, 5), ("+rare",): (0, 1, 9)})))
    assert [theme.theme_id for theme in found.ten] == ["a", "b"]
    assert [(theme.mention, theme.mentions, theme.rank) for theme in found.pooled] == [
        ("rare", 25, None), ("+rare", 10, None),
    ]  # fmt: skip
    assert found.identity is not None
    assert found.identity.pooled < 0 < found.identity.pooled_praise
    assert adds_up(found)


def test_ranks_come_with_what_chance_leaves_open(tmp_path: Path) -> None:
    alike: Patterns = {(): (40, 120, 240), ("a",): (60, 50, 30), ("b",): (31, 20, 29), ("c",): (30, 20, 30)}
    found = ten(data(tmp_path, **themed(alike)))
    assert [theme.rank for theme in found.ten] == [1, 2, 3]
    assert (found.ten[0].rank_low, found.ten[0].rank_high) == (1, 1)
    assert (found.ten[1].rank_low, found.ten[1].rank_high) == (2, 3)


def test_the_list_holds_ten_and_says_what_the_others_cost(tmp_path: Path) -> None:
    patterns: dict[tuple[str, ...], Outcomes] = {(): (40, 120, 240)}
    patterns |= {(f"t{number:02}",): (20 + number, 20, 10) for number in range(12)}
    found = ten(data(tmp_path, **themed(patterns)))
    assert (len(found.ten), len(found.others)) == (10, 2)
    assert found.others[0].rank == 11
    assert found.ten[0].theme_id == "t11"
    assert adds_up(found)


def test_a_filter_asks_the_region_s_answers_alone(tmp_path: Path) -> None:
    rows = together(themed(TWO, region="North"), themed({(): (10, 10, 10), ("z",): (30, 5, 5)}, region="South"))
    found = data(tmp_path, **rows)
    assert [theme.theme_id for theme in ten(found, regions=("North",)).ten] == ["a", "b"]
    assert [theme.theme_id for theme in ten(found, regions=("South",)).ten] == ["z"]
    assert len(ten(found).ten) == 3


# Time

CALM: Patterns = {(): (40, 120, 240), ("a",): (60, 50, 30), ("b",): (10, 40, 70)}


def test_trend_and_days_on_the_list(tmp_path: Path) -> None:
    months = [themed(TWO if month > LAST - 3 else CALM, month=month) for month in range(LAST - 24, LAST + 1)]
    found = ten(data(tmp_path, **together(*months)))
    a, b = found.ten
    assert len(found.windows) == len(a.trend) == 8
    assert found.windows[-2:] == ((LAST - 5, LAST - 3), (LAST - 2, LAST))
    assert a.trend[-1] == a.points
    assert b.trend[0] == 0 < b.trend[-1]
    assert (a.previous_rank, b.previous_rank) == (1, None)
    assert (a.times_listed, b.times_listed) == (1, 1)
    assert (b.listed_since, b.days_on_list) == (LAST - 2, (date(2026, 9, 30) - date(2026, 7, 31)).days)
    assert a.listed_since == LAST - 24
    assert a.days_on_list == (date(2026, 9, 30) - date(2024, 9, 30)).days


def test_a_theme_of_no_effect_is_not_on_the_list_and_can_still_be_asked_for(tmp_path: Path) -> None:
    """Answers that name 'b' are as good as those that name nothing: its points are rounding, or none."""
    found = data(tmp_path, **themed(CALM))
    assert [theme.theme_id for theme in ten(found).ten] == ["a"]
    (calm,) = ten(found).delights
    assert (calm.theme_id, calm.points, calm.rank) == ("b", 0, None)
    assert theme_view(found, view(), "b", SETTINGS).theme.points == 0
    assert adds_up(ten(found))
    parts = ten(found).identity
    assert parts is not None
    assert parts.pooled == parts.gained == 0


def test_themes_alike_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    alike: Patterns = {(): (40, 120, 240)} | {(name,): (31, 20, 29) for name in "hgfedcba"}
    found = ten(data(tmp_path, **together(themed(alike), themed(alike, month=LAST - 12))))
    assert [theme.theme_id for theme in found.ten] == list("abcdefgh")
    assert [theme.previous_rank for theme in found.ten] == list(range(1, 9))


def test_the_rank_before_counts_themes_that_are_gone(tmp_path: Path) -> None:
    gone = dict(TWO) | {("gone",): (150, 5, 5)}
    found = ten(data(tmp_path, **together(themed(gone, month=LAST - 12), themed(TWO))))
    assert [(theme.theme_id, theme.rank, theme.previous_rank) for theme in found.ten] == [("a", 1, 2), ("b", 2, 3)]


def test_before_the_data_begin_there_are_no_windows(tmp_path: Path) -> None:
    published = snapshot(tmp_path, themed(TWO), theme_pairs={"months": (LAST - 4, LAST)})
    found = ten(Data(published))
    assert found.windows == ((LAST - 2, LAST),)
    assert found.ten[0].previous_rank is None


# What people keep

KEPT: dict[str, Rows] = {
    "themes": [
        {"theme_id": "a", "name": "Invoices", "definition": "Hard to read", "department_id": None, "sponsor": "Ana"},
        {"theme_id": "b", "name": "Waiting", "department_id": "sup"},
    ],
    "departments": [{"department_id": "sup", "name": "Support"}, {"department_id": "fin", "name": "Billing"}],
    "theme_departments": [
        {"theme_id": "a", "department_id": "sup", "share": 0.3},
        {"theme_id": "a", "department_id": "fin", "share": 0.7},
    ],
    "theme_stages": [
        {"theme_id": "a", "stage": "root_cause", "entered_on": date(2026, 5, 1)},
        {"theme_id": "a", "stage": "identified", "entered_on": date(2026, 1, 1)},
        {"theme_id": "a", "stage": "closed", "entered_on": date(2027, 1, 1)},
    ],
    "tasks": [
        {"task_id": str(number), "theme_id": "a", "title": "Do", "due_on": date(2026, 9, 1), **state}
        for number, state in enumerate((
            {}, {"due_on": date(2026, 12, 1)}, {"completed_on": date(2026, 8, 1)}, {"cancelled_on": date(2026, 8, 1)},
            {"completed_on": date(2026, 8, 1), "reopened_on": date(2026, 8, 9)},
        ))
    ],
}  # fmt: skip


def test_owner_stage_and_tasks(tmp_path: Path) -> None:
    a, b = ten(data(tmp_path, **themed(TWO), **KEPT)).ten
    assert (a.name, a.definition) == ("Invoices", "Hard to read")
    assert a.owner is not None
    assert (a.owner.name, a.owner.cross_lob, a.owner.sponsor) == ("", True, "Ana")
    assert a.owner.contributors == (("Billing", 0.7), ("Support", 0.3))
    assert b.owner is not None
    assert (b.owner.name, b.owner.cross_lob) == ("Support", False)
    assert a.stage == "root_cause"
    assert [stage for stage, _ in a.stages] == ["identified", "root_cause"]
    assert a.tasks is not None
    assert (a.tasks.open, a.tasks.done, a.tasks.overdue) == (3, 1, 2)


def test_without_registers_a_theme_goes_by_its_id(tmp_path: Path) -> None:
    first = ten(data(tmp_path, **themed(TWO))).ten[0]
    assert (first.name, first.owner, first.stage, first.tasks) == ("a", None, None, None)


# What it stands on


def test_what_is_not_connected_has_nothing_to_show(tmp_path: Path) -> None:
    found = ten(data(tmp_path))
    assert found.standing.state == "not_connected"
    assert (found.ten, found.identity) == ((), None)


def test_what_ends_before_the_window_is_not_shown_as_if_whole(tmp_path: Path) -> None:
    months = {"months": (FIRST, LAST - 1)}
    published = snapshot(tmp_path, themed(TWO, month=LAST - 1), theme_pairs=months, themed_answers=months)
    found = ten(Data(published))
    assert found.ten == ()
    assert "ends in Aug 2026" in found.standing.reasons[0]


def test_a_region_s_reader_learns_nothing_of_the_others(tmp_path: Path) -> None:
    rows = together(themed(TWO, region="North"), themed({(): (10, 10, 10), ("z",): (30, 5, 5)}, region="South"))
    north = Data(data(tmp_path, **rows).snapshot, Grant(regions=frozenset({"North"}), company_totals=False))
    found = ten(north)
    assert [theme.theme_id for theme in found.ten] == ["a", "b"]
    assert found.coded == 695
    assert found.factors == {}  # no answers were published of which the score's own could be known


def test_a_region_s_reader_has_the_factor_of_the_score_of_the_region_for_every_theme(tmp_path: Path) -> None:
    """Four answers in a row are one customer's in the North, one in the South."""
    rows = together(themed(TWO, region="North", alike=4), themed(TWO, region="South"))
    counts = {score: sum(named[place] for named in TWO.values()) for place, score in enumerate((3, 7, 10))}
    scores = [*answers(counts, region="North"), *answers(counts, region="South")]
    squares = [
        {**row, **{name: row[name] * (4 if row["region"] == "North" else 1) for name in ("yy", "yw", "wy", "ww")}}
        for row in clusters(scores)
    ]
    published = data(tmp_path, **rows, answers=scores, answer_clusters=squares).snapshot
    factors = {}
    for region in ("North", "South"):
        found = ten(Data(published, Grant(regions=frozenset({region}), company_totals=False)))
        assert found.factors_of == "score"
        assert set(found.factors) == {"a", "b"}
        (factors[region],) = set(found.factors.values())
        first, classical = found.ten[0], 1.959964 * 6.298809 * 175 / 695
        assert first.high - first.points == pytest.approx(classical * math.sqrt(factors[region]), rel=1e-4)
    assert factors["North"] == pytest.approx(4, rel=0.05)
    assert factors["South"] == pytest.approx(1, rel=0.01)
    assert ten(Data(published)).factors_of == "themes"


# A theme's own view


def test_a_theme_s_own_view(tmp_path: Path) -> None:
    rows = together(themed(TWO, region="North"), themed(CALM, region="South", month=LAST - 1), KEPT)
    found = theme_view(data(tmp_path, **rows), view(), "a", SETTINGS)
    assert found.theme.name == "Invoices"
    assert found.contributions == (("Billing", 0.7), ("Support", 0.3))
    assert found.trend.months[-1] == LAST
    assert found.trend.values[-1] == pytest.approx(found.theme.points)
    assert found.trend.low[-1] == pytest.approx(found.theme.low)
    north, south = found.by_region
    assert (north.label, north.mentions, north.answers) == ("North", 175, 695)
    assert north.gap.value == pytest.approx(-68.021978, abs=1e-6)
    assert north.gap.low < north.gap.value < north.gap.high
    assert south.mentions == 140


def test_a_theme_that_is_not_ranked_has_no_view(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="'z' is not among those"):
        theme_view(data(tmp_path, **themed(TWO)), view(), "z", SETTINGS)


# What holds for any answers

mention = st.sampled_from(["a", "b", "c", "+a", "other", "+other"])
patterns = st.dictionaries(
    st.lists(mention, unique=True, max_size=3).map(lambda named: tuple(sorted(named))),
    st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patterns, st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)))
def test_the_parts_add_up_to_the_score(
    tmp_path_factory: pytest.TempPathFactory, named: dict[tuple[str, ...], Outcomes], silent: Outcomes
) -> None:
    found = ten(data(tmp_path_factory.mktemp("any"), **themed(named, silent)))
    assert (found.identity is None) == (found.shape != "apart")
    if found.identity is not None and not math.isnan(found.identity.start):
        assert adds_up(found)
    assert all(theme.low <= theme.points <= theme.high for theme in (*found.ten, *found.others, *found.delights))
    assert all(theme.mentions >= 30 and "other" not in theme.theme_id for theme in (*found.ten, *found.others))
