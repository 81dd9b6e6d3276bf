"""What trips those who count customers' money: credits, pauses, mergers, moves, and rows that belong to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.queries.conftest import Ask, month
from tests.queries.test_customer_windows import FEBRUARY, measures, revenue

FEB = date(2024, 2, 1)


def of(rows: list[dict[str, Any]], **kept: Any) -> list[dict[str, Any]]:
    return [row for row in rows if all(row[name] == value for name, value in kept.items())]


def test_a_credit_in_the_same_month_is_contraction_and_no_loss(ask: Ask) -> None:
    credit = {"customer_id": "ann", "month": FEB, "amount": -30.0}
    (row,) = ask("customer_windows", {"revenue": [*revenue("ann", 100, 100), credit]}, **FEBRUARY)
    assert (row["contraction"], row["lost_customers"], row["closing_revenue"]) == (30.0, 0, 70.0)


def credited(*others: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Ann pays 100 in January, and is credited 150 of the 100 of February; bob pays all along."""
    credit = {"customer_id": "ann", "month": FEB, "amount": -150.0}
    return {"revenue": [*revenue("ann", 100, 100), *revenue("bob", 50, 50, 50, 50), credit, *others]}


def later(number: int, amount: float) -> dict[str, Any]:
    return {"customer_id": "ann", "month": date(2024, number, 1), "amount": amount}


def test_a_month_of_more_credit_than_revenue_loses_nobody_who_pays_after_it(ask: Ask) -> None:
    rows = ask("customer_windows", credited(later(3, 100), later(4, 100)), last_month=month("2024-04"))
    down, up = (measures(of(rows, window=1, month=month(f"2024-{number:02d}"))[0]) for number in (2, 3))
    assert down == {
        "opening_customers": 2, "kept_customers": 2, "closing_customers": 2, "opening_revenue": 150.0,
        "contraction": 150.0, "credits": -50.0,
    }  # fmt: skip
    assert up == {
        "opening_customers": 2, "kept_customers": 2, "closing_customers": 2, "expansion": 150.0,
        "closing_revenue": 150.0, "credited_customers": 1, "credited_opening": -50.0, "credited_retained": -50.0,
        "credited_expansion": 150.0,
    }  # fmt: skip


def test_a_credit_of_the_newest_month_loses_nobody_yet(ask: Ask) -> None:
    (row,) = ask("customer_windows", credited(), **FEBRUARY)
    assert (row["kept_customers"], row["lost_customers"], row["closing_revenue"]) == (2, 0, 0.0)


def test_who_is_credited_last_of_all_is_lost_and_the_credit_stands_beside_the_bridge(ask: Ask) -> None:
    rows = ask("customer_windows", credited(), last_month=month("2024-03"))
    (row,) = of(rows, window=1, month=FEBRUARY["last_month"])
    assert (row["lost_customers"], row["lost_revenue"], row["closing_revenue"]) == (1, 100.0, 50.0)
    assert (row["credits"], row["other_credits"]) == (0.0, -50.0)


@pytest.mark.parametrize(("april", "lost"), [(100.0, 0), (None, 1)])
def test_several_months_of_credits_in_a_row_are_as_one(ask: Ask, april: float | None, lost: int) -> None:
    more = [later(3, -10)] + ([later(4, april)] if april else [])
    rows = ask("customer_windows", credited(*more), last_month=month("2024-04"))
    assert of(rows, window=1, month=FEBRUARY["last_month"])[0]["lost_customers"] == lost


def test_a_credit_to_who_never_paid_is_told_where_they_are(ask: Ask) -> None:
    credit = {"customer_id": "guest", "month": FEB, "amount": -20.0}
    tables = {"revenue": [*revenue("ann", 100, 100), credit], "customers": [{"customer_id": "guest", "region": "S"}]}
    rows = ask("customer_windows", tables, **FEBRUARY)
    assert {row["region"]: (row["closing_customers"], row["other_credits"]) for row in rows} == {
        None: (1, 0.0), "S": (0, -20.0),
    }  # fmt: skip


def test_who_is_credited_and_leaves_has_lost_nothing(ask: Ask) -> None:
    """February opens with less than nothing; over the three months to May ann goes, and the credit is over."""
    paid = [*revenue("ann", 100, -50, 100), *revenue("bob", 50, 50, 50, 50, 50)]
    rows = ask("customer_windows", {"revenue": paid}, last_month=month("2024-05"))
    assert measures(of(rows, window=3, month=month("2024-05"))[0]) == {
        "opening_customers": 2, "kept_customers": 1, "lost_customers": 1, "closing_customers": 1,
        "expansion": 50.0, "closing_revenue": 50.0, "credited_customers": 1, "credited_opening": -50.0,
        "credited_retained": -50.0, "credited_expansion": 50.0,
    }  # fmt: skip


