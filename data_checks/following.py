"""One finding a cause: what fails in an extract because of rows that are known to be wrong is told with those rows.

A query is at fault only where nothing that it reads is. Where the source audit has found what it reads to be wrong,
sums of it that do not come out even, rows that come twice or not at all prove nothing of the query: they are named
where the cause is told, and are no findings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data_checks.finding import Finding
from data_checks.sentences import counted

OF_THEIR_OWN = ("circle", "scale", "restating", "signs", "jump", "history")
"""Checks of extracts that speak of what the rows say, and not of whether they are all there once."""
FOLLOWS = "{count} of what is read from it {fail} with it: {checks}."


def told_once(source: Sequence[Finding], extracts: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of the source and of the extracts, those that follow from others told with their cause."""
    causes = [finding for finding in source if finding.stops]
    followers: dict[int, list[str]] = {}
    kept = []
    for finding in extracts:
        cause = next((place for place, one in enumerate(causes) if _follows(finding, one)), None)
        if cause is None:
            kept.append(finding)
        else:
            followers.setdefault(cause, []).append(finding.check)
    told = {id(causes[place]): _with(causes[place], checks) for place, checks in followers.items()}
    return [told.get(id(finding), finding) for finding in source], kept


def _follows(finding: Finding, cause: Finding) -> bool:
    of_rows = finding.kind == "identity" or (finding.kind == "extract" and _last(finding.check) not in OF_THEIR_OWN)
    return not finding.passed and of_rows and not set(cause.datasets).isdisjoint(finding.datasets)


def _with(cause: Finding, checks: Sequence[str]) -> Finding:
    names = sorted(set(checks))
    said = FOLLOWS.format(
        count=counted(len(names), "check"), fail="fails" if len(names) == 1 else "fail", checks=", ".join(names)
    )
    return replace(cause, action=f"{cause.action} {said}")


def _last(check: str) -> str:
    return check.rsplit(".", 1)[-1]
