"""Can today's numbers be believed? The light on every page, and what is said of data and checks, from the manifest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from dashboard.data.standing import Ground, Standing
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest, Severity, State
from dashboard.words.formats import Formats, in_language
from dashboard.words.plain import counted

Light = Literal["green", "orange", "red"]
Months = tuple[int, int]
"""First and last month, each as ``year * 12 + month - 1``."""

GRAVEST_FIRST: Mapping[Severity, int] = {"critical": 0, "warning": 1, "info": 2}

UNTOUCHED = "none touches this page"

_UNTIL_THEN = re.compile(r"\W+until then[^.]*\.?$", re.IGNORECASE)
_UNTIL: Mapping[State, str] = {
    "carried_over": "Until then the last good figures are shown.",
    "withheld": "Until then what stands on it is withheld.",
}
_UNTIL_EITHER = "Until then the last good figures are shown, or none where there are none."


@dataclass(frozen=True)
class Trust:
    """The light and its words."""

    light: Light
    sentence: str


def trust(manifest: Manifest, locale: str = "en", places: int | None = None) -> Trust:
    """Judge a snapshot: red where something is withheld, amber where something is held back or failed a check.

    ``places`` is how many figures of a page bear the mark of a failed check; None where no page is spoken of.
    """
    checks = in_language(locale).count(len(manifest.findings))
    failed = manifest.failed("critical", "warning")
    critical = sum(stops(finding) for finding in failed)
    held, withheld = in_state(manifest, "carried_over"), in_state(manifest, "withheld")
    if held or withheld:
        parts = [f"{_named(withheld, manifest)} withheld"] if withheld else []
        parts += [f"{_named(held, manifest)} held back, {_read(held, manifest, locale)}"] if held else []
        parts += [f"{critical} critical"] if critical else []
        return Trust("red" if withheld else "orange", "; ".join(parts))
    if critical:
        return Trust("red", f"{len(failed)} of {checks} checks failed, {critical} of them critical")
    if failed:
        accepted = sum(finding.severity == "critical" for finding in failed)
        graver = f"{accepted} critical and accepted" if accepted else "none of them critical" if places is None else ""
        here = "" if places is None else f"marked in {counted(places, 'place', locale)} here" if places else UNTOUCHED
        return Trust("orange", ", ".join(filter(None, (f"{len(failed)} of {checks} checks failed", graver, here))))
    if not manifest.findings:
        return Trust("orange", "no check has been run")
    return Trust("green", f"all {checks} checks passed")


def marked_at(places: Iterable[str], locale: str) -> str:
    """Say where a page is marked: 'Marked here: Gross margin; Earned growth (2 places).'"""
    found = Counter(places)
    named = (f"{name} ({counted(n, 'place', locale)})" if n > 1 else name for name, n in found.items())
    return f"Marked here: {'; '.join(named)}."


def stops(finding: FindingEntry) -> bool:
    """Whether a finding stops its datasets: it failed, is critical, and nobody has accepted it."""
    return not finding.passed and finding.severity == "critical" and finding.accepted is None


def in_state(manifest: Manifest, *states: State) -> list[DatasetEntry]:
    """Return the datasets that are in one of these states."""
    return [entry for entry in manifest.datasets.values() if entry.state in states]


def findings_about(manifest: Manifest, datasets: Sequence[str]) -> list[FindingEntry]:
    """Return the failed findings that touch these datasets, the gravest first, each with the advice for today."""
    return [
        finding.model_copy(update={"action": advice(manifest, finding)})
        for finding in sorted(manifest.about(datasets), key=lambda finding: GRAVEST_FIRST[finding.severity])
    ]


def checks_of(manifest: Manifest, datasets: Sequence[str]) -> str:
    """Return how many checks bear on these datasets, and how many of them failed: those of `findings_about`."""
    wanted, failed = set(datasets), len(manifest.about(datasets))
    run = sum(bool(wanted.intersection(finding.datasets)) for finding in manifest.findings)
    bear = f"{checks_counted(run)} {'bears' if run == 1 else 'bear'}"
    return f"{bear} on these data and on what they were read from; {failed or 'none'} failed."


def remedy(finding: FindingEntry) -> str:
    """Return what to do about a finding, without what is shown until then: that depends on the dataset's state."""
    return _UNTIL_THEN.sub(".", finding.action)


