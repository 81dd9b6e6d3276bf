"""The gate: from what was found to what may be published, dataset by dataset.

A critical failure stops the datasets that it names, and with them those of the same group that it does not spare; an
accepted one stops nothing, and stays visible. A warning is published and marked. What is done with a dataset that
is stopped (carried over, withheld) is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_checks.finding import Finding
from queries.datasets import BY_NAME

_MANY = 3
"""Sentences of one check, beside the first, from which on they are only counted."""


@dataclass(frozen=True)
class Acceptance:
    """A person's word that a finding may stand: which check, why, who, and until when (that day included).

    ``scope`` None accepts the check wherever it fails, otherwise only the finding of that scope.
    """

    check: str
    reason: str
    by: str
    until: date
    scope: str | None = None

    @property
    def covered(self) -> str:
        """The check's name, with the scope behind it where only that is accepted."""
        return f"{self.check}/{self.scope}" if self.scope else self.check

    def covers(self, finding: Finding, today: date) -> bool:
        """Tell whether it accepts this finding today."""
        return self.check == finding.check and self.scope in (None, finding.scope) and today <= self.until


@dataclass(frozen=True)
class Verdict:
    """Whether a dataset may be published, the reasons why not, and the findings that stop or mark it."""

    action: Literal["publish", "stop"]
    reasons: tuple[str, ...] = ()
    stopped_by: tuple[Finding, ...] = ()
    marked_by: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A verdict for each dataset, and notices for whoever keeps the settings."""

    verdicts: dict[str, Verdict]
    notices: tuple[str, ...] = ()

    @property
    def stopped(self) -> tuple[str, ...]:
        """The datasets that may not be published, in the order asked."""
        return tuple(name for name, verdict in self.verdicts.items() if verdict.action == "stop")


def acceptance(finding: Finding, accepted: Sequence[Acceptance], today: date) -> Acceptance | None:
    """Return the acceptance that covers a finding that failed, if there is one."""
    if finding.passed:
        return None
    return next((entry for entry in accepted if entry.covers(finding, today)), None)


def decide(
    findings: Sequence[Finding], dataset_names: Iterable[str], accepted: Sequence[Acceptance], today: date
) -> Decision:
    """Decide for each of the datasets whether it may be published."""
    names = list(dataset_names)
    failed = [finding for finding in findings if not finding.passed]
    stopping = [finding for finding in failed if finding.stops and acceptance(finding, accepted, today) is None]
    own = {name: tuple(finding for finding in stopping if name in finding.datasets) for name in names}
    marks = {
        name: tuple(finding for finding in failed if name in finding.datasets and finding not in stopping)
        for name in names
    }
    return Decision({name: _verdict(name, own, marks[name]) for name in names}, _notices(accepted, failed, today))


def _verdict(name: str, own: dict[str, tuple[Finding, ...]], marks: tuple[Finding, ...]) -> Verdict:
    """Return a dataset's verdict from its own failures and, where it has none, those of its group."""
    if own[name]:
        return Verdict("stop", _sentences(own[name]), own[name], marks)
    for partner in _partners(name, own):
        if shared := tuple(finding for finding in own[partner] if name not in finding.spares):
            reason = f"It is published together with '{partner}', which was stopped: {shared[0].sentence}"
            return Verdict("stop", (reason,), shared, marks)
    return Verdict("publish", marked_by=marks)


def _sentences(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return what the findings say, each sentence once; of many of one check the first, and how many more."""
    by_check: dict[str, dict[str, None]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, {})[finding.sentence] = None
    said: list[str] = []
    for sentences in by_check.values():
        first, *more = sentences
        said += [f"{first.rstrip('.')}; and {len(more)} more like it."] if len(more) >= _MANY else [first, *more]
    return tuple(dict.fromkeys(said))


def _partners(name: str, own: dict[str, tuple[Finding, ...]]) -> list[str]:
    group = BY_NAME[name].group
    return [other for other in own if other != name and group and BY_NAME[other].group == group]


def _notices(accepted: Sequence[Acceptance], failed: Sequence[Finding], today: date) -> tuple[str, ...]:
    """Name the acceptances that do nothing: run out, or no longer needed."""
    notices = []
    for entry in accepted:
        what = entry.check + (f" ({entry.scope})" if entry.scope else "")
        if today > entry.until:
            notices.append(f"The acceptance of {what} by {entry.by} ran out on {entry.until}: renew it or remove it.")
        elif not any(entry.covers(finding, today) for finding in failed):
            notices.append(
                f"The acceptance of {what} by {entry.by} matches no failed check: correct its name or remove it."
            )
    return tuple(notices)
