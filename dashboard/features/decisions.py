"""Questions and decisions as rows, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column
from dashboard.data.question import Question
from dashboard.data.standing import Standing
from dashboard.features.top_ten.rows import told_by_gap
from dashboard.measures.decisions.asked import people_and_departments
from dashboard.measures.decisions.pending import Pending
from dashboard.measures.decisions.waiting import Waiting, newest_themes
from dashboard.words import decisions as words
from dashboard.words.trust import held_back

ALL = "decision:all"
"""Opens all questions."""

IN_SHORT = (
    Column("question", "Question", "link", width=3, priority=1),
    Column("owner", "Asked of", "person", width=0.95),
    Column("cost", "Waiting costs", "number", width=1.0),
)
"""The columns of a question in short: see `in_short`."""


def in_short(question: Question, one: Pending) -> tuple[Cell, ...]:
    """Return a question as a row: what is asked, of whom, what waiting costs and for how long it has."""
    settings = question.settings
    return (
        Cell(words.question(one, settings), link=detail(one)),
        asked_of(question, one.of_whom, most=1),
        Cell(
            words.cost(one, settings),
            note=f"open {words.age(one, settings)}" if one.days is not None else words.cost_is(one),
            value=one.cost.amount,
            muted=not one.cost.unit,
        ),
    )


def asked_of(question: Question, said: str | None, most: int | None = None) -> Cell:
    """Return of whom something is asked, or was: the people, and below them their lines of business.

    Where room is short these are left out beside more than ``most`` people.
    """
    if not said:
        return Cell(words.UNNAMED, muted=True)
    people, departments = people_and_departments(question.data, said)
    room = most is None or people.count(",") < most
    return Cell(people or departments, note=departments if people and room else "")


def detail(one: Pending) -> str:
    """Return what opens the detail of what is asked about: a theme, a number, goals; else the question itself."""
    kind, _, name = one.subject.partition(":")
    if kind == "target":
        return f"measure:{name}"
    if kind == "stage":
        return f"journey:{name.partition('/')[0]}"
    return one.subject if kind in ("theme", "measure", "conflict", "pilot") else itself(one.subject)


def itself(subject: str) -> str:
    """Return what opens the questions and decisions about a subject."""
    return f"decision:{subject}"


def notes(question: Question, waiting: Waiting) -> tuple[str, ...]:
    """Return what must be known beside the list: what it cannot tell, and what in it is of an earlier day."""
    of_themes = any(one.cost.unit == "points" and one.subject.startswith("theme:") for one in waiting.pending)
    by_gap = told_by_gap(newest_themes(question.data, question.settings), question.settings) if of_themes else ()
    return (*words.not_known(waiting, question.settings), *by_gap, *marks(waiting.held_back, question))


def marks(standings: Iterable[Standing], question: Question) -> tuple[str, ...]:
    """Say of when the data of an earlier refresh are, each once."""
    old = dict.fromkeys(standing for standing in standings if standing.state == "carried_over")
    return tuple(held_back(standing, question.manifest, question.settings.locale) for standing in old)
