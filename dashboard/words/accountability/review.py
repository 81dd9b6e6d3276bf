"""The weekly review as words."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from dashboard.blocks import Pill
from dashboard.data.registers import Task
from dashboard.measures.programme.review import A_WEEK, Outcome, Review, Reviewed, outcomes
from dashboard.settings import Settings
from dashboard.words.accountability.one_department import EVERY_DEPARTMENT
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted, days, in_letters

MEANING = (
    "Of the seven days up to the day of the data, whatever period is chosen, held against the snapshot of a week "
    "before. Promised are tasks whose due date lay in these days then, or lies there now; what had been done before is "
    "not among them. Each task counts once: as cancelled, else done, else reopened (it was done, and is not), else "
    "slipped (its due date is later than it was, so it is no longer due), else blocked, else open."
)

NOT_COMPARED = (
    "No snapshot of a week before is kept: told from the register alone, which keeps a task's first and present date "
    "and none between."
)

NAME, SHEET = "The weekly review", "The weekly review, all of it"
BY_OUTCOME = "by what came of them"
LONGEST = "longest overdue first"
SOONEST = "soonest first"
IN_FULL = "In full"
NOBODY = "nobody"
NOTHING_PROMISED = "No task was promised for these days."

_TOLD: tuple[tuple[Outcome, str], ...] = (
    ("done", "done"), ("slipped", "slipped"), ("blocked", "blocked"), ("open", "still open"),
    ("reopened", "reopened"), ("cancelled", "cancelled"),
)  # fmt: skip
_A_WEEK = (6, 8)


def title(found: Review, department: str, settings: Settings) -> str:
    """Return the finding: 'This week, all departments: 4 done, 3 slipped', 'This week, Support: 1 done'."""
    when = "This week" if _of_a_week(found) else f"Since {Formats.of(settings).day(found.since)}"
    return (
        f"{when}, {department or EVERY_DEPARTMENT.lower()}: {_split(found.counts) or 'no task was due, done or moved'}"
    )


def subtitle(found: Review, settings: Settings) -> str:
    """Return of which days it is, what became of what was promised for them, and how much is overdue from before."""
    formats, promised = Formats.of(settings), outcomes(found.promised)
    until = formats.day(found.until)
    when = f"week to {until}" if _of_a_week(found) else f"{formats.day(found.since + timedelta(1))} to {until}"
    number = promised.total()
    late = f" · {len(found.late)} overdue from before" if found.late else ""
    return f"{when} · {number} promised" + (f": {_split(promised)}" if number else "") + late


def besides_title(found: Review) -> str:
    """Return what is new of tasks that were not promised for these days: 'Besides: 2 done, 1 slipped'."""
    return f"Besides: {_split(outcomes(found.besides))}"


def late_title(found: Review, settings: Settings) -> str:
    """Return how many tasks are overdue from before."""
    return f"Overdue from before: {counted(len(found.late), 'task', settings.locale)}"


def coming_title(found: Review, settings: Settings) -> str:
    """Return how many tasks fall due in the days to come, and until when these reach."""
    until = Formats.of(settings).day(found.until + A_WEEK)
    return f"Due by {until}: {counted(len(found.coming), 'task', settings.locale)}"


def decided_title(number: int, settings: Settings) -> str:
    """Return how many decisions were taken in these days."""
    return f"{counted(number, 'decision', settings.locale)} taken"


def cut(lists: int) -> str:
    """Return how many lists are longer than the sheet shows."""
    return (
        "the list that the sheet cuts short"
        if lists == 1
        else f"the {in_letters(lists)} lists that the sheet cuts short"
    )


def pill(one: Reviewed, until: date, settings: Settings) -> Pill:
    """Return how a task stands: 'done', 'slipped again, now 12 Dec', 'blocked 9 days', 'due 2 Dec'."""
    task, outcome = one.task, one.outcome
    if outcome == "done":
        return Pill("done", "good")
    if outcome == "slipped":
        return Pill(f"slipped {'again, now' if one.again else 'to'} {near(task.due_on, until, settings)}", "bad")
    if outcome == "reopened":
        return Pill(f"reopened {near(task.reopened_on, until, settings)}", "bad")
    if outcome == "cancelled":
        return Pill(f"cancelled {near(task.cancelled_on, until, settings)}")
    if outcome == "blocked":
        return Pill(_blocked(task, until, settings), "warn")
    if task.overdue(until):
        return Pill(_due(task, until, settings), "bad")
    return Pill(_due(task, until, settings), "warn" if task.due_on == until else "")


def note(one: Reviewed, until: date, settings: Settings) -> str:
    """Return what must be known beside it: by which date it was done, when it is due, or since when it is blocked."""
    task = one.task
    if one.outcome == "done" and task.completed_on is not None and task.original_due_on is not None:
        late = (task.completed_on - task.original_due_on).days
        return f"{days(late, settings.locale)} after the first date" if late > 0 else "by the first date"
    if one.outcome == "slipped":
        return " · ".join(filter(None, (_blocked(task, until, settings), _overdue(task, until, settings))))
    if one.outcome == "reopened":
        return " · ".join(filter(None, (_blocked(task, until, settings), _due(task, until, settings))))
    return _due(task, until, settings) if one.outcome == "blocked" else ""


def _blocked(task: Task, until: date, settings: Settings) -> str:
    if task.blocked_since is None or not task.blocked_at(until):
        return ""
    return f"blocked {days((until - task.blocked_since).days, settings.locale)}"


def _due(task: Task, until: date, settings: Settings) -> str:
    if task.due_on == until:
        return "due today"
    return _overdue(task, until, settings) or f"due {near(task.due_on, until, settings)}"


def _overdue(task: Task, until: date, settings: Settings) -> str:
    if task.due_on is None or not task.overdue(until):
        return ""
    return f"{days((until - task.due_on).days, settings.locale)} overdue"


def near(when: date | None, until: date, settings: Settings) -> str:
    """Return a day near another: '12 Dec', with its year where that is another; '–' where nobody knows it."""
    formats = Formats.of(settings)
    if when is None:
        return NOTHING
    return formats.day_month(when) if when.year == until.year else formats.day(when)


def _of_a_week(found: Review) -> bool:
    return _A_WEEK[0] <= (found.until - found.since).days <= _A_WEEK[1]


def _split(counts: Counter[Outcome]) -> str:
    """Return how many came to each outcome: '4 done, 3 slipped, 1 still open'."""
    return ", ".join(f"{counts[outcome]} {said}" for outcome, said in _TOLD if counts[outcome])
