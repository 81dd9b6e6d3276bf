"""What may be told of the programme's work: a department, the weekly review, load, the mandate and the community.

A row of a list tells of its own task, request or department alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from dashboard.data.question import Question
from dashboard.data.registers import ChangeRequest, Task, department_names, read_register
from dashboard.measures.programme.community import Came, community
from dashboard.measures.programme.exchanges import answered_in_time, concessions, given_and_received, hand_offs, praised
from dashboard.measures.programme.load import HEADS, Held, load
from dashboard.measures.programme.mandate import Mandate, mandate
from dashboard.measures.programme.moves import LOOK
from dashboard.measures.programme.one_department import OneDepartment, department_choices, one_department
from dashboard.measures.programme.review import A_WEEK, Review, Reviewed, review
from dashboard.words.accountability.mandate import LONG

Number = tuple[str, float, str]
"""What it is, how much, and in which unit ('count' is whole)."""

WORK = ("A3", "A3.meeting", "A7", "A8", "A9")
"""The features that are checked here."""

_ROW = re.compile(r"^rows\[(\d+)\]")


def numbers(feature: str, question: Question, block: str, path: str, subjects: tuple[str, ...]) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    department = next((one.partition(":")[2] for one in subjects if one.startswith("department:")), None)
    if feature.startswith("A3"):
        yield from _of_review(question, block.removesuffix("_whole"), at)
    elif feature == "A7":
        yield from _of_mandate(question, block, at, department)
    elif feature == "A8":
        yield from _of_load(question, block, at, department)
    else:
        yield from _of_community(question, at, department)


def of_department(question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in the blocks of one department (A2), beside what its row among all departments tells."""
    asked, row = question.parameter("department") or "", _ROW.match(path)
    if asked not in department_choices(question.data, question.view, question.settings):
        return
    one = one_department(question.data, question.view, asked, question.settings)
    if row is not None and block == "A2.tasks":
        yield from _of_open_task(one.tasks[int(row[1])], one)
    elif row is not None and block == "A2.themes":
        share = one.themes[int(row[1])].share
        yield "part", 100 * (share or 0.0), "%"
    elif row is not None and block == "A2.requests":
        yield "waits", one.requests[int(row[1])].undecided_for(one.today) or 0, "count"
    elif block == "A2.exchanges":
        yield from _of_exchanges(question, asked)
    else:
        sure = [each for each in one.themes if each.theme.low > 0]
        owned = sum(each.alone for each in sure)
        yield from _counts(owned=owned, shared=len(sure) - owned, doubtful=len(one.themes) - len(sure))
        yield from _counts(opened=len(one.tasks), look=LOOK)
        yield from _counts(unplaced=one.unplaced, unplaced_requests=one.unplaced_requests)
        yield "overdue", sum(task.overdue(one.today) for task in one.tasks), "count"
        yield "blocked", sum(task.blocked_at(one.today) for task in one.tasks), "count"


def _of_open_task(task: Task, one: OneDepartment) -> Iterator[Number]:
    since = (task.due_on, task.blocked_since)
    yield from (("days", abs((one.today - day).days), "count") for day in since if day is not None)


def _of_exchanges(question: Question, department: str) -> Iterator[Number]:
    data, view = question.data, question.view
    known, away = hand_offs(data, view), concessions(data, view, department)
    for found in () if known is None else given_and_received(known, department):
        yield from _counts(handed=found.handed, lost=found.lost)
        yield "wait", found.wait, "h"
    if away is not None:
        yield from (*_counts(times=away.n, known=away.amount_known), ("amount", away.amount, "money"))
    yield from (("signals", number, "count") for number in answered_in_time(data, view, department) or ())
    praise = praised(data, view, department)
    if praise is not None:
        yield from _counts(praise=praise.for_customers, of=praise.given, unplaced=praise.unplaced)


def named(question: Question) -> Iterator[str]:
    """Yield what people named in these registers."""
    for task in read_register(question.data, Task):
        yield from (task.title, task.owner or "")
    yield from (one.title for one in read_register(question.data, ChangeRequest))
    lead = question.settings.cx_lead
    yield from (told or "" for told in (lead.name, lead.role, lead.reports_to))


def _counts(**named_: float) -> Iterator[Number]:
    yield from ((name, value, "count") for name, value in named_.items())


def _reviewed(question: Question) -> Review:
    asked = question.parameter("department")
    known = {*department_names(question.data), *(one.department_id for one in read_register(question.data, Task))}
    earlier = question.archive.of_last_week(question.data)
    return review(
        question.data, earlier, question.manifest.as_of, question.view.regions, asked if asked in known else None
    )


