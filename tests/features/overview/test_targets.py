"""Every target at once: a row a target, as the measure's own tile has it under its own filter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.blocks import Table, strings
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.measure import figure_of, row, tile
from dashboard.measures.every_target import Targets, every_target, for_the_company_alone
from dashboard.periods import choices
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words import targets as words
from dashboard.words.overview.targets import NONE, none
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
        shown_tile, short = tile(question, figure), words.in_short(figure, settings)
        assert short in row(question, figure)[0].note
        assert shown_tile.aim == short
        assert shown_tile.change is not None
        assert not shown_tile.change.text or shown_tile.change.against == "on a year before"
        # One tile read alone: the target names its months, and the change what it is against.
        assert words.months(figure.target, settings) in short


def test_a_place_without_targets_says_where_the_company_s_are(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    company = every_target(question.data, question.view, settings)
    assert company.company == 0
    one = replace(question, view=replace(question.view, regions=("NA",)))
    (note,) = [note for note in shown(one).head.notes if "under" in note]
    without = every_target(one.data, one.view, settings).company
    assert 0 < without < len(company.held)
    assert note == f"{without} measures have no target for NA; the company's are under All regions."
    unset = next(held.measure.name for held in company.held
                 if for_the_company_alone(one.data, held.measure, one.view))  # fmt: skip
    assert tile(one, figure_of(one, unset)).target == "no target is set for NA"
    assert tile(one, figure_of(one, unset)).aim == ""
    two = replace(one, view=replace(one.view, segments=("Enterprise",)))
    told = Targets((), 0, (), stages=False, company=3)
    where = "the company's are under All regions and All segments"
    assert none(two, told) == f"No target is set for NA, Enterprise; {where}."
    assert none(two, replace(told, company=0)) == NONE


def test_a_target_of_the_company_is_not_taken_for_that_of_a_place(demo: Snapshot, settings: Settings) -> None:
    """Tasks follow no region: under a filter their row says whose they are."""
    whole = asked(demo, settings)
    part = replace(whole, view=replace(whole.view, regions=("NA",)))
    of = {name: {row[0].text: row[0].note for row in shown(question).rows} for name, question in
          (("whole", whole), ("part", part))}  # fmt: skip
    assert of["part"]["On-time tasks"] == "whole company"
    assert of["whole"]["On-time tasks"] == ""
    assert all(of["part"].values())


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
