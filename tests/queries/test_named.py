"""Every column of the contract that names a person or a customer is known to what masks."""

from __future__ import annotations

from queries.contract import CONTRACT
from queries.named import NAMED, names, unreadable
from queries.source import Source
from queries.source_table import SourceTable

WORDS = {"owner", "sponsor", "leader", "executive", "executives", "author", "asked_of", "account_name"}
"""How the contract calls columns with names of people and customers."""


def test_whoever_the_contract_names_is_masked() -> None:
    named = {column for columns in NAMED.values() for column in columns}
    wanted = {f"{table.name}.{one.name}" for table in CONTRACT.values() for one in table.columns if one.name in WORDS}
    assert wanted <= named
    for one in named:
        table, _, column = one.partition(".")
        assert CONTRACT[table].column(column).type == "text"


def test_only_what_is_there_is_asked_for_and_what_cannot_be_read_is_told() -> None:
    tasks = SourceTable("tasks", {"owner": "text", "title": "text"})
    source = Source("duckdb", {"tasks": tasks, "regions": SourceTable("regions", {}, error="gone")})
    query = names(source)
    assert "from tasks where owner is not null" in query
    assert "customers" not in query
    assert unreadable(source) == {"regions": "gone"}
    assert names(Source("duckdb", {})) == ""
