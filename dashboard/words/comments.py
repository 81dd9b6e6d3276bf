"""What people say of a number, a page or a period: quoted, dated, signed, and called an opinion."""

from __future__ import annotations

from dashboard.data.registers import Comment
from dashboard.settings import Settings
from dashboard.words.formats import Formats

TITLE = "Opinion"
ALL = "Opinions, in full"
MEANING = (
    "What people wrote of this page, of what stands on it, or of its period and region: opinions, quoted as they were "
    "written, dated and signed. Nothing of them was computed or checked."
)
PAGE = "this page"
UNSIGNED, UNDATED = "unsigned", "undated"

SHORT = 180
"""Letters of a comment that are quoted on a page; the whole of it opens on request."""


def quoted(comment: Comment, settings: Settings, most: int | None = None) -> str:
    """Return a comment as a quotation with who wrote it and when: '“I would wait.” Ana Núñez, 3 Sep 2026'."""
    return f"{quotation(comment, most)} {signed(comment, settings)}"


def quotation(comment: Comment, most: int | None = None) -> str:
    """Return what a comment says, between marks of quotation, and of no more than so many letters."""
    return f"“{cut(comment.text, most)}”"


def signed(comment: Comment, settings: Settings) -> str:
    """Return who wrote a comment, and when."""
    day = UNDATED if comment.written_on is None else Formats.of(settings).day(comment.written_on)
    return f"{comment.author.strip() or UNSIGNED}, {day}"


def cut(text: str, most: int | None) -> str:
    """Return a text of no more than so many letters, cut between words where it can be, on one line."""
    line = " ".join(text.split())
    if most is None or len(line) <= most:
        return line
    begin = line[: most - 1]
    return f"{begin.rpartition(' ')[0] or begin} …"


def about(name: str, region: str | None, months: tuple[int, int] | None, settings: Settings) -> str:
    """Return what a comment is about: 'Wrong invoices', 'DACH, Aug–Oct 2026', 'Net promoter score in DACH'.

    ``name`` is empty where it is about the page on which it stands, or a measure with which it stands.
    """
    what = f"{name} in {region}" if name and region else name or region or ""
    period = Formats.of(settings).months(*months) if months is not None else ""
    return ", ".join(filter(None, (what, period)))


def title(about: str) -> str:
    """Return the heading of a comment: 'Opinion on DACH, Aug–Oct 2026'."""
    return f"{TITLE} on {about or PAGE}"


def in_full(about: str, quotation: str) -> str:
    """Return a quotation with what it is about before it: 'On Wrong invoices: “They want fewer lines.”'."""
    return f"On {about}: {quotation}" if about else quotation


def one_of(number: int, settings: Settings) -> str:
    """Return of how many a comment is the newest: 'the newest of 5'; nothing where it is the only one."""
    return f"the newest of {Formats.of(settings).count(number)}" if number > 1 else ""
