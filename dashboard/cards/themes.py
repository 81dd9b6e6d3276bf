"""The blocks of the Top Ten: what the themes cost, how it adds up, how that is known, and the list."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import charts, words
from dashboard.cards.charted import chart_card, draw_chart
from dashboard.cards.page import Block, Cards, later
from dashboard.cards.sparkline import sparkline
from dashboard.charts.bars import CONTRIBUTION_COLUMNS
from dashboard.measures import top_ten
from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.screen.filters import in_words
from dashboard.screen.frame import Opened
from dashboard.settings import Settings
from dashboard.words import formats
from dashboard.words.escaping import markdown, sentence
from dashboard.words.trust import behind, checks_of, findings_about

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
    themes = themes_of(opened)
    title = words.top_ten_title(themes, opened.settings)
    parts = (
        in_words(opened.view, opened.manifest.company),
        words.window(themes, opened.settings),
        words.answers_read(themes, opened.settings),
    )
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
    """Show how what is lost, gained and left unsaid adds up to the score; nothing where no theme is ranked."""
    themes = themes_of(opened)
    ranked = themes.ten or themes.others or themes.delights
    if not themes.standing.shown or themes.identity is None or not ranked:
        return None
    return Cards.of(
        "account",
        parts=words.account(themes.identity, themes.metric, opened.settings),
        caveats=words.theme_caveats(themes, opened.settings),
    )


def top_ten_list(opened: Opened) -> Block:
    """List the ten with rank, owner, stage, tasks, trend and days on the list; delights stand apart."""
    themes = themes_of(opened)
    if not themes.standing.shown or not themes.ten:
        return None
    return Cards.of(
        "themes",
        ten=[theme_row(opened, theme, themes) for theme in themes.ten],
        delights=[theme_row(opened, theme, themes) for theme in themes.delights if theme.low > 0],
        pooled=[(theme.theme_id, theme.name) for theme in themes.pooled],
        **headings(opened, themes),
    )


@later
def theme_evidence(opened: Opened) -> None:
    """Say how the points lost are known: what they are, and the datasets, checks and queries behind them."""
    themes = themes_of(opened)
    if not themes.standing.shown:
        return
    with st.expander("Points lost: how do we know?"):
        st.markdown(words.POINTS_LOST)
        st.caption(checks_of(opened.manifest, themes.standing.datasets))
        for finding in findings_about(opened.manifest, themes.standing.datasets):
            st.warning(sentence(f"{finding.sentence} {finding.action}"), icon=":material/rule:")
        for name in themes.standing.datasets:
            entry = opened.data.entry(name)
            read_at = behind(entry, opened.manifest, opened.settings.locale)
            st.markdown(f"**{markdown(name.replace('_', ' '))}** · {markdown(f'{entry.description} {read_at}.')}")
            if entry.sql:
                st.code(entry.sql, language="sql", height=180)


def themes_of(opened: Opened) -> TopTen:
    """Return the Top Ten of what the reader asks for."""
    return top_ten(opened.data, opened.view, opened.settings)


def headings(opened: Opened, themes: TopTen) -> dict[str, str]:
    """Return what stands above rows of themes and depends on the filters and the period."""
    return {
        "as_of": formats.day(opened.manifest.as_of, opened.settings.locale),
        "since": words.trend_since(themes, opened.settings),
        # Who is on the list is decided among all answers: the list follows no filter but the period.
        "listed": "On the full list" if opened.view.filtered else "On the list",
    }


def _contributions(ten: Sequence[Theme], settings: Settings) -> pd.DataFrame:
    """Return a row a theme: ``CONTRIBUTION_COLUMNS``."""
    rows = [
        {
            "name": theme.name,
            "lost": theme.points,
            "low": theme.low,
            "high": theme.high,
            "kind": words.ACROSS if theme.owner and theme.owner.cross_lob else words.ALONE,
            "order": position,
            "mentions": theme.mentions,
            "owner": words.owner_name(theme.owner),
            "label": f"{formats.number(theme.points, 1, settings.locale)} · {words.rank_range(theme)}",
        }
        for position, theme in enumerate(ten)
    ]
    return pd.DataFrame(rows, columns=list(CONTRIBUTION_COLUMNS))


def theme_row(opened: Opened, theme: Theme, themes: TopTen) -> dict[str, object]:
    """Return a theme as the strings of its row."""
    owner, settings = theme.owner, opened.settings
    known = [value for value in theme.trend if math.isfinite(value)]
    first_list = opened.data.months[0] + settings.theme_window_months - 1
    return {
        "theme_id": theme.theme_id,
        "rank": str(theme.rank) if theme.rank else "",
        "moved": words.rank_moved(theme),
        "name": words.theme_name(theme),
        "definition": theme.definition or "",
        "owner": words.owner_name(owner),
        "owned": owner is not None,
        "shared": owner is not None and owner.cross_lob,
        "with": words.contributors(owner) if owner else "",
        "points": formats.number(theme.points, 1, settings.locale),
        "points_are": words.points_are(theme),
        "interval": words.interval_of(theme, settings),
        "doubt": words.doubt(theme),
        "mentions": words.counted(theme.mentions, "mention", settings.locale),
        "rank_range": words.rank_range(theme),
        "stage": STAGES.get(theme.stage or "", "no stage given"),
        "reached": [name in {stage for stage, _ in theme.stages} for name in STAGES],
        "tasks": words.tasks(theme.tasks),
        "note": words.stage_note(theme, themes, settings),
        "remark": words.stage_remark(theme, themes, settings),
        "time": words.time_on_list(theme, first_list, settings.locale),
        "spark": sparkline(list(theme.trend), None, None, words.theme_trend(theme, settings)) if len(known) > 1 else "",
    }
