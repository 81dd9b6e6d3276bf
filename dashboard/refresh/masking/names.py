"""Who and what is named in the company's tables, found in a text: whole words, in any script, however they are spelt.

Marks and capitals make no difference ('MULLER' is 'Müller', and so is 'Mueller'), a family name may come first, and a
name of a language that inflects may have an ending. Of people, whose names are few, each part is a name as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.refresh.masking.plain import Plain, Span, Token, tokens
from dashboard.refresh.masking.words import LEGAL, ORDINARY, TITLES

NAME = "name"
_SEVERAL = re.compile(r"[,;/&\n]|\s(?:and|und|et|y|e|и)\s")
_BETWEEN = re.compile(r"[\s.,'’\-·・_&+]{0,3}")
"""What may stand between the words of one name."""
_LEAST_PART, _LEAST_SMALL, _LEAST_STEM = 3, 6, 5
"""Letters of a part of a name that is looked for alone, of one that counts in small letters, of one with endings."""
_UMLAUTS = str.maketrans(dict(zip("äöüåøÄÖÜ", ("ae", "oe", "ue", "aa", "oe", "Ae", "Oe", "Ue"), strict=True)))
_LEAST_ID = 6

Words = tuple[str, ...]


@dataclass
class Names:
    """The names to look for: by their first word, each with what its letters have to be like."""

    known: dict[str, dict[Words, str]] = field(default_factory=dict)
    """First word → the words of each name → '' for a name however it is written, 'capital' for one that has to begin
    with a capital, else how it has to be written."""
    stems: set[str] = field(default_factory=set)
    spoken: Container[str] | None = None

    @classmethod
    def of(
        cls,
        persons: Iterable[str] = (),
        accounts: Iterable[str] = (),
        customers: Iterable[str] = (),
        but: Iterable[str] = (),
        spoken: Container[str] | None = None,
    ) -> Names:
        """Return the names of people, accounts, and the ids of customers; ``but`` are no names, whoever bears them.

        Of names that begin with none of the words that are ``spoken`` nothing is kept.
        """
        found, spared = cls(spoken=spoken), {_words(one) for one in but}
        for person in persons:
            for one in _SEVERAL.split(person) if not _is_reversed(person) else [person]:
                found._person(one, spared)
        for account in accounts:
            found._account(account, spared)
        for identity in customers:
            if len(identity) >= _LEAST_ID and any(map(str.isdigit, identity)) and not identity.isdigit():
                found._add(_words(identity), "")
        return found

    def find(self, plain: Plain) -> Iterator[Span]:
        """Yield where a text names one of them."""
        words = tokens(plain.text)
        at = 0
        while at < len(words):
            length = self._longest(plain.text, words, at)
            if length:
                yield plain.span(words[at].start, words[at + length - 1].end, NAME)
            at += max(1, length)

    def _person(self, written: str, spared: set[Words]) -> None:
        bare = re.sub(r"\(.*?\)", " ", written).strip()
        for spelt in {bare, bare.translate(_UMLAUTS)}:
            words = tuple(word for word in _words(spelt) if word not in TITLES)
            if not words or words in spared:
                continue
            if len(words) == 1:
                self._add(words, bare if words[0] in ORDINARY or len(words[0]) < _LEAST_PART else "capital")
                continue
            pieces = [piece for piece in map(_words, re.split(r"[\s,・·]+", spelt)) if piece and piece[0] not in TITLES]
            self._add(words, "")
            self._add(tuple(word for piece in (pieces[-1], *pieces[:-1]) for word in piece), "")
            for piece in pieces if len(pieces) > 1 else []:
                self._part(piece)
                for word in piece:
                    self._part((word,))

    def _part(self, words: Words) -> None:
        """Look for a part of a name as well, unless it is too short, or a word like any other."""
        letters = sum(map(len, words))
        unspaced = len(words) > 1 and all(len(word) == 1 for word in words)
        if unspaced:
            self._add(words, "")
        elif letters >= _LEAST_PART and not ({"".join(words), *words} & (ORDINARY | TITLES)):
            self._add(words, "" if letters >= _LEAST_SMALL else "capital")
            if len(words) == 1 and letters >= _LEAST_STEM and "а" <= words[0][0] <= "я":
                self.stems.add(words[0].rstrip("аеёийоуыьэюя"))

    def _account(self, written: str, spared: set[Words]) -> None:
        words = _words(written)
        if not words or words in spared:
            return
        self._add(words, self._of_account(words, written))
        short = words
        while len(short) > 1 and short[-1] in LEGAL:
            short = short[:-1]
            if short not in spared:
                self._add(short, self._of_account(short, " ".join(written.split()[: len(short)])))

    def _of_account(self, words: Words, written: str) -> str:
        if len(words) == 1 and (words[0] in ORDINARY or len(words[0]) <= _LEAST_PART):
            return written.strip()
        return "capital" if len(words) == 1 else ""

    def _add(self, words: Words, rule: str) -> None:
        if self.spoken is not None and words and words[0] not in self.spoken:
            return
        if words and not (len(words) == 1 and (len(words[0]) < 2 or words[0].isdigit())):
            kept = self.known.setdefault(words[0], {})
            kept[words] = "" if kept.get(words) == "" else rule

    def _longest(self, text: str, words: Sequence[Token], at: int) -> int:
        best = 0
        for head in _readings(words[at].word):
            for name, rule in self.known.get(head, {}).items():
                if len(name) > best and self._matches(text, words, at, name, rule):
                    best = len(name)
        return best or int(self._is_inflected(text, words[at]))

    def _matches(self, text: str, words: Sequence[Token], at: int, name: Words, rule: str) -> bool:
        end = at + len(name)
        if end > len(words):
            return False
        if any(word.word != part for word, part in zip(words[at + 1 : end - 1], name[1:-1], strict=True)):
            return False
        if len(name) > 1 and name[-1] not in _readings(words[end - 1].word):
            return False
        gaps = zip(words[at:end], words[at + 1 : end], strict=False)
        if not all(_BETWEEN.fullmatch(text, one.end, other.start) for one, other in gaps):
            return False
        return _is_written(text[words[at].start : words[end - 1].end], rule)

    def _is_inflected(self, text: str, token: Token) -> bool:
        word = token.word
        if not self.stems or len(word) < _LEAST_STEM or not _is_written(text[token.start], "capital"):
            return False
        return any(word[: len(word) - cut] in self.stems for cut in range(4) if len(word) - cut >= _LEAST_STEM - 1)


def spoken(texts: Iterable[str]) -> set[str]:
    """Return every word of texts as names are compared with it."""
    words = {token.word for text in texts for token in tokens(Plain.of(text).text)}
    return {reading for word in words for reading in _readings(word)}


def _words(written: str) -> Words:
    return tuple(token.word for token in tokens(Plain.of(written).text))


def _readings(word: str) -> tuple[str, ...]:
    """Return a word, and what it is without the ending or the particle that may hang on it."""
    if len(word) > _LEAST_PART and word.endswith("s"):
        return word, word[:-1]
    if len(word) > _LEAST_PART and word[0] in "ولبفك":
        return word, word[1:]
    return (word,)


def _is_written(written: str, rule: str) -> bool:
    if rule == "capital":
        return written[:1].upper() == written[:1]
    return not rule or rule == written


def _is_reversed(written: str) -> bool:
    """Whether a comma parts a family name from its given name, not one person from the next."""
    family, comma, given = written.partition(",")
    return bool(comma) and "," not in given and " " not in family.strip() and " " not in given.strip()
