"""Charts in PowerPoint's own form: their numbers lie in a sheet of the slide, so that who presents can change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.blocks import Chart
from dashboard.export.deck.form import Native
from dashboard.export.deck.lines import lines
from dashboard.export.deck.rows import bars, bullet, columns, dots, paired, path, stacked
from dashboard.export.deck.waterfall import waterfall

_KINDS: Mapping[str, Callable[[Chart], Native]] = {
    "lines": lines,
    "bars": bars,
    "dots": dots,
    "paired": paired,
    "stacked": stacked,
    "columns": columns,
    "bullet": bullet,
    "waterfall": waterfall,
    "path": path,
}


def native(chart: Chart) -> Native | None:
    """Return the native form of a chart; None for the kinds that have none (heat, steps)."""
    made = _KINDS.get(chart.kind)
    return made(chart) if made else None
