"""The pages, in the order of the navigation. A new page is a file in `pages/` and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, and its address."""

    file: str
    title: str
    slug: str
    default: bool = False

    @property
    def path(self) -> str:
        """Where its file lies: Streamlit takes links and switches by it."""
        return str(ROOT / self.file)


PAGES = (
    Entry("pages/overview.py", "Overview", "overview", default=True),
    Entry("pages/top_ten.py", "Top Ten", "top_ten"),
    Entry("pages/data_health.py", "Data health", "data_health"),
)

BY_SLUG = {entry.slug: entry for entry in PAGES}
"""Address → page."""
