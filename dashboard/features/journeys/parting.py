"""Every touchpoint green, the journey red: the two side by side, and where they part."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Block, Chart, Head, Row
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.features.journeys.choosing import chosen, most_broken
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.hours import DATASET, lost_time
from dashboard.measures.journeys.promises import promises
from dashboard.measures.journeys.stages import DATASETS, DRAWN, STEPS, Journey
from dashboard.words.formats import Formats
from dashboard.words.journeys import parting as words

_NEEDS = (STEPS, "journeys")
MOST = 12
"""Parts of the time lost that are drawn, the largest."""


@feature("J3", words.NAME, meaning=words.MEANING, needs=_NEEDS, uses=(DATASET, *DATASETS))
def parting(question: Question) -> Block | None:
    """Set how often each stage keeps its promise beside how often the whole journey does, and where late ones lost
    their time; nothing without promises of both."""
    journey = chosen(question, most_broken)
    if journey is None or journey.on_time is None:
        return None
    kept = promises(question.data, question.view, question.settings, "stage")
    known = ((stage.name, kept.get((journey.name, stage.name))) for stage in journey.stages)
    stages = {name: figure for name, figure in known if figure is not None}
    if not stages:
        return None
    shares = _shares(question, journey, stages, journey.on_time)
    lost = _lost(question, journey)
    return shares if lost is None else Row(Head(name="J3"), (shares, lost))


def _shares(question: Question, journey: Journey, stages: Mapping[str, Figure], whole: Figure) -> Chart:
    period = question.view.period
    head = Head(
        name="J3.kept", title=words.title(journey.name, stages, whole, question),
        subtitle=words.subtitle(question), standing=standing_of(question.data, _NEEDS),
        months=(period.first, period.last),
        also=(Ground((DRAWN,)),), alt=words.alternative(stages, whole, question),
    )  # fmt: skip
    few = question.settings.least_n
    rows = [
        Group(name, one.value, n=one.n, label=words.share(one, question), series=series)
        for series, name, one in (
            *(("stages", name, one) for name, one in stages.items()), ("the whole journey", words.WHOLE, whole)
        ) if one.n >= few
    ]  # fmt: skip
    written = Written(number=".1%", title="promises kept", locale=question.settings.locale)
    return groups(rows, head, written, kind="bars", series=("stages", "the whole journey"))


def _lost(question: Question, journey: Journey) -> Chart | None:
    standing = standing_of(question.data, (DATASET,))
    if standing.state == "not_connected":
        return None
    found, period = lost_time(question.data, question.view, journey.name), question.view.period
    instead = "" if found is not None else words.too_few(journey.name, question)
    head = Head(
        name="J3.lost", title=words.LOST if found is None else words.lost_title(journey.name, found, question),
        finding=found is not None, subtitle="" if found is None else words.lost_subtitle(found, question),
        standing=standing, months=(period.first, period.last), instead=instead, also=(Ground((DRAWN,)),),
        alt="" if found is None else words.lost_alternative(found, question),
    )  # fmt: skip
    order = {stage.name: at for at, stage in enumerate(journey.stages)}
    parts = [] if found is None else [part for part in found.parts if part.more.value]
    largest = sorted(parts, key=lambda part: -abs(part.more.value))[:MOST]
    told = sorted(largest, key=lambda part: (order.get(part.stage, len(order)), not part.waiting))
    formats = Formats.of(question.settings)
    rows = [
        Group(words.part_name(part), part.more.value, part.more.low, part.more.high, found.late + found.on_time,
              formats.hours(part.more.value, signed=True))
        for part in told if found is not None
    ]  # fmt: skip
    return groups(rows, head, Written(number="+,.1f", title="hours more", locale=question.settings.locale), kind="dots")
