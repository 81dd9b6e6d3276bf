"""The departments' scorecard as words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.question import Question
from dashboard.measures.programme.departments import DepartmentScore
from dashboard.measures.programme.moves import judged
from dashboard.periods import last_day
from dashboard.settings import Settings
from dashboard.words import effects, figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import in_letters

FAMILIES = ("customer", "cost", "growth")
NO_THEME = {"none": "none", "too few": "too few mentions to tell", "not known": NOTHING}


def title(question: Question, scores: Sequence[DepartmentScore]) -> str:
    """Return the finding: 'All departments: 17 of 46 tasks first due Aug–Oct 2026 were on time, Support least: 4 of 9'.

    It says whose tasks and of which months: those of the rally cry are counted on the same page.
    """
    due, on_time = sum(one.due for one in scores), sum(one.on_time for one in scores)
    months = Formats.of(question.settings).months(question.view.period.first, question.view.period.last)
    kept = f"{on_time} of {due} tasks first due {months} were on time" if due else f"no task was first due {months}"
    least = [one for one in scores if one.due and one.on_time * scores[0].due == scores[0].on_time * one.due]
    last = least[0] if len(least) == 1 and on_time < due else None
    named = f", {last.name} least: {last.on_time} of {last.due}" if last is not None else ""
    without = [one.name for one in scores if one.goals is not None and not one.goals.get("customer")]
    who = f"{without[0]} has" if len(without) == 1 else f"{in_letters(len(without))} departments have"
    return f"All departments: {kept}{named}" + (f"; {who} no customer goal" if without else "")


def subtitle(question: Question, scores: Sequence[DepartmentScore]) -> str:
    """Return whom it is about, n, and of when: departments are compared over the whole company."""
    formats, view = Formats.of(question.settings), question.view
    scope = figures.WHOLE_COMPANY if view.filtered else figures.scope(view, question.manifest.company)
    day = formats.day(last_day(view.period.last))
    due, still = (formats.count(sum(getattr(one, name) for one in scores)) for name in ("due", "open"))
    return f"{scope} · n {due} · as of {day} · open then, whenever due: n {still}"


def due_in(question: Question) -> str:
    """Return the head of the column of tasks of the period: 'First due Aug–Oct 2026, on time by that date'."""
    period = question.view.period
    return f"First due {Formats.of(question.settings).months(period.first, period.last)}, on time by that date"


def open_at(question: Question) -> str:
    """Return the head of the column of all that is open as the period ends: 'All open at 31 Oct'."""
    return f"All open at {Formats.of(question.settings).day_month(last_day(question.view.period.last))}"


def in_conflicts(number: int, settings: Settings) -> str:
    """Return the head of the column of conflicts, one of which stands in every department that has a part in it."""
    return f"In conflicts, of {Formats.of(settings).count(number)}" if number else "In conflicts"


def on_time_of(score: DepartmentScore) -> str:
    """Return how many of the tasks due were on time: '4 of 9 on time'."""
    return f"{score.on_time} of {score.due} on time" if score.due else "none due"


def moved(score: DepartmentScore) -> tuple[str, str, str]:
    """Return how many customer goals moved their measure of those looked at ('1 of 2'), the others, or if none is."""
    if score.goals is None or not score.goals.get("customer"):
        return (NOTHING, "", "") if score.goals is None else ("", "", "no customer goal")
    seen = judged(score.effects)
    others = effects.told(score.effects, ("moved_before", "too_early", "too_few", "not_known", "as_reported"))
    far = f" ({score.far} half way)" if score.far else ""
    return f"{score.effects['moved']} of {seen}" if seen else NOTHING, others + far, ""
