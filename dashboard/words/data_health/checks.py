"""Checks as words: how each came out, what it found and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.snapshots.manifest import FindingEntry, Manifest, Severity
from dashboard.words.formats import Formats
from dashboard.words.trust import advice

TITLE = "Every check"
ALT = "Every check with its outcome, what was found, what to do about it, and since when it has failed"
ORDER = "those that failed first, the gravest of them before"
OPTIONS = (("all", "All checks"), ("failed", "Only those that failed"))
NONE_FAILED = "No check failed."
NONE_RUN = "No check has been run on this snapshot."

_OUTCOMES: Mapping[Severity, str] = {"critical": "failed, critical", "warning": "failed, warning", "info": "noted"}
_ROWS = re.compile(r"\b\d{4,}(?= rows?\b)")


def passed_of_run(manifest: Manifest, formats: Formats) -> str:
    """Return how many of the checks passed: '808 of 809 passed, 1 noted'. What is only noted has not failed."""
    run = len(manifest.findings)
    passed, noted = run - len(manifest.failed("critical", "warning")), len(manifest.failed("info"))
    return f"{formats.count(passed)} of {formats.count(run)} passed" + (
        f", {formats.count(noted)} noted" if noted else ""
    )


def outcome(finding: FindingEntry) -> str:
    """Return how a check came out: 'passed', 'failed, critical'."""
    return "passed" if finding.passed else _OUTCOMES[finding.severity]


def found(finding: FindingEntry) -> str:
    """Return what a check found, as a sentence."""
    return plain(finding.sentence)


def to_do(manifest: Manifest, finding: FindingEntry) -> str:
    """Return what to do about a check that failed, and what is shown until then."""
    return "" if finding.passed else plain(advice(manifest, finding))


def observed(finding: FindingEntry, formats: Formats) -> str:
    """Return what was observed, the numbers of rows grouped as they are read."""
    return _ROWS.sub(lambda number: formats.count(int(number[0])), finding.observed)


def accepted(finding: FindingEntry, formats: Formats) -> str:
    """Say who accepted a finding, until when, and why; nothing where nobody did."""
    word = finding.accepted
    return f"accepted by {word.by} until {formats.day(word.until)}: {word.reason}" if word else ""


def plain(sentence: str) -> str:
    """Return a finding's sentence without the marks around names of commands and settings."""
    return sentence.replace("`", "")
