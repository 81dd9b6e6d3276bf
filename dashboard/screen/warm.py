"""What visitors would otherwise wait for: libraries, a snapshot's rows, charts' specifications, the likely views.

A snapshot never changes, so what is read of it once is right for as long as it is shown. Before the server takes
visitors the default view is read and drawn; while it serves them, what they are likely to ask next, one region or
segment at a time, and a new snapshot as soon as it is published. Any other view is read when it is asked for.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from threading import Event
from typing import Any

from dashboard import charts
from dashboard.addresses.offered import offered
from dashboard.blocks import Chart, within
from dashboard.data.access import EVERYTHING
from dashboard.data.archive import Archive
from dashboard.data.cache import clear
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.measures.leading import led
from dashboard.screen.frame import current_snapshot, data_for, read_settings
from dashboard.screen.sockets import send_at_once
from dashboard.settings import SettingsError
from dashboard.snapshots.store import SnapshotError, Store

_LOG = logging.getLogger(__name__)

LOOK_EVERY = 15.0
"""Seconds between two looks for a new snapshot."""

FIRST_VISITS = 3.0
"""Seconds left to those who waited for the server to start."""

AHEAD = 20
"""Regions, and segments, that are read ahead: of 400 none is likelier than another, and all would take an hour."""

BREATH = 0.1
"""Seconds left to visitors between two views that are read ahead."""


@asynccontextmanager
async def warmed(_: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Read the default view before the server takes visitors, and the likely ones while it serves them."""
    send_at_once()
    await asyncio.to_thread(_or_told_later, warm)
    # What is loaded by now stays: no later collection need look through it while visitors wait.
    gc.collect()
    gc.freeze()
    stopped = Event()
    ahead = asyncio.create_task(_keep_ahead(stopped))
    yield None
    stopped.set()
    ahead.cancel()
    with suppress(asyncio.CancelledError):
        await ahead


def warm() -> None:
    """Read and draw the default view; what is missing is told to visitors."""
    for question in islice(_likely_questions(), 1):
        _drawn(question)


def read_ahead(stopped: Event) -> str | None:
    """Read and draw the views that are likely to be asked for; return the name of the snapshot read, if any."""
    read = None
    for question in _likely_questions():
        read = question.data.snapshot.id
        _drawn(question)
        if stopped.wait(BREATH):
            break
    return read


def _drawn(question: Question) -> None:
    """Compute the blocks of a view and build the specifications of their charts: these take longer than the sums."""
    for feature in features().values():
        for block in feature.blocks(question):
            for chart in (one for one in within(block, folded=False) if isinstance(one, Chart)):
                charts.specification(chart, "light")


async def _keep_ahead(stopped: Event) -> None:
    tried: str | None = None
    await asyncio.sleep(FIRST_VISITS)
    while True:
        current = await asyncio.to_thread(_current)
        if current is not None and current != tried:
            if tried is not None:
                clear()  # nobody will ask the snapshot before again, and its answers keep its rows
            tried = current
            await asyncio.to_thread(_or_told_later, partial(read_ahead, stopped))
        await asyncio.sleep(LOOK_EVERY)


def _or_told_later(read_something: Callable[[], object]) -> None:
    """Read, and log what fails: whoever opens the page that needs it is told, and every other page is shown."""
    try:
        read_something()
    except Exception:  # noqa: BLE001 - reading ahead must never keep the server from serving
        _LOG.exception("A view could not be read before it was asked for")


def _current() -> str | None:
    """Return the name of the current snapshot; None where a page says why there is none."""
    try:
        return Store(read_settings().snapshots).current_id()
    except (SettingsError, SnapshotError):
        return None


def _likely_questions() -> Iterator[Question]:
    """The default view first; then each region and each segment by itself, of who may see everything."""
    try:
        settings = read_settings()
        store = Store(settings.snapshots)
        snapshot = current_snapshot(str(store.folder), store.current_id())
    except (SettingsError, SnapshotError):
        return
    settings = read_settings(demo=snapshot.manifest.demo)
    data = data_for(str(store.folder), snapshot.id, EVERYTHING)
    default = offered(data, settings).opening_view()
    views = [default, *(replace(default, regions=(region,)) for region in data.regions[:AHEAD])]
    views += [replace(default, segments=(segment,)) for segment in data.segments[:AHEAD]]
    archive = Archive.of(store)
    for view in views:
        yield Question(data, view, led(data, settings), archive=archive)
