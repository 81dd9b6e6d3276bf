"""Columns that nobody reads are named, with the one that may be meant; they are never a fault."""

from __future__ import annotations

import pytest

from data_checks.finding import Finding
from data_checks.presence import presence
from data_checks.reach import Reach
from queries.source import Source, SourceTable

ANSWERS = dict.fromkeys(("metric", "mode"), "text") | {"responded_at": "timestamp", "score": "integer"}


def unread(more: tuple[str, ...], *, select: str | None = "select 1", table: str = "survey_responses",
           dimensions: tuple[str, ...] = ()) -> list[Finding]:  # fmt: skip
    columns = {**(ANSWERS if table == "survey_responses" else {}), **dict.fromkeys(more, "text")}
    found = SourceTable(table, columns, select, spelt={"seatno": "SeatNo"})
    source = Source("duckdb", {table: found}, dimensions=dimensions)
    return [one for one in presence(source, None, Reach.over(source)) if one.check == f"{table}.unread"]


def test_a_column_of_a_mapping_that_nobody_reads_is_named_with_the_one_that_may_be_meant() -> None:
    (one,) = unread(("respons_id", "seatno"))
    assert one.sentence == (
        "survey_responses: respons_id and SeatNo are not read, as the contract has no such columns; did you mean "
        "response_id by respons_id?"
    )
    assert one.action == (
        "Write respons_id as response_id in the SELECT for survey_responses, if so. What is meant for nothing may be "
        "left out, and a label of your own be named in dimensions in northstar.toml."
    )
    assert (one.severity, one.datasets, one.stops) == ("info", (), False)


def test_what_is_like_nothing_that_is_missing_is_only_named() -> None:
    (one,) = unread(("response_id", "respons_id"))
    assert one.sentence == "survey_responses: respons_id is not read, as the contract has no such column."
    (other,) = unread(("shoe_size",), table="tasks")
    assert other.action == "What is meant for nothing may be left out."


@pytest.mark.parametrize(("table", "told"), [("survey_responses", False), ("tasks", True)])
def test_a_dimension_of_the_settings_is_read_where_it_may_stand(table: str, *, told: bool) -> None:
    assert bool(unread(("partner",), table=table, dimensions=("partner",))) is told


def test_a_table_of_the_warehouse_s_own_may_have_more_columns() -> None:
    assert unread(("response_id", "loaded_by", "respons_id"), select=None) == []
    (one,) = unread(("loaded_by", "respons_id"), select=None)
    assert one.observed == "respons_id"
