"""What staff say: by a pencil, and with the department that leaves it unanswered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.blocks import Row, Table
from dashboard.data.question import Question
from dashboard.features.people.signals import what_staff_say
from dashboard.measures.people.signals import BARRIERS, FEW
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.people.signals import BARRIERS as CALLED
from queries.contract import CONTRACT
from tests.features.companies import asked
from tests.published import LAST, SETTINGS, Rows, data, view

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
THEMES: Rows = [{"theme_id": "T1", "name": "Waiting"}]


def signal(number: int, raised_on: date | None = date(2026, 7, 10), after: int | None = None, **more: Any) -> Any:
    answered = None if after is None or raised_on is None else raised_on + timedelta(days=after)
    return {
        "signal_id": f"S{number}", "raised_on": raised_on, "answered_on": answered, "department_id": "care",
        "title": f"Signal {number}",
    } | more  # fmt: skip


def tables(question: Question) -> dict[str, Table]:
    blocks = what_staff_say.blocks(question)
    held = [one for block in blocks for one in (block.blocks if isinstance(block, Row) else (block,))]
    return {one.head.name: one for one in held if isinstance(one, Table)}


def shown(folder: Path, *signals: Any, **asked_for: Any) -> dict[str, Table]:
    known = data(folder, employee_signals=signals, departments=DEPARTMENTS, themes=THEMES)
    return tables(Question(known, view(**asked_for), SETTINGS))


def texts(table: Table) -> list[list[tuple[str, str, str]]]:
    return [[(cell.text, cell.note, cell.remark) for cell in row] for row in table.rows]


def test_the_department_that_leaves_it_unanswered_is_named(demo: Snapshot, settings: Settings) -> None:
    """The planted event: what the staff of one department raise is answered late, or never."""
    table = tables(asked(demo, settings))["H2"]
    assert "; Billing & Contracts the least, " in table.head.title
    assert table.rows[0][0].text == "Billing & Contracts"


def test_every_barrier_of_the_contract_has_a_name() -> None:
    column = next(column for column in CONTRACT["employee_signals"].columns if column.name == "barrier")
    assert {*BARRIERS} == {*CALLED} == {*column.allowed, None}


def test_what_is_told_of_a_department_a_theme_and_what_waits(tmp_path: Path) -> None:
    found = shown(
        tmp_path,
        signal(1, after=30, barrier="operational", theme_id="T1"),  # on the last day on which it is in time
        signal(2, after=31, barrier="cultural", theme_id="T2"),
        signal(3, date(2025, 12, 1), after=5),  # of the year, and not of the quarter
        signal(4, date(2024, 1, 1), votes=7),  # waits, however long ago it was raised
        signal(5, date(2026, 9, 20)),  # to be answered after the quarter
        signal(6, date(2026, 9, 1), after=30, department_id="sales"),  # in time, on a day after the quarter
    )
    table = found["H2"]
    assert table.head.title == "2 of 3 signals of staff were answered in time"
    assert table.head.subtitle == "all of Test · Oct 2025–Sep 2026, below: Jul–Sep 2026 · 5 signals raised"
    assert texts(table) == [
        [
            ("Care", "", ""), ("2 of 3", "1 of 2", ""), ("4", "", ""), ("1", "", "1,003 days"),
            ("", "1 operational, 1 cultural, 2 kind not said", ""),
        ],
        [("Sales", "", ""), ("–", "", ""), ("1", "", ""), ("0", "", ""), ("", "1 kind not said", "")],
    ]  # fmt: skip
    assert [row[0].text for row in found["H2.themes"].rows] == ["Waiting", "T2", "no theme of customers"]
    assert texts(found["H2.waiting"]) == [[("Signal 4", "Care", ""), ("1,003 days", "", ""), ("7", "", "")]]
    told = found["H2.waiting"].head.told
    assert told is not None
    assert told() == "1 signal still waits for an answer, for 1,003 days"


def test_an_answer_of_today_is_none_of_an_earlier_period(tmp_path: Path) -> None:
    """What waited at the end of a period waited then, whatever was answered since."""
    late = signal(1, date(2026, 7, 1), after=90)  # on 29 September
    assert not shown(tmp_path / "now", late)["H2.waiting"].rows
    earlier = shown(tmp_path / "then", late, period=closing("month", LAST - 1, Calendar()))
    assert [row[1].text for row in earlier["H2.waiting"].rows] == ["61 days"]


def test_of_few_nobody_is_named_and_of_two_alike_neither(tmp_path: Path) -> None:
    good = [signal(number, after=1, department_id="sales") for number in range(FEW)]
    bad = [signal(10 + number) for number in range(FEW)]
    assert shown(tmp_path / "1", *good, *bad)["H2"].head.title.endswith(f"; Care the least, 0 of {FEW}")
    assert ";" not in shown(tmp_path / "2", *good, *bad[1:])["H2"].head.title
    also = [signal(20 + number, department_id="law") for number in range(FEW)]
    assert ";" not in shown(tmp_path / "3", *good, *bad, *also)["H2"].head.title


def test_where_kinds_and_themes_are_not_kept_they_are_not_told(tmp_path: Path) -> None:
    found = shown(tmp_path, signal(1, after=2))
    assert [column.name for column in found["H2"].columns] == ["department", "in_time", "raised", "waits"]
    assert "H2.themes" not in found
    assert found["H2.waiting"].head.instead == "No signal waits past its day."


def test_what_has_no_date_is_left_out_and_told(tmp_path: Path) -> None:
    found = shown(tmp_path, signal(1, None), signal(2, after=2))
    assert found["H2"].head.notes == ("1 signal has no date and is left out.",)


def test_where_nothing_was_raised_that_is_told(tmp_path: Path) -> None:
    old = shown(tmp_path, signal(1, date(2020, 1, 1), after=2))
    assert old["H2"].head.instead == "Nothing was raised or to be answered in these months."
    assert not old["H2"].head.finding


def test_it_is_told_that_no_filter_is_followed(tmp_path: Path) -> None:
    assert shown(tmp_path, signal(1), regions=("North",))["H2"].head.subtitle.startswith("whole company · ")
