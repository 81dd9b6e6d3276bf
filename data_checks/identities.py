"""What must come out even in the extracts: parts that make a whole, and counts that bound one another.

They are looked at when the extracts come back, and once more on the snapshot as it is composed, where what
was carried over stands beside what is new; but for those that hold of one run alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from data_checks.cells import Mismatch
from data_checks.finding import Finding
from data_checks.identity.accounts import ACCOUNTS
from data_checks.identity.answers import of_answers
from data_checks.identity.customers import CUSTOMERS
from data_checks.identity.journeys import OF_JOURNEYS
from data_checks.identity.pilots import PILOTS
from data_checks.identity.risks import RISKS
from data_checks.identity.rules import Identity, Tables
from data_checks.identity.work import WORK
from queries.datasets import BY_NAME
from queries.scales import STANDARD, Scales

WRONG_QUERY = (
    "The query or the table behind it counts some rows twice or not at all: look for a key that repeats, and "
    "refresh with --full."
)


def identity_findings(tables: Tables, *, one_run: bool, scales: Scales = STANDARD) -> Iterator[Finding]:
    """Yield the result of every identity whose datasets are there; ``one_run`` tells whether all are of one run."""
    for identity in (*of_answers(scales), *OTHERS):
        if all(name in tables for name in identity.needs) and (one_run or not identity.of_one_run):
            yield _finding(identity, identity.broken(tables))


def _finding(identity: Identity, mismatch: Mismatch | None) -> Finding:
    subject = identity.needs[0]
    if mismatch is None:
        return Finding(
            identity.check, "identity", subject, "critical", True, "holds in every cell", identity.expected,
            f"{subject}: {identity.expected}.", datasets=identity.stops,
        )  # fmt: skip
    return Finding(
        identity.check, "identity", subject, "critical", False, str(mismatch), identity.expected,
        f"{subject}: it does not hold that {identity.expected}: {mismatch}.", WRONG_QUERY,
        datasets=identity.stops, months=mismatch.months or None,
    )  # fmt: skip


OTHERS: tuple[Identity, ...] = (*WORK, *OF_JOURNEYS, *CUSTOMERS, *ACCOUNTS, *RISKS, *PILOTS)
IDENTITIES: tuple[Identity, ...] = (*of_answers(STANDARD), *OTHERS)
"""Every identity; those that hold of any run name datasets of one group, which are published together."""

if split := [one.check for one in IDENTITIES if len({BY_NAME[name].group for name in one.stops}) > 1]:
    raise ValueError(f"These identities join datasets that are not carried over together: {', '.join(split)}.")
