"""What can be taken along of a block: a picture that stands alone, its data, the address that shows it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from dashboard.blocks import Block, Chart, within
from dashboard.charts.alternative import as_table, roles_told
from dashboard.export.picture import pictures
from dashboard.export.presses import PressError
from dashboard.export.sheets import as_csv, as_excel, sheets_of
from dashboard.rendering import Medium
from dashboard.screen.kit.component import place
from dashboard.screen.kit.markup import fill
from dashboard.words.drawings import told_alone, written
from dashboard.words.escaping import sentence
from dashboard.words.exports import Alone
from dashboard.words.formats import Formats

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Taken:
    """A block to be taken along, what stands around it where it stands alone, its file's name, its address."""

    block: Block
    alone: Alone
    file: str
    address: str


def take(taken: Taken, medium: Medium, closed: Callable[[], None]) -> None:
    """Open the dialog that offers a block, or to who may take nothing along the data of its charts as tables.

    ``closed`` is called when the reader closes it.
    """
    if medium.takes:
        st.dialog("Picture, data, link", width="large", on_dismiss=closed)(_offer)(taken, medium)
    else:
        st.dialog("The data as a table", width="large", on_dismiss=closed)(_read)(taken, medium)


def _read(taken: Taken, medium: Medium) -> None:
    place(readable(taken, medium), key="taking")


def _offer(taken: Taken, medium: Medium) -> None:
    try:
        with st.spinner("Drawing the picture …"):
            (png,) = pictures(taken.block, taken.alone, medium)
    except PressError as error:
        st.error(sentence(str(error)))
        return
    place(offered(taken, png, medium), key="taking")
    with st.container(horizontal=True):
        _file("Picture (PNG)", png, taken.file + ".png", "image/png")
        _file("Picture (SVG)", partial(_svg, taken, medium), taken.file + ".svg", "image/svg+xml")
        sheets = sheets_of(taken.block, medium)
        if sheets:
            _file("Data (CSV)", partial(as_csv, sheets), taken.file + ".csv", "text/csv")
            _file("Data (Excel)", partial(as_excel, sheets, taken.alone), taken.file + ".xlsx", _EXCEL)


def offered(taken: Taken, png: bytes, medium: Medium) -> Markup:
    """Return the picture, with what it draws in words and the data of each chart as a table, and what can be copied."""
    formats, title = Formats.of(medium.settings), taken.alone.title
    said = [told_alone(one, title, formats) for one in _charts(taken.block)]
    return fill(
        "taking",
        picture=base64.b64encode(png).decode(),
        alt=". ".join(said if any(title in one for one in said) else (title.rstrip("."), *said)),
        address=taken.address,
        tables=_tables(taken, formats),
        mode="light",
    )


def readable(taken: Taken, medium: Medium) -> Markup:
    """Return what it is and the data of each chart as a table: nothing by which it leaves the dashboard."""
    alone, tables = taken.alone, _tables(taken, Formats.of(medium.settings))
    return fill("data", title=alone.title, subtitle=alone.subtitle, tables=tables, mode=medium.mode)


def _charts(block: Block) -> list[Chart]:
    return [one for one in within(block) if isinstance(one, Chart) and one.head.shown]


def _tables(taken: Taken, formats: Formats) -> list[tuple[str, list[tuple[str, bool]], list[list[str]]]]:
    """Return the data of each chart, under its title."""
    return [(one.head.title or taken.alone.title, *_data(one, formats)) for one in _charts(taken.block)]


def _data(chart: Chart, formats: Formats) -> tuple[list[tuple[str, bool]], list[list[str]]]:
    """Return the columns of a chart's data, and whether each holds words, and the rows, written as the chart does."""

    def said(role: str, value: str | float | None) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        whole = role == "n" or (role == "x" and chart.kind == "steps")
        return formats.number(value, 0) if whole else written(value, chart, formats)

    columns, rows = as_table(chart)
    worded = [any(isinstance(row[at], str) for row in rows) for at in range(len(columns))]
    named = list(zip(columns, worded, strict=True))
    return named, [[said(*cell) for cell in zip(roles_told(chart), row, strict=True)] for row in rows]


def _file(label: str, data: bytes | Callable[[], bytes], name: str, kind: str) -> None:
    st.download_button(label, data, name, kind, key=f"taking-{label}", on_click="ignore")


def _svg(taken: Taken, medium: Medium) -> bytes:
    (svg,) = pictures(taken.block, taken.alone, medium, ("svg",))
    return svg
