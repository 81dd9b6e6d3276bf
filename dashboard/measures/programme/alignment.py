"""Do the departments' goals serve the company's? Which are set by whom, where there is none, and which are at odds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import JourneyStage, Objective, department_names, read_register, unowned_stages
from dashboard.data.standing import standing_of
from dashboard.data.view import View
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.objectives import running
from dashboard.settings import Settings

TECHNOLOGY = "technology"
"""The means of work on systems."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The open goals that run in a period, by department and by the goal of the company that they serve.

    ``names`` are all departments by their ids, ``company_goals`` all that any objective ever named (None: of those that
    name none, where there are any). ``counts`` and ``clashes`` are by both: how many goals, and in how many conflicts
    that are put to the forum these stand. ``from_their_side`` of ``written`` goals that say so are written from the
    customer's side; ``technology`` are those on systems that are not for customers. ``unowned`` are the stages that
    nobody owns, None where stages are not known.
    """

    names: Mapping[str, str]
    company_goals: tuple[str | None, ...]
    goals: tuple[Objective, ...]
    counts: Counter[tuple[str, str | None]]
    clashes: Counter[tuple[str, str | None]]
    unowned: tuple[JourneyStage, ...] | None

    @property
    def gaps(self) -> int:
        """How many pairs of a department and a goal of the company have no goal."""
        return sum(not self.counts[one, goal] for one in self.names for goal in self.company_goals if goal is not None)

    @property
    def without_customer_goal(self) -> tuple[str, ...]:
        """The names of the departments that have no goal for customers."""
        have = {goal.department_id for goal in self.goals if goal.for_customers}
        return tuple(name for one, name in self.names.items() if one not in have)

    @property
    def written(self) -> int:
        """How many goals say from whose side they are written."""
        return sum(goal.from_their_side is not None for goal in self.goals)

    @property
    def from_their_side(self) -> int:
        """How many of those are written from the customer's side."""
        return sum(goal.from_their_side is True for goal in self.goals)

    @property
    def technology(self) -> tuple[Objective, ...] | None:
        """The goals on systems that are not for customers; None where no goal says what its means are."""
        if all(goal.means is None for goal in self.goals):
            return None
        return tuple(goal for goal in self.goals if goal.means == TECHNOLOGY and not goal.for_customers)


@cached
def alignment(data: Data, view: View, settings: Settings) -> Alignment:
    """Return how the goals that run in the view's period, under its filters, serve those of the company."""
    goals, known = running(data, view), department_names(data)
    names = {**{goal.department_id: goal.department_id for goal in goals}, **known}
    names = {one: names[one] for one in dict.fromkeys((*known, *names))}
    named = dict.fromkeys(goal.company_goal for goal in read_register(data, Objective) if goal.company_goal)
    counts = Counter((goal.department_id, goal.company_goal or None) for goal in goals)
    none = (None,) if any(goal is None for _, goal in counts) else ()
    clashes: Counter[tuple[str, str | None]] = Counter()
    for one in conflicts(data, view, settings).found:
        if one.asked:
            clashes.update({(goal.department_id, goal.company_goal or None) for side in one.sides for goal in side})
    stages = read_register(data, JourneyStage) if standing_of(data, (JourneyStage.dataset,)).shown else None
    unowned = None if stages is None else unowned_stages(stages)
    return Alignment(names, (*named, *none), goals, counts, clashes, unowned)
