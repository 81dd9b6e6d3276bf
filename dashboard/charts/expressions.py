"""Vega's expressions for words that depend on the data: figures, months, what is told on demand.

Only roles, formats and a language's month names stand in them, each quoted; what people typed is data, or a title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.shape import Shape
from dashboard.periods import month_label

INTERVAL = "95 %"
"""What the ends of an interval are told by."""

_PRECISION = re.compile(r"\.\d+|~")
_A_YEAR = 2000


def formatted(field: str, number: str) -> str:
    """Return the expression of a field's value in d3's format: no sign before a zero, and B where d3 has giga's G."""
    text = f"replace(format(datum.{field}, {json.dumps(number)}), regexp('^[+−](?=[^1-9]*$)'), '')"
    return f"replace({text}, 'G', 'B')" if number.endswith("s") else text


def told(field: str, number: str) -> str:
    """Return the expression of a field's value, a dash where it is missing: format would make it a zero."""
    return f"isValid(datum.{field}) ? {formatted(field, number)} : '–'"


def labelled(field: str, number: str) -> str:
    """Return the expression of a mark's words: its own label, else its value."""
    return f"datum.label ? datum.label : {told(field, number)}"


def only_if(condition: str, field: str) -> Any:
    """Return the words of a field where a condition holds, else none: unseen words would still take room."""
    return alt.value(alt.expr(f"{condition} ? datum.{field} : ''"))


def axis_number(number: str) -> str:
    """Return the format without its precision: the axis then writes as many digits as its ticks need to differ."""
    return number if number.endswith("d") else _PRECISION.sub("", number)


def axis_label(number: str) -> str:
    """Return the expression of a tick of a value axis: zero bears no sign, billions are B, what is counted is whole."""
    text = "replace(datum.label, 'G', 'B')" if number.endswith("s") else "datum.label"
    text = f"datum.value % 1 ? '' : {text}" if number.endswith("d") else text
    return f"datum.value == 0 ? replace({text}, '+', '') : {text}" if "+" in number else text


@cache
def month(locale: str) -> str:
    """Return the expression of a tick of a time axis: the month in words of the company's language."""
    names = [
        month_label(_A_YEAR * 12 + nth, locale).replace(str(_A_YEAR), "{}") for nth in range(12)
    ]  # "{}": where the language puts the year
    return f"replace({json.dumps(names, ensure_ascii=False)}[utcmonth(datum.value)], '{{}}', utcyear(datum.value))"


def tooltips(shape: Shape, roles: Iterable[tuple[str, str, str]]) -> tuple[dict[str, str], list[alt.Tooltip]]:
    """Return what is told on demand of roles, each with its title and its format ('' for words).

    What must be calculated for it comes first. A role for which there is no column is not told.
    """
    calculated: dict[str, str] = {}
    found = []
    for role, title, number in roles:
        if not shape.has(role) and role not in _MADE:
            continue
        field = f"{role}_told" if number else role
        if number:
            calculated[field] = told(role, number)
        found.append(alt.Tooltip(f"{field}:N", title=shape.title(_MADE.get(role, role), title)))
    return calculated, found


Ends = tuple[tuple[str, str, str], tuple[str, str, str]]


def between(number: str, what: str = INTERVAL) -> Ends:
    """Return the ends of an interval as what is told, with its name: a band beside it has ends of its own."""
    return ("low", f"{what} from", number), ("high", f"{what} to", number)


def usual(number: str) -> Ends:
    """Return the ends of the usual variation as what is told."""
    return ("band_low", "usual from", number), ("band_high", "usual to", number)


_MADE = {"month": "x"}
"""Columns that binding makes, with the role whose title they bear."""
