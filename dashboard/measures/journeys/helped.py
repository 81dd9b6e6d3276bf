"""Who turned to the company within 30 days after it had turned to them: to help, for another reason, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate, proportion, proportion_difference

DATASET = "contacts_after"
MEASURE = "contact_after_help"

Before = Literal["help", "proactive", "sell", "inform", "reactive"]
"""What came before: contacts to help, cases that the company began, contacts to sell and to inform, customers' own
cases."""

HELP: tuple[Before, ...] = ("help", "proactive")
OTHERS: tuple[Before, ...] = ("sell", "inform")


@dataclass(frozen=True, slots=True)
class After:
    """How often something came before, how often it could be followed, and after what share customers turned again."""

    before: Before
    n: int
    followed: int
    turned: int

    @property
    def share(self) -> Estimate:
        """The share after which the customer opened a case, each time by itself."""
        return proportion(self.turned, self.followed)


@dataclass(frozen=True, slots=True)
class Helped:
    """What could be followed often enough, what too seldom, and contacts to help less those for another reason.

    ``difference`` is None where either could not be followed often enough.
    """

    told: tuple[After, ...]
    few: tuple[After, ...]
    difference: Difference | None


def helped(data: Data, view: View, settings: Settings) -> Helped | None:
    """Return who turned to the company after what in a view's period; None where it never helped of its own accord."""
    cube, period = data.cube(DATASET), view.period
    if cube is None or not cube.rows or not {*HELP} & {*map(str, cube.labels["came_before"])}:
        return None
    sums = cube.sum(
        ("n", "followed", "turned_again"), ("came_before",), (), (period.first, period.last), view.regions,
        view.segments,
    )  # fmt: skip
    rows = dict(zip(map(str, cube.labels["came_before"]), sums.tolist(), strict=True))
    order: tuple[Before, ...] = get_args(Before)
    found = [After(one, *(int(part) for part in rows[one])) for one in order if one in rows and rows[one][0] > 0]
    told = tuple(one for one in found if one.followed >= settings.least_n)
    few = tuple(one for one in found if one.followed < settings.least_n)
    return Helped(told, few, _difference(told, settings))


def _difference(told: Iterable[After], settings: Settings) -> Difference | None:
    sides = [[one for one in told if one.before in kinds] for kinds in (("help",), OTHERS)]
    sums = [(sum(one.turned for one in side), sum(one.followed for one in side)) for side in sides]
    if any(followed < settings.least_n for _, followed in sums):
        return None
    (turned, followed), (turned_others, followed_others) = sums
    return proportion_difference(turned, followed, turned_others, followed_others)
