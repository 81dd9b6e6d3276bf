"""The warehouse: read-only, in its zone, within its time, and plain words when it fails."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from dashboard.warehouse import PROJECT, Warehouse, WarehouseError, connect, sessions
from dashboard.warehouse.files import spill_folder
from dashboard.warehouse.words import address, explained
from queries.dialects import render

SLOW = {
    "duckdb": "select count(*) from range(1000000) a, range(1000000) b where hash(a.range, b.range) = 7",
    "postgresql": "select pg_sleep(3600)",
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
    """The slow query would run for hours: that the test ends is the proof."""
    with connect(url, time_limit_seconds=1) as warehouse:
        with pytest.raises(WarehouseError, match="longer than 1 second"):
            warehouse.arrow(SLOW[warehouse.dialect])
        with warehouse.engine.connect() as connection, pytest.raises(sqlalchemy.exc.SQLAlchemyError):
            connection.exec_driver_sql(SLOW[warehouse.dialect])
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


@pytest.mark.parametrize(
    "query", ["user=u&password=s3%2Fcret", "user=u&api_token=s3%2Fcret", "odbc_connect=PWD%3Ds3%2Fcret"]
)
def test_a_secret_behind_the_question_mark_is_never_shown(query: str) -> None:
    url = sqlalchemy.make_url(f"postgresql://127.0.0.1:1/warehouse?{query}")
    assert "cret" not in address(url)
    assert address(url).startswith("postgresql://127.0.0.1:1/warehouse?")
    told = explained(ValueError("no such option: 's3/cret', or s3%2Fcret, of u"), url, 1)
    assert told == "no such option: '***', or ***, of u"


def test_the_address_that_cannot_be_reached_holds_no_secret() -> None:
    url = "postgresql://127.0.0.1:1/warehouse?user=cx_reader&password=s3cret"
    with pytest.raises(WarehouseError, match="cannot be reached") as caught, connect(url):
        pass
    assert "?password=***&user=cx_reader cannot" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_host_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host would be silent for ever: that the test ends is the proof."""
    monkeypatch.setattr(sessions, "PATIENCE", {**sessions.PATIENCE, "connect_timeout": "2"})
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        url = f"postgresql://u:p@127.0.0.1:{silent.getsockname()[1]}/db"
        unreached = r"cannot be reached: no answer came within 10 seconds\. Look"
        with pytest.raises(WarehouseError, match=unreached), connect(url):
            pass
        engine = sqlalchemy.create_engine(url)
        with pytest.raises(WarehouseError, match="no answer came within 10 seconds"):
            Warehouse(engine, "UTC", 1).arrow("select 1")


