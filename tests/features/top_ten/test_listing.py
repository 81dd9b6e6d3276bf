"""The ten as a reader meets them: of which months, how they add up, and that few mentions are no good news."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.blocks import Chart, Table, Tiles, strings
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features.feature import features
from dashboard.features.top_ten.rows import themes_of
from dashboard.measures import top_ten
from dashboard.periods import Against, Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.top_ten.themes import POINTS_LOST
from tests.features.companies import asked


def in_words(question: Question, *names: str) -> str:
    return "\n".join(text for name in names for text in strings(features()[name].blocks(question)))


def test_the_bars_are_the_ten_and_say_of_which_months(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    themes = themes_of(question)
    (bars,) = features()["T1"].blocks(question)
    assert isinstance(bars, Chart)
    rows = bars.rows()
    assert [row["y"] for row in rows] == [theme.name for theme in themes.ten]
    assert all(row["low"] <= row["x"] <= row["high"] for row in rows)
    assert "Jun–Aug 2026" in bars.head.subtitle
    assert bars.head.evidence is not None
    assert bars.head.evidence().definition == POINTS_LOST


def test_the_account_ends_with_the_score_that_it_adds_up_to(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    identity = themes_of(question).identity
    (account,) = features()["T1.account"].blocks(question)
    assert isinstance(account, Tiles)
    assert identity is not None
    assert [tile.total for tile in account.tiles] == [False] * (len(account.tiles) - 1) + [True]
    parts = [float(tile.value.replace("−", "-").replace("+", "")) for tile in account.tiles]
    assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=1e-6)


def test_the_bars_make_their_title_and_the_account(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    (bars,), (account,) = (features()[name].blocks(question) for name in ("T1", "T1.account"))
    assert isinstance(bars, Chart)
    assert isinstance(account, Tiles)
    shown = sum(float(row["label"].split(" · ")[0]) for row in bars.rows())
    assert f"Top Ten: {shown:.1f} points of NPS" in bars.head.title
    assert f"−{shown:.1f}" in [tile.value for tile in account.tiles]


def test_the_list_says_so_where_the_period_has_other_months(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    year = closing("year", question.view.period.last, Calendar())
    of_a_year = replace(question, view=replace(question.view, period=year))
    for name in ("T1", "T3", "O6.themes"):
        assert "the list stands on" not in features()[name].blocks(question)[0].head.subtitle
        said = features()[name].blocks(of_a_year)[0].head.subtitle
        assert "Jun–Aug 2026: the list stands on 3 months" in said
        assert "not on 12 months to Aug 2026" in said


def test_ranks_are_compared_with_what_the_filter_says_and_that_is_said(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    compared: dict[Against, str] = {"year": "Jun–Aug 2025", "previous": "Mar–May 2026"}
    for against, said in compared.items():
        view = View.of(question.view.period, against, demo.manifest.first_month, Calendar())
        asked_for = replace(question, view=view)
        assert f"ranks moved since {said}" in features()["T3"].blocks(asked_for)[0].head.subtitle
        before = top_ten(question.data, replace(view, period=view.against or view.period, against=None), settings)
        ranks = {theme.theme_id: theme.rank for theme in (*before.ten, *before.others)}
        for theme in themes_of(asked_for).ten:
            assert theme.previous_rank == ranks.get(theme.theme_id)


PAGE = ("T1", "T1.account", "T3", "T4", "T6", "O6.themes")


def test_no_word_of_the_page_claims_that_a_theme_causes_what_it_goes_with(demo: Snapshot, settings: Settings) -> None:
    """A cost is paid because of something; points are lost where a theme is named."""
    said = in_words(asked(demo, settings), *PAGE)
    names = {theme.name for theme in themes_of(asked(demo, settings)).ten}
    for name in (*names, "Root cause", "root_cause"):
        said = said.replace(name, "")
    assert re.findall(r"[^\n]*\b(?:costs?|caused?|drag|because|due to|driv\w+)\b[^\n]*", said, re.IGNORECASE) == [
        line for line in said.split("\n") if "no proof of a cause" in line
    ]


def test_each_listed_theme_has_its_row_in_the_order_of_its_rank(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    table = features()["T3"].blocks(question)[0]
    assert isinstance(table, Table)
    assert [cell.value for cell in table.column("rank")] == list(range(1, len(table.rows) + 1))
    assert [cell.link for cell in table.column("theme")] == [f"theme:{one.theme_id}" for one in themes_of(question).ten]


def test_seldom_named_is_no_good_news(demo: Snapshot, settings: Settings) -> None:
    whole = asked(demo, settings.model_copy(update={"least_n": 30}))
    question = replace(whole, view=replace(whole.view, regions=("LATAM",)))
    said = in_words(question, "T1", "T1.account", "T3", "O6.themes")
    assert "too few mentions to rank any theme" in said
    assert "30 times or more, which is the least to be ranked" in said
    assert "No theme costs" not in said
    assert "adds up to the score" not in said.replace(POINTS_LOST, "")
