"""A figure stays on one line with its unit and its interval; every other space may be broken, and no letter changes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.words.lines import JOINED, unbroken


@pytest.mark.parametrize(
    "figure",
    ["3.8 points", "1.0 point", "95 %", "1.4 to 3.2", "−4.6 to +5.4 points", "80.2 to 82.4 %", "17 of 56", "19.4 h",
     "€48.2M to €50.1M", "1,200 days", "1.3 → 0.1 points", "2 of 9 months"],
)  # fmt: skip
def test_a_figure_is_one_piece(figure: str) -> None:
    assert f"It moved by {unbroken(figure)} since May" == unbroken(f"It moved by {figure} since May")
    assert " " not in unbroken(figure)


@pytest.mark.parametrize("words", ["Q3 2026 against Q3 2025", "Jul 2026 to Sep 2026", "Top 10 themes", "rank 1", ""])
def test_other_words_may_be_parted(words: str) -> None:
    assert unbroken(words) == words


@given(st.text() | st.from_regex(r"(\d[\d.]{0,3} ?(%|to|of|points|h)? ?){1,6}", fullmatch=True))
@example("1 of 2 of 3 points")
def test_no_letter_changes_and_twice_is_once(text: str) -> None:
    assert unbroken(text).replace(JOINED, " ") == text.replace(JOINED, " ")
    assert unbroken(unbroken(text)) == unbroken(text)
