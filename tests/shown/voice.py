"""What may be told of the voice of the customer: read again through the measures; a row tells of its own alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.features.voice.report import chosen
from dashboard.features.voice.sources import MOST
from dashboard.features.voice.workshops import MOST as MOST_HELD
from dashboard.measures.themes.theme import Theme
from dashboard.measures.voice.plan import Planned, plan
from dashboard.measures.voice.sources import (
    ANSWER_WITHIN_DAYS,
    Region,
    Source,
    regions_heard,
    sources,
    themes_heard,
)
from dashboard.measures.voice.workshops import workshops
from dashboard.words import figures
from dashboard.words.digits import adding_up
from tests.shown.work import Number

VOICE = ("V1.plan", "V2", "V3", "V3.about", "V3.whom")

SOME = 4
"""Departments that are named; of more it is told how many."""

_ROW = re.compile(r"^rows\[(\d+)\]")


def of_voice(feature: str, question: Question, _: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    yield "rule", ANSWER_WITHIN_DAYS, "count"
    yield from {
        "V1.plan": _of_plan, "V2": _of_workshops, "V3": _of_sources, "V3.about": _of_themes, "V3.whom": _of_regions,
    }[feature](question, at)  # fmt: skip


def _counts(**named: float) -> Iterator[Number]:
    yield from ((name, value, "count") for name, value in named.items())


def _parts(numbers: list[int], at: int) -> Iterator[Number]:
    """Yield a number among others, and its part of all of them, which add up."""
    yield "number", numbers[at], "count"
    if sum(numbers):
        yield "share", adding_up([100 * one / sum(numbers) for one in numbers], 1, whole=100)[at], "%"


def of_report(question: Question) -> Iterator[Number]:
    """Yield how many themes the chosen line of business answers for, and what the costliest costs."""
    found = _planned(question)
    yield from _counts(themes=len(found))
    yield from (("points", one.owned.theme.points, "point") for one in found)


def _planned(question: Question) -> tuple[Planned, ...]:
    department = chosen(question)
    return () if department is None else plan(question.data, question.view, department, question.settings)


def costliest(question: Question) -> Theme | None:
    """Return the theme that costs most of those that the chosen line of business answers for."""
    found = _planned(question)
    return found[0].owned.theme if found else None


def _of_plan(question: Question, at: int | None) -> Iterator[Number]:
    found, today = _planned(question), question.manifest.as_of
    if at is None:
        steps = [step for one in found for step in one.steps]
        bare = sum(not one.steps for one in found)
        yield from _counts(
            steps=len(steps), overdue=sum(step.overdue(today) for step in steps), bare=bare, against=len(found) - bare,
            rows=len(steps) + bare,
        )  # fmt: skip
        return
    one, step = [(one, step) for one in found for step in one.steps or (None,)][at]
    yield "points", one.owned.theme.points, "point"
    yield "done", one.done, "count"
    for day in (step.due_on, step.blocked_since) if step is not None else ():
        yield "days", abs((today - day).days) if day is not None else 0, "count"


def _of_workshops(question: Question, at: int | None) -> Iterator[Number]:
    found = workshops(question.data, question.view)
    if at is None:
        yield from _counts(
            held=len(found.held),
            lately=len(found.lately),
            unplaced=found.unplaced,
            listed=min(MOST_HELD, len(found.held)),
        )
    for one in found.lately[:1] if at is None else found.held[at : at + 1]:
        yield from _counts(came=len(one.came), noted=one.noted)
        yield from (("more", len(group) - SOME, "count") for group in (one.missed, one.not_noted) if len(group) > SOME)


def _of_sources(question: Question, at: int | None) -> Iterator[Number]:
    found = sources(question.data, question.view, question.settings)
    whole = sum(one.n for one in found)
    if at is not None:
        yield from _parts([one.n for one in found], at)
        yield from _of_source(question, found[at])
        return
    yield "whole", whole, "count"
    if whole:
        yield "share", 100 * found[0].n / whole, "%"
    for one in found:
        if one.comments is not None:
            yield from _counts(due=one.comments.due, in_time=one.comments.in_time)


def _of_source(question: Question, one: Source) -> Iterator[Number]:
    moved, verdict = figures.shown_move(one.figure, question.settings), one.figure.verdict
    yield from (("change", abs(moved), "%"), ("low", 100 * verdict.low, "%"), ("high", 100 * verdict.high, "%"))
    yield from _counts(named=one.named)
    if one.n:
        yield "known", 100 * one.named / one.n, "%"
    if one.comments is not None:
        known = one.comments
        yield from _counts(
            themed=known.themed, comments=known.n, due=known.due, in_time=known.in_time,
            unanswered=known.due - known.answered,
        )  # fmt: skip
        if known.n:
            yield "themed", 100 * known.themed / known.n, "%"


def _of_themes(question: Question, at: int | None) -> Iterator[Number]:
    found = themes_heard(question.data, question.view)
    if at is not None:
        yield from _counts(comments=found[at].n, mentions=found[at].mentions or 0)
        yield from (("by source", number, "count") for _, number in found[at].by_source)
        yield "others", found[at].n, "count"
        return
    told = [one.comments for one in sources(question.data, question.view, question.settings) if one.comments]
    comments, themed = sum(one.n for one in told), sum(one.themed for one in told)
    yield from _counts(
        comments=comments, themed=themed, none=comments - themed, themes=len(found), listed=min(MOST, len(found)),
        first=found[0].n if found else 0,
    )  # fmt: skip
    if comments:
        yield "none", 100 * (comments - themed) / comments, "%"


def _of_regions(question: Question, at: int | None) -> Iterator[Number]:
    found = regions_heard(question.data, question.view)
    columns = [[one.customers or 0 for one in found], [one.n for one in found], *_by_kind(found)]
    if at is not None:
        for numbers in columns:
            yield from _parts(numbers, at)
        return
    for numbers in columns[:2]:
        if sum(numbers):
            yield from (("share", 100 * one / sum(numbers), "%") for one in numbers)


def _by_kind(found: tuple[Region, ...]) -> list[list[int]]:
    kinds = {kind for one in found for kind in one.heard}
    return [[one.heard.get(kind, 0) for one in found] for kind in sorted(kinds)]
