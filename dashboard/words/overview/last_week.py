"""What is new since last week, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dashboard.data.registers import Decision
from dashboard.data.view import View
from dashboard.measures.figure import Figure
from dashboard.measures.last_week import LastWeek, Turned, Work
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Manifest
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, listed
from dashboard.words.top_ten.stages import STAGES
from dashboard.words.trust import checks_counted, moment
from dashboard.words.verdicts import verdict

MEANING = (
    "The snapshot that is shown against the newest one that is at least a week older: months that are complete since, "
    "headline measures whose change became clear or is clear no longer, themes and their stages, tasks, decisions, and "
    "checks that fail or are mended since."
)

_NAMED = 3
"""Things of a kind that are named in a sentence; of more, their number is told."""

_ABOUT_A_WEEK = timedelta(days=8)


def title(found: LastWeek, manifest: Manifest, locale: str) -> str:
    """Return since when: 'Since last week', or 'Since 22 Nov 2026' where the earlier snapshot is of another age."""
    age = found.until - found.since
    if timedelta(days=6) <= age <= _ABOUT_A_WEEK:
        return "Since last week"
    return f"Since {moment(found.since, manifest, locale, 'd MMM yyyy')}"


def subtitle(found: LastWeek, manifest: Manifest, locale: str) -> str:
    """Return what it is held against: 'against the snapshot of 22 Nov 2026, 06:00'."""
    return f"against the snapshot of {moment(found.since, manifest, locale)}"


def closed(found: LastWeek, view: View, settings: Settings) -> str:
    """Return which months are complete since; nothing where none is."""
    if not found.closed:
        return ""
    months = Formats.of(settings).months(found.closed[0], found.closed[-1])
    told = f"{months} {'is' if len(found.closed) == 1 else 'are'} complete now"
    if found.period == view.period:
        return f"{told}."
    return f"{told}: what was judged in {found.period.label} is judged in {view.period.label}."


def turned(found: LastWeek, settings: Settings) -> str:
    """Return the headline measures of which one may say something else: 'Win rate: clear fall, was no clear change'."""
    if not found.turned:
        return ""
    told = [_turned(one, settings) for one in found.turned[:_NAMED]]
    more = len(found.turned) - len(told)
    return "; ".join((*told, *([f"and {counted(more, 'measure', settings.locale)} more"] if more else []))) + "."


def _turned(one: Turned, settings: Settings) -> str:
    label = measure(one.now.measure, settings).label
    return f"{label}: {_verdict(one.now, settings)}, was {_verdict(one.before, settings)}"


def _verdict(figure: Figure, settings: Settings) -> str:
    """Return a change with its verdict: 'clear rise of 3.8 points'; the word alone where it is none."""
    size, word = figures.change(figure, settings), verdict(figure) or "not compared"
    if not size or figure.difference is None or size == figures.UNCHANGED or figure.verdict.word != "clear":
        return word
    return f"{word} of {size}"


def themes(found: LastWeek) -> str:
    """Return which themes came to the Top Ten and left it, and which reached a stage."""
    parts = []
    if found.came:
        parts.append(f"{_some([name for _, name in found.came])} came to the Top Ten")
    if found.left:
        parts.append(f"{_some([name for _, name in found.left])} left {'it' if found.came else 'the Top Ten'}")
    steps = [f"{name} ({STAGES.get(stage, stage).lower()})" for _, name, stage in found.stages]
    if steps:
        parts.append(f"{counted(len(steps), 'stage', 'en')} reached: {_some(steps)}")
    return f"{'; '.join(parts)}." if parts else ""


def work(found: Work, decided: Sequence[Decision], view: View, settings: Settings) -> str:
    """Return what people did: tasks done and slipped, decisions taken; those of the whole company are said to be so."""
    done, slipped, locale = found.done, found.slipped, settings.locale
    everywhere = f" ({figures.WHOLE_COMPANY})" if view.filtered else ""
    of_tasks = "" if view.regions and found.follows else everywhere
    parts = []
    if done:
        on_time = f"{found.on_time} by the first date promised"
        parts.append(f"{counted(len(done), 'task', locale)} done, {on_time}{of_tasks}")
    if slipped:
        parts.append(f"{counted(len(slipped), 'task', locale)} moved to a later date{of_tasks}")
    if decided:
        taken = _some([one.choice for one in decided])
        parts.append(f"{counted(len(decided), 'decision', locale)} taken{everywhere}: {taken}")
    return f"{'; '.join(parts)}." if parts else ""


def checks(found: LastWeek) -> str:
    """Return how many checks fail now and did not, and how many are mended."""
    parts = []
    if found.failing:
        parts.append(f"{checks_counted(len(found.failing))} newly {'fails' if len(found.failing) == 1 else 'fail'}")
    if found.mended:
        parts.append(f"{checks_counted(len(found.mended))} {'is' if len(found.mended) == 1 else 'are'} mended")
    return f"{', '.join(parts)}." if parts else ""


def _some(names: list[str]) -> str:
    """Name a few, and tell how many more there are."""
    more = len(names) - _NAMED
    return listed(names) if more <= 0 else listed([*names[:_NAMED], f"{more} more"])


NOTHING_NEW = "Nothing is new: no month closed, no verdict turned, no theme, task, decision or check moved."
