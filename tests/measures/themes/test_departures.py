"""How themes leave the list: one test at a set date, and no verdict where it would not be a fair one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Data, Grant
from dashboard.measures.themes.departures import Departure, Departures, departures
from dashboard.periods import Calendar, closing, first_day
from tests.measures.themes.test_top_ten import Outcomes, themed, together
from tests.published import LAST, SETTINGS, Rows, data, view

MONTHS = 24
FILLERS = [f"f{number:02}" for number in range(12)]
"""Themes that cost the same all the time: without the one under test they are twelve."""

SILENT_SINCE = 8
"""The theme under test is named no more from so many months before the last one on."""

HEAVY, LIGHT = (70, 10, 5), (1, 0, 1)
CAUSE, ACTION, DONE = 15, 12, 9
"""Months back in which its stages were entered, unless told otherwise."""


def company(*, light: tuple[int, int, int] = LIGHT, since: int = SILENT_SINCE, **changes: Rows) -> dict[str, Rows]:
    """Return two years in which the theme 'x' costs most, and then hardly anything."""
    months = []
    for back in range(MONTHS):
        patterns: dict[tuple[str, ...], Outcomes] = {(): (40, 120, 240)}
        patterns |= {(name,): (16, 3, 2) for name in FILLERS}
        patterns[("x",)] = light if back <= since else HEAVY
        months.append(themed(patterns, month=LAST - back))
    kept: dict[str, Rows] = {
        "themes": [{"theme_id": "x", "name": "Wrong invoices"}], "theme_stages": stages(), "tag_versions": versions(),
        "survey_modes": modes(), "tasks": [],
    }  # fmt: skip
    return together(*months) | kept | changes


def stages(action: int | None = ACTION, done: int | None = DONE) -> Rows:
    entered = {"root_cause": CAUSE, "corrective_action": action, "verification": done}
    return [
        {"theme_id": "x", "stage": stage, "entered_on": first_day(LAST - back)}
        for stage, back in entered.items()
        if back is not None
    ]


def versions(change: int | None = None, known: bool = True) -> Rows:
    return [
        {"month": LAST - back, "region": "North", "metric": "nps", "theme_id": "x", "n": 80,
         "tag_version": None if not known else "2" if change is not None and back <= change else "1"}
        for back in range(MONTHS)
    ]  # fmt: skip


def modes(phone_since: int = -1, unread_since: int = -1) -> Rows:
    return [
        {"month": LAST - back, "metric": "nps", "survey": "relationship", "n": 100,
         "mode": "phone" if back <= phone_since else "web", "coded": int(back > unread_since)}
        for back in range(MONTHS)
    ]  # fmt: skip


def left(found: Data, last: int = LAST, **asked: Any) -> Departures:
    period = closing("quarter", last, Calendar())
    return departures(found, view(period=period, against=None, **asked), SETTINGS)


def x(folder: Path, last: int = LAST, **changes: Any) -> Departure:
    (gone,) = left(data(folder, **company(**changes)), last).themes
    assert gone.theme_id == "x"
    return gone


def test_a_theme_that_stays_away_after_its_action_is_fixed(tmp_path: Path) -> None:
    gone = x(tmp_path)
    assert gone.how == "fixed"
    assert gone.name == "Wrong invoices"
    assert gone.verification.baseline == (LAST - 22, LAST - 20)
    assert gone.verification.test == (LAST - 8, LAST - 6)
    assert gone.verification.before > 5 > gone.verification.after
    assert gone.verification.fall is not None
    assert gone.verification.fall.low > 0
    assert gone.verification.fall.value > gone.verification.others
    assert (gone.entered, gone.times, gone.back) == (LAST - 23, 1, None)


def test_it_leaves_in_the_second_window_without_it(tmp_path: Path) -> None:
    assert x(tmp_path).left == LAST - 3
    assert left(data(tmp_path / "earlier", **company()), LAST - 4).themes == ()


def test_after_four_windows_it_is_no_longer_told(tmp_path: Path) -> None:
    found = data(tmp_path, **company(since=20, theme_stages=stages(23, 22)))
    assert [gone.left for gone in left(found, LAST - 12).themes] == [LAST - 15]
    assert left(found, LAST - 2).themes == ()


def test_without_an_action_it_fell(tmp_path: Path) -> None:
    gone = x(tmp_path, theme_stages=stages(None, None))
    assert (gone.how, gone.verification.reason, gone.verification.fall) == ("fell", "no_action", None)


def test_an_action_that_is_not_done_has_fixed_nothing(tmp_path: Path) -> None:
    gone = x(tmp_path, theme_stages=stages(ACTION, None))
    assert (gone.how, gone.verification.reason) == ("fell", "action_open")


def task(completed: date | None, **changes: Any) -> dict[str, Any]:
    return {
        "task_id": f"t{completed}", "theme_id": "x", "kind": "corrective_action", "completed_on": completed,
        "due_on": first_day(LAST), "original_due_on": first_day(LAST), "department_id": "d", "title": "Mend it",
        "created_on": first_day(LAST - ACTION),
    } | changes  # fmt: skip


def test_its_last_task_sets_the_date_where_no_stage_does(tmp_path: Path) -> None:
    done = [task(first_day(LAST - 11)), task(first_day(LAST - 9)), task(None, cancelled_on=first_day(LAST - 10))]
    gone = x(tmp_path, theme_stages=stages(ACTION, None), tasks=done)
    assert (gone.how, gone.verification.test) == ("fixed", (LAST - 8, LAST - 6))
    gone = x(tmp_path / "open", theme_stages=stages(ACTION, None), tasks=[*done, task(None)])
    assert gone.verification.reason == "action_open"


def test_the_date_does_not_move_when_a_later_stage_is_entered(tmp_path: Path) -> None:
    gone = x(tmp_path, theme_stages=stages(ACTION, 2), tasks=[task(first_day(LAST - 9))])
    assert gone.verification.test == (LAST - 8, LAST - 6)


def test_a_fall_that_chance_explains_is_no_fix(tmp_path: Path) -> None:
    """It leaves for a window in which nobody names it; at its date, before, it cost what it always did."""
    gone = x(tmp_path, theme_stages=stages(17, 16))
    assert gone.verification.test == (LAST - 15, LAST - 13)
    assert (gone.how, gone.verification.reason) == ("fell", "no_fall")
    assert gone.verification.smallest > 0


def test_a_fall_that_most_themes_share_is_no_fix(tmp_path: Path) -> None:
    months = []
    for back in range(MONTHS):
        over = back <= SILENT_SINCE
        patterns: dict[tuple[str, ...], Outcomes] = {(): (40, 120, 240), ("x",): LIGHT if over else (30, 3, 2)}
        patterns |= {(name,): (16 if over else 60, 3, 2) for name in FILLERS[:7]}
        patterns |= {(name,): (12, 3, 2) for name in FILLERS[7:]}
        months.append(themed(patterns, month=LAST - back))
    rows = company() | together(*months)
    (gone,) = left(data(tmp_path, **rows)).themes
    assert (gone.theme_id, gone.how, gone.verification.reason) == ("x", "fell", "no_more_than_others")
    assert gone.verification.fall is not None
    assert 0 < gone.verification.fall.low < gone.verification.fall.value < gone.verification.others


def test_its_date_has_not_come(tmp_path: Path) -> None:
    gone = x(tmp_path, theme_stages=stages(ACTION, 2))
    assert (gone.how, gone.verification.reason, gone.verification.test) == (
        "not_evaluable",
        "not_due",
        (LAST - 1, LAST + 1),
    )


def test_an_action_right_after_the_entry_leaves_no_baseline(tmp_path: Path) -> None:
    gone = x(tmp_path, theme_stages=stages(21, DONE))
    assert (gone.how, gone.verification.reason) == ("not_evaluable", "no_baseline")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tag_versions": versions(change=9)}, "rules_changed"),
        ({"tag_versions": versions(known=False)}, "rules_unknown"),
        ({"survey_modes": modes(phone_since=9)}, "asked_otherwise"),
        ({"survey_modes": modes(unread_since=9)}, "commented_otherwise"),
    ],
)
def test_what_was_read_otherwise_is_not_compared(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    gone = x(tmp_path, **changes)
    assert (gone.how, gone.verification.reason, gone.verification.fall) == ("not_evaluable", reason, None)


def test_a_theme_tagged_anew_has_not_simply_fallen(tmp_path: Path) -> None:
    """Nothing was done about it, and other rules do not find it: nobody knows what it costs."""
    gone = x(tmp_path, theme_stages=[], tag_versions=versions(change=SILENT_SINCE))
    assert (gone.how, gone.verification.reason) == ("not_evaluable", "rules_changed")
    assert gone.verification.versions == ("1", "2")


def test_rules_that_read_all_months_again_are_the_same_rules(tmp_path: Path) -> None:
    again: list[dict[str, Any]] = [{**row, "tag_version": "2"} for row in versions()]
    assert x(tmp_path, tag_versions=again).how == "fixed"


def test_whoever_may_not_see_the_stages_learns_no_verdict(tmp_path: Path) -> None:
    rows = company()
    for name in ("themed_answers", "theme_pairs"):
        rows[name] = [{**row, "region": "North"} for row in rows[name]]
    found = data(tmp_path, Grant(regions=frozenset({"North"}), company_totals=False), **rows)
    assert [(gone.how, gone.verification.reason) for gone in left(found).themes] == [
        ("not_evaluable", "stages_unknown")
    ]


def test_a_return_is_counted(tmp_path: Path) -> None:
    rows = company(since=14, theme_stages=[])
    again = themed({("x",): HEAVY}, month=LAST - 1)
    (gone,) = left(data(tmp_path, **together(rows, again))).themes
    assert (gone.left, gone.back, gone.times) == (LAST - 9, LAST - 1, 1)


def test_the_list_follows_no_region(tmp_path: Path) -> None:
    found = data(tmp_path, **company())
    assert left(found, regions=("Nowhere",)).themes == left(found).themes


def test_without_the_datasets_nothing_is_told(tmp_path: Path) -> None:
    found = left(data(tmp_path))
    assert found.themes == ()
    assert found.standing.state == "not_connected"
