"""What is said to be read by no query is missed by none when it is not there, and all else is missed by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from data_checks.reach import Reach
from queries.contract import CONTRACT, STAND_INS
from queries.datasets import DATASETS
from queries.dialects import render
from queries.extract import Parameters, compose
from queries.source import Source, SourceTable
from queries.stand_ins import stand_in
from queries.unread import UNREAD, is_unread

NOTHING = Source("duckdb", {})
SWITCHED_ON = frozenset(dataset.name for dataset in DATASETS if dataset.switch)
WORDS = Reach.over(Source("duckdb", {name: SourceTable(name, {}) for name in CONTRACT}, switched_on=SWITCHED_ON))
"""The words of every dataset's own query: a column that is none of them is missed by none."""
VALUES = Parameters(24288, 24299, 24288).values()


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("pragma disable_optimizer")
        yield connection


def _is_missed(engine: duckdb.DuckDBPyConnection, text: str, table: str, column: str) -> bool:
    """Whether a query no longer runs once its table has no such column."""
    (whole,) = NOTHING.contract_ctes([table])
    less = re.sub(rf",?\n    cast\(null as [\w ]+\) as {column}(?=[,\n])", "", whole).replace("select,", "select")
    assert less != whole
    if whole not in text:  # it declares the table and does not read it
        return False
    try:
        engine.execute(f"explain {render(text.replace(whole, less), VALUES)}")
    except duckdb.BinderException:
        return True
    return False


@pytest.mark.parametrize("table", CONTRACT)
def test_a_column_is_said_to_be_unread_where_no_query_misses_it(engine: duckdb.DuckDBPyConnection, table: str) -> None:
    readers = [dataset for dataset in DATASETS if table in dataset.reads]
    for column in CONTRACT[table].columns:
        texts = [compose(NOTHING, dataset) for dataset in readers if column.name in WORDS.words[dataset.name]]
        if table in STAND_INS:
            texts.append(stand_in(table, NOTHING.relation(table), "duckdb", date(2024, 12, 31)))
        missed = any(_is_missed(engine, text, table, column.name) for text in texts)
        assert missed is not is_unread(table, column.name), column.name


def test_only_what_the_contract_has_is_said_to_be_unread() -> None:
    for table, columns in UNREAD.items():
        assert set(columns) <= {column.name for column in CONTRACT[table].columns}
    assert is_unread("employee_pulse")
    assert not is_unread("survey_responses")
