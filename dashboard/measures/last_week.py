"""What is new against an earlier snapshot: months, verdicts, themes, what people did and decided, and checks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Decision, Task, Theme, ThemeStage, read_register
from dashboard.data.standing import standing_of
from dashboard.data.view import View
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.programme.review import became_since, decided_since
from dashboard.measures.registry import Measure, headlines, measure
from dashboard.measures.themes.sums import DATASETS as THEMES
from dashboard.measures.themes.theme import TopTen
from dashboard.measures.themes.top_ten import top_ten
from dashboard.measures.verdicts.verdict import Verdict, verdict_of
from dashboard.periods import Calendar, Period, closing, stretch
from dashboard.settings import Settings
from dashboard.snapshots.manifest import FindingEntry, Manifest

Named = tuple[str, str]
"""A theme's id and name."""


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """A headline measure of which one may say now what one could not, or no longer what one could."""

    now: Figure
    before: Figure


@dataclass(frozen=True, slots=True)
class Work:
    """What became of the tasks: done since, on time by the first date; and moved to a later day since, still open.

    ``follows`` tells that they are those of the regions chosen.
    """

    done: tuple[Task, ...] = ()
    on_time: int = 0
    slipped: tuple[Task, ...] = ()
    follows: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class LastWeek:
    """What is new. ``since`` is when the earlier snapshot was made, ``period`` the one that was judged in it.

    ``closed`` are the months that were not complete then. Of what one of the two does not show, nothing is new.
    """

    since: datetime
    until: datetime
    period: Period
    closed: tuple[int, ...]
    turned: tuple[Turned, ...]
    came: tuple[Named, ...]
    left: tuple[Named, ...]
    stages: tuple[tuple[str, str, str], ...]
    work: Work
    decided: tuple[Decision, ...]
    failing: tuple[FindingEntry, ...]
    mended: tuple[FindingEntry, ...]


@cached
def last_week(data: Data, earlier: Data, view: View, settings: Settings) -> LastWeek:
    """Return what is new in a snapshot against an earlier one, under a view, as one reader may see both."""
    now, then = data.snapshot.manifest, earlier.snapshot.manifest
    past = as_it_was(view, data, earlier, settings)
    listed, listed_then = (_ten(side, one, settings) for side, one in ((data, view), (earlier, past)))
    return LastWeek(
        since=then.created_at,
        until=now.created_at,
        period=past.period,
        closed=tuple(range(then.last_month + 1, now.last_month + 1)),
        turned=_turned(data, earlier, view, past, settings),
        came=_without(listed, listed_then),
        left=_without(listed_then, listed),
        stages=_stages(data, earlier),
        work=work_since(data, earlier, view),
        decided=decisions_since(data, earlier),
        failing=_failing(now, then),
        mended=_mended(now, then),
    )


def as_it_was(view: View, data: Data, earlier: Data, settings: Settings) -> View:
    """Return the view that an earlier snapshot's reader had: of the same months where it holds them.

    A period that ends with months which were not complete then is moved back to end with the last that was.
    """
    back = max(view.period.last - earlier.months[1], 0)
    if not back:
        return view
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    return replace(
        view,
        period=_moved(view.period, back, calendar),
        against=None if view.against is None else _moved(view.against, back, calendar),
    )


def _moved(period: Period, back: int, calendar: Calendar) -> Period:
    if period.kind == "all":
        return stretch(period.first, period.last - back, calendar.locale)
    return closing(period.kind, period.last - back, calendar)


def _turned(data: Data, earlier: Data, view: View, past: View, settings: Settings) -> tuple[Turned, ...]:
    found = []
    for name in headlines(settings):
        now = read(data, name, view, settings)
        if now.shown and _said(now.verdict) != _said_then(earlier, measure(name, settings), past, settings):
            before = read(earlier, name, past, settings)
            if before.shown:
                found.append(Turned(now, before))
    return tuple(found)


def _said_then(earlier: Data, entry: Measure, past: View, settings: Settings) -> int:
    """Return what could be said then: the verdict alone is asked for, as most have not turned."""
    shown = standing_of(earlier, entry.formula.datasets).shown
    return _said(verdict_of(earlier, entry, past, settings)) if shown else 0


def _said(verdict: Verdict) -> int:
    """Return what may be said of a change: 1 a clear rise, -1 a clear fall, 0 neither."""
    return 0 if not verdict.clear else 1 if verdict.change > 0 else -1


def _ten(data: Data, view: View, settings: Settings) -> TopTen | None:
    if not standing_of(data, THEMES).shown:
        return None
    found = top_ten(data, view, settings, trends=False)
    return found if found.ten else None


def _without(one: TopTen | None, other: TopTen | None) -> tuple[Named, ...]:
    """Return the themes of one list that are not on the other; none where either is not known."""
    if one is None or other is None:
        return ()
    there = {theme.theme_id for theme in other.ten}
    return tuple((theme.theme_id, theme.name) for theme in one.ten if theme.theme_id not in there)


def _both(data: Data, earlier: Data, *datasets: str) -> bool:
    """Whether both snapshots have rows of these datasets to show."""
    return all(side.table(name) is not None for side in (data, earlier) for name in datasets)


def _days(data: Data, earlier: Data) -> tuple[date, date]:
    return data.snapshot.manifest.as_of, earlier.snapshot.manifest.as_of


def _stages(data: Data, earlier: Data) -> tuple[tuple[str, str, str], ...]:
    """Return the theme's id, its name and the stage, of each stage that was reached since."""
    if not _both(data, earlier, ThemeStage.dataset):
        return ()
    today, then = _days(data, earlier)
    names = {theme.theme_id: theme.name for theme in read_register(data, Theme)}
    known = {(one.theme_id, one.stage) for one in read_register(earlier, ThemeStage) if one.reached_by(then)}
    reached = sorted(
        (one.entered_on or today, one.theme_id, one.stage)
        for one in read_register(data, ThemeStage)
        if one.reached_by(today) and (one.theme_id, one.stage) not in known
    )
    return tuple((theme, names.get(theme, theme), stage) for _, theme, stage in reached)


def work_since(data: Data, earlier: Data, view: View) -> Work:
    """Return what became of tasks, as the weekly review counts them."""
    found, follows = became_since(data, earlier, view.regions)
    done, slipped = (tuple(one.task for one in found if one.outcome == outcome) for outcome in ("done", "slipped"))
    today, _ = _days(data, earlier)
    return Work(done, sum(task.on_time_by(today) for task in done), slipped, follows)


def decisions_since(data: Data, earlier: Data) -> tuple[Decision, ...]:
    """Return the decisions taken since, the newest first."""
    if not _both(data, earlier, Decision.dataset):
        return ()
    today, then = _days(data, earlier)
    return decided_since(data, earlier, then, today)


def _failing(one: Manifest, other: Manifest) -> tuple[FindingEntry, ...]:
    """Return the checks that fail in one snapshot and not in the other, be it that they were not run there."""
    there = {_name(finding) for finding in other.failed("critical", "warning")}
    return tuple(finding for finding in one.failed("critical", "warning") if _name(finding) not in there)


def _mended(now: Manifest, then: Manifest) -> tuple[FindingEntry, ...]:
    """Return the checks that failed then and do not now, of those that were run again."""
    run = {finding.check for finding in now.findings}
    return tuple(finding for finding in _failing(then, now) if finding.check in run)


def _name(finding: FindingEntry) -> tuple[str, str | None]:
    return finding.check, finding.scope
