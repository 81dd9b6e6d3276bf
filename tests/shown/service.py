"""What may explain a numeral of the page on journeys, read again: channels, hands, bots, waits and help."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.data.labels import BEGUN_BY, CHANNEL, HANDS, PARTNER
from dashboard.data.question import Question
from dashboard.measures import read
from dashboard.measures.by_label import measures_by_label
from dashboard.measures.journeys.bots import asked, met
from dashboard.measures.journeys.channels import (
    FIRST_CONTACT,
    FIRST_RESPONSE,
    all_cases,
    apart,
    everywhere,
    figures_of,
    volumes,
)
from dashboard.measures.journeys.helped import helped
from dashboard.words.digits import adding_up
from tests.shown.work import Number

_TOLD_BY = {"J6": CHANNEL, "J6.hands": HANDS, "J6.hands.begun": BEGUN_BY, "J6.hands.partners": PARTNER}
DAYS = 30
"""Within how many days somebody is told to have come again."""


def of_labels(block: str, question: Question) -> Iterator[Number]:
    """Yield how many cases bear each label, and what the first contact solves under it."""
    if block not in _TOLD_BY:
        return
    found = volumes(question.data, _TOLD_BY[block], question.view)
    every = all_cases(question.data, question.view) if block == "J6" else None
    whole = every or sum(found.values())
    yield "all", whole, "count"
    for number in found.values():
        yield from (("cases", number, "count"), ("share", 100 * number / whole, "%"))
        yield "share of those with a label", 100 * number / sum(found.values()), "%"
    yield from _of_minutes(block, question)
    firsts = figures_of(question.data, FIRST_CONTACT, _TOLD_BY[block], question.view, question.settings)
    yield from (("solved", 100 * figure.value, "%") for figure in firsts.values())
    if {"own", "partner"} <= {*firsts}:
        between = apart(firsts["partner"], firsts["own"])
        yield "apart", 0.0 if between is None else 100 * between.value, "point"


def _of_minutes(block: str, question: Question) -> Iterator[Number]:
    """Yield first responses in minutes: those within the hour are told so."""
    whole = read(question.data, FIRST_RESPONSE, everywhere(question.view), question.settings)
    _, rows = measures_by_label(
        question.data, (FIRST_RESPONSE,), question.view, question.settings, _TOLD_BY[block]
    )  # fmt: skip
    for figure in (whole, *(figure for row in rows for figure in row.figures)):
        if figure.shown and figure.value < 1:
            yield from (("minutes", 60 * getattr(figure.estimate, end), "min") for end in ("value", "low", "high"))


def of_bots(question: Question) -> Iterator[Number]:
    """Yield what became of the cases that a bot met, by channel and in all."""
    found = met(question.data, question.view)
    yield from (("days", DAYS, "count"), ("met", sum(one.n for one in found), "count"))
    for one in found:
        yield from (("cases", one.n, "count"), ("followed", one.followed, "count"))
        shares = adding_up([100 * part / one.n for part in (one.contained, one.escaped, one.given_up)], 1, whole=100)
        yield from (("share", share, "%") for share in shares)
        if one.followed:
            yield "back", 100 * one.came_back / one.followed, "%"


def of_waits(question: Question) -> Iterator[Number]:
    """Yield who asked for a person, and what came of it."""
    found = asked(question.data, question.view)
    if found is not None:
        for name in ("n", "reached", "not_reached", "gave_up", "left_out"):
            yield name, getattr(found, name), "count"
        yield "told", found.reached + found.not_reached, "count"


def of_help(question: Question) -> Iterator[Number]:
    """Yield after how many contacts of each kind customers came."""
    found = helped(question.data, question.view, question.settings)
    yield "days", DAYS, "count"
    if found is None:
        return
    for one in (*found.told, *found.few):
        yield "followed", one.followed, "count"
        if one.followed:
            yield from (("share", 100 * getattr(one.share, end), "%") for end in ("value", "low", "high"))
    if found.difference is not None:
        yield from (("apart", 100 * getattr(found.difference, end), "point") for end in ("value", "low", "high"))
