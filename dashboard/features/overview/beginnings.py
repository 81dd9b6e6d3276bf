"""Where there is little: what the data hold, and what more of them would show."""

from __future__ import annotations

from dashboard.blocks import Block, Facts, Head, Note, Sentence, Sentences
from dashboard.data.question import Question
from dashboard.features.comments import DATASET as COMMENTS
from dashboard.features.feature import feature, features
from dashboard.words.formats import Formats
from dashboard.words.overview import beginnings as words

LINK = "connect:next"
"""Opens what to connect next."""


@feature("O14", words.TITLE, meaning=words.MEANING)
def beginnings(question: Question) -> Block | None:
    """Say once how far the data reach and how little is connected; nothing where neither is little."""
    formats = Formats.of(question.settings)
    reach = words.history(question.data.measured_months, formats) if question.data.begun else ""
    tables = words.connected(question.manifest, formats)
    if not reach and not tables:
        return None
    link = Sentence(words.CONNECT, link=LINK)
    told = tuple(Sentence("", said) for said in (reach, tables) if said)
    return Sentences(Head(name="O14", title=words.TITLE, finding=False), (*told, link))


def first_figures(question: Question) -> tuple[Block, ...]:
    """Return what stands in place of figures until a month is complete: when there will be some, and what there is."""
    formats, manifest = Formats.of(question.settings), question.manifest
    head = Head(
        name="first-figures", title=words.first_figures(manifest, formats), subtitle=words.why_none(manifest, formats),
        link=LINK,
    )  # fmt: skip
    facts = words.so_far(manifest, formats) if question.data.grant.whole_company else ()
    return (Facts(head, facts),)


def nothing_here(question: Question, page: str) -> Block:
    """Return what stands on a page of which nothing is connected: what it would show, and what that lacks."""
    entries = {name: entry for name, entry in question.manifest.datasets.items() if entry.state == "not_connected"}
    of_page = (one for one in features().values() if one.page == page and COMMENTS not in one.needs)
    waits = (one for one in of_page if not entries.keys().isdisjoint(one.needs))
    there = sorted(waits, key=lambda one: one.id)
    lacking = dict.fromkeys(
        reason for one in there for name in one.needs if name in entries for reason in entries[name].reasons
    )
    said = words.would_show([one.name for one in there], lacking)
    return Note(Head(name=f"{page}.nothing", title=words.NOTHING_HERE, link=LINK), said, more=words.CONNECT)
