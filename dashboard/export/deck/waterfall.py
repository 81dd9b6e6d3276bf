"""A waterfall: levels, and what was gained and lost between them, as columns that stand on an unseen one."""

from __future__ import annotations

from pptx.chart.chart import Chart as NativeChart
from pptx.enum.chart import XL_CHART_TYPE

from dashboard.blocks import Chart
from dashboard.charts.kinds.waterfall import base, running
from dashboard.charts.tidy import numbers, texts
from dashboard.export.deck import marks
from dashboard.export.deck.form import Native, Values, named, placed, placed_words

Ends = list[tuple[float | None, float | None]]
"""Where each bar begins and ends."""


_UPRIGHT = 5
"""Steps whose names are read side by side, on half a slide too; of more a waterfall lies, each name before its bar."""


def waterfall(chart: Chart) -> Native:
    """Return a waterfall; each amount stands below its name, since a small step has no room for words.

    Where all levels are high, the axis begins higher than at zero, as on the screen, and is then shown.
    """
    names, places = named(chart, "x")
    count = len(names)
    lies = count > _UPRIGHT
    amounts, totals = (placed(numbers(chart.data, role), places, count) for role in ("y", "total"))
    labels = placed_words(texts(chart.data, "label"), places, count)
    told = [
        f"{name}\n{label or marks.plain(amount, chart.number)}"
        for name, label, amount in zip(names, labels, amounts, strict=True)
    ]
    ends = running(amounts, [bool(total) for total in totals])
    series = _standing(amounts, totals, ends)
    begins, _ = base([end for _, end in ends if end is not None] or [0.0])

    def finish(made: NativeChart) -> None:
        plot = made.plots[0]
        plot.gap_width, plot.overlap = 40, 100
        below, *shown = plot.series
        marks.unseen(below)
        for one, role in zip(shown, (2, 0, 1), strict=True):
            marks.filled(one, role)
        marks.axes(made, chart.number, upright=begins > 0)
        made.value_axis.minimum_scale = begins
        if begins > 0:
            marks.tell_begin(made, marks.plain(begins, chart.number).removeprefix("+"))
        marks.legend(made, shown=False)
        made.category_axis.reverse_order = lies

    kind = XL_CHART_TYPE.BAR_STACKED if lies else XL_CHART_TYPE.COLUMN_STACKED
    return Native(kind, told, series, finish)


def _standing(amounts: Values, totals: Values, ends: Ends) -> dict[str, Values]:
    """Return the levels, gains and losses as parts of columns, and on what each of them stands."""
    below: list[float | None] = [None] * len(amounts)
    parts: dict[str, list[float | None]] = {name: [None] * len(amounts) for name in ("level", "more", "less")}
    for place, (amount, total, (begin, end)) in enumerate(zip(amounts, totals, ends, strict=True)):
        if amount is None or begin is None or end is None:
            continue
        parts["level" if total else "more" if amount >= 0 else "less"][place] = end if total else abs(amount)
        below[place] = None if total else min(begin, end)
    return {"stands on": below, **parts}
