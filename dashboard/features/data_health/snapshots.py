"""D5: the snapshots: published, carried over, rolled back."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.blocks import Block, Cell, Column, Fold, Head, Table, tells
from dashboard.data.question import Question
from dashboard.features.data_health.listing import moment
from dashboard.features.feature import feature
from dashboard.snapshots.store import Event, SnapshotSummary
from dashboard.words.data_health import snapshots as words
from dashboard.words.data_health.faults import STATES
from dashboard.words.formats import Formats

_SNAPSHOTS = (
    Column("published", "published", "day", width=1.4, priority=1),
    Column("shown", "shown", width=0.7, priority=1),
    *(Column(state, word, "number", width=0.8) for state, word in STATES.items()),
    Column("pinned", "kept for good", width=1.2),
    Column("problem", "problem", width=1.6),
    Column("name", "name", "link", width=1.6, priority=3),
)
_EVENTS = (
    Column("when", "when", "day", width=1.2, priority=1),
    Column("happened", "what happened", width=1.0, priority=1),
    Column("snapshot", "snapshot", width=1.6, priority=3),
    Column("why", "why", width=2.0),
)


@feature(
    "D5",
    words.TITLE,
    meaning="The snapshots that the store keeps, and its own record of what was published, rolled back and removed.",
)
def snapshots(question: Question) -> Block:
    """List what was published, carried over and rolled back."""
    said = words.kept(len(question.archive.names), Formats.of(question.settings))
    head = Head(name="D5", title=words.TITLE, finding=False, subtitle=said)
    return Fold(head, lambda: _content(question, tells(said)))


def _content(question: Question, told: Callable[[], str]) -> tuple[Block, ...]:
    head = Head(name="D5.snapshots", finding=False, told=told, alt=words.ALT)
    rows = tuple(_snapshot(question, line) for line in question.archive.summaries())
    kept = Table(head, _SNAPSHOTS, rows, words.ORDER)
    events = question.archive.events()
    if not events:
        return (kept,)
    head = Head(name="D5.events", title=words.EVENTS, finding=False, alt=words.EVENTS_ALT)
    return kept, Table(head, _EVENTS, tuple(_event(question, event) for event in reversed(events)), words.ORDER)


def _snapshot(question: Question, line: SnapshotSummary) -> tuple[Cell, ...]:
    formats = Formats.of(question.settings)
    states = (line.states.get(state, 0) for state in STATES)
    return (
        moment(line.created_at, question),
        Cell(words.shown(current=line.current, here=line.id == question.manifest.id)),
        *(Cell(formats.count(number), value=number) for number in states),
        Cell(line.pinned or ""),
        Cell(line.problem or ""),
        Cell(line.id, link="" if line.problem or line.current else f"snapshot:{line.id}"),
    )


def _event(question: Question, event: Event) -> tuple[Cell, ...]:
    return (
        moment(event.at, question),
        Cell(words.happened(event)),
        Cell(event.snapshot or ""),
        Cell(event.detail),
    )
