"""How each department keeps what it promised: its tasks, its goals and what pay hangs on them, the themes it owns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, Task, Theme, department_names, read_register
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures import top_ten
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.moves import Effect, effect_of_objective, read_for
from dashboard.measures.programme.objectives import HALF_WAY, shares_of_way
from dashboard.measures.themes import theme as ranked
from dashboard.periods import first_day, last_day
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class DepartmentScore:
    """A department at the end of a period: the tasks first due in it, the goals that ran in it, the themes it owns.

    ``slips`` have a later date now, ``open`` and ``overdue`` are of all tasks. ``goals`` by family are None where none
    are known; ``effects`` counts the customer goals by what one look at their measure showed (`moves`), ``far`` those
    as reported whose reported values went at least half the way; ``in_pay`` is their share of pay. ``costliest`` costs
    most of the themes owned, ``untold`` is why it is None. ``conflicts`` of its goals are put to the forum (None: no
    goal is known). ``measures`` names those that were read to see the effects.
    """

    department_id: str
    name: str
    due: int
    on_time: int
    slips: int
    open: int
    overdue: int
    goals: Counter[str] | None
    effects: Counter[Effect]
    far: int
    in_pay: float | None
    costliest: ranked.Theme | None
    untold: Literal["none", "too few", "not known"]
    conflicts: int | None
    measures: tuple[str, ...] = ()


@cached
def department_scores(data: Data, view: View, settings: Settings) -> tuple[DepartmentScore, ...]:
    """Return all departments, the lowest share of tasks on time first; those without a task due last."""
    begin, until, names = first_day(view.period.first), last_day(view.period.last), department_names(data)
    tasks = [task for task in read_register(data, Task) if task.promised_by(until)]
    running = [goal for goal in read_register(data, Objective) if goal.runs_between(begin, until)]
    known, shares = data.table(Objective.dataset) is not None, shares_of_way(data, until)
    whole = replace(view, regions=None, segments=None)
    themes = top_ten(data, whole, settings, trends=False)
    clashes = Counter(
        one for clash in conflicts(data, whole, settings).found if clash.asked for one in clash.between
    )  # fmt: skip
    owner = {theme.theme_id: theme.department_id for theme in read_register(data, Theme)}
    costliest = {owner.get(theme.theme_id): theme for theme in reversed((*themes.ten, *themes.others))}
    unknown = themes.identity is None or data.table(Theme.dataset) is None
    rare = {owner.get(theme.theme_id) for theme in themes.pooled}
    found = []
    for one in dict.fromkeys((*names, *(row.department_id for row in tasks), *(row.department_id for row in running))):
        own = [task for task in tasks if task.department_id == one]
        due = [task for task in own if task.due_by(until) and not task.due_by(last_day(view.period.first - 1))]
        goals = [goal for goal in running if goal.department_id == one and (goal.open or goal.status == "met")]
        customer = [goal for goal in goals if goal.family == "customer"]
        effects = {goal.objective_id: effect_of_objective(data, goal, view.period.last, settings) for goal in customer}
        weights = [goal.incentive_weight for goal in customer if goal.incentive_weight is not None]
        found.append(DepartmentScore(
            one, names.get(one) or one or NOT_GIVEN, len(due), sum(task.on_time_by(until) for task in due),
            sum(task.slipped for task in due), sum(task.open_at(until) for task in own),
            sum(task.overdue(until) for task in own), Counter(goal.family for goal in goals) if known else None,
            Counter(effects.values()),
            sum(shares.get(name, 0.0) >= HALF_WAY for name, effect in effects.items() if effect == "as_reported"),
            sum(weights) if goals and len(weights) == len(customer) else None, costliest.get(one),
            "not known" if unknown else "too few" if one in rare else "none",
            clashes[one] if known else None,
            read_for((goal, effects[goal.objective_id]) for goal in customer),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.due, one.on_time / max(one.due, 1), -one.due)))
