"""All that masks a text, together: what was found in it is replaced by what it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import regex

from dashboard.refresh.masking.addresses import EMAIL, HANDLE, LINK, addresses
from dashboard.refresh.masking.forms import forms
from dashboard.refresh.masking.names import NAME, Names
from dashboard.refresh.masking.numbers import ACCOUNT_KIND, CARD, IDENTITY_KIND, MACHINE, SECONDS, numbers
from dashboard.refresh.masking.plain import Plain, Span
from dashboard.refresh.masking.telephones import COUNTRIES, TELEPHONE_KIND, telephones

KINDS = (EMAIL, LINK, ACCOUNT_KIND, CARD, IDENTITY_KIND, TELEPHONE_KIND, MACHINE, NAME, HANDLE)
"""What is masked, the surest first: where several claim the same letters, it is called by the first."""

_LEAST_DIGITS = 4
_LONGEST = 5_000


class MaskingError(Exception):
    """A text cannot be masked, so that it must not be published. The message says nothing of the text."""


class Masker:
    """Masks texts: those that come again are masked once."""

    def __init__(
        self, names: Names, patterns: Mapping[str, str] | None = None, countries: Sequence[str] = COUNTRIES
    ) -> None:
        self._names = names
        self._own = {kind: regex.compile(text, regex.IGNORECASE) for kind, text in (patterns or {}).items()}
        self._countries = countries
        self._known: dict[str, str] = {}

    def masked(self, text: str) -> str:
        """Return a text with everything personal in it replaced by what it was: '[e-mail]', '[name]'.

        Raises MaskingError where that cannot be done for sure.
        """
        if text not in self._known:
            try:
                self._known[text] = self._masked(text)
            except Exception as error:  # noqa: BLE001 - named or not, it is no reason to publish the text
                # Whatever went wrong: neither the text nor what the error says of it goes any further.
                raise MaskingError(f"a text could not be masked ({type(error).__name__})") from None
        return self._known[text]

    def spans(self, text: str) -> list[Span]:
        """Return what there is to mask in a text, in its order, nothing twice."""
        plain = Plain.of(text)
        return _merged(text, [*self._found(plain)])

    def _masked(self, text: str) -> str:
        if len(text) > _LONGEST:
            raise ValueError("a text this long is none that anybody wrote")
        pieces, last = [], 0
        for span in self.spans(text):
            pieces += [text[last : span.start], f"[{span.kind}]"]
            last = span.end
        return "".join([*pieces, text[last:]])

    def _found(self, plain: Plain) -> Iterable[Span]:
        for kind, pattern in self._own.items():
            for match in pattern.finditer(plain.text, timeout=SECONDS):
                if match.start() < match.end():
                    yield plain.span(match.start(), match.end(), kind)
        yield from addresses(plain)
        if sum(map(str.isdigit, plain.text)) >= _LEAST_DIGITS or plain.text.count(":") > 1:
            yield from numbers(plain)
        yield from telephones(plain, self._countries)
        yield from self._names.find(plain)
        yield from forms(plain)


def _merged(text: str, found: Iterable[Span]) -> list[Span]:
    """Return spans of which none meets another: what several cover is covered whole, and called by the surest."""
    merged: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        before = merged[-1] if merged else None
        if before and (span.start < before.end or _one_name(text, before, span)):
            kind = min(before.kind, span.kind, key=_surest)
            merged[-1] = Span(before.start, max(before.end, span.end), kind)
        else:
            merged.append(span)
    return merged


def _surest(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else -1  # the company's own comes before all of them


def _one_name(text: str, before: Span, span: Span) -> bool:
    """Whether two names are the parts of one."""
    between = text[before.end : span.start]
    return before.kind == span.kind == NAME and re.fullmatch(r"[ \-]?", between) is not None
