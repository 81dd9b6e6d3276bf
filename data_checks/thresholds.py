"""The bounds of the checks that are a matter of judgement, each with its reason, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Where a check begins to warn, and where it stops a dataset."""

    orphans_critical: float = 0.01
    """Share of a table's references that point nowhere. Some always do (a customer deleted, a row that comes
    late) and cost a number less than its rounding; beyond one in a hundred a join has gone wrong."""

    volume_warning: float = 0.9
    """Rows against the last run. Tables of events grow, so a tenth gone is at least a question."""

    volume_critical: float = 0.5
    """Rows against the last run: with half of them gone a load was cut short, whatever else it may be."""

    stale_factor: float = 3.0
    """How many times its usual gap a table may be silent before it counts as stale."""

    stale_least_days: int = 7
    """Silence that is never called stale: a long weekend with its holidays."""

    duplicated_warning: float = 0.001
    """Share of rows that equal another row in everything but the key. Two people may answer alike in the same
    second; hardly one in a thousand does."""

    duplicated_critical: float = 0.02
    """Share of such rows that no coincidence explains: a load was run twice under new keys."""

    revenue_tolerance: float = 0.005
    """Part by which a month's `revenue` may differ from the ledger's: rounding, late credit notes."""

    jump: float = 6.0
    """How many usual (median absolute) changes from month to month a change is, to be pointed out."""

    jump_least_n: int = 30
    """Rows below which a month's jump is not worth a word."""

    late_months: int = 3
    """Closed months before the refreshed ones whose change in total is still looked for."""
