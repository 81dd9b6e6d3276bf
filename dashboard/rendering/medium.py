"""What a block must be drawn with, beside itself."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from dashboard.settings import Settings
from dashboard.snapshots.manifest import FindingEntry, Manifest
from dashboard.theme import Mode


@dataclass(frozen=True)
class Medium:
    """Where blocks are drawn: what the snapshot says of itself, the settings, and whether the screen is dark.

    ``takes`` tells whether the reader may take along what is drawn. ``most_rows`` is how many rows of a table there is
    room for; None where there is for all.
    """

    manifest: Manifest
    settings: Settings
    mode: Mode
    takes: bool = True
    most_rows: int | None = None

    @property
    def cache_key(self) -> Hashable:
        """What a drawing depends on beside the block."""
        return (self.manifest.id, self.settings.cache_key, self.mode, self.takes)

    @cached_property
    def failed(self) -> tuple[FindingEntry, ...]:
        """The checks that failed and are no mere notes, looked up once for all that is drawn."""
        return tuple(self.manifest.failed("critical", "warning"))
