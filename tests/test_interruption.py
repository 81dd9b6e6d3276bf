"""A refresh may be killed anywhere, doubled, or run out of disk: what was published stays, and the next one works."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from dashboard.refresh import RefreshError, refresh
from dashboard.settings import Settings
from dashboard.snapshot import Store
from tests import companies
from tests.snapshots import ANSWERS, publish

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.test_interruption"])
WRITES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")


def die_at(step: int, folder: str) -> None:
    """Have this process killed at its n-th change of a file in a folder, as the kernel would: without a word."""
    left = [step]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        changes = event in WRITES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY))
        if changes and str(arguments[0]).startswith(folder):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def publish_until(step: int, folder: Path) -> None:
    """Publish and prune, and be killed on the way."""
    die_at(step, str(folder))
    publish(folder, 2 + step, {"answers": ANSWERS.slice(1)}, keep=2)


def refresh_until(line: int, settings: Settings, lines: Connection) -> None:
    """Refresh, and wait to be killed after a progress line."""

    def report(text: str) -> None:
        lines.send(text)
        report.left -= 1  # type: ignore[attr-defined]
        if report.left == 0:  # type: ignore[attr-defined]
            signal.pause()

    report.left = line  # type: ignore[attr-defined]
    refresh(settings, report=report)
    lines.send(None)


def test_publishing_can_be_killed_at_every_change_of_a_file(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    publish(tmp_path, 1)
    good = publish(tmp_path, 2)
    outcomes = []
    for step in range(1, 200):
        process = PROCESSES.Process(target=publish_until, args=(step, tmp_path))
        process.start()
        process.join(30)
        shown = Store(tmp_path).current()
        rows = shown.table("answers")
        assert rows is not None
        outcomes.append(shown.id == good.id)
        assert rows.num_rows == (2 if shown.id == good.id else 1)
        assert shown.notice is None
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
    assert len(outcomes) > 15
    assert outcomes == sorted(outcomes, reverse=True), "once the new snapshot is on the wall, it stays there"
    assert outcomes[0]
    assert not outcomes[-1]
    publish(tmp_path, 300)
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith((".draft", ".pruned"))]
    assert all(line.problem is None for line in Store(tmp_path).list())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    warehouse = tmp_path / "warehouse.duckdb"
    companies.build(warehouse)
    return companies.settings(tmp_path, warehouse)


def kill_after(line: int, settings: Settings) -> str:
    """Kill a refresh after its n-th progress line, and return the line."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=refresh_until, args=(line, settings, theirs))
    process.start()
    theirs.close()
    texts: list[str] = [ours.recv() for _ in range(line)]
    process.kill()
    process.join(30)
    return texts[-1]


def test_a_refresh_can_be_killed_at_every_step(settings: Settings) -> None:
    lines: list[str] = []
    good = refresh(settings, report=lines.append)
    store = Store(settings.snapshots)
    steps = (1, 2, len(lines) // 2, len(lines) - 1, len(lines))
    for step in steps:
        line = kill_after(step, settings)
        assert line.split(" ")[0] == lines[step - 1].split(" ")[0]
        attempt = store.last_attempt()
        assert attempt is not None
        assert attempt.outcome == "running"
        shown = store.current()
        assert shown.notice is None
        assert (shown.id == good.id) is (step < len(lines)), line
    last = refresh(settings, report=lines.append)
    assert store.current().id == last.id
    assert [event.what for event in store.history()].count("interrupted") == len(steps)
    assert not list(settings.snapshots.glob(".draft-*"))


def test_two_refreshes_at_once_do_not_meet(settings: Settings) -> None:
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=refresh_until, args=(2, settings, theirs))
    process.start()
    assert ours.recv()
    assert ours.recv()
    with pytest.raises(RefreshError, match="Another command is writing"):
        refresh(settings, report=lambda _line: None)
    attempt = Store(settings.snapshots).last_attempt()
    assert attempt is not None
    assert attempt.outcome == "running", "the one that came second says nothing in the name of the first"
    process.kill()
    process.join(30)
    refresh(settings, report=lambda _line: None)


def test_a_refresh_that_is_stopped_by_hand_says_so(settings: Settings) -> None:
    def report(line: str) -> None:
        if line.startswith("answers"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(settings, report=report)
    attempt = Store(settings.snapshots).last_attempt()
    assert attempt is not None
    assert (attempt.outcome, attempt.sentence) == ("failed", "It was stopped by hand.")


@pytest.mark.parametrize("limit", [100, 2_000])
def test_a_full_disk_is_said_and_loses_nothing(settings: Settings, limit: int) -> None:
    good = refresh(settings, report=lambda _line: None)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(RefreshError, match="What was published before stands as it was"):
            refresh(settings, full=True, report=lambda _line: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    store = Store(settings.snapshots)
    assert store.current().id == good.id
    assert store.current().notice is None
    assert refresh(settings, report=lambda _line: None).id == store.current_id()
    assert not list(settings.snapshots.glob(".draft-*"))
