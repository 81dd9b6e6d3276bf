"""From what was clicked to where it stands: one protocol, `kind:id`, for everything with an identity.

The router follows a click before the filters are drawn. A thing that stands on a page is opened there, by the page's
parameter in the address and at its anchor; how a number is known opens over the page, and its address can be sent. Who
came from another page finds the way back to it, with the filters from which one came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from dashboard.addresses.view import SNAPSHOT, asked_by
from dashboard.data.question import Question
from dashboard.navigation import BY_SLUG, DESTINATIONS, Entry
from dashboard.screen.filters import FILTERS
from dashboard.screen.kept import choose
from dashboard.screen.kit import TAKE, take_clicked

OPEN = "open"
"""The parameter of the address that names what is open over the page."""

OVER_THE_PAGE = ("measure", "evidence", TAKE)
"""Kinds that open over the page."""

ONLY = "only"
"""The parameter of the address that names what of a page is seen alone, and the kind of the links that lead there."""

AT = "at"
"""The parameter of the address that names the block at which the page is opened."""

_ANCHOR = "anchor"
_ARRIVED = "arrived"
_ORIGIN = "origin"
_RESTORED = "restored_filters"
_CHOSEN = "chosen_"


@dataclass(frozen=True)
class Origin:
    """The page from which one came by a link, with its filters and parameters as they were."""

    page: str
    filters: Mapping[str, object]
    parameters: Mapping[str, str]
    led_to: str


def follow(page: Entry) -> None:
    """Go where the click of the run before leads, if there was one; to be called before the filters are drawn.

    Who arrives by an address that names a thing is taken to it as by a click.
    """
    _arrive(page)
    link = take_clicked()
    if not link:
        return
    kind, _, name = link.partition(":")
    if kind in OVER_THE_PAGE:
        st.query_params[OPEN] = link
    elif kind == ONLY:
        st.query_params[ONLY] = name
    elif kind == SNAPSHOT:
        choose(name)
    elif kind in ("region", "segment"):
        st.session_state[kind] = [name]
    elif kind in DESTINATIONS:
        _go(page, kind, name)


def _arrive(page: Entry) -> None:
    """Open the page at the thing that the address names, once a visit: later the reader chooses where to look."""
    if _ARRIVED in st.session_state:
        return
    st.session_state[_ARRIVED] = True
    if AT in st.query_params:
        st.session_state[_ANCHOR] = st.query_params[AT]
    named = [one for one in DESTINATIONS.values() if one.page == page.slug and one.parameter in st.query_params]
    if named:
        st.session_state[_ANCHOR] = named[0].anchor


def _go(page: Entry, kind: str, name: str) -> None:
    target = DESTINATIONS[kind]
    st.session_state[_ANCHOR] = target.anchor
    st.session_state[_CHOSEN + target.parameter] = name
    if target.page == page.slug:
        st.query_params[target.parameter] = name
        return
    st.session_state[_ORIGIN] = Origin(page.slug, _filters(), dict(parameters(page)), target.page)
    st.switch_page(BY_SLUG[target.page].path, query_params={target.parameter: name})


def parameters(page: Entry) -> tuple[tuple[str, str], ...]:
    """Return the page's parameters as the address gives them, else as they were last asked for in this session."""
    for name in page.parameters:
        if name in st.query_params:
            st.session_state[_CHOSEN + name] = st.query_params[name]
    chosen = ((name, st.session_state.get(_CHOSEN + name)) for name in page.parameters)
    return tuple((name, str(value)) for name, value in chosen if value)


def asked_over_the_page() -> str:
    """Return what the address asks to open over the page; nothing where it asks for nothing of the kind."""
    link = str(st.query_params.get(OPEN, ""))
    return link if link.partition(":")[0] in OVER_THE_PAGE else ""


def address(question: Question, snapshot: str | None = None, **more: str) -> str:
    """Return the address that shows just what is seen, wherever and whenever it is opened.

    Each filter is named, also where it is as the page opens; so is the snapshot, where it is not the newest or
    ``snapshot`` names one (empty: none). ``more`` is what is open over the page, seen alone, or where it is opened.
    """
    asked = [*asked_by(question, snapshot), *((name, value) for name, value in more.items() if value)]
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode(asked), ""))


def asked_alone() -> str:
    """Return what the address asks to see alone of a page; nothing where it asks for nothing of the kind."""
    return str(st.query_params.get(ONLY, ""))


def draw_way_out(page: Entry) -> None:
    """Offer the whole page to who sees a part of it alone."""
    title = f"All of {page.title}"
    st.button(title, icon=":material/arrow_back:", key="way_out", type="tertiary", on_click=_leave)


def _leave() -> None:
    st.query_params.pop(ONLY, None)


def close_over_the_page() -> None:
    """Take what was open over the page out of the address."""
    st.query_params.pop(OPEN, None)


def take_anchor() -> str:
    """Return the block at which the page is to be opened, once."""
    return str(st.session_state.pop(_ANCHOR, ""))


def draw_way_back(page: Entry) -> None:
    """Offer the way back to the page from which one came by a link; nothing on any other page."""
    origin = st.session_state.get(_ORIGIN)
    if not isinstance(origin, Origin) or origin.led_to != page.slug:
        return
    title = BY_SLUG[origin.page].title
    if st.button(f"Back to {title}", icon=":material/arrow_back:", key="way_back", type="tertiary"):
        _return(origin)


def _return(origin: Origin) -> None:
    st.session_state.pop(_ORIGIN, None)
    st.session_state[_RESTORED] = origin.filters
    st.switch_page(BY_SLUG[origin.page].path, query_params=dict(origin.parameters))


def restore_filters() -> None:
    """Put the filters back as they were where one came from; to be called before they are drawn."""
    for name, value in st.session_state.pop(_RESTORED, {}).items():
        st.session_state[name] = value


def _filters() -> dict[str, object]:
    return {name: st.session_state[name] for name in FILTERS if name in st.session_state}
