"""What was asked under the CX lead's mandate, and what had come of it by a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.measures.programme.mandate import Asked, mandate
from dashboard.settings import CxLead, Settings
from tests.published import data

DAY = date(2026, 9, 1)


def request(number: int, **changes: Any) -> dict[str, Any]:
    asked = {"request_id": f"r{number}", "department_id": "care", "title": "A call", "raised_on": date(2026, 6, 1)}
    return asked | changes


def test_what_was_asked_of_each_department_by_a_day(tmp_path: Path) -> None:
    accepted = {"decision": "accepted", "decided_on": date(2026, 7, 1)}
    found = data(tmp_path, change_requests=[
        request(1, **accepted), request(2, decision="declined"), request(3), request(4, raised_on=date(2026, 8, 1)),
        request(5, raised_on=date(2026, 9, 2)),  # asked later
        request(6, decision="declined", decided_on=date(2026, 9, 2)),  # still open on the day
        request(7, kind="data", raised_on=None),  # nobody knows since when it waits
        request(8, department_id="bills", kind="change", **accepted),
    ])  # fmt: skip
    lead = CxLead(name="Ana")
    told = mandate(found, Settings(cx_lead=lead), DAY)
    assert told.lead is lead
    assert told.asked == (
        Asked("bills", False, 1, 0, 0, None), Asked("care", False, 1, 1, 3, 92), Asked("care", True, 0, 0, 1, None),
    )  # fmt: skip
    assert [each.asked for each in told.asked] == [1, 5, 1]


def test_nothing_was_asked_where_no_request_is_kept(tmp_path: Path) -> None:
    assert mandate(data(tmp_path), Settings(), DAY).asked == ()
