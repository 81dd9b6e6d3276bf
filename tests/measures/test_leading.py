"""What leads: the measure of the settings, or what there are answers of in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.blocks import Row, Tiles
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.measures.leading import led
from dashboard.measures.registry import headlines
from dashboard.settings import Settings
from tests.published import LAST, SETTINGS, answers, data, view

ROWS = {
    "nps": answers({9: 60, 3: 40}),
    "journey_nps": answers({9: 60, 3: 40}, survey="journey"),
    "csat": answers({5: 60, 2: 40}, metric="csat", survey="any"),
    "ces": answers({7: 60, 2: 40}, metric="ces", survey="any"),
    "thumbs": answers({1: 60, 0: 40}, metric="thumbs", survey="any"),
}


@pytest.mark.parametrize(
    ("there", "wanted", "leads"),
    [
        (("nps", "csat"), "nps", "nps"),
        (("nps", "csat"), "csat", "csat"),
        (("journey_nps", "csat"), "nps", "journey_nps"),
        (("csat", "ces"), "nps", "csat"),
        (("ces",), "nps", "ces"),
        (("ces", "thumbs"), "nps", "ces"),
        (("thumbs",), "nps", "thumbs"),
        (("ces", "thumbs"), "thumbs", "thumbs"),
        (("nps",), "ces", "nps"),
        ((), "csat", "csat"),
    ],
)
def test_what_was_never_answered_does_not_lead(tmp_path: Path, there: tuple[str, ...], wanted: str, leads: str) -> None:
    held = data(tmp_path, answers=[row for name in there for row in ROWS[name]])
    settings = SETTINGS.model_copy(update={"leading_measure": wanted})
    assert led(held, settings).leading_measure == leads
    assert leads in headlines(led(held, settings))


def test_where_answers_are_withheld_nothing_takes_the_place_of_what_leads(tmp_path: Path) -> None:
    assert led(data(tmp_path), SETTINGS) is SETTINGS


@pytest.mark.parametrize("name", ["journey_nps", "csat", "ces", "thumbs"])
def test_the_overview_speaks_of_what_leads_by_its_name(tmp_path: Path, name: str) -> None:
    rows = [{**row, "month": month} for month in (LAST - 12, LAST - 1, LAST) for row in ROWS[name]]
    held = data(tmp_path, answers=rows)
    settings: Settings = led(held, SETTINGS)
    question = Question(held, view(), settings)
    (row,) = features()["O1"].blocks(question)
    assert isinstance(row, Row)
    tiles, trend = row.blocks
    assert isinstance(tiles, Tiles)
    label = {
        "journey_nps": "NPS after a journey", "csat": "CSAT, top two boxes", "ces": "Effort, easy",
        "thumbs": "Thumbs up",
    }[name]  # fmt: skip
    assert [tile.label for tile in tiles.tiles] == [label]
    assert tiles.tiles[0].value != "–"
    assert trend.head.title.startswith(label)
