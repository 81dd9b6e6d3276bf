"""From a theme that was clicked to its own view."""

from __future__ import annotations

import streamlit as st

from dashboard.measures import top_ten
from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.navigation import BY_SLUG
from dashboard.screen.frame import Opened

CHOSEN = "theme"
"""The theme that is chosen: in the session, and in the address."""

_ITS_PAGE = "top_ten"


def choices(themes: TopTen) -> dict[str, Theme]:
    """Return the themes that can be chosen by their labels, those that cost most first, those seldom named last."""
    found: dict[str, Theme] = {}
    for theme in (*themes.ten, *themes.others, *themes.delights, *themes.pooled):
        known = found.setdefault(theme.name, theme)
        if known.theme_id != theme.theme_id:
            found[f"{theme.name} ({theme.theme_id})"] = theme
    return found


def turn_to_theme(opened: Opened, theme_id: str) -> None:
    """Choose a theme, and go to its page from any other; to be called before the choice is drawn."""
    themes = top_ten(opened.data, opened.view, opened.settings, trends=opened.page == _ITS_PAGE)
    name = next((label for label, theme in choices(themes).items() if theme.theme_id == theme_id), None)
    if name is None:
        return  # It was clicked under other filters, and no answer names it under these.
    if opened.page == _ITS_PAGE:
        st.session_state[CHOSEN] = name
    else:
        st.switch_page(BY_SLUG[_ITS_PAGE].path, query_params={CHOSEN: name})
