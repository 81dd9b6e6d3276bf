"""What became of what the last board saw, as sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.data.archive import is_of_a_board
from dashboard.data.question import Question
from dashboard.measures.last_board import Due, LastBoard, Restated
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.words import figures, targets
from dashboard.words.comparison import on_what
from dashboard.words.digits import shown_change
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted, listed, some
from dashboard.words.trust import moment
from dashboard.words.verdicts import verdict

NAME = "Since the last board"
MEANING = (
    "The snapshot that is shown against the newest earlier one that was pinned for a board, or else was pinned at all. "
    "Headline measures of one period, which both hold, each read from the sums of its own snapshot as measures are "
    "defined now: what differs was restated, for the period is the same. Measures and queries that are defined "
    "otherwise, tasks, decisions, and targets of headline measures whose months are over since."
)
ORDER = "as on the scorecard"
ALT = "Headline measures that read otherwise than the board saw them, then and now"

_REASON = 80
"""Letters of a reason for pinning that are told."""


def title(reason: str, found: LastBoard, question: Question) -> str:
    """Return since when: 'Since the last board', or 'Since 5 Sep 2026' where it was pinned for another end."""
    if is_of_a_board(reason):
        return NAME
    return f"Since {moment(found.since, question.manifest, question.settings.locale, 'd MMM yyyy')}"


def against(reason: str, found: LastBoard, question: Question) -> str:
    """Return what it is held against: 'against the snapshot of 5 Sep 2026, 06:00, pinned as “Board of September”'."""
    when = moment(found.since, question.manifest, question.settings.locale)
    return f"against the snapshot of {when}, pinned as “{reason[:_REASON]}”"


def restated(found: LastBoard, shown: Sequence[Restated], settings: Settings) -> str:
    """Return how many headline measures read otherwise for the same months; nothing where none can be held against."""
    if not found.compared:
        return ""
    period, whole = found.view.period.label, counted(found.compared, "headline measure", settings.locale)
    slight = len(found.restated) - len(shown)
    less = f"; {slight} more by less than is shown" if slight and shown else ""
    few = f" {found.few} of them {'stands' if found.few == 1 else 'stand'} on too few to be relied on." * bool(
        found.few
    )
    if shown:
        read = "reads" if len(shown) == 1 else "read"
        return f"{len(shown)} of {whole} {read} otherwise for {period} now{less}.{few}"
    same = "reads as it did" if found.compared == 1 else "read as they did"
    but = f", {slight} of them to within less than is shown" if slight else ""
    return f"{whole} {same} for {period}{but}.{few}"


def definitions(found: LastBoard, settings: Settings) -> str:
    """Return which measures and queries are defined otherwise."""
    parts = []
    if found.redefined:
        names = some(measure(name, settings).label for name in found.redefined)
        is_are = "is" if len(found.redefined) == 1 else "are"
        parts.append(f"{counted(len(found.redefined), 'measure', settings.locale)} {is_are} defined otherwise: {names}")
    if found.requeried:
        names = some(found.requeried)
        is_are = "is" if len(found.requeried) == 1 else "are"
        parts.append(f"{counted(len(found.requeried), 'dataset', settings.locale)} {is_are} asked otherwise: {names}")
    return f"{'; '.join(parts)}." if parts else "No measure and no query is defined otherwise."


def promises(found: LastBoard, settings: Settings) -> str:
    """Return how the targets came out whose months are over since, and which were set anew; nothing where none were."""
    parts = []
    if found.due:
        missed = [one for one in found.due if one.target.status == "missed"]
        met = sum(one.target.status == "met" for one in found.due)
        unknown = len(found.due) - met - len(missed)
        told = [f"{met} met"] if met else []
        told += [f"{len(missed)} missed ({some(_named(one, settings) for one in missed)})"] if missed else []
        told += [f"{unknown} not known"] if unknown else []
        parts.append(f"{counted(len(found.due), 'target', settings.locale)} fell due: {', '.join(told)}")
    if found.reset:
        names = some(measure(name, settings).label for name in found.reset)
        parts.append(f"targets of {counted(len(found.reset), 'measure', settings.locale)} are other ones now: {names}")
    return f"{'; '.join(parts)}." if parts else ""


def _named(one: Due, settings: Settings) -> str:
    """Return of which measure, place and months a target was: 'Win rate, EMEA, Aug 2026'."""
    return ", ".join(filter(None, (one.measure.label, *one.place, targets.months(one.target, settings))))


def table_title(found: LastBoard, shown: Sequence[Restated], reason: str, question: Question) -> str:
    """Return what the table tells: '2 of 17 headline measures of Jun–Aug 2026 restated since the last board'."""
    since = title(reason, found, question)
    whole = counted(found.compared, "headline measure", question.settings.locale)
    return f"{len(shown)} of {whole} of {found.view.period.label} restated {since[0].lower()}{since[1:]}"


def table_note(found: LastBoard, shown: Sequence[Restated], settings: Settings) -> str:
    """Say which of the restated are defined otherwise, so that the board saw another number; nothing where none is."""
    names = [one.now.measure for one in shown if one.now.measure in found.redefined]
    if not names:
        return ""
    labels = listed(measure(name, settings).label for name in names)
    return f"Defined otherwise since, so what the board saw was another number: {labels}. Then is told as defined now."


def differs(one: Restated, settings: Settings) -> bool:
    """Whether what is restated shows, in the digits that are told."""
    now, then = values(one, settings)
    return now != then


def values(one: Restated, settings: Settings) -> tuple[str, str]:
    """Return a measure as it reads now, and as it did then."""
    entry = measure(one.now.measure, settings)
    return figures.told(entry, one.now.estimate, settings), figures.told(entry, one.before.estimate, settings)


def by(one: Restated, settings: Settings) -> str:
    """Return by how much a number was restated, with its sign: '+1.1 points'; '–' where one of the two is not known."""
    entry = measure(one.now.measure, settings)
    now, then = one.now.value, one.before.value
    moved = shown_change(entry, now, then)
    if figures.is_range(entry) or math.isnan(moved) or not moved:
        return NOTHING
    return f"{'+' if moved > 0 else '−'}{Formats.of(settings).change(entry, now, then)}"


def verdict_is(found: LastBoard) -> str:
    """Return of what the verdicts are: 'Change on a year before'."""
    return f"Change {on_what(found.view)}".strip()


def said_then(one: Restated) -> str:
    """Return the verdict on the number as it was then, where another is given now: 'was no clear change'."""
    now, then = verdict(one.now), verdict(one.before)
    return f"was {then}" if then and now != then else ""
