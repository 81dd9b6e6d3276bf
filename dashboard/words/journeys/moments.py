"""Moments of truth, as words. Nothing here claims a cause: it is an association, and says so."""

from __future__ import annotations

from dashboard.data.question import Question
from dashboard.measures.journeys.moments import LEAST, Moment, Moments
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import some

NAME = "Moments of truth"
MEANING = (
    "Answers to relationship surveys in the twelve months that close with the period, of customers who had said "
    "something of a stage in the twelve months before each. An effect is how much lower the score is of those whose "
    "last word on a stage was bad than of those whose was not, what they said of all other stages being equal: "
    "least squares on all stages at once, with the 95 % interval, widened for customers who answered more than once. A "
    "rank has the interval in which 95 of 100 draws of all effects together would put it. Customers who are unhappy in "
    "general say so everywhere: what else sets them apart, nobody measured."
)
GRADE = "Evidence grade C: an association among customers alike in what they said of other stages, not a trial."


def title(found: Moments, question: Question) -> str:
    """Return the finding: which stage goes along with the largest difference, or that none can be told apart."""
    clear = [one for one in found.told if one.effect.high < 0]
    if not clear:
        return f"No stage can be told to go along with a lower {_label(found)}"
    first = clear[0]
    size = Formats.of(question.settings).points(-first.effect.value)
    said = f"A bad word on {first.stage} goes along with {size} less of {_label(found)}"
    if len(found.told) > 1 and first.ranks[1] > 1:
        return f"{said}, the most, though it may rank down to {first.ranks[1]}"
    return f"{said}, more than on any other stage" if len(found.told) > 1 else said


def _label(found: Moments) -> str:
    return "NPS" if found.measure.name == "nps" else found.measure.label


def subtitle(found: Moments, question: Question) -> str:
    """Return whom it is about, of when, and of how many answers."""
    formats = Formats.of(question.settings)
    scope, months = figures.scope(question.view, question.manifest.company), formats.months(found.first, found.last)
    return f"{scope} · {months} · {formats.counted(found.answers, 'answer')}; points of {_label(found)}, {INTERVAL}"


def name(one: Moment, found: Moments) -> str:
    """Return a stage as it stands beside its mark, with its journey where there are several."""
    several = len({moment.journey for moment in found.told}) > 1
    return f"{one.stage} ({one.journey})" if several and one.journey else one.stage


def label(one: Moment, question: Question) -> str:
    """Return what stands beside a mark: '−22.7, rank 1 (1 to 5)'."""
    effect = Formats.of(question.settings).number(one.effect.value, 1, signed=True)
    low, high = one.ranks
    return f"{effect}, rank {one.rank}" + (f" ({low} to {high})" if low < high else "")


def notes(found: Moments, question: Question) -> tuple[str, ...]:
    """Return which stages have too few answers to tell, and what kind of evidence it is."""
    few = [stage for _, stage in found.few]
    said = f"Fewer than {LEAST} answers with a bad word, or without, and not told: {some(few, 6)}."
    return (*((said,) if few else ()), GRADE)


def too_few(found: Moments, question: Question) -> str:
    """Return what is said where no stage has answers enough; nothing where one has."""
    if found.told:
        return ""
    said = Formats.of(question.settings).counted(found.answers, "answer")
    return f"{said} of customers who had spoken of a stage: too few of any single one to tell what it goes along with."


def alternative(found: Moments, question: Question) -> str:
    """Return the effects in words."""
    formats = Formats.of(question.settings)
    return "; ".join(
        f"{name(one, found)} {formats.points(one.effect.value, signed=True)} "
        f"({formats.number(one.effect.low, 1, signed=True)} to {formats.number(one.effect.high, 1, signed=True)}), "
        f"{formats.count(one.bad)} bad of {formats.count(one.spoken)}"
        for one in found.told
    )
