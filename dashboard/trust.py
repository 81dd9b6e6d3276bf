"""Can today's numbers be believed? The light on every page, in words, from the manifest alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import streamlit as st
from babel.dates import format_date

from dashboard.entry.pages import BY_SLUG
from dashboard.manifest import DatasetEntry, FindingEntry, Manifest
from dashboard.settings import Settings
from dashboard.snapshot import Attempt, Snapshot

Light = Literal["green", "orange", "red"]

STALE_AFTER = timedelta(days=3)
"""A snapshot older than this is said to be old: a weekend and a holiday may pass in silence."""


@dataclass(frozen=True)
class Trust:
    """The light and its words."""

    light: Light
    sentence: str


def trust(manifest: Manifest) -> Trust:
    """Judge a snapshot: red where something is withheld, amber where something is held back or failed a check."""
    checks = len(manifest.findings)
    failed = manifest.failed("critical", "warning")
    critical = [finding for finding in failed if finding.severity == "critical" and finding.accepted is None]
    held = _in_state(manifest, "carried_over")
    withheld = _in_state(manifest, "withheld")
    if withheld:
        return Trust("red", f"{_failed(len(failed), checks)}: {_named(withheld)} withheld")
    if held:
        dates = f"{held[0].as_of:%-d %b}" if held[0].as_of else "before"
        return Trust("orange", f"{_failed(len(failed), checks)}: {_named(held)} of {dates}")
    if critical:
        return Trust("red", f"{_failed(len(failed), checks)}, {len(critical)} of them critical")
    if failed:
        return Trust("orange", f"{_failed(len(failed), checks)}, none of them critical")
    if not checks:
        return Trust("orange", "no check has been run")
    return Trust("green", f"all {checks} checks passed")


def draw_line(manifest: Manifest, settings: Settings, *, linked: bool) -> None:
    """Draw the freshness line with the light; where it can, it leads to the page that explains it."""
    judged = trust(manifest)
    label = "Demo company" if manifest.demo else manifest.company
    day = format_date(manifest.as_of, "d MMM yyyy", locale=settings.locale)
    # Two pieces, so that a phone can break the line between them.
    st.markdown(f":small[:gray[{label}] · As of {day}]", width="content")
    light = f":{judged.light}[●] :small[{judged.sentence[0].upper()}{judged.sentence[1:]}]"
    if linked:
        st.page_link(BY_SLUG["data_health"].path, label=light, width="content")
    else:
        st.markdown(light, width="content")


def warnings(snapshot: Snapshot, attempt: Attempt | None, settings: Settings) -> Sequence[str]:
    """Return what must be said above the numbers: another snapshot is shown, a refresh failed, the data are old."""
    sentences = [snapshot.notice] if snapshot.notice else []
    manifest = snapshot.manifest
    if attempt and attempt.outcome == "failed" and attempt.started_at > manifest.created_at:
        sentences.append(f"The refresh of {attempt.started_at:%-d %b %H:%M} UTC failed. {attempt.sentence}")
    if settings.as_of is None:
        age = settings.today() - manifest.as_of
        if age > STALE_AFTER:
            sentences.append(f"These numbers are {age.days} days old: no refresh has been published since.")
    return sentences


def findings_about(manifest: Manifest, datasets: Sequence[str]) -> list[FindingEntry]:
    """Return the failed findings that touch these datasets, the gravest first."""
    order = {"critical": 0, "warning": 1, "info": 2}
    return sorted(manifest.about(datasets), key=lambda finding: order[finding.severity])


def checks_of(manifest: Manifest, datasets: Sequence[str]) -> str:
    """Return how many checks were run on these datasets and on the tables that they read, and how many failed."""
    subjects = {
        *datasets,
        *(table for name in datasets if name in manifest.datasets for table in manifest.datasets[name].reads),
    }
    run = [finding for finding in manifest.findings if finding.subject in subjects]
    failed = sum(not finding.passed for finding in run)
    return f"{len(run)} checks were run on these data and the tables behind them; {failed or 'none'} failed."


def provenance(manifest: Manifest, datasets: Sequence[str], settings: Settings) -> str:
    """Return a footer's words for what stands on these datasets: source, as-of date, check status."""
    entries = [manifest.datasets[name] for name in datasets if name in manifest.datasets]
    tables = sorted({table.replace("_", " ") for entry in entries for table in entry.reads[:1]})
    days = [entry.as_of.date() for entry in entries if entry.as_of]
    day = format_date(min(days, default=manifest.as_of), "d MMM yyyy", locale=settings.locale)
    failed = [finding for finding in manifest.about(datasets) if finding.severity != "info"]
    status = "checks passed" if not failed else f"{len(failed)} check{'s' if len(failed) > 1 else ''} failed"
    return f"Source: {', '.join(tables)} · read {day} · {status}"


def _in_state(manifest: Manifest, state: str) -> list[DatasetEntry]:
    return [entry for entry in manifest.datasets.values() if entry.state == state]


def _named(entries: Sequence[DatasetEntry]) -> str:
    names = [entry.name.replace("_", " ") for entry in entries]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def _failed(failed: int, checks: int) -> str:
    return f"{failed} of {checks} checks failed"
