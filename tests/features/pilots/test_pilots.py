"""The page of pilots: the register, the picture of one, what became of it, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Block, Chart, Choice, Facts, Table, strings
from dashboard.data.question import Question
from dashboard.features.pilots.again import seen_again
from dashboard.features.pilots.one_pilot import one_pilot
from dashboard.features.pilots.register import MOST, register, to_decide
from dashboard.periods import first_day, last_day
from tests.features.companies import everything
from tests.hostile import HOSTILE
from tests.pilots import BEGAN, Value, noisy, outcomes, pilot, units
from tests.published import LAST, SETTINGS, data, view

HOURS = 3.0
DEPARTMENTS = [{"department_id": "care", "name": "Care", "executive": "Ann"}]


def asked(
    folder: Path,
    pilots: Iterable[dict[str, Any]],
    values: dict[str, Value],
    *,
    decisions: Iterable[dict[str, Any]] = (),
    **parameters: str,
) -> Question:
    kept, rows, came = list(pilots), [], []
    for one in kept:
        own = units(one["pilot_id"])
        rows += own
        came += outcomes(own, values[one["pilot_id"]]) if one["pilot_id"] in values else []
    found = data(folder, pilots=kept, pilot_units=rows, pilot_outcomes=came, departments=DEPARTMENTS,
                 decisions=list(decisions))  # fmt: skip
    return Question(found, view(), SETTINGS, tuple(parameters.items()))


def table(blocks: Iterable[Block]) -> Table:
    (found,) = (block for block in blocks if isinstance(block, Table))
    return found


def said(blocks: Iterable[Block]) -> str:
    return "\n".join(strings(tuple(blocks)))


@pytest.fixture
def three(tmp_path: Path) -> Question:
    """One that worked, one that did harm, one of a measure of the company's own; each of a measure of its own."""
    kept = [
        pilot("good", department_id="care", means="people"), pilot("bad", metric="transfers_per_case", stage="stopped"),
        pilot("own", metric="their index"),
    ]  # fmt: skip
    return asked(tmp_path, kept, {"good": noisy(-HOURS), "bad": noisy(HOURS), "own": noisy()})


def test_the_register_tells_each_with_its_verdict(three: Question) -> None:
    found = table(register.blocks(three))
    assert found.head.title == "One of 3 pilots worked and one did harm; one cannot be judged"
    assert [cell.text for cell in found.column("pilot")] == ["Try good", "Try own", "Try bad"]
    assert [cell.pill.word for cell in found.column("verdict") if cell.pill] == ["worked", "not evaluable", "harmful"]
    (good, own, bad) = found.rows
    names = [column.name for column in found.columns]
    cells = dict(zip(names, good, strict=True))
    assert (cells["department"].text, cells["department"].note) == ("Care", "people")
    assert (cells["measure"].text, cells["units"].text) == ("Time to resolve, mean", "6 against 6")
    assert cells["lift"].text.startswith("−")
    assert " to −" in cells["lift"].note
    assert cells["pilot"].link == "pilot:good"
    of_own = dict(zip(names, own, strict=True))
    assert (of_own["measure"].text, of_own["lift"].text) == ("their index", "–")
    assert of_own["verdict"].note == "its measure is none of ours, and is as reported"
    assert dict(zip(names, bad, strict=True))["stage"].text == "Stopped"


def test_the_picture_of_the_one_that_is_asked_for(three: Question) -> None:
    """Both arms by month, with the start marked, under its finding: it stands alone."""
    blocks = one_pilot.blocks(replace(three, parameters=(("pilot", "good"),)))
    arms, gap = (block for block in everything(blocks) if isinstance(block, Chart))
    assert arms.head.title.startswith("Try good worked: −")
    assert "95\u202f% interval" in arms.head.title
    assert "Time to resolve, mean" in arms.head.subtitle
    rows = arms.rows()
    assert {row["series"] for row in rows} == {"the pilot's units", "compared with"}
    assert [row["x"] for row in rows if row["mark"] == "it began"] == [BEGAN]
    assert [row["x"] for row in rows if row["mark"] == "last of its months"] == [BEGAN + 5]
    after = [row["y"] for row in rows if row["x"] >= BEGAN and row["series"] == "the pilot's units"]
    assert len(after) == LAST - BEGAN + 1
    assert all(row["low"] <= row["y"] <= row["high"] for row in gap.rows())
    assert gap.head.title == "Before it began, no difference between the arms can be told"
    assert gap.head.subtitle.startswith("Try good · lift against the units' own months before · h · by month")


def test_what_is_known_of_it_adds_up(three: Question) -> None:
    blocks = one_pilot.blocks(replace(three, parameters=(("pilot", "good"),)))
    (facts,) = (block for block in everything(blocks) if isinstance(block, Facts))
    told = dict(facts.facts)
    assert told["Hypothesis"] == "It helps"
    assert told["Department, means"] == "Care · people"
    ends = [[float(end.removesuffix("\u202fh")) for end in told[name].split(" → ")] for name in ("The pilot's units",
            "Those compared")]  # fmt: skip
    lift = (ends[0][1] - ends[0][0]) - (ends[1][1] - ends[1][0])
    assert float(told["Lift"].split("\u202f")[0].replace("−", "-")) == pytest.approx(lift, abs=0.11)
    assert told["Just before it began"].startswith("apart by ")
    assert "drift apart by −" in told["What would explain it away"]


