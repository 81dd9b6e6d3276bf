"""What is found in a warehouse or a mapping, and how each table of the contract is then read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from dashboard.warehouse import Warehouse, connect
from queries.aside import Aside
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.dialects import kind_of
from queries.engine_types import engine_type
from queries.extract import Parameters, compose, missing
from queries.source import DIMENSION, MOST_DIMENSIONS, WITH_DIMENSIONS, Source, SourceError


@contextmanager
def memory(*statements: str) -> Iterator[Warehouse]:
    with connect("duckdb:///:memory:") as warehouse:
        with warehouse.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        yield warehouse


def inspected(warehouse: Warehouse, mapping: Path | None = None) -> Source:
    with warehouse.engine.connect() as connection:
        return Source.inspect(connection, mapping)


def mapping_of(folder: Path, **selects: str) -> Path:
    for name, select in selects.items():
        (folder / f"{name}.sql").write_text(select, encoding="utf-8")
    return folder


MINIMAL = "create table survey_responses as select 1 as response_id, now() as responded_at, 'nps' as metric, 9 as score"


def test_only_the_tables_of_the_contract_that_exist_are_found() -> None:
    with memory(
        MINIMAL, "create table sandbox as select 1 as x", "create view themes as select 'a' as theme_id"
    ) as warehouse:
        source = inspected(warehouse)
    assert set(source.tables) == {"survey_responses", "themes"}
    assert dict(source.tables["survey_responses"].columns) == {
        "response_id": "integer", "responded_at": "timestamp", "metric": "text", "score": "integer",
    }  # fmt: skip


@pytest.mark.parametrize("table", CONTRACT)
def test_an_absent_table_is_read_as_no_rows_with_every_column(table: str) -> None:
    with memory() as warehouse:
        source = inspected(warehouse)
        tables = ", ".join(source.contract_ctes([table]))
        rows = warehouse.arrow(f"with {tables} select * from {table}")
        own = [f"{DIMENSION}{number + 1}" for number in range(MOST_DIMENSIONS)] if table in WITH_DIMENSIONS else []
        assert rows.column_names == [*(column.name for column in CONTRACT[table].columns), *own]
        assert rows.num_rows == 0
        assert warehouse.arrow(source.relation(table)).schema == rows.schema


def test_an_absent_column_is_a_typed_null_and_strange_types_are_cast() -> None:
    with memory(
        "create table customers as select 7 as customer_id, '2024-02-03' as acquired_on",
        "create table departments as select 'a' as department_id, 'A' as name, 1::tinyint as customer_facing",
    ) as warehouse:
        source = inspected(warehouse)
        customer = warehouse.arrow(source.relation("customers"))
        department = warehouse.arrow(source.relation("departments"))
    assert customer.column("customer_id").to_pylist() == ["7"]
    assert str(customer.column("acquired_on")[0]) == "2024-02-03"
    assert (str(customer.schema.field("region").type), customer.column("region").to_pylist()) == ("string", [None])
    assert department.column("customer_facing").to_pylist() == [True]


def test_what_is_no_whole_number_becomes_no_score_and_nan_becomes_null() -> None:
    # Rows of one list keep their order; the branches of a union are read by threads in any.
    rows_of = "(values (8.5::double, 'nan'::double), (9, 2.5)) r(score, weight)"
    with memory(f"create table survey_responses as select * from {rows_of}") as warehouse:
        rows = warehouse.arrow(inspected(warehouse).relation("survey_responses"))
    assert rows.column("score").to_pylist() == [None, 9]
    assert rows.column("weight").to_pylist() == [None, 2.5]


NO_NUMBERS = ("'nan'", "'inf'", "'-inf'")


@pytest.mark.parametrize("kind", ["double precision", "real", "numeric"])
def test_what_is_no_number_is_read_as_missing_and_flagged(postgres_url: str, tmp_path: Path, kind: str) -> None:
    """NaN of an optional column is how many tools write that it is missing; of PostgreSQL NUMERIC holds it too."""
    rows = " union all ".join(
        f"select cast({value} as {kind}) as score, cast({value} as {kind}) as weight, {place} as place"
        for place, value in enumerate(("9", *NO_NUMBERS, "null", "1e300" if kind != "real" else "8.5"))
    )
    urls = [postgres_url] if kind == "numeric" else [postgres_url, "duckdb:///:memory:"]
    folder = mapping_of(tmp_path, survey_responses=f"select * from ({rows}) r order by place")
    for url in urls:
        with connect(url) as warehouse:
            source = inspected(warehouse, folder)
            found = warehouse.arrow(source.relation("survey_responses", flagged=True))
        assert source.unbounded("survey_responses") == ("score", "weight")
        assert found.column("score").to_pylist() == [9, None, None, None, None, None]
        assert found.column("weight").to_pylist()[:5] == [9, None, None, None, None]
        assert found.column("is_no_number_score").to_pylist() == [0, 1, 1, 1, 0, 0]
        assert found.column("is_no_number_weight").to_pylist() == [0, 0, 1, 1, 0, 0]


def test_a_mapping_is_read_in_place_of_the_warehouses_tables(tmp_path: Path) -> None:
    """Its texts read tables that are called like others of the contract, end in a semicolon, and hold colons."""
    folder = mapping_of(
        tmp_path,
        survey_responses="select id as response_id, day + interval 1 hour as responded_at, 'nps' as metric,\n"
        "  9 as score, who as customer_id, 'a :first_moth' as comment -- a comment: at the end\n  from customers;\n",
        customers="with named as (select * from revenue) select who as customer_id, 'NA' as region from named",
    )
    with memory(
        "create table customers as select 1 as id, date '2024-03-04' as day, 'ann' as who",
        "create table revenue as select 'ann' as who",
    ) as warehouse:
        source = inspected(warehouse, folder)
        assert set(source.tables) == {"survey_responses", "customers"}
        sql = compose(source, BY_NAME["answers"])
        rows = warehouse.arrow(sql, Parameters(24288, 24299, 24288).values()).to_pylist()
    assert [(row["region"], row["n"]) for row in rows] == [("NA", 1)]


def test_a_select_that_fails_is_told_in_a_sentence_and_stops_what_reads_it(tmp_path: Path) -> None:
    folder = mapping_of(
        tmp_path,
        survey_responses="select 1 as response_id, now() as responded_at, 'nps' as metric, 9 as score",
        customers="select nonsense from nowhere",
        themes="this is no query",
    )
    with memory() as warehouse:
        source = inspected(warehouse, folder)
    error = source.tables["customers"].error
    assert error is not None
    assert error.startswith("The mapping's SELECT for customers does not run:")
    assert "nowhere" in error
    assert source.tables["themes"].error
    assert source.tables["survey_responses"].error is None
    assert ["where 1 = 0" in text for text in source.contract_ctes(["customers", "survey_responses"])] == [
        False, True, False,
    ]  # fmt: skip


def test_a_view_that_no_longer_runs_is_told_too() -> None:
    with memory(
        MINIMAL,
        "create table t as select 'a' as theme_id",
        "create view themes as select theme_id from t",
        "drop table t",
    ) as warehouse:
        source = inspected(warehouse)
    assert str(source.tables["themes"].error).startswith("The table themes does not run:")


def test_files_that_name_no_table_are_strays(tmp_path: Path) -> None:
    folder = mapping_of(tmp_path, survey_responses="select 1 as response_id", survey_response="select 1")
    with memory() as warehouse:
        assert inspected(warehouse, folder).strays == ("survey_response.sql",)


@pytest.mark.parametrize("empty", [True, False])
def test_a_mapping_that_is_not_there_or_empty_is_refused(tmp_path: Path, empty: bool) -> None:
    with memory() as warehouse, pytest.raises(SourceError, match=r"survey_responses|set `mapping`"):
        inspected(warehouse, tmp_path if empty else tmp_path / "nowhere")


def test_what_is_missing_is_named() -> None:
    with memory(
        "create table survey_responses as select 1 as response_id", "create table themes as select 1 as x"
    ) as warehouse:
        source = inspected(warehouse)
    assert missing(source, BY_NAME["answers"]) == (
        "survey_responses.responded_at", "survey_responses.metric", "survey_responses.score",
    )  # fmt: skip
    assert missing(source, BY_NAME["finance"]) == ("finance",)
    assert missing(source, BY_NAME["themes"]) == ("themes.theme_id", "themes.name")


OWN_TYPES = (
    "create schema own_types",
    "set local search_path = own_types, public",
    "create type own_types.metric as enum ('nps', 'csat')",
    "create domain own_types.place as text",
    "create type own_types.pair as (one text, other text)",
    "create table survey_responses (response_id integer, responded_at timestamptz, metric own_types.metric,"
    " score integer, region own_types.place, channel own_types.pair, journey text[])",
    "insert into survey_responses values (1, now(), 'nps', 9, 'North', null, null)",
    "create foreign data wrapper nowhere",
    "create server elsewhere foreign data wrapper nowhere",
    "create foreign table customers (customer_id integer) server elsewhere",
)


def test_postgresqls_own_types_and_foreign_tables_are_known(postgres_url: str) -> None:
    """An enumeration is text; a list of texts is not."""
    other = sqlalchemy.create_engine(postgres_url)
    with other.begin() as connection:
        for statement in OWN_TYPES:
            connection.exec_driver_sql(statement)
    other.dispose()
    url = sqlalchemy.make_url(postgres_url).update_query_dict({"options": "-csearch_path=own_types,public"})
    with connect(url.render_as_string(hide_password=False)) as warehouse:
        source = inspected(warehouse)
        rows = warehouse.arrow(source.relation("survey_responses")).to_pylist()
    assert dict(source.tables["survey_responses"].columns) == {
        "response_id": "integer", "responded_at": "timestamp", "metric": "text", "score": "integer",
        "region": "text", "channel": "pair", "journey": "text[]",
    }  # fmt: skip
    assert [(row["metric"], row["region"]) for row in rows] == [("nps", "North")]
    assert "foreign-data wrapper" in str(source.tables["customers"].error)


def test_snowflakes_numbers_of_types_are_known() -> None:
    """Its cursors tell a whole number from another by the scale alone."""

    class Snowflake:
        dialect = type("Dialect", (), {"name": "snowflake"})

    connection: Any = Snowflake()
    described = [(0, 0), (0, 2), (1, None), (2, None), (3, None), (8, None), (7, None), (13, None), (5, None)]
    kinds = [kind_of(engine_type(connection, ("x", code, 0, 0, 38, scale, True))) for code, scale in described]
    assert kinds == [
        "integer", "number", "number", "text", "date", "timestamp", "timestamp", "boolean", "variant",
    ]  # fmt: skip


def test_a_mapping_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "survey_responses.sql").write_bytes("select 1 as response_id,\n 'é' as region".encode("latin-1"))
    with memory() as warehouse, pytest.raises(SourceError, match=r"survey_responses\.sql is not UTF-8 \(line 2\)"):
        inspected(warehouse, tmp_path)


def test_a_mapping_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "survey_responses.sql").mkdir()
    with memory() as warehouse, pytest.raises(SourceError, match=r"survey_responses\.sql cannot be read: Is a dir"):
        inspected(warehouse, tmp_path)


def test_an_editors_mark_of_the_encoding_is_no_part_of_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "survey_responses.sql").write_text("select 1 as response_id", encoding="utf-8-sig")
    with memory() as warehouse:
        assert inspected(warehouse, tmp_path).tables["survey_responses"].error is None


def test_rows_that_are_set_aside_are_read_by_nobody_and_dimensions_stay() -> None:
    with memory(
        "create table survey_responses as select * from (values ('a', 9, 'x'), ('b', 11, 'y'), ('c', null, 'z'), "
        "('d', 3, 'k'), ('d', 2, 'l')) r(response_id, score, plan)"
    ) as warehouse:
        source = replace(inspected(warehouse), dimensions=("plan",))
        aside = source.without({"survey_responses": Aside(("score > 10", "score is null"), ("response_id",))})
        (cte,) = aside.contract_ctes(["survey_responses"])
        read = warehouse.arrow(f"with {cte} select response_id, score, dimension_1 from survey_responses order by 1")
        whole = warehouse.arrow(source.relation("survey_responses", flagged=True))
        rest = warehouse.arrow(aside.relation("survey_responses", flagged=True))
    assert [tuple(row.values()) for row in read.to_pylist()] == [("a", 9, "x"), ("d", 2, "l")]
    assert (whole.num_rows, rest.num_rows, rest.schema) == (5, 2, whole.schema)
