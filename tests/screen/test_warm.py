"""What is read ahead is what a visitor would read, and nothing where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from dashboard.data.access import EVERYTHING
from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.periods import Calendar, choices, earlier
from dashboard.screen import warm
from dashboard.screen.frame import data_for, read_settings
from dashboard.snapshots.store import Store


def test_each_region_and_segment_is_read_before_it_is_asked_for(
    on: Callable[[Path], None],
    demo_store: Path,
    demo_warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on(demo_store)
    monkeypatch.setenv("NORTHSTAR_FISCAL_YEAR_START", "2")
    monkeypatch.setattr(warm, "BREATH", 0.0)
    assert warm.read_ahead(Event()) == Store(demo_store).current_id()
    data = data_for(str(demo_store), Store(demo_store).current().id, EVERYTHING)
    remembered = len(data._remembered)
    settings = read_settings()
    first, last = data.months
    calendar = Calendar(2)
    period = choices(first, last, 2)[0]
    views = [View(None, None, period, earlier(period, "year", first, calendar))]
    views += [View((region,), None, period, earlier(period, "year", first, calendar)) for region in data.regions]
    views += [View(None, (segment,), period, earlier(period, "year", first, calendar)) for segment in data.segments]
    for view in views:
        for name in MEASURES:
            read(data, name, view, settings)
    assert len(data._remembered) == remembered


def test_without_a_snapshot_nothing_is_read(on: Callable[[Path], None], tmp_path: Path) -> None:
    on(tmp_path)
    assert warm.read_ahead(Event()) is None
    warm.warm()


def test_what_fails_ahead_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ValueError("a measure that cannot be read")

    warm._or_told_later(broken)
    assert "a measure that cannot be read" in caplog.text
