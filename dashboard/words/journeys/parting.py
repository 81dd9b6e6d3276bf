"""Where touchpoints and journey part, as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.question import Question
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.hours import Lost, LostTime
from dashboard.measures.registry import measure
from dashboard.statistics import proportion
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.journeys.ends import span
from dashboard.words.language import INTERVAL

NAME = "Each stage, and the whole"
MEANING = (
    "The share of the promises for the period that were kept, by stage and by the whole journey, whose promise is that "
    "of its last stage: so every stage can keep its word while the journey does not, where time passes between them. "
    "Beside it, of the journeys that were completed: how many hours longer those that came late took than those on "
    "time, within each stage and waiting before it, on average with the 95 % interval. The parts add up to the whole. "
    "It tells where the time went, not why."
)
LOST = "Where late ones lost their time"
WHOLE = "The whole journey"


def title(name: str, stages: Mapping[str, Figure], whole: Figure, question: Question) -> str:
    """Return the finding: whether every stage keeps its promise and the journey does not."""
    told = {stage: one for stage, one in stages.items() if one.n >= question.settings.least_n}
    share = _told(whole, question)
    if not told or whole.n < question.settings.least_n:
        return f"{name}: too few promises to set its stages beside the whole"
    least = min(told.values(), key=lambda one: one.value)
    if _interval(whole)[1] >= _interval(least)[0]:
        return f"{name}: the whole journey keeps its promise about as often as its stages, in {share}"
    kept = _told(least, question)
    each = (
        f"each stage with a promise keeps it in at least {kept}" if len(told) > 1 else f"{next(iter(told))} in {kept}"
    )
    return f"{name}: {each}, the whole journey in {share}"


def _interval(figure: Figure) -> tuple[float, float]:
    """Return Wilson's interval of a share of promises: what as many more of them might come to."""
    found = proportion(round(figure.value * figure.n), figure.n)
    return found.low, found.high


def _told(figure: Figure, question: Question) -> str:
    return figures.told(measure(figure.measure, question.settings), figure.estimate, question.settings)


def share(figure: Figure, question: Question) -> str:
    """Return what stands beside a share: '96.6 %'."""
    return _told(figure, question)


def _counted(figure: Figure, question: Question) -> str:
    return f"{_told(figure, question)}, n {Formats.of(question.settings).count(figure.n)}"


def subtitle(question: Question) -> str:
    """Return whom it is about, of when."""
    scope = figures.scope(question.view, question.manifest.company)
    return f"{scope} · promises for {question.view.period.label} that were kept"


def lost_title(name: str, found: LostTime, question: Question) -> str:
    """Return where late ones lost most: 'Fix a problem: late ones lost most waiting for Repair, 37.3 h more than …'."""
    worst = found.worst
    if worst is None:
        return f"{name}: no stage can be told to have taken late ones longer"
    return f"{name}: late ones lost most {_where(worst)}, {span(worst.more.value, question)} more than those on time"


def _where(part: Lost) -> str:
    return f"waiting for {part.stage}" if part.waiting else f"within {part.stage}"


def part_name(part: Lost) -> str:
    """Return a part as it stands in the chart: 'waiting for Repair', 'Repair'."""
    return f"waiting for {part.stage}" if part.waiting else part.stage


def lost_subtitle(found: LostTime, question: Question) -> str:
    """Return of how many journeys, and what the bars are."""
    formats = Formats.of(question.settings)
    late = f"{formats.counted(found.late, 'late journey')} against {formats.count(found.on_time)} on time"
    scope = figures.scope(question.view, question.manifest.company)
    return f"{scope} · {question.view.period.label} · {late}, of those completed; hours more, {INTERVAL}"


def too_few(name: str, question: Question) -> str:
    """Say that too few came late, or on time, to compare them."""
    return (
        f"Too few journeys “{name}” completed in {question.view.period.label} came late, or on time, to compare them."
    )


def alternative(stages: Mapping[str, Figure], whole: Figure, question: Question) -> str:
    """Return the shares in words."""
    told = [f"{stage} {_counted(one, question)}" for stage, one in stages.items()]
    return "; ".join([*told, f"the whole journey {_counted(whole, question)}"])


def lost_alternative(found: LostTime, question: Question) -> str:
    """Return the hours in words."""
    formats = Formats.of(question.settings)
    return "; ".join(f"{part_name(part)} {formats.hours(part.more.value, signed=True)}" for part in found.parts)
