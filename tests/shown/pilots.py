"""What may be told of pilots: read again through the measures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.measures import MEASURES
from dashboard.measures.decisions.pilots import waiting_pilots
from dashboard.measures.decisions.waiting import asking_of
from dashboard.measures.pilots.drawn import levels
from dashboard.measures.pilots.horizon import LEAST_AFTER, LEAST_BEFORE, MOST_AFTER, UNLESS_SAID
from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.outcomes import LEAST_ANSWERS
from dashboard.measures.pilots.register import tried
from dashboard.statistics import Difference
from dashboard.statistics.pilots import LEAST_UNITS, PERMUTED_BELOW
from tests.shown.work import Number

PILOTS = ("P1", "P1.decide", "P2", "P3")

RULES = (LEAST_UNITS, LEAST_ANSWERS, LEAST_AFTER, LEAST_BEFORE, UNLESS_SAID, MOST_AFTER, PERMUTED_BELOW, 0, 2)
"""The numbers of the rules by which pilots are judged; of two pilots, or two arms."""

_UNITS = {"points": "point", "share": "point", "hours": "h", "minutes": "min"}
_VALUES = {"share": "%", "hours": "h", "minutes": "min"}


def of_pilots(feature: str, question: Question, path: str, subjects: tuple[str, ...]) -> Iterator[Number]:
    """Yield what may stand in a string: of the pilot that its row or its block is of, else of all."""
    found = tried(question.data)
    if "evidence" in path or "definition" in path:
        yield from (("rule", number, "count") for number in RULES)
        return
    named = [one for one in found for subject in subjects if subject == f"pilot:{one.pilot.pilot_id}"]
    if feature == "P2" and not named:
        named = [_chosen(question, found)] if found else []
    if named:
        yield from _of_one(question, named[0], path)
        return
    of = Counter(one.verdict for one in found)
    yield "pilots", len(found), "count"
    yield from ((verdict, number, "count") for verdict, number in of.items())
    since = Counter(one.again.word for one in found if one.verdict == "worked" and one.again is not None)
    yield from (("since", since[word], "count") for word in ("not_again", "harmful"))
    again = [one.again for one in found if one.again is not None]
    yield from (("again", number, "count") for number in (sum(one.word == "again" for one in again), len(again)))
    waiting = waiting_pilots(asking_of(question.data, question.settings))
    yield from (("asked", number, "count") for number in (len(waiting), min(len(waiting), 3)))


def _chosen(question: Question, found: tuple[Tried, ...]) -> Tried:
    asked = question.parameter("pilot")
    first = next((one for one in found if one.judged), found[0])
    return next((one for one in found if one.pilot.pilot_id == asked), first)


def _of_one(question: Question, one: Tried, path: str) -> Iterator[Number]:
    subject = f"pilot:{one.pilot.pilot_id}"
    for asked in waiting_pilots(asking_of(question.data, question.settings)):
        if asked.subject == subject and asked.days is not None:
            yield "open", asked.days, "count"
    yield from _counted(one, path)
    if one.pilot.metric in MEASURES:
        yield from _in_its_measure(question, one)


def _counted(one: Tried, path: str) -> Iterator[Number]:
    if one.reasons and not path.endswith(".text"):
        yield from (("rule", number, "count") for number in (LEAST_UNITS, LEAST_AFTER, LEAST_BEFORE, 2))
    if ".units." in path or "subtitle" in path:
        yield from (("units", number, "count") for number in (*one.listed, *one.units, sum(one.left_out)))
    if one.again is not None:
        later = one.again
        yield from (("later", number, "count") for number in (later.joined, later.units, later.compared))


def _in_its_measure(question: Question, one: Tried) -> Iterator[Number]:
    later = one.again
    unit = MEASURES[one.pilot.metric].unit
    scale, told = (100 if unit == "share" else 1), _UNITS.get(unit, "")
    for difference in (one.lift, later.lift if later is not None else None, *_before(one)):
        if difference is not None:
            ends = (difference.value, difference.low, difference.high)
            yield from (("lift", scale * end, told) for end in ends)
    if one.lift is not None:
        yield "detectable", scale * one.lift.smallest_detectable, told
        yield from (("level", scale * end, _VALUES.get(unit, "")) for end in levels(question.data, one.pilot))
        yield from _undone(one, scale, told)
    if one.apart is not None:
        yield "by itself", scale * one.apart.expected, told


def _before(one: Tried) -> tuple[Difference | None, ...]:
    return () if one.apart is None else (one.apart.level, one.apart.slope)


def _undone(one: Tried, scale: int, told: str) -> Iterator[Number]:
    """Yield how far both arms would have to drift apart a month, between the middles of their months, to undo it."""
    if one.lift is None or one.horizon is None or not math.isfinite(one.lift.low):
        return
    middles = [(first + last) / 2 for first, last in (one.horizon.before, one.horizon.after)]
    for end in (one.lift.low, one.lift.high):
        yield "drift", scale * end / (middles[1] - middles[0]), told
