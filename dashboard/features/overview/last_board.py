"""Since the last board: numbers restated, definitions changed, promises kept, against a snapshot that was pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks import Block, Cell, Column, Head, Pill, Sentence, Sentences, Table
from dashboard.data.question import Question
from dashboard.data.registers import Decision, Task
from dashboard.data.standing import Ground
from dashboard.features.feature import feature
from dashboard.features.measure import compared_on, datasets_of, link
from dashboard.features.overview.last_week import of_work
from dashboard.measures.last_board import LastBoard, Restated
from dashboard.measures.last_board import last_board as compare
from dashboard.measures.registry import HEADLINES, measure
from dashboard.words import figures
from dashboard.words.overview import last_board as words
from dashboard.words.overview import last_week as of_weeks
from dashboard.words.side_by_side import known_by
from dashboard.words.verdicts import tone, verdict

_COLUMNS = (
    Column("measure", "Measure", "link", width=1.4, priority=1),
    Column("then", "Then", "number"),
    Column("now", "Now", "number"),
    Column("by", "Restated by", "number"),
    Column("verdict", "Verdict", "pill"),
)


@feature(
    "O15",
    words.NAME,
    meaning=words.MEANING,
    uses=(*datasets_of(HEADLINES), Task.dataset, Decision.dataset),
)
def last_board(question: Question) -> tuple[Block, ...]:
    """Tell what became of what the last board saw; nothing where no earlier snapshot is pinned."""
    pinned = question.archive.of_last_board(question.data)
    if pinned is None:
        return ()
    board, reason = pinned
    found = compare(question.data, board, question.view, question.settings)
    shown = [one for one in found.restated if words.differs(one, question.settings)]
    told = tuple(one for one in _sentences(found, shown, question) if one.finding)
    head = Head(
        name="O15",
        title=words.title(reason, found, question),
        finding=False,
        subtitle=f"{_scope(question)} · {words.against(reason, found, question)}",
        months=(found.view.period.first, found.view.period.last),
    )
    table = (_table(found, shown, reason, question),) if shown else ()
    return Sentences(head, told), *table


def _scope(question: Question) -> str:
    return figures.scope(question.view, question.manifest.company)


def _sentences(found: LastBoard, shown: Sequence[Restated], question: Question) -> tuple[Sentence, ...]:
    settings = question.settings
    return (
        Sentence(words.restated(found, shown, settings)),
        Sentence(words.definitions(found, settings)),
        Sentence(
            of_weeks.work(found.work, found.decided, question.view, settings),
            link=of_work(found.work),
            also=(Ground((Task.dataset, Decision.dataset)),),
        ),
        Sentence(words.promises(found, settings)),
    )


def _table(found: LastBoard, shown: Sequence[Restated], reason: str, question: Question) -> Table:
    note = words.table_note(found, shown, question.settings)
    head = Head(
        name="O15.restated",
        title=words.table_title(found, shown, reason, question),
        subtitle=f"{_scope(question)} · {words.against(reason, found, question)}",
        months=(found.view.period.first, found.view.period.last),
        notes=(note,) if note else (),
        alt=words.ALT,
    )
    verdicts = replace(_COLUMNS[-1], label=words.verdict_is(found))
    return Table(
        head, (*_COLUMNS[:-1], verdicts), tuple(_row(one, found, question) for one in shown), words.ORDER, of=len(shown)
    )


def _row(one: Restated, found: LastBoard, question: Question) -> tuple[Cell, ...]:
    settings, entry = question.settings, measure(one.now.measure, question.settings)
    now, then = words.values(one, settings)
    least = settings.least_n if entry.least_n is None else entry.least_n
    return (
        Cell(
            entry.label,
            note="defined otherwise since" if entry.name in found.redefined else "",
            link=link(entry.name),
            detail=entry.meaning,
            standing=one.now.standing,
            also=compared_on(replace(question, view=found.view), entry.name),
        ),
        Cell(
            then,
            note=known_by(entry, one.before.estimate, settings),
            value=one.before.value,
            muted=one.before.n < least,
        ),
        Cell(now, note=known_by(entry, one.now.estimate, settings), value=one.now.value, muted=one.now.n < least),
        Cell(words.by(one, settings)),
        Cell(pill=Pill(verdict(one.now) or "not compared", tone(one.now)), note=words.said_then(one)),
    )
