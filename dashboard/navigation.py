"""The pages in the order of the navigation, and where everything with an identity stands.

A new page is a file in `pages/` and a line here; a new kind of thing that can be opened is a line below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, its address, and the parameters that it takes from there beside the filters.

    ``of_checks`` tells that it is itself about the checks, and tells each of them whatever it touches.
    """

    file: str
    title: str
    slug: str
    parameters: tuple[str, ...] = ()
    default: bool = False
    of_checks: bool = False

    @property
    def path(self) -> str:
        """Where its file lies: Streamlit takes links and switches by it."""
        return str(ROOT / self.file)


PAGES = (
    Entry("pages/overview.py", "Overview", "overview", default=True),
    Entry("pages/customers.py", "Customers and money", "customers"),
    Entry("pages/top_ten.py", "Top Ten", "top_ten", ("theme",)),
    Entry("pages/journeys.py", "Journeys", "journeys", ("journey",)),
    Entry("pages/accounts.py", "Accounts", "accounts", ("account",)),
    Entry(
        "pages/accountability.py",
        "Accountability",
        "accountability",
        ("department", "decision", "conflict", "rally_cry", "objective"),
    ),
    Entry("pages/voice.py", "Voice of the customer", "voice", ("department",)),
    Entry("pages/pilots.py", "Pilots", "pilots", ("pilot",)),
    Entry("pages/people.py", "People and culture", "people"),
    Entry("pages/data_health.py", "Data health", "data_health", ("measure", "checks", "connect"), of_checks=True),
)

BY_SLUG: Mapping[str, Entry] = MappingProxyType({entry.slug: entry for entry in PAGES})
"""Address → page."""


@dataclass(frozen=True)
class Destination:
    """Where a thing stands: the page, its parameter that names it, and the block at which the page is opened."""

    page: str
    parameter: str
    anchor: str


DESTINATIONS: Mapping[str, Destination] = MappingProxyType({
    "theme": Destination("top_ten", "theme", "T6"),
    "department": Destination("accountability", "department", "A2"),
    "rally_cry": Destination("accountability", "rally_cry", "A1"),
    "objective": Destination("accountability", "objective", "A4.looks"),
    "journey": Destination("journeys", "journey", "J1"),
    "decision": Destination("accountability", "decision", "O5.all"),
    "conflict": Destination("accountability", "conflict", "A5"),
    "account": Destination("accounts", "account", "C3"),
    "pilot": Destination("pilots", "pilot", "P2"),
    "connect": Destination("data_health", "connect", "D3"),
})  # fmt: skip
"""Kind of a link (`kind:id`) → where it leads. The kinds 'measure' and 'evidence' open on the page itself."""
