"""The filter bar: one thin line above every page, kept in the address, so that a link is a view.

The address holds labels as they are shown (`?region=NA&period=Q3+2026`). What it asks for and cannot be
had is said in a sentence, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dashboard.access import Data
from dashboard.periods import Against, Calendar, choices, earlier
from dashboard.settings import Settings
from dashboard.view import View

AGAINST: dict[str, Against] = {"the year before": "year", "the period before": "previous"}
"""Label → what a period is compared with. Labels stand in addresses: they do not change."""


def filter_bar(data: Data, settings: Settings) -> View:
    """Draw the filters in one line and return what the reader asks for."""
    manifest = data.snapshot.manifest
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    periods = {
        period.label: period
        for period in choices(
            manifest.first_month, manifest.last_month, calendar.fiscal_start, calendar.fiscal_label, calendar.locale
        )
    }
    asked = {name: st.query_params.get_all(name) for name in ("region", "segment", "period", "against")}
    regions = _several("region", "All regions", data.regions)
    segments = _several("segment", "All segments", data.segments)
    period = periods[_one("period", list(periods), "Period", 178)]
    st.markdown(":small[:gray[against]]", width="content")
    against = AGAINST[_one("against", list(AGAINST), "Compared with", 158)]
    offered = {"region": data.regions, "segment": data.segments, "period": list(periods), "against": list(AGAINST)}
    st.session_state["unknown_filters"] = {
        name: [value for value in values if value not in offered[name]] for name, values in asked.items() if values
    }
    return View(regions, segments, period, earlier(period, against, manifest.first_month, calendar))


def unknown_filters() -> list[str]:
    """Return a sentence for each filter of the address that names something the data do not have."""
    sentences = []
    for name, values in st.session_state.get("unknown_filters", {}).items():
        if values:
            listed = ", ".join(f"“{value[:60]}”" for value in values[:5])
            sentences.append(f"The link asks for the {name} {listed}, which these data do not have; it was left out.")
    return sentences


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
        width=176,
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
        width=width,
    )


def in_words(view: View, company: str) -> str:
    """Return whom a view is about: 'all regions and segments', 'APAC, Mid-market'."""
    parts = [", ".join(chosen) for chosen in (view.regions, view.segments) if chosen]
    return "; ".join(parts) if parts else f"all of {company}"


