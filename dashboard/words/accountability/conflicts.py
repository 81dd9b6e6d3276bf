"""Goals that pull opposite ways, as words: a question for the forum, never blame, never a cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dashboard.data.question import Question
from dashboard.data.registers import Objective
from dashboard.measures.figure import Figure
from dashboard.measures.programme.conflicts import Conflict, Conflicts
from dashboard.measures.registry import MEASURES, measure
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.formats import Formats
from dashboard.words.plain import capitalised, counted, listed, some
from dashboard.words.verdicts import verdict

NAME, ALL = "Goals that pull opposite ways", "All goals that pull opposite ways"
MEANING = (
    "Open goals that run at the same time, for an overlapping region and segment. By rule: on one measure in opposite "
    "directions, or on two that are known to pull apart (a list, to which the company can add). By what came of them: "
    "goals of different departments, or on that list, of which the measure of one clearly moved in its goal's "
    "direction and that of the other clearly against it, in the same place and period, by the verdict that each number "
    "carries everywhere. The forum is asked about those that parted, are opposite, or cannot be looked at as one's "
    "measure is none of ours; each counts for every department whose goal it is. Which pairs and places are looked at "
    "is set by the goals alone: where they hold, and each region of that. Neither goal is called the other's cause."
)
ORDER = "those whose measures parted first"
_REPORTED = "Reported by the department, and no measure of ours."
_NOT_SEEN = "Not connected, or nothing of it was ever counted: what it did is not known."

_MOST = 10
"""Goals and regions that are named of a conflict; of more it is said how many."""

_WAY = {"up": "higher", "down": "lower"}
_KINDS = {
    "parted": "parted", "opposite": "opposite by rule", "no sign of it": "known to pull apart, without a sign of it",
    "not looked at": "known to pull apart, not looked at",
}  # fmt: skip
"""How conflicts are known (`known`), as they are counted."""


def name(goal: Objective) -> str:
    """Return what a goal is called."""
    return f"“{goal.title or goal.objective_id}”"


def question(one: Conflict) -> str:
    """Return between which goals it is to be chosen: '“Shorter calls” or “Solve it at once”?'."""
    return f"{' or '.join(name(goal) for goal in one.pairs[0])}?"


def title(one: Conflict, settings: Settings) -> str:
    """Return the finding: '“Shorter calls” gains while “Solve it at once” loses, in DACH since Jul 2026'."""
    first, second = (name(goal) for goal in one.pairs[0])
    where = f" in {listed(places(one))}" if places(one) else ""
    if one.parted:
        since = f" since {Formats.of(settings).month(one.since)}" if one.since is not None else ""
        return f"{first} gains while {second} loses{f',{where}{since}' if where or since else ''}"
    if one.rule == "opposite":
        return f"{first} and {second} ask for opposite directions{where}"
    return f"{first} and {second} may pull apart{where}"


def places(one: Conflict) -> tuple[str, ...]:
    """Return where it is, where that is not everywhere: a region, a segment."""
    return (*(one.view.regions or ()), *(one.view.segments or ()))


def summary(found: Conflicts, locale: str) -> str:
    """Return how many conflicts the forum is asked about, how they are known, and how many might be some.

    '9 conflicts for the forum: 7 parted and 2 opposite by rule; besides, 5 known to pull apart, without a sign of it'.
    """
    if not found.found:
        return "No goals pull apart"
    asked, others = ([one for one in found.found if one.asked is so] for so in (True, False))
    for_it = f"{counted(len(asked), 'conflict', locale)} for the forum: {_kinds(asked)}" if asked else ""
    besides = f"{'besides, ' if asked else 'No conflict for the forum; '}{_kinds(others)}" if others else ""
    return "; ".join(filter(None, (for_it, besides)))


def _kinds(some: Iterable[Conflict]) -> str:
    """Return how many conflicts are known in which way: '7 parted and 1 opposite by rule'."""
    counts = Counter(_KINDS[known(one)] for one in some)
    return listed(f"{counts[kind]} {kind}" for kind in _KINDS.values() if counts[kind])


def subtitle(asked: Question, found: Conflicts) -> str:
    """Return the filters, the comparison, and what was looked at: so many pairs of measures in so many places."""
    locale = asked.settings.locale
    scope = f"{figures.scope(asked.view, asked.manifest.company)} · {comparison(asked.view)}"
    pairs, places_ = counted(found.pairs, "pair", locale), counted(found.places, "place", locale)
    looked = f"{pairs} of goals' measures looked at in {places_}"
    return f"{scope} · {counted(found.goals, 'goal', locale)}" + (f" · {looked}" if found.pairs else "")


def of(one: Conflict, asked: Question) -> str:
    """Return whom and which months the evidence of a conflict is of."""
    scope = figures.scope(one.view, asked.manifest.company)
    return f"{scope} · {comparison(one.view) if one.view.against is not None else one.view.period.label}"


def undrawn(goal: Objective) -> str:
    """Say why a goal's measure is not drawn."""
    return _NOT_SEEN if goal.metric in MEASURES else _REPORTED


