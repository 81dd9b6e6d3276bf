"""Channels and hands: by channel, by own staff and partners, and by who began the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.blocks import Block, Cell, Column, Head, Row, Table
from dashboard.data.labels import BEGUN_BY, CHANNEL, HANDS, PARTNER, labels_of, read_from
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.labels import side_by_side
from dashboard.features.measure import datasets_of, link
from dashboard.measures import read
from dashboard.measures.by_label import measures_by_label
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.channels import (
    BY_CHANNEL,
    BY_HANDS,
    FIRST_CONTACT,
    FIRST_RESPONSE,
    all_cases,
    apart,
    everywhere,
    figures_of,
    volumes,
)
from dashboard.measures.registry import measure
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.journeys import channels as words

CASES, ALL_CASES = "cases_by_label", "cases"
MOST = 6
"""Channels or partners that stand side by side; of more, those with most cases."""


@feature(
    "J6", words.NAME, meaning=words.MEANING, needs=(CASES,), uses=(*read_from(CHANNEL), *datasets_of(BY_CHANNEL)),
)  # fmt: skip
def by_channel(question: Question) -> Table | None:
    """Show how many cases come by each channel, and what becomes of them; nothing where channels are not known."""
    found = volumes(question.data, CHANNEL, question.view)
    if not labels_of(question.data, CHANNEL):
        return None
    firsts = figures_of(question.data, FIRST_CONTACT, CHANNEL, question.view, question.settings)
    title = words.channels_title(firsts, found, question.settings)
    return _table(question, CHANNEL, "J6", title, BY_CHANNEL, among_all=True, notes=(words.NOT_BY_CHANCE,))


@feature(
    "J6.hands", words.HANDS, meaning=words.MEANING_HANDS, needs=(CASES,), uses=read_from(HANDS),
)  # fmt: skip
def in_whose_hands(question: Question) -> tuple[Block, ...]:
    """Show own staff beside partners, and proactive cases beside others; nothing of what no case tells."""
    found = [table for table in (_hands(question), _begun(question)) if table is not None]
    partners = _partners(question)
    beside = (Row(Head(name="J6.hands.both"), tuple(found)),) if len(found) > 1 else tuple(found)
    return (*beside, *([] if partners is None else [partners]))


def _hands(question: Question) -> Table | None:
    if len(labels_of(question.data, HANDS)) < 2:
        return None
    firsts = figures_of(question.data, FIRST_CONTACT, HANDS, question.view, question.settings)
    own, partner = firsts.get("own"), firsts.get("partner")
    between = None if own is None or partner is None else apart(partner, own)
    title = words.hands_title(own, partner, between, question.settings)
    return _table(question, HANDS, "J6.hands", title, BY_HANDS, notes=(words.NOT_BY_CHANCE,))


def _partners(question: Question) -> Table | None:
    if len(labels_of(question.data, PARTNER)) < 2:
        return None
    return _table(question, PARTNER, "J6.hands.partners", words.PARTNERS, BY_HANDS, finding=False)


def _begun(question: Question) -> Table | None:
    found = volumes(question.data, BEGUN_BY, question.view)
    if "company" not in labels_of(question.data, BEGUN_BY):
        return None
    return _table(question, BEGUN_BY, "J6.hands.begun", words.begun_title(found, question.settings), BY_HANDS)


def _table(
    question: Question,
    dimension: str,
    name: str,
    title: str,
    names: tuple[str, ...],
    *,
    among_all: bool = False,
    finding: bool = True,
    notes: tuple[str, ...] = (),
) -> Table:
    """Return measures by label, below how many cases bear each; of very many labels, those at both ends."""
    table = side_by_side(question, names, dimension, name, most=MOST, among_all=among_all, called=words.LABELS)
    if table.columns[0].name == "place":
        return table
    found = volumes(question.data, dimension, question.view)
    labels, told_by = measures_by_label(question.data, names, question.view, question.settings, dimension, most=MOST)
    figures = {row.measure.name: row.figures for row in told_by}
    if not table.rows:  # nothing is known but how many they are
        labels = tuple(sorted(found, key=lambda label: -found[label])[:MOST])
        told = (Column(f"label_{at}", words.called(label), "number") for at, label in enumerate(labels))
        table = replace(table, columns=(*table.columns, *told))
    renamed = tuple(replace(one, label=words.ALL) if one.name == "all" else one for one in table.columns)
    volume = _volume(question, found, labels, among_all=among_all)
    head = replace(
        table.head, title=title, finding=finding and title != words.NAME, notes=(*table.head.notes, *notes)
    )  # fmt: skip
    rows = (_soon(question, row, figures) for row in table.rows)
    return replace(table, head=head, columns=renamed, rows=(volume, *rows))


def _soon(question: Question, row: tuple[Cell, ...], known: Mapping[str, tuple[Figure, ...]]) -> tuple[Cell, ...]:
    """Return the row of first responses with minutes where they come within the hour: '0.0 h' tells nothing."""
    if row[0].link != link(FIRST_RESPONSE):
        return row
    entry = measure(FIRST_RESPONSE, question.settings)
    own = known[FIRST_RESPONSE]
    beside = len(row) - 1 - len(own)
    whole = [read(question.data, FIRST_RESPONSE, everywhere(question.view), question.settings)] if beside else []
    found = [*whole, *own]
    soon = [words.in_minutes(entry, figure.estimate, question.settings) for figure in found]
    cells = (
        cell if told is None else replace(cell, text=told[0], note=told[1])
        for cell, told in zip(row[1:], soon, strict=True)
    )
    return (row[0], *cells)


def _volume(
    question: Question, found: Mapping[str, float], labels: tuple[str, ...], *, among_all: bool
) -> tuple[Cell, ...]:
    """Return how many cases bear each label, and which share of all that bear one that is."""
    formats, period = Formats.of(question.settings), question.view.period
    every = all_cases(question.data, question.view) if among_all else None
    whole = every or sum(found.values())
    name = Cell(
        words.VOLUME, standing=standing_of(question.data, (CASES,)), months=(period.first, period.last),
        also=(Ground((ALL_CASES,), (period.first, period.last)),) if among_all else (),
    )  # fmt: skip
    cells = [
        Cell(formats.count(found[label]), note=words.share_of(found[label], whole, question.settings),
             value=found[label])
        if label in found else Cell(NOTHING, muted=True)
        for label in labels
    ]  # fmt: skip
    known = Cell(NOTHING, muted=True) if every is None else Cell(formats.count(every), value=every)
    total = [known] if among_all else []
    return (name, *total, *cells)
