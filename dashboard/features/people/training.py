"""Training by department, and reviews of the customer's experience held against planned."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Bar, Block, Cell, Column, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, LeaderContact, Training, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.people.leaders import Held, Leaders, leaders
from dashboard.measures.people.training import Courses, Trained, trained
from dashboard.words.accountability.placed import left_out, whose
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.people import reviews
from dashboard.words.people import training as words

MOST = 4
"""Courses that have a column of their own; others count among all."""

_NAMES = (Department.dataset,)


@feature("H5", words.NAME, meaning=words.MEANING, needs=(Training.dataset,), uses=_NAMES)
def training(question: Question) -> Block:
    """List departments by how much of their training is completed, course by course."""
    found, names, settings = trained(question.data, question.view), department_names(question.data), question.settings
    there = found is not None and bool(found.departments)
    theirs = whose(question.view, question.manifest.company, follows=found is None or found.follows)
    notes = () if found is None else (
        words.more_courses(len(found.courses) - MOST, settings), left_out(found.unplaced, "place", settings),
    )  # fmt: skip
    head = Head(
        name="H5", title=words.title(found, names, settings) if found is not None and there else words.NAME,
        finding=there, subtitle=theirs if found is None else f"{theirs} · {words.subtitle(found, settings)}",
        standing=standing_of(question.data, (Training.dataset,)), also=(Ground(_NAMES),),
        instead="" if there else words.NOTHING_KNOWN, notes=tuple(filter(None, notes)),
    )  # fmt: skip
    if found is None or not there:
        return Table(head, (Column("department", "Department", "link"),), ())
    columns = (
        Column("department", "Department", "link", 1.4, 1), Column("all", words.ALL, "bar", 1.3, 1),
        *(Column(f"course_{at}", name, "number") for at, (name, _) in enumerate(found.courses[:MOST])),
    )  # fmt: skip
    rows = [_trained(question, one, found, names) for one in found.departments]
    return Table(head, columns, ends(rows, "department", settings), words.ORDER)


def _trained(question: Question, one: Trained, found: Courses, names: Mapping[str, str]) -> tuple[Cell, ...]:
    settings, courses = question.settings, dict(one.courses)
    told = words.of(one.whole, settings)
    return (
        _department(one.department_id, names),
        Cell(
            told, note=words.before(one.before, settings), value=one.whole.share,
            drawing=Bar(min(one.whole.share, 1.0), alt=told),
        ),
        *(
            Cell(words.percent(courses[name], settings), note=words.of(courses[name], settings),
                 value=courses[name].share)
            if name in courses else Cell(NOTHING, muted=True)
            for name, _ in found.courses[:MOST]
        ),
    )  # fmt: skip


@feature("H5.reviews", reviews.NAME, meaning=reviews.MEANING, needs=(LeaderContact.dataset,), uses=_NAMES)
def reviews_held(question: Question) -> Block | None:
    """List departments by the reviews that their leaders held; nothing where no review is on record at all."""
    found, names, settings = leaders(question.data, question.view), department_names(question.data), question.settings
    if found.held.last is None and not found.held.ahead:
        return None
    theirs = whose(question.view, question.manifest.company, follows=found.follows)
    notes = (left_out(found.unplaced_reviews, "review", settings), reviews.not_known(found.held))
    head = Head(
        name="H5.reviews", title=reviews.title(found.held, settings),
        subtitle=f"{theirs} · {reviews.subtitle(found, settings)}",
        standing=standing_of(question.data, (LeaderContact.dataset,)), also=(Ground(_NAMES),),
        notes=tuple(filter(None, notes)),
    )  # fmt: skip
    columns = (
        Column("department", "Department", "link", 1.4, 1), Column("held", "Held", "number", 0.8, 1),
        *((Column("planned", "Of them planned", "number"),) if found.held.told else ()),
        *((Column("ahead", "Planned for later", "number"),) if found.held.ahead else ()),
        Column("last", "Last", "day"),
    )  # fmt: skip
    rows = [_review(question, one, found, names, columns) for one in found.reviews]
    return Table(head, columns, ends(rows, "department", settings), reviews.ORDER)


def _review(
    question: Question, one: Held, found: Leaders, names: Mapping[str, str], columns: tuple[Column, ...]
) -> tuple[Cell, ...]:
    formats = Formats.of(question.settings)
    cells = {
        "department": _department(one.key, names),
        "held": Cell(formats.count(one.held), note=reviews.lately(one, found), value=one.held, muted=not one.held),
        "planned": Cell(reviews.planned(one), value=one.planned if one.told else None, muted=not one.told),
        "ahead": Cell(formats.count(one.ahead), value=one.ahead, muted=not one.ahead),
        "last": Cell(formats.day(one.last), value=one.last) if one.last else Cell(remark=reviews.NEVER),
    }
    return tuple(cells[column.name] for column in columns)


def _department(key: str | None, names: Mapping[str, str]) -> Cell:
    name = names.get(key or "") or key
    return Cell(name, link=f"department:{key}") if name else Cell(reviews.NO_DEPARTMENT, muted=True)
