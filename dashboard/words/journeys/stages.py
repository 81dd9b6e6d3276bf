"""The map of a journey, as words: where its stages lie below their targets, who owns them, what is at risk there."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboard.data.question import Question
from dashboard.measures.journeys.stages import Journey, Stage, Within
from dashboard.measures.registry import Measure
from dashboard.words import figures
from dashboard.words.digits import decimals, scale, shown_difference
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import in_letters, listed, some
from dashboard.words.revenue import per

NAME = "The journey map"
MEANING = (
    "The stages of a journey in the company's own order. A stage is scored by what customers answered about it in the "
    "period, all stages by the measure that most such answers are of, with the 95 % interval; customers who answered "
    "more than once count as they do in all answers about journeys together. The short rule is the stage's target, set "
    "for exactly the places chosen. A stage is below it where its whole interval is."
)
STAGES = "Stage by stage"
OF_STAGES = (
    "Each stage's owner, its score against its target, how many journeys entered it in the period, the share of its "
    "promises that were kept (that of a last stage is the whole journey's), and the customers within it at the end of "
    "the period with what they bring. At risk are those whose promise has passed, or whose last word on the stage in "
    "the twelve months before was bad; it is what they bring, not what will be lost. A customer in two stages counts "
    "in both, and once in the whole journey."
)
ORDER, BY_NAME = "in the company's own order", "by name"
NO_OWNER, NONE, NO_TARGET = "no owner", "none", "no target set"
UNDRAWN = "not on the company's map"


AT_RISK = "at risk: a promise has passed, or their last word on the stage was bad"

MOST_TELLING = "Chart by chart, the one that tells most"
"""What is shown where no journey is chosen."""


def no_such_journey(asked: str) -> str:
    """Say that the address asks for a journey that is not there."""
    return f"There is no journey “{asked}” here; each chart shows the one that tells most."


def title(journey: Journey, names: Mapping[str, str], question: Question) -> str:
    """Return the finding: 'Customer life: three of seven stages are below target, most Onboard by 6.1 points'."""
    found = [_of_scores(journey, question), _unowned(journey)]
    return f"{journey.name}: {'; '.join(part for part in found if part)}"


def _of_scores(journey: Journey, question: Question) -> str:
    told = [stage for stage in journey.stages if is_told(stage, question)]
    if not told or journey.measure is None:
        return "too few answers about its stages to score them"
    below = [stage for stage in told if stage.below]
    if below:
        worst = min(below, key=lambda stage: stage.gap or 0.0)
        aimed = sum(stage.target is not None for stage in told)
        stages = f"{in_letters(aimed)} {'stage' if aimed == 1 else 'stages'} with a target"
        number = f"{in_letters(len(below))} of the {stages} {_is(len(below))} below it"
        most = ", most" if len(below) > 1 else ":"
        return f"{number}{most} {worst.name} by {gap(worst, journey.measure, question)}"
    low, high = (of(told, key=lambda stage: stage.score.value) for of in (min, max))  # type: ignore[union-attr]
    if low.score is None or high.score is None or low.score.high >= high.score.low:
        return "no stage can be told from the others by its score"
    ends = (f"{one.name} ({score(one, journey.measure, question)})" for one in (low, high))
    return "lowest at {}, highest at {}".format(*ends)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _unowned(journey: Journey) -> str:
    unowned = [stage.name for stage in journey.unowned]
    return f"nobody owns {some(unowned)}" if unowned else ""


def is_told(stage: Stage, question: Question) -> bool:
    """Whether there are enough answers about a stage to tell its score."""
    return stage.score is not None and stage.score.n >= question.settings.least_n and math.isfinite(stage.score.value)


def subtitle(journey: Journey, question: Question) -> str:
    """Return whom it is about, of when, what is scored, and of how many answers."""
    scope, period = figures.scope(question.view, question.manifest.company), question.view.period.label
    if journey.measure is None:
        return f"{scope} · {period}"
    n = sum(stage.score.n for stage in journey.stages if stage.score is not None)
    said = Formats.of(question.settings).counted(n, "answer")
    aim = "; short rule: target" if any(stage.target is not None for stage in journey.stages) else ""
    return f"{scope} · {period} · {journey.measure.label}, {said} about its stages{aim}"


def instead(journey: Journey, question: Question) -> str:
    """Return what is said where no stage has a score to draw; nothing where one has."""
    if any(is_told(stage, question) for stage in journey.stages):
        return ""
    least = question.settings.least_n
    return f"No stage of “{journey.name}” has {least} answers or more in {question.view.period.label}."


def notes(journey: Journey, names: Mapping[str, str], question: Question) -> tuple[str, ...]:
    """Return when it was mapped, and who was not there; which stages have too few answers to be drawn, and that none
    has a target of the places chosen."""
    formats, found = Formats.of(question.settings), []
    if journey.mapped_on is not None:
        found.append(f"Last mapped on {formats.day(journey.mapped_on)}{_who_came(journey, names)}.")
    if journey.measure is not None and question.view.filtered and not any(one.target for one in journey.stages):
        found.append(f"No target is set for {figures.scope(question.view, question.manifest.company)}.")
    few = [stage.name for stage in journey.stages if stage.score is not None and not is_told(stage, question)]
    if few:
        found.append(f"Fewer than {question.settings.least_n} answers, and not drawn: {some(few, 8)}.")
    return tuple(found)


def _who_came(journey: Journey, names: Mapping[str, str]) -> str:
    """Return which owners of stages took part in mapping a journey, as far as it is recorded."""
    if not journey.owned:
        return ""
    absent, unrecorded = (
        listed(names.get(one, one) for one in some_owners) for some_owners in (journey.absent, journey.unrecorded)
    )
    missing = f"; of the owners, {absent} took no part" if absent else ""
    unknown = f"; whether {unrecorded} took part is not recorded" if unrecorded else ""
    return f"{missing}{unknown}" or "; all of the owners took part"


def score(stage: Stage, entry: Measure, question: Question) -> str:
    """Return a stage's score: '76.1 %'; a dash where there is none."""
    return NOTHING if stage.score is None else Formats.of(question.settings).value(entry, stage.score.value)


