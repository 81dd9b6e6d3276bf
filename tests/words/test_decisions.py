"""Questions that someone can answer, in words; nothing is asked of 'None'."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from dashboard.measures.decisions.coverage import Cover
from dashboard.measures.decisions.pending import Cost, Kind, Pending
from dashboard.measures.decisions.subjects import Subject
from dashboard.measures.decisions.waiting import Waiting
from dashboard.measures.figure import Target
from dashboard.statistics import Estimate
from dashboard.words import decisions
from tests.published import LAST, SETTINGS
from tests.words.examples import figure

ACTION = Pending("action_overdue", "theme:T1", "Waiting", "Ana", date(2026, 9, 1), 34, None, Cost("points", 1.79), 2)
REQUEST = Pending("request_undecided", "request:R4", "A call", "Sales", date(2026, 6, 1), 126, None)
CRY = Pending("rally_cry_half_way", "rally_cry:r", "Now", None, date(2026, 9, 1), 1, None, Cost("tasks", 1))
THEME = Pending("theme_without_owner", "theme:T1", "Waiting", None, None, None, None)
WORSE = Pending("worsened", "measure:nps", "Net promoter score", None, None, None, None, Cost("money", 23_400.0))
CONFLICT = Pending("conflict", "conflict:a+b", "", None, None, None, None, goals=("Shorter calls", "Solve it at once"))
SAID = {
    ACTION: "Waiting: how to go on with the action overdue in 2 departments?",
    replace(ACTION, number=1): "Waiting: how to go on with the action overdue in 1 department?",
    REQUEST: "A call (Sales): accept or decline?",
    replace(REQUEST, of_whom=None): "A call: accept or decline?",
    CRY: "“Now”, past its six-month mark: continue, revise or end?",
    replace(CRY, kind="rally_cry_ended"): "“Now”, past its end: continue, revise or end?",
    THEME: "Waiting: who owns it?",
    replace(THEME, kind="theme_still_costs"): "Waiting, closed, still costs points: open it again?",
    replace(REQUEST, name=""): "A change request (Sales): accept or decline?",
    replace(THEME, name=""): "A theme: who owns it?",
    replace(THEME, kind="stage_without_owner", name="Pay (Order)"): "Pay (Order): who owns this stage?",
    CONFLICT: "“Shorter calls” or “Solve it at once”: which first?",
    replace(CONFLICT, regions=("DACH",)): "“Shorter calls” or “Solve it at once”, in DACH: which first?",
}


@pytest.mark.parametrize("one", SAID)
def test_what_is_asked(one: Pending) -> None:
    assert decisions.question(one, SETTINGS) == SAID[one]


def test_what_got_worse_is_told_with_its_size_and_its_place() -> None:
    fell = replace(WORSE, figure=figure(value=30.4, before=34.2))
    assert decisions.question(fell, SETTINGS) == "Net promoter score fell 3.8 points: who takes it on?"
    somewhere = replace(fell, regions=("DACH", "NA"))
    assert decisions.question(somewhere, SETTINGS) == (
        "Net promoter score fell 3.8 points (DACH and NA): who takes it on?"
    )
    there = replace(fell, subject="measure:nps/DACH", regions=("DACH",))
    assert decisions.question(there, SETTINGS) == "Net promoter score fell 3.8 points in DACH: who takes it on?"
    with pytest.raises(ValueError, match="nothing to be compared with"):
        decisions.question(WORSE, SETTINGS)


def test_a_target_off_course_is_told_with_its_value_and_month() -> None:
    unknown = Estimate(30.0, 1.0, 28.0, 32.0, 400.0)
    aim = Target(38.0, LAST + 3, "month", "off_course", unknown, None, None, LAST, level=True)
    one = Pending("target_off_course", "target:nps", "Net promoter score", None, None, None, None, target=aim)
    assert decisions.question(one, SETTINGS) == (
        "Net promoter score at this pace is off course for 38.0 by Dec 2026, without a task: what is done?"
    )
    with pytest.raises(ValueError, match="has no target"):
        decisions.question(replace(one, target=None), SETTINGS)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_its_words(kind: Kind) -> None:
    one = replace(THEME, kind=kind, since=date(2026, 9, 1))
    assert decisions.asked_by(one)
    assert decisions.options(one)
    assert decisions.since(one, SETTINGS).endswith(" 1 Sep 2026")


def test_what_waiting_costs_and_for_how_long() -> None:
    costs = [decisions.cost(one, SETTINGS) for one in (WORSE, ACTION, CRY, REQUEST)]
    assert costs == ["€23.4K a month", "1.8 points of NPS", "1 task", "not known"]
    same = [decisions.cost(replace(one, again=True), SETTINGS) for one in (WORSE, ACTION)]
    assert same == ["the same €23.4K", "the same 1.8 points of NPS"]
    assert [decisions.cost_is(one) for one in (WORSE, ACTION, CRY, REQUEST)] == [
        "worse than a year before", "lost where it is named", "still open", "",
    ]  # fmt: skip
    assert (decisions.age(ACTION, SETTINGS), decisions.age(THEME, SETTINGS)) == ("34 days", "–")
    assert (decisions.since(ACTION, SETTINGS), decisions.since(THEME, SETTINGS)) == ("first due 1 Sep 2026", "")


def test_nothing_waits_is_said_only_where_it_is_known() -> None:
    assert decisions.nothing_waits(Waiting(())) == "Nothing waits for a decision."
    for lacking in (
        Waiting((), missing=("tasks",)), Waiting((), unconnected=("tasks",)), Waiting((), unjudged=("nps",)),
    ):  # fmt: skip
        assert decisions.nothing_waits(lacking) == "Nothing waits for a decision among what is known."
        assert decisions.not_known(lacking, SETTINGS)


def test_what_the_list_cannot_tell() -> None:
    lacking = Waiting((), (), ("change_requests", "tasks"), ("themes",), ("nps",), answers_known=False)
    assert decisions.not_known(lacking, SETTINGS) == (
        "Not known: what waits by change requests and tasks, which cannot be shown.",
        "Not looked for, as not connected: themes.",
        "Too few to tell whether it got worse: Net promoter score.",
        "Which of these were answered is not known: decisions cannot be shown.",
    )
    assert decisions.not_known(Waiting(()), SETTINGS) == ()


def test_what_was_decided_about() -> None:
    assert decisions.subject(Subject("measure", "Effort", "North")) == "Effort in North"
    assert decisions.subject(Subject("target", "Effort")) == "Target of Effort"
    assert decisions.subject(Subject("request", "A call", "Sales")) == "A call (Sales)"
    assert decisions.subject(Subject("request", "A call")) == "A call"
    assert decisions.subject(Subject("conflict", "", goals=("Goal 1", "Goal 2"))) == "“Goal 1” or “Goal 2”"
    assert decisions.decided_title(1, SETTINGS) == "Decided of late: 1 decision"


def test_what_works_on_a_measure_that_got_worse_is_told_with_its_day() -> None:
    first = Cover("Solved at once", "Support", date(2027, 2, 28), "department:support")
    assert decisions.covered((first,), SETTINGS) == "its objective: “Solved at once” (Support), due 28 Feb 2027"
    alone = replace(first, department=None, due_on=None)
    assert decisions.covered((alone, first, first), SETTINGS) == "its objective: “Solved at once”, and 2 more"
    assert decisions.covered((), SETTINGS) == "no objective is set for it"


def test_a_link_that_asks_for_what_there_is_not_is_answered() -> None:
    assert decisions.unknown("x" * 500).count("x") == 60
