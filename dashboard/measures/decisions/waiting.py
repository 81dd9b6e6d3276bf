"""All that waits for a decision, without what was answered; and what was decided of late.

What is asked does not depend on the filters or the period chosen: it is of all regions and segments, and of the newest
complete months, as of the day of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Decision, read_register
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.clusters import DATASET as ANSWER_CLUSTERS
from dashboard.measures.decisions import conflicts, off_course, pilots, registers, stages, themes, worsening
from dashboard.measures.decisions.pending import Asking, Pending, in_order
from dashboard.measures.decisions.subjects import Subject, subject_of
from dashboard.measures.pilots.register import DATASETS as PILOTS
from dashboard.measures.registry import MEASURES
from dashboard.measures.themes.sums import CLUSTERS
from dashboard.measures.themes.sums import DATASETS as THEME_SUMS
from dashboard.measures.themes.tagging import DATASETS as TAGGING
from dashboard.measures.themes.theme import TopTen
from dashboard.measures.themes.top_ten import top_ten
from dashboard.periods import Calendar, choices
from dashboard.settings import Settings

LATELY = timedelta(days=180)
"""How far back decisions are told."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where questions come from: the datasets without which they are not known, and what finds them.

    ``totals`` tells that they are known only to who may see what belongs to no region.
    """

    needs: tuple[str, ...]
    find: Callable[[Asking], Iterator[Pending]]
    totals: bool = False


SOURCES = (
    Source(("tasks", "themes", "departments"), registers.overdue_actions),
    Source(("change_requests", "departments"), registers.undecided_requests),
    Source(("rally_cries", "objectives", "tasks"), registers.rally_cry_at_checkpoint),
    Source(("themes", "theme_stages", *THEME_SUMS), themes.closed_themes_that_cost),
    Source(("themes", "theme_departments", "theme_stages", *THEME_SUMS), themes.themes_without_owner),
    Source(("objectives",), worsening.clear_worsenings, totals=True),
    Source(("targets", "objectives", "tasks"), off_course.targets_off_course, totals=True),
    Source(("objectives",), conflicts.goals_in_conflict, totals=True),
    Source(PILOTS, pilots.pilots_to_decide),
    Source(stages.NEEDS, stages.stages_without_owner),
)

DATASETS = tuple(dict.fromkeys((
    *(name for source in SOURCES for name in source.needs), "decisions", CLUSTERS, *TAGGING,
    *stages.DATASETS,
    *(name for measure in MEASURES.values() for name in measure.formula.datasets), ANSWER_CLUSTERS, "benchmarks",
)))  # fmt: skip
"""All that questions and answers are read from."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was taken, and what it is about."""

    decision: Decision
    subject: Subject


@dataclass(frozen=True, slots=True)
class Waiting:
    """The questions that wait, in their order, and the decisions taken of late, the newest first.

    ``missing`` are the datasets that cannot be shown, so that what they ask is not known; ``unconnected`` those that
    are not there. ``unjudged`` are the measures of which too few were counted. ``answers_known`` is False where the
    register of decisions cannot be shown, so that some of the questions may have been answered.
    """

    pending: tuple[Pending, ...]
    decided: tuple[Decided, ...] = ()
    missing: tuple[str, ...] = ()
    unconnected: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    answers_known: bool = True
    held_back: tuple[Standing, ...] = ()


def connected(data: Data) -> bool:
    """Whether anything that asks for decisions is connected at all."""
    return any(all(data.entry(name).state != "not_connected" for name in source.needs) for source in SOURCES)


@cached
def waiting(data: Data, settings: Settings) -> Waiting:
    """Return what waits for a decision, and what was decided of late."""
    asking = asking_of(data, settings)
    found: list[Pending] = []
    missing: dict[str, None] = {}
    unconnected: dict[str, None] = {}
    held_back: dict[Standing, None] = {}
    for source in SOURCES:
        standing = standing_of(data, source.needs)
        refused = source.totals and not data.grant.company_totals
        if standing.shown and not refused:
            found += source.find(asking)
            if standing.state == "carried_over":
                held_back[standing] = None
            continue
        for name in source.needs:
            alone = standing_of(data, (name,))
            if alone.state == "not_connected":
                unconnected[name] = None
            elif not alone.shown or refused:
                missing[name] = None
    taken = read_register(data, Decision)
    open_ones = (one for one in found if not _answered(one, taken, asking))
    judged = standing_of(data, ("objectives",)).shown and data.grant.company_totals
    return Waiting(
        in_order(open_ones), _decided(data, taken, asking), tuple(missing), tuple(unconnected),
        worsening.not_judged(asking) if judged else (),
        standing_of(data, ("decisions",)).state != "withheld", tuple(held_back),
    )  # fmt: skip


def asking_of(data: Data, settings: Settings) -> Asking:
    """Return where questions are looked for: all regions and segments, the newest months, the day of the data."""
    return Asking(data, newest_view(data, settings), settings, data.snapshot.manifest.as_of)


def newest_themes(data: Data, settings: Settings) -> TopTen:
    """Return the themes whose points are what questions about them cost."""
    return top_ten(data, newest_view(data, settings), settings, trends=False)


def newest_view(data: Data, settings: Settings) -> View:
    """Return the view of the newest period that is offered first, of all regions and segments."""
    first, last = data.months
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    period = choices(first, last, calendar.fiscal_start, calendar.fiscal_label, calendar.locale)[0]
    return View.of(period, "year", first, calendar)


def _answered(one: Pending, taken: tuple[Decision, ...], asking: Asking) -> bool:
    return any(decision.answers(one.subject, one.asked_on, asking.today) for decision in taken)


def _decided(data: Data, taken: tuple[Decision, ...], asking: Asking) -> tuple[Decided, ...]:
    """Return the decisions of late; one without a day, or of a day to come, has not been taken."""
    of_late = [
        (one.decided_on, one.decision_id, one)
        for one in taken
        if one.decided_on is not None and asking.today - LATELY <= one.decided_on <= asking.today
    ]
    of_late.sort(key=lambda found: found[:2], reverse=True)
    return tuple(Decided(one, subject_of(data, one.subject, asking.settings)) for _, _, one in of_late)
