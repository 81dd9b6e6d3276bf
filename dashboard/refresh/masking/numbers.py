"""Numbers that stand for a person or an account: by Presidio's recognisers, and some that it lacks.

Presidio brings the patterns and the checksums. A number of a form that orders and cases have as well counts only where
the words around it tell what it is. Loaded by a refresh alone, as it brings spaCy with it, of which nothing is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import regex
from presidio_analyzer import PatternRecognizer, predefined_recognizers

from dashboard.refresh.masking.plain import Plain, Span
from dashboard.refresh.masking.words import (
    ACCOUNT,
    ACCOUNT_UNSPACED,
    CALLED,
    IDENTITY,
    IDENTITY_UNSPACED,
    VERSION,
)  # fmt: skip

CARD, ACCOUNT_KIND, IDENTITY_KIND, MACHINE = "card", "account", "national id", "IP address"
SECONDS = 2.0
"""After which a pattern is given up on a text, which is then not published."""

_KINDS = {
    CARD: ("CreditCard",),
    ACCOUNT_KIND: ("Crypto",),
    MACHINE: ("Ip", "MacAddress"),
    IDENTITY_KIND: (
        "UsSsn", "UsItin", "UsPassport", "UsMbi", "UkNino", "Nhs", "UkPassport", "EsNif", "EsNie", "EsPassport",
        "ItFiscalCode", "ItIdentityCard", "ItPassport", "PlPesel", "SgFin", "AuTfn", "AuMedicare", "InAadhaar", "InPan",
        "InPassport", "FiPersonalIdentityCode", "DeTaxId", "DeSocialSecurity", "DeIdCard", "DePassport",
        "DeHealthInsurance", "SePersonnummer", "KrRrn", "KrFrn", "KrPassport", "TrNationalId", "ThTnin", "CaSin",
        "ZaIdNumber", "NgNin", "PhUmid",
    ),
}  # fmt: skip
_PLAIN_SCORE = 0.5
"""What Presidio gives a pattern that few other things are written in."""
_LONG = 13
"""Digits from which on a checksum that holds is no chance: orders and cases have fewer."""

_NEAR = 60
_IDENTITY = re.compile(rf"(?<!\w)(?:{IDENTITY})(?!\w)|{IDENTITY_UNSPACED}", re.IGNORECASE)
_VERSION = re.compile(rf"{VERSION}(\d+)\.\d", re.IGNORECASE)
_ACCOUNT = re.compile(
    rf"(?:(?<!\w)(?:{ACCOUNT})(?!\w)|{ACCOUNT_UNSPACED})[^\w\n]{{0,3}}(?:(?:{CALLED})\W{{0,3}}){{0,2}}"
    r"((?=[\w\- ]{0,12}\d{2})[A-Z]{0,4}[- ]?\d[\d -]{3,22}\d)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[.,]\d|\s?(?:EUR|USD|GBP|CHF|JPY|[€$£¥%])", re.IGNORECASE)
"""Behind a number that is one of money."""
_FOURS = re.compile(r"(?<!\d)[3-6]\d{3}([ \-])\d{4}\1\d{4}\1\d{4}(?!\d)")
"""As cards are printed; one that was mistyped does not hold its checksum."""
_BY_NAME = re.compile(
    rf"(?:(?<!\w)(?:{IDENTITY})(?!\w)|{IDENTITY_UNSPACED})[^\w\n]{{0,3}}(?:(?:{CALLED})\W{{0,3}}){{0,3}}"
    r"([A-Z]{0,3}\d(?:[ ./-]?[\dA-Z]){5,17})(?!\w)",
    re.IGNORECASE,
)
"""What is called an account, or an id, and is as long as one."""


def _mod(digits: str, weights: list[int], by: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % by


def _chinese(written: str) -> bool:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[_mod(written[:17], weights, 11)] == written[-1].upper()


def _french(written: str) -> bool:
    digits = re.sub(r"\s", "", written).upper().replace("2A", "19").replace("2B", "18")
    return digits.isdigit() and 97 - int(digits[:13]) % 97 == int(digits[13:])


def _brazilian(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    checks = (_mod(digits, list(range(10, 1, -1)), 11), _mod(digits, list(range(11, 1, -1)), 11))
    return [str((11 - one) % 11 % 10) for one in checks] == [digits[9], digits[10]]


def _swiss(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return str((10 - _mod(digits, [1, 3] * 6, 10)) % 10) == digits[12]


_LENGTHS = {
    country: int(length)
    for length, countries in (
        (15, "NO"), (16, "BE"), (18, "DK FI FO GL NL"), (19, "MK SI"), (20, "AT BA EE KZ LT LU XK"),
        (21, "CH HR LI LV"), (22, "BG BH DE GB GE IE ME RS"), (23, "AE GI IL IQ"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"), (25, "PT"), (26, "IS TR"), (27, "FR GR IT MC SM"),
        (28, "AL AZ BY CY DO GT HU LB PL SV"), (29, "BR EG PS QA UA"), (30, "JO KW MU"), (31, "MT SC"), (33, "RU"),
    )
    for country in countries.split()
}  # fmt: skip
"""Letters and digits of an account's number, by its country."""
_IBAN = re.compile(
    rf"(?<![A-Za-z0-9])(?:{'|'.join(_LENGTHS)})\d{{2}}(?:[ \-]?[A-Za-z0-9]){{11,29}}", re.ASCII | re.IGNORECASE
)
_CALLED = re.compile(r"(?<!\w)IBAN\W{0,3}(?:\w{2,8}\W{1,2})?$", re.IGNORECASE)


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the numbers of accounts stand that hold their checksum, or are called such; words may follow one."""
    for match in _IBAN.finditer(text):
        ends = [at for at, letter in enumerate(match[0], start=1) if letter.isalnum()]
        length = _LENGTHS[match[0][:2].upper()]
        if len(ends) < length:
            continue
        end = ends[length - 1]
        written = re.sub(r"[ \-]", "", match[0][:end]).upper()
        checked = int("".join(str(int(one, 36)) for one in written[4:] + written[:4])) % 97 == 1
        if checked or _CALLED.search(text[: match.start()]):
            yield match.start(), match.start() + end


_OURS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)", _chinese),
    (r"(?<!\d)[1278]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}\s?\d{2}(?!\w)", _french),
    (r"(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)", _brazilian),
    (r"(?<!\d)756\.?\d{4}\.?\d{4}\.?\d{2}(?!\d)", _swiss),
    (r"(?<!\d)\d{3}-\d{3}-\d{3} \d{2}(?!\d)", lambda _: True),  # СНИЛС, in a form of its own
)
"""Ids that Presidio does not know, with what tells whether the checksum holds."""


@dataclass(frozen=True)
class _Known:
    kind: str
    pattern: regex.Pattern[str]
    score: float
    recogniser: PatternRecognizer | None = None
    holds: Callable[[str], bool] | None = None

    def believed(self, written: str, before: str, after: str, versions: frozenset[str]) -> bool:
        """Whether what the pattern found is what it is for; ``versions`` are how those begin that the text names."""
        if self.holds is not None:
            return self.holds(written)
        if self.recogniser is None:
            return True
        checked = self.recogniser.validate_result(written)
        if checked is False or self.recogniser.invalidate_result(written):
            return False
        if self.kind == MACHINE:
            return self.score >= _PLAIN_SCORE and written.split(".")[0] not in versions
        if self.kind != IDENTITY_KIND:
            return bool(checked)
        if _IDENTITY.search(before) or _IDENTITY.search(after):
            return True
        plain = written.isdigit()
        if checked:
            return not plain or len(written) >= _LONG
        return not plain and self.score >= _PLAIN_SCORE


@cache
def _known() -> tuple[_Known, ...]:
    """Return all patterns, ready to be used."""
    flags = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE
    found = [
        _Known(kind, regex.compile(pattern.regex, flags), pattern.score, recogniser)
        for kind, names in _KINDS.items()
        for name in names
        for recogniser in (getattr(predefined_recognizers, f"{name}Recognizer")(),)
        for pattern in recogniser.patterns
    ]
    ours = [_Known(IDENTITY_KIND, regex.compile(text), 1.0, None, holds) for text, holds in _OURS]
    return (*found, *ours)


def numbers(plain: Plain) -> Iterator[Span]:
    """Yield the numbers of persons, accounts and machines in a text. Raises TimeoutError where one takes too long."""
    text = plain.text
    versions = frozenset(_VERSION.findall(text))
    for known in _known():
        for match in known.pattern.finditer(text, timeout=SECONDS):
            start, end = match.span()
            before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR // 2]
            if start < end and known.believed(match[0], before, after, versions):
                yield plain.span(start, end, known.kind)
    for match in _FOURS.finditer(text):
        yield plain.span(match.start(), match.end(), CARD)
    for start, end in _ibans(text):
        yield plain.span(start, end, ACCOUNT_KIND)
    for named, kind in ((_ACCOUNT, ACCOUNT_KIND), (_BY_NAME, IDENTITY_KIND)):
        for found in named.finditer(text):
            if _AMOUNT.match(text, found.end(1)) or found[1].endswith("000"):
                continue
            yield plain.span(found.start(1), found.end(1), kind)
