"""The columns that lines over months are drawn from."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts.ends import placed
from dashboard.charts.kinds.lines import BELOW, height
from dashboard.charts.milestones import milestones
from dashboard.charts.placing import spread
from dashboard.charts.shape import room_of, shape_of
from dashboard.charts.tidy import numbers, table, texts
from dashboard.periods import month_label

_VALUES = ("y", "low", "high", "band_low", "band_high", "target")
"""What the axis of values may hold; where there are columns of the usual variation, no interval is drawn."""

_NUMBERS = (*_VALUES, "n")

_ENDS = ("month_end", "end", "target_end")
"""Words at the right, of equal values the lowest first: the month stands below its value."""

Row = dict[str, float | str | None]


def bind(chart: Chart) -> pa.Table:
    """Return a row a series and month, none left out between its first and last, so that its line breaks there.

    ``x`` is the month's first moment in milliseconds since 1970, ``month`` its name; ``lone`` a value without
    neighbours; ``newest`` the value of the newest month; ``lonely`` whether there is but one month; ``end``,
    ``target_end`` and, of a single line, ``month_end`` where its value, its target and its month stand at the right.
    """
    shape, room = shape_of(chart, "light"), room_of(chart)
    rows = _rows(chart)
    lines = [[row for row in rows if row["series"] == name] for name in dict.fromkeys(row["series"] for row in rows)]
    first, last = spread(_number(row["x"]) for row in rows)
    for line in lines:
        _mark_points(line, last, several=len(lines) > 1)
    whole = [row for line in lines for row in line]
    held = tuple(role for role in _VALUES if role not in ("low", "high") or not shape.has("band_low", "band_high"))
    _mark_ends(lines, held, height(shape, room) - BELOW - 12 - room.marks * 10)
    _mark_milestones(whole, chart)
    for row in whole:
        month = int(row["x"] or 0)
        row["month"], row["x"] = month_label(month, chart.locale), float(_milliseconds(month))
        row["newest_month"], row["months"] = float(_milliseconds(int(last))), last - first + 1
        row["lonely"] = float(first == last)
        row["target_title"] = shape.title("target", "target")
    made = tuple(name for name in _MADE if len(shape.series) < 2 or name != "month_end")
    drawn = [name for name in (*_NUMBERS, *made, *_WORDS) if shape.has(_ONLY_WITH.get(name, "x"))]
    return table({name: [row.get(name) for row in whole] for name in drawn}, _WORDS)


_MADE = (
    "x",
    "newest_month",
    "months",
    "lonely",
    "lone",
    "newest",
    "end",
    "month_end",
    "target_end",
    "number",
    "level",
    "before",
    "tier",
)
_WORDS = ("series", "month", "end_name", "target_title", "mark", "listed")
_ONLY_WITH = (
    dict.fromkeys(("target", "target_end", "target_title"), "target")
    | dict.fromkeys(("mark", "listed", "number", "level", "before", "tier"), "mark")
    | {name: name for name in ("low", "high", "band_low", "band_high", "n")}
)
"""Columns that nothing reads where a role is not there: each costs as much to send as one that holds something."""


def _rows(chart: Chart) -> list[Row]:
    """Return the rows by series and month, with an empty one for each month that is left out."""
    data = chart.data
    columns = {role: numbers(data, role) for role in ("x", *_NUMBERS)}
    names = texts(data, "series")
    given: dict[str, dict[int, Row]] = {name: {} for name in chart.series}
    for at, (month, name) in enumerate(zip(columns["x"], names, strict=True)):
        if month is not None:
            given.setdefault(name, {})[int(month)] = {role: columns[role][at] for role in columns}
    empty: Row = dict.fromkeys(columns)
    return [
        {**empty, **months.get(month, {}), "x": float(month), "series": name}
        for name, months in given.items()
        if months
        for month in range(min(months), max(months) + 1)
    ]


def _mark_points(line: Sequence[Row], last: float, *, several: bool) -> None:
    """Mark the values without neighbours, the newest, and where the line's words belong."""
    known = [row["y"] is not None for row in line]
    for at, row in enumerate(line):
        alone = known[at] and not any(known[max(at - 1, 0) : at] + known[at + 1 : at + 2])
        row["lone"] = row["y"] if alone else None
        row["newest"] = row["y"] if row["x"] == last else None
    ended = [row for row in line if row["y"] is not None and (several or row["x"] == last)]
    if ended:
        ended[-1]["end"], ended[-1]["end_name"] = ended[-1]["y"], ended[-1]["series"] if several else ""
        ended[-1]["month_end"] = None if several else ended[-1]["y"]
    aimed = [row for row in line if row["target"] is not None]
    if aimed:
        aimed[-1]["target_end"] = aimed[-1]["target"]


def _mark_ends(lines: Sequence[Sequence[Row]], held: Sequence[str], pixels: float) -> None:
    """Move the words at the right apart on an axis that holds these roles; of equal targets only one is named."""
    aimed: set[float | str | None] = set()
    for line in lines:
        for row in line:
            if row.get("target_end") is not None:
                row["target_end"] = None if row["target"] in aimed else row["target_end"]
                aimed.add(row["target"])
    ends = [(row, name) for line in lines for row in line for name in _ENDS if row.get(name) is not None]
    drawn = (_number(row[role]) for line in lines for row in line for role in held)
    wanted = [_number(row[name]) for row, name in ends]
    for (row, name), place in zip(ends, placed(wanted, *spread(drawn), pixels), strict=True):
        row[name] = place


def _mark_milestones(rows: Sequence[Row], chart: Chart) -> None:
    """Put each milestone on the first row of its month that has none yet."""
    for mark in milestones(chart):
        free = next((row for row in rows if row["x"] == mark.month and "mark" not in row), None)
        if free is not None:
            free |= {"mark": mark.words, "number": float(mark.number), "level": float(mark.level)}
            free |= {"before": float(mark.before), "tier": float(mark.tier)}
            free["listed"] = f"{mark.number})  {month_label(int(mark.month), chart.locale)}: {mark.words}"


def _milliseconds(month: int) -> int:
    return calendar.timegm((month // 12, month % 12 + 1, 1, 0, 0, 0)) * 1000


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None
