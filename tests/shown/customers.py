"""What may be told of the customers that matter most: a row of a list tells of its own customer alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.data.registers import Account
from dashboard.measures.customers.accounts import SOON, Largest, largest, unhappy
from tests.shown.work import Number

ACCOUNTS = "M6"
_ROW = re.compile(r"^rows\[(\d+)\]")
_SHOWN, _MOST = 10, 50


def of_accounts(question: Question, block: str, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of the list of the largest customers."""
    found, row = largest(question.data, question.view, _MOST), _ROW.match(path)
    if row is not None:
        yield from _of_one(found, found.accounts[int(row[1]) + (_SHOWN if block == "M6.others" else 0)])
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
