"""The departments' scorecard as words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.question import Question
from dashboard.measures.programme.departments import DepartmentScore
from dashboard.measures.programme.moves import judged
from dashboard.periods import last_day
from dashboard.words import effects, figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import in_letters

FAMILIES = ("customer", "cost", "growth")
NO_THEME = {"none": "none", "too few": "too few mentions to tell", "not known": NOTHING}


def title(scores: Sequence[DepartmentScore]) -> str:
    """Return the finding: '17 of 46 tasks due were done by the date first promised, Support least: 4 of 9 on time'."""
    due, on_time = sum(one.due for one in scores), sum(one.on_time for one in scores)
    kept = f"{on_time} of {due} tasks due were done by the date first promised" if due else "No task was due"
    least = [one for one in scores if one.due and one.on_time * scores[0].due == scores[0].on_time * one.due]
    named = f", {least[0].name} least: {on_time_of(least[0])}" if len(least) == 1 and on_time < due else ""
    without = [one.name for one in scores if one.goals is not None and not one.goals.get("customer")]
    who = f"{without[0]} has" if len(without) == 1 else f"{in_letters(len(without))} departments have"
    return kept + named + (f"; {who} no customer goal" if without else "")


def subtitle(question: Question, scores: Sequence[DepartmentScore]) -> str:
    """Return whom and which tasks it is about, n, and of when: departments are compared over the whole company."""
    formats, view, period = Formats.of(question.settings), question.view, question.view.period
    scope = figures.WHOLE_COMPANY if view.filtered else figures.scope(view, question.manifest.company)
    months, day = formats.months(period.first, period.last), formats.day(last_day(period.last))
    due, still = (formats.count(sum(getattr(one, name) for one in scores)) for name in ("due", "open"))
    return f"{scope} · tasks first due {months} · n {due} · as of {day} · open then, whenever due: n {still}"


def due_in(question: Question) -> str:
    """Return the head of the column of tasks of the period: 'First due Aug–Oct 2026, on time by that date'."""
    period = question.view.period
    return f"First due {Formats.of(question.settings).months(period.first, period.last)}, on time by that date"


def open_at(question: Question) -> str:
    """Return the head of the column of all that is open as the period ends: 'All open at 31 Oct'."""
    return f"All open at {Formats.of(question.settings).day_month(last_day(question.view.period.last))}"


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
