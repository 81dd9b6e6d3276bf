"""Questions to the forum in words; nothing is asked of 'None'."""

from __future__ import annotations

from datetime import date

from dashboard.measures.programme.decisions import Decision
from dashboard.words import decisions

ACTION = Decision("action_overdue", "theme:T1", "Waiting", "Ana", date(2026, 9, 1), 34, 2)
REQUEST = Decision("request_undecided", "request:R4", "A call", "Sales", date(2026, 6, 1), 126)


def test_what_is_asked() -> None:
    one = Decision("action_overdue", "theme:T1", "Waiting", "Ana", date(2026, 9, 1), 34)
    assert decisions.question(ACTION) == "Waiting: action overdue in 2 departments"
    assert decisions.question(one) == "Waiting: action overdue in 1 department"
    assert decisions.question(REQUEST) == "A call: accept or decline?"


def test_of_whom() -> None:
    assert (decisions.asked_of(ACTION), decisions.asked_of(REQUEST)) == ("Ana", "Sales")


def test_what_has_no_name() -> None:
    action = Decision("action_overdue", "theme:T1", "", None, date(2026, 9, 1), 34)
    request = Decision("request_undecided", "request:R4", "", None, date(2026, 6, 1), 126)
    assert decisions.question(action) == "A theme: action overdue in 1 department"
    assert decisions.question(request) == "A change request: accept or decline?"
    assert (decisions.asked_of(action), decisions.asked_of(request)) == ("no sponsor", "no department")