@pytest.mark.parametrize("active_months", [1, 3])
def test_with_credits_every_customer_and_every_cent_is_accounted_for(ask: Ask, active_months: int) -> None:
    paid = [row for number in range(20) for row in revenue(
        f"c{number}", *[(place * 7 + number * 13) % 11 * 10 - 15.0 for place in range(24 - number % 9)])]  # fmt: skip
    rows = ask("customer_windows", {"revenue": paid}, active_months=active_months, last_month=month("2025-12"))
    for row in rows:
        new = row["new_revenue_earned"] + row["new_revenue_bought"] + row["new_revenue_unknown"]
        gained = row["expansion"] + new + row["reactivated_revenue"]
        assert row["opening_revenue"] + gained - row["contraction"] - row["lost_revenue"] == row["closing_revenue"]
        assert row["retained_revenue"] <= min(row["opening_revenue"], row["closing_revenue"] - new)
        if active_months == 1:
            whole = sum(each["amount"] for each in paid if month(each["month"].isoformat()[:7]) == row["month"])
            assert row["closing_revenue"] + row["other_credits"] == whole
    assert active_months > 1 or any(row["other_credits"] for row in rows)


def kept_of(paid: dict[str, list[float]], opening: int, closing: int) -> tuple[float, float, float, int]:
    """Return what customers had who had something, what of it they kept, what they brought then, and how many."""
    had = {who: amounts[opening] for who, amounts in paid.items() if amounts[opening] > 0}
    stays = {
        who for who in had if paid[who][closing] > 0 or (paid[who][closing - 1] > 0 and paid[who][closing + 1] > 0)
    }
    now = {who: paid[who][closing] if who in stays else 0.0 for who in had}
    return sum(had.values()), sum(min(had[who], now[who]) for who in had), sum(now.values()), len(had)


def test_of_who_opens_with_a_credit_nothing_is_retained_nor_lost(ask: Ask) -> None:
    """Retention two ways: customers one by one, each with what was there to be kept, beside the sums of the query."""
    paid = {
        f"c{number}": [-20.0 if (place + number) % 7 == 5 else 40.0 + (place * 11 + number * 5) % 9 * 10
                       for place in range(16)]
        for number in range(14)
    }  # fmt: skip
    rows = [row for who, amounts in paid.items() for row in revenue(who, *amounts)]
    found = ask("customer_windows", {"revenue": rows}, last_month=month("2025-04"))
    for closing in (12, 13, 14):
        (row,) = of(found, window=12, month=month("2024-01") + closing)
        opening, kept, now, customers = kept_of(paid, closing - 12, closing)
        retained = row["retained_revenue"] - row["credited_retained"]
        assert row["opening_revenue"] - row["credited_opening"] == opening
        assert (retained, row["opening_customers"] - row["credited_customers"]) == (kept, customers)
        assert retained + row["expansion"] - row["credited_expansion"] == now
    assert {row["credited_customers"] for row in of(found, window=12)} == {0, 2}


def test_who_opens_with_a_credit_has_nothing_to_keep_whatever_they_said(ask: Ask) -> None:
    paid = [*revenue("ann", 100, 100, -50, 100, 100, 100), *revenue("bob", *[50] * 6)]
    said = {
        "response_id": "r1", "customer_id": "ann", "responded_at": datetime(2024, 3, 9, tzinfo=UTC), "metric": "nps",
        "score": 9,
    }  # fmt: skip
    rows = ask("next_steps", {"revenue": paid, "survey_responses": [said]}, last_month=month("2024-06"))
    (ann,) = of(rows, window=3, month=month("2024-06"), said="promoter")
    sums = ("opening_revenue", "retained_revenue", "closing_revenue", "opening_squared")
    assert (ann["customers"], ann["kept_customers"], *(ann[name] for name in sums)) == (1, 1, 0.0, 0.0, 0.0, 0.0)


def test_who_was_credited_has_brought_nothing_of_which_to_speak(ask: Ask) -> None:
    answered = datetime(2024, 2, 9, tzinfo=UTC)
    said = {"response_id": "r1", "customer_id": "ann", "responded_at": answered, "metric": "nps", "score": 2}
    (row,) = ask("coverage", {**credited(), "survey_responses": [said]}, **FEBRUARY)
    assert (row["customers"], row["answered"], row["revenue"], row["answered_revenue"]) == (2, 1, 50.0, 0.0)


def test_a_pause_of_a_month_is_a_loss_and_a_return_by_the_month_and_neither_over_three(ask: Ask) -> None:
    rows = ask("customer_windows", {"revenue": revenue("ann", 10, 10, None, 10, 10)}, last_month=month("2024-05"))
    monthly = {row["month"]: row for row in of(rows, window=1)}
    assert (monthly[month("2024-03")]["lost_customers"], monthly[month("2024-04")]["reactivated_customers"]) == (1, 1)
    assert of(rows, window=3, month=month("2024-05"))[0]["kept_customers"] == 1


