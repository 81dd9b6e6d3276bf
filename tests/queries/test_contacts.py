"""Bots, people who were asked for, and who turned to the company again: rows that a pencil can check."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from tests.queries.conftest import Ask, month
from tests.queries.test_service import at, case

NOVEMBER = month("2024-11")


def met(case_id: str, opened_at: str, outcome: str, **others: Any) -> dict[str, Any]:
    return case(case_id, opened_at, bot_outcome=outcome, channel="chat", **others)


def told(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_who_comes_back_after_a_bot_let_them_go(ask: Ask) -> None:
    """Within 30 days to the second, with a case of their own; at the same second it is not again."""
    rows = ask("bot_cases", {
        "support_cases": [
            met("back in a minute", "2024-02-01 09:00", "resolved", customer_id="ann"),
            case("again", "2024-02-01 09:01", customer_id="ann"),
            met("back in time", "2024-03-01 09:00", "resolved", customer_id="bob"),
            case("in time", "2024-03-31 08:59:59", customer_id="bob"),
            met("back too late", "2024-03-01 09:00", "resolved", customer_id="cy"),
            case("late", "2024-03-31 09:00", customer_id="cy"),
            met("met again", "2024-03-02 09:00", "resolved", customer_id="di"),
            met("met once more", "2024-03-03 09:00", "escaped", customer_id="di"),
            met("called by the company", "2024-03-02 09:00", "resolved", customer_id="eve"),
            case("called", "2024-03-05 09:00", customer_id="eve", proactive=True),
            met("at the same second", "2024-03-02 09:00", "resolved", customer_id="fay"),
            case("same", "2024-03-02 09:00", customer_id="fay"),
            met("nobody knows who", "2024-03-02 09:00", "resolved"),
            case("who", "2024-03-02 10:00"),
            met("given up", "2024-03-02 09:00", "abandoned", customer_id="guy"),
            case("guy's", "2024-03-02 11:00", customer_id="guy"),
            case("no bot", "2024-03-02 09:00", customer_id="hal"),
        ],
        "customers": [{"customer_id": "ann", "region": "North", "segment": "small"}],
    }, last_month=NOVEMBER)  # fmt: skip
    assert told(rows, "month", "region", "segment", "channel") == [
        (month("2024-02"), "North", "small", "chat"), (month("2024-03"), None, None, "chat"),
    ]  # fmt: skip
    assert told(rows, "n", "contained", "escaped", "given_up", "followed", "came_back") == [
        (1, 1, 0, 0, 1, 1), (8, 6, 1, 1, 5, 2),
    ]  # fmt: skip


def test_of_the_last_thirty_days_nobody_knows_who_will_come_back(ask: Ask) -> None:
    """Though some did already: of all others it is not known yet, and a share of those alone would be too high."""
    rows = ask("bot_cases", {"support_cases": [
        met("thirty days before the end", "2024-11-01 00:00", "resolved", customer_id="ann"),
        met("a second less", "2024-11-01 00:00:01", "resolved", customer_id="bob"),
        case("bob's", "2024-11-02 00:00", customer_id="bob"),
        met("december", "2024-12-01 00:00", "resolved", customer_id="cy"),
    ]}, last_month=NOVEMBER)  # fmt: skip
    assert told(rows, "month", "n", "contained", "followed", "came_back") == [(month("2024-11"), 2, 2, 1, 0)]


def wait(case_id: str, asked: str | None, reached: str | None, **others: Any) -> dict[str, Any]:
    return case(case_id, "2024-02-01 09:00", human_asked_at=at(asked), human_reached_at=at(reached), **others)


def test_how_long_it_takes_to_reach_a_person(ask: Ask) -> None:
    """Who reaches nobody waits until the case is resolved, or to this day; who gave up is counted apart."""
    rows = ask("human_waits", {"support_cases": [
        wait("eight minutes", "2024-02-01 09:02", "2024-02-01 09:10"),
        wait("eight minutes, given up later", "2024-02-01 09:02", "2024-02-01 09:10", abandoned=True),
        wait("resolved without", "2024-02-01 09:02", None, resolved_at=at("2024-02-01 09:18")),
        wait("waits", "2024-11-30 23:28", None),
        wait("reached too late to be seen", "2024-11-30 23:28", "2024-12-01 00:10"),
        wait("gave up", "2024-02-01 09:02", None, abandoned=True, resolved_at=at("2024-02-01 12:00")),
        wait("asked before", "2024-02-01 08:59", "2024-02-01 09:10"),
        wait("reached before", "2024-02-01 09:05", "2024-02-01 09:04"),
        wait("resolved before", "2024-02-01 09:05", None, resolved_at=at("2024-02-01 09:04")),
        wait("at once", "2024-02-01 09:05", "2024-02-01 09:05"),
        wait("nobody asked for", None, None),
        wait("reached unasked", None, "2024-02-01 09:04"),
    ]}, last_month=NOVEMBER)  # fmt: skip
    assert told(rows, "month", "bucket", "n", "reached", "not_reached", "gave_up", "left_out") == [
        (month("2024-02"), -48, 5, 1, 0, 1, 3), (month("2024-02"), 24, 2, 2, 0, 0, 0),
        (month("2024-02"), 32, 1, 0, 1, 0, 0), (month("2024-02"), 40, 2, 0, 2, 0, 0),
    ]  # fmt: skip
    assert math.log2(8) * 8 == 24


def begun(customer: str | None, day: str, purpose: str = "help", **others: Any) -> dict[str, Any]:
    return {"customer_id": customer, "engaged_on": date.fromisoformat(day), "purpose": purpose, **others}


def test_who_turns_to_the_company_after_it_turned_to_them(ask: Ask) -> None:
    """What a customer did on the day of the contact may have come first; of two contacts each is followed."""
    rows = ask("contacts_after", {
        "engagements": [
            begun("ann", "2024-02-01"), begun("ann", "2024-02-01"), begun("bob", "2024-02-01"),
            begun("cy", "2024-02-01", region="South"), begun("di", "2024-02-01", "sell"),
            begun("eve", "2024-11-01"), begun("fay", "2024-10-31"), begun(None, "2024-02-01"),
            begun("ann", "2024-12-01"),
        ],
        "support_cases": [
            case("the same day", "2024-02-01 23:59:59", customer_id="ann"),
            case("the next", "2024-02-02 00:00", customer_id="ann"),
            case("the thirtieth", "2024-03-02 23:59", customer_id="bob"),
            case("one too late", "2024-03-03 00:00", customer_id="cy"),
            case("begun by the company", "2024-02-03 00:00", customer_id="di", proactive=True),
            case("eve's", "2024-11-05 00:00", customer_id="eve"),
        ],
        "customers": [{"customer_id": "ann", "region": "North"}],
    }, last_month=NOVEMBER)  # fmt: skip
    helped = [row for row in rows if row["came_before"] in ("help", "sell")]
    assert told(helped, "month", "region", "came_before", "n", "followed", "turned_again") == [
        (month("2024-02"), None, "help", 2, 1, 1), (month("2024-02"), None, "sell", 1, 1, 0),
        (month("2024-02"), "North", "help", 2, 2, 2), (month("2024-02"), "South", "help", 1, 1, 0),
        (month("2024-10"), None, "help", 1, 1, 0), (month("2024-11"), None, "help", 1, 0, 0),
    ]  # fmt: skip


def test_who_comes_again_after_a_case_of_either_side(ask: Ask) -> None:
    rows = ask("contacts_after", {"support_cases": [
        case("called by us", "2024-02-01 09:00", customer_id="ann", proactive=True),
        case("called by ann", "2024-02-02 09:00", customer_id="ann", proactive=False),
        case("called by ann again", "2024-02-03 09:00", customer_id="ann"),
        case("of nobody", "2024-02-03 09:00"),
    ]}, last_month=NOVEMBER)  # fmt: skip
    assert told(rows, "came_before", "n", "followed", "turned_again") == [
        ("proactive", 1, 1, 1), ("reactive", 3, 2, 1),
    ]  # fmt: skip


def test_in_whose_hands_a_case_is(ask: Ask) -> None:
    """Own staff where no partner is named, if any is ever named; who began it, where that is told."""
    named = [
        case("1", "2024-02-01 09:00", handled_by="Teleon", proactive=True), case("2", "2024-02-01 09:00"),
        case("3", "2024-02-01 09:00", handled_by="", proactive=False), case("4", "2024-02-01 09:00", handled_by="Ö"),
    ]  # fmt: skip
    rows = ask("cases_by_label", {"support_cases": named})
    assert told(rows, "dimension", "label", "n") == [
        ("begun_by", "company", 1), ("begun_by", "customer", 1), ("hands", "own", 2), ("hands", "partner", 2),
        ("partner", "Teleon", 1), ("partner", "Ö", 1),
    ]  # fmt: skip
    assert ask("cases_by_label", {"support_cases": [case("1", "2024-02-01 09:00")]}) == []
