"""What the page of pilots says where it is read alone: the whole of it, what came later, and no view's period."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.blocks import Block, Chart, Facts, Table
from dashboard.data.question import Question
from dashboard.data.registers import Pilot
from dashboard.features.pilots.again import seen_again
from dashboard.features.pilots.one_pilot import one_pilot
from dashboard.features.pilots.register import register, to_decide
from dashboard.measures.pilots.again import Again, SeenAgain
from dashboard.measures.pilots.judged import VERDICTS, Tried, Verdict
from dashboard.periods import first_day, last_day
from dashboard.rendering import Medium
from dashboard.rendering.settled import said_of
from dashboard.words.exports import alone
from dashboard.words.pilots import verdicts
from dashboard.words.pilots.register import title
from dashboard.words.plain import in_letters
from tests.features.companies import everything
from tests.pilots import BEGAN, Value, effects, noisy, outcomes, pilot, units
from tests.published import AS_OF, LAST, SETTINGS, data, view

LONG_AGO = LAST - 26
"""The month in which a pilot begins that units joined nine months later, and are followed."""

NUMBERS = {"none": 0} | {in_letters(number): number for number in range(1, 11)}
PILOT = Pilot("p", "Try p", None, "resolution_hours", None, None, None, None, None, None)


def asked(folder: Path, value: Value, **changes: Any) -> Question:
    """Return the page of one pilot that began eight months ago, seen by one region."""
    kept, rows = pilot(**changes), units()
    return _asked(folder, [kept], rows, outcomes(rows, value))


def spread(folder: Path, later: float) -> Question:
    """Return the page of a pilot that worked, and of what came in the units that joined it later."""
    kept = pilot(starts_on=first_day(LONG_AGO), ends_on=None, stage="scaled")
    rows = [*units(), *units(treated=range(12, 18), compared=(), joined_on=first_day(LONG_AGO + 9))]
    value = effects(-3.0, later, dict.fromkeys(range(12, 18), 9))
    return _asked(folder, [kept], rows, outcomes(rows, value, months=range(-12, 27), began=LONG_AGO))


def _asked(folder: Path, pilots: list[dict[str, Any]], rows: list[dict[str, Any]], came: Any) -> Question:
    found = data(folder, pilots=pilots, pilot_units=rows, pilot_outcomes=came, departments=[], decisions=[])
    return Question(found, view(regions=("EMEA",)), SETTINGS)


def blocks(question: Question) -> tuple[Block, ...]:
    """Return every block of the page."""
    features = (register, to_decide, one_pilot, seen_again)
    return tuple(everything([block for feature in features for block in feature.blocks(question)]))


def named(question: Question, name: str) -> Block:
    return next(block for block in blocks(question) if block.head.name == name)


def cell(question: Question, column: str) -> tuple[str, str]:
    """Return the word of a column's one cell in the register, and what stands below it."""
    table = named(question, "P1")
    assert isinstance(table, Table)
    (found,) = table.column(column)
    return (found.pill.word if found.pill else found.text), found.note


CAME = some.tuples(some.sampled_from(VERDICTS), some.sampled_from((None, *get_args(SeenAgain))))


@given(some.lists(CAME, min_size=2, max_size=30))
def test_the_title_of_the_register_counts_every_pilot(kinds: list[tuple[Verdict, SeenAgain | None]]) -> None:
    said = title([_came(*kind) for kind in kinds], SETTINGS).lower()
    (whole,) = re.findall(r" of (\d+) pilots", said)
    counted = re.findall(r"(\w+)(?: of \d+ pilots)? (?:worked|did|had|cannot|is|are)\b", re.sub(r" \(.*?\)", "", said))
    assert _sum(counted) == len(kinds) == int(whole)
    apart = re.findall(r"(\w+) (?:not seen again|harmful) ", said)
    assert _sum(apart) == kinds.count(("worked", "not_again")) + kinds.count(("worked", "harmful"))


def _came(verdict: Verdict, later: SeenAgain | None) -> Tried:
    return Tried(PILOT, verdict, again=None if later is None else Again(later, 6))


def _sum(words: list[str]) -> int:
    return sum(int(NUMBERS.get(word, word)) for word in words)


def test_it_reads_as_a_sentence() -> None:
    kinds: list[tuple[Verdict, SeenAgain | None]] = [
        ("worked", "not_again"), ("worked", "again"), ("worked", None), ("harmful", None), ("no_effect", "harmful"),
        ("no_effect", None), ("not_evaluable", None), ("not_evaluable", None), ("too_early", None),
    ]  # fmt: skip
    assert title([_came(*kind) for kind in kinds], SETTINGS) == (
        "Three of 9 pilots worked (one not seen again since), one did harm and two had no detectable effect; "
        "two cannot be judged and one is too early to judge"
    )


