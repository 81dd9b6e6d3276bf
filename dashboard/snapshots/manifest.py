"""The manifest: what a snapshot says of itself, in plain values.

Both doors know it. The write door fills it, the read door shows it; whatever the app tells of queries,
contract and checks stands here, so that it needs none of the packages that made them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal
from weakref import WeakValueDictionary

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

FORMAT = 1
State = Literal["published", "carried_over", "withheld", "not_connected"]
Severity = Literal["critical", "warning", "info"]


class ManifestError(Exception):
    """A manifest cannot be read or is not the one that was published."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DatasetEntry(_Part):
    """A dataset in the snapshot: its state, why, and where and of when its rows are."""

    name: str
    kind: Literal["cube", "window", "register", "sample"]
    description: str
    grain: list[str]
    measures: list[str]
    state: State
    reasons: list[str] = Field([], description="Sentences; empty when published")
    from_snapshot: str | None = Field(None, description="The snapshot that first held this version, when carried over")
    as_of: datetime | None = Field(None, description="When this version was read from the warehouse")
    file: str | None = None
    rows: int = 0
    sha256: str | None = None
    sql: str = ""
    reads: list[str] = []
    months: tuple[int, int] | None = Field(None, description="First and last month that were asked for")
    held: tuple[int, int] | None = Field(None, description="First and last month with rows; none: no row has a month")
    definition: str = Field("", description="Hash of the query and of the settings that make the rows")
    seconds: float = 0.0

    @property
    def of_months(self) -> bool:
        """Whether its rows are sums of a month; what people keep, and samples, are not."""
        return self.kind in ("cube", "window")


class Acceptance(_Part):
    """Who accepted a finding, why, and until when."""

    reason: str
    by: str
    until: date


class FindingEntry(_Part):
    """What one check observed, in words."""

    check: str
    kind: Literal["source", "extract", "identity", "connection"]
    subject: str
    column: str | None = None
    severity: Severity
    passed: bool
    observed: str = ""
    expected: str = ""
    sentence: str
    action: str = ""
    datasets: list[str] = []
    months: list[int] | None = None
    scope: str | None = None
    since: datetime | None = Field(None, description="When this check first failed in the present row of failures")
    accepted: Acceptance | None = None
    set_aside: dict[str, int] = Field({}, description="Rows left out because of it, by month, as 2025-06 or all")
    spares: list[str] = Field([], description="Datasets that are not stopped with their group because of it")
    values_aside: dict[str, int] = Field({}, description="Values that count as missing because of it, by month")


class TableEntry(_Part):
    """A table of the contract, as the warehouse has it."""

    name: str
    present: bool
    rows: int | None = None
    newest: str | None = Field(None, description="The newest date or time in it, ISO")
    missing_columns: list[str] = []
    error: str | None = None
    kept_in: str | None = Field(None, description="The file, and its sheet, that holds it; none: the warehouse does")
    changed: datetime | None = Field(None, description="When that file was last changed")
    definition: str = Field("", description="Hash of the mapping's SELECT for it; none: it is read as it lies")
    made_of: str | None = Field(None, description="The table that stands in for it; none: it is there itself")
    totals: dict[str, float] = Field({}, description="Control totals")
    months: dict[str, dict[str, float]] = Field({}, description="Rows and control totals of each month, as 2025-06")
    filled: dict[str, float] = Field({}, description="Share of the rows that have a value, by column")
    set_aside: int = Field(0, description="Rows that are left out because they are wrong; in none of these numbers")


class ContractColumn(_Part):
    """A column of the contract; ``used`` tells whether any query reads it yet."""

    name: str
    type: str
    required: bool
    used: bool = True


class ContractTable(_Part):
    """A table of the contract: what a company would connect."""

    grain: str
    feeds: str
    required: bool
    columns: list[ContractColumn]
    kept_by_people: bool = Field(False, description="As no system does: it may be a file")


class Manifest(_Part):
    """All that a snapshot says of itself."""

    format: Literal[1] = 1
    id: str = ""
    created_at: datetime
    code_version: str
    company: str
    demo: bool
    as_of: date
    first_month: int
    last_month: int
    currency: str
    timezone: str
    full: bool
    settings: dict[str, JsonValue] = Field(description="The settings that make the data")
    datasets: dict[str, DatasetEntry]
    findings: list[FindingEntry] = []
    tables: dict[str, TableEntry] = {}
    contract: dict[str, ContractTable] = {}
    measures: dict[str, str] = Field({}, description="Measure: hash of its definition")
    notices: list[str] = []

    def failed(self, *severities: Severity) -> list[FindingEntry]:
        """Return the findings that did not pass, of these severities (default: all)."""
        return [
            finding
            for finding in self.findings
            if not finding.passed and (not severities or finding.severity in severities)
        ]

    def about(self, datasets: Iterable[str]) -> list[FindingEntry]:
        """Return the failed findings that touch any of these datasets."""
        wanted = set(datasets)
        return [finding for finding in self.failed() if wanted.intersection(finding.datasets)]

    def named(self) -> Manifest:
        """Return this manifest with the name that its time and content give it."""
        plain = self.model_dump(mode="json")
        stamp = f"{self.created_at:%Y%m%dT%H%M%S}{self.created_at.microsecond // 1000:03d}Z"
        return self.model_copy(update={"id": f"{stamp}-{_content_hash(plain)}"})

    def to_json(self) -> str:
        """Return the text that is written to `manifest.json`."""
        return self.model_dump_json(indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """Read a manifest and make sure that it is whole: its name holds the hash of its content.

        The same text is the same manifest for as long as anybody holds it: one with two thousand findings takes 6 MB.
        """
        read = cls, hashlib.sha256(text.encode() if isinstance(text, str) else text).digest()
        held = _HELD.get(read)
        if held is None:
            held = _HELD[read] = cls._whole(text)
        return held

    @classmethod
    def _whole(cls, text: str | bytes) -> Manifest:
        try:
            plain = json.loads(text)
        except ValueError as error:
            raise ManifestError(f"it is not valid JSON ({error})") from error
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            raise ManifestError(f"it is not of format {FORMAT}, the one that this version reads")
        if not str(plain.get("id", "")).endswith("-" + _content_hash(plain)):
            raise ManifestError("its content does not match its name: it was changed after it was published")
        try:
            return cls.model_validate(plain)
        except ValidationError as error:
            raise ManifestError(
                f"another version of Northstar wrote it ({error.error_count()} fields differ)"
            ) from error


_HELD: WeakValueDictionary[tuple[type[Manifest], bytes], Manifest] = WeakValueDictionary()
"""Kind of manifest and hash of its text → what was read of it."""


def _content_hash(plain: dict[str, Any]) -> str:
    """Hash a manifest's content without its name."""
    content = {key: value for key, value in plain.items() if key != "id"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