def test_a_thrift_server_that_never_answers_is_not_waited_for() -> None:
    """It would be silent for ever: that the test ends is the proof."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        url = f"impala://127.0.0.1:{silent.getsockname()[1]}/default?auth_mechanism=NOSASL"
        with pytest.raises(WarehouseError, match="cannot be reached"), connect(url, time_limit_seconds=2):
            pass


def test_what_the_address_says_of_patience_stands() -> None:
    given = sessions.libpq_arguments(sqlalchemy.make_url("postgresql://host/db?connect_timeout=60&keepalives=0"))
    assert set(given) == {"keepalives_idle", "keepalives_interval", "keepalives_count"}


def test_an_error_that_speaks_of_interruption_is_no_timeout(url: str) -> None:
    with connect(url) as warehouse, pytest.raises(WarehouseError, match="the load was interrupted"):
        warehouse.arrow("select cast('the load was interrupted' as integer) as n")


def test_a_query_that_somebody_cancels_is_no_timeout(postgres_url: str) -> None:
    with connect(postgres_url) as warehouse, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(warehouse.arrow, "select pg_sleep(3600) as n")
        running = "query like '%%pg_sleep(3600) as n%%' and pid <> pg_backend_pid()"
        cancel = f"select pg_cancel_backend(pid) from pg_stat_activity where {running}"
        other = sqlalchemy.create_engine(postgres_url)
        with other.connect() as connection:
            while not asked.done():
                connection.exec_driver_sql(cancel).all()
                connection.rollback()
                time.sleep(0.1)
        other.dispose()
        with pytest.raises(WarehouseError, match=r"was cancelled at the warehouse: .*user request"):
            asked.result()


def test_all_that_is_read_of_a_server_is_of_one_moment(postgres_url: str) -> None:
    count = "select cast(count(*) as bigint) as n from arriving"
    other = sqlalchemy.create_engine(postgres_url)

    def insert() -> None:
        with other.begin() as connection:
            connection.exec_driver_sql("insert into arriving values (1)")

    with other.begin() as connection:
        connection.exec_driver_sql("create table arriving (n integer)")
    with connect(postgres_url) as warehouse:
        insert()
        with ThreadPoolExecutor(3) as threads:
            counts = {table.column("n")[0].as_py() for table in threads.map(lambda _: warehouse.arrow(count), range(6))}
        for _ in range(2):
            with warehouse.engine.connect() as connection:
                counts.add(connection.exec_driver_sql(count).scalar_one())
                connection.rollback()
                insert()
                counts.add(connection.exec_driver_sql(count).scalar_one())
        assert counts == {0}
        assert warehouse.engine.get_execution_options()["one_moment"]
    with connect(postgres_url) as warehouse:
        assert warehouse.arrow(count).column("n").to_pylist() == [3]
    with other.begin() as connection:
        connection.exec_driver_sql("drop table arriving")
    other.dispose()


def test_a_moment_that_the_server_ended_is_told(postgres_url: str) -> None:
    other = sqlalchemy.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with connect(postgres_url) as warehouse:
        with other.connect() as connection:
            idle = "state = 'idle in transaction' and query like 'select pg_export_snapshot%%'"
            ended = f"select pg_terminate_backend(pid) from pg_stat_activity where {idle}"
            assert connection.exec_driver_sql(ended).all()
        other.dispose()
        time.sleep(0.5)
        with pytest.raises(WarehouseError, match="ended the transaction that held the moment"):
            warehouse.arrow("select 1 as n")


def test_nobody_writes_to_a_file_while_it_is_read(file: Path) -> None:
    with connect(f"duckdb:///{file}") as warehouse:
        assert warehouse.engine.get_execution_options()["one_moment"]
        write = f"import duckdb; duckdb.connect({str(file)!r}).execute('insert into t values (1)')"
        done = subprocess.run([sys.executable, "-c", write], capture_output=True, text=True, check=False)
        assert "Conflicting lock" in done.stderr
    with connect("duckdb:///:memory:") as warehouse:
        assert "one_moment" not in warehouse.engine.get_execution_options()


def test_what_an_engine_has_no_word_for_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with connect(f"sqlite:///{tmp_path / 'other.sqlite'}") as warehouse:
        assert [caution.split(":")[0] for caution in warehouse.cautions] == [
            "On sqlite the dashboard cannot set the time zone",
            "On sqlite the dashboard cannot set a limit on its queries",
            "On sqlite the dashboard cannot set that nothing is written",
        ]
    assert caplog.messages == list(warehouse.cautions)


def test_what_an_engine_refuses_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused = sessions.Session(("set time zone 'UTC'", "pragma query_only = on"), {"timeout": 7.0})
    monkeypatch.setattr(sessions, "_SESSIONS", {"sqlite": lambda _timezone, _seconds: refused})
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    with connect(url) as warehouse, warehouse.engine.connect() as one, warehouse.engine.connect() as other:
        assert other.exec_driver_sql("pragma query_only").scalar_one() == 1
        assert one.exec_driver_sql("pragma busy_timeout").scalar_one() == 7000
    assert caplog.messages == ["sqlite refused 'set time zone 'UTC'': near \"set\": syntax error"]


@pytest.mark.parametrize(
    ("dialect", "zone"),
    [
        ("postgresql", "set timezone = 'Asia/Tokyo'"),
        ("redshift", "set timezone to 'Asia/Tokyo'"),
        ("snowflake", "alter session set timezone = 'Asia/Tokyo'"),
        ("databricks", "set time zone 'Asia/Tokyo'"),
        ("hive", "set time zone 'Asia/Tokyo'"),
        ("impala", None),
        ("clickhousedb", "set session_timezone = 'Asia/Tokyo'"),
        ("trino", None),
        ("bigquery", None),
    ],
)
def test_each_engine_is_told_the_zone_and_the_limit_or_it_is_said(dialect: str, zone: str | None) -> None:
    session = sessions.session_of(dialect, "Asia/Tokyo", 7)
    given = [*session.arguments.values(), *session.options.values()]
    said = " ".join([*session.statements, *map(str, given), *session.unset])
    assert zone in session.statements if zone else "Asia/Tokyo" in said or sessions.ZONE in said
    assert "7" in said or sessions.LIMIT in said
    assert dialect == "postgresql" or sessions.READ_ONLY in session.unset


def test_a_cursor_that_nobody_closed_is_closed_as_its_connection_is_given_back(tmp_path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    sessions.prepare(engine, sessions.Session(held=True), 7, lambda _: None)
    with engine.connect() as connection:
        left = connection.exec_driver_sql("select 1 union select 2")
        assert left.fetchone() == (1,)
        cursor = left.cursor
        assert cursor.fetchone() == (2,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        cursor.fetchone()


def test_values_that_a_driver_would_misread_are_written_into_the_statement(tmp_path: Path) -> None:
    """It looks for parameters in texts as well."""
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}", paramstyle="pyformat")
    sessions.prepare(engine, sessions.Session(written=True), 7, lambda _: None)
    asked = sqlalchemy.text(
        "select 'type\\:vip, 10 %' as said where 'a:b' in (:one, :two) and 3 = :three and :none is null"
    )
    given = {"one": "a:b", "two": "50 %(one)s", "three": 3, "none": None}
    with engine.connect() as connection:
        assert connection.execute(asked, given).scalars().all() == ["type:vip, 10 %"]
        assert connection.exec_driver_sql("select 1").scalar_one() == 1


@pytest.mark.parametrize("lost", [ConnectionResetError("reset by peer"), EOFError("ended"), TimeoutError("no answer")])
def test_what_a_socket_says_is_an_error_of_the_engine(tmp_path: Path, lost: Exception) -> None:
    """Some drivers let it through as it is, and nobody who asks an engine looks for it."""

    def lose(*_: object) -> None:
        raise lost

    with connect(f"sqlite:///{tmp_path / 'other.sqlite'}") as warehouse:
        sqlalchemy.event.listen(warehouse.engine.dialect, "do_execute_no_params", lose)
        with pytest.raises(WarehouseError, match=str(lost)):
            warehouse.arrow("select 1")


def test_a_server_that_is_gone_cannot_be_reached_whatever_its_driver_lets_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("sqlite3.dbapi2.connect", refuse)
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    with pytest.raises(WarehouseError, match=r"cannot be reached: .*refused"), connect(url):
        pass


def test_a_connection_that_was_lost_since_it_was_used_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ping that hears it from the socket, and not from the driver, says so all the same."""
    lost = iter([ConnectionResetError("reset by peer")])
    ping = SQLiteDialect.do_ping

    def pinged(dialect: SQLiteDialect, connection: Any) -> bool:
        for error in lost:
            raise error
        return ping(dialect, connection)

    monkeypatch.setattr(SQLiteDialect, "do_ping", pinged)
    with connect(f"sqlite:///{tmp_path / 'other.sqlite'}") as warehouse:
        assert warehouse.arrow("select 1 as one").column(0).to_pylist() == [1]


def test_what_spills_goes_where_no_other_user_and_no_other_process_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = spill_folder.__wrapped__()
    assert own.name == str(os.getpid())
    assert own.parent.stat().st_mode & 0o077 == 0
    own.parent.chmod(0o777)
    assert spill_folder.__wrapped__().parent == tmp_path
    assert spill_folder.__wrapped__().stat().st_mode & 0o077 == 0


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
    assert bounds.to_pylist() == [{"most": "3.7 GiB", "aside": str(spill_folder())}]
