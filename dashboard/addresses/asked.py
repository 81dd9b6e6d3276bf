"""What an address asks of the filters, read as far as it can be meant: nothing that it asks for is dropped in silence.

Labels are taken as they are shown. Another spelling that can mean but one of them is taken for it, and a period may be
typed (`2025-02`, `2025-Q1`, `2025`, `2024-11/2025-01`); what was made of it is said in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dashboard.addresses.offered import Offered
from dashboard.periods import Calendar, Period, closing
from dashboard.words import notices

_SINGLE = ("period", "against")
_ALIKE = 0.8
"""From this likeness on one spelling is taken for another."""

_OF_OTHERS = re.compile(r"utm_.*|.*clid|mc_.*|embed.*|ref|_.*", re.IGNORECASE)
"""Parameters that mail, advertising and Streamlit hang on addresses."""

_MONTH = re.compile(r"(\d{4})-(0?[1-9]|1[0-2])")
_QUARTER = re.compile(r"(\d{4})[- ]?q([1-4])|q([1-4])[- ](\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: values by filter, the parameters that are none by this name, and what is to be said."""

    values: Mapping[str, tuple[str, ...]]
    misnamed: tuple[str, ...]
    said: Mapping[str, str]


def asked(query: Mapping[str, Sequence[str]], offered: Offered, known: Collection[str]) -> Asked:
    """Read what an address asks for; ``known`` are its parameters that are no filters."""
    labels, misnamed, said = offered.labels(), [], {}
    given: dict[str, list[str]] = {name: list(query.get(name, ())) for name in labels}
    for name, asked_for in query.items():
        if name in labels or name in known:
            continue
        meant = _filter_meant(name, asked_for, offered)
        if meant is not None:
            misnamed.append(name)
            said[name] = notices.read_as_filter(name, meant)
            given[meant] += asked_for
        elif not _OF_OTHERS.fullmatch(name):
            misnamed.append(name)
            said[name] = notices.no_filter(name, list(labels))
    values: dict[str, tuple[str, ...]] = {}
    for name, wanted in given.items():
        if wanted:
            values[name], sentence = _values(name, wanted, offered)
            said |= {name: sentence} if sentence else {}
    return Asked(values, tuple(misnamed), said)


def _filter_meant(name: str, values: Sequence[str], offered: Offered) -> str | None:
    """Return the filter that a parameter of another name means: by its name, or by what it asks for."""
    labels = offered.labels()
    near = get_close_matches(name.casefold(), labels, 1, _ALIKE)
    if near:
        return near[0]
    holds = [filter_ for filter_ in labels if all(_meant(filter_, value, offered) == value for value in values)]
    return holds[0] if len(holds) == 1 and values else None


def _values(name: str, wanted: Sequence[str], offered: Offered) -> tuple[tuple[str, ...], str]:
    """Return what is shown of what a filter is asked for, and what is to be said of it."""
    found = [(value, _meant(name, value, offered)) for value in wanted]
    shown = tuple(dict.fromkeys(meant for _, meant in found if meant is not None))
    if name in _SINGLE and len(shown) > 1:
        return shown[:1], notices.one_at_a_time(name, shown)
    other = [(value, meant) for value, meant in found if meant not in (None, value)]
    unknown = [value for value, meant in found if meant is None]
    parts = [notices.read_as(name, other) if other else ""]
    if unknown:
        near = _near(unknown[0], offered.labels()[name])
        parts.append(notices.unknown_filter(name, unknown, near=near, left=shown))
    return shown, " ".join(filter(None, parts))


def _meant(name: str, value: str, offered: Offered) -> str | None:
    """Return the label that a value can mean alone; None where it is none, or several."""
    labels = offered.labels()[name]
    if value in labels:
        return value
    if name == "period":
        return _period(value, offered)
    same = [label for label in labels if label.casefold() == value.strip().casefold()]
    near = same or _near(value, labels)
    return near[0] if len(near) == 1 else None


def _near(value: str, labels: Sequence[str]) -> list[str]:
    folded = {label.casefold(): label for label in labels}
    return [folded[one] for one in get_close_matches(value.strip().casefold(), folded, 3, _ALIKE)]


def _period(value: str, offered: Offered) -> str | None:
    """Return the label of the period that was typed: as in English, by other letters, or by its months."""
    typed = " ".join(value.split()).casefold()
    english = Calendar(offered.calendar.fiscal_start, offered.calendar.fiscal_label, "en")
    for label, period in offered.periods.items():
        if typed in (label.casefold(), _in_english(period, english).casefold()):
            return label
    span = _months(typed)
    exact = [label for label, period in offered.periods.items() if (period.first, period.last) == span]
    to_date = [label for label, period in offered.periods.items() if _is_to_date(period, span)]
    return next(iter(exact or to_date), None)


def _in_english(period: Period, english: Calendar) -> str:
    return period.label if period.kind == "all" else closing(period.kind, period.last, english).label


def _is_to_date(period: Period, span: tuple[int, int] | None) -> bool:
    """Whether a period is as much as there is of the year that was typed."""
    return span is not None and period.kind == "fiscal" and period.first == span[0] and span[1] - span[0] == 11


def _months(typed: str) -> tuple[int, int] | None:
    """Return the months of what was typed: '2025-02', '2025-Q1', '2025', or from one of them to another."""
    parts = [_span(part.strip()) for part in typed.split("/")]
    if len(parts) > 2 or None in parts:
        return None
    spans = [part for part in parts if part is not None]
    return spans[0][0], spans[-1][1]


def _span(typed: str) -> tuple[int, int] | None:
    if re.fullmatch(r"\d{4}", typed):
        return int(typed) * 12, int(typed) * 12 + 11
    if found := _MONTH.fullmatch(typed):
        month = int(found[1]) * 12 + int(found[2]) - 1
        return month, month
    if found := _QUARTER.fullmatch(typed):
        first = int(found[1] or found[4]) * 12 + 3 * (int(found[2] or found[3]) - 1)
        return first, first + 2
    return None
