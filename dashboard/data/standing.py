"""What a figure or chart stands on: the state of its datasets in one word, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from dashboard.data.access import VERBATIMS, Data
from dashboard.periods import month_label

State = Literal["published", "carried_over", "withheld", "not_connected"]

ACCOUNTS = frozenset({"finance", "customer_revenue", "customer_windows", "window_revenue", "next_steps"})
"""Datasets kept for every month: one without rows is not a month of nothing, but one that was not recorded."""

_DENIED = "Your access does not cover what customers wrote."
_OF_NO_REGION = "Your access does not cover {names}, which belongs to no region."
_WORST_FIRST: tuple[State, ...] = ("not_connected", "withheld", "carried_over", "published")
"""What lacks a table is nothing that the company could see once another is sound again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What data a figure or chart stands on, and whether they may be believed.

    ``reasons`` are sentences, for whatever is not simply published. ``as_of`` is when the oldest of the data
    were read.
    """

    state: State
    reasons: tuple[str, ...] = ()
    as_of: datetime | None = None
    datasets: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether there are numbers at all."""
        return self.state in ("published", "carried_over")


@dataclass(frozen=True, slots=True)
class Ground:
    """Datasets that something is read from, and the first and last month of them that it stands on (None: all)."""

    datasets: tuple[str, ...]
    months: tuple[int, int] | None = None


def standing_of(data: Data, datasets: Iterable[str]) -> Standing:
    """Return the worst state among datasets, and every reason; what the grant leaves out is withheld."""
    names = tuple(dict.fromkeys(datasets))
    denied = [name for name in names if not data.allows(name)]
    if denied:
        sentence = _DENIED if VERBATIMS in denied else _OF_NO_REGION.format(names=_listed(denied))
        return Standing("withheld", (sentence,), None, names)
    entries = [data.entry(name) for name in names]
    state: State = min((entry.state for entry in entries), key=_WORST_FIRST.index, default="published")
    reasons = [
        reason
        for entry in entries
        if entry.state != "published"
        for reason in entry.reasons or [f"The dataset {_listed([entry.name])} is not connected."]
    ]
    read = [entry.as_of for entry in entries if entry.as_of is not None]
    return Standing(state, _each_cause_once(reasons), min(read, default=None), names)


def _each_cause_once(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return each reason once, where it was said last, and none that only hands on the cause that another tells."""
    once = tuple(dict.fromkeys(reversed(tuple(reasons))))[::-1]
    return tuple(one for one in once if not any(other != one and one.endswith(other) for other in once))


def reasons_of(standings: Iterable[Standing]) -> tuple[str, ...]:
    """Return why parts are not simply published, each reason once: several may be stopped by one cause.

    What is not connected needs none: it is not drawn.
    """
    stopped = (one for one in standings if one.state != "not_connected")
    return _each_cause_once(reason for one in stopped for reason in one.reasons)


def covered(data: Data, dataset: str, window: int | None = None) -> tuple[int, int]:
    """Return the first and last month for which a dataset can hold rows; accounts end where their rows do.

    A window that follows customers over some months closes for the first time so many months after the data begin.
    """
    first, last = data.entry(dataset).months or data.months
    first, last = max(first, data.months[0]), min(last, data.months[1])
    cube = data.cube(dataset) if dataset in ACCOUNTS else None
    if cube is not None and cube.rows:
        last = min(last, cube.months[0] + int(np.flatnonzero(cube.recorded())[-1]))
    return first + (window or 0), last


def beyond(data: Data, last: int, datasets: Iterable[str], locale: str) -> tuple[str, ...]:
    """Say which datasets end before a period does."""
    ends = {name: covered(data, name)[1] for name in datasets}
    return tuple(
        f"The dataset {_listed([name])} ends in {month_label(end, locale)}, before this period does."
        for name, end in ends.items()
        if end < last
    )


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name.replace('_', ' ')}”" for name in names)
