"""Whether today's numbers can be believed, in a sentence, and what that rests on."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Tone
from dashboard.snapshots.manifest import Manifest
from dashboard.words.formats import Formats
from dashboard.words.plain import in_letters
from dashboard.words.trust import Light, in_state, trust

QUESTION = "Can today’s numbers be believed?"
NO_FILTER = "The filters above change nothing here: checks and freshness are of the whole snapshot."
TONES: Mapping[Light, Tone] = {"green": "good", "orange": "warn", "red": "bad"}


def answer(manifest: Manifest) -> str:
    """Answer the page's question in one sentence."""
    light = trust(manifest).light
    remarks = len(manifest.failed("critical", "warning"))
    if in_state(manifest, "withheld"):
        return "Those that are shown can; what failed its checks is withheld."
    if in_state(manifest, "carried_over"):
        return "Yes, but not all are new: what failed its checks is shown as it last was good."
    if light == "red":
        return "Not without a look at what failed."
    if not manifest.findings:
        return "That is not known: no check has been run."
    return "Yes." if not remarks else f"Yes, with {in_letters(remarks)} remark{'s' if remarks > 1 else ''}."


def sentence(manifest: Manifest, formats: Formats) -> str:
    """Return the words of the light as a sentence's beginning: '3 of 5 datasets held back, …'."""
    said = trust(manifest, formats.locale).sentence
    return said[0].upper() + said[1:]


def published(manifest: Manifest, formats: Formats) -> str:
    """Say when the snapshot was published, and by which clock."""
    return f"Snapshot published {formats.moment(manifest.created_at, manifest.timezone)} ({manifest.timezone})"


def facts(manifest: Manifest, formats: Formats) -> tuple[tuple[str, str], ...]:
    """Return what the answer rests on, name and value: checks, datasets, tables connected, the oldest reading."""
    connected = len(manifest.datasets) - len(in_state(manifest, "not_connected"))
    read = [entry.as_of for entry in in_state(manifest, "published", "carried_over") if entry.as_of]
    run = len(manifest.findings)
    parts = [
        ("checks passed", run - len(manifest.failed("critical", "warning")), run),
        ("datasets of this refresh", len(in_state(manifest, "published")), connected),
        ("tables connected", sum(is_present(manifest, name) for name in manifest.contract), len(manifest.contract)),
    ]
    told = [(label, f"{formats.count(some)} of {formats.count(whole)}") for label, some, whole in parts if whole]
    if read:
        told.append(("oldest data shown were read", formats.moment(min(read), manifest.timezone, year=False)))
    return tuple(told)


def is_present(manifest: Manifest, table: str) -> bool:
    """Whether the warehouse has a table of the contract."""
    entry = manifest.tables.get(table)
    return entry is not None and entry.present
