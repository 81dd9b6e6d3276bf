"""Which snapshot is shown: the newest, or the one that the address asks for by its name.

An address may ask for any that the store keeps of the same company. What it asks for stays asked for on every page of
the visit, until the reader opens the newest.
"""

from __future__ import annotations

import streamlit as st

from dashboard.addresses.view import SNAPSHOT
from dashboard.data.question import Question
from dashboard.snapshots.keeping import opened
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Snapshot, SnapshotError, Store
from dashboard.version import code_version
from dashboard.words import kept as words
from dashboard.words.escaping import sentence

_CHOSEN = "chosen_snapshot"


def asked_snapshot(store: Store, newest: Snapshot) -> tuple[Snapshot, str]:
    """Return the snapshot that the address asks for, and what is to be said where it cannot be had: then the newest."""
    name = str(st.query_params.get(SNAPSHOT) or st.session_state.get(_CHOSEN, ""))
    if not name:
        return newest, ""
    try:
        found = newest if name == newest.id else opened(store, name)
    except SnapshotError as error:
        _forget()
        return newest, words.cannot_be_had(str(error))
    if (found.manifest.company, found.manifest.demo) != (newest.manifest.company, newest.manifest.demo):
        _forget()
        return newest, words.another_company(name, found.manifest)
    choose(name)
    return found, ""


def choose(name: str) -> None:
    """Ask for a snapshot, in the address and for the rest of the visit."""
    st.session_state[_CHOSEN] = name
    if st.query_params.get(SNAPSHOT) != name:
        st.query_params[SNAPSHOT] = name


def draw_banner(question: Question, newest: Manifest) -> None:
    """Say that the newest is not what is shown, what has changed since, and offer the newest; else nothing."""
    if question.manifest.id == newest.id:
        return
    with st.container(key="kept", horizontal=True, vertical_alignment="center", gap="small"):
        st.info(sentence(words.banner(question, newest, code_version())), icon=":material/history:")
        st.button("Open the newest", key="open_newest", type="tertiary", icon=":material/update:", on_click=_newest)


def _newest() -> None:
    _forget()
    st.query_params.pop(SNAPSHOT, None)


def _forget() -> None:
    st.session_state.pop(_CHOSEN, None)
