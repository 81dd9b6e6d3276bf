"""The accounts that somebody sponsors: reviewed this week or not, and which departments their teams lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.registers import Department, SponsoredAccount, SponsorTeam, department_names, read_register
from dashboard.data.registers.accounts import Reviewed
from dashboard.data.view import View
from dashboard.measures.customers.accounts import SOON, asked_for

DATASET = SponsoredAccount.dataset
TEAMS = SponsorTeam.dataset

_OVERDUE: tuple[Reviewed, ...] = ("never", "overdue")
_FIRST: Mapping[Reviewed, int] = {"never": 0, "overdue": 0, "begun": 1, "held": 2, "unknown": 2, "left": 3}


@dataclass(frozen=True, slots=True)
class Team:
    """The departments that look after an account, its sponsor's among them, and those facing customers that do not."""

    there: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sponsored:
    """The sponsored accounts of a view's places, those without a review of late first, as known on ``day``.

    ``teams`` are those recorded, by account; ``facing`` the departments that deal with customers, as far as the
    company says which do.
    """

    accounts: tuple[SponsoredAccount, ...]
    teams: Mapping[str, Team]
    facing: tuple[str, ...]
    day: date

    @property
    def staying(self) -> tuple[SponsoredAccount, ...]:
        """Those that are still customers."""
        return tuple(one for one in self.accounts if one.churned_on is None)

    @property
    def overdue(self) -> tuple[SponsoredAccount, ...]:
        """Those that nobody reviewed this week, and of which it was due."""
        return tuple(one for one in self.accounts if one.reviewed(self.day) in _OVERDUE)

    @property
    def reviews_kept(self) -> bool:
        """Whether the company keeps any review."""
        return any(one.week_reviews is not None for one in self.accounts)

    def soon(self, some: Sequence[SponsoredAccount]) -> tuple[SponsoredAccount, ...]:
        """Return those of some whose renewal is near."""
        return tuple(one for one in some if one.renews_within(SOON, self.day))

    def absences(self) -> tuple[tuple[str, int], ...]:
        """Return each department that faces customers with how many recorded teams lack it, the most first."""
        missing = Counter(name for team in self.teams.values() for name in team.missing)
        return tuple(sorted(((name, missing[name]) for name in self.facing), key=lambda one: (-one[1], one[0])))


def sponsored(data: Data, view: View) -> Sponsored:
    """Return the sponsored accounts in a view's regions and segments; its period does not matter."""
    day = data.snapshot.manifest.as_of
    found = [one for one in read_register(data, SponsoredAccount) if asked_for(one, view)]
    names = department_names(data)
    departments = read_register(data, Department)
    facing = tuple(names[one.department_id] for one in departments if one.customer_facing)
    there = _teams(data, {one.customer_id: one for one in found if one.churned_on is None}, names)
    teams = {
        account: Team(tuple(sorted(held)), tuple(sorted(name for name in facing if name not in held)))
        for account, held in there.items()
    }
    return Sponsored(tuple(sorted(found, key=lambda one: _order(one, day))), teams, tuple(sorted(facing)), day)


def _teams(data: Data, of: Mapping[str, SponsoredAccount], names: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the departments of each account of which a team is recorded; its sponsor's is one of them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in read_register(data, SponsorTeam):
        if one.customer_id in of:
            found[one.customer_id].add(names.get(one.department_id, one.department_id))
    for account, held in found.items():
        department = of[account].sponsor_department_id
        if department is not None:
            held.add(names.get(department, department))
    return dict(found)


def _order(one: SponsoredAccount, day: date) -> tuple[int, int, date, str]:
    """Order the overdue first, the longest unreviewed before others; then by the next renewal."""
    rank, waits = _FIRST[one.reviewed(day)], one.unreviewed_for(day)
    since = -(waits if waits is not None else 10**6) if rank == 0 else 0
    return rank, since, one.renews_on or date.max, one.customer_id
