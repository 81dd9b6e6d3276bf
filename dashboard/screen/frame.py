"""The frame around every page: who may see it, the filter bar, the freshness line and the trust light.

A page's first statement is ``page = open_page("its name")`` (see `page`). Where the router has drawn the frame in this
run, the page is handed its question; where somebody found another way in, the frame is drawn now. Either way no page
runs without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.configuration import load, with_identity
from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.measures.leading import led
from dashboard.measures.named import refuse_unknown_measures
from dashboard.navigation import BY_SLUG, Entry
from dashboard.screen import kit, links
from dashboard.screen.copying import draw_copy_link
from dashboard.screen.filters import filter_bar, said_of_filters
from dashboard.screen.kept import asked_snapshot, draw_banner
from dashboard.screen.packs import draw_packs
from dashboard.screen.setup import offer_setup
from dashboard.settings import Settings, SettingsError
from dashboard.snapshots.store import Attempt, NoSnapshot, Snapshot, SnapshotError, Store
from dashboard.theme import Mode
from dashboard.words import kept, notices, trust
from dashboard.words.escaping import markdown, sentence
from dashboard.words.plain import capitalised

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Opened:
    """What a page works with: what its reader asks for, of the data that the reader may see, and light or dark.

    ``room`` is the place of the trust line; ``linked`` tells that it may lead to another page.
    """

    question: Question
    mode: Mode
    page: Entry
    room: DeltaGenerator
    linked: bool = False


_OPENED: ContextVar[Opened | None] = ContextVar("opened", default=None)


def opened_page(name: str) -> Opened:
    """Decide whether the reader may see a page, and hand it what it works with; without the router, draw the frame.

    Stops the run with a sentence where there is nothing to show or the reader may not see it.
    """
    page = BY_SLUG[name]
    opened = _OPENED.get()
    if opened is None or opened.page is not page:
        opened = enter(page)
    grant = opened.question.data.grant
    if grant.pages is not None and name not in grant.pages:
        draw_trust_line(opened, None)
        st.info("This page is not among those that you may see. Ask whoever runs this dashboard for access.")
        st.stop()
    return opened


def enter(page: Entry, *, linked: bool = False) -> Opened:
    """Draw the frame: the filter bar, with room for the trust line, and what must be said before any number.

    ``linked`` tells that the navigation is there, so that the trust line may lead to another page. What it says of a
    page is known once that has been computed (`draw_trust_line`).
    """
    settings = _settings_or_stop()
    store = Store(settings.snapshots)
    newest = _snapshot_or_stop(store, settings)
    snapshot, in_vain = asked_snapshot(store, newest)
    settings = read_settings(demo=snapshot.manifest.demo)
    st.set_page_config(page_title=notices.page_title(page.title, snapshot.manifest))
    data = data_for(str(store.folder), snapshot.id, reader())
    links.restore_filters()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bar"):
        view = filter_bar(data, settings)
        links.draw_way_back(page)
        st.space("stretch")
        along = st.container(width="content", horizontal=True, gap="xxsmall")
        # Two pieces, so that a phone can break the line between them.
        company, day = notices.of_whom(snapshot.manifest), notices.as_of(snapshot.manifest, settings.locale)
        st.markdown(f":small[:gray[{markdown(company)}] · {markdown(day)}]", width="content")
        room = st.container(width="content", key="light")
    warnings = _warnings(snapshot, store.last_attempt(), settings) if snapshot.id == newest.id else ()
    for said in filter(None, (in_vain, *said_of_filters(), *warnings)):
        st.warning(sentence(said), icon=":material/info:")
    question = Question(data, view, led(data, settings), links.parameters(page), archive=Archive.of(store))
    draw_banner(question, newest.manifest)
    with along:
        draw_copy_link(question, _mode())
        draw_packs(question)
    opened = Opened(question, _mode(), page, room, linked)
    _OPENED.set(opened)
    return opened


def reader() -> Grant:
    """Return what the present reader may see. Without sign-in everybody sees everything."""
    return EVERYTHING


@cache
def read_settings(*, demo: bool = False) -> Settings:
    """Read the settings once a process, with what the demo company says of itself where its data are shown."""
    settings = with_identity(load(ROOT), demo=demo)
    refuse_unknown_measures(settings)
    return settings


def _settings_or_stop() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        st.error(f"The settings cannot be used, so nothing is shown. {sentence(str(error))}")
        st.stop()


def _snapshot_or_stop(store: Store, settings: Settings) -> Snapshot:
    try:
        snapshot = current_snapshot(str(store.folder), store.current_id())
        return replace(snapshot, notice=store.notice(snapshot))  # a rollback may have come since it was opened
    except NoSnapshot as error:
        offer_setup(settings, store.last_attempt(), str(error) if store.names() else "")
        st.stop()
    except SnapshotError as error:
        st.error(sentence(str(error)))
        st.stop()


def draw_trust_line(opened: Opened, places: Sequence[str] | None) -> None:
    """Draw the light, on the screen and on paper; where it can, it leads to the page that explains it.

    ``places`` are the figures of the page that are marked, named for who asks; None where they are not known, or where
    the page tells of checks.
    """
    question, page = opened.question, opened.page
    manifest, locale = question.manifest, question.settings.locale
    number = None if places is None else len(places)
    judged = trust.trust(manifest, locale, number)
    which = markdown(trust.marked_at(places, locale)) if places else None
    light = f":{judged.light}[●] :small[{markdown(capitalised(judged.sentence))}]"
    with opened.room:
        if opened.linked:
            st.page_link(BY_SLUG["data_health"].path, label=light, help=which, width="content")
        else:
            st.markdown(light, help=which, width="content")
    said = notices.on_paper(question.view, manifest, locale, number, kept.as_of(question))
    kit.paper(page.title, said, opened.mode)


def _warnings(snapshot: Snapshot, attempt: Attempt | None, settings: Settings) -> Sequence[str]:
    """Return what must be said above the numbers."""
    return notices.above(snapshot, attempt, settings)


@lru_cache(maxsize=2)
def current_snapshot(folder: str, snapshot_id: str | None) -> Snapshot:
    """Open the snapshot that is current by this name; the name is the key, so a new one needs no time-to-live."""
    return Store(Path(folder)).shown(snapshot_id)


@lru_cache(maxsize=4)
def data_for(folder: str, snapshot_id: str, grant: Grant) -> Data:
    """Read a snapshot as a reader may see it; readers with the same grant share it."""
    return Data(Store(Path(folder)).open(snapshot_id), grant)


def _mode() -> Mode:
    return "dark" if st.context.theme.type == "dark" else "light"
