"""What failed: what was stopped, each with its cause, and then what stops nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.blocks import Tone
from dashboard.features.feeds import fed_by
from dashboard.measures.asked import unasked
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest
from dashboard.words.data_health import faults as words
from dashboard.words.data_health.checks import accepted, plain
from dashboard.words.formats import Formats
from dashboard.words.plain import listed
from dashboard.words.trust import GRAVEST_FIRST, in_state, remedy, stops


@dataclass(frozen=True, slots=True)
class Fault:
    """What is concerned, its mark with its tone, what is wrong, what to do, and since when."""

    concerned: words.Concerned
    datasets: str
    mark: str
    tone: Tone
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
    return found + [_marked(finding, manifest, settings) for finding in others]


def worst_first(findings: Iterable[FindingEntry]) -> list[FindingEntry]:
    """Return findings with those that failed first, the gravest of them before."""
    return sorted(findings, key=lambda one: (one.passed, GRAVEST_FIRST[one.severity], one.subject))


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
    own = [entry for entry in entries if not any(reason.startswith(words.TOGETHER) for reason in entry.reasons)]
    read = [entry.as_of for entry in entries if entry.as_of]
    state, formats = entries[0].state, Formats.of(settings)
    return Fault(
        words.concerned(_fed([entry.name for entry in entries], manifest, settings), formats),
        listed(entry.name for entry in entries),
        words.state_mark(state, read, manifest, formats),
        "bad" if state == "withheld" else "warn",
        plain(" ".join((own or entries)[0].reasons)),
        plain(" ".join(dict.fromkeys(remedy(finding) for finding in causes))),
        words.since([finding.since for finding in causes], manifest, formats),
    )


def _marked(finding: FindingEntry, manifest: Manifest, settings: Settings) -> Fault:
    mark, tone = words.finding_mark(finding)
    formats = Formats.of(settings)
    noted = finding.severity == "info"
    since = "" if noted else words.since([finding.since], manifest, formats)
    notes = (since, accepted(finding, formats))
    names = _fed(finding.datasets, manifest, settings)
    return Fault(
        words.Concerned(words.NOTED) if noted and not names else words.concerned(names, formats),
        listed(finding.datasets),
        mark,
        tone,
        plain(finding.sentence),
        plain(remedy(finding)),
        " · ".join(filter(None, notes)),
    )


def _fed(datasets: Iterable[str], manifest: Manifest, settings: Settings) -> tuple[str, ...]:
    """Return what stands on the datasets: what cannot be drawn without one that is not connected is in no doubt."""
    absent = [entry.name for entry in manifest.datasets.values() if entry.state == "not_connected"]
    return fed_by(datasets, settings, absent, unasked(manifest))
