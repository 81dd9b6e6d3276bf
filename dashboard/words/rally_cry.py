"""A rally cry as words: how far it has come, what moved, what was completed, and what became of its objectives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.data.registers import Objective, RallyCry
from dashboard.data.view import View
from dashboard.measures.programme.moves import EFFECTS, JUDGED, Look, judged
from dashboard.measures.programme.rally_cry import Checkpoint, RallyCryProgress
from dashboard.periods import first_day
from dashboard.settings import Settings
from dashboard.words import effects
from dashboard.words.accountability.placed import left_out
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted

MEANING = (
    "Tasks count by the date first promised: those made by then and not cancelled, and first due by then, are due; of "
    "these some are done (one reopened is not), some by that date. Objectives moved their measure or not by one look "
    f"each. {effects.MEANING} Statuses, reasons and later dates are as the registers keep them today."
)
PARTS = ("on time", "done later", "not done")
AUDIENCES = ("external", "internal")
_MOST_TOLD = 3
_OTHERS = tuple(effect for effect in JUDGED if effect != "moved")
_NOT_LOOKED_AT = tuple(effect for effect in EFFECTS if effect not in JUDGED)


@dataclass(frozen=True, slots=True)
class Headline:
    """What moved, as it is said largest: '4 of 35', of what, which share that is, and what became of the others."""

    value: str
    label: str
    share: float | None
    told: str


def headline(cry: RallyCryProgress) -> Headline:
    """Return what moved: of the objectives looked at; while none could be, of the tasks looked at."""
    for found, of in ((cry.of_goals(), "objectives"), (cry.effects, "done tasks")):
        if seen := judged(found):
            moved = found["moved"]
            label = f"{of} looked at moved their measure"
            besides = effects.told(found, _NOT_LOOKED_AT)
            told = (effects.told(found, _OTHERS), f"not looked at: {besides}" if besides else "")
            return Headline(f"{moved} of {seen}", label, moved / seen, "; ".join(filter(None, told)))
    return Headline(NOTHING, "nothing could be looked at yet", None, effects.told(cry.effects))


def title(cry: RallyCryProgress) -> str:
    """Return the rally cry as the company put it: '“Answer once, answer right”'."""
    return f"“{cry.statement}”"


def told(cry: RallyCryProgress) -> str:
    """Return the rally cry with how far it has come: '“Answer once”: 57 of its 62 tasks due are done; 9 of 44 …'."""
    first, done = headline(cry), _done(cry) if cry.due else "none of its tasks was due yet"
    moved = first.label if first.share is None else f"{first.value} {first.label}"
    return f"{title(cry)}: {done}; {moved}"


def in_its_months(cry: RallyCryProgress, settings: Settings) -> str:
    """Return how far it was, and when: 'month 8 of 12, as of 31 Oct 2026', 'month 3, no end set, as of 31 Oct 2026'.

    One that had ended is told as of its last day.
    """
    of = f" of {cry.months}" if cry.months else ", no end set"
    return f"month {cry.month}{of}, as of {Formats.of(settings).day(cry.until)}"


def subtitle(cry: RallyCryProgress, view: View, settings: Settings) -> str:
    """Return what it is, how far it has come, of which day this is, who leads it, and what of a filter it follows."""
    parts = ("Rally cry", in_its_months(cry, settings), cry.executives or "", followed(view, follows=cry.follows))
    return " · ".join(filter(None, parts))


def followed(view: View, *, follows: bool = True) -> str:
    """Return what of the filters objectives and tasks follow: their regions, and no segment.

    Where no task names a region (``follows`` is false) all are told of.
    """
    parts = []
    if view.regions is not None:
        named = f"{' and '.join(view.called or ())}, with company-wide objectives"
        parts.append(named if follows else f"{named} and all tasks, which name no region")
    if view.segments is not None:
        parts.append("all segments")
    return "; ".join(parts)


def none_runs(last: RallyCry | None, later: RallyCry | None, view: View, settings: Settings) -> str:
    """Say that none ran in the period, which was the last, and when the next begins."""
    formats = Formats.of(settings)
    said = [f"No rally cry ran in {formats.months(view.period.first, view.period.last)}."]
    if last is not None and last.ends_on is not None:
        said.append(f"The last, “{last.statement}”, ended {formats.day(last.ends_on)}.")
    if later is not None and later.starts_on is not None:
        said.append(f"The next, “{later.statement}”, begins {formats.day(later.starts_on)}.")
    return " ".join(said)


def runs(cry: RallyCryProgress, view: View) -> bool:
    """Whether it ran on any day of the period."""
    return cry.ends_on is None or cry.ends_on >= first_day(view.period.first)


def lines(cry: RallyCryProgress, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what was completed, and how the objectives for customers and for staff stand; those alike in one."""
    done = f"{cry.completed} of {cry.due}, {cry.on_time} by the first date"
    return (*((("Its tasks due, done", done),) if cry.due else ()), *_of_audiences(cry, settings))


def _of_audiences(cry: RallyCryProgress, settings: Settings) -> tuple[tuple[str, str], ...]:
    counts = {audience: sum(goal.audience == audience for goal in cry.goals) for audience in AUDIENCES}
    kinds = {
        Formats.of(settings).counted(number, f"{audience} objective"): _of_audience(cry, audience, settings)
        for audience, number in counts.items() if number
    }  # fmt: skip
    if len(kinds) > 1 and len({*kinds.values()}) == 1 and not any(judged(cry.of_goals(kind)) for kind in AUDIENCES):
        return ((f"{counts['external']} external, {[*kinds][-1]}", next(iter(kinds.values()))),)
    return tuple(kinds.items())


