"""Answers that were counted and weigh nothing have no score: wherever their number stands, so does the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.blocks import Row, Table, Tiles, within
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.measure import figure_of, row, tile
from dashboard.features.places import in_each_place
from dashboard.words import figures
from tests.published import LAST, SETTINGS, answers, data, view

SAID = "their weights are 0"


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """Return what is asked of the West, whose answers of the last quarter weigh nothing."""
    west = answers({9: 60, 3: 60}, region="West", weight=0.0)
    before = answers({9: 60, 3: 60}, region="West", month=LAST - 12)
    north = answers({9: 60, 3: 60}, region="North")
    return Question(data(tmp_path, answers=[*west, *before, *north]), view(regions=("West",)), SETTINGS)


def test_a_tile_its_row_and_its_trend_say_why_there_is_no_score(question: Question) -> None:
    figure = figure_of(question, "nps")
    assert tile(question, figure).value == "–"
    assert tile(question, figure).note == SAID
    assert row(question, figure)[0].note == SAID
    assert figures.caption(figure, question.view, SETTINGS).startswith(f"120 answers in Q3 2026, {SAID}")
    assert SAID in figures.alternative(figure, SETTINGS)
    assert SAID in dict(figures.facts(figure, question.view, SETTINGS))["Value"]


def test_so_does_the_lead_on_the_overview_and_whose_score_it_is(question: Question) -> None:
    blocks = [one for name in ("O1", "M10.scores") for top in features()[name].blocks(question) for one in within(top)]
    (lead,) = (one.tiles[0] for one in blocks if isinstance(one, Tiles))
    assert SAID in lead.note
    assert any(SAID in line[0].note for one in blocks if isinstance(one, Table) for line in one.rows)
    assert not any(isinstance(one, Row) and not one.blocks for one in blocks)


def test_beside_others_it_is_said_in_its_place_alone(tmp_path: Path) -> None:
    rows = [*answers({9: 60, 3: 60}, region="West", weight=0.0), *answers({9: 60, 3: 60}, region="North")]
    asked = Question(data(tmp_path, answers=rows), view(), SETTINGS)
    (cells,) = in_each_place(asked, ["nps"], "region", "test").rows
    assert [SAID in cell.note for cell in cells[1:]] == [False, True]


def test_what_was_never_answered_has_no_weights(tmp_path: Path) -> None:
    nobody = Question(data(tmp_path, answers=answers({9: 5}, month=LAST - 12)), view(), SETTINGS)
    assert tile(nobody, figure_of(nobody, "nps")).note == ""
