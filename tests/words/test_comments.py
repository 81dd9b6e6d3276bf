"""What people say, quoted: cut between words, signed, dated."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.registers import Comment
from dashboard.words import comments
from tests.published import SETTINGS


def test_a_quotation() -> None:
    said = Comment("page:overview", None, None, "Ana", date(2026, 9, 3), "I would\n wait  a month.")
    assert comments.quoted(said, SETTINGS) == "“I would wait a month.” Ana, 3 Sep 2026"
    assert comments.quoted(said, SETTINGS, 14) == "“I would wait …” Ana, 3 Sep 2026"


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_text_that_is_cut_is_no_longer_than_it_may_be_and_says_that_it_is_cut(text: str, most: int) -> None:
    line, short = " ".join(text.split()), comments.cut(text, most)
    assert len(short) <= most + 1
    assert short == line if len(line) <= most else short.endswith(" …") and line.startswith(short[:-2])


def test_how_many_there_are_is_said_where_one_is_not_all() -> None:
    assert (comments.one_of(5, SETTINGS), comments.one_of(1, SETTINGS)) == ("the newest of 5", "")
