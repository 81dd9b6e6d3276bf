"""The link to just what is seen: with the newest numbers whenever it is opened, or with these."""

from __future__ import annotations

import streamlit as st

from dashboard.data.question import Question
from dashboard.screen import kit, links
from dashboard.snapshots.keeping import kept_as
from dashboard.theme import Mode
from dashboard.words import kept as words


def draw_copy_link(question: Question, mode: Mode) -> None:
    """Offer the links to what is seen."""
    if st.button("Link", icon=":material/link:", help="Copy a link to this view", key="copy_link", type="tertiary"):
        st.dialog("Copy a link to this view", width="large", on_dismiss="rerun")(kit.offer_links)(
            offered_links(question), mode
        )


def offered_links(question: Question) -> tuple[kit.Link, ...]:
    """Return the links to what is seen: as it will be, and as it is."""
    name, only = question.manifest.id, links.asked_alone()
    kept = kept_as(name, question.archive.names, [pinned for pinned, _ in question.archive.pinned])
    these = " ".join((words.of_when(question), words.stays(kept, question)))
    return (
        kit.Link(words.THIS_VIEW, words.THIS_VIEW_IS, links.address(question, only=only, snapshot="")),
        kit.Link(
            words.THESE_NUMBERS,
            these,
            links.address(question, only=only, snapshot=name),
            words.command(kept, name),
        ),
    )
