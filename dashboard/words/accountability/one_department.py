"""One department as words: what it has to do, what waits for it, and which themes it answers for."""

from __future__ import annotations

from datetime import date

from dashboard.data.question import Question
from dashboard.data.registers import Task
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.measures.programme.exchanges import Concessions, HandOffs, Praised
from dashboard.measures.programme.moves import judged
from dashboard.measures.programme.one_department import OneDepartment, Owned
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.accountability.placed import whose
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted

ALL, EVERY_DEPARTMENT = "all", "All departments"
"""The choice of no single department, and how it is called."""

_ROOT_CAUSE = "root_cause"
_KINDS = {_ROOT_CAUSE: "root cause of", CORRECTIVE: "corrective action for"}


def unknown(asked: str) -> str:
    """Say that no department goes by an id that was asked for."""
    return f"No department goes by “{asked[:60]}”; all are shown."


def answers_for(one: OneDepartment, settings: Settings) -> str:
    """Return for how many themes it answers: 'Support answers for 3 themes'."""
    return f"{one.score.name} answers for {counted(len(one.themes), 'theme', settings.locale)}"


def waits_for(one: OneDepartment, settings: Settings) -> str:
    """Return how much waits for its answer: '2 requests wait for an answer of Support'."""
    many = len(one.requests)
    said = counted(many, "request", settings.locale)
    return f"{said} wait{'s' if many == 1 else ''} for an answer of {one.score.name}"


def title(one: OneDepartment, settings: Settings) -> str:
    """Return the finding: 'Support: 7 of 9 open tasks are overdue, 1 is blocked'."""
    if not one.tasks:
        return f"{one.score.name}: no task is open"
    overdue = sum(task.overdue(one.today) for task in one.tasks)
    blocked = sum(task.blocked_at(one.today) for task in one.tasks)
    opened = counted(len(one.tasks), "open task", settings.locale)
    late = (
        f"{overdue} of {opened} {'is' if overdue == 1 else 'are'} overdue"
        if overdue
        else f"none of {opened} is overdue"
    )
    return f"{one.score.name}: {late}" + (f", {blocked} {'is' if blocked == 1 else 'are'} blocked" if blocked else "")


def subtitle(one: OneDepartment, question: Question) -> str:
    """Return who leads it, and of when it is."""
    formats, period = Formats.of(question.settings), question.view.period
    led = f"led by {one.executive} · " if one.executive else ""
    filtered, months = question.view.filtered, formats.months(period.first, period.last)
    whose_tasks = f", {placed(question, follows=one.tasks_follow)}" if filtered else ""
    whole = f", {figures.WHOLE_COMPANY}" if filtered else ""
    return f"{led}tasks as of {formats.day(one.today)}{whose_tasks} · goals and dates kept of {months}{whole}"


def placed(question: Question, *, follows: bool) -> str:
    """Return whose rows a list holds under a filter: 'DACH, all segments'; nothing where there is none."""
    return whose(question.view, question.manifest.company, follows=follows) if question.view.filtered else ""


def moved(one: OneDepartment) -> tuple[str, str]:
    """Return how many customer goals moved their measure of those looked at, and what is said beside it."""
    goals = one.score.goals
    if goals is None:
        return NOTHING, "no objective is registered"
    if not goals.get("customer"):
        return NOTHING, "no customer goal"
    seen = judged(one.score.effects)
    return (f"{one.score.effects['moved']} of {seen}", "") if seen else (NOTHING, "none looked at yet")


def points(one: OneDepartment) -> tuple[str, str]:
    """Return how many themes it owns that cost points beyond doubt, with those in part and those that may cost none."""
    alone = sum(owned.alone for owned in one.themes if owned.theme.low > 0)
    shared = sum(not owned.alone for owned in one.themes if owned.theme.low > 0)
    doubtful = len(one.themes) - alone - shared
    parts = (f"and a part in {shared}" if shared else "", f"{doubtful} more may cost none" if doubtful else "")
    return str(alone), "; ".join(filter(None, parts))


