"""What needs a decision, as questions to the forum."""

from __future__ import annotations

from dashboard.measures.programme.decisions import Decision


def question(decision: Decision) -> str:
    """Return what is asked: 'Waiting: action overdue in 2 departments', 'A monthly call: accept or decline?'."""
    if decision.kind == "request_undecided":
        return f"{decision.name or 'A change request'}: accept or decline?"
    where = "1 department" if decision.departments == 1 else f"{decision.departments} departments"
    return f"{decision.name or 'A theme'}: action overdue in {where}"


def asked_of(decision: Decision) -> str:
    """Return who is to answer: a sponsor, a department."""
    if decision.of_whom:
        return decision.of_whom
    return "no sponsor" if decision.kind == "action_overdue" else "no department"
