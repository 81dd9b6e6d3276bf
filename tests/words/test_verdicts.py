"""One word a change, its colour, and how it was come by."""

from __future__ import annotations

import pytest

from dashboard.measures import MEASURES
from dashboard.measures.verdicts.verdict import Verdict, Word
from dashboard.words import figures, verdicts
from dashboard.words.language import THIN
from tests.published import SETTINGS, view
from tests.words.examples import counted, figure


@pytest.mark.parametrize(
    ("measure", "found", "expected"),
    [
        ("nps", Verdict("clear", change=3.8), "clear rise"),
        ("nps", Verdict("clear", change=-3.8), "clear fall"),
        ("recurring_revenue", Verdict("unusual", change=0.02, departure=-0.05), "rose less than usual"),
        ("resolution_hours", Verdict("unusual", change=-1.0, departure=2.0), "fell less than usual"),
        ("nps", Verdict("small"), "small change"),
        ("nps", Verdict("no_clear_change"), "no clear change"),
        ("gross_margin", Verdict("as_usual"), "as usual"),
        ("nps", Verdict("too_little", "answers"), "too few answers"),
        ("win_rate", Verdict("too_little", "answers"), "too few opportunities"),
        ("win_rate", Verdict("too_little", "months"), "too few months"),
        ("gross_margin", Verdict("too_little", "history"), "too little history"),
        ("on_time_tasks", Verdict("not_judged"), verdicts.EXACT),
        ("nps", Verdict("no_comparison"), ""),
    ],
)
def test_the_word_for_a_change(measure: str, found: Verdict, expected: str) -> None:
    assert verdicts.verdict(figure(measure, verdict=found)) == expected


def test_better_follows_the_measure_s_own_direction() -> None:
    assert verdicts.direction(figure()) == "better"
    assert verdicts.direction(figure("resolution_hours", 12.0, 10.0)) == "worse"
    assert verdicts.direction(figure("resolution_hours", 9.0, 10.0)) == "better"
    assert verdicts.direction(figure("handle_minutes", 9.0, 10.0)) == "neither"
    assert verdicts.direction(figure(before=None)) == "neither"
    slower = Verdict("unusual", change=0.02, departure=-0.05)
    assert verdicts.direction(counted("recurring_revenue", 102.0, 100.0, slower)) == "worse"


def test_only_a_clear_change_has_a_colour_and_what_cannot_be_judged_warns() -> None:
    assert (verdicts.tone(figure()), verdicts.tone(figure(value=20.0))) == ("good", "bad")
    assert verdicts.tone(figure("resolution_hours", 12.0, 10.0)) == "bad"
    assert verdicts.tone(figure("handle_minutes", 12.0, 10.0)) == "info"
    quiet: tuple[Word, ...] = ("no_clear_change", "as_usual", "small")
    for word in quiet:
        assert verdicts.tone(figure(verdict=Verdict(word))) == ""
    assert verdicts.tone(figure(verdict=Verdict("too_little", "answers"))) == "warn"


def judged_by(measure: str, found: Verdict) -> str:
    said = dict(figures.facts(counted(measure, 0.25, 0.2, found), view(), SETTINGS))
    return said.get("How it is judged", "").replace(THIN, " ")


def test_the_usual_range_is_told_in_the_unit_of_the_change() -> None:
    found = Verdict("as_usual", low=-0.021, high=0.034)
    assert judged_by("gross_margin", found) == "Usually −2.1 to +3.4 points, from such periods before."
    assert judged_by("recurring_revenue", found) == "Usually −2.1 to +3.4 %, from such periods before."
    assert "−21 to +34" in judged_by("net_customers", Verdict("as_usual", low=-21, high=34))


def test_the_smallest_change_that_could_have_been_seen_is_told() -> None:
    found = judged_by("win_rate", Verdict("no_clear_change", error=0.01))
    assert found == "With so many opportunities, a change of 2.8 points would be seen four times out of five."


@pytest.mark.parametrize("lack", ["answers", "months", "history"])
def test_what_is_not_judged_says_why(lack: str) -> None:
    assert judged_by("win_rate", Verdict("too_little", lack)).startswith("Not judged: ")  # type: ignore[arg-type]
    assert judged_by("on_time_tasks", Verdict("not_judged")).startswith("Not judged: it counts what people promised")
    assert MEASURES["on_time_tasks"].judged == "not"
