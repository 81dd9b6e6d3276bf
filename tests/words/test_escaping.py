"""What was typed shows as it was typed: nothing of it is taken for Markdown, HTML, a formula or a command."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.words import escaping
from dashboard.words.escaping import JOINER, cell, html, legible, markdown, sentence
from tests.hostile import HOSTILE, shown

_INVISIBLE = re.compile(f"[{JOINER}\u2068\u2069]")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_shows_as_it_was_typed(name: str) -> None:
    assert shown(markdown(name)) == name
    assert shown(sentence(f"Not read: {name}")) == f"Not read: {name}"


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("R&D", r"R\&D"),
        ("a *b* _c_", r"a \*b\* \_c\_"),
        ("1. FC Köln", r"1\. FC Köln"),
        ("$5 to $6", r"\$5 to \$6"),
        ("<b>", r"\<b\>"),
        (":red[x]", r"\:red\[x\]"),
        (":smile:", rf"\:{JOINER}smile\:"),
        (":material/delete:", rf"\:{JOINER}material/delete\:"),
        ("12:30", r"12\:30"),
        ("a -> b", rf"a \-{JOINER}\> b"),
        ("line\none\n# two", r"line one \# two"),
        ("    code", "code"),
        ("12\u202f408 answers\u00a0read", "12\u202f408 answers\u00a0read"),
        ("", ""),
    ],
)
def test_markdown(typed: str, escaped: str) -> None:
    assert markdown(typed) == escaped


def test_a_sentence_of_ours_names_its_commands() -> None:
    said = sentence("The file <x> was changed. Run `python -m dashboard refresh`, or correct `revenue`.")
    assert said == r"The file \<x\> was changed. Run `python -m dashboard refresh`, or correct `revenue`."
    assert sentence("Rolled back: `<b>` was wrong") == r"Rolled back\: \`\<b\>\` was wrong"


def test_a_name_that_reads_from_right_to_left_turns_nothing_beside_it() -> None:
    assert markdown("שלום") == "\u2068שלום\u2069"
    assert "\u202e" not in markdown("a\u202eb") + str(html("a\u202eb"))


def test_html() -> None:
    assert html("<img src=\"x\" onerror='alert(1)'>") == "&lt;img src=&#34;x&#34; onerror=&#39;alert(1)&#39;&gt;"
    assert html("a & b") == "a &amp; b"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "＋1"])
def test_no_cell_begins_a_formula(typed: str) -> None:
    assert cell(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["Acme", "−3.1", "1 = 1", "", "a@b.example"])
def test_what_is_no_formula_stays(typed: str) -> None:
    assert cell(typed) == typed


def test_nothing_typed_steers_a_terminal() -> None:
    assert legible("\x1b[31mred\x1b[0m\x07 \x9b2J") == "[31mred[0m 2J"
    assert legible("two\nlines, München, 日本") == "two\nlines, München, 日本"


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_nothing_typed_is_what_no_xml_may_hold(letter: str) -> None:
    assert html(f"a{letter}b") == markdown(f"a{letter}b") == legible(f"a{letter}b")
    assert ElementTree.fromstring(f"<a>{legible(f'a{letter}b')}</a>").text


@example(" \U00010800")
@given(st.text(max_size=40))
def test_whatever_is_typed_shows_as_typed_or_with_its_spaces_as_one(text: str) -> None:
    told = markdown(text)
    assert "\n" not in told
    assert _INVISIBLE.sub("", shown(told)) == shown_spaces(_INVISIBLE.sub("", text))
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`$\[<]", told), "a mark that is not escaped"


@given(st.text(max_size=40))
def test_html_has_no_mark_of_its_own(text: str) -> None:
    assert not set(str(html(text))) & set("<>\"'")


def shown_spaces(text: str) -> str:
    """Return text as a browser lays it out on one line."""
    return escaping._BREAKS.sub(" ", escaping._CONTROLS.sub("", text)).lstrip(" ")
