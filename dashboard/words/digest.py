"""The digest: its title and subject, and what it says of itself."""

from __future__ import annotations

from dashboard.data.question import Question
from dashboard.words.figures import scope
from dashboard.words.notices import as_of, of_whom

TITLE = "Customer experience digest"

OPEN = "Open the dashboard at this view"

UNLINKED = "Nothing here leads to the dashboard: the setting `address` does not say where people open it."


def subject(question: Question) -> str:
    """Return the subject of the mail: 'Customer experience digest · Acme · DACH · As of 28 Sep 2026'."""
    manifest, view = question.manifest, question.view
    whose = (of_whom(manifest), scope(view, manifest.company) if view.filtered else "")
    return " · ".join(filter(None, (TITLE, *whose, as_of(manifest, question.settings.locale))))


def detail(label: str, text: str, note: str = "") -> str:
    """Return a cell as part of a line: 'Now 34.1 (Jun–Aug 2026 · n 1,204)'; nothing where the cell is empty."""
    told = " ".join(filter(None, (label, text)))
    return "" if not text and not note else f"{told} ({note})" if note else told
