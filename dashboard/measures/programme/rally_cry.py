"""Where the company-wide goal of the period stands: what moved first, what was completed second."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, RallyCry, Task, read_register
from dashboard.data.standing import Standing, standing_of
from dashboard.measures.programme.moves import Effect, effect_of_task, judged, read_for
from dashboard.periods import last_day, month_of
from dashboard.settings import Settings

DATASETS = ("rally_cries", "objectives", "tasks")


@dataclass(frozen=True, slots=True)
class RallyCryProgress:
    """How the goal that runs at the end of the period (or ran last) stood, with its tasks counted.

    ``promised`` are the tasks made by ``until`` and not cancelled, ``due`` those first due by then; ``completed`` and
    ``on_time`` are of those due. ``effects`` counts the completed ones by what one look at their objective's measure
    showed (`moves`), and ``measures`` names those that were read for it.
    """

    statement: str
    starts_on: date
    ends_on: date | None
    until: date
    month: int
    promised: int
    due: int
    completed: int
    on_time: int
    effects: Counter[Effect]
    measures: tuple[str, ...] = ()

    @property
    def months(self) -> int | None:
        """For how many months it runs; None where it has no end."""
        return None if self.ends_on is None else month_of(self.ends_on) - month_of(self.starts_on) + 1

    @property
    def moved(self) -> int:
        """Tasks that moved their measure."""
        return self.effects["moved"]

    @property
    def judged(self) -> int:
        """Tasks at which the one look has been taken."""
        return judged(self.effects)


def rally_cry(data: Data, last_month: int, settings: Settings) -> tuple[RallyCryProgress | None, Standing]:
    """Return the rally cry as it stood at the end of a month, and what it stands on; None where there is none."""
    standing = standing_of(data, DATASETS)
    if not standing.shown:
        return None, standing
    return _stood(data, last_month, settings), standing


@cached
def _stood(data: Data, last_month: int, settings: Settings) -> RallyCryProgress | None:
    until = last_day(last_month)
    begun = [
        (cry.starts_on, cry.rally_cry_id, cry)
        for cry in read_register(data, RallyCry)
        if cry.starts_on is not None and cry.starts_on <= until
    ]
    if not begun:
        return None
    starts_on, cry_id, cry = max(begun, key=lambda found: found[:2])
    goals = {goal.objective_id: goal for goal in read_register(data, Objective) if goal.rally_cry_id == cry_id}
    tasks = [task for task in read_register(data, Task) if task.objective_id in goals and task.promised_by(until)]
    due = [task for task in tasks if task.due_by(until)]
    done = [task for task in due if task.done_by(until)]
    effects = [(goals.get(task.objective_id or ""), effect_of_task(data, task, last_month, settings)) for task in done]
    return RallyCryProgress(
        statement=cry.statement,
        starts_on=starts_on,
        ends_on=cry.ends_on,
        until=until,
        month=month_of(until) - month_of(starts_on) + 1,
        promised=len(tasks),
        due=len(due),
        completed=len(done),
        on_time=sum(task.on_time_by(until) for task in done),
        effects=Counter(effect for _, effect in effects),
        measures=read_for(effects),
    )
