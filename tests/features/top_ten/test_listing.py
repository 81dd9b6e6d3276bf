"""The ten as a reader meets them: of which months, how they add up, and that few mentions are no good news."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Chart, Table, Tiles, strings
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.top_ten.rows import themes_of
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
    assert abs(sum(parts[:-1]) - parts[-1]) <= 0.05 * len(parts)


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
