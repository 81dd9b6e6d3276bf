"""What may be told of what customers did after what they had said, and of how long they stay."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.measures.customers.cohorts import cohorts
from dashboard.measures.customers.next_steps import NextSteps, next_steps
from dashboard.measures.customers.tenure import by_tenure
from dashboard.statistics import Difference, Estimate
from dashboard.statistics.intervals import POWER_80, Z95
from tests.shown.work import Number

NEXT_STEPS, COHORTS = "M8", "M7"


def of_next_steps(question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in one of its two charts, or in what is told of how it is known."""
    settings = question.settings
    found = next_steps(question.data, question.view, settings)
    yield from (("scores", score, "count") for score in (9, 10, 0, 6))
    yield from (("active months", settings.active_months, "count"), ("grade", 1, "count"))
    if found is None:
        return
    if "evidence" in path:
        yield from _behind(found)
        return
    yield "customers", found.customers, "count"
    yield from (("few", number, "count") for _, number in found.few)
    for one in found.told:
        share = one.kept if block == "M8.stayed" else one.net
        yield "group", one.customers, "count"
        yield from ((end, 100 * getattr(share, end), "%") for end in ("value", "low", "high"))
    happy, unhappy, compared = found.of("promoter"), found.of("detractor"), found.compared
    if happy is None or unhappy is None or compared is None:
        return
    if block == "M8.stayed":
        yield from _apart(happy.kept, unhappy.kept, compared.kept)
        yield "ratio", max(compared.left.value, 1 / compared.left.value), ""
        yield "detectable", 100 * (Z95 + POWER_80) * compared.kept.standard_error, "point"
    else:
        yield from _apart(happy.net, unhappy.net, compared.net)


def _behind(found: NextSteps) -> Iterator[Number]:
    yield "cells", found.cells, "count"
    for one in found.told:
        yield from (("plain", 100 * one.plain, "%"), ("moved", one.moved, "count"))
        for share in (one.soon, one.gross):
            yield from ((end, 100 * getattr(share, end), "%") for end in ("value", "low", "high"))
    if found.compared is not None:
        ratio = found.compared.left
        yield from (("ratio", value, "") for value in (ratio.value, ratio.low, ratio.high, *found.compared.e_values))


def _apart(first: Estimate, second: Estimate, found: Difference) -> Iterator[Number]:
    shown = [math.floor(1000 * one.value + 0.5) / 10 for one in (first, second)]
    yield "difference", shown[0] - shown[1], "point"
    yield from (("end", 100 * end, "point") for end in (found.low, found.high))


def of_cohorts(question: Question, block: str) -> Iterator[Number]:
    """Yield what may stand in the curves of the cohorts, or beside the scores by tenure."""
    settings, view = question.settings, question.view
    if block == "M7.scores":
        yield from _of_tenures(question)
        return
    found = cohorts(question.data, view, settings)
    if found is None:
        return
    yield from (("before", found.before, "count"), ("few", found.few, "count"))
    yield "begun", sum(one.customers for one in found.cohorts), "count"
    for one in found.cohorts:
        yield from (("year", month // 12, "count") for month in (one.first, one.last + 11))
        for age in one.ages[-1:]:
            yield from (("left", 100 * age.share, "%"), ("months", age.months, "count"))
    if found.against is not None:
        newer, older = 100 * found.against.newer, 100 * found.against.older
        yield from (("newer", newer, "%"), ("older", older, "%"))
        yield "apart", math.floor(10 * newer + 0.5) / 10 - math.floor(10 * older + 0.5) / 10, "point"
        yield from (
            ("end", 100 * end, "point") for end in (found.against.difference.low, found.against.difference.high)
        )


def _of_tenures(question: Question) -> Iterator[Number]:
    found = by_tenure(question.data, question.view, question.settings)
    yield from (("years", number, "count") for number in (1, 3))
    yield "none", 0, "count"
    if found is None:
        return
    yield from (("few", found.few, "count"), ("answers", sum(band.estimate.n for band in found.bands), "count"))
    for band in found.bands:
        yield from (("score", band.estimate.value, ""), ("score", 100 * band.estimate.value, "%"))
        yield "group", band.estimate.n, "count"
    newest, oldest = found.of("under_1"), found.of("3_and_more")
    if newest is not None and oldest is not None:
        for scale in (1, 100):
            shown = [math.floor(10 * scale * one.estimate.value + 0.5) / 10 for one in (newest, oldest)]
            yield "apart", shown[0] - shown[1], "point"
