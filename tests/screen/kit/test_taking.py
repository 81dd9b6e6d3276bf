"""What the dialog of a block offers: its picture, in words too, and the data of each chart as a table."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.blocks import Block, Chart, within
from dashboard.charts.alternative import as_table
from dashboard.rendering import Medium
from dashboard.screen.kit import Taken, samples
from dashboard.screen.kit.taking import offered, readable
from dashboard.words.exports import Alone

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
ALONE = Alone("NPS rose 4 points", "EMEA", ("Acme",))
CHARTS = [
    chart
    for sheet in (samples.page, samples.chart_samples, samples.states, samples.awkward)
    for block in sheet()
    for chart in within(block)
    if isinstance(chart, Chart) and chart.head.shown
]


def drawn(block: Block) -> str:
    return str(offered(Taken(block, ALONE, "file", "https://acme.example/?at=X"), b"", MEDIUM))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.head.name} {chart.kind}")
@pytest.mark.parametrize("takes", [True, False])
def test_the_data_of_every_chart_can_be_read_as_a_table(chart: Chart, *, takes: bool) -> None:
    columns, rows = as_table(chart)
    taken = Taken(chart, ALONE, "file", "https://acme.example/?at=X")
    said = drawn(chart) if takes else str(readable(taken, replace(MEDIUM, takes=False)))
    named = re.findall(r'<th scope="col"( class="worded")?>', said)
    assert len(named) == len(columns)
    for at, worded in enumerate(named):
        assert bool(worded) == any(isinstance(row[at], str) for row in rows), "words begin where a line begins"
    assert len(re.findall(r"<tr>", said)) == len(rows) + 1
    assert not re.search(r">(nan|None)<", said)


def test_there_are_charts_of_every_kind() -> None:
    assert len({chart.kind for chart in CHARTS}) >= 9


def test_the_picture_says_its_finding_and_its_numbers() -> None:
    line = next(chart for chart in CHARTS if chart.kind == "lines")
    alt = re.search(r'alt="([^"]*)"', drawn(line))
    assert alt is not None
    assert alt[1].startswith("NPS rose 4")
    assert "lowest" in alt[1]
