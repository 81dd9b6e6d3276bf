"""The audit of the extracts: each by itself, together, against the source and against the last run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from data_checks.circles import circles
from data_checks.extract_suite import shape_findings
from data_checks.finding import Finding
from data_checks.identities import identity_findings
from data_checks.news import complete_months, history, jumps, scales
from data_checks.profile import Profile
from data_checks.reconciliation import Span, control_totals, ledger
from data_checks.restating import restating
from data_checks.thresholds import Thresholds
from data_checks.validation import GREAT_EXPECTATIONS, Auditor
from queries.datasets import BY_NAME


def audit_extracts(
    tables: Mapping[str, pa.Table],
    *,
    previous: Mapping[str, pa.Table],
    first_month: int,
    last_month: int,
    thresholds: Thresholds,
    profile: Profile | None = None,
    from_month: int | None = None,
    changed: Mapping[str, str] = MappingProxyType({}),
    auditor: Auditor = GREAT_EXPECTATIONS,
) -> list[Finding]:
    """Check what came back, the identities among them.

    ``profile`` is what the source audit counted, ``from_month`` the first month that was asked again (None: all
    of them were), ``previous`` the tables of the snapshot before, and ``changed`` the source's tables that are read in
    another way since, with the reason.
    """
    span = Span(first_month, last_month, first_month if from_month is None else from_month)
    found: list[Finding] = []
    whole: dict[str, pa.Table] = {}
    for name, table in tables.items():
        shape = list(shape_findings(auditor, BY_NAME[name], table, first_month, last_month))
        found += shape
        if not any(finding.check in _unreadable(name) for finding in shape if not finding.passed):
            whole[name] = table
    found += identity_findings(whole, one_run=True, scales=thresholds.scales)
    found += ledger(whole, profile, span, thresholds)
    if profile is not None:
        found += control_totals(whole, profile, span, thresholds)
    found += complete_months(whole, profile, span)
    found += scales(whole, span, thresholds)
    found += restating(whole, thresholds.scales)
    found += circles(whole, thresholds)
    found += jumps(whole, span, thresholds)
    found += history(whole, previous, span, changed)
    return found


def audit_identities(
    tables: Mapping[str, pa.Table],
    *,
    first_month: int,
    last_month: int,
    thresholds: Thresholds,
    profile: Profile | None = None,
) -> list[Finding]:
    """Check what must come out even; also on a snapshot as it is composed, then without a profile.

    What was carried over is of another time than the profile, but of the same as the rest of its group.
    """
    span = Span(first_month, last_month, first_month)
    return [
        *identity_findings(tables, one_run=False, scales=thresholds.scales),
        *ledger(tables, profile, span, thresholds),
    ]


def _unreadable(name: str) -> set[str]:
    """Return the checks of an extract without which nothing can be summed over it."""
    dataset = BY_NAME[name]
    unreadable = {f"{column}.null" for column in dataset.grain} | {f"{column}.number" for column in dataset.measures}
    return {f"{name}.extract.{check}" for check in ("columns", *unreadable)}
