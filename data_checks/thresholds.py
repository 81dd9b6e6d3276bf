"""The bounds of the checks that are a matter of judgement, each with its reason, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.scales import STANDARD, Scales


@dataclass(frozen=True)
class Thresholds:
    """Where a check begins to warn, and where it stops a dataset."""

    tolerated_share: float = 0.01
    """Share of a table's rows that may be wrong where a wrong row only leaves itself out: a reference to a customer
    since deleted, a date in the future, a kind that nobody counts. It costs a number less than its rounding;
    beyond one in a hundred something has gone wrong with a load."""

    tolerated_rows: int = 5
    """A handful is tolerated in small tables too, where one row is more than one in a hundred …"""

    tolerated_most: float = 0.2
    """… but never more than a fifth of them."""

    set_aside_share: float = 0.005
    """Share of a table's rows that may be left out because they are wrong beyond doubt (a score of 11, no date, a key
    that is there already), and of a column's values: one in two hundred moves a figure by less than its interval, and
    so does a single one of few. 0: none are."""

    volume_warning: float = 0.9
    """Rows against the last run. Tables of events grow, so a tenth gone is at least a question."""

    volume_critical: float = 0.5
    """Rows against the last run: with half of them gone a load was cut short, whatever else it may be."""

    usual_rows: int = 30
    """Rows a month below which chance alone empties a month, or halves it: no comparison of months is made."""

    stale_factor: float = 1.5
    """How many times its longest gap of late a table may be silent before it counts as stale."""

    stale_factor_sparse: float = 3.0
    """The same for a table with rows on few days, whose longest gap of late says little of the next."""

    stale_days_known: int = 20
    """Days with rows, of the last 120, from which on the longest gap is known."""

    stale_least_days: int = 7
    """Silence that is never called stale: a long weekend with its holidays."""

    recent_months: int = 3
    """Complete months in which an empty one is taken for a load that failed, and not for a pause."""

    filled_kept: float = 0.5
    """Part of its values that a column keeps from one run to the next; with fewer it counts as emptied."""

    revenue_tolerance: float = 0.005
    """Part by which a month's `revenue` may differ from the ledger's: rounding, late credit notes."""

    revenue_beyond_doubt: float = 0.05
    """Part by which a month long closed may differ and still be shown, marked: money that far back decides little
    today, but a twentieth of it is no credit note."""

    active_months: int = 1
    """Months for which a customer counts as active after paying; 1: revenue is recurring."""

    scale_answers: int = 50
    """Answers in a month of which none is above 5, before it is said that the scale ends there: even where half of
    the customers are detractors, chance does not leave that out."""

    scales: Scales = STANDARD
    """The scales on which answers are given."""

    jump: float = 6.0
    """How many usual (median absolute) changes from month to month a change is, to be pointed out."""

    tolerances: Mapping[str, float] = field(default_factory=dict)
    """Cross-check: the share from which on it is told, where the company says another than the check's own."""

    def tolerated(self, total: int) -> int:
        """Return how many of a table's rows may be wrong without holding anything back."""
        return int(max(self.tolerated_share * total, min(self.tolerated_rows, self.tolerated_most * total)))

    def set_aside(self, total: int) -> int:
        """Return how many of so many rows, or values, may be set aside: the share of them, and one of few.

        That one is never more than a fifth of them.
        """
        single = min(1, int(self.tolerated_most * total)) if self.set_aside_share else 0
        return max(int(self.set_aside_share * total), single)
