"""What may be told of people and culture: read again through the measures; a row tells of its own alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.data.registers import Signal, read_register
from dashboard.data.registers.community import ANSWER_WITHIN
from dashboard.measures.people.signals import Counted, heard
from tests.shown.work import Number

PEOPLE = ("H2",)

_ROW = re.compile(r"^rows\[(\d+)\]")


def of_people(feature: str, question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    if "evidence" in path:
        yield "rule", ANSWER_WITHIN.days, "count"
        return
    yield from _of_signals(question, block, at)


def named_of_people(question: Question) -> Iterator[str]:
    """Yield what people named in these registers."""
    yield from (one.title for one in read_register(question.data, Signal))


def _counts(**named_: float) -> Iterator[Number]:
    yield from ((name, value, "count") for name, value in named_.items())


def _of_signals(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found = heard(question.data, question.view)
    if at is None:
        yield from _counted(found.whole)
        yield from _counts(of_themes=sum(one.raised for one in found.themes if one.key), undated=found.undated)
        if found.least is not None and block == "H2":
            yield from _counts(least=found.least.in_time, of=found.least.due)
    elif block == "H2.waiting":
        signal, days = found.waiting[at]
        yield from _counts(days=days, votes=signal.votes or 0)
    else:
        yield from _counted((found.themes if block == "H2.themes" else found.departments)[at])


def _counted(one: Counted) -> Iterator[Number]:
    yield from _counts(
        raised=one.raised, due=one.due, in_time=one.in_time, due_lately=one.due_lately,
        in_time_lately=one.in_time_lately, waits=one.waits, oldest=one.oldest,
    )  # fmt: skip
    yield from (("kind", number, "count") for _, number in one.barriers)
