"""The filter bar: one thin line above every page, kept in the address, so that a link is a view.

The address holds labels as they are shown (`?region=NA&period=Q3+2026`). What it asks for otherwise, or cannot be had,
is said in a sentence, never dropped in silence. A filter with one choice is none, and is not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.addresses.asked import asked
from dashboard.addresses.offered import Offered, offered
from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.navigation import PAGES
from dashboard.settings import Settings
from dashboard.words.comparison import fell_back
from dashboard.words.escaping import markdown
from dashboard.words.notices import unknown_filter

_SAID = "said_of_filters"

FILTERS = ("region", "segment", "period", "against")
"""The keys of the filters, in the session and in the address."""

PARAMETERS = ("open", "only", "at", "snapshot", *(name for page in PAGES for name in page.parameters))
"""What else an address may hold."""


def filter_bar(data: Data, settings: Settings) -> View:
    """Draw the filters in one line and return what the reader asks for."""
    choices = offered(data, settings)
    if not data.begun:  # there is nothing to choose from
        return choices.opening_view()
    _take_address(choices)
    chosen = _several("region", "All regions", choices.regions) or ()
    regions, parents = choices.meant(chosen), choices.chosen_parents(chosen)
    segments = _several("segment", "All segments", choices.segments)
    period = choices.periods[_one("period", list(choices.periods), "Period", 184)]
    against = choices.against[_one("against", list(choices.against), "Compared with", 158)]
    view = View.of(
        period, against, choices.first, choices.calendar, regions=regions, segments=segments, parents=parents
    )
    if view.fell_back:
        st.markdown(f":small[:orange[{markdown(fell_back(view))}]]", width="content")
    return view


def _take_address(choices: Offered) -> None:
    """Put into the address what it means, and keep in mind what is to be said of it.

    To be called before the filters are drawn: a widget takes what the run began with, and drops what it does not offer.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    found = asked(query, choices, PARAMETERS)
    if not found.said:
        return
    meant = {name: list(values) for name, values in found.values.items()} | {key: [] for key in found.misnamed}
    changed = {name: values for name, values in meant.items() if values != query.get(name, [])}
    said = st.session_state.setdefault(_SAID, {})
    try:
        _put(changed)
    except StreamlitAPIException:  # gone back to in the same visit: the widgets are there, and take it as it stands
        said.update({name: unknown_filter(name, query[name]) for name in changed if name in query})
        return
    said.update(found.said)
    if changed:
        st.rerun()


def _put(values: Mapping[str, list[str]]) -> None:
    """Put values into the address; of what has none, nothing stays there."""
    for name, wanted in values.items():
        if wanted:
            st.query_params[name] = wanted
        else:
            del st.query_params[name]


def said_of_filters() -> list[str]:
    """Return what is to be said of the address, a sentence a filter, until one of them is changed."""
    return list(st.session_state.get(_SAID, {}).values())


def _forget() -> None:
    st.session_state.pop(_SAID, None)


def _several(name: Literal["region", "segment"], all_of_them: str, options: Sequence[str]) -> tuple[str, ...] | None:
    if len(options) < 2:
        return None
    chosen = st.multiselect(
        name.capitalize(),
        list(options),
        placeholder=all_of_them,
        label_visibility="collapsed",
        key=name,
        bind="query-params",
        persist_state="session",
        select_all=False,
        on_change=_forget,
        width=158,
    )
    return tuple(sorted(chosen)) or None


def _one(name: str, options: list[str], label: str, width: int) -> str:
    """Let one of the options be chosen; one alone is told, where it is a period, as nothing else tells it."""
    if len(options) < 2:
        if name == "period":
            st.markdown(f":small[{markdown(options[0])}]", width="content")
        return options[0]
    return st.selectbox(
        label,
        options,
        label_visibility="collapsed",
        key=name,
        bind="query-params",
        persist_state="session",
        on_change=_forget,
        width=width,
    )
