"""What needs a decision, as questions that someone can answer; and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from dashboard.measures.decisions.coverage import Cover
from dashboard.measures.decisions.pending import Kind, Pending
from dashboard.measures.decisions.subjects import Subject
from dashboard.measures.decisions.waiting import Waiting
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.words import figures, targets
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted, listed
from dashboard.words.top_ten.themes import METRICS

TITLE = "Needs a decision"
ORDER = "costliest wait first"
WHOLE_ORDER = "by what waiting costs: money, points, tasks, not known; then by age"
DECIDED, DECIDED_ORDER = "Decided of late", "newest first"
UNNAMED = "nobody named"
UNCOVERED = "no objective is set for it"

MEANING = (
    "Questions that someone can answer, of the whole company and its newest complete months: headline measures clearly "
    "worse than a year before for which no objective is set, targets off course without a task that is due before, "
    "goals set against each other or whose measures parted, corrective actions overdue that several lines of business "
    "share, requests for change undecided for more than thirty days, the rally cry at six months and at its end, "
    "themes on the list that nobody owns, closed themes that still cost points, stages of journeys that nobody owns, "
    "and pilots whose months are over and on which nobody has decided, or that were scaled and not seen again. What "
    "waiting costs is money a month, points of the leading measure, or tasks: what goes along with it today, of a "
    "target what is forecast to be missing. A decision that was recorded takes its question off the list until "
    "something new comes to it."
)

_LONGEST = 60

PILOTS: tuple[Kind, ...] = (
    "pilot_worked", "pilot_harmful", "pilot_no_effect", "pilot_not_judged", "pilot_not_again",
)  # fmt: skip
"""The kinds of questions about pilots."""

_NAMELESS: Mapping[str, str] = MappingProxyType({
    "theme": "A theme", "request": "A change request", "rally_cry": "The rally cry", "measure": "A measure",
    "pilot": "A pilot", "stage": "A stage",
})  # fmt: skip

_ASKED_BY: Mapping[Kind, str] = MappingProxyType({
    "worsened": "the scorecard", "action_overdue": "the Top Ten programme", "request_undecided": "the CX lead",
    "rally_cry_half_way": "the rally cry", "rally_cry_ended": "the rally cry",
    "theme_without_owner": "the Top Ten programme", "theme_still_costs": "the Top Ten programme",
    "target_off_course": "the targets", "conflict": "the objectives",
    "stage_without_owner": "the journey map", **dict.fromkeys(PILOTS, "the pilots"),
})  # fmt: skip

_OPTIONS: Mapping[Kind, str] = MappingProxyType({
    "worsened": "name an owner, set an objective, or accept it",
    "action_overdue": "set a new date, give it more hands, or stop it",
    "request_undecided": "accept or decline",
    "rally_cry_half_way": "continue, revise or end",
    "rally_cry_ended": "continue, revise or end",
    "theme_without_owner": "give it to one line of business, or name a sponsor",
    "theme_still_costs": "open it again, or accept what is left",
    "target_off_course": "set a task, change the target, or accept missing it",
    "conflict": "put one first, change a target, or accept both",
    "pilot_worked": "scale it, repeat it elsewhere first, or stop it",
    "pilot_harmful": "stop it, or say why it goes on",
    "pilot_no_effect": "stop it, or repeat it with more units",
    "pilot_not_judged": "repeat it so that it can be judged, or stop it",
    "pilot_not_again": "keep it, repeat it elsewhere, or stop it",
    "stage_without_owner": "name the department that owns it",
})  # fmt: skip

_COST_IS: Mapping[Kind, str] = MappingProxyType({
    "worsened": "worse than a year before", "conflict": "worse than a year before",
    "target_off_course": "short of its target", "action_overdue": "lost where it is named",
    "theme_without_owner": "lost where it is named", "theme_still_costs": "lost where it is named",
    "stage_without_owner": "at risk there",
})  # fmt: skip

_SINCE: Mapping[Kind, str] = MappingProxyType({
    "worsened": "the period closed", "action_overdue": "first due", "request_undecided": "raised",
    "rally_cry_half_way": "six-month mark", "rally_cry_ended": "its end", "theme_without_owner": "identified",
    "theme_still_costs": "closed", "target_off_course": "seen", "conflict": "apart since",
    "stage_without_owner": "drawn", **dict.fromkeys(PILOTS, "its months were over"),
})  # fmt: skip


def question(one: Pending, settings: Settings) -> str:
    """Return what is asked: 'A monthly call (Marketing): accept or decline?'; the same may be asked of several."""
    name = one.name or _NAMELESS.get(one.subject.partition(":")[0], "")
    if one.kind == "worsened":
        return f"{_worsened(one, settings)}: who takes it on?"
    if one.kind == "target_off_course":
        return f"{_off_course(one, settings)}: what is done?"
    departments = "1 department" if one.number == 1 else f"{one.number} departments"
    asked: dict[Kind, str] = {
        "action_overdue": f"{name}: how to go on with the action overdue in {departments}?",
        "request_undecided": f"{_asked(name, one.of_whom)}: accept or decline?",
        "rally_cry_half_way": f"“{name}”, past its six-month mark: continue, revise or end?",
        "rally_cry_ended": f"“{name}”, past its end: continue, revise or end?",
        "theme_without_owner": f"{name}: who owns it?",
        "theme_still_costs": f"{name}, closed, still costs points: open it again?",
        "conflict": f"{either(one.goals)}{f', in {listed(one.regions)}' if one.regions else ''}: which first?",
        "pilot_worked": f"“{name}” worked: scale it?",
        "pilot_harmful": f"“{name}” did harm: stop it?",
        "pilot_no_effect": f"“{name}” had no detectable effect: stop or repeat it?",
        "pilot_not_judged": f"“{name}” ended, and cannot be judged: repeat or stop it?",
        "stage_without_owner": f"{name}: who owns this stage?",
        "pilot_not_again": f"“{name}” was not seen again in units that joined later: keep it?",
    }
    return asked[one.kind]


def either(goals: Iterable[str]) -> str:
    """Return goals of which one is to come first: '“Shorter calls” or “Solve it at once”'."""
    return " or ".join(f"“{goal}”" for goal in goals)


def asked_by(one: Pending) -> str:
    """Return who asks: 'the CX lead'."""
    return _ASKED_BY[one.kind]


def options(one: Pending) -> str:
    """Return between what it is to be chosen: 'accept or decline'."""
    return _OPTIONS[one.kind]


def cost(one: Pending, settings: Settings) -> str:
    """Return what waiting costs: '€23.4K a month', '1.8 points of NPS', '5 tasks', 'not known'.

    Of an amount that a question before stands on, too, that it is the same: 'the same €23.4K'.
    """
    formats, same = Formats.of(settings), "the same " if one.again else ""
    if one.cost.unit == "money":
        return f"{same}{formats.money(one.cost.amount)}{'' if one.again else ' a month'}"
    if one.cost.unit == "points":
        return f"{same}{formats.points(one.cost.amount)} of {METRICS[settings.leading_measure]}"
    return formats.counted(one.cost.amount, "task") if one.cost.unit == "tasks" else "not known"


def cost_is(one: Pending) -> str:
    """Return what the cost is: 'short of its target', 'worse than a year before'; nothing where it is not known."""
    return _COST_IS.get(one.kind, "") if one.cost.unit in ("money", "points") else "still open" if one.cost.unit else ""


def age(one: Pending, settings: Settings) -> str:
    """Return for how long it is open: '206 days'."""
    return NOTHING if one.days is None else Formats.of(settings).days(one.days)


def since(one: Pending, settings: Settings) -> str:
    """Return since when it is open, and of what that is the day: 'first due 7 May 2026'."""
    return "" if one.since is None else f"{_SINCE[one.kind]} {Formats.of(settings).day(one.since)}"


def nothing_waits(waiting: Waiting) -> str:
    """Say that nothing waits, or that it is not known whether anything does."""
    known = not (waiting.missing or waiting.unconnected or waiting.unjudged)
    return "Nothing waits for a decision." if known else "Nothing waits for a decision among what is known."


def not_known(waiting: Waiting, settings: Settings) -> tuple[str, ...]:
    """Return what the list cannot tell: what is withheld, not connected, or too little to be judged."""
    few = listed(measure(name, settings).label for name in waiting.unjudged)
    said = (
        f"Not known: what waits by {listed(waiting.missing)}, which cannot be shown." if waiting.missing else "",
        f"Not looked for, as not connected: {listed(waiting.unconnected)}." if waiting.unconnected else "",
        f"Too few to tell whether it got worse: {few}." if few else "",
        "" if waiting.answers_known else "Which of these were answered is not known: decisions cannot be shown.",
    )
    return tuple(filter(None, said))


def unknown(subject: str) -> str:
    """Say that nothing is known of what a link asks for."""
    return f"The link asks for “{subject[:_LONGEST]}”: nothing of it waits, and nothing of it was decided of late."


def subject(about: Subject) -> str:
    """Return what was decided about: 'Target of Cost to serve', 'Effort, easy in LATAM', 'A monthly call (Sales)'."""
    if about.kind == "request":
        return _asked(about.name, about.place)
    if about.goals:
        return either(about.goals)
    named = f"{about.name} in {about.place}" if about.place else about.name
    return f"Target of {named}" if about.kind == "target" else named


def told(found: Waiting, settings: Settings) -> str:
    """Return how many questions wait, and what the costliest of them costs: '24 questions wait for a decision; …'."""
    many = len(found.pending)
    said = f"{counted(many, 'question', settings.locale)} wait{'s' if many == 1 else ''} for a decision"
    first = found.pending[0] if found.pending else None
    return f"{said}; the costliest: {cost(first, settings)}" if first is not None and first.cost.unit else said


def decided_title(number: int, settings: Settings) -> str:
    """Return how many decisions were taken of late."""
    return f"{DECIDED}: {counted(number, 'decision', settings.locale)}"


def covered(covers: Sequence[Cover], settings: Settings) -> str:
    """Return what works on a measure that got worse: 'its objective: “Solved at once” (Support), due 28 Feb 2027'."""
    if not covers:
        return UNCOVERED
    first = covers[0]
    due = f", due {Formats.of(settings).day(first.due_on)}" if first.due_on is not None else ""
    more = f", and {Formats.of(settings).count(len(covers) - 1)} more" if len(covers) > 1 else ""
    return f"its objective: “{first.name}”{f' ({first.department})' if first.department else ''}{due}{more}"


def _asked(what: str, of: str | None) -> str:
    return f"{what} ({of})" if of else what


def _off_course(one: Pending, settings: Settings) -> str:
    if one.target is None:
        raise ValueError(f"{one.subject} has no target, so it is not off course")
    entry = measure(one.subject.partition(":")[2], settings)
    aim = f"{targets.worth(one.target, entry, settings)} {targets.when(one.target, settings)}"
    # What changes as usual may be off course all the same: its pace is too slow for the target.
    return f"{one.name} at this pace is off course for {aim}, without a task"


def _worsened(one: Pending, settings: Settings) -> str:
    if one.figure is None or one.figure.difference is None:
        raise ValueError(f"{one.subject} has nothing to be compared with, so it did not get worse")
    verb = "rose" if one.figure.difference.value > 0 else "fell"
    where = f" in {listed(one.regions)}" if "/" in one.subject else f" ({listed(one.regions)})" if one.regions else ""
    return f"{one.name} {verb} {figures.change(one.figure, settings)}{where}"
