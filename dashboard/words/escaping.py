"""What a company or a reader typed, made to show as it was typed: in Markdown, HTML, a mail, a sheet, a terminal.

Whoever draws a value passes it through here, once, where it is drawn. Blocks and words hold plain text.
"""

from __future__ import annotations

import re
from typing import Final

import markupsafe
from markupsafe import Markup

from dashboard.words.lines import unbroken

JOINER: Final = "\u2060"
"""Takes no room and joins what stands beside it: it parts signs that a renderer would take together."""

_ISOLATE, _POP = "\u2068", "\u2069"
_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-!|~<>$:&^=]")
_NUMBERED = re.compile(r"^(\d+)\.")
_BREAKS = re.compile(r"[\t\n\r\f\v\x85\u2028\u2029 ]*[\t\n\r\f\v\x85\u2028\u2029][\t\n\r\f\v\x85\u2028\u2029 ]*")
_SHORTCODE = re.compile(r":(?=[\w+/-]+:)")
_ARROW = re.compile(r"(?:(?<=\s)|^)(<->|->|<-|--|>=|<=|~=)(?=\s|$)")
_COMMAND = re.compile(r"`([a-z][\w .-]*)`")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_FEEDS = re.compile("[\v\f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def markdown(text: object) -> str:
    """Return text that Streamlit's Markdown shows as it was typed, on one line, whatever a name or an address holds.

    Emoji, icons and arrows are replaced after the Markdown is read, so a backslash does not keep them as they are: a
    joiner within does. An address of the web is shown as it was typed, and leads where it says.
    """
    plain = _isolated(_on_a_line(text).lstrip(" "))
    parted = _ARROW.sub(lambda found: found[1][0] + JOINER + found[1][1:], _SHORTCODE.sub(":" + JOINER, plain))
    return _NUMBERED.sub(r"\1\\.", _MARKS.sub(r"\\\g<0>", parted))


def sentence(text: str) -> str:
    """Return a sentence of ours for Streamlit's Markdown: what it quotes is escaped, and a `command` in it is code.

    Our sentences put commands, settings and tables between backticks, and a plain word there is code whoever typed it;
    what else stands there is escaped.
    """
    parts = _COMMAND.split(text)
    return "".join(f"`{part}`" if position % 2 else _inside(part) for position, part in enumerate(parts))


def html(text: object) -> Markup:
    """Return text that HTML shows as it was typed, in an element or in a quoted attribute."""
    return markupsafe.escape(_readable(str(text)))


def typeset(text: object) -> str:
    """Return text as it is set in type, in a picture or on paper: as it was typed, its figures on one line."""
    return unbroken(_readable(str(text)))


def letter(text: object) -> str:
    """Return text for a letter without markup, or for its subject: as it was typed, on one line."""
    return _isolated(_on_a_line(text).strip(" "))


def cell(text: str) -> str:
    """Return text that a spreadsheet shows as it was typed: no cell begins a formula."""
    return f"'{text}" if _FORMULA.search(text) else text


def legible(text: object) -> str:
    """Return text that a terminal prints, and a file of XML holds, as it was typed.

    Nothing in it moves a cursor or changes colours, and no letter in it is one that XML has no place for.
    """
    return _CONTROLS.sub("", _FEEDS.sub(" ", str(text)))


def _inside(part: str) -> str:
    """Escape a part of a sentence and leave the spaces at its ends."""
    stripped = part.strip(" ")
    if not stripped:
        return part
    begin = part[: len(part) - len(part.lstrip(" "))]
    return begin + markdown(stripped) + part[len(begin) + len(stripped) :]


def _readable(text: str) -> str:
    """Take out what only steers a display; what is read from right to left turns nothing that stands beside it."""
    return _isolated(legible(text))


def _on_a_line(text: object) -> str:
    return _BREAKS.sub(" ", _CONTROLS.sub("", str(text)))


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_POP}" if _RIGHT_TO_LEFT.search(text) else text
