"""E-mail addresses, also as people hide them from machines ('name at mail dot com'), and links that bear a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.refresh.masking.plain import Plain, Span
from dashboard.refresh.masking.words import ENDINGS, SPOKEN, words

EMAIL, LINK, HANDLE = "e-mail", "link", "handle"

_LOCAL = r"[\w.+\-'%]{1,64}"
_WRITTEN = re.compile(
    rf"(?:[\w+\-]{{1,40}} \. ){{0,3}}{_LOCAL}\s?@\s?[\w\-]{{1,63}}"
    r"(?:(?:\.|\s\.\s|\.\s(?=[a-z]{2,3}\b))[\w\-]{1,63}){1,5}"
    rf"|{_LOCAL}@[^\W\d][\w\-]{{2,63}}"
)


def _bracketed(words: str) -> str:
    return rf"[(\[{{<]\s?(?:{words})\s?[)\]}}>]"


_AT = _bracketed("|".join(at for at, _ in SPOKEN) + "|@|a")


def _hidden(at: str, dot: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return what finds an address whose signs are spoken or in brackets, and before it words without which none is.

    An 'at' or a 'dot' alone is a word like any other: both have to be there, and what ends an address behind them.
    """
    bracketed_dot = _bracketed(rf"{dot}|[.]")
    dots = rf"(?:\s*{bracketed_dot}\s*|\s*(?<!\w)(?:{dot})(?!\w)\s*)"
    ats = rf"(?:\s*(?:{_AT}|@)\s*|\s+(?:{at})\s+)"
    local = rf"{_LOCAL}(?:{dots}[\w+\-]{{1,40}}){{0,3}}"
    address = rf"{local}{ats}[\w\-.]{{1,63}}(?:{dots}[\w\-]{{1,40}}){{0,3}}{dots}(?:{ENDINGS})(?!\w)"
    return frozenset(dot.split("|")), re.compile(address, re.IGNORECASE)


_HIDDEN = tuple(_hidden(at, dot) for at, dot in SPOKEN)
_BRACKETS = re.compile(rf"{_LOCAL}\s*{_AT}\s*[\w\-]{{1,63}}(?:\s?\.\s?[\w\-]{{2,40}}){{1,4}}", re.IGNORECASE)
_PROVIDED = re.compile(
    rf"[\w.+\-]{{3,64}}\s*(?:@|{_AT}|\s(?:at|ät|arobase|arroba|chiocciola|собака)\s)\s*"
    r"(?:g-?mail|google ?mail|gmx|yahoo|outlook|hotmail|icloud|proton ?mail|web\.de|yandex|mail\.ru|qq|163|aol)(?!\w)",
    re.IGNORECASE,
)
"""An address that ends with who provides it."""
_LETTERS = re.compile(r"(?<!\w)(?:[\w.] ){2,40}@(?: [\w\-]){2,40} \.(?: \w){2,5}(?!\w)")
"""An address letter by letter."""
_HANDLE = re.compile(r"(?<![\w.@/])@[a-z_][\w.]{2,30}", re.IGNORECASE)
_BARE = re.compile(rf"\w+(?:[._+\-]\w+|\d)+\s+(?:at|ät)\s+[\w\-]+\.(?:{ENDINGS})(?!\w)", re.IGNORECASE)
"""An 'at' before a written dot: an address where what stands before it is more than a word ('buy it at acme.com')."""
_UNSPACED = re.compile(
    r"[A-Za-z0-9.+_-]{1,64}\s*(?:アットマーク|アット|艾特|圈a|골뱅이)\s*[A-Za-z0-9-]{1,63}"
    r"(?:\s*(?:ドット|点|點|닷|점|\.)\s*[A-Za-z0-9-]{1,40}){1,4}"
)
_AT_WORDS = frozenset(word for at, _ in SPOKEN for word in at.split("|"))
_PROVIDERS = words(
    "gmail g googlemail google gmx yahoo outlook hotmail icloud proton protonmail web yandex mail qq 163 aol"
)
_UNSPACED_AT = re.compile("アット|艾特|圈a|골뱅이")

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]{1,15}://|www\.)[^\s<>\"]+|(?<![\w@.])(?:[\w\-]+\.){1,4}[a-z]{2,12}/[^\s<>\"]+",
                      re.IGNORECASE)  # fmt: skip
_SECRET = re.compile(r"[?;&#][^=\s]{0,40}=|://[^/\s]*@|/(?=[\w\-]*\d)(?=[\w\-]*[a-z])[\w\-]{8,}|/[\w\-]{20,}|/\d{6,}",
                     re.IGNORECASE)  # fmt: skip
"""What makes a link more than the place of a page: a parameter, who signs in, a part that is a token or a number."""


def addresses(plain: Plain) -> Iterator[Span]:
    """Yield the e-mail addresses and the telling links of a text."""
    text = plain.text
    for pattern in _patterns(text):
        for match in pattern.finditer(text):
            yield plain.span(match.start(), match.start() + len(match[0].rstrip(".-'")), EMAIL)
    if "@" in text:
        for match in _HANDLE.finditer(text):
            yield plain.span(match.start(), match.end(), HANDLE)
    if "/" in text or "www." in text.lower():
        for match in _ADDRESS.finditer(text):
            link = match[0].rstrip(".,;:!?)]}'»”")
            if _SECRET.search(link):
                yield plain.span(match.start(), match.start() + len(link), LINK)


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of which a text has the words or signs; most comments have none, and are many."""
    said = frozenset(re.findall(r"[^\W_]+", text.casefold()))
    signed, bracketed = "@" in text, any(bracket in text for bracket in "([{<")
    if signed:
        yield from (_WRITTEN, _LETTERS)
    if bracketed:
        yield _BRACKETS
    if not (signed or bracketed or said & _AT_WORDS or _UNSPACED_AT.search(text)):
        return
    if said & _PROVIDERS:
        yield _PROVIDED
    yield from (pattern for dots, pattern in _HIDDEN if bracketed or said & dots)
    if "." in text and said & {"at", "ät"}:
        yield _BARE
    if not text.isascii():
        yield _UNSPACED
