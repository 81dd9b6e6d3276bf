"""What is said beside a picture, a slide or a sheet so that it stands alone: what it is about, and how it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.blocks import Block, Evidence, Facts, Head, Row, Sentences, Table, Tiles
from dashboard.data.question import Question
from dashboard.data.standing import Ground
from dashboard.words.comparison import comparison
from dashboard.words.figures import WHOLE_COMPANY, scope
from dashboard.words.formats import in_language
from dashboard.words.kept import as_of
from dashboard.words.notices import of_whom
from dashboard.words.plain import capitalised, counted
from dashboard.words.trust import advice, check_status, failures, source, trust

_LONGEST, _ENDING = 80, 40
"""Letters of the finding in a file's name, and of the company before it and of the filters behind it."""

_NOT_IN_NAMES = re.compile(r"[^\w€$£%+−-]+")


@dataclass(frozen=True, slots=True)
class Alone:
    """What stands around a block that stands alone.

    ``title`` states the finding, ``subtitle`` filters, period and n, ``footer`` whose it is and of when, where it was
    read and whether its checks passed, what it means, and where it can be looked at.
    """

    title: str
    subtitle: str
    footer: tuple[str, ...]


def alone(head: Head, question: Question, title: str, definition: str = "", address: str = "") -> Alone:
    """Return what must be said around a block that bears this title where it stands alone: see `headline`."""
    return Alone(
        title=title,
        subtitle=" · ".join(filter(None, (*_of_what(head, question), head.subtitle))),
        footer=tuple(filter(None, (_provenance(head, question), _one_line(definition), address))),
    )


def _of_what(head: Head, question: Question) -> tuple[str, ...]:
    """Return the places and months of a block, where it does not say them itself; its own months it always does."""
    view, said = question.view, head.subtitle
    if not head.of_view:
        return () if WHOLE_COMPANY in said else (WHOLE_COMPANY,)
    places, months = scope(view, question.manifest.company), comparison(view)
    return places if places not in said else "", months if view.period.label not in said else ""


def name_of_file(head: Head, question: Question, title: str) -> str:
    """Return what a block's file is called, without its ending: whose it is, its finding, its period and places."""
    view = question.view
    of = (view.period.label, *(view.regions or ())) if head.of_view else ()
    return file_name(question.manifest.company, (title, *of))


def _provenance(head: Head, question: Question) -> str:
    manifest, settings = question.manifest, question.settings
    parts = [of_whom(manifest), as_of(question)]
    standing = head.standing
    grounds = (*(() if standing is None else (Ground(standing.datasets, head.months),)), *head.also)
    if standing and standing.datasets:
        parts.append(source(manifest, standing.datasets, settings))
    if grounds:
        parts.append(check_status(*failures(manifest.failed("critical", "warning"), *grounds), *grounds))
    return " · ".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def file_name(company: str, parts: Sequence[str]) -> str:
    """Return what a file is called, without its ending: 'Acme NPS rose 4 points EMEA Q3 2026', safe on any system.

    >>> file_name("Acme/2", ["NPS: up?", "Q3 2026"])
    'Acme_2_NPS_up_Q3_2026'
    """
    words = [_NOT_IN_NAMES.sub("_", part).strip("_") for part in (company, *parts)]
    first, *others = [word for word in words if word] or ["Northstar"]
    ending = "_".join(others[1:])[:_ENDING]
    room = _LONGEST - len(ending)
    return "_".join(filter(None, (first[:_ENDING], others[0][:room].rstrip("_") if others else "", ending)))


def headline(block: Block, name: str, locale: str = "en") -> str:
    """Return what a block tells, as the title of a slide or a picture: its finding, else its first figure or sentence.

    ``name`` is that of its feature.
    """
    parts = (block, *(block.blocks if isinstance(block, Row) else ()))
    finding = next(filter(None, (_told(block), *map(_finding, parts), *map(_told, parts))), "")
    if finding:
        return finding
    titles = [part.head.title for part in parts if part.head.title]
    title = titles[0] if len(titles) == 1 else name
    told = next(filter(None, (_first(part, locale) for part in parts if part.head.shown)), "")
    return f"{title}{'; ' if ':' in title else ': '}{told}" if told and told != title else title


