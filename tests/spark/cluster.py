"""A Spark cluster of this machine's own, from the pyspark package: a master, workers and the Thrift server.

    python -m tests.spark.cluster [--workers 2] [--customers 20000]     # what `make spark` runs

Loads the demo company as Parquet tables, says the address, and stops everything when it is interrupted. All of it
listens on the loopback address alone: the Thrift server asks nobody who they are.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import sqlalchemy

from dashboard.demo.generate import build
from queries.contract import CONTRACT

HOME = Path(sys.prefix) / "spark" / "pyspark"
"""Where `make spark` puts the package."""

LOOPBACK = "127.0.0.1"
PATIENCE = 480.0
"""Seconds within which a part of the cluster must answer, on a machine eight times slower too."""

WORKER_MEMORY = "1g"
_DEPLOY = "org.apache.spark.deploy"
_THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"


class ClusterError(Exception):
    """The cluster can't be started or does not answer; the message says why and what to do."""


@dataclass
class Cluster:
    """A running cluster. ``processes`` are its parts by name; ``url`` is what the product is told."""

    folder: Path
    url: str
    master: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def workers(self) -> list[str]:
        """Names of the workers that run."""
        return [name for name, one in self.processes.items() if name.startswith("worker") and one.poll() is None]

    def kill(self, name: str) -> None:
        """End a part at once, as a machine does whose power fails."""
        _end(self.processes[name], signal.SIGKILL)

    def said(self, name: str) -> str:
        """Return what a part has logged."""
        return _log(self.folder, name).read_text(encoding="utf-8", errors="replace")

    def run(self, *statements: str) -> None:
        """Run statements that return nothing, such as making tables."""
        engine = sqlalchemy.create_engine(self.url)
        with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            for statement in statements:
                cursor.execute(statement)
        engine.dispose()


@contextmanager
def cluster(folder: Path, workers: int = 2, settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """Start a master, workers of one core each and the Thrift server; stop all of them at the end.

    Raises ClusterError, with the log's last lines, where one does not come up.
    """
    _java()
    folder.mkdir(parents=True, exist_ok=True)
    port, thrift = _two_free_ports()
    made = Cluster(folder, f"impala://{LOOPBACK}:{thrift}/default?auth_mechanism=NOSASL", f"spark://{LOOPBACK}:{port}")
    try:
        _start(
            made, "master", [f"{_DEPLOY}.master.Master", "--host", LOOPBACK, "--port", str(port), "--webui-port", "0"]
        )
        _wait(made, "master", port)
        for number in range(1, workers + 1):
            place = ["--host", LOOPBACK, "--cores", "1", "--memory", WORKER_MEMORY, "--webui-port", "0"]
            work = ["--work-dir", str(folder / f"work{number}"), made.master]
            _start(made, f"worker{number}", [f"{_DEPLOY}.worker.Worker", *place, *work])
        _start(made, "thrift", [f"{_DEPLOY}.SparkSubmit", *_thrift_arguments(made, thrift, settings or {})])
        _wait(made, "thrift", thrift)
        yield made
    finally:
        for process in reversed(made.processes.values()):
            _end(process, signal.SIGTERM)


def load(cluster: Cluster, warehouse: Path, database: str = "default", only: Collection[str] = CONTRACT) -> str:
    """Write the tables of the contract in a DuckDB file as Parquet, let the cluster know them, and return the URL that
    sees them: under the name of their own ``database``."""
    place = cluster.folder / "tables" / database
    place.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(warehouse, read_only=True) as connection:
        names = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
        known = [name for name in names if name in CONTRACT and name in only]
        for name in known:
            (place / name).mkdir(exist_ok=True)
            connection.execute(f"copy {name} to '{place / name}/part.parquet' (format parquet, row_group_size 100000)")
    tables = [f"create table {database}.{name} using parquet location 'file:{place / name}'" for name in known]
    cluster.run(f"create database if not exists {database}", *tables)
    return sqlalchemy.make_url(cluster.url).set(database=database).render_as_string(hide_password=False)


def _thrift_arguments(made: Cluster, port: int, settings: Mapping[str, str]) -> Iterator[str]:
    folder = made.folder
    all_settings = {
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder}",
        "spark.executor.memory": WORKER_MEMORY,
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": f"file:{folder / 'warehouse'}",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder / 'metastore'};create=true",
        "spark.hadoop.hive.server2.thrift.bind.host": LOOPBACK,
        "spark.hadoop.hive.server2.thrift.port": str(port),
        "spark.hadoop.hive.server2.authentication": "NOSASL",
        **settings,
    }
    yield from ("--class", _THRIFT, "--master", made.master, "--name", "Northstar")
    for name, value in all_settings.items():
        yield from ("--conf", f"{name}={value}")
    yield "spark-internal"


def _start(made: Cluster, name: str, command: Iterable[str]) -> None:
    spark = _spark_home()
    environment = {**os.environ, "SPARK_HOME": str(spark), "SPARK_LOCAL_IP": LOOPBACK, "SPARK_DAEMON_MEMORY": "512m"}
    with _log(made.folder, name).open("wb") as log:
        made.processes[name] = subprocess.Popen(
            [str(spark / "bin" / "spark-class"), *command],
            cwd=made.folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip


def _wait(made: Cluster, name: str, port: int) -> None:
    """Wait until a part listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if made.processes[name].poll() is not None:
            raise ClusterError(f"Spark's {name} ended as it began. It said last:\n{made.said(name)[-2000:]}")
        with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
            return
        time.sleep(0.2)
    raise ClusterError(
        f"Spark's {name} did not answer within {PATIENCE:.0f} s. It said last:\n{made.said(name)[-2000:]}"
    )


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End a part with all that it started; at once where it does not heed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def _log(folder: Path, name: str) -> Path:
    return folder / f"{name}.log"


def _java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java") and not (home and (Path(home) / "bin" / "java").exists()):
        raise ClusterError("Spark needs Java 17 or later: install openjdk-17-jre-headless, or set JAVA_HOME.")


def _spark_home() -> Path:
    """Return where Spark lies. It stays out of the environment's packages: Great Expectations would import it there."""
    home = Path(os.environ.get("SPARK_HOME", HOME))
    if not (home / "bin" / "spark-class").exists():
        raise ClusterError(f"There is no Spark in {home}: `make spark` puts it there, or set SPARK_HOME.")
    return home


def _two_free_ports() -> tuple[int, int]:
    with closing(socket.socket()) as one, closing(socket.socket()) as other:
        one.bind((LOOPBACK, 0))
        other.bind((LOOPBACK, 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def main() -> int:
    """Start the cluster with the demo company, and keep it until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--answers", type=int, default=200_000)
    asked = parser.parse_args()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="northstar-spark-") as folder:
        try:
            with cluster(Path(folder), asked.workers) as running:
                print("The cluster runs. Building the demo company …", flush=True)
                warehouse = Path(folder) / "demo.duckdb"
                build(warehouse, customers=asked.customers, answers=asked.answers)
                url = load(running, warehouse)
                print(f"NORTHSTAR_WAREHOUSE_URL='{url}'\nCtrl-C stops it.", flush=True)
                signal.pause()
        except KeyboardInterrupt:
            print("Stopped.")
        except ClusterError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
