"""What failed, as an executive reads it: which tiles it concerns, what became of them, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard import words
from dashboard.cards.feeds import fed_by
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest, State
from dashboard.words import formats
from dashboard.words.trust import GRAVEST_FIRST, in_state, moment, remedy, stops

STATES: dict[State, str] = {
    "published": "of this refresh",
    "carried_over": "held back",
    "withheld": "withheld",
    "not_connected": "not connected",
}
"""The states of a dataset as they are read."""

_TOGETHER = "It is published together with "
"""How a reason begins that is another dataset's."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the summary: what is concerned, its mark with its tone, what is wrong, what to do, since when."""

    concerned: str
    datasets: str
    mark: str
    tone: str
    why: str
    remedy: str
    notes: str


def faults(manifest: Manifest, settings: Settings) -> list[Fault]:
    """Return what is withheld, then what is held back, each with its cause, then what failed and stops nothing."""
    found: list[Fault] = []
    told: list[FindingEntry] = []
    for state in ("withheld", "carried_over"):
        for entries, causes in _by_cause(manifest, in_state(manifest, state)):
            found.append(_stopped(entries, causes, manifest, settings))
            told += causes
    others = [finding for finding in worst_first(manifest.failed()) if finding not in told]
    return found + [_marked(finding, settings) for finding in others]


def worst_first(findings: Iterable[FindingEntry]) -> list[FindingEntry]:
    """Return findings with those that failed first, the gravest of them before."""
    return sorted(findings, key=lambda one: (one.passed, GRAVEST_FIRST[one.severity], one.subject))


def accepted(finding: FindingEntry, locale: str) -> str:
    """Say who accepted a finding, until when, and why; nothing where nobody did."""
    word = finding.accepted
    return f"accepted by {word.by} until {formats.day(word.until, locale)}: {word.reason}" if word else ""


def _by_cause(
    manifest: Manifest, entries: Sequence[DatasetEntry]
) -> list[tuple[list[DatasetEntry], list[FindingEntry]]]:
    """Put together the datasets that the same failures stopped."""
    stopping = [finding for finding in manifest.findings if stops(finding)]
    groups: dict[tuple[object, ...], tuple[list[DatasetEntry], list[FindingEntry]]] = {}
    for entry in entries:
        own = [finding for finding in stopping if entry.name in finding.datasets]
        said = " ".join(entry.reasons)
        causes = own or [finding for finding in stopping if finding.sentence in said]
        key: tuple[object, ...] = tuple((finding.check, finding.scope) for finding in causes) or tuple(entry.reasons)
        groups.setdefault(key, ([], causes))[0].append(entry)
    return list(groups.values())


def _stopped(
    entries: Sequence[DatasetEntry], causes: Sequence[FindingEntry], manifest: Manifest, settings: Settings
) -> Fault:
    own = [entry for entry in entries if not any(reason.startswith(_TOGETHER) for reason in entry.reasons)]
    read = [entry.as_of for entry in entries if entry.as_of]
    state = entries[0].state
    as_of = f", read {moment(min(read), manifest, settings.locale, 'd MMM HH:mm')}" if read else ""
    return Fault(
        _tiles([entry.name for entry in entries], settings),
        words.listed(entry.name for entry in entries),
        STATES[state] + as_of,
        "bad" if state == "withheld" else "warn",
        " ".join((own or entries)[0].reasons),
        " ".join(dict.fromkeys(remedy(finding) for finding in causes)),
        _since([finding.since for finding in causes], settings.locale),
    )


def _marked(finding: FindingEntry, settings: Settings) -> Fault:
    grave = stops(finding)
    mark = "accepted" if finding.accepted else "critical" if grave else "shown, with a warning"
    notes = (_since([finding.since], settings.locale), accepted(finding, settings.locale))
    return Fault(
        _tiles(finding.datasets, settings),
        words.listed(finding.datasets),
        "noted" if finding.severity == "info" else mark,
        "bad" if grave else "" if finding.severity == "info" else "warn",
        finding.sentence,
        remedy(finding),
        " · ".join(filter(None, notes)),
    )


def _tiles(datasets: Sequence[str], settings: Settings) -> str:
    return "\N{NO-BREAK SPACE}· ".join(fed_by(datasets, settings)) or "Nothing that is shown yet"


def _since(times: Iterable[datetime | None], locale: str) -> str:
    known = [when for when in times if when]
    return f"failing since {formats.day(min(known), locale)}" if known else ""
