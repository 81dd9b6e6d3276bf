"""What is read ahead is what a visitor would read, and nothing where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from dashboard.data.access import EVERYTHING
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.data.view import View
from dashboard.features import feature
from dashboard.features.feature import features
from dashboard.periods import Calendar, choices
from dashboard.screen import warm
from dashboard.screen.frame import data_for, read_settings
from dashboard.snapshots.store import Store
from tests.published import answers, snapshot


def test_each_region_and_segment_is_read_before_it_is_asked_for(
    on: Callable[[Path], None], demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of the likely views afterwards is there already: nothing is computed a second time."""
    on(demo_store)
    monkeypatch.setenv("NORTHSTAR_FISCAL_YEAR_START", "2")
    monkeypatch.setattr(warm, "BREATH", 0.0)
    assert warm.read_ahead(Event()) == Store(demo_store).current_id()
    data, settings = data_for(str(demo_store), Store(demo_store).current().id, EVERYTHING), read_settings(demo=True)
    asked: list[str] = []
    for name, one in features().items():
        monkeypatch.setitem(feature._DECLARED, name, replace(one, show=partial(_computed, asked, one.id)))
    first, last = data.months
    period = choices(first, last, 2)[0]
    whole = View.of(period, "year", first, Calendar(2))
    views = [whole, *(replace(whole, regions=(region,)) for region in data.regions)]
    views += [replace(whole, segments=(segment,)) for segment in data.segments]
    archive = Archive.of(Store(demo_store))
    for view in views:
        for one in features().values():
            one.blocks(Question(data, view, settings, archive=archive))
    assert asked == []
    later = replace(whole, period=choices(first, last, 2)[5])
    features()["O2"].blocks(Question(data, later, settings, archive=archive))
    assert asked == ["O2"]


def test_of_many_regions_some_are_read_ahead(
    on: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = [f"Store {at}" for at in range(3 * warm.AHEAD)]
    snapshot(tmp_path, {"answers": [row for region in regions for row in answers({9: 3}, region=region)]})
    on(tmp_path)
    views = [question.view for question in warm._likely_questions()]
    ahead = [view.regions for view in views if view.segments is None]
    assert ahead == [None, *((region,) for region in sorted(regions)[: warm.AHEAD])]


def _computed(asked: list[str], name: str, _: Question) -> None:
    asked.append(name)


def test_without_a_snapshot_nothing_is_read(on: Callable[[Path], None], tmp_path: Path) -> None:
    on(tmp_path)
    assert warm.read_ahead(Event()) is None
    warm.warm()


def test_what_fails_ahead_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ValueError("a measure that cannot be read")

    warm._or_told_later(broken)
    assert "a measure that cannot be read" in caplog.text
