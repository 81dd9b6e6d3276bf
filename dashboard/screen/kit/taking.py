"""What can be taken along of a block: a picture that stands alone, its data, the address that shows it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.blocks import Block
from dashboard.export.picture import PressError, pictures
from dashboard.export.sheets import as_csv, as_excel, sheets_of
from dashboard.rendering import Medium
from dashboard.screen.kit.component import place
from dashboard.screen.kit.markup import fill
from dashboard.words.escaping import sentence
from dashboard.words.exports import Alone

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Taken:
    """A block to be taken along, what stands around it where it stands alone, its file's name, its address."""

    block: Block
    alone: Alone
    file: str
    address: str


def take(taken: Taken, medium: Medium, closed: Callable[[], None]) -> None:
    """Open the dialog that offers a block; ``closed`` is called when the reader closes it."""
    st.dialog("Picture, data, link", width="large", on_dismiss=closed)(_offer)(taken, medium)


def _offer(taken: Taken, medium: Medium) -> None:
    try:
        with st.spinner("Drawing the picture …"):
            (png,) = pictures(taken.block, taken.alone, medium)
    except PressError as error:
        st.error(sentence(str(error)))
        return
    values = {"picture": base64.b64encode(png).decode(), "alt": taken.alone.title, "address": taken.address}
    place(fill("taking", mode="light", **values), key="taking")
    with st.container(horizontal=True):
        _file("Picture (PNG)", png, taken.file + ".png", "image/png")
        _file("Picture (SVG)", partial(_svg, taken, medium), taken.file + ".svg", "image/svg+xml")
        sheets = sheets_of(taken.block, medium)
        if sheets:
            _file("Data (CSV)", partial(as_csv, sheets), taken.file + ".csv", "text/csv")
            _file("Data (Excel)", partial(as_excel, sheets, taken.alone), taken.file + ".xlsx", _EXCEL)


def _file(label: str, data: bytes | Callable[[], bytes], name: str, kind: str) -> None:
    st.download_button(label, data, name, kind, key=f"taking-{label}", on_click="ignore")


def _svg(taken: Taken, medium: Medium) -> bytes:
    (svg,) = pictures(taken.block, taken.alone, medium, ("svg",))
    return svg
