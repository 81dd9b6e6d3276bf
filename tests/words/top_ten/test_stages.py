"""Stages and tasks of a theme, in words: what is closed is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.measures.themes.theme import Tasks
from dashboard.words.top_ten import stages
from tests.published import SETTINGS
from tests.words.top_ten.examples import theme, top_ten

CLOSED = "closed on 30 Jun 2026"


@pytest.mark.parametrize(
    ("closed", "changes", "expected"),
    [
        (
            date(2026, 6, 30),
            {},
            f"{CLOSED}, yet 3.0 points are lost where it is named, up 1 rank since Jul–Sep 2025",
        ),
        (
            date(2026, 6, 30),
            {"previous_rank": None},
            "closed on 30 Jun 2026, yet 3.0 points are lost where it is named",
        ),
        (
            date(2026, 6, 30),
            {"low": -0.1},
            f"{CLOSED}; what is lost where it is named cannot be told from 0",
        ),
    ],
)
def test_a_closed_theme_on_the_list_is_remarked(closed: date, changes: dict[str, Any], expected: str) -> None:
    found = theme(stage="closed", stages=(("identified", date(2026, 1, 1)), ("closed", closed)), **changes)
    assert stages.stage_remark(found, top_ten(found), SETTINGS) == expected
    assert stages.stage_note(found, top_ten(found), SETTINGS) == ""
    assert stages.stage_remark(replace(found, stage="contained"), top_ten(found), SETTINGS) == ""
    assert stages.stage_remark(replace(found, rank=None), top_ten(found), SETTINGS) == ""


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        (date(2026, 7, 1), "closed on 1 Jul 2026, within these months"),
        (date(2026, 10, 1), "closed on 1 Oct 2026, after these months"),
    ],
)
def test_a_theme_that_was_closed_since_is_no_cause_for_alarm(closed: date, expected: str) -> None:
    found = theme(stage="closed", stages=(("closed", closed),))
    assert stages.stage_note(found, top_ten(found), SETTINGS) == expected
    assert stages.stage_remark(found, top_ten(found), SETTINGS) == ""


def test_a_stage_has_one_name_and_none_is_said_to_be_none() -> None:
    assert stages.stage_name(theme(stage="root_cause")) == "Root cause"
    assert stages.stage_name(theme()) == "no stage given"


def test_of_a_theme_without_any_stage_none_is_not_yet_reached() -> None:
    assert not stages.staged(theme())
    reached = theme(stage="root_cause", stages=(("root_cause", date(2026, 6, 30)),))
    assert stages.staged(reached)
    assert [stages.not_reached(reached, name) for name in ("identified", "contained", "closed")] == [
        "not noted", "not noted", "not yet",
    ]  # fmt: skip


def test_tasks() -> None:
    assert stages.tasks(theme(tasks=Tasks(3, 4, 1))) == "3 open, 1 overdue; 4 done"
    assert stages.tasks(theme(tasks=Tasks(0, 0, 0))) == stages.tasks(theme(tasks=None)) == "no tasks"


def test_what_cannot_be_seen_is_not_said_to_be_none() -> None:
    for register in ("themes", "theme_stages"):
        assert stages.stage_name(theme(unseen=frozenset({register}))) == "–"
    for register in ("themes", "tasks"):
        assert stages.tasks(theme(tasks=None, unseen=frozenset({register}))) == ""
