"""A text as it is searched: without what nobody sees, digits and signs in one script, each letter with its origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text as it was written, and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Plain:
    """``origins`` tells for each letter of ``text`` where it stands in the text as written, which has ``length``."""

    text: str
    origins: Sequence[int]
    length: int

    @classmethod
    def of(cls, written: str) -> Plain:
        """Return a text as it is searched."""
        if written.isascii():
            return cls(written, range(len(written)), len(written))
        letters: list[str] = []
        origins: list[int] = []
        for at, letter in enumerate(written):
            for one in _spelt(letter):
                if letters and _parted(letters[-1], one):
                    letters.append(" ")
                    origins.append(at)
                letters.append(one)
                origins.append(at)
        return cls("".join(letters), origins, len(written))

    def span(self, start: int, end: int, kind: str) -> Span:
        """Return where a part of the text stands as it was written, with what nobody sees in it and behind it."""
        last = self.origins[end - 1] + 1
        return Span(self.origins[start], max(last, self.origins[end]) if end < len(self.text) else self.length, kind)


_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "IDEOGRAPHIC")
"""Scripts that leave no space between words, or hang something on them; by how Unicode calls their letters."""


@cache
def _spelt(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf" or letter == "\u034f" or "\ufe00" <= letter <= "\ufe0f":  # joins and parts what it stands in
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd" or letter == "\u2212":
        return "-"
    return unicodedata.normalize("NFKC", letter)


@cache
def _parted(before: str, letter: str) -> bool:
    """Whether a script without spaces meets Latin letters or digits: there begins another word, as 'は0171' shows."""
    plain = before.isascii() and before.isalnum(), letter.isascii() and letter.isalnum()
    other = letter if plain[0] else before
    return plain[0] != plain[1] and unicodedata.name(other, "").startswith(_UNSPACED)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as names are compared, and where it stands in the plain text; of scripts without spaces, one letter."""

    word: str
    start: int
    end: int


_WORD = re.compile("[A-Za-z0-9]+")


def tokens(text: str) -> list[Token]:
    """Return the words of a plain text, in small letters and without marks."""
    if text.isascii():
        return [Token(match[0].lower(), *match.span()) for match in _WORD.finditer(text)]
    found: list[Token] = []
    word: list[str] = []
    start = 0
    for at, letter in enumerate(text):
        folded, alone = _folded(letter)
        if folded is None or alone:
            if word:
                found.append(Token("".join(word), start, at))
                word = []
            if folded:
                found.append(Token(folded, at, at + 1))
            continue
        if not word:
            start = at
        word.append(folded)
    if word:
        found.append(Token("".join(word), start, len(text)))
    return [token for token in found if token.word]


_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that have no mark to be taken from them, and are written without it all the same."""


@cache
def _folded(letter: str) -> tuple[str | None, bool]:
    """Return what a letter is compared as, '' for a mark and None for what parts words; and whether it stands alone."""
    kind = unicodedata.category(letter)[0]
    if kind not in "LMN":
        return None, False
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if unicodedata.category(one) != "Mn")
    alone = unicodedata.name(letter, "").startswith(_UNSPACED)
    return unicodedata.normalize("NFC", bare).casefold().translate(_WHOLE), alone
