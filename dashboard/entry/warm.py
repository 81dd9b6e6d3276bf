"""What visitors would otherwise wait for: libraries, a snapshot's rows, charts' specifications, the likely views.

A snapshot never changes, so what is read of it once is right for as long as it is shown. Before the server takes
visitors the default view is read; while it serves them, what they are likely to ask next, one region or segment at a
time, and a new snapshot as soon as it is on the wall. Any other view is read when it is asked for.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from dashboard import charts
from dashboard.access import EVERYTHING, Data
from dashboard.entry.sockets import send_at_once
from dashboard.formats import axis_format
from dashboard.frame import current_snapshot, data_for, read_settings
from dashboard.measures import MEASURES, long_ends, read, top_ten
from dashboard.measures.news import what_changed
from dashboard.periods import choices, earlier
from dashboard.settings import Settings, SettingsError
from dashboard.snapshot import SnapshotError, Store
from dashboard.view import View

LOOK_EVERY = 15.0
"""Seconds between two looks for a new snapshot."""

FIRST_VISITS = 3.0
"""Seconds left to those who waited for the server to start."""

BREATH = 0.1
"""Seconds left to visitors between two views that are read ahead."""


@asynccontextmanager
async def warmed(_: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Read the default view before the server takes visitors, and the likely ones while it serves them."""
    send_at_once()
    await asyncio.to_thread(warm)
    # What is loaded by now stays: no later collection need look through it while visitors wait.
    gc.collect()
    gc.freeze()
    ahead = asyncio.create_task(_keep_ahead())
    yield None
    ahead.cancel()
    with suppress(asyncio.CancelledError):
        await ahead


def warm() -> None:
    """Read the default view and build the specifications of its charts; what is missing is told to visitors."""
    opened = _opened()
    if opened is None:
        return
    data, settings = opened
    _read_view(data, next(_likely_views(data, settings)), settings)
    axis = axis_format(MEASURES[settings.leading_measure])
    for build in (charts.trend, charts.history):
        build(axis, "light")


def read_ahead() -> str | None:
    """Read the views that are likely to be asked for; return the name of the snapshot that was read, if any."""
    opened = _opened()
    if opened is None:
        return None
    data, settings = opened
    for view in _likely_views(data, settings):
        _read_view(data, view, settings)
        time.sleep(BREATH)
    return data.snapshot.id


async def _keep_ahead() -> None:
    done: str | None = None
    await asyncio.sleep(FIRST_VISITS)
    while True:
        opened = await asyncio.to_thread(_opened)
        if opened is not None and opened[0].snapshot.id != done:
            done = await asyncio.to_thread(read_ahead)
        await asyncio.sleep(LOOK_EVERY)


def _opened() -> tuple[Data, Settings] | None:
    """Return the snapshot on the wall as those see it who may see everything; None where a page says why not."""
    try:
        settings = read_settings()
        store = Store(settings.snapshots)
        snapshot = current_snapshot(str(store.folder), store.current_id())
        return data_for(str(store.folder), snapshot.id, EVERYTHING), settings
    except (SettingsError, SnapshotError):
        return None


def _likely_views(data: Data, settings: Settings) -> Iterator[View]:
    """The default view first; then each region and each segment by itself, in the default period."""
    first, last = data.months
    period = choices(first, last, settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)[0]
    against = earlier(period, "year", first)
    yield View(None, None, period, against)
    for region in data.regions:
        yield View((region,), None, period, against)
    for segment in data.segments:
        yield View(None, (segment,), period, against)


def _read_view(data: Data, view: View, settings: Settings) -> None:
    for name in MEASURES:
        read(data, name, view, settings)
    read(data, settings.leading_measure, view, settings, whole=True)
    long_ends(data, settings.leading_measure, view, settings)
    what_changed(data, view, settings)
    top_ten(data, view, settings, trends=False)
