"""Times and words that stay on one line."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.snapshots.manifest import Manifest
from dashboard.words.formats import Formats


def unbroken(text: str) -> str:
    """Return words that stay on one line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def there(time: datetime | None, manifest: Manifest) -> datetime | None:
    """Return a time by the company's clocks, so that whoever sorts and draws it needs no other."""
    return time.astimezone(ZoneInfo(manifest.timezone)) if time else None


def when(time: datetime | None, manifest: Manifest, formats: Formats) -> str:
    """Return a time as the company's clocks had it, on one line; nothing where it is not known."""
    return unbroken(formats.moment(time, manifest.timezone)) if time else ""
