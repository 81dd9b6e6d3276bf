"""Sponsored accounts beside comparable ones that never had a sponsor: like for like, before and after.

Each account is held against the mean of those alike that are known in the same way, so that every account counts once.
Those who bring nothing any more are left out on both sides: the list of sponsorships does not keep those that ended, so
accounts that left may have been struck off it, and how many stayed cannot be compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import SponsorMatch, read_register
from dashboard.data.view import NOT_GIVEN, View
from dashboard.statistics import Difference, benjamini_hochberg
from dashboard.statistics.estimates import contrast

LEAST_ACCOUNTS = 10
"""Accounts, each with others alike, below which nothing is told."""

LEAST_MONTHS = 6
"""Months of sponsorship, of those in the data, before anything could have come of it."""

FALSE_DIFFERENCES = 0.05

Outcome = Literal["score", "score_before", "score_change", "revenue"]
OUTCOMES: tuple[Outcome, ...] = ("score", "score_before", "score_change", "revenue")


_OF: Mapping[Outcome, Callable[[SponsorMatch], float | None]] = {
    "score": lambda one: one.after, "score_before": lambda one: one.before, "score_change": lambda one: one.change,
    "revenue": lambda one: one.grown,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Against:
    """One outcome: both means over ``accounts`` sponsored ones and those alike, and whether what sets them apart is
    ``clear``."""

    outcome: Outcome
    accounts: int
    alike: int
    sponsored: float
    comparable: float
    difference: Difference
    clear: bool = False

    @property
    def told(self) -> bool:
        """Whether there are enough accounts to say anything."""
        return self.accounts >= LEAST_ACCOUNTS


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared. Of ``sponsored`` accounts ``young`` have not had a sponsor for long enough, ``ended`` bring
    nothing any more or brought nothing before, and like the ``unmatched`` is no other; the rest are ``matched``."""

    sponsored: int
    young: int
    ended: int
    unmatched: int
    matched: int
    alike: int
    outcomes: tuple[Against, ...]

    def of(self, outcome: Outcome) -> Against:
        """Return one outcome."""
        return next(one for one in self.outcomes if one.outcome == outcome)

    @property
    def told(self) -> bool:
        """Whether anything can be told."""
        return any(one.told for one in self.outcomes)


@cached
def compared(data: Data, view: View) -> Compared:
    """Hold the sponsored accounts of a view's places against those alike; its period does not matter."""
    newest = data.snapshot.manifest.last_month
    found = [one for one in read_register(data, SponsorMatch) if _asked_for(one, view)]
    accounts = [one for one in found if one.place == 0]
    old = [one for one in accounts if one.start_month is not None and newest - one.start_month >= LEAST_MONTHS]
    paying = [one for one in old if one.pays]
    alike: dict[str, list[SponsorMatch]] = {one.account_id: [] for one in paying}
    for one in found:
        if one.place and one.pays and one.account_id in alike:
            alike[one.account_id].append(one)
    pairs = [(one, alike[one.account_id]) for one in paying if alike[one.account_id]]
    others = {one.customer_id for _, held in pairs for one in held}
    return Compared(
        len(accounts), len(accounts) - len(old), len(old) - len(paying), len(paying) - len(pairs), len(pairs),
        len(others), _judged([_against(outcome, pairs) for outcome in OUTCOMES]),
    )  # fmt: skip


def _against(outcome: Outcome, pairs: Sequence[tuple[SponsorMatch, Sequence[SponsorMatch]]]) -> Against:
    known = []
    others: set[str | None] = set()
    for account, alike in pairs:
        own = _OF[outcome](account)
        theirs = {one.customer_id: value for one in alike if (value := _OF[outcome](one)) is not None}
        if own is not None and theirs:
            known.append((own, math.fsum(theirs.values()) / len(theirs)))
            others |= {*theirs}
    if not known:
        nothing = contrast([(1.0, (0, 0.0, 0.0))])
        return Against(outcome, 0, 0, math.nan, math.nan, nothing)
    sides = np.array(known)
    apart = sides[:, 0] - sides[:, 1]
    difference = contrast([(1.0, (len(apart), float(apart.sum()), float((apart**2).sum())))])
    return Against(
        outcome, len(known), len(others), float(sides[:, 0].mean()), float(sides[:, 1].mean()), difference
    )  # fmt: skip


def _judged(found: Sequence[Against]) -> tuple[Against, ...]:
    """Say which differences are clear: all that is told is one family."""
    told = [one for one in found if one.told and math.isfinite(one.difference.p_value)]
    passed = benjamini_hochberg([one.difference.p_value for one in told], FALSE_DIFFERENCES)
    clear = {one.outcome for one, passes in zip(told, passed, strict=True) if passes}
    return tuple(
        Against(one.outcome, one.accounts, one.alike, one.sponsored, one.comparable, one.difference,
                one.outcome in clear)
        for one in found
    )  # fmt: skip


def _asked_for(one: SponsorMatch, view: View) -> bool:
    chosen = ((one.region, view.regions), (one.segment, view.segments))
    return all(labels is None or (label or NOT_GIVEN) in labels for label, labels in chosen)
