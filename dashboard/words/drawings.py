"""A chart in words for who does not see it: where its lines begin and end and turn, how long its bars are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from dashboard.blocks import Chart
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL

MOST = 12
"""Values that are told one by one; a listener has lost count of more, and finds them in the table of the data."""

NOTHING_DRAWN = "No value of it is known."

_TELLS = re.compile(r"\d")

_NUMBER = re.compile(r"(?P<sign>\+?),?\.(?P<decimals>\d)(?P<kind>[f%s])")
"""What `Formats.in_charts` gives, and features give besides."""


def heard(chart: Chart, formats: Formats) -> str:
    """Return what is told beside a chart's alternative text for who does not see it; '' where that tells the values.

    A line's alternative text stays the same whatever its data are, so that its view is kept.
    """
    told = chart.kind != "lines" and _TELLS.search(chart.head.alt.replace(INTERVAL, ""))
    return "" if told else drawing_in_words(chart, formats)


def told_alone(chart: Chart, title: str, formats: Formats) -> str:
    """Return all that is told of a chart which stands alone, as a picture or on a slide, to who does not see it.

    That is its finding (``title``, where it has none of its own), its alternative text, and what it draws.
    """
    parts = (chart.head.title or title, chart.head.alt, heard(chart, formats))
    said = [part.rstrip(".") for part in parts if part]
    return ". ".join(part for nth, part in enumerate(said) if not any(part in other for other in said[nth + 1 :]))


def drawing_in_words(chart: Chart, formats: Formats) -> str:
    """Return what a chart draws, computed from its data: lines by their ends and extremes, all else value by value."""
    told = list(_lines(chart, formats) if chart.kind in ("lines", "steps") else _values(chart, formats))
    more = [f"{formats.counted(len(told) - MOST, 'value')} more in the table of the data"] if len(told) > MOST else []
    return "; ".join([*told[:MOST], *more]) + "." if told else NOTHING_DRAWN


def _lines(chart: Chart, formats: Formats) -> Iterator[str]:
    known = [row for row in chart.rows() if _is_known(row.get("x")) and _is_known(row.get("y"))]
    known.sort(key=lambda row: (_place(row, chart), row["x"]))
    for series, held in groupby(known, key=lambda row: str(row.get("series") or "")):
        rows = list(held)
        low, high = (extreme(rows, key=lambda row: row["y"]) for extreme in (min, max))
        ends = [rows[0], rows[-1]] if len(rows) > 1 else rows
        told = [f"{_at(row, chart, formats)} {written(row['y'], chart, formats)}" for row in ends]
        if len(rows) > 2 and low["y"] < high["y"]:
            told += [
                f"{name} {written(row['y'], chart, formats)} ({_at(row, chart, formats)})"
                for name, row in (("lowest", low), ("highest", high))
            ]
        yield ": ".join(filter(None, (series, ", ".join(told))))


def _values(chart: Chart, formats: Formats) -> Iterator[str]:
    """Yield each value by what it is of; in a heat map those that are not empty, the largest first."""
    role, names = _roles(chart)
    rows = [row for row in chart.rows() if _is_known(row.get(role))]
    if chart.kind == "heat":
        rows.sort(key=lambda row: -row[role])
    else:
        rows.sort(key=lambda row: row.get("order") or 0)
    for row in rows:
        name = ", ".join(str(row[name]) for name in names if row.get(name))
        label = str(row.get("label") or "") if chart.kind != "heat" else ""
        yield f"{name} {label or written(row[role], chart, formats)}".strip()


def _roles(chart: Chart) -> tuple[str, tuple[str, ...]]:
    """Return the role that is drawn as a length or a colour, and those that name it."""
    if chart.kind == "heat":
        return "value", ("y", "x")
    return ("y", ("x", "series")) if chart.kind in ("waterfall", "columns", "path") else ("x", ("y", "series"))


def _place(row: dict[str, Any], chart: Chart) -> int:
    return chart.series.index(row["series"]) if row.get("series") in chart.series else len(chart.series)


def _at(row: dict[str, Any], chart: Chart, formats: Formats) -> str:
    if chart.kind == "lines":
        return formats.month(int(row["x"]))
    return f"{chart.titles.get('x', '')} {formats.number(row['x'], 0)}".strip()


def written(value: float, chart: Chart, formats: Formats) -> str:
    """Return a value as the chart's axis has it, but for money, of which the currency is told."""
    told = _NUMBER.fullmatch(chart.number)
    if told is None:
        raise ValueError(f"{chart.head.name}: no words for numbers that are written {chart.number!r}")
    signed, decimals = bool(told["sign"]), int(told["decimals"])
    if told["kind"] == "s":
        return formats.money(value, signed=signed)
    if told["kind"] == "%":
        return formats.percent(value, decimals, signed=signed)
    return formats.number(value, decimals, signed=signed)


def _is_known(value: object) -> bool:
    return isinstance(value, int | float) and value == value
