"""Telephone numbers: with a country's code, or as a country writes its own; also digit by digit in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from dashboard.refresh.masking.plain import Plain, Span
from dashboard.refresh.masking.words import DIGITS, TELEPHONE, TELEPHONE_UNSPACED

TELEPHONE_KIND = "telephone"
COUNTRIES = (
    "DE", "AT", "CH", "FR", "BE", "NL", "LU", "ES", "PT", "IT", "GB", "IE", "DK", "SE", "NO", "FI", "PL", "CZ", "HU",
    "GR", "RO", "TR", "RU", "UA", "US", "MX", "BR", "AR", "CL", "CO", "JP", "CN", "KR", "TW", "SG", "IN", "AU", "NZ",
    "ZA", "SA", "AE", "EG", "MA", "IL",
)  # fmt: skip
"""Countries whose own way of writing a number is known, where the settings name none."""

_LEAST, _MOST = 7, 15
_LEAST_ALONE = 9
"""Digits of a number that nothing but its leading zero, or its form, tells to be one."""
_RUN = re.compile(r"(?<![A-Za-z0-9_.,/+\-])(?:\+\s?|\(\+?)?\(?\d(?:[ \t./()\-·]{0,3}\d){6,16}(?!\d|[.,]\d|%)")
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?"
)
_AMERICAN = re.compile(r"(?:1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]\d{4}")
_GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
"""A number of thousands: 1.250.000."""
_NO_NUMBER = re.compile(r"^\d{1,5}0{3}$|^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$")
"""A round number, or a day, is no telephone whatever stands before it."""
_BEFORE = re.compile(rf"(?:(?<!\w)(?:{TELEPHONE})(?!\w)|{TELEPHONE_UNSPACED})[^\d]{{0,30}}$", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(sorted(DIGITS, key=len, reverse=True))}|\d)(?!\w)[\s,.\-]{{1,2}}){{6,}}"
    rf"(?:{'|'.join(sorted(DIGITS, key=len, reverse=True))}|\d)(?!\w)",
    re.IGNORECASE,
)
_HAN, _CHINESE = re.compile("[一-龥]"), re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_KANJI = re.compile(r"[〇零一二三四五六七八九]{2,4}(?:[-のー の]?[〇零一二三四五六七八九]{2,5}){2,3}")


def telephones(plain: Plain, countries: Sequence[str] = COUNTRIES) -> Iterator[Span]:
    """Yield the telephone numbers of a text."""
    text = plain.text
    for match in _RUN.finditer(text):
        if _is_telephone(match[0], text[: match.start()], countries):
            yield plain.span(match.start(), match.end(), TELEPHONE_KIND)
    if _HAN.search(text):
        for match in _CHINESE.finditer(text):
            yield plain.span(match.start(), match.end(), TELEPHONE_KIND)
        for match in _KANJI.finditer(text):
            if len(re.findall(r"\w", match[0])) >= _LEAST:
                yield plain.span(match.start(), match.end(), TELEPHONE_KIND)
    said = re.findall(r"[^\W_]+", text.casefold())
    if sum(word in DIGITS or (len(word) == 1 and word.isdigit()) for word in said) >= _LEAST:
        for match in _SPOKEN.finditer(text):
            yield plain.span(match.start(), match.end(), TELEPHONE_KIND)


def _is_telephone(written: str, before: str, countries: Sequence[str]) -> bool:
    digits = re.sub(r"\D", "", written)
    if not _LEAST <= len(digits) <= _MOST or _DATE.search(written):
        return False
    if "+" in written or digits.startswith("00"):
        return len(digits) >= _LEAST_ALONE and _is_one(f"+{digits.removeprefix('00')}", None, written)
    if _BEFORE.search(before[-60:]):
        return not _NO_NUMBER.search(digits)
    if _AMERICAN.fullmatch(written.strip()):
        return True
    if not digits.startswith("0") or len(digits) < _LEAST_ALONE or _GROUPED.fullmatch(written):
        return False
    return any(_is_one(written, country, written) for country in countries)


def _is_one(number: str, country: str | None, written: str) -> bool:
    """Whether a country has such a number; of one in groups it is enough that it is as long as one."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if re.search(r"\d\D+\d", written):
        return bool(phonenumbers.is_possible_number(parsed))
    return bool(phonenumbers.is_valid_number(parsed))
