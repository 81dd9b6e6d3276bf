"""DuckDB: a file that is opened for reading, with limits on its memory and its queries."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

PROJECT = Path(__file__).resolve().parents[2]
MEMORY = ("", ":memory:")
DUCKDB_MEMORY = "4GB"
"""What DuckDB may hold at once: two thirds of what a refresh may take, the rest is for results and for the checks."""


def in_memory(url: sqlalchemy.URL) -> bool:
    """Tell whether the address names an empty memory, in which a mapping reads files."""
    return (url.database or "") in MEMORY


def duckdb_engine(url: sqlalchemy.URL, timezone: str, seconds: int) -> sqlalchemy.Engine:
    """Return an engine on a file that is opened for reading, or on an empty memory.

    Paths in a mapping's ``read_parquet`` are relative to the project.
    """
    # Nothing is written, and a file that is held open for reading does not change: a transaction would add nothing.
    engine = sqlalchemy.create_engine(
        url, connect_args={"read_only": not in_memory(url)}, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True
    )
    folder = str(PROJECT).replace("'", "''")
    session = [
        f"set timezone = '{timezone}'",
        f"set file_search_path = '{folder}'",
        f"set memory_limit = '{DUCKDB_MEMORY}'",
        "set preserve_insertion_order = false",  # nothing here relies on it, and to keep it takes memory
    ]

    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        _spill_aside(cursor)
        for statement in session:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    event.listen(engine, "connect", prepare)
    _watch(engine, seconds)
    return engine


@contextmanager
def interrupted(driver: Any, seconds: int) -> Iterator[None]:
    """Interrupt what the driver does within, after a time."""
    timer = _timer(driver, seconds)
    try:
        yield
    finally:
        timer.cancel()


@cache
def spill_folder() -> Path:
    """Return where this process lets go what does not fit into memory: a folder that no other user can reach.

    Processes that shared one would overwrite each other's files, which DuckDB names alike.
    """
    user = getattr(os, "getuid", lambda: "user")()
    parent = Path(tempfile.gettempdir()) / f"northstar-duckdb-{user}"
    try:
        parent.mkdir(mode=0o700, exist_ok=True)
        found = parent.lstat()
    except OSError:  # nothing can be written there; that matters only once something must be
        return parent
    if user != "user" and (parent.is_symlink() or found.st_uid != user or found.st_mode & 0o077):
        return Path(tempfile.mkdtemp(prefix="northstar-duckdb-"))  # somebody else was there first
    return parent / str(os.getpid())


def _spill_aside(cursor: Any) -> None:
    """Let what does not fit into memory go to the system's temporary folder, and not beside a file that is only read.

    The folder is the whole database's: once it has been used, DuckDB refuses to hear of it again.
    """
    folder = str(spill_folder())
    cursor.execute("select current_setting('temp_directory')")
    if cursor.fetchone() != (folder,):
        quoted = folder.replace("'", "''")
        cursor.execute(f"set temp_directory = '{quoted}'")


def _watch(engine: sqlalchemy.Engine, seconds: int) -> None:
    """Have DuckDB's statements interrupted after a time, and their results read while their connection is held.

    Great Expectations reads results after it has given the connection back, when DuckDB's are gone.
    """

    def before(connection: Any, _cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: bool) -> None:
        context.northstar_timer = _timer(connection.connection.driver_connection, seconds)

    def after(_connection: Any, cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: bool) -> None:
        try:
            if cursor.description:
                context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                    cursor, initial_buffer=cursor.fetchall()
                )
        finally:
            context.northstar_timer.cancel()

    def failed(context: Any) -> None:
        timer = getattr(context.execution_context, "northstar_timer", None)
        if timer:
            timer.cancel()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


def _timer(driver: Any, seconds: int) -> threading.Timer:
    timer = threading.Timer(seconds, driver.interrupt)
    timer.daemon = True
    timer.start()
    return timer
