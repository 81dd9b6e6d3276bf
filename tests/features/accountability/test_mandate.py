"""The mandate and what came of it: beside plain SQL, with the requests that the demo company left undecided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Block, Note, Stack, Table, strings
from dashboard.data.question import Question
from dashboard.features.accountability.mandate import cx_mandate
from dashboard.settings import CxLead, Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.accountability.mandate import LONG, NOT_SET
from tests.conftest import UNTIL
from tests.features.companies import asked
from tests.published import SETTINGS, Rows, data, view

ANSWERED = """
    select d.name, coalesce(kind = 'data', false), count(*) filter (decided and decision = 'accepted'),
        count(*) filter (decided and decision = 'declined'), count(*) filter (not decided)
    from (select *, decision is not null and coalesce(decided_on, $until) <= $until as decided from change_requests)
    join departments d using (department_id)
    where raised_on <= $until and ($region is null or region = $region) group by 1, 2
"""
UNDECIDED = """
    select title, $until - raised_on from change_requests
    where decision is null and raised_on <= $until and $until - raised_on > 90 order by raised_on, request_id
"""


def shown(question: Question) -> dict[str, Block]:
    return {block.head.name: block for block in cx_mandate.blocks(question)}


@pytest.mark.parametrize("region", [None, "DACH"])
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None
) -> None:
    places = None if region is None else (region,)
    table = shown(asked(demo, settings, view=view(regions=places)))["A7"]
    assert isinstance(table, Table)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        rows = raw.execute(ANSWERED, {"until": UNTIL, "region": region}).fetchall()
    found = {}
    for name, changes, wanted, _ in table.rows:
        for cell, for_data in ((changes, False), (wanted, True)):
            if isinstance(cell.drawing, Stack):
                found[name.text, for_data] = tuple(part.amount for part in cell.drawing.parts)
    assert found == {(name, for_data): tuple(counts) for name, for_data, *counts in rows}
    asked_for = sum(sum(counts) for _, _, *counts in rows)
    assert f"of {asked_for} request" in table.head.title
    assert (region is None) == (table.head.notes == ())


def test_requests_left_undecided_are_named_the_oldest_first(
    demo: Snapshot, demo_warehouse: Path, settings: Settings
) -> None:
    """The planted event: some departments leave requests undecided, 90 days and more."""
    table = shown(asked(demo, settings))["A7.waiting"]
    assert isinstance(table, Table)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = raw.execute(UNDECIDED, {"until": UNTIL}).fetchall()
    assert expected
    assert [(row[0].text, row[3].value) for row in table.rows] == expected
    assert table.head.title.startswith(f"Undecided for more than {LONG} days: {len(expected)} ")


def request(number: int, **changes: Any) -> dict[str, Any]:
    asked_of = {"request_id": f"r{number}", "department_id": "care", "title": f"Ask {'abcdefgh'[number]}",
                "raised_on": date(2026, 6, 7)}  # fmt: skip
    return asked_of | changes


REQUESTS: Rows = [
    request(0, decision="accepted", decided_on=date(2026, 7, 1)), request(1, decision="declined"),
    request(2), request(3, raised_on=date(2026, 9, 5), kind="data"), request(4, raised_on=None),
    request(5, department_id="sales", raised_on=date(2026, 7, 7)),  # undecided for exactly ninety days
    request(6, department_id="", raised_on=date(2026, 10, 6)),  # asked tomorrow
]  # fmt: skip
DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]


def test_what_is_told_of_requests(tmp_path: Path) -> None:
    taken = {"decision_id": "D", "subject": "request:r2", "decided_on": date(2026, 9, 1), "choice": "Put it off"}
    found = data(tmp_path, change_requests=REQUESTS, departments=DEPARTMENTS, decisions=[taken])
    blocks = shown(Question(found, view(), SETTINGS))
    table, lead = blocks["A7"], blocks["A7.lead"]
    assert isinstance(table, Table)
    assert isinstance(lead, Note)
    assert table.head.title == "1 of 6 requests was accepted, 1 declined; 4 wait, the oldest for 120 days"
    assert [[cell.text or cell.note for cell in row] for row in table.rows] == [
        ["Care", "1 accepted, 1 declined, 2 undecided", "1 undecided", "75 days"],
        ["Sales", "1 undecided", "none", "90 days"],
    ]
    assert table.rows[0][3].note == "median of 2, oldest 120 days"
    assert "A7.waiting" in blocks
    assert [(row[0].text, row[0].note) for row in getattr(blocks["A7.waiting"], "rows", ())] == [
        ("Ask c", "Put it off, 1 Sep 2026")
    ]
    assert lead.text == NOT_SET


def test_the_mandate_is_told_as_far_as_it_is_set(tmp_path: Path) -> None:
    found = data(tmp_path, change_requests=REQUESTS[:1])

    def told(**lead: Any) -> str:
        settings = SETTINGS.model_copy(update={"cx_lead": CxLead(**lead)})
        note = shown(Question(found, view(), settings))["A7.lead"]
        assert isinstance(note, Note)
        return note.text

    whole = {"name": "Ana Li", "role": "CCO", "reports_to": "Bo (CEO)", "budget": 1_400_000, "staff": 9.5}
    assert told(**whole) == "Ana Li, CCO, reports to Bo (CEO); budget €1.40M a year; staff of 9.5."
    assert told(role="CCO", staff=0) == "CCO; staff of 0."


def test_without_requests_nothing_is_drawn_and_without_rows_it_is_told(tmp_path: Path) -> None:
    assert cx_mandate.blocks(Question(data(tmp_path / "without"), view(), SETTINGS)) == ()
    empty = shown(Question(data(tmp_path / "empty", change_requests=[]), view(), SETTINGS))
    assert empty["A7"].head.instead == "Nothing was asked of these departments."
    assert not [said for said in strings(empty["A7"]) if " %" in said]
