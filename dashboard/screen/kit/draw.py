"""Blocks drawn on the screen, in their order.

All is computed before anything is drawn, so that the browser gets a page in one burst and lays it out once. Elements
are dear, so blocks that are markup alone stand on the page together with their neighbours as one element. Keys come
from the blocks' names, never from positions: an absent card has no chart built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from dashboard import charts
from dashboard.blocks import Block, Chart, Choice, Fold, Row, Table
from dashboard.data.cache import cached
from dashboard.rendering import Medium
from dashboard.rendering.settled import marked, said_of
from dashboard.screen.kit.component import place, scrolled_to
from dashboard.screen.kit.kept import Same
from dashboard.screen.kit.long_table import MOST, long_table
from dashboard.screen.kit.markup import card_of, charted, fill, markup, pure
from dashboard.screen.kit.rows import first_rows
from dashboard.theme import Mode
from dashboard.words.drawings import heard
from dashboard.words.escaping import markdown
from dashboard.words.formats import Formats

Piece = Callable[[], None]
"""What is left to do to draw something that has been computed."""

CHOICE_WIDTH = 360


def draw(blocks: Sequence[Block], medium: Medium, *, anchor: str = "") -> None:
    """Draw blocks in their order; ``anchor`` names the one that is scrolled to."""
    pieces = planned(blocks, medium)
    with scrolled_to(anchor):
        for piece in pieces:
            piece()


def planned(blocks: Sequence[Block], medium: Medium, *, bare: bool = False, stretched: bool = False) -> list[Piece]:
    """Compute blocks and return what is left to draw; ``stretched`` makes each as high as its neighbours."""
    pieces: list[Piece] = []
    for together, group in groupby(blocks, key=pure):
        if together:
            pieces.append(_markup(list(group), medium, bare=bare, stretched=stretched))
        else:
            pieces += [_element(block, medium, bare=bare, stretched=stretched) for block in group]
    return pieces


def _markup(blocks: Sequence[Block], medium: Medium, *, bare: bool, stretched: bool) -> Piece:
    parts = [(block.head.name, markup(block, medium, bare=bare)) for block in blocks]
    content = fill("stack", parts=parts, mode=medium.mode)
    return partial(place, content, key=blocks[0].head.name, stretched=stretched)


def _element(block: Block, medium: Medium, *, bare: bool, stretched: bool) -> Piece:
    if isinstance(block, Row):
        return _row(block, medium, bare=bare)
    if isinstance(block, Fold):
        return _fold(block, medium)
    if isinstance(block, Choice):
        return _choice(block, medium)
    if isinstance(block, Chart):
        chart = partial(
            st.vega_lite_chart,
            *_chart(Same(block), medium.mode),
            theme=None,
            key=block.head.name,
            alt=block.head.alt,
            width="stretch",
        )
        return _carded(block, medium, chart, bare=bare, stretched=stretched)
    if isinstance(block, Table):
        return _carded(block, medium, long_table(marked(block, medium)), bare=bare, stretched=stretched)
    raise TypeError(f"{block.head.name}: a {type(block).__name__} is markup alone")


@cached
def _chart(same: Same[Chart], mode: Mode) -> tuple[pa.Table, dict[str, Any]]:
    """Return what a Vega view is given: the data, and the specification that says how they are drawn."""
    return charts.bound(same.value), charts.specification(same.value, mode)


def _carded(
    block: Chart | Table, medium: Medium, element: Callable[[], object], *, bare: bool, stretched: bool
) -> Piece:
    """Put the words of a block above and below an element of Streamlit's own, in one card.

    The words stand around the element, not in it, so that its view is kept when they change.
    """
    name = block.head.name
    aside, keys = (said_of(block, medium), block.keys) if isinstance(block, Table) else ("", ())
    drawn = isinstance(block, Chart)
    card = card_of(block.head, medium, aside=aside, keys=keys, footer=True, bare=bare, below=drawn, charted=drawn)
    small = bare or (isinstance(block, Chart) and block.size == "small")
    on_paper = first_rows(len(block.rows), MOST, medium) if isinstance(block, Table) else ""
    look = {"card": card, "mode": medium.mode, "small": small, "on_paper": on_paper, "beside_tools": True}
    look["heard"] = heard(block, Formats.of(medium.settings)) if isinstance(block, Chart) else ""
    above, under = (fill(part, **look) for part in ("above", "under"))

    def piece() -> None:
        height: Literal["stretch", "content"] = "stretch" if stretched else "content"
        with st.container(border=not bare, height=height, gap=None, key=f"{name}-card"):
            if above:
                place(above, key=f"{name}-above")
            element()
            if under:
                place(under, key=f"{name}-under")

    return piece


def _row(row: Row, medium: Medium, *, bare: bool) -> Piece:
    within = bare or row.framed
    card = card_of(row.head, medium, bare=True, charted=charted(row))
    look = {"card": card, "mode": medium.mode, "small": False, "on_paper": "", "beside_tools": False, "heard": ""}
    above, under = (fill(part, **look) for part in ("above", "under"))
    columns = [planned([block], medium, bare=within, stretched=True) for block in row.blocks]
    widths = row.widths or (1.0,) * len(row.blocks)

    def piece() -> None:
        with st.container(border=row.framed and not bare, height="stretch", gap=None, key=f"{row.head.name}-row"):
            if above:
                place(above, key=f"{row.head.name}-above")
            for column, pieces in zip(st.columns(widths, gap="medium" if within else "small"), columns, strict=True):
                with column, st.container(height="stretch", gap=None):
                    for one in pieces:
                        one()
            if under:
                place(under, key=f"{row.head.name}-under")

    return piece


def _fold(fold: Fold, medium: Medium) -> Piece:
    """Fold blocks away; they are asked for, and cost something, only while the fold is open."""
    head = fold.head
    begins, opened = _begins(fold), is_open(fold)
    content = planned(fold.content(), medium, bare=True) if opened else []
    label = f"**{markdown(head.title)}**" + (f" :gray[· {markdown(head.subtitle)}]" if head.subtitle else "")
    card = card_of(head, medium, bare=True)
    under = fill("under", card=card, mode=medium.mode, on_paper="", beside_tools=False) if opened else ""

    def piece() -> None:
        with st.expander(label, expanded=begins, key=head.name, on_change="rerun"):
            for one in content:
                one()
            if under:
                place(under, key=f"{head.name}-under")

    return piece


def is_open(fold: Fold) -> bool:
    """Whether the reader has a fold open."""
    return bool(st.session_state.get(fold.head.name, _begins(fold)))


def _begins(fold: Fold) -> bool:
    if not fold.open_with:
        return False
    return bool(st.session_state.setdefault(f"{fold.head.name}-begins", _asked_for(fold.open_with)))


def _asked_for(parameter: str) -> bool:
    """Whether the address names a parameter; asked once a session, since it changes with what is chosen inside."""
    return parameter in st.query_params


def _choice(choice: Choice, medium: Medium) -> Piece:
    """Put the heading of a choice, where it has one, above what is chosen from."""
    card = card_of(choice.head, medium, bare=True)
    look = {"card": card, "mode": medium.mode, "small": False, "heard": ""}
    above = fill("above", **look) if choice.head.title else ""

    def piece() -> None:
        if above:
            place(above, key=f"{choice.head.name}-above")
        _choose(choice)

    return piece


def _choose(choice: Choice) -> None:
    """Show what is chosen of a parameter; another choice is written into the address by its id."""
    labels = dict(choice.options)
    key = f"{choice.head.name}-choice"
    if choice.asked:
        st.warning(markdown(choice.asked), icon=":material/info:")
    if choice.chosen not in labels:
        return
    st.session_state[key] = choice.chosen
    st.selectbox(
        markdown(choice.label),
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=partial(_ask_for, choice.parameter, key),
        width=CHOICE_WIDTH,
        label_visibility="collapsed" if choice.bare else "visible",
    )


def _ask_for(parameter: str, key: str) -> None:
    st.query_params[parameter] = st.session_state[key]