def _told(block: Block) -> str:
    """Return what a block says that it shows, where its title does not."""
    return block.head.told() if block.head.told is not None and block.head.shown else ""


def _finding(block: Block) -> str:
    return block.head.title if block.head.finding else ""


def _first(block: Block, locale: str) -> str:
    """Return the first thing that a block tells in words."""
    if isinstance(block, Sentences) and block.sentences:
        return str(block.sentences[0]).rstrip(".")
    if isinstance(block, Tiles) and block.tiles:
        first = block.tiles[0]
        moved = f"{first.change.arrow} {first.change.text}".strip() if first.change else ""
        verdict = first.change.pill.word if first.change and first.change.pill else ""
        return ", ".join(filter(None, (f"{first.label} {first.value}", moved, verdict)))
    if isinstance(block, Table) and block.order and block.rows:
        count = in_language(locale).count
        more = f" of {count(block.of)}" if block.of and block.of > len(block.rows) else ""
        return f"{count(len(block.rows))}{more}, {block.order}"
    if isinstance(block, Facts):
        return block.answer or next((f"{name} {value}" for name, value in block.facts), "")
    return ""


def rows_shown(shown: int, of: int, locale: str) -> str:
    """Say how many rows of a table there is room for.

    >>> rows_shown(20, 1200, "en")
    'The first 20 of 1,200 rows.'
    """
    count = in_language(locale).count
    return f"The first {count(shown)} of {count(of)} rows."


_MOST_CHECKS = 8
"""Failed checks that a deck tells one by one."""


def opening(question: Question) -> tuple[str, ...]:
    """Return what the first page of a deck or report says below its title: whom, when, and whether to believe it."""
    manifest = question.manifest
    about = " · ".join((scope(question.view, manifest.company), comparison(question.view)))
    whose = f"{of_whom(manifest)} · {as_of(question)}"
    believed = trust(manifest, question.settings.locale).sentence
    return about, whose, capitalised(believed)


REPORT = {"contents": "Contents", "definitions": "Definitions", "definition": "Definition: page", "of": "of"}
"""Words that a report sets around its findings."""


def on_a_page(around: Alone, question: Question) -> tuple[str, str]:
    """Return subtitle and source of a finding on a page whose head says of whom, of when and of which view it is."""
    about, whose, _ = opening(question)
    view = (comparison(question.view), scope(question.view, question.manifest.company))
    return _without(around.subtitle, about, *view), _without(around.footer[0], whose)


def _without(text: str, *said: str) -> str:
    """Return text without what it begins with, where that is a whole part of it."""
    for part in said:
        text = "" if text == part else text.removeprefix(f"{part} · ")
    return text


def notes(around: Alone, evidence: Evidence, question: Question) -> Iterator[str]:
    """Yield what whoever presents must know to answer: definition, n and interval, data, and their queries."""
    yield evidence.definition
    yield from (f"{name}: {value}" for name, value in evidence.facts)
    yield around.subtitle
    yield from around.footer
    for name in evidence.datasets:
        entry = question.manifest.datasets.get(name)
        if entry is not None and entry.sql:
            yield f"Query of {name.replace('_', ' ')}:\n{entry.sql}"


def checks_title(question: Question) -> str:
    """Return whether the data can be believed, as a title."""
    return f"Checks: {trust(question.manifest, question.settings.locale).sentence}"


def checks(question: Question) -> tuple[str, ...]:
    """Return the failed checks, the gravest first, each with what to do; of more than a page holds, how many more."""
    manifest = question.manifest
    failed = manifest.failed("critical", "warning")
    told = tuple(f"{one.sentence} {advice(manifest, one)}" for one in failed[:_MOST_CHECKS])
    more = len(failed) - len(told)
    if more:
        return (*told, f"{counted(more, 'check', question.settings.locale)} more failed; Data health tells of all.")
    return told or (f"{capitalised(trust(manifest, question.settings.locale).sentence)}.",)
