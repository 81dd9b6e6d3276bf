"""The store of snapshots as words: what was published, carried over and rolled back."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.snapshots.store import Event
from dashboard.words.formats import Formats

TITLE = "Snapshots"
ALT = "The snapshots with the states of their datasets; one of them is current"
EVENTS = "What happened to them"
EVENTS_ALT = "What happened to the snapshots, the newest first"
ORDER = "the newest first"
CURRENT = "current"

_HAPPENED: Mapping[str, str] = {"rolled_back": "rolled back", "pruned": "removed, being old"}


def shown(*, current: bool, here: bool) -> str:
    """Return which snapshot is shown: the current one or, in its place, another."""
    return CURRENT if current else "shown here" if here else ""


def kept(number: int, formats: Formats) -> str:
    """Return how many snapshots are kept: '30 kept'."""
    return f"{formats.count(number)} kept"


def happened(event: Event) -> str:
    """Return what happened to a snapshot: 'published', 'rolled back'."""
    return _HAPPENED.get(event.what, event.what)
