"""The warehouse: read-only, in its zone, within its time, and plain words when it fails."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest
import sqlalchemy

from dashboard.warehouse import DUCKDB_SPILL, PROJECT, WarehouseError, connect, render

SLOW = {
    "duckdb": "select count(*) from range(100000) a, range(100000) b where hash(a.range, b.range) = 7",
    "postgresql": "select pg_sleep(20)",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table t as select range as n from range(10)")
    return path


@pytest.fixture(params=["duckdb", "postgresql"])
def url(request: pytest.FixtureRequest, file: Path) -> str:
    return f"duckdb:///{file}" if request.param == "duckdb" else str(request.getfixturevalue("postgres_url"))


def test_results_come_as_arrow_with_their_types(url: str) -> None:
    with connect(url) as warehouse:
        came = warehouse.arrow(
            "select cast(1 as bigint) as n, cast('NA' as varchar) as region, cast(null as varchar) as segment,"
            " cast(0.5 as double precision) as share, date '2024-02-29' as day, cast(1 = 1 as boolean) as yes"
        )
    assert [str(field.type) for field in came.schema] == ["int64", "string", "string", "double", "date32[day]", "bool"]
    assert list(came.to_pylist()[0].values()) == [1, "NA", None, 0.5, date(2024, 2, 29), True]


def test_the_engine_cannot_write(url: str) -> None:
    with connect(url) as warehouse, warehouse.engine.connect() as connection:
        with pytest.raises(sqlalchemy.exc.SQLAlchemyError, match="read-only"):
            connection.exec_driver_sql("create table forbidden (n integer)")
        connection.rollback()
        with pytest.raises(WarehouseError, match="read-only"):
            warehouse.arrow("create table forbidden (n integer)")


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_the_zone_is_set_on_every_connection(url: str, zone: str) -> None:
    hours = {"America/New_York": 19, "Asia/Tokyo": 9}
    sql = "select cast(extract(hour from cast('2024-01-01 00:00:00+00' as timestamp with time zone)) as bigint) as hour"
    with connect(url, timezone=zone) as warehouse:
        with ThreadPoolExecutor(3) as threads:
            came = list(threads.map(lambda _: warehouse.arrow(sql).column("hour")[0].as_py(), range(6)))
        with warehouse.engine.connect() as connection:
            came.append(connection.exec_driver_sql(sql).scalar_one())
    assert set(came) == {hours[zone]}


def test_a_query_is_given_up_after_its_time_and_the_next_one_runs(url: str) -> None:
    with connect(url, time_limit_seconds=1) as warehouse:
        began = time.monotonic()
        with pytest.raises(WarehouseError, match="longer than 1 second"):
            warehouse.arrow(SLOW[warehouse.dialect])
        with warehouse.engine.connect() as connection, pytest.raises(sqlalchemy.exc.SQLAlchemyError):
            connection.exec_driver_sql(SLOW[warehouse.dialect])
        assert time.monotonic() - began < 10
        assert warehouse.arrow("select cast(1 as bigint) as n").column("n").to_pylist() == [1]


def test_duckdbs_results_can_be_read_after_the_connection_went_back(file: Path) -> None:
    """That is how Great Expectations reads them."""
    with connect(f"duckdb:///{file}") as warehouse:
        with warehouse.engine.connect() as connection:
            result = connection.execute(sqlalchemy.text("select n from t order by n"))
        assert len(result.fetchall()) == 10


def test_a_mapping_reads_files_beside_the_project_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb.execute(f"copy (select 1 as n) to '{tmp_path / 'rows.parquet'}'")
    path = Path(*[".."] * (len(PROJECT.parts) - 1)) / (tmp_path / "rows.parquet").relative_to("/")
    monkeypatch.chdir("/")
    with connect("duckdb:///:memory:") as warehouse:
        assert warehouse.arrow(f"select n from read_parquet('{path}')").num_rows == 1


def test_what_is_wrong_with_an_address_is_said() -> None:
    for url, sentence in {
        "duckdb:////nowhere/at/all.duckdb": "no DuckDB file /nowhere/at/all.duckdb",
        "not a url": "is no SQLAlchemy URL",
        "nosuchengine://host/db": "No driver is installed",
    }.items():
        with pytest.raises(WarehouseError, match=sentence), connect(url):
            pass


def test_the_password_is_never_shown() -> None:
    url = "postgresql://cx_reader:s3cret@127.0.0.1:1/warehouse?connect_timeout=2"
    with pytest.raises(WarehouseError, match="cannot be reached") as caught, connect(url):
        pass
    assert "s3cret" not in str(caught.value)
    assert "cx_reader:***@127.0.0.1:1/warehouse" in str(caught.value)


def test_a_file_that_somebody_writes_to_is_no_riddle(file: Path) -> None:
    hold = f"import duckdb; c = duckdb.connect({str(file)!r}); print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"held\n"
        with pytest.raises(WarehouseError, match="Another process is writing"), connect(f"duckdb:///{file}"):
            pass
        writer.communicate(b"\n")


def test_a_failing_query_is_told_in_one_line(url: str) -> None:
    with connect(url) as warehouse, pytest.raises(WarehouseError, match="nowhere_at_all") as caught:
        warehouse.arrow("select * from nowhere_at_all")
    assert "\n" not in str(caught.value)


def test_parameters_are_written_as_literals_and_strangers_left_alone() -> None:
    sql = "select ':n', x::text, '12:n0' where m = :n and d < :end_day and t = :nobody -- at :n"
    assert render(sql, {"n": 3, "end_day": date(2024, 1, 2)}) == (
        "select '3', x::text, '12:n0' where m = 3 and d < date '2024-01-02' and t = :nobody -- at 3"
    )


def test_any_other_engine_has_its_rows_fetched(tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path / 'other.sqlite'}") as warehouse:
        came = warehouse.arrow("select 1 as n, 'NA' as region, null as segment, '100%' as share")
    assert came.to_pylist() == [{"n": 1, "region": "NA", "segment": None, "share": "100%"}]


def test_duckdb_keeps_within_its_memory_and_spills_into_the_temporary_folder(demo_warehouse: Path) -> None:
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        bounds = warehouse.arrow(
            "select current_setting('memory_limit') as most, current_setting('temp_directory') as aside"
        )
    assert bounds.to_pylist() == [{"most": "2.7 GiB", "aside": DUCKDB_SPILL}]