def test_two_customers_who_merge_are_one_lost_and_one_grown_and_the_bridge_closes(ask: Ask) -> None:
    """That they are one now stands in no row: nothing is won, nothing but the one id is lost."""
    rows = {"revenue": [*revenue("left", 100), *revenue("stays", 100, 200)]}
    (row,) = ask("customer_windows", rows, **FEBRUARY)
    assert measures(row) == {
        "opening_customers": 2, "kept_customers": 1, "lost_customers": 1, "closing_customers": 1,
        "opening_revenue": 200.0, "retained_revenue": 100.0, "lost_revenue": 100.0, "expansion": 100.0,
        "closing_revenue": 200.0,
    }  # fmt: skip


def test_who_moves_to_another_region_is_there_all_along_and_lost_nowhere(ask: Ask) -> None:
    booked = [
        row | {"region": region} for row, region in zip(revenue("ann", 100, 100), ("North", "South"), strict=True)
    ]
    rows = ask(
        "customer_windows", {"revenue": booked, "customers": [{"customer_id": "ann", "region": "South"}]}, **FEBRUARY
    )
    assert [(row["region"], row["opening_customers"], row["kept_customers"]) for row in rows] == [("South", 1, 1)]


def test_money_of_nobody_who_is_known_counts_and_stands_nowhere(ask: Ask) -> None:
    rows = ask(
        "customer_windows",
        {"revenue": [*revenue("ann", 100, 100), *revenue("a stranger", 40, 40)],
         "customers": [{"customer_id": "ann", "region": "North"}]},
        **FEBRUARY,
    )  # fmt: skip
    assert {row["region"]: row["closing_revenue"] for row in rows} == {"North": 100.0, None: 40.0}


def test_who_answers_and_pays_nothing_is_followed_nowhere(ask: Ask) -> None:
    answered = datetime(2024, 1, 9, tzinfo=UTC)
    said = {"response_id": "r1", "customer_id": "guest", "responded_at": answered, "metric": "nps", "score": 2}
    rows = ask(
        "next_steps",
        {"revenue": revenue("ann", *[10] * 18), "survey_responses": [said]},
        last_month=month("2025-06"),
    )
    assert {row["said"] for row in rows} == {"silent"}
    assert {row["customers"] for row in rows} == {1}


@pytest.mark.parametrize(("step", "told"), [(1.03, 30), (1.018, 18), (0.9, 0), (1.4, 0)])
def test_a_step_of_price_is_told_in_thousandths_and_all_others_are_none(ask: Ask, step: float, told: int) -> None:
    (row,) = ask("price_steps", {"revenue": revenue("ann", 100, round(100 * step, 2))}, **FEBRUARY)
    assert (row["step"], row["customers"]) == (told, 1)


def test_a_renewal_not_decided_is_neither_won_nor_lost_and_one_without_a_value_is_not_known(ask: Ask) -> None:
    due = {"customer_id": "ann", "due_on": FEB, "value_due": 100.0}
    renewals = [
        due, due | {"outcome": "lost"}, due | {"outcome": "renewed", "value_renewed": 130.0},
        due | {"outcome": "renewed", "value_renewed": 80.0}, due | {"outcome": "renewed"},
    ]  # fmt: skip
    (row,) = ask("renewals", {"renewals": renewals}, **FEBRUARY)
    counted = ("due", "renewed", "lost", "value_due", "value_open", "value_known", "value_kept", "value_renewed")
    assert [row[name] for name in counted] == [5, 3, 1, 500.0, 100.0, 300.0, 180.0, 210.0]


def test_of_several_departures_each_has_its_own_reason(ask: Ask) -> None:
    left = [
        {"customer_id": "ann", "churned_on": date(2024, 2, 1), "reason": "Price", "returned_on": date(2024, 6, 1)},
        {"customer_id": "ann", "churned_on": date(2025, 1, 1), "reason": "Moved away"},
    ]
    paid = revenue("ann", 10, *[None] * 4, *[10] * 7)
    tables = {"revenue": paid, "churn_events": left, "customers": [{"customer_id": "ann"}]}
    rows = ask("departures", tables, last_month=month("2025-02"))
    assert {row["month"]: row["reason"] for row in of(rows, window=1)} == {
        month("2024-02"): "Price", month("2025-01"): "Moved away",
    }  # fmt: skip


def test_a_departure_that_is_noted_twice_is_one(ask: Ask) -> None:
    person = {"customer_id": "ann", "churned_on": FEB, "churn_reason": "Price"}
    event = {"customer_id": "ann", "churned_on": date(2024, 2, 9), "reason": "Price"}
    tables = {"revenue": revenue("ann", 10), "customers": [person], "churn_events": [event]}
    assert [(row["reason"], row["customers"]) for row in ask("departures", tables, **FEBRUARY)] == [("Price", 1)]


def test_a_reason_noted_of_another_departure_is_not_the_reason_of_this_one(ask: Ask) -> None:
    left = {"customer_id": "ann", "churned_on": date(2025, 1, 1), "churn_reason": "Price"}
    rows = ask(
        "departures",
        {"revenue": revenue("ann", 10, None, *[10] * 10), "customers": [left]},
        last_month=month("2025-02"),
    )
    monthly = {row["month"]: row["reason"] for row in of(rows, window=1)}
    assert monthly == {month("2024-02"): None, month("2025-01"): "Price"}
