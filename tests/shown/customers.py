"""What may be told of the customers that matter most, and of who speaks: a row tells of its own thing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.data.registers import Account
from dashboard.measures.customers.accounts import SOON, Largest, largest, unhappy
from dashboard.measures.customers.speaking import STEPS, Heard, coverage
from dashboard.measures.customers.voices import Mode, Voices, modes, voices
from dashboard.statistics import Estimate
from dashboard.words.digits import rounded
from tests.shown.work import Number

CUSTOMERS = ("M6", "M10", "M10.places", "M10.scores", "M10.modes")
"""The features that are checked here."""
_ROW = re.compile(r"^rows\[(\d+)\]")
_SHOWN, _MOST = 10, 50


def of_customers(feature: str, question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    row = _ROW.match(path)
    at = None if row is None else int(row[1])
    told = {"M6": _of_accounts, "M10": _of_coverage, "M10.places": _of_places, "M10.scores": _of_scores}
    yield from told.get(feature, _of_modes)(question, block, at)


def _of_accounts(question: Question, block: str, at: int | None) -> Iterator[Number]:
    found = largest(question.data, question.view, _MOST)
    if at is not None:
        yield from _of_one(found, found.accounts[at + (_SHOWN if block == "M6.others" else 0)])
        return
    ten = found.first(_SHOWN)
    yield from (("listed", len(ten), "count"), ("near", SOON, "count"), ("months of the year", 12, "count"))
    yield from (("more", len(found.accounts) - len(ten), "count"), ("customers", found.customers, "count"))
    yield from (("share", 100 * found.share(number), "%") for number in (_SHOWN, _MOST))
    yield from (("scored", score, "count") for score in (0, 6))
    for some in (ten, found.soon(_SHOWN)):
        for which in (unhappy, lambda one: one.has_open_case, lambda one: one.unsponsored, lambda _: True):
            yield "of them", sum(map(which, some)), "count"
        yield "both", sum(one.has_open_case and one.unsponsored for one in some), "count"


def names_of_accounts(question: Question) -> Iterator[str]:
    """Yield what the customers and their sponsors are called."""
    for one in largest(question.data, question.view, _MOST).accounts:
        yield from (one.name, one.sponsor or "")


def _of_one(found: Largest, one: Account) -> Iterator[Number]:
    yield from (("value", one.value, "money"), ("worth", one.value_due or 0.0, "money"))
    yield from (("change", 100 * (one.growth or 0.0), "%"), ("cases", one.open_cases or 0, "count"))
    yield from (("score", -1 if one.score is None else one.score, "count"), ("to do", one.open_actions or 0, "count"))
    for day in (one.oldest_case_on, one.renews_on):
        if day is not None:
            yield "days", abs((found.day - day).days), "count"


def _of_coverage(question: Question, _: str, at: int | None) -> Iterator[Number]:
    found = coverage(question.data, question.view)
    if found is None:
        return
    steps = STEPS if found.asked_known else STEPS[-1:]
    yield from (("customers", found.now.customers, "count"), ("window", found.window, "count"))
    if at == 0:
        yield "revenue", found.now.revenue, "money"
        return
    step = STEPS[-1] if at is None else steps[at - 1]
    yield from _of_step(found.now, step)
    if found.before is not None:
        yield "before", 100 * found.before.share(step), "%"


def _of_step(one: Heard, step: str) -> Iterator[Number]:
    yield step, one.of_customers[STEPS.index(step)], "count"
    yield from (("share", 100 * one.share(step), "%"), ("of revenue", 100 * one.share_of_revenue(step), "%"))


def _of_places(question: Question, _: str, at: int | None) -> Iterator[Number]:
    found = coverage(question.data, question.view)
    if found is None:
        return
    yield "window", found.window, "count"
    listed = sorted(found.places, key=lambda one: (one[0], one[2].share(STEPS[-1]), one[1]))
    enough = [one for _, _, one in listed if one.customers >= question.settings.least_n]
    told = [listed[at][2]] if at is not None else [min(enough, key=lambda one: one.share(STEPS[-1]))] if enough else []
    for one in told:
        yield from (("customers", one.customers, "count"), *_of_step(one, STEPS[-1]))


def _of_scores(question: Question, _: str, at: int | None) -> Iterator[Number]:
    found = voices(question.data, question.view, question.settings)
    rows = [list(_of_answers(found))]
    if found.weighted is not None:
        cells = (("cells", found.weighted.cells, "count"), ("silent", found.weighted.silent, "count"))
        rows.append(
            [*cells, *_estimate(found.weighted.estimate), *_moved(found.weighted.estimate, found.figure.estimate)]
        )
    if found.parted is not None and found.parted.gone.customers:
        sides = (found.parted.gone, found.parted.stayed)
        rows += [[("customers", one.customers, "count"), *_estimate(one.estimate)] for one in sides]
        rows[-2] += _moved(found.parted.gone.estimate, found.parted.stayed.estimate)
        rows[-2] += [("end", end, "point") for end in (found.parted.difference.low, found.parted.difference.high)]
    if found.silent is not None:
        bounds = found.silent.bounds
        ends = (bounds.low, bounds.high, bounds.tipping_point, 0.0)
        counted = (("rate", 100 * found.silent.rate, "%"), ("delivered", found.silent.delivered, "count"))
        rows.append([*counted, *(("end", end, "point") for end in ends)])
    yield from rows[at] if at is not None else (one for row in rows for one in row)


def _of_answers(found: Voices) -> Iterator[Number]:
    estimate = found.figure.estimate
    yield from (*_estimate(estimate), ("effective", rounded(estimate.effective_n, 0), "count"))
    yield "design effect", estimate.n / estimate.effective_n if estimate.effective_n > 0 else 0.0, ""


def _estimate(one: Estimate) -> Iterator[Number]:
    yield from (("value", one.value, "point"), ("low", one.low, "point"), ("high", one.high, "point"))
    yield "n", one.n, "count"


def _moved(one: Estimate, other: Estimate) -> list[Number]:
    return [("apart", rounded(one.value, 1) - rounded(other.value, 1), "point")]


def _of_modes(question: Question, _: str, at: int | None) -> Iterator[Number]:
    found = modes(question.data, question.view, question.settings)
    if found is None:
        return
    if at is not None:
        yield from _of_mode(found.modes[at])
    elif found.split is not None:
        change = rounded(found.split.after, 1) - rounded(found.split.before, 1)
        yield from (("change", change, "point"), ("mix", found.split.mix, "point"))
        yield "mix with what rounding leaves", change - rounded(found.split.rate, 1), "point"


def _of_mode(one: Mode) -> Iterator[Number]:
    yield from (("share", 100 * one.share, "%"), ("share before", 100 * one.share_before, "%"))
    for score in (one.score, one.score_before):
        yield from _estimate(score)
