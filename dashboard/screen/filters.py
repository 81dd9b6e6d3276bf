"""The filter bar: one thin line above every page, kept in the address, so that a link is a view.

The address holds labels as they are shown (`?region=NA&period=Q3+2026`). What it asks for and cannot be
had is said in a sentence, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

import streamlit as st

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.periods import Against, Calendar, Period, choices
from dashboard.settings import Settings
from dashboard.words.comparison import fell_back
from dashboard.words.escaping import markdown
from dashboard.words.notices import unknown_filter

_UNKNOWN = "unknown_filters"

FILTERS = ("region", "segment", "period", "against")
"""The keys of the filters, in the session and in the address."""

AGAINST: dict[str, Against] = {"vs year before": "year", "vs period before": "previous"}
"""Label → what a period is compared with. Labels stand in addresses: they do not change."""


def filter_bar(data: Data, settings: Settings) -> View:
    """Draw the filters in one line and return what the reader asks for."""
    first, last = data.months
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    periods = _offered(first, last, calendar)
    note_unknown("region", data.regions)
    note_unknown("segment", data.segments)
    note_unknown("period", periods)
    note_unknown("against", AGAINST)
    regions = _several("region", "All regions", data.regions)
    segments = _several("segment", "All segments", data.segments)
    period = periods[_one("period", list(periods), "Period", 184)]
    against = AGAINST[_one("against", list(AGAINST), "Compared with", 158)]
    view = View.of(period, against, first, calendar, regions=regions, segments=segments)
    if view.fell_back:
        st.markdown(f":small[:orange[{markdown(fell_back(view))}]]", width="content")
    return view


@cache
def _offered(first: int, last: int, calendar: Calendar) -> dict[str, Period]:
    found = choices(first, last, calendar.fiscal_start, calendar.fiscal_label, calendar.locale)
    return {period.label: period for period in found}


def note_unknown(name: str, offered: Collection[str]) -> None:
    """Keep in mind what the address asks for and cannot be had; to be called before the widget is drawn.

    The widget drops such a value from the address, so this is the only run in which it can be seen.
    """
    unknown = [value for value in st.query_params.get_all(name) if value not in offered]
    if unknown:
        st.session_state.setdefault(_UNKNOWN, {})[name] = unknown


def unknown_filters() -> list[str]:
    """Return a sentence for each filter of the address that names what the data do not have, until one is changed."""
    return [unknown_filter(name, values) for name, values in st.session_state.get(_UNKNOWN, {}).items()]


def _forget_unknown() -> None:
    st.session_state.pop(_UNKNOWN, None)


def _several(name: Literal["region", "segment"], all_of_them: str, options: Sequence[str]) -> tuple[str, ...] | None:
    chosen = st.multiselect(
        name.capitalize(),
        list(options),
        placeholder=all_of_them,
        label_visibility="collapsed",
        key=name,
        bind="query-params",
        persist_state="session",
        select_all=False,
        on_change=_forget_unknown,
        width=168,
    )
    return tuple(sorted(chosen)) or None


def _one(name: str, options: list[str], label: str, width: int) -> str:
    return st.selectbox(
        label,
        options,
        label_visibility="collapsed",
        key=name,
        bind="query-params",
        persist_state="session",
        on_change=_forget_unknown,
        width=width,
    )
