"""What left the list: drawn where something did, and not a word of it where nothing has."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Table
from dashboard.features.top_ten.departures import off_the_list
from dashboard.measures.themes.departures import departures
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.top_ten import departures as words
from tests.features.companies import asked


def test_what_left_is_listed_and_nothing_else(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    drawn = 0
    for back in (0, 6, 11):
        month = closing("month", question.data.months[1] - back, Calendar())
        view = replace(question.view, period=month, against=None)
        found = departures(question.data, view, settings)
        blocks = off_the_list.blocks(replace(question, view=view))
        assert len(blocks) == bool(found.themes)
        for table in blocks:
            assert isinstance(table, Table)
            assert table.head.title == words.title(found)
            assert [cell.text for cell in table.column("theme")] == [one.name for one in found.themes]
            pills = [cell.pill for cell in table.column("how")]
            assert [pill and pill.word for pill in pills] == [words.how_it_left(one) for one in found.themes]
            drawn += 1
    assert drawn