def test_a_link_in_vain_is_answered_and_the_first_told_one_is_shown(three: Question) -> None:
    blocks = one_pilot.blocks(replace(three, parameters=(("pilot", "gone"),)))
    (choice,) = (block for block in blocks if isinstance(block, Choice))
    assert (choice.chosen, "“gone”" in choice.asked) == ("good", True)
    assert [name for name, _ in choice.options] == ["good", "own", "bad"]


def test_of_a_measure_of_their_own_nothing_is_drawn_and_that_is_said(three: Question) -> None:
    blocks = one_pilot.blocks(replace(three, parameters=(("pilot", "own"),)))
    (arms,) = (block for block in everything(blocks) if isinstance(block, Chart))
    assert not arms.head.shown
    assert arms.head.instead == "Try own: nothing can be drawn: its measure is none of ours, and is as reported."


@pytest.mark.parametrize(
    ("value", "changes", "title"),
    [
        (noisy(), {}, "Try p: no detectable effect; "),
        (noisy(-HOURS), {"ends_on": last_day(LAST + 2)}, "Try p: too early to tell until Dec 2026; so far −"),
        (noisy(-HOURS), {"ends_on": first_day(BEGAN + 2)}, "Try p cannot be judged: it runs for fewer than three"),
    ],
)
def test_the_title_is_the_finding(tmp_path: Path, value: Value, changes: dict[str, Any], title: str) -> None:
    question = asked(tmp_path, [pilot(**changes)], {"p": value})
    (arms, *_) = (block for block in everything(one_pilot.blocks(question)) if isinstance(block, Chart))
    assert arms.head.title.startswith(title)


def test_one_pilot_only(tmp_path: Path) -> None:
    question = asked(tmp_path, [pilot()], {"p": noisy(-HOURS)})
    assert table(register.blocks(question)).head.title == "The one pilot worked"
    assert seen_again.blocks(question) == ()


def test_more_than_are_read_are_told(tmp_path: Path) -> None:
    kept = [pilot(f"p{number:02}", metric=f"own {number}") for number in range(MOST + 3)]
    found = table(register.blocks(asked(tmp_path, kept, {})))
    assert (len(found.rows), found.of) == (MOST, MOST + 3)


def test_none_at_all(tmp_path: Path) -> None:
    question = asked(tmp_path, [], {})
    assert table(register.blocks(question)).head.instead == "No pilot is kept in the register."
    assert one_pilot.blocks(question) == ()
    assert to_decide.blocks(question) == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    kept = [pilot(name=name, hypothesis=name, metric="resolution_hours"), pilot("q", name=name, metric=name)]
    question = asked(tmp_path, kept, {"p": noisy(-HOURS), "q": noisy()})
    for feature in (register, one_pilot, to_decide, seen_again):
        for one in ("p", "q"):
            blocks = feature.blocks(replace(question, parameters=(("pilot", one),)))
            assert "cannot be shown" not in said(blocks)


# What is asked


def questions(question: Question) -> list[str]:
    blocks = to_decide.blocks(question)
    return [cell.text for cell in table(blocks).column("question")] if blocks else []


@pytest.mark.parametrize(
    ("value", "changes", "expected"),
    [
        (noisy(-HOURS), {}, ["“Try p” worked: scale it?"]),
        (noisy(HOURS), {}, ["“Try p” did harm: stop it?"]),
        (noisy(), {"stage": None}, ["“Try p” had no detectable effect: stop or repeat it?"]),
        (noisy(), {"metric": "own"}, ["“Try p” ended, and cannot be judged: repeat or stop it?"]),
        (noisy(HOURS), {"stage": "adopted"}, ["“Try p” did harm: stop it?"]),
        (noisy(-HOURS), {"stage": "scaled"}, []), (noisy(HOURS), {"stage": "stopped"}, []),
        (noisy(-HOURS), {"ends_on": last_day(LAST + 2)}, []),
        (noisy(), {"metric": "own", "ends_on": last_day(LAST + 2)}, []),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_pilot(tmp_path: Path, value: Value, changes: dict[str, Any], expected: list[str]) -> None:
    assert questions(asked(tmp_path, [pilot(**changes)], {"p": value})) == expected


def test_of_whom_it_is_asked_and_since_when(tmp_path: Path) -> None:
    question = asked(tmp_path, [pilot(department_id="care")], {"p": noisy(-HOURS)})
    (row,) = table(to_decide.blocks(question)).rows
    assert (row[0].link, row[1].text, row[1].note) == ("pilot:p", "Ann", "Care")
    assert row[2].note == "open 97 days"  # from 30 June on, when its months were over, to 5 October


def test_an_answer_takes_it_off_the_list_if_it_came_after_its_months(tmp_path: Path) -> None:
    for number, (day, expected) in enumerate(((last_day(BEGAN + 4), 1), (last_day(BEGAN + 6), 0))):
        taken = [{"decision_id": "D", "subject": "pilot:p", "decided_on": day, "choice": "scale it"}]
        question = asked(tmp_path / str(number), [pilot()], {"p": noisy(-HOURS)}, decisions=taken)
        assert len(questions(question)) == expected