@pytest.mark.parametrize(
    ("later", "note", "first", "end"),
    [
        (-3.0, "seen again since", "worked: −", "\u202fh)"),
        (0.0, "not seen again since", "worked in its first units: −", "; not seen again in those that joined later"),
        (3.0, "harmful where it came later", "worked in its first units: −", "; harmful in those that joined later"),
    ],
)  # fmt: skip
def test_what_worked_and_then_did_not_says_so(tmp_path: Path, later: float, note: str, first: str, end: str) -> None:
    question = spread(tmp_path, later)
    assert cell(question, "verdict") == ("worked", note)
    told = named(question, "P1").head.title
    assert told == f"The one pilot worked, {note}"
    drawn = named(question, "P2").head.title
    assert drawn.startswith(f"Try p {first}")
    assert drawn.endswith(end)


def test_of_what_nobody_joined_later_nothing_is_said_of_it(tmp_path: Path) -> None:
    question = asked(tmp_path, noisy(-3.0))
    assert cell(question, "verdict") == ("worked", "")
    assert named(question, "P1").head.title == "The one pilot worked"


def test_every_picture_names_its_pilot_and_says_that_it_follows_no_filter(tmp_path: Path) -> None:
    question = asked(tmp_path, noisy(-3.0))
    for name in ("P2", "P2.gap"):
        head = named(question, name).head
        assert "Try p" in f"{head.title} {head.subtitle}"
        assert head.subtitle.startswith("whole company · ")
        nowhere = replace(question, view=view())
        assert "whole company" not in named(nowhere, name).head.subtitle


@pytest.mark.parametrize("filtered", [True, False])
def test_what_is_taken_along_of_the_page_says_no_view_s_period(tmp_path: Path, filtered: bool) -> None:
    question = spread(tmp_path, 0.0)
    question = question if filtered else replace(question, view=view())
    names = {block.head.name for block in blocks(question)}
    assert {"P1", "P1.decide", "P2", "P2.gap", "P2.facts", "P2.row", "P3"} <= names
    for block in blocks(question):
        said = alone(block.head, question, "A title").subtitle
        assert (said.count("whole company"), "Q3" in said, "EMEA" in said) == (1, False, False), block.head.name


def test_of_those_that_ask_for_a_decision_the_first_are_shown_and_all_are_led_to(tmp_path: Path) -> None:
    kept = [pilot(f"p{number}", metric=f"own {number}") for number in range(5)]
    question = _asked(tmp_path, kept, [], [])
    (table,) = to_decide.first(3).blocks(question)
    assert isinstance(table, Table)
    assert said_of(table, Medium(question.manifest, SETTINGS, "light")) == "3 of 5, the longest open first"
    assert (len(table.rows), table.head.link) == (3, "decision:all")


# Marks


def marks(question: Question) -> list[tuple[int, str]]:
    chart = named(question, "P2")
    assert isinstance(chart, Chart)
    return [(int(row["x"] or 0), row["mark"]) for row in chart.rows() if row["mark"]]


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (last_day(BEGAN + 5), [(BEGAN, "it began"), (BEGAN + 5, "last of its months")]),
        (last_day(LAST), [(BEGAN, "it began"), (LAST, "last of its months")]),
        (last_day(LAST + 1), [(BEGAN, "it began")]),
        (last_day(BEGAN), [(BEGAN, "it began; last of its months")]),
        (first_day(BEGAN) + timedelta(9), [(BEGAN, "it began")]),
    ],
    ids=["ended", "ended just now", "not over", "one month", "no whole month"],
)
def test_the_month_in_which_it_began_and_the_last_of_its_months_are_marked(
    tmp_path: Path, ends_on: date, expected: list[tuple[int, str]]
) -> None:
    assert marks(asked(tmp_path, noisy(), ends_on=ends_on)) == expected


# What is known


def test_what_would_have_been_seen_is_no_certainty(tmp_path: Path) -> None:
    question = asked(tmp_path, noisy())
    assert cell(question, "verdict")[0] == "no detectable effect"
    assert cell(question, "verdict")[1].endswith(" would likely have been seen")
    assert " would likely have been seen" in named(question, "P2").head.title


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "by the register; its months are over"),
        ({"ends_on": None}, "by the register; its months are over"),
        ({"ends_on": AS_OF}, "by the register; its months are over"),
        ({"ends_on": AS_OF + timedelta(1)}, ""),
        ({"ends_on": None, "starts_on": first_day(LAST - 2)}, ""),
        ({"stage": "stopped"}, ""),
        ({"starts_on": None, "ends_on": None}, ""),
    ],
)
def test_who_says_that_it_runs_once_its_months_are_over(tmp_path: Path, changes: dict[str, Any], note: str) -> None:
    question = asked(tmp_path, noisy(), **changes)
    assert cell(question, "stage")[1] == note
    facts = named(question, "P2.facts")
    assert isinstance(facts, Facts)
    assert dict(facts.facts)["Stage"] == ", ".join(filter(None, (cell(question, "stage")[0], note)))


def test_the_verdict_is_said_to_be_the_measure_s() -> None:
    assert "judged by the measure alone" in register.meaning
    assert verdicts.MEANING in register.meaning