def side(goals: Iterable[Objective], names: Mapping[str, str], settings: Settings) -> str:
    """Return a measure with who wants it where: 'Handle time (Support: lower)'."""
    given = tuple(goals)
    label = measure(given[0].metric, settings).label if given[0].metric in MEASURES else capitalised(given[0].metric)
    asked: dict[str, list[str]] = {}
    for goal in given:
        asked.setdefault(_WAY[goal.direction], []).append(department(goal, names))
    return f"{label} ({'; '.join(f'{some(dict.fromkeys(who))}: {way}' for way, who in asked.items())})"


def department(goal: Objective, names: Mapping[str, str]) -> str:
    """Return what a goal's department is called."""
    return names.get(goal.department_id, goal.department_id) or "nobody"


def moved(figure: Figure, settings: Settings) -> str:
    """Return a value with its verdict: '7.9 min, clear fall'."""
    told = [figures.value(figure, settings), verdict(figure)]
    return ", ".join(filter(None, told))


def one_side(title: str, figure: Figure, settings: Settings) -> str:
    """Return a goal's measure with its value and verdict: 'Handle time (Support: lower): 19.4 min, clear fall'."""
    return f"{title}: {moved(figure, settings)}"


def known(one: Conflict) -> str:
    """Return in a word how it is known."""
    if one.parted or one.rule == "opposite":
        return "parted" if one.parted else "opposite"
    return "no sign of it" if one.looked else "not looked at"


def affected(figure: Figure | None, settings: Settings) -> str:
    """Return what was counted of what lost: '1,240 cases'; nothing where nothing is."""
    if figure is None or not figure.shown or not figure.n > 0:
        return ""
    noun = measure(figure.measure, settings).counted
    return f"{Formats.of(settings).count(figure.n)} {noun}" if noun else ""


def for_the_forum(one: Conflict, names: Mapping[str, str], behind: Figure | None, settings: Settings) -> str:
    """Return what the forum is asked: which comes first, and how much the one that loses is about."""
    first, second = one.pairs[0]
    whose = f"{name(first)} ({department(first, names)}) or {name(second)} ({department(second, names)})"
    stands = affected(behind, settings) if one.parted else ""
    about = f" It stands on {stands}." if stands else ""
    return f"A question for the forum, not a finding of fault: {whose}, which first?{about}"


def further(one: Conflict, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what else must be known: why they are on the list, in which regions they parted, further goals."""
    others = [goal for goals, first in zip(one.sides, one.pairs[0], strict=True) for goal in goals if goal != first]
    told = (
        f"Known to pull apart: {one.why}." if one.why else "",
        f"Looked at one by one, they parted in {some(one.regions, _MOST)}." if len(one.regions) > 1 or
        (one.regions and one.regions != one.view.regions) else "",
        "Both are goals of one department." if one.pairs[0][0].department_id == one.pairs[0][1].department_id else "",
        f"So do {some((f'{name(goal)} ({department(goal, names)})' for goal in others), _MOST)}." if others else "",
    )  # fmt: skip
    return tuple(filter(None, told))


def too_few(found: Conflicts, settings: Settings) -> tuple[str, ...]:
    """Return of which measures too few were counted to tell whether goals parted."""
    few = listed(measure(one, settings).label for one in found.unjudged)
    return (f"Too few to tell whether goals parted: {few}.",) if few else ()


def nothing(found: Conflicts, locale: str) -> str:
    """Say that no goals pull apart, of how many."""
    return f"None of {counted(found.goals, 'open goal', locale)} is known to pull against another."


def unknown(asked: str) -> str:
    """Say that goals that a link names do not pull apart here."""
    return f"The link asks for “{asked[:60]}”: under these filters these goals do not pull apart."
