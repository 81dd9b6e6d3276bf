"""Words: sentences, facts and notes."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks.head import Head
from dashboard.blocks.small import Tone
from dashboard.data.standing import Ground, Standing


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its finding apart from what is said of it; ``link`` is what a click on it opens.

    ``note`` is said small below it, and opens ``note_link``. ``standing`` is what it stands on, where sentences stand
    on different data, ``months`` the first and last month of it, and ``also`` what it stands on besides.
    """

    finding: str
    more: str = ""
    link: str = ""
    standing: Standing | None = None
    months: tuple[int, int] | None = None
    also: tuple[Ground, ...] = ()
    note: str = ""
    note_link: str = ""

    def __str__(self) -> str:
        """Return the whole sentence."""
        return self.finding + self.more


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is to be read, one sentence a line."""

    head: Head
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, name by name. ``answer`` is said large above them, with a light where there is one."""

    head: Head
    facts: tuple[tuple[str, str], ...]
    answer: str = ""
    light: Tone = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark between blocks: what must be known to read them.

    ``language`` names what the text is written in where it is a program's ('sql'): its lines are then set as they are.
    ``more`` tells behind the text of what else there is; it opens what the title opens.
    """

    head: Head
    text: str
    tone: Tone = ""
    language: str = ""
    more: str = ""