def _of_audience(cry: RallyCryProgress, audience: str, settings: Settings) -> str:
    found = cry.of_goals(audience)
    if seen := judged(found):
        return f"{found['moved']} of {seen} looked at moved"
    looks = [look for goal in cry.goals if goal.audience == audience and (look := cry.looks.get(goal.objective_id))]
    return first_look(looks, settings) or effects.told(found) or "dropped"


def first_look(looks: Iterable[Look], settings: Settings) -> str:
    """Return when the first of some looks will be known: 'first look in Mar 2027'; nothing where none is to come."""
    months = [look.months[1] + 1 for look in looks if look.effect == "too_early" and look.months]
    return f"first look in {Formats.of(settings).month(min(months))}" if months else ""


def checkpoints_title(cry: RallyCryProgress) -> str:
    """Return how it stood half way, else now: 'At the six-month mark 41 of its 48 tasks due were done'."""
    for point in cry.checkpoints:
        if point.six_months:
            return f"At the six-month mark {point.done} of its {point.due} tasks due were done"
    return _done(cry)


def _done(cry: RallyCryProgress) -> str:
    return f"{cry.completed} of its {cry.due} tasks due are done"


def checkpoint(point: Checkpoint, cry: RallyCryProgress, settings: Settings) -> str:
    """Return a checkpoint by its day, with how it stood: '31 Aug, six months: 41 of 48'."""
    newest = ", at its end" if point.day == cry.ends_on else ", now" if point.day == cry.until else ""
    named = ", six months" if point.six_months else newest
    return f"{Formats.of(settings).day_month(point.day)}{named}: {point.done} of {point.due}"


def checkpoints_alt(cry: RallyCryProgress, settings: Settings) -> str:
    """Return what the bars show, checkpoint by checkpoint."""
    formats = Formats.of(settings)
    told = (
        f"{formats.day(point.day)}: {point.due} due, {point.done} done, {point.on_time} by the first date"
        for point in cry.checkpoints
    )
    return f"Bars: tasks due at each checkpoint, done or not. {'; '.join(told)}."


def besides(cry: RallyCryProgress, settings: Settings) -> tuple[str, ...]:
    """Return in one line what left the rate, what slipped, and how many objectives were carried over, revised, dropped:
    '2 tasks cancelled, not counted · 9 slipped to a later date · objectives: 1 revised (why: in the lists below)'; and
    in a second the tasks that a filter leaves out as they name no region."""
    now, fated = cry.checkpoints[-1], [f"{len(found)} {way.lower()}" for way, found, _ in _ways(cry)]
    late = f", {now.cancelled_late} of them after the first date" if now.cancelled_late else ""
    cancelled = f"{counted(now.cancelled, 'task', settings.locale)} cancelled{late}, not counted"
    slipped = f"{now.slipped} slipped to a later date"
    became = f"objectives: {', '.join(fated)} (why: in the lists below)" if fated else ""
    said = (cancelled if now.cancelled else "", slipped if now.slipped else "", became)
    return tuple(filter(None, (" · ".join(filter(None, said)), left_out(cry.unplaced, "task", settings))))


def fates(cry: RallyCryProgress, settings: Settings) -> tuple[str, ...]:
    """Say which objectives were carried over, revised and dropped, and why, as the register has it today."""
    return tuple(_fate(way, found, settings, why) for way, found, why in _ways(cry))


def _ways(cry: RallyCryProgress) -> list[tuple[str, list[Objective], bool]]:
    """Return what can become of objectives, which of them it became of, and whether the register says why."""
    ways = (
        ("Carried over into it", [goal for goal in cry.goals if goal.carried_from], False),
        ("Carried over into the next", [goal for goal in cry.goals if goal.status == "carried_over"], True),
        ("Revised", [goal for goal in cry.goals if goal.status == "revised"], True),
        ("Dropped", [goal for goal in cry.goals if goal.status == "dropped"], True),
    )  # fmt: skip
    return [(way, found, why) for way, found, why in ways if found]


def _fate(way: str, found: list[Objective], settings: Settings, why: bool) -> str:
    told = [
        f"“{goal.title}”" + (f" ({goal.reason or 'no reason given'})" if why else "") for goal in found[:_MOST_TOLD]
    ]
    more = len(found) - len(told)
    return f"{way}: {Formats.of(settings).listed([*told, *([f'{more} more'] if more else [])])}."


def held(cry: RallyCryProgress, earlier: int, settings: Settings) -> str:
    """Return what the lists hold: '62 tasks, 13 objectives · 1 earlier rally cry to choose from'."""
    counted = Formats.of(settings).counted
    lists = f"{counted(len(cry.tasks), 'task')}, {counted(len(cry.goals), 'objective')}"
    more = "ies" if earlier > 1 else "y"
    return lists + (f" · {earlier} earlier rally cr{more} to choose from" if earlier else "")


def option(cry: RallyCry, settings: Settings) -> str:
    """Return a rally cry as it is chosen: its statement, and the months that it runs."""
    formats = Formats.of(settings)
    begins = formats.day(cry.starts_on) if cry.starts_on else ""
    return f"{cry.statement}, from {begins}" + (f" to {formats.day(cry.ends_on)}" if cry.ends_on else "")


def not_begun(asked: str) -> str:
    """Answer a link to a rally cry that is not known, or had not begun."""
    return f"No rally cry “{asked}” had begun by then; this is the newest."