def known_by(stage: Stage, entry: Measure, question: Question) -> str:
    """Return the interval of a score with its n: '71.5 to 80.7 %, n 411'."""
    if stage.score is None:
        return ""
    formats = Formats.of(question.settings)
    span = formats.span(entry, stage.score.low, stage.score.high)
    return ", ".join(filter(None, (span, f"n {formats.count(stage.score.n)}")))


def gap(stage: Stage, entry: Measure, question: Question) -> str:
    """Return by how much a score is off its target, without a sign, as both are shown: '6.1 points'."""
    moved = shown_gap(stage, entry)
    return NOTHING if moved is None else Formats.of(question.settings).points(abs(moved), decimals(entry))


def shown_gap(stage: Stage, entry: Measure) -> float | None:
    """Return the difference of a score and its target as both are shown, in points; None without either."""
    if stage.score is None or stage.target is None:
        return None
    return shown_difference(stage.score.value * scale(entry), stage.target * scale(entry), decimals(entry))


def against(stage: Stage, entry: Measure, question: Question) -> str:
    """Return how a score lies to its target: '−6.1 points against 83.1 %'; or that it has none."""
    moved = shown_gap(stage, entry)
    if stage.target is None:
        return NO_TARGET
    if moved is None:
        return NOTHING
    formats = Formats.of(question.settings)
    return f"{formats.points(moved, decimals(entry), signed=True)} against {formats.value(entry, stage.target)}"


def owner(stage: Stage, journey: Journey, names: Mapping[str, str]) -> str:
    """Return who owns a stage, or that nobody does, or that the company does not draw it; nothing where nobody keeps
    who owns what."""
    if stage.owner is not None:
        return names.get(stage.owner, stage.owner)
    if stage.unowned:
        return NO_OWNER
    return UNDRAWN if journey.drawn and not stage.drawn else ""


def stages_title(journey: Journey, question: Question) -> str:
    """Return what is at risk in the journey: '€18.4K a month is at risk, of €150.6K that customers within it bring'."""
    found, settings = journey.within, question.settings
    if found is None:
        return STAGES
    formats, of = Formats.of(settings), per(settings)
    within = f"{formats.counted(found.customers, 'customer')} within “{journey.name}”"
    brought = f"{formats.money(found.revenue)} {of} that {within} bring"
    if not found.at_risk:
        return f"Of the {brought}, no promise has passed, and no last word was bad"
    most = max(
        (stage for stage in journey.stages if stage.within is not None),
        key=lambda stage: _risk(stage.within),
        default=None,
    )
    where = f", most at {most.name}" if most is not None and len(journey.stages) > 1 and _risk(most.within) > 0 else ""
    return f"{formats.money(found.at_risk_revenue)} of the {brought} is at risk{where}"


def stages_subtitle(journey: Journey, question: Question) -> str:
    """Return whom it is about, of when, and who of the customers within counts as at risk."""
    scope, period = figures.scope(question.view, question.manifest.company), question.view.period.label
    risk = AT_RISK if any(stage.within is not None for stage in journey.stages) else ""
    return " · ".join(filter(None, (scope, journey.name, period, risk)))


def _risk(within: Within | None) -> float:
    return 0.0 if within is None else within.at_risk_revenue


def at_risk(within: Within, question: Question) -> tuple[str, str]:
    """Return what is at risk in a stage, and of how many customers: '€15.0K', '6 of 58 customers, 4 overdue'."""
    formats = Formats.of(question.settings)
    of = f"{formats.count(within.at_risk)} of {formats.counted(within.customers, 'customer')}"
    late = f", {formats.count(within.overdue)} overdue" if within.overdue else ""
    if not within.at_risk:
        return NONE, f"of {formats.counted(within.customers, 'customer')}"
    return formats.money(within.at_risk_revenue), f"{of}{late}"


def alternative(journey: Journey, names: Mapping[str, str], question: Question) -> str:
    """Return the stages in words: score, interval, target and owner of each."""
    entry = journey.measure
    if entry is None:
        return ""
    told = []
    for stage in journey.stages:
        span = known_by(stage, entry, question)
        aim = f", target {Formats.of(question.settings).value(entry, stage.target)}" if stage.target is not None else ""
        scored = f"{stage.name} {score(stage, entry, question)}{f' ({span})' if span else ''}{aim}"
        told.append(", ".join(filter(None, (scored, owner(stage, journey, names)))))
    return "; ".join(told)
