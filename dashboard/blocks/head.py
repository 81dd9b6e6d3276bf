"""What every block carries: its name, its finding, what it stands on, and how it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.data.standing import Ground, Standing


def tells(finding: str) -> Callable[[], str]:
    """Return what tells this, for a head whose title is drawn small and states what is shown all the same."""
    return lambda: finding


@dataclass(frozen=True, slots=True)
class Evidence:
    """How something is known: what it means and how it is computed, the facts behind it, and its datasets.

    Checks, freshness and queries of the datasets are told by the manifest; whoever shows the evidence adds them.
    ``grounds`` are the months of them that it stands on; where none are named, all are meant.
    """

    title: str
    definition: str
    facts: tuple[tuple[str, str], ...] = ()
    datasets: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a block.

    ``name`` is the feature's id, with the part behind a dot where a feature has several blocks ('O1', 'O1.trend'):
    it never depends on a position. ``title`` states the finding; where the block has none to state (``finding``
    False) it only says what the block is, and is drawn small: ``told`` then states what it shows, for where it
    stands alone, on a slide or as a picture; it is read when it is asked for. ``subtitle`` tells filters, period
    and n. ``months`` are the first and last month that the block speaks of: a failed check of other months does not
    touch it. ``also`` is what it stands on besides, with the months of it: those that it is compared with,
    registers that name things. ``instead`` is said in place of the content where there are too few answers, or
    nothing, to draw. ``alt`` describes what is drawn for those who do not see it. ``link`` is what a click on the
    title opens, as ``kind:id``. ``of_view`` is whether it is of the view's period and places; a pilot is of its own
    months and of the whole company.
    """

    name: str
    title: str = ""
    finding: bool = True
    told: Callable[[], str] | None = None
    subtitle: str = ""
    standing: Standing | None = None
    months: tuple[int, int] | None = None
    also: tuple[Ground, ...] = ()
    instead: str = ""
    notes: tuple[str, ...] = ()
    alt: str = ""
    link: str = ""
    of_view: bool = True
    evidence: Callable[[], Evidence] | None = None

    @property
    def shown(self) -> bool:
        """Whether there is content to draw."""
        return not self.instead and (self.standing is None or self.standing.shown)
