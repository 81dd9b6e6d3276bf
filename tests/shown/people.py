"""What may be told of people and culture: read again through the measures; a row tells of its own alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.data.registers import LeaderContact, Recognition, Signal, Training, read_register
from dashboard.data.registers.community import ANSWER_WITHIN
from dashboard.features.people.training import MOST
from dashboard.measures.people.conceded import FOLLOWED, conceded
from dashboard.measures.people.empowerment import Acts, empowered
from dashboard.measures.people.leaders import Held, Met, leaders
from dashboard.measures.people.recognition import Praise, recognised
from dashboard.measures.people.signals import Counted, heard
from dashboard.measures.people.training import Completed, trained
from tests.shown.work import Number

PEOPLE = ("H2", "H3", "H4", "H4.after", "H5", "H5.reviews", "H6")

_ROW = re.compile(r"^rows\[(\d+)\]")


def of_people(feature: str, question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    if "evidence" in path:
        yield "rule", ANSWER_WITHIN.days, "count"
    elif feature == "H2":
        yield from _of_signals(question, block, at)
    elif feature == "H3":
        yield from _of_leaders(question, "by_leader" in path or block == "H3.by_leader", at)
    elif feature == "H4":
        yield from _of_acts(question, block, at)
    elif feature == "H4.after":
        yield from _of_conceded(question)
    elif feature == "H5":
        yield from _of_training(question, at)
    elif feature == "H5.reviews":
        yield from _of_reviews(question, at)
    else:
        yield from _of_recognition(question, block, at)


def named_of_people(question: Question) -> Iterator[str]:
    """Yield what people named in these registers."""
    yield from (one.title for one in read_register(question.data, Signal))
    yield from (one.accomplishment or "" for one in read_register(question.data, Recognition))
    yield from (one.course for one in read_register(question.data, Training))
    yield from (one.leader for one in read_register(question.data, LeaderContact))


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


def _of_leaders(question: Question, by_leader: bool, at: int | None) -> Iterator[Number]:
    found = leaders(question.data, question.view)
    if at is not None:
        one = (found.leaders if by_leader else found.departments)[at]
        yield from _met(one, found.months.until.toordinal())
        return
    yield from _counts(times=found.whole.times, leaders=len(found.leaders), unplaced=found.unplaced)
    silent = [one for one in found.departments if one.key and not one.times]
    yield from _counts(silent=len(silent))
    if not silent and found.departments[0].last is not None:
        yield from _counts(longest=(found.months.until - found.departments[0].last).days)


def _met(one: Met, until: int) -> Iterator[Number]:
    yield from _counts(
        times=one.shadowing + one.meetings, shadowing=one.shadowing, meetings=one.meetings, lately=one.lately,
        observations=one.observations, known=one.observations_known, tasks=one.tasks, tasks_known=one.tasks_known,
    )  # fmt: skip
    if one.last is not None:
        yield from _counts(days=until - one.last.toordinal())


def _of_reviews(question: Question, at: int | None) -> Iterator[Number]:
    found = leaders(question.data, question.view)
    if at is None:
        yield from _counts(unplaced=found.unplaced_reviews)
    yield from _held(found.held if at is None else found.reviews[at])


def _held(one: Held) -> Iterator[Number]:
    yield from _counts(held=one.held, lately=one.lately, planned=one.planned, told=one.told, ahead=one.ahead)


def _of_training(question: Question, at: int | None) -> Iterator[Number]:
    found = trained(question.data, question.view)
    if found is None:
        return
    if at is None:
        yield from _counts(courses=len(found.courses), more=len(found.courses) - MOST, unplaced=found.unplaced)
        yield from _places(found.whole)
        yield from _places(found.departments[0].whole) if found.departments else ()
        return
    one = found.departments[at]
    for each in (one.whole, *(completed for _, completed in one.courses)):
        yield from _places(each)
    if one.before is not None and one.before.eligible:
        yield "before", 100 * one.before.completed / one.before.eligible, "%"


def _places(one: Completed) -> Iterator[Number]:
    yield from _counts(completed=one.completed, eligible=one.eligible)
    if one.eligible:
        yield "share", 100 * one.completed / one.eligible, "%"


def _of_recognition(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found = recognised(question.data, question.view)
    lists = {"H6": found.departments, "H6.levels": found.levels, "H6.reasons": found.reasons}
    if at is not None:
        yield from _praise(lists[block][at])
        return
    told = [found.whole, found.facing, found.others] if block == "H6" else [found.whole, *lists.get(block, ())[:3]]
    for one in told:
        if one is not None:
            yield from _counts(customers=one.customers, known=one.known, unknown=one.unknown)
            yield from _counts(given=one.known + one.unknown)
    yield from _counts(unplaced=found.unplaced, undated=found.undated)


def _praise(one: Praise) -> Iterator[Number]:
    yield from _counts(customers=one.customers, known=one.known, given=one.known + one.unknown)
    for part, whole in (one.formal, one.informal, one.lately):
        yield from _counts(part=part, whole=whole)


def _of_acts(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found = empowered(question.data, question.view, question.settings)
    if found is None:
        return
    if at is not None:
        yield from _acts((found.kinds if block == "H4.kinds" else found.departments)[at])
        return
    yield from _acts(found.whole)
    yield from (("above", found.above, "money"), ("a thousand cases", 1000, "count"))
    for one in (found.least, found.kinds[0] if found.kinds else None):
        if one is not None:
            yield from _counts(alone=one.alone, told=one.told, n=one.n)


def _acts(one: Acts) -> Iterator[Number]:
    yield from _counts(n=one.n, told=one.told, alone=one.alone, large=one.large, unknown=one.n - one.valued)
    yield "amount", one.amount, "money"
    if one.valued:
        yield "each", one.amount / one.valued, "money"
    if one.amount:
        yield "large", 100 * one.in_large / one.amount, "%"
    if one.cases:
        yield "to a thousand cases", 1000 * one.n / one.cases, ""


def _of_conceded(question: Question) -> Iterator[Number]:
    found = conceded(question.data, question.view, question.settings)
    yield from _counts(months=FOLLOWED)
    if found is None:
        return
    for one in found.told:
        yield from _counts(customers=one.customers)
        yield from (("kept", 100 * end, "%") for end in (one.kept.value, one.kept.low, one.kept.high))
        yield from (("drawn", end, "") for end in (one.kept.value, one.kept.low, one.kept.high))
    if found.given is not None:
        yield from (("given", 100 * end, "point") for end in (found.given.value, found.given.low, found.given.high))
