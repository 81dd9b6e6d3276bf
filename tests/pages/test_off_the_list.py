"""The Top Ten's block of what left the list: drawn where something did, and not a word of it where nothing has."""

from __future__ import annotations

from pathlib import Path

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.themes.departures import off_the_list
from dashboard.periods import Calendar, closing
from dashboard.snapshots.store import Store
from dashboard.words.top_ten import departures
from tests.conftest import UNTIL
from tests.pages.conftest import Open, settings_for, words


def test_what_left_is_listed_and_nothing_else(open_page: Open, demo_store: Path, demo_warehouse: Path) -> None:
    data, settings = Data(Store(demo_store).current()), settings_for(demo_warehouse, demo_store)
    last = data.months[1]
    assert UNTIL.month - 2 == last % 12
    for back in (0, 6, 11):
        month = closing("month", last - back, Calendar())
        found = off_the_list(data, View(None, None, month, None), settings)
        said = words(open_page("pages/top_ten.py", period=month.label))
        assert ("Off the list" in said) == bool(found.themes)
        if found.themes:
            assert departures.title(found) in said
            assert all(departures.how_it_left(departure) in said for departure in found.themes)
