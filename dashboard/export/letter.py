"""A digest as a letter: as HTML that mail programs keep, as plain text, and as a mail that holds both.

The HTML is laid out by tables with inline styles, without script and without anything from elsewhere. Every value is
escaped where it is printed; a header of the mail is one line whatever a company is called.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from functools import cache
from pathlib import Path

from jinja2 import Environment

from dashboard.export.digest import Digest, Line, Section
from dashboard.rendering.templates import escaping
from dashboard.theme import LIGHT, TYPEFACES
from dashboard.words import digest as words
from dashboard.words.escaping import letter

WIDTH = 72
"""Letters of a line of plain text; an address is never broken."""

TEMPLATES = Path(__file__).parent / "mail"


@cache
def _templates() -> Environment:
    environment = escaping(str(TEMPLATES))
    environment.globals |= {"colours": LIGHT, "typefaces": f"{TYPEFACES.removesuffix('sans-serif')}Arial, sans-serif"}
    return environment


def as_html(digest: Digest) -> str:
    """Return a digest as one page of HTML, at most 640 pixels wide."""
    template = _templates().get_template("digest.html")
    return template.render(digest=digest, title=words.TITLE, opens=words.OPEN)


def as_text(digest: Digest) -> str:
    """Return a digest as plain text, as wide as a mail program shows without breaking lines."""
    return "\n".join(_text(digest)) + "\n"


def mail(digest: Digest, sender: str, recipients: tuple[str, ...]) -> EmailMessage:
    """Return a digest as a mail: plain text for who reads that, HTML for all others."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter(digest.subject)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=_domain(message))
    message["Auto-Submitted"] = "auto-generated"  # no note of absence answers it
    message.set_content(as_text(digest))
    message.add_alternative(as_html(digest), subtype="html")
    return message


def _domain(message: EmailMessage) -> str:
    """Return the sender's domain: the machine's own name is nobody's business."""
    (sender,) = message["From"].addresses
    assert isinstance(sender, Address)
    return sender.domain


def _text(digest: Digest) -> Iterator[str]:
    yield from _wrapped(words.TITLE)
    yield "=" * len(words.TITLE)
    yield ""
    yield from _wrapped(digest.believed)
    yield from filter(None, (digest.checks,))
    for said in (*digest.above, *digest.about):
        yield from _wrapped(said)
    yield from filter(None, (digest.address,))
    for section in digest.sections:
        yield ""
        yield from _section(section)
    if digest.unlinked:
        yield ""
        yield from _wrapped(digest.unlinked)


def _section(section: Section) -> Iterator[str]:
    title = list(_wrapped(section.title))
    yield from title
    yield "-" * max(map(len, title))
    yield from _wrapped(section.about)
    yield from filter(None, (section.address,))
    for line in section.lines:
        yield ""
        yield from _line(line)
    if section.notes or section.marks:
        yield ""
    for said in (*section.notes, *section.marks):
        yield from _wrapped(said)


def _line(line: Line) -> Iterator[str]:
    status = f" [{line.pill.word}]" if line.pill and line.pill.word else ""
    yield from _wrapped(f"{line.lead}{line.more}{status}", "* ")
    for said in (*line.small, *line.marks):
        yield from _wrapped(said, "  ")
    if line.address:
        yield f"  {line.address}"


def _wrapped(text: str, begin: str = "") -> Iterator[str]:
    """Yield the lines of a text; what was typed begins no line by itself but the first."""
    yield from textwrap.wrap(
        letter(text), WIDTH, initial_indent=begin, subsequent_indent=" " * len(begin), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
