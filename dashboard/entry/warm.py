"""What the first visitor would otherwise wait for: libraries, the snapshot's rows, the charts' specifications."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from dashboard import charts
from dashboard.access import EVERYTHING
from dashboard.entry.sockets import send_at_once
from dashboard.formats import axis_format
from dashboard.frame import current_snapshot, data_for, read_settings
from dashboard.measures import MEASURES, read, top_ten
from dashboard.periods import choices, earlier
from dashboard.settings import SettingsError
from dashboard.snapshot import SnapshotError, Store
from dashboard.view import View


@asynccontextmanager
async def warmed(_: Any) -> AsyncIterator[dict[str, Any] | None]:
    """Read the default view once before the server takes visitors; what is missing then is told to them."""
    send_at_once()
    await asyncio.to_thread(warm)
    # What is loaded by now stays: no later collection need look through it while visitors wait.
    gc.collect()
    gc.freeze()
    yield None


def warm() -> None:
    """Read every measure for the default view and build the specifications of its charts."""
    try:
        settings = read_settings()
        store = Store(settings.snapshots)
        snapshot = current_snapshot(str(store.folder), store.current_id())
    except (SettingsError, SnapshotError):
        return  # The page says it, in words, to whoever opens it.
    data = data_for(str(store.folder), snapshot.id, EVERYTHING)
    first, last = data.months
    period = choices(first, last, settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)[0]
    view = View(None, None, period, earlier(period, "year", first))
    for name in MEASURES:
        read(data, name, view, settings)
    top_ten(data, view, settings)
    axis = axis_format(MEASURES[settings.leading_measure])
    for build in (charts.trend, charts.history):
        build(axis, "light")
