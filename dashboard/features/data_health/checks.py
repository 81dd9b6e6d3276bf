"""D1: every check of every table: passed, failed, its severity, what was observed, since when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dashboard.blocks import Block, Cell, Column, Fold, Head, Note, Pill, Tone
from dashboard.data.question import Question
from dashboard.features.data_health.choosing import choice
from dashboard.features.data_health.faults import worst_first
from dashboard.features.data_health.listing import listing, moment
from dashboard.features.feature import feature
from dashboard.snapshots.manifest import FindingEntry, Severity
from dashboard.words.data_health import checks as words
from dashboard.words.data_health.datasets import called
from dashboard.words.data_health.summary import sentence
from dashboard.words.formats import Formats

PARAMETER = "checks"

_COLUMNS = (
    Column("outcome", "outcome", "pill", priority=1),
    Column("found", "what was found", width=3.0, priority=1),
    Column("to_do", "what to do", width=2.5),
    Column("since", "failing since", "day", width=1.4),
    Column("of", "of"),
    Column("column", "column", priority=3),
    Column("observed", "observed", width=1.7, priority=3),
    Column("expected", "expected", width=1.7, priority=3),
    Column("accepted", "accepted", width=1.7),
    Column("check", "check", priority=3),
)

_TONES: Mapping[Severity, Tone] = {"critical": "bad", "warning": "warn", "info": ""}


@feature(
    "D1",
    words.TITLE,
    meaning="The checks of the warehouse's tables and of what was read from them, as the last refresh made them.",
)
def checks(question: Question) -> Block:
    """List every check, or those that failed, those that failed first."""
    said = words.passed_of_run(question.manifest, Formats.of(question.settings))
    head = Head(name="D1", title=words.TITLE, finding=False, subtitle=said)
    return Fold(head, lambda: _content(question), PARAMETER)


def _content(question: Question) -> tuple[Block, ...]:
    manifest = question.manifest
    asked = choice(question, "D1.choice", PARAMETER, "Checks", words.OPTIONS)
    failed = asked.chosen == "failed"
    shown = worst_first(manifest.failed() if failed else manifest.findings)
    if not shown:
        said = words.NONE_FAILED if failed and manifest.findings else words.NONE_RUN
        return asked, Note(Head(name="D1.none"), said)
    told = partial(sentence, manifest, Formats.of(question.settings))
    head = Head(name="D1.checks", finding=False, told=told, alt=words.ALT)
    rows = (_row(finding, question) for finding in shown)
    table = listing(head, _COLUMNS, rows, question.data.grant, order=words.ORDER, of=len(manifest.findings))
    return asked, table


def _row(finding: FindingEntry, question: Question) -> dict[str, Cell]:
    manifest, formats = question.manifest, Formats.of(question.settings)
    return {
        "outcome": Cell(pill=Pill(words.outcome(finding), "" if finding.passed else _TONES[finding.severity])),
        "found": Cell(words.found(finding)),
        "to_do": Cell(words.to_do(manifest, finding)),
        "since": moment(finding.since, question),
        "of": Cell(called(finding.subject)),
        "column": Cell(finding.column or ""),
        "observed": Cell(words.observed(finding, formats)),
        "expected": Cell(finding.expected),
        "accepted": Cell(words.accepted(finding, formats)),
        "check": Cell(finding.check),
    }
