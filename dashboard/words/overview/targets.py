"""Every target at once, as words."""

from __future__ import annotations

from dashboard.data.question import Question
from dashboard.measures.every_target import WORST_FIRST, Targets
from dashboard.measures.figure import Target
from dashboard.measures.registry import Measure
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words import targets as words
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import capitalised, counted, listed
from dashboard.words.side_by_side import known_by

ORDER = "missed and off course first"
NONE = "No target is set for what the filters show."
MEANING = (
    "Each target that is set for exactly what the filters show, as it stands by the newest complete month. It is met "
    "or missed when its months are over. Before, on course: even the less favourable end of its forecast reaches it; "
    "off course: not even the more favourable one; between, by the forecast itself, and open where that is a range, as "
    f"of what is not known in full, and the target lies in it. {words.FORECAST}"
)


def title(found: Targets, settings: Settings) -> str:
    """Return how many stand how, the worst first: '19 targets: 12 off course, 4 likely missed, 3 not judged'."""
    counts = [(found.count(status), words.STATUSES[status]) for status in WORST_FIRST if status is not None]
    told = [(count, word) for count, word in counts if count]
    whole, judged = counted(len(found.held), "target", settings.locale), sum(count for count, _ in told)
    if not told:
        return f"{whole}, none of which can be judged yet"
    if len(found.held) == 1:
        return f"{whole}: {told[0][1]}"
    rest = [(len(found.held) - judged, "not judged")] if judged < len(found.held) else []
    return f"{whole}: {', '.join(f'{count} {word}' for count, word in (*told, *rest))}"


def subtitle(question: Question) -> str:
    """Return whose targets they are, and by what month they stand."""
    by = f"by {Formats.of(question.settings).month(question.data.months[1])}, whatever period is chosen"
    if question.view.filtered:
        return f"{figures.scope(question.view, question.manifest.company)}, each place by itself · {by}"
    if question.data.grant.regions is not None:
        return f"your regions, each by itself · {by}"
    return f"the company's own; a region's or segment's stand under its filter · {by}"


def now(target: Target, entry: Measure, settings: Settings) -> tuple[str, str]:
    """Return where a measure stands, and of which months and on how many that is."""
    of = words.stood(target, settings)
    if not of:
        return NOTHING, "none of its months has come"
    stands_on = filter(None, (of, known_by(entry, target.now, settings)))
    more = words.digits(target, entry) if target.complete else 0
    return figures.told(entry, target.now, settings, more), " · ".join(stands_on)


def none(question: Question, found: Targets) -> str:
    """Say that there is no target, and where the company's stand if it has some."""
    if not found.company:
        return NONE
    return f"{capitalised(figures.no_target(question.view, question.manifest.company))}{_elsewhere(question)}."


def _elsewhere(question: Question) -> str:
    """Return which filters lead to the company's targets; nothing for a reader who is kept to some regions."""
    if question.data.grant.regions is not None:
        return ""
    asked = {"region": question.view.regions, "segment": question.view.segments}
    return f"; the company's are under {listed(f'All {name}s' for name, labels in asked.items() if labels)}"


def notes(question: Question, found: Targets) -> tuple[str, ...]:
    """Return what is not among them."""
    said = []
    if found.held and found.company:
        measures = counted(found.company, "measure", question.settings.locale)
        said.append(f"{figures.no_target(question.view, question.manifest.company, measures)}{_elsewhere(question)}.")
    if found.foreign:
        said.append(f"Not judged, being no measures that are connected here: {listed(found.foreign)}.")
    if found.stages:
        said.append("Targets of stages of a journey are not among them.")
    return tuple(said)
