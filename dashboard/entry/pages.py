"""The pages, in the order of the navigation. A new page is a file in `pages/` and a line here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, and its address."""

    file: str
    title: str
    slug: str
    default: bool = False


PAGES = (
    Entry("pages/overview.py", "Overview", "overview", default=True),
    Entry("pages/top_ten.py", "Top Ten", "top_ten"),
    Entry("pages/data_health.py", "Data health", "data_health"),
)
