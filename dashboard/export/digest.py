"""The digest: what is new, what really changed, what waits for a decision and how targets stand, as lines with links.

It is made of the blocks that the Overview shows, and says nothing of its own but whether to believe them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.addresses.made import address_of
from dashboard.blocks import Block, Cell, Column, Head, Note, Pill, Row, Sentence, Sentences, Table
from dashboard.data.question import Question
from dashboard.features.feature import Feature, features
from dashboard.rendering import Medium
from dashboard.rendering.settled import marked, said_of
from dashboard.rendering.states import mark_of, state_of
from dashboard.words import digest as words
from dashboard.words.exports import opening
from dashboard.words.trust import Light, trust

FEATURES = ("O11", "O4", "O5", "O12")
"""What it tells of, in this order."""

MOST = 5
"""Rows of a table."""

_JOINED = "\u00a0· "
"""Between parts of a line: no line begins with the dot."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what it says first, what it goes on with, its status, what is told of it small, and what it opens."""

    lead: str
    more: str = ""
    pill: Pill | None = None
    small: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A block: its title, whom it is about, its lines, and below them what must be known; ``marks`` in amber.

    ``failed`` tells that something went wrong in it that nobody foresaw; its line says so.
    """

    name: str
    title: str
    about: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    address: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest, whoever draws it: whether to believe it (``checks`` opens why), what must be read before any number
    (``above``), whom and when it is about (``address`` opens that view), and its sections.

    ``unlinked`` says why nothing leads to the dashboard, where nothing does.
    """

    subject: str
    light: Light
    believed: str
    about: tuple[str, ...]
    above: tuple[str, ...]
    sections: tuple[Section, ...]
    address: str
    checks: str
    unlinked: str

    @property
    def failed(self) -> tuple[str, ...]:
        """The titles of the sections in which something went wrong that nobody foresaw."""
        return tuple(section.title for section in self.sections if section.failed)


def digest(question: Question, above: tuple[str, ...] = ()) -> Digest:
    """Return the digest of a question; ``above`` is what must be said of the snapshot as a whole."""
    *about, believed = opening(question)
    light = trust(question.manifest, question.settings.locale).light
    chosen = (features()[name].first(MOST) for name in FEATURES)
    sections = (section for feature in chosen for section in _sections(feature, question))
    return Digest(
        subject=words.subject(question),
        light=light,
        believed=believed,
        about=tuple(about),
        above=above,
        sections=tuple(sections),
        address=_leads(question, "overview"),
        checks=_leads(question, "data_health"),
        unlinked="" if question.settings.address else words.UNLINKED,
    )


def _leads(question: Question, page: str, link: str = "", block: str = "") -> str:
    base = question.settings.address
    return address_of(base, page, question.view, link, block) if base else ""


def _sections(feature: Feature, question: Question) -> Iterator[Section]:
    for block in feature.blocks(question):
        for one in block.blocks if isinstance(block, Row) and block.head.shown else (block,):
            yield _section(one, feature, question)


def _section(block: Block, feature: Feature, question: Question) -> Section:
    """Return a block as a section. Raises TypeError for a kind that has no lines: a chart, tiles."""
    head, medium = block.head, Medium(question.manifest, question.settings, "light")
    state = state_of(head, medium)
    cut = replace(block, rows=block.rows[:MOST], of=block.of or len(block.rows)) if isinstance(block, Table) else block
    aside = said_of(cut, medium) if isinstance(cut, Table) and not state.kind else ""
    return Section(
        name=head.name,
        title=head.title or feature.name,
        about=" · ".join(filter(None, (head.subtitle, aside))),
        lines=(Line(state.said),) if state.kind else tuple(_lines(cut, head, feature, question, medium)),
        notes=head.notes,
        marks=(*state.marks, *((state.status,) if state.touched else ())),
        address=_leads(question, feature.page, head.link, head.name),
        failed=isinstance(block, Note) and block.tone == "bad",
    )


def _lines(block: Block, head: Head, feature: Feature, question: Question, medium: Medium) -> Iterator[Line]:
    if isinstance(block, Sentences):
        for sentence in block.sentences:
            yield _of_sentence(sentence, head, medium, _leads(question, feature.page, sentence.link, head.name))
    elif isinstance(block, Table):
        for row in marked(block, medium).rows:
            yield _of_row(row, block.columns, _leads(question, feature.page, row[0].link, head.name))
    elif isinstance(block, Note):
        yield Line("", " ".join(filter(None, (block.text, block.more))))
    else:
        raise TypeError(f"{head.name}: a {type(block).__name__} has no lines")


def _of_sentence(sentence: Sentence, head: Head, medium: Medium, address: str) -> Line:
    mark, _ = mark_of(sentence, head.months, medium)
    small, marks = ((one,) if one else () for one in (sentence.note, mark))
    return Line(sentence.finding, sentence.more, small=small, marks=marks, address=address)


def _of_row(row: tuple[Cell, ...], columns: tuple[Column, ...], address: str) -> Line:
    """Return a row as a line: its first cell leads, a status stands beside it, the others follow by their names."""
    first, *others = row
    pill = first.pill or next((cell.pill for cell in others if cell.pill), None)
    parts = zip(columns[1:], others, strict=True)
    told = (words.detail(column.label, _text(cell), cell.note) for column, cell in parts)
    small = _JOINED.join(filter(None, told))
    remarks = tuple(cell.remark for cell in row if cell.remark)
    place = f" ({first.note})" if first.note else ""
    return Line(_text(first), place, pill, (small,) if small else (), remarks, address)


def _text(cell: Cell) -> str:
    return " ".join(filter(None, (cell.text, cell.rest)))