def advice(manifest: Manifest, finding: FindingEntry) -> str:
    """Return what to do about a finding, and what is shown until then as the snapshot has it."""
    known = [manifest.datasets[name] for name in finding.datasets if name in manifest.datasets]
    states = {entry.state for entry in known if entry.state in _UNTIL} if stops(finding) else set()
    told = " ".join(_UNTIL[state] for state in states) if len(states) < 2 else _UNTIL_EITHER
    return f"{remedy(finding)} {told}".strip()


def touches(finding: FindingEntry, months: Months | None) -> bool:
    """Whether a finding bears on a stretch of months: one that names none bears on all of them."""
    return not finding.months or months is None or any(months[0] <= month <= months[1] for month in finding.months)


def failures(failed: Iterable[FindingEntry], *grounds: Ground) -> tuple[list[FindingEntry], list[FindingEntry]]:
    """Part the findings that failed of these datasets: those that touch their months, and those of others alone."""
    here: list[FindingEntry] = []
    elsewhere: list[FindingEntry] = []
    for finding in sorted(failed, key=lambda one: GRAVEST_FIRST[one.severity]):
        about = [ground for ground in grounds if not set(ground.datasets).isdisjoint(finding.datasets)]
        if about:
            (here if any(touches(finding, ground.months) for ground in about) else elsewhere).append(finding)
    return here, elsewhere


def where(finding: FindingEntry, grounds: Sequence[Ground]) -> str:
    """Say of a finding that it does not touch the months that are shown; nothing where it does, or none are named."""
    here, _ = failures((finding,), *grounds)
    return "" if here or not grounds else "It touches no month that this figure stands on."


def mark(failed: Iterable[FindingEntry], *grounds: Ground) -> tuple[str, str]:
    """Return the mark of a figure that failed checks touch, in a few words, and what they found; or nothing.

    Rows and values that were left out because of a check are told as what they are.
    """
    here, _ = failures(failed, *grounds)
    return found(here, grounds), " ".join(finding.sentence for finding in here)


def found(failed: Sequence[FindingEntry], grounds: Sequence[Ground] | None = None) -> str:
    """Return what came of checks that failed: '2 checks failed, 3 rows set aside', wherever it is told.

    What was left out is counted in the months that something stands on; without grounds in all.
    """
    rows = sum(_set_aside(finding, finding.set_aside, grounds) for finding in failed)
    values = sum(_set_aside(finding, finding.values_aside, grounds) for finding in failed)
    others = sum(not (finding.set_aside or finding.values_aside) for finding in failed)
    parts = [f"{checks_counted(others)} failed"] if others else []
    aside = [counted(number, name, "en") for number, name in ((rows, "row"), (values, "value")) if number]
    parts += [f"{' and '.join(aside)} set aside"] if aside else []
    return ", ".join(parts)


def _set_aside(finding: FindingEntry, by_month: Mapping[str, int], grounds: Sequence[Ground] | None) -> int:
    """Return how much of the months that something stands on is left out because of a finding."""
    if grounds is None:
        return sum(by_month.values())
    about = [ground.months for ground in grounds if not set(ground.datasets).isdisjoint(finding.datasets)]
    return sum(number for key, number in by_month.items() if any(_within(key, months) for months in about))


def _within(key: str, months: Months | None) -> bool:
    """Whether a month such as 2025-06 lies in a stretch; rows of no known month may lie in any."""
    if months is None or not key[:4].isdigit():
        return True
    year, month = key.split("-")
    return months[0] <= int(year) * 12 + int(month) - 1 <= months[1]


def provenance(manifest: Manifest, datasets: Sequence[str], settings: Settings, months: Months | None = None) -> str:
    """Return a footer's words for what stands on these datasets: source, as-of date, check status."""
    ground = Ground(tuple(datasets), months)
    failed = failures(manifest.failed("critical", "warning"), ground)
    return f"{source(manifest, datasets, settings)} · {check_status(*failed, ground)}"


