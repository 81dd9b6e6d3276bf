"""What is set on a connection does what it is set for."""

from __future__ import annotations

from dashboard.warehouse import connect

TWO_OF_WHICH_NOTHING_IS_KNOWN = """
explain with a as materialized (select 1 as k), b as materialized (select 1 as k)
select * from a join b on a.k = b.k
"""


def test_postgresql_joins_what_it_knows_no_numbers_of_by_hash_or_merge(postgres_url: str) -> None:
    """By nested loops, which it takes for the cheapest there, two of a million rows are never done."""
    with connect(postgres_url) as warehouse, warehouse.engine.connect() as connection:
        plan = [row[0] for row in connection.exec_driver_sql(TWO_OF_WHICH_NOTHING_IS_KNOWN)]
    assert any("Join" in line for line in plan)
    assert not any("Nested Loop" in line for line in plan)
