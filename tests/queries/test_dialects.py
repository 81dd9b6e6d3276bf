"""Type names of engines, as the contract's types."""

from __future__ import annotations

import pytest

from queries.dialects import holds_infinity, kind_of, spell


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (
            "VARCHAR TEXT STRING bpchar citext enum name uuid String Nullable(String) LowCardinality(Nullable(String)) "
            "STRING_TYPE",
            "text",
        ),
        (
            "BIGINT INTEGER int4 int8 HUGEINT UTINYINT smallint UInt64 Nullable(Int32) INT_TYPE LONG NUMBER(38,0)",
            "integer",
        ),
        ("DOUBLE float8 REAL DECIMAL(6,2) numeric Float64 Nullable(Float64) DOUBLE_TYPE NUMBER(38,2)", "number"),
        ("BOOLEAN bool Nullable(Bool)", "boolean"),
        ("DATE Date32 DATE_TYPE", "date"),
        ("TIMESTAMP timestamptz TIMESTAMP_NS DATETIME DateTime64(6)", "timestamp"),
    ],
)
def test_the_engines_names_of_a_type(names: str, kind: str) -> None:
    assert {name: kind_of(name) for name in names.split()} == dict.fromkeys(names.split(), kind)


def test_names_of_two_words() -> None:
    assert kind_of("DOUBLE PRECISION") == "number"
    assert kind_of("TIMESTAMP WITH TIME ZONE") == "timestamp"
    assert kind_of("character varying(20)") == "text"


def test_an_unknown_type_keeps_its_own_name() -> None:
    assert kind_of("STRUCT(a INTEGER)") == "struct(a integer)"
    assert kind_of("INTERVAL") == "interval"


def test_floats_hold_infinity_and_on_postgresql_numerics_too() -> None:
    names = ("DOUBLE", "float8", "Nullable(Float64)", "DECIMAL(6,2)", "numeric", "BIGINT")
    assert [holds_infinity(name, "duckdb") for name in names] == [True, True, True, False, False, False]
    assert [holds_infinity(name, "postgresql") for name in names] == [True, True, True, True, True, False]


def test_reserved_names_are_quoted_as_the_engine_quotes() -> None:
    assert spell('select 1 as "window"', "hive") == "select 1 as `window`"
    assert spell('select 1 as "window"', "postgresql") == 'select 1 as "window"'
