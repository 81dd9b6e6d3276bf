"""Comments where their subject stands: under a page's head, and with how a measure is known."""

from __future__ import annotations

from datetime import date
from functools import partial

from dashboard.blocks import Block, Evidence, Head, Note
from dashboard.data.question import Question
from dashboard.data.registers import Comment, read_register
from dashboard.data.registers.decisions import months_named
from dashboard.data.standing import standing_of
from dashboard.features.decisions import marks
from dashboard.measures.decisions.subjects import subject_of
from dashboard.navigation import DESTINATIONS
from dashboard.words import comments as words

DATASET = Comment.dataset

IN_FULL = 20
"""Comments that are quoted where they are read in full."""


def comments_on_page(question: Question, page: str, name: str) -> Block | None:
    """Quote in a line what was said last of a page and of what stands on it; nothing where nobody said anything."""
    found = [one for one in _newest(question) if _page_of(one.subject) == page]
    if not found:
        return None
    standing = standing_of(question.data, (DATASET,))
    head = Head(
        name=name, title=words.title(_about(question, found[0])), finding=False, standing=standing,
        link=f"evidence:{name}", evidence=partial(_in_full, question, found[:IN_FULL]),
    )  # fmt: skip
    said = words.quoted(found[0], question.settings, words.SHORT)
    text = " · ".join((said, *marks([standing], question)))
    return Note(head, text, more=words.one_of(len(found), question.settings))


def facts_on_measure(question: Question, name: str) -> list[tuple[str, str]]:
    """Return what was said of a measure, for whoever asks how it is known."""
    region = question.view.regions[0] if question.view.regions and len(question.view.regions) == 1 else None
    wanted = {f"measure:{name}", f"measure:{name}/{region}"}
    said = [one for one in _newest(question) if one.subject in wanted]
    told = [(_about(question, one, named=False), words.quoted(one, question.settings)) for one in said[:IN_FULL]]
    return [(words.TITLE, words.in_full(about, quotation)) for about, quotation in told]


def _newest(question: Question) -> list[Comment]:
    """Return the comments that belong to the view and have been written, the newest first."""
    today = question.manifest.as_of
    written = (one for one in read_register(question.data, Comment) if (one.written_on or today) <= today)
    kept = (one for one in written if one.belongs_to(question.view))
    return sorted(kept, key=lambda one: (one.written_on or date.min, one.author, one.text), reverse=True)


def _page_of(subject: str) -> str:
    """Return the page on which a subject stands; measures stand on many, and are commented on where they are known."""
    kind, _, name = subject.partition(":")
    if kind == "page":
        return name
    return DESTINATIONS[kind].page if kind in DESTINATIONS else ""


def _about(question: Question, one: Comment, *, named: bool = True) -> str:
    """Return of what, where and when a comment speaks; nothing where it is about its whole page, at any time."""
    subject = subject_of(question.data, one.subject, question.settings)
    name = subject.name if named and subject.kind != "page" else ""
    months = months_named(one.period) if one.period else None
    return words.about(name, one.region or subject.place, months, question.settings)


def _in_full(question: Question, found: list[Comment]) -> Evidence:
    facts = tuple(
        (words.signed(one, question.settings), words.in_full(_about(question, one), words.quotation(one)))
        for one in found
    )
    return Evidence(words.ALL, words.MEANING, facts, (DATASET,))