def source(manifest: Manifest, datasets: Sequence[str], settings: Settings) -> str:
    """Return what datasets were read from, and when the oldest was, by the company's clocks."""
    entries = [manifest.datasets[name] for name in datasets if name in manifest.datasets]
    tables = sorted({table.replace("_", " ") for entry in entries for table in entry.reads[:1]})
    read = min((entry.as_of for entry in entries if entry.as_of), default=None)
    day = Formats.of(settings).day(_there(read, manifest).date() if read else manifest.as_of)
    files = dict.fromkeys(of_file(entry, manifest, settings.locale) for entry in entries)
    of = next((said for said in files if said), "")
    return f"Source: {', '.join(tables)} · read {day}{of}" if tables else f"Read {day}{of}"


def check_status(here: Sequence[FindingEntry], elsewhere: Sequence[FindingEntry], *grounds: Ground) -> str:
    """Return whether checks passed: 'checks passed', '1 check failed elsewhere', '2 checks failed, 1 elsewhere'.

    Rows and values that were set aside are told as such, in the words of a figure's mark.
    """
    told, others = found(here, grounds or None), found(elsewhere)
    if told.endswith("failed") and others == f"{checks_counted(len(elsewhere))} failed":
        return f"{told}, {len(elsewhere)} elsewhere"
    parts = [told, f"{others} elsewhere" if others else ""]
    return ", ".join(filter(None, parts)) or "checks passed"


def checks_counted(number: int) -> str:
    """Return '1 check', '3 checks'."""
    return counted(number, "check", "en")


def held_back(standing: Standing, manifest: Manifest, locale: str) -> str:
    """Say of when the numbers are, and why they are not newer."""
    when = moment(standing.as_of, manifest, locale, "d MMM yyyy") if standing.as_of else "an earlier refresh"
    return f"As of {when}, because: {' '.join(standing.reasons)}" if standing.reasons else f"As of {when}."


def of_file(entry: DatasetEntry, manifest: Manifest, locale: str) -> str:
    """Say from which file a dataset is, and how old that is: ' from tasks.xlsx, changed 3 Sep 2026'; of the oldest.

    Empty where all of it lies in the warehouse.
    """
    tables = [manifest.tables[name] for name in entry.reads if name in manifest.tables]
    files = [(table.changed, table.kept_in) for table in tables if table.changed and table.kept_in]
    if not files:
        return ""
    changed, place = min(files)
    return f" from {place}, changed {moment(changed, manifest, locale, 'd MMM yyyy')}"


def moment(when: datetime, manifest: Manifest, locale: str, pattern: str = "d MMM yyyy, HH:mm") -> str:
    """Return a time as the company's clocks had it: '26 Nov 2026, 14:53'.

    ``pattern`` says which parts are told, the year and the time of day or not; how they are set is the language's.
    """
    told = in_language(locale)
    if "HH" in pattern:
        return told.moment(when, manifest.timezone, year="y" in pattern)
    day = _there(when, manifest).date()
    return told.day(day) if "y" in pattern else told.day_month(day)


def _there(when: datetime, manifest: Manifest) -> datetime:
    """Return a time by the company's clocks."""
    return when.astimezone(ZoneInfo(manifest.timezone))


def _named(entries: Sequence[DatasetEntry], manifest: Manifest) -> str:
    """Name one or two datasets; of more, tell how many they are of those that are connected."""
    connected = len(manifest.datasets) - len(in_state(manifest, "not_connected"))
    names = [entry.name.replace("_", " ") for entry in entries]
    return " and ".join(names) if len(names) < 3 else f"{len(names)} of {connected} datasets"


def _read(held: Sequence[DatasetEntry], manifest: Manifest, locale: str) -> str:
    """Say when what is held back was read: the day, or the hour where it is the snapshot's own day."""
    times = [_there(entry.as_of, manifest) for entry in held if entry.as_of]
    if not times:
        return "read before"
    oldest = min(times)
    several = len({when.date() for when in times}) > 1
    pattern = "d MMM HH:mm" if oldest.date() == manifest.as_of else "d MMM"
    return f"{'the oldest ' if several else ''}read {moment(oldest, manifest, locale, pattern)}"
