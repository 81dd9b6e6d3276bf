"""One theme, all of it: its row and stages, how its points went, and where those who name it part from the others."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import charts, words
from dashboard.cards.charted import chart_card, draw_chart
from dashboard.cards.component import markup, place
from dashboard.cards.frames import history_frame
from dashboard.cards.page import later
from dashboard.cards.themes import STAGES, headings, theme_row, themes_of
from dashboard.cards.turning import CHOSEN, choices
from dashboard.charts.bars import GROUP_COLUMNS
from dashboard.data.standing import Standing
from dashboard.measures import theme_view
from dashboard.measures.themes.theme import Part, Theme, ThemeView, TopTen
from dashboard.screen.filters import in_words
from dashboard.screen.frame import Opened
from dashboard.theme import palette
from dashboard.words import formats

ANCHOR = "theme"
"""Where a theme's own view begins on the page: the cards' script scrolls there when a theme is clicked."""

_FIRST = "first_theme"
"""The first theme of the run before, which is shown where none is chosen."""

_LEAST_DRAWN = 5
"""Mentions below which an interval covers most of the scale: such a part is named, not drawn."""


@later
def theme_of_its_own(opened: Opened) -> None:
    """Show one theme: its stage with dates, its trend, where it hurts, and who contributes."""
    themes = themes_of(opened)
    offered = choices(themes)
    if offered:
        st.subheader("One theme, all of it", anchor=ANCHOR)
    _follow(offered)
    _give_way(opened, themes, offered)
    if not offered:
        return
    name = st.selectbox("Theme", list(offered), key=CHOSEN, bind="query-params", persist_state="session", width=360)
    view = theme_view(opened.data, opened.view, offered[name].theme_id, opened.settings)
    _card(opened, themes, view)
    left, right = st.columns(2, gap="small")
    with left:
        _trend(opened, themes, view)
    places = {"segment": view.by_segment, "region": view.by_region}
    drawn = {kind: rows for kind, parts in places.items() if len(rows := _rows(opened, parts)) > 1}
    for column, kind in zip((left, right) if len(drawn) > 1 else (right,), drawn, strict=False):
        with column:
            _parts(opened, view.standing, kind, places[kind], drawn[kind])


def _follow(offered: Collection[str]) -> None:
    """Where the first theme was shown, show that which is first by now: the address names none then."""
    first = next(iter(offered), None)
    before = st.session_state.get(_FIRST)
    st.session_state[_FIRST] = first
    if first and first != before and before == st.session_state.get(CHOSEN) and not st.query_params.get(CHOSEN):
        st.session_state[CHOSEN] = first


def _give_way(opened: Opened, themes: TopTen, offered: Collection[str]) -> None:
    """Where the theme that is asked for cannot be had under these filters, say so, and let the first be chosen."""
    asked = st.session_state.get(CHOSEN) or st.query_params.get(CHOSEN)
    if not asked or asked in offered or not themes.standing.shown:
        return
    instead = next(iter(offered), None)
    said = words.no_such_theme(str(asked), themes, instead, opened.settings)
    st.warning(formats.as_it_is(said), icon=":material/info:")
    if instead:
        st.session_state[CHOSEN] = instead


def _card(opened: Opened, themes: TopTen, view: ThemeView) -> None:
    card = markup(
        "theme",
        row=theme_row(opened, view.theme, themes),
        stages=_stages(view.theme),
        definition=view.theme.definition or "",
        **headings(opened, themes),
    )
    place(markup("stack", cards=[("theme", card)], shared=palette(opened.mode).contrast), key="theme_card")


def _trend(opened: Opened, themes: TopTen, view: ThemeView) -> None:
    """Draw the theme's months as a line, or say why there is none."""
    known = np.isfinite(view.trend.values)
    title = words.theme_title(view, themes, opened.settings)
    scope = in_words(opened.view, opened.manifest.company)
    with chart_card(opened, title, f"{scope} · by month, with 95 % interval", view.standing) as drawn:
        if drawn and not (known[1:] & known[:-1]).any():
            st.caption(words.no_months(view, opened.settings))
        elif drawn:
            frame = history_frame(view.trend, opened.settings)
            alt = "Line: points lost to the theme by month, with 95 % interval"
            draw_chart(frame, charts.history(".1f", opened.mode), key="theme_trend", alt=alt)


def _stages(theme: Theme) -> list[dict[str, str]]:
    entered: dict[str, date] = dict(theme.stages)
    return [
        {"label": label, "day": f"{entered[name]:%-d %b %Y}" if name in entered else ""}
        for name, label in STAGES.items()
    ]


def _rows(opened: Opened, parts: Sequence[Part]) -> list[dict[str, object]]:
    """Return the parts that can be drawn: ``GROUP_COLUMNS``."""
    return [
        {
            "group": part.label,
            "value": part.gap.value,
            "low": part.gap.low,
            "high": part.gap.high,
            "n": part.mentions,
            "order": position,
            "label": f"n {formats.count(part.mentions, opened.settings.locale)}",
        }
        for position, part in enumerate(parts)
        if math.isfinite(part.gap.value) and part.mentions >= _LEAST_DRAWN
    ]


def _parts(
    opened: Opened, standing: Standing, kind: str, parts: Sequence[Part], rows: Sequence[dict[str, object]]
) -> None:
    """Draw how a theme parts those who name it from those who do not, by region or segment."""
    few = [part.label for part in parts if part.mentions < _LEAST_DRAWN]
    frame = pd.DataFrame(rows, columns=list(GROUP_COLUMNS))
    with chart_card(opened, words.parts_title(parts, kind), _of_parts(kind, few), standing):
        draw_chart(
            frame,
            charts.group_bars("+.0f", len(rows), opened.mode),
            key=f"by_{kind}",
            alt=f"Dots: the theme's gap by {kind}, with 95 % intervals",
        )


def _of_parts(kind: str, few: Sequence[str]) -> str:
    left_out = f"; too few mentions to draw: {words.listed(few)}" if few else ""
    return f"score of those who name it less that of those who do not, by {kind}, 95 % intervals{left_out}"
