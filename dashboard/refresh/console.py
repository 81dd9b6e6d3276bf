"""What the commands print: a snapshot's state, findings in words, the contract against a warehouse."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashboard.snapshots.manifest import FindingEntry, Manifest, State
from dashboard.snapshots.store import Attempt, Snapshot, SnapshotSummary
from dashboard.words.escaping import legible
from dashboard.words.formats import Formats
from dashboard.words.notices import other_snapshot
from dashboard.words.trust import advice

if TYPE_CHECKING:
    from dashboard.refresh.doctor import Diagnosis

STATES: Mapping[State, str] = {
    "published": "published",
    "carried_over": "carried over",
    "withheld": "withheld",
    "not_connected": "not connected",
}
_MARKS: Mapping[str, tuple[str, str, str]] = {
    "good": ("✓", "+", "green"), "absent": ("–", "-", "dim"), "unused": ("○", "o", "dim"), "wrong": ("✗", "x", "red"),
    "current": ("▸", ">", ""),
}  # fmt: skip
"""Verdict → its sign, the one of a terminal that has no such, and its colour."""
_MEANINGS: Mapping[str, str] = {
    "good": "as it should be", "absent": "not there, and may be absent", "unused": "there, and not used",
    "wrong": "not as it should be",
}  # fmt: skip
_PIPE_WIDTH = 160
_TOLD = Formats()
"""How the commands set numbers and dates: they know of no company's language."""


def print_anything() -> None:
    """Have signs that a terminal or a log cannot show printed as a question mark: no command ends at a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def mark(verdict: str) -> Text:
    """Return the sign of a verdict, or the one in its place where the terminal has no such."""
    sign, plain, style = _MARKS[verdict]
    try:
        sign.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        sign = plain
    return Text(sign, style)


def console() -> Console:
    """Return where to print: as wide as the terminal, or wide enough for a log."""
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def say(line: str) -> None:
    """Print a progress line at once, also into a pipe."""
    print(legible(line), flush=True)


def complain(line: str) -> None:
    """Print what went wrong where errors go."""
    print(legible(line), file=sys.stderr, flush=True)


def print_summary(manifest: Manifest, *, published: bool = True) -> None:
    """Print what a refresh, or a check (which has ``published`` nothing), came to, in a few lines."""
    states = [entry.state for entry in manifest.datasets.values()]
    counts = [f"{states.count(state)} {word}" for state, word in STATES.items() if state in states]
    failed = manifest.failed("critical", "warning")
    would = "" if published else "; a refresh now would leave them"
    say(f"{len(manifest.findings)} checks, {len(failed)} failed. Datasets{would}: {', '.join(counts)}.")
    if not published:
        say("Nothing was published: `python -m dashboard refresh` does that.")
    alike: dict[tuple[str, str], list[str]] = {}
    for entry in manifest.datasets.values():
        if entry.state in ("carried_over", "withheld"):
            since = f" as of {moment(entry.as_of)}" if entry.as_of else ""
            alike.setdefault((f"{STATES[entry.state]}{since}", " ".join(entry.reasons)), []).append(entry.name)
    for (state, why), names in alike.items():
        say(f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} {state}: {why}")


def print_findings(manifest: Manifest, findings: Sequence[FindingEntry]) -> None:
    """Print findings in words, the gravest first, with what is shown until they are mended."""
    order = ("critical", "warning", "info")
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        since = f" (since {moment(finding.since)})" if finding.since else ""
        told = f"{finding.sentence} {advice(manifest, finding)}".rstrip()
        say(f"{finding.severity.upper()} {_name(finding)}{since}: {told}")
        if finding.accepted:
            word = finding.accepted
            say(f"    accepted by {word.by} until {day(word.until)}: {word.reason}")


def print_datasets(manifest: Manifest) -> None:
    """Print a line for each dataset."""
    table = Table("Dataset", "State", "Rows", "As of", "Why", box=None, header_style="bold")
    for entry in manifest.datasets.values():
        rows = _TOLD.count(entry.rows) if entry.file else ""
        _row(table, entry.name, STATES[entry.state], rows, moment(entry.as_of), " ".join(entry.reasons))
    console().print(table)


def print_snapshots(snapshots: Sequence[SnapshotSummary]) -> None:
    """Print a line for each snapshot, the newest first."""
    table = Table("", "Snapshot", "Company", "Datasets", "Kept because", box=None, header_style="bold")
    for line in snapshots:
        counts = ", ".join(f"{line.states[state]} {word}" for state, word in STATES.items() if state in line.states)
        label = f"{line.company} (demo)" if line.demo else line.company
        _row(table, mark("current") if line.current else "", line.id, label, line.problem or counts, line.pinned or "")
    console().print(table)


def print_diagnosis(lines: Sequence[Diagnosis]) -> None:
    """Print the contract against what a warehouse has, and what the signs in front of the lines mean."""
    table = Table("", "Table", "Column", "Found", "What to do", box=None, header_style="bold")
    for line in lines:
        _row(table, mark(line.verdict), "" if line.column else line.table, line.column, line.found, line.advice)
    console().print(table)
    said = {line.verdict for line in lines}
    say("; ".join(f"{mark(name).plain} {meaning}" for name, meaning in _MEANINGS.items() if name in said))


def print_reads(good: Sequence[str], lacking: Mapping[str, Sequence[str]]) -> None:
    """Print which datasets can be read, and of the others what they lack."""
    say(f"{len(good)} datasets can be read: {', '.join(good) or 'none'}.")
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, what in lacking.items():
        alike.setdefault(tuple(what), []).append(name)
    for what, names in alike.items():
        say(f"{', '.join(names)} cannot be read; {'it lacks' if len(names) == 1 else 'they lack'} {', '.join(what)}.")


def print_attempt(attempt: Attempt) -> None:
    """Print how the last refresh ended."""
    if attempt.outcome == "running":
        say(f"A refresh began on {moment(attempt.started_at)} and has not ended: it is at work, or was interrupted.")
    elif attempt.outcome == "failed":
        say(f"The refresh of {moment(attempt.started_at)} failed: {attempt.sentence}")


def _row(table: Table, *cells: Text | str | None) -> None:
    """Add a row of plain text: a value of the data that looks like markup is no markup."""
    table.add_row(*(cell if isinstance(cell, Text) else Text(legible(cell or "")) for cell in cells))


def notices(snapshot: Snapshot) -> Iterator[str]:
    """Yield what must be said of the current snapshot: that it is an earlier one, and what its refresh noted."""
    if snapshot.notice:
        yield other_snapshot(snapshot.notice, snapshot.manifest, _TOLD.locale)
    yield from snapshot.manifest.notices


def day(when: date) -> str:
    """Return a date as it is printed."""
    return _TOLD.day(when)


def size_of(file: Path) -> str:
    """Return the size of a file as it is printed."""
    size = file.stat().st_size
    return f"{_TOLD.count(size / 1e6)} MB" if size >= 1e6 else f"{_TOLD.count(size / 1e3)} kB"


def moment(time: datetime | None) -> str:
    """Return a time as it is printed; the commands run on servers, whose clocks are UTC's."""
    return f"{_TOLD.moment(time, UTC)} UTC" if time else ""


def age(time: datetime, now: datetime) -> str:
    """Return how long ago something was, in the largest unit that tells."""
    return _TOLD.age(now - time)


def _name(finding: FindingEntry) -> str:
    return f"{finding.check} [{finding.scope}]" if finding.scope else finding.check
