"""The demo company keeps the contract, and is the same company every time."""

import os
from pathlib import Path

import duckdb
import pytest

from dashboard.demo import generate
from queries.contract import CONTRACT, STAND_INS, Column, Table
from queries.scales import STANDARD
from queries.subjects import KEPT_IN
from tests.demo.conftest import SMALL, UNTIL, built

# keys that the contract does not declare, and that a company would still expect
MORE_KEYS = {
    "response_themes": ("response_id", "theme_id"),
    "theme_stages": ("theme_id", "stage", "entered_on"),
    "targets": ("metric", "region", "segment", "journey_stage", "month", "span"),
    "finance": ("month", "region", "segment", "line"),
    "renewals": ("customer_id", "due_on"),
    "sponsorships": ("customer_id",),
    "training": ("department_id", "month", "course"),
    "lob_sessions": ("held_on", "department_id", "kind", "journey", "theme_id", "region"),
}
TABLES = [table for table in CONTRACT.values() if table.name not in STAND_INS]
"""What the demo company keeps: its revenue is made of nothing else."""
KEYS = {table.name: table.key for table in TABLES if table.key} | MORE_KEYS
COLUMNS = [(table.name, column) for table in TABLES for column in table.columns]
NEVER_GIVEN = {("pilot_units", "customer_id"), ("churn_events", "reason")}
"""The demo's pilots run in places, and of those who came back nobody asked why they had gone."""


def named(part: object) -> str:
    return part.name if isinstance(part, Column) else str(part)


def value(connection: duckdb.DuckDBPyConnection, query: str) -> object:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def checksums(path: Path) -> dict[str, object]:
    with duckdb.connect(path, read_only=True) as connection:
        query = "select (count(*), sum(hash(rows)::hugeint)) from {} as rows"
        return {table.name: value(connection, query.format(table.name)) for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_the_columns_of_the_contract_and_rows(planted: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = [row[0] for row in planted.execute(f"describe {table.name}").fetchall()]
    assert columns == [column.name for column in table.columns]
    assert value(planted, f"select count(*) from {table.name}")


def test_nothing_but_the_contract_is_in_the_file(planted: duckdb.DuckDBPyConnection) -> None:
    found = {row[0] for row in planted.execute("select table_name from duckdb_tables() where not temporary").fetchall()}
    assert found == {table.name for table in TABLES}


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique(planted: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...]) -> None:
    assert not value(planted, f"select count(*) - count(distinct ({', '.join(key)})) from {table}")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=named)
def test_columns_hold_what_the_contract_allows(planted: duckdb.DuckDBPyConnection, table: str, column: Column) -> None:
    name = column.name
    rows, given, low, high = planted.execute(
        f"select count(*), count({name}), min({name}), max({name}) from {table}"
    ).fetchone() or (0, 0, None, None)
    assert given == rows if column.required else given or (table, name) in NEVER_GIVEN
    if column.allowed:
        found = {row[0] for row in planted.execute(f"select distinct {name} from {table}").fetchall()} - {None}
        assert found <= set(column.allowed)
    lowest, highest = STANDARD.of(column.scale)[:2] if column.scale else (column.minimum, column.maximum)
    assert lowest is None or low >= lowest
    assert highest is None or high <= highest
    assert not column.past or str(high)[:10] <= str(UNTIL)


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, column in COLUMNS if column.references], ids=named
)
def test_references_point_somewhere(planted: duckdb.DuckDBPyConnection, table: str, column: Column) -> None:
    parent = CONTRACT[column.references or ""]
    orphans = value(
        planted,
        f"select count(*) from {table} as child anti join {parent.name} as parent"
        f" on child.{column.name} = parent.{parent.key[0]} where child.{column.name} is not null",
    )
    assert orphans == 0


@pytest.mark.parametrize(("table", "kind"), [(table, kind) for table in ("decisions", "comments") for kind in KEPT_IN])
def test_subjects_point_somewhere(planted: duckdb.DuckDBPyConnection, table: str, kind: str) -> None:
    keeper, key = KEPT_IN[kind]
    identity = " || '/' || ".join(f"parent.{column}" for column in key)
    nowhere = (
        f"select count(*) from {table} as child anti join {keeper} as parent"
        f" on child.subject = '{kind}:' || {identity}"
        f" where child.subject like '{kind}:%'"
    )
    assert value(planted, nowhere) == 0


def test_the_sizes_asked_for_are_the_sizes_got(planted: duckdb.DuckDBPyConnection) -> None:
    assert value(planted, "select count(*) from customers") == SMALL["customers"]
    assert value(planted, "select count(*) from survey_responses") == SMALL["answers"]


def test_the_same_arguments_give_the_same_rows_whatever_the_threads(
    planted_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert checksums(built(tmp_path / "again.duckdb")) == checksums(planted_file)


def test_another_seed_is_another_company(planted_file: Path, tmp_path: Path) -> None:
    first, second = checksums(planted_file), checksums(built(tmp_path / "other.duckdb", seed=7))
    same = {table.name for table in TABLES if first[table.name] == second[table.name]}
    assert not same & {"customers", "survey_responses", "revenue", "support_cases", "tasks"}


def test_sixty_whole_months_and_the_unfinished_one(planted: duckdb.DuckDBPyConnection) -> None:
    months = planted.execute("select distinct month from revenue order by month").fetchall()
    assert len(months) == 61
    assert months[-1][0] == UNTIL.replace(day=1)
    assert value(planted, "select max(responded_at)::date from survey_responses") == UNTIL


def test_the_region_na_survives_as_text(planted: duckdb.DuckDBPyConnection) -> None:
    for table in ("customers", "survey_responses", "revenue", "finance", "targets"):
        assert value(planted, f"select count(*) from {table} where region = 'NA'")


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "company.duckdb"
    path.write_bytes(b"the company of yesterday")

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(generate, "plant", fail)
    with pytest.raises(RuntimeError, match="disk"):
        built(path)
    assert path.read_bytes() == b"the company of yesterday"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
