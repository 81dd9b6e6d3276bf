"""What may be told of the bucket, of why customers came and left, and of changes taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.measures.changes.rate_and_mix import RateAndMix, rate_and_mix
from dashboard.measures.customers.arrivals import arrivals
from dashboard.measures.customers.bucket import Bucket, bucket
from dashboard.measures.customers.contacts import FOLLOWED, begun, followed
from dashboard.measures.customers.departures import departures
from dashboard.measures.customers.prices import price_steps
from dashboard.measures.registry import HEADLINES, MEASURES, Measure, measure
from dashboard.statistics.intervals import Z95
from dashboard.words.digits import adding_up, decimals, money_places, rounded, scale
from tests.shown.work import Number

MONEY = ("M1", "M4.reasons", "M5.sources", "M9", "M11", "M11.became")
"""The features that are checked here."""


def of_money(feature: str, question: Question, block: str, subjects: tuple[str, ...]) -> Iterator[Number]:
    """Yield what may stand in a string of one of these features."""
    if feature == "M9":
        yield from of_splits(question, subjects)
    elif feature == "M4.reasons":
        yield from _of_reasons(question)
    elif feature == "M5.sources":
        yield from _of_sources(question)
    elif feature.startswith("M11"):
        yield from (_of_contacts(question) if feature == "M11" else _of_contacted(question))
    else:
        found = bucket(question.data, question.view)
        if found is not None:
            yield from (_of_customers(found) if block == "M1.customers" else _of_bucket(question, found))


def _of_customers(found: Bucket) -> Iterator[Number]:
    moves = found.customers
    for name in ("opening", "new", "back", "closing", "gained"):
        yield name, getattr(moves, name), "count"
    yield from (("lost", -moves.lost, "count"), ("gone", moves.lost, "count"))
    yield from (("of a hundred", 100, "count"), ("replaced", round(100 * moves.replaced), "count"))


def _of_bucket(question: Question, found: Bucket) -> Iterator[Number]:
    moves, kept = found.money, found.ledger
    levels = [moves.opening, moves.closing]
    signed = [moves.new, moves.back, moves.expansion, -moves.contraction, -moves.lost]
    apart = kept is not None and not kept.agrees(moves.closing)
    difference = 0.0 if kept is None else kept.difference(moves.closing)
    all_levels = [*levels, kept.amount] if kept is not None and apart else levels
    most = max(map(abs, [*signed, difference] if apart else signed))
    places = max(money_places(max(all_levels)), money_places(most) - 1)
    whole = rounded(moves.closing, places) - rounded(moves.opening, places)
    told = adding_up(signed, places, whole=whole)
    yield from (("level", amount, "money") for amount in all_levels)
    yield "growth", 100 * moves.growth, "%"
    for shown in (told, signed):  # as they add up, or each in digits of its own
        yield from (("move", amount, "money") for amount in shown)
        yield "gained", sum(one for one in shown if one > 0), "money"
        yield "gone", sum(one for one in shown if one < 0), "money"
    if kept is not None:
        yield from (("ledger", kept.amount, "money"), ("apart", difference, "money"), ("beyond", 0.1, "%"))
        yield from (("tolerance", 100 * kept.tolerance, "%"), ("unallocated", kept.unallocated, "money"))
        yield "share", 100 * difference / kept.amount if kept.amount else 0.0, "%"
        drawn = rounded(kept.amount, places) - rounded(moves.closing, places)
        yield "drawn apart", drawn, "money"
    yield from _of_prices(question)


def _of_prices(question: Question) -> Iterator[Number]:
    steps = price_steps(question.data, question.view, question.settings.least_n)
    yield "price", sum(one.amount for one in steps), "money"
    for size in {one.size for one in steps}:
        same = [one for one in steps if one.size == size]
        yield "size", 100 * size, "%"
        for at_once in (True, False):
            yield "came", sum(one.amount for one in same if (one.months[0] == one.months[1]) == at_once), "money"
    together = {(one.size, one.months[0] == one.months[1]) for one in steps}
    yield "more", max(len(together) - 3, 0), "count"


def _of_reasons(question: Question) -> Iterator[Number]:
    found = departures(question.data, question.view)
    if found is None:
        return
    yield "left", found.customers, "count"
    for one in found.reasons:
        yield from (("customers", one.customers, "count"), ("revenue", one.revenue, "money"))
    if found.noted and found.revenue:
        yield "share", 100 * found.noted[0].revenue / found.revenue, "%"


def _of_sources(question: Question) -> Iterator[Number]:
    found = arrivals(question.data, question.view)
    if found is None or not found.customers:
        return
    yield "joined", found.customers, "count"
    shares = adding_up([100 * one.customers / found.customers for one in found.sources], 1, whole=100)
    for one, share in zip(found.sources, shares, strict=True):
        yield from (("customers", one.customers, "count"), ("revenue", one.revenue, "money"), ("share", share, "%"))
    yield from (("earned", 100 * end, "%") for end in found.earned)


def of_splits(question: Question, subjects: tuple[str, ...]) -> Iterator[Number]:
    """Yield what may be told of the changes of measures taken apart: of those opened, else of every headline."""
    opened = [name for name in (re.sub("^measure:", "", one) for one in subjects) if name in MEASURES]
    for name in opened or HEADLINES:
        entry = measure(name, question.settings)
        known = all(question.data.cube(dataset) is not None for dataset in entry.formula.datasets)
        for one in rate_and_mix(question.data, entry, question.view, question.settings) if known else ():
            yield from _of_split(one, entry)


def _of_split(one: RateAndMix, entry: Measure) -> Iterator[Number]:
    """Yield change, rate and mix as they are shown, and the ends of the rate's interval."""
    by, places = scale(entry), decimals(entry)
    if entry.unit == "money":
        places = money_places(max(abs(one.change), abs(one.rate), abs(one.mix)))
    unit = "money" if entry.unit == "money" else ""
    rate, mix = adding_up((one.rate * by, one.mix * by), places, whole=one.change * by)
    yield from (("change", one.change * by, unit), ("rate", rate, unit), ("mix", mix, unit))
    for side in (-1, 1):
        yield "end", (one.rate + side * Z95 * one.error) * by, unit


def _of_contacts(question: Question) -> Iterator[Number]:
    found = begun(question.data, question.view)
    if found is None or not found.n:
        return
    yield from (("begun", found.n, "count"), ("enabling", found.enabling, "count"))
    shares = adding_up([100 * number / found.n for _, number in found.by_purpose], 1, whole=100)
    for (_, number), share in zip(found.by_purpose, shares, strict=True):
        yield from (("of a purpose", number, "count"), ("share", share, "%"))


def _of_contacted(question: Question) -> Iterator[Number]:
    found = followed(question.data, question.view, question.settings)
    yield "months", FOLLOWED, "count"
    if found is None:
        return
    yield from (("few", number, "count") for _, number in found.few)
    for one in found.told:
        yield "customers", one.customers, "count"
        yield from ((end, 100 * getattr(one.kept, end), "%") for end in ("value", "low", "high"))
    if found.helped is not None:
        yield from ((end, 100 * getattr(found.helped, end), "point") for end in ("value", "low", "high"))
