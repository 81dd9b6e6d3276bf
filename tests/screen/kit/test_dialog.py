"""How do we know? The dialog tells definition, facts, checks and datasets, each as it was written."""

from __future__ import annotations

from dashboard.blocks import Evidence
from dashboard.screen.kit import Medium, samples
from dashboard.screen.kit.dialog import answer

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")


def test_it_tells_all_that_is_known() -> None:
    asked = Evidence("Slow", "Cases that wait.", (("Value", "34.2"), ("Counted", "12 cases")), ("cases", "finance"))
    said = answer(asked, MEDIUM)
    for words in (
        "Cases that wait.", "34.2", "12 cases", "1 check bears on these data", "cases: 3 rows have no channel.",
        "Look at it at the source.", "What the table cases holds, by month.", "12,408 rows",
        "read 5 Oct 2026, 08:30", "The query of finance", "The ledger is short.",
    ):  # fmt: skip
        assert words in said, words
    assert "Europe/Berlin" in said, "times are those of the company's clocks, and say whose they are"


def test_a_query_is_shown_as_it_is_and_run_nowhere() -> None:
    said = answer(Evidence("Slow", "x", (), ("answers",)), MEDIUM)
    assert "where score &lt; 7 -- &lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "<script>" not in said


def test_its_own_address_can_be_copied_and_is_there_to_be_read() -> None:
    said = answer(Evidence("Slow", "x"), MEDIUM, "https://cx/top_ten?region=A%26B&open=measure%3Anps")
    assert said.count("https://cx/top_ten?region=A%26B&amp;open=measure%3Anps") == 3
    assert "data-copy" in said
    assert "data-copy" not in answer(Evidence("Slow", "x"), MEDIUM)


def test_a_dataset_that_the_snapshot_does_not_know_is_passed_over() -> None:
    said = answer(Evidence("Slow", "x", (), ("unheard of",)), MEDIUM)
    assert "unheard of" not in said
    assert "bear on these data" not in said
