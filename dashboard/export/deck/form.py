"""A chart as PowerPoint makes it: its names and its series, each value in the place of its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import IO

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.blocks import Chart
from dashboard.charts.shape import series_of
from dashboard.charts.tidy import numbers, ranked, texts
from dashboard.export.deck.numbers import sheet_format
from dashboard.words.escaping import typeset

Values = Sequence[float | None]


class _Cells(CategoryWorkbookWriter):  # type: ignore[misc]  # of a package whose types are not read
    """The sheet of a native chart, in which every text is one: no name becomes a formula or a link."""

    @contextmanager
    def _open_worksheet(self, file: IO[bytes]) -> Iterator[tuple[Workbook, Worksheet]]:
        with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
            yield book, book.add_worksheet()


class _Data(CategoryChartData):  # type: ignore[misc]
    """The data of a native chart, written into such a sheet."""

    @property
    def _workbook_writer(self) -> _Cells:
        return _Cells(self)


@dataclass(frozen=True, slots=True)
class Native:
    """A chart as PowerPoint makes it: its kind, names, series of values, and what is done to it then."""

    kind: XL_CHART_TYPE
    names: Sequence[str] | Sequence[date]
    series: Mapping[str, Values]
    finish: Callable[[NativeChart], None]


def data_of(chart: Chart, form: Native) -> CategoryChartData:
    """Return the sheet of a native chart; what is missing is an empty cell."""
    data = _Data(number_format=sheet_format(chart.number))
    data.categories = [typeset(name) if isinstance(name, str) else name for name in form.names]
    for name, values in form.series.items():
        known = [None if value is None or not math.isfinite(value) else value for value in values]
        data.add_series(typeset(name), known)
    return data


def named(chart: Chart, role: str) -> tuple[list[str], list[int]]:
    """Return the names in their order, and each row's place among them."""
    places = ranked(chart.data, role)
    names = [""] * (1 + max(places, default=-1))
    for place, name in zip(places, texts(chart.data, role), strict=True):
        names[place] = name
    return names, places


def placed(values: Values, places: Sequence[int], count: int) -> list[float | None]:
    """Return values in the order of their names; a name without one has none."""
    held: list[float | None] = [None] * count
    for place, value in zip(places, values, strict=True):
        held[place] = value
    return held


def placed_words(words: Sequence[str], places: Sequence[int], count: int) -> list[str]:
    """Return words in the order of their names."""
    held = [""] * count
    for place, said in zip(places, words, strict=True):
        held[place] = said
    return held


def by_series(chart: Chart, names: Sequence[str], places: Sequence[int], role: str) -> dict[str, Values]:
    """Return each series' values in the order of the names, by the name of the series."""
    of, values = texts(chart.data, "series"), numbers(chart.data, role)
    found: dict[str, Values] = {}
    for name in series_of(chart) or ("",):
        mine: list[float | None] = [None] * len(names)
        for place, series, value in zip(places, of, values, strict=True):
            if series == name:
                mine[place] = value
        found[name or chart.titles.get(role) or "value"] = mine
    return found
