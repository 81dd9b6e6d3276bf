"""The blocks of the Top Ten: what the themes cost, how it adds up, the list, and a theme's own view."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import charts, formats, words
from dashboard.cards.charted import chart_card, draw_chart
from dashboard.cards.component import markup, place
from dashboard.cards.frames import history_frame
from dashboard.cards.page import Block, Cards, later
from dashboard.cards.sparkline import sparkline
from dashboard.cards.turning import CHOSEN
from dashboard.charts.bars import CONTRIBUTION_COLUMNS, GROUP_COLUMNS
from dashboard.filters import in_words
from dashboard.frame import Opened
from dashboard.measures import Standing, theme_view, top_ten
from dashboard.measures.themes import Part, Theme, TopTen
from dashboard.settings import Settings
from dashboard.theme import palette
from dashboard.trust import checks_of

ANCHOR = "theme"
"""Where a theme's own view begins on the page: the cards' script scrolls there when a theme is clicked."""

_LEAST_DRAWN = 5
"""Mentions below which an interval covers most of the scale: such a part is named, not drawn."""

STAGES = {
    "identified": "Identified",
    "contained": "Contained",
    "root_cause": "Root cause",
    "corrective_action": "Corrective action",
    "verification": "Verification",
    "closed": "Closed",
}
"""The stages of a theme in their order, as they are read."""


def top_ten_chart(opened: Opened) -> Block:
    """Draw the ten themes by what they cost, each with its interval."""
    themes = _themes(opened)
    title = words.top_ten_title(themes, opened.settings)
    parts = (_scope(opened, themes), words.answers_read(themes, opened.settings))
    subtitle = " · ".join(part for part in parts if part)
    frame = _contributions(themes.ten, opened.settings)

    def block() -> None:
        with chart_card(opened, title, subtitle, themes.standing) as drawn:
            if drawn and themes.ten:
                spec = charts.contribution_bars(len(themes.ten), opened.mode)
                draw_chart(frame, spec, key="top_ten", alt="Bars: points lost by theme, with 95 % intervals")
            elif drawn:
                st.markdown(words.no_themes(themes, opened.settings))

    return block


def top_ten_account(opened: Opened) -> Block:
    """Show how what is lost, gained and left unsaid adds up to the score."""
    themes = _themes(opened)
    if not themes.standing.shown or themes.identity is None:
        return None
    return Cards.of(
        "account",
        parts=words.account(themes.identity, themes.metric, opened.settings),
        caveats=words.theme_caveats(themes, opened.settings),
    )


def top_ten_list(opened: Opened) -> Block:
    """List the ten with rank, owner, stage, tasks, trend and days on the list; delights stand apart."""
    themes = _themes(opened)
    if not themes.standing.shown or not themes.ten:
        return None
    first = _first_list(opened)
    return Cards.of(
        "themes",
        ten=[_row(theme, opened.settings, first) for theme in themes.ten],
        delights=[_row(theme, opened.settings, first) for theme in themes.delights if theme.low > 0],
        pooled=themes.pooled,
        as_of=formats.day(opened.manifest.as_of, opened.settings.locale),
    )


@later
def theme_of_its_own(opened: Opened) -> None:
    """Show one theme: its stage with dates, its trend, where it hurts, and who contributes."""
    themes = _themes(opened)
    everyone = (*themes.ten, *themes.others, *themes.delights)
    if not themes.standing.shown or not everyone:
        return
    st.subheader("One theme, all of it", anchor=ANCHOR)
    labels = {theme.name: theme.theme_id for theme in everyone}
    _give_way(themes, labels)
    name = st.selectbox("Theme", list(labels), key=CHOSEN, bind="query-params", persist_state="session", width=360)
    view = theme_view(opened.data, opened.view, labels[name], opened.settings)
    row = _row(view.theme, opened.settings, _first_list(opened))
    card = markup("theme", row=row, stages=_stages(view.theme))
    place(markup("stack", cards=[("theme", card)], shared=palette(opened.mode).contrast), key="theme_card")
    left, right = st.columns(2, gap="small")
    with left:
        title = words.theme_title(view, themes, opened.settings)
        with chart_card(opened, title, _by_month(opened), view.standing) as drawn:
            if drawn and not np.isfinite(view.trend.values).any():
                st.caption("Too few mentions in any window to draw its months.")
            elif drawn:
                frame = history_frame(view.trend, opened.settings)
                alt = "Line: points lost to the theme by month, with 95 % interval"
                draw_chart(frame, charts.history(".1f", opened.mode), key="theme_trend", alt=alt)
        _parts(opened, view.standing, "segment", view.by_segment, "by_segment")
    with right:
        _parts(opened, view.standing, "region", view.by_region, "by_region")


@later
def theme_evidence(opened: Opened) -> None:
    """Say how the points lost are known: what they are, and the datasets, checks and queries behind them."""
    themes = _themes(opened)
    if not themes.standing.shown:
        return
    with st.expander("How do we know?"):
        st.markdown(words.POINTS_LOST)
        st.caption(checks_of(opened.manifest, themes.standing.datasets))
        for name in themes.standing.datasets:
            entry = opened.data.entry(name)
            st.markdown(f"**{name.replace('_', ' ')}** · {entry.description}")
            if entry.sql:
                st.code(entry.sql, language="sql")


def _give_way(themes: TopTen, labels: Collection[str]) -> None:
    """Where the theme that is asked for cannot be shown under these filters, say so, and let the first be chosen."""
    asked = st.session_state.get(CHOSEN) or st.query_params.get(CHOSEN)
    if asked and asked not in labels:
        st.warning(words.unranked(str(asked), themes), icon=":material/info:")
        st.session_state[CHOSEN] = next(iter(labels))


def _themes(opened: Opened) -> TopTen:
    return top_ten(opened.data, opened.view, opened.settings)


def _first_list(opened: Opened) -> int:
    """Return the month that closes the first window for which there can be a list."""
    return opened.data.months[0] + opened.settings.theme_window_months - 1


def _scope(opened: Opened, themes: TopTen) -> str:
    months = formats.months(themes.first, themes.last, opened.settings.locale)
    return f"{in_words(opened.view, opened.manifest.company)} · {months}"


def _by_month(opened: Opened) -> str:
    return f"{in_words(opened.view, opened.manifest.company)} · by month, with 95 % interval"


def _contributions(ten: Sequence[Theme], settings: Settings) -> pd.DataFrame:
    """Return a row a theme: ``CONTRIBUTION_COLUMNS``."""
    rows = [
        {
            "name": theme.name,
            "lost": theme.points,
            "low": theme.low,
            "high": theme.high,
            "kind": "cross-LOB" if theme.owner and theme.owner.cross_lob else "one line of business",
            "order": position,
            "mentions": theme.mentions,
            "owner": theme.owner.name if theme.owner else "nobody",
            "label": f"{formats.number(theme.points, 1, settings.locale)} · {words.rank_range(theme)}",
        }
        for position, theme in enumerate(ten)
    ]
    return pd.DataFrame(rows, columns=list(CONTRIBUTION_COLUMNS))


def _row(theme: Theme, settings: Settings, first_list: int) -> dict[str, object]:
    """Return a theme as the strings of its row."""
    owner = theme.owner
    known = [value for value in theme.trend if math.isfinite(value)]
    return {
        "theme_id": theme.theme_id,
        "rank": str(theme.rank) if theme.rank else "",
        "moved": words.rank_moved(theme),
        "name": words.theme_name(theme),
        "definition": theme.definition or "",
        "owner": owner.name if owner else "nobody owns it",
        "owned": owner is not None,
        "shared": owner is not None and owner.cross_lob,
        "with": words.contributors(owner) if owner else "",
        "points": formats.number(theme.points, 1, settings.locale),
        "interval": words.interval_of(theme, settings),
        "mentions": words.counted(theme.mentions, "mention", settings.locale),
        "rank_range": words.rank_range(theme),
        "stage": STAGES.get(theme.stage or "", "no stage given"),
        "reached": [name in {stage for stage, _ in theme.stages} for name in STAGES],
        "tasks": words.tasks(theme.tasks),
        "remark": words.stage_remark(theme),
        "time": words.time_on_list(theme, first_list, settings.locale),
        "spark": sparkline(list(theme.trend), None, None, words.theme_trend(theme, settings)) if len(known) > 1 else "",
    }


def _stages(theme: Theme) -> list[dict[str, str]]:
    entered: dict[str, date] = dict(theme.stages)
    return [
        {"label": label, "day": f"{entered[name]:%-d %b %Y}" if name in entered else ""}
        for name, label in STAGES.items()
    ]


def _parts(opened: Opened, standing: Standing, title: str, parts: Sequence[Part], key: str) -> None:
    """Draw how a theme parts those who name it from those who do not, by region or segment."""
    rows = [
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
    few = [part.label for part in parts if part.mentions < _LEAST_DRAWN]
    if len(rows) < 2:
        return
    frame = pd.DataFrame(rows, columns=list(GROUP_COLUMNS))
    with chart_card(opened, words.parts_title(parts, title), _of_parts(title, few), standing):
        draw_chart(
            frame,
            charts.group_bars("+.0f", len(rows), opened.mode),
            key=key,
            alt=f"Dots: the theme's gap by {title}, with 95 % intervals",
        )


def _of_parts(kind: str, few: Sequence[str]) -> str:
    left_out = f"; too few mentions to draw: {words.listed(few)}" if few else ""
    return f"score of those who name it less that of those who do not, by {kind}, 95 % intervals{left_out}"