def serves(task: Task, one: OneDepartment) -> str:
    """Return what a task is for: the goal or theme that it serves."""
    name = one.goals.get(task.objective_id or "") or one.goals.get(task.theme_id or "")
    if name is None:
        return "serves no goal or theme"
    return f"{_KINDS.get(task.kind, 'for')} {name}"


def stands(task: Task, today: date, settings: Settings) -> tuple[str, str]:
    """Return how a task stands on a day: a word for it ('overdue', 'blocked', 'open') and since or until when."""
    formats = Formats.of(settings)
    blocked = task.blocked_since if task.blocked_at(today) else None
    since = f"blocked for {formats.days((today - blocked).days)}" if blocked is not None else ""
    if task.overdue(today) and task.due_on is not None:
        return "overdue", " · ".join(filter(None, (f"for {formats.days((today - task.due_on).days)}", since)))
    if since:
        return "blocked", since.removeprefix("blocked ")
    return ("open", f"{formats.days((task.due_on - today).days)} left") if task.due_on is not None else ("no date", "")


def promised(task: Task, settings: Settings) -> str:
    """Return the first date promised, where it is not the present one."""
    if task.original_due_on is None or task.original_due_on == task.due_on:
        return ""
    return f"first {Formats.of(settings).day(task.original_due_on)}"


def part(owned: Owned, settings: Settings) -> str:
    """Return what a department has to do with a theme: 'owns it', 'a part of 40 %'."""
    if owned.alone:
        return "owns it"
    return "a part of it" if owned.share is None else f"a part of {Formats.of(settings).percent(owned.share, 0)}"


def exchanges_subtitle(question: Question, praise: Praised | None, *, signals: bool) -> str:
    """Return whom it is about, and of when; what staff raise knows no region, and praise no segment."""
    view, period = question.view, question.view.period
    scope = figures.scope(view, question.manifest.company)
    placed = praise is not None and praise.follows and view.regions is not None
    whole = [name for name, has in (("signals", signals), ("praise", praise is not None and not placed)) if has]
    unfiltered = [f"{' and '.join(whole)}: whole company"] if whole and view.filtered else []
    unparted = ["praise: all segments"] if placed and view.segments is not None else []
    months = Formats.of(question.settings).months(period.first, period.last)
    return " · ".join((scope, months, *unfiltered, *unparted))


def exchanged(found: HandOffs, settings: Settings) -> str:
    """Return how many journeys were handed over, what became of them, and how long they waited."""
    formats = Formats.of(settings)
    if not found.handed:
        return "none"
    lost = f"{formats.count(found.lost)} not taken up or given up there" if found.lost else "all taken up and kept"
    waited = f"; waited {formats.hours(found.wait)} on average" if found.timed else ""
    return f"{formats.counted(found.handed, 'journey')}, {lost}{waited}"


def given(found: Concessions, settings: Settings) -> str:
    """Return how often something was given to a customer by discretion, and how much where that is known."""
    formats = Formats.of(settings)
    if not found.n:
        return "nothing"
    of = "" if found.amount_known == found.n else f" in the {formats.count(found.amount_known)} whose amount is known"
    money = f", {formats.money(found.amount)}{of}" if found.amount_known else ""
    return f"{formats.counted(found.n, 'time')}{money}"


def answered(in_time: int, due: int) -> str:
    """Return how many signals were answered in time, of those to be answered: '3 of 5'."""
    return f"{in_time} of {due}" if due else "none was to be answered"


def praised(found: Praised) -> str:
    """Return how often praise was for customers, of all that was given: '3 of 5; 2 without a region left out'."""
    said = f"{found.for_customers} of {found.given}" if found.given else "none was given"
    return said + (f"; {found.unplaced} without a region left out" if found.unplaced else "")
