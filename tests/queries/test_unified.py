"""The systems that hold records of customers, and revenue of no known customer: rows that a pencil can check."""

from __future__ import annotations

from datetime import date, datetime

from tests.queries.conftest import Ask, month


def test_a_system_has_the_day_on_which_it_was_loaded(ask: Ask) -> None:
    system = {"customers_matched": 8, "customers_total": 10}
    rows = ask("source_systems", {"source_systems": [
        {"system": "CRM", "owner_department_id": "sales", "duplicates": 1,
         "last_loaded_at": datetime(2024, 12, 30, 23, 59), **system},  # noqa: DTZ001 - in the warehouse's own zone
        {"system": "Bills", "last_loaded_at": datetime(2024, 12, 31, 0, 0), **system},  # noqa: DTZ001
    ]})  # fmt: skip
    assert rows == [
        {"system": "Bills", "owner_department_id": None, "duplicates": None, "last_loaded_on": date(2024, 12, 31),
         **system},
        {"system": "CRM", "owner_department_id": "sales", "duplicates": 1, "last_loaded_on": date(2024, 12, 30),
         **system},
    ]  # fmt: skip


def test_revenue_is_of_nobody_where_its_customer_is_not_named_or_not_known(ask: Ask) -> None:
    def paid(customer: str, amount: float, day: date = date(2024, 3, 1), **place: str) -> dict[str, object]:
        return {"customer_id": customer, "month": day, "amount": amount} | place

    rows = ask("revenue_matches", {
        "customers": [{"customer_id": "ann", "region": "N", "segment": "S"}],
        "revenue": [
            paid("ann", 10), paid("ann", 5, region="W"), paid("stranger", 3, region="N", segment="S"),
            paid("stranger", -1, date(2024, 4, 1)), paid("ann", 7, date(2023, 12, 1)), paid("ann", 7, date(2025, 1, 1)),
        ],
    })  # fmt: skip
    names = ("month", "region", "segment", "n", "unmatched", "revenue", "unmatched_revenue")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (month("2024-03"), "N", "S", 2, 1, 13, 3), (month("2024-03"), "W", "S", 1, 0, 5, 0),
        (month("2024-04"), None, None, 1, 1, -1, -1),
    ]  # fmt: skip
