"""What may be told of the money behind the Top Ten: a row tells of its own theme, the last one of them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.data.question import Question
from dashboard.measures import top_ten
from dashboard.measures.themes.risk import YEAR, Risk, at_risk
from tests.shown.work import Number

RISK = "T5"
"""The feature that is checked here."""
_ROW = re.compile(r"^rows\[(\d+)\]")


def of_risk(question: Question, path: str) -> Iterator[Number]:
    """Yield what may stand in a string of the table."""
    settings = question.settings
    listed = top_ten(question.data, question.view, settings)
    found = at_risk(question.data, question.view, settings, listed)
    row = _ROW.match(path)
    if found is None:
        yield "months", settings.theme_window_months, "count"
        return
    yield "themes", len(found.themes), "count"
    yield from _of_one([*found.themes, found.union][int(row[1])] if row else found.union)
    if row:
        return
    known = sum(one.excess is not None for one in found.themes)
    yield from (("read", found.read, "count"), ("year", YEAR, "count"))
    yield from (("followed", found.union.named + found.union.others, "count"), ("intervals", known, "count"))
    yield from (("none", 0, "count"), ("least", settings.least_n, "count"), ("by chance", 100 * (1 - 0.95**known), "%"))


def _of_one(one: Risk) -> Iterator[Number]:
    yield from (("customers", one.customers, "count"), ("exposed", one.revenue, "money"))
    yield from (("named it", one.named, "count"), ("read", one.named + one.others, "count"))
    if one.excess is not None and one.loss is not None:
        yield from (("points", 100 * end, "point") for end in (one.excess.value, one.excess.low, one.excess.high))
        yield from (("loss", end, "money") for end in one.loss)