def _of_review(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found = _reviewed(question)
    lists = {"news": found.besides, "late": found.late, "coming": found.coming}
    listed = lists.get(block.rpartition(".")[2], found.promised)
    if at is not None:
        yield from _of_task(listed[at], found) if not block.endswith("decided") else ()
        return
    yield from _counts(week=A_WEEK.days, promised=len(found.promised), unplaced=found.unplaced)
    yield from _counts(late=len(found.late), coming=len(found.coming), lists=len(lists))
    for counted in (found.counts, _outcomes(found.promised), _outcomes(found.besides)):
        yield from ((outcome, number, "count") for outcome, number in counted.items())


def _outcomes(found: tuple[Reviewed, ...]) -> dict[str, int]:
    return {one.outcome: sum(other.outcome == one.outcome for other in found) for one in found}


def _of_task(one: Reviewed, found: Review) -> Iterator[Number]:
    task, until = one.task, found.until
    if task.due_on is not None:
        yield "overdue", (until - task.due_on).days, "count"
    if task.blocked_since is not None:
        yield "blocked", (until - task.blocked_since).days, "count"
    if task.completed_on is not None and task.original_due_on is not None:
        yield "late", (task.completed_on - task.original_due_on).days, "count"


def _of_load(question: Question, block: str, at: int | None, department: str | None) -> Iterator[Number]:
    found = load(question.data, question.view)
    if block == "A8.by_owner" and at is not None:
        yield from _held(found.owners[at])
    elif department is not None:
        yield from (fact for one in found.departments if one.key == department for fact in _held(one))
    elif at is not None:
        yield from (fact for one in found.departments[at : at + 1] for fact in _held(one))
    else:
        people = [one for one in found.owners if one.key]
        yield from _held(found.whole)
        yield from _counts(people=len(people), theirs=sum(one.open for one in people), unplaced=found.unplaced)
        yield from _counts(most=max((one.open for one in found.departments), default=0), heads=HEADS)
        yield from _counts(idle=sum(not (one.open or one.made) for one in found.departments))
        yield from (("month's end", number, "count") for _, number in found.months)


def _held(one: Held) -> Iterator[Number]:
    for name in ("open", "overdue", "blocked", "aimless", "unowned", "most", "preventive", "told"):
        yield name, getattr(one, name), "count"
    yield "put out fires", one.told - one.preventive, "count"
    if one.heads:
        yield "per heads", HEADS * one.open / one.heads, ""


def _of_mandate(question: Question, block: str, at: int | None, department: str | None) -> Iterator[Number]:
    found = mandate(question.data, question.settings, question.manifest.as_of, question.view.regions)
    if block == "A7.waiting" and at is not None:
        yield "waits", [days for days, _ in found.waiting if days > LONG][at], "count"
        return
    theirs = [one for one in found.asked if department in (None, one.department_id)]
    for name in ("accepted", "declined", "undecided"):
        yield name, sum(getattr(one, name) for one in theirs), "count"
        if department is not None:
            yield from ((name, getattr(one, name), "count") for one in theirs)
    waits = [days for days, one in found.waiting if department in (None, one.department_id)]
    yield from _counts(waiting=len(waits), oldest=max(waits, default=0), middle=round(median(waits)) if waits else 0)
    if department is None:
        yield from _of_lead(question, found)
        yield from _counts(asked=sum(one.asked for one in found.asked), unplaced=found.unplaced, long=LONG)
        yield from _counts(waiting_long=sum(days > LONG for days in waits))


def _of_lead(question: Question, found: Mandate) -> Iterator[Number]:
    if found.lead.budget is not None:
        yield "budget", found.lead.budget, "money"
    if found.lead.staff is not None:
        yield "staff", found.lead.staff, ""


def _of_community(question: Question, at: int | None, department: str | None) -> Iterator[Number]:
    found = community(question.data, question.view)
    theirs = [one for one in found.departments if one.department_id == department] if department is not None else []
    if at is not None:
        yield from (fact for one in theirs for _, came in one.came for fact in _came(came))
        return
    yield from _counts(sessions=sum(held for _, held in found.held), unplaced=found.unplaced)
    for kind, _ in found.held:
        never = found.never(kind)
        yield "never", len(never), "count"
        yield from (("asked", one.to(kind).asked, "count") for one in never[:1])


def _came(one: Came) -> Iterator[Number]:
    for name in ("asked", "came", "asked_lately", "came_lately"):
        yield name, getattr(one, name), "count"
