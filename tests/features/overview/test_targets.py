"""Every target at once: a row a target, as the measure's own tile has it under its own filter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.blocks import Table, strings
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.measure import figure_of, row, tile
from dashboard.measures.every_target import every_target
from dashboard.periods import choices
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words import targets as words
from tests.features.companies import asked, not_connected


def shown(question: Question) -> Table:
    (table,) = features()["O12"].blocks(question)
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("place", [None, "NA"])
def test_each_row_is_what_the_measure_s_tile_says(demo: Snapshot, settings: Settings, place: str | None) -> None:
    question = asked(demo, settings)
    question = replace(question, view=replace(question.view, regions=(place,) if place else None))
    table = shown(question)
    assert len(table.rows) > 1
    for cells in table.rows:
        figure = figure_of(question, cells[0].link.removeprefix("measure:"))
        assert figure.target is not None
        full = tile(question, figure).target
        assert cells[1].pill is not None
        assert cells[1].pill.word in full
        assert all(part in full for part in (cells[4].text, cells[5].text))
        assert words.in_short(figure, settings) in row(question, figure)[0].note


def test_it_does_not_depend_on_the_period(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    told = {
        tuple(strings(shown(replace(question, view=replace(question.view, period=period, against=None))).rows))
        for period in choices(demo.manifest.first_month, demo.manifest.last_month)[:6]
    }
    assert len(told) == 1


def test_the_title_counts_the_rows(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    table = shown(question)
    found = every_target(question.data, question.view, settings)
    counts = [cell.pill.word for cell in table.column("status") if cell.pill]
    whole, _, parts = table.head.title.partition(" targets: ")
    assert int(whole) == len(table.rows) == sum(int(part.split()[0]) for part in parts.split(", "))
    for status, word in words.STATUSES.items():
        assert counts.count(word) == found.count(status)
        assert (f" {counts.count(word)} {word}" in table.head.title) == (word in counts)


def test_a_target_that_is_not_due_is_neither_met_nor_missed(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    for held in every_target(question.data, question.view, settings).held:
        assert held.target is not None
        assert (held.target.status in ("met", "missed")) <= (held.target.month <= demo.manifest.last_month)


def test_without_targets_there_is_nothing_to_say(demo: Snapshot, settings: Settings) -> None:
    assert features()["O12"].blocks(asked(not_connected(demo, "targets"), settings)) == ()
