"""A table of many rows: Streamlit's own, which draws only those in sight. Text is shown as it is, never evaluated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.blocks import Bar, Cell, Column, Spark, Stack, Steps, Table
from dashboard.blocks.table import CellKind

ROW, HEADER = 36, 34
"""Pixels of a row and of the header."""

MOST = 14
"""Rows that are seen at once; the others are scrolled to."""

_TONES = {"good": "green", "bad": "red", "warn": "orange", "": "gray"}
_WIDE: dict[CellKind, int] = {"sparkline": 120, "bar": 130, "day": 110, "pill": 150, "number": 110, "steps": 150}
_SHARE = 190
"""Pixels of a column of words whose share of the room is 1."""


def long_table(table: Table) -> Callable[[], object]:
    """Return what is left to do to draw a table of many rows."""
    columns = {column.name: table.column(column.name) for column in table.columns}
    values = {column.name: _values(column, columns[column.name]) for column in table.columns}
    texts = {column.name: _texts(cells) for column in table.columns if _counts(column, cells := columns[column.name])}
    return partial(
        st.dataframe,
        _styled(values, texts) if texts else pa.table(values),
        hide_index=True,
        height=ROW * min(len(table.rows), MOST) + HEADER,
        row_height=ROW,
        column_config={column.name: _config(column, columns[column.name]) for column in table.columns},
        placeholder="",
        key=table.head.name,
        alt=table.head.alt or table.head.title,
    )


def _styled(values: Mapping[str, Any], texts: Mapping[str, dict[float, str]]) -> Any:
    """Return rows whose numbers are shown as their texts, for which Streamlit asks for a frame with a style."""
    import pandas as pd  # 50 MB, for as long as the server runs: few visitors open a table that has so many numbers

    shown: dict[Any, Any] = {name: partial(_said, said) for name, said in texts.items()}
    return pd.DataFrame(dict(values)).style.format(shown, na_rep="–")


def _counts(column: Column, cells: Sequence[Cell]) -> bool:
    """Whether a column is sorted by numbers; one without values is sorted by its text."""
    return column.kind == "number" and any(isinstance(cell.value, int | float) for cell in cells)


def _values(column: Column, cells: Sequence[Cell]) -> Any:
    if _counts(column, cells):
        return [float(cell.value) if isinstance(cell.value, int | float) else None for cell in cells]
    if column.kind == "day":
        return [cell.value if cell.value is not None else None for cell in cells]
    if column.kind == "bar" and any(isinstance(cell.drawing, Bar) for cell in cells):
        return [100 * cell.drawing.share if isinstance(cell.drawing, Bar) else None for cell in cells]
    if column.kind == "sparkline":
        return [
            [value for value in cell.drawing.values if math.isfinite(value)]
            if isinstance(cell.drawing, Spark)
            else None
            for cell in cells
        ]
    if column.kind == "pill":
        return [[cell.pill.word] if cell.pill else [cell.text] if cell.text else [] for cell in cells]
    return [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    """Return all that a cell says in one line."""
    said = [" ".join(filter(None, (cell.text, cell.rest))), cell.pill.word if cell.pill else "", cell.note, cell.remark]
    if isinstance(cell.drawing, Steps):
        said.append(f"{sum(cell.drawing.reached)} of {len(cell.drawing.labels)}")
    elif isinstance(cell.drawing, Bar | Stack):
        said.append(cell.drawing.alt)
    return " · ".join(part for part in said if part)


def _texts(cells: Sequence[Cell]) -> dict[float, str]:
    return {float(cell.value): cell.text for cell in cells if isinstance(cell.value, int | float) and cell.text}


def _said(texts: dict[float, str], value: float) -> str:
    return texts.get(value, f"{value:,.10g}")


def _config(column: Column, cells: Sequence[Cell]) -> Any:
    label, width = column.label or " ", _WIDE.get(column.kind) or round(_SHARE * column.width)
    if column.kind == "number":
        return st.column_config.Column(label, width=width)
    if column.kind == "day":
        times = [cell.value for cell in cells if isinstance(cell.value, datetime)]
        if times:  # the clocks are those of the values, not the browser's
            zone = str(times[0].tzinfo)
            return st.column_config.DatetimeColumn(label, width=140, format="D MMM YYYY, HH:mm", timezone=zone)
        return st.column_config.DateColumn(label, width=width, format="D MMM YYYY")
    if column.kind == "bar":
        return st.column_config.ProgressColumn(label, width=width, min_value=0, max_value=100, format="%d %%")
    if column.kind == "sparkline":
        return st.column_config.LineChartColumn(label, width=width)
    if column.kind == "pill":
        tones = {cell.pill.word: _TONES[cell.pill.tone] for cell in cells if cell.pill}
        return st.column_config.MultiselectColumn(
            label, width=width, options=list(tones), color=list(tones.values()) or None
        )
    return st.column_config.TextColumn(label, width=width)
