"""What is personal is masked, in ten languages and however it is hidden; what is innocent stays as it was written."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.masking import Judged, judged
from dashboard.refresh.masking import Masker, MaskingError, Names, spoken
from tests.masking.labelled import PATTERNS, accounts, comments, persons

ROOT = Path(__file__).parents[2]
STAFF = (
    "Helena Brandt",
    "Jürgen Weiß, Ana Sofía Núñez",
    "Aoife O’Brien",
    "佐藤 健",
    "Will Price",
    "Lee",
    "Brandt (CEO)",
)


@pytest.fixture(scope="module")
def masker() -> Masker:
    names = Names.of(
        [*persons(), *STAFF, "Supervisory Board"], [*accounts(), "Kessler & Co. GmbH", "Apple", "Adler Foods 1023"],
        ["C-100234", "AB12345X", "1024"], but=["Supervisory Board"],
    )  # fmt: skip
    return Masker(names, PATTERNS)


@pytest.fixture(scope="module")
def found(masker: Masker) -> list[Judged]:
    return judged(comments(), masker.spans)


def test_the_set_is_large_enough_to_tell() -> None:
    languages, kinds = (Counter(getattr(one, name) for one in comments()) for name in ("language", "kind"))
    assert len(comments()) >= 500
    assert len(languages) >= 8
    assert min(languages.values()) >= 60
    assert min(kinds.values()) >= 20
    assert kinds[""] >= 100, "innocent comments"
    assert len({one.text for one in comments()}) > 0.8 * len(comments())


def test_every_datum_of_the_set_is_masked(found: list[Judged]) -> None:
    assert [(one.comment.kind, one.comment.text) for one in found if one.comment.kind and not one.masked] == []


def test_nothing_innocent_of_the_set_is_masked(found: list[Judged]) -> None:
    assert [(one.alarms, one.comment.text) for one in found if one.alarms] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail: anna . muster @ example . com", "mail: [e-mail]"),
        ("a n n a @ e x a m p l e . c o m", "[e-mail]"),
        ("anna.muster at gmail", "[e-mail]"),
        ("anna dot muster at example dot com.", "[e-mail]."),
        ("anna@localhost", "[e-mail]"),
        ("find me as @annamuster", "find me as [handle]"),
        ("tel.: 0171-555 01 99 oder 0171/555 02 00", "tel.: [telephone] oder [telephone]"),
        ("0171 / 555 01 99", "[telephone]"),
        ("ring me 171 555 0199", "ring me [telephone]"),
        ("Tel 0171\u200b 555\u200b0199", "Tel [telephone]"),
        ("4111-1111-1111-1112", "[card]"),
        ("IBAN: DE89 3704 0044 0532 0130 01", "IBAN: [account]"),
        ("Kundennummer: 4711-0815", "Kundennummer: [account]"),
        ("customer AB12345X", "customer [name]"),
        ("AA:BB:CC:DD:EE:FF", "[IP address]"),
        ("https://example.com/r/AbC123def456, bitte", "[link], bitte"),
        ("HELENA BRANDT and Brandt's team; thanks helena", "[name] and [name]'s team; thanks [name]"),
        ("Juergen Weiss", "[name]"),
        ("Weiß, Jürgen", "[name]"),
        ("O'Brien did it", "[name] did it"),
        ("佐藤さんに感謝", "[name]さんに感謝"),
        ("спасибо Ольге Петренко", "спасибо [name]"),
        ("شكرا لمحمد الحسيني", "شكرا [name]"),
        ("Mr. Lee", "Mr. [name]"),
        ("mr will price", "mr [name]"),
        ("Kessler & Co and KESSLER", "[name] and [name]"),
        ("We at Apple", "We at [name]"),
        ("Adler Foods 1023", "[name]"),
        ("contract K-123456", "contract [contract number]"),
    ],
)
def test_what_was_found_is_held(masker: Masker, text: str, masked: str) -> None:
    assert masker.masked(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "look at that point it was fine", "we bought at example.com", "5 @ 10, @ 9am", "Will it? Price is high.",
        "the Supervisory Board", "an apple a day", "1024 units", "Version 10.2.1.4", "EAN 4006381333931",
        "ISBN 978-3-16-148410-0", "order 0012345678", "invoice 2024000123", "we called 1200000 customers",
        "Telefon seit 20240101 tot", "my account 120000 EUR", "account for 1500000 of sales", "12:30:45, 3:4:5",
        "01.02.2024-03.02.2024", "call center 24/7 365", "passport control took 45 minutes", "price 1 234 567 890 123",
        "Konto 2024 leer", "twenty four seven", "ring 1000000", "ordered 86095742719 of it",
    ],
)  # fmt: skip
def test_what_is_innocent_stays(masker: Masker, text: str) -> None:
    assert masker.masked(text) == text


def test_what_is_masked_once_is_not_masked_again(masker: Masker) -> None:
    for one in comments()[::7]:
        masked = masker.masked(one.text)
        assert masker.masked(masked) == masked


def test_what_cannot_be_masked_is_refused_without_a_word_of_it() -> None:
    secret = "anna" * 2_000
    with pytest.raises(MaskingError) as long:
        Masker(Names.of()).masked(secret)
    slow = Masker(Names.of(), {"slow": r"(?:a|aa|a?)+(?:x+x+)+y"})
    with pytest.raises(MaskingError) as late:
        slow.masked("a" * 30 + "x" * 4_000)
    for error in (long, late):
        assert "aaaa" not in str(error.value)
        assert "anna" not in str(error.value)
        assert error.value.__cause__ is None
        assert error.value.__suppress_context__


def test_of_millions_of_names_those_are_kept_that_a_text_may_say() -> None:
    names = Names.of(["Helena Brandt"], ["Kessler GmbH", "Unheard Of Ltd"], spoken=spoken(["Kessler, Brandts Leute"]))
    assert {*names.known} == {"kessler", "brandt"}
    assert Masker(names).masked("Kessler, Brandts Leute") == "[name], [name] Leute"


def test_masking_asks_nobody_outside() -> None:
    """In a process of its own, in which no connection can be opened: what is masked goes nowhere."""
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('a connection was opened')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from dashboard.refresh.masking import Masker, Names\n"
        "print(Masker(Names.of()).masked('anna@example.co.uk, 0171 5550199, 536-90-4399, https://a.de/?t=1'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[e-mail], [telephone], [national id], [link]"
