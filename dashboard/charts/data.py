"""Figures, series and groups as charts: so that a feature says what is shown, and not in which columns.

Months are whole numbers, ``year * 12 + month - 1``; nan is missing, and stays so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dashboard.blocks import Chart, Head
from dashboard.measures.figure import Figure, Series
from dashboard.periods import month_of

Column: TypeAlias = Sequence[Any] | NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a chart's values are written: d3's ``number``, the ``title`` of the values, the language, the room."""

    number: str = ",.1f"
    title: str = "value"
    locale: str = "en"
    size: Literal["small", "normal"] = "normal"


@dataclass(frozen=True, slots=True)
class Group:
    """A value of a group with its 95 % interval and n; ``label`` is written in its place, ``series`` colours it."""

    name: str
    value: float
    low: float = math.nan
    high: float = math.nan
    n: float = math.nan
    label: str = ""
    series: str = ""


def months(series: Series) -> dict[str, Column]:
    """Return a series as roles: ``x`` the months, ``y`` with ``low`` and ``high``, and ``n``."""
    return {
        "x": series.months.astype(float),
        "y": series.values,
        "low": series.low,
        "high": series.high,
        "n": series.n,
    }


def trend(figure: Figure, head: Head, written: Written) -> Chart:
    """Return a figure's months, with its usual variation and its target."""
    nothing = np.full(len(figure.series.months), np.nan)
    limits, aim = figure.limits, figure.target
    columns = months(figure.series) | {
        "band_low": nothing if limits is None else limits.low,
        "band_high": nothing if limits is None else limits.high,
        "target": np.full(len(nothing), aim.value) if aim is not None and aim.level else nothing,
    }
    return _chart("lines", head, columns, written)


def history(series: Series, milestones: Iterable[tuple[date, str]], head: Head, written: Written) -> Chart:
    """Return a series in its 95 % interval, with what happened when; two things of one month share its mark."""
    happened: dict[int, list[str]] = {}
    for day, words in milestones:
        happened.setdefault(month_of(day), []).append(words)
    marks = ["; ".join(happened.get(month, ())) or None for month in series.months.tolist()]
    return _chart("lines", head, months(series) | {"mark": marks}, written)


def several(series: Mapping[str, Series], head: Head, written: Written, *, intervals: bool = False) -> Chart:
    """Return some series by their names, in the order of their colours; their intervals are drawn where asked for."""
    roles = ("x", "y", "n", *(("low", "high") if intervals else ()))
    parts = {name: months(one) for name, one in series.items()}
    columns: dict[str, Column] = {
        role: np.concatenate([part[role] for part in parts.values()]) if parts else [] for role in roles
    }
    columns["series"] = [name for name, part in parts.items() for _ in part["x"]]
    return _chart("lines", head, columns, written, series=tuple(series))


def groups(
    rows: Iterable[Group],
    head: Head,
    written: Written,
    *,
    kind: Literal["bars", "dots"] = "dots",
    series: tuple[str, ...] = (),
    titles: Mapping[str, str] | None = None,
) -> Chart:
    """Return groups in the order given, as dots or as bars, each with its interval."""
    given = list(rows)
    columns: dict[str, Column] = {
        "y": [row.name for row in given],
        "x": [row.value for row in given],
        "low": [row.low for row in given],
        "high": [row.high for row in given],
        "n": [row.n for row in given],
        "label": [row.label or None for row in given],
        "order": list(range(len(given))),
    }
    if series:
        columns["series"] = [row.series for row in given]
    return _chart(kind, head, columns, written, series=series, titles=titles)


_WORDS = frozenset({"series", "mark", "label", "link"})


def _chart(
    kind: Literal["lines", "bars", "dots"],
    head: Head,
    columns: Mapping[str, Column],
    written: Written,
    series: tuple[str, ...] = (),
    titles: Mapping[str, str] | None = None,
) -> Chart:
    words = _WORDS if kind == "lines" else _WORDS | {"y"}
    data = pa.table(
        {
            role: pa.array(list(values), type=pa.string() if role in words else pa.float64(), from_pandas=True)
            for role, values in columns.items()
        }
    )
    value = "y" if kind == "lines" else "x"
    return Chart(
        head,
        kind,
        data,
        number=written.number,
        titles={value: written.title} | dict(titles or {}),
        series=series,
        size=written.size,
        locale=written.locale,
    )
