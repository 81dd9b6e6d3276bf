"""A refresh may be killed anywhere, doubled, or run out of disk: what was published stays, and the next one works."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.refresh.run import RefreshError, refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from tests import companies
from tests.nodding import NODDING
from tests.stores import publish

ROOT = Path(__file__).parents[2]


def command(what: str, number: int, folder: Path) -> list[str]:
    """Return the command of a process that is to be killed on its way."""
    return [sys.executable, "-m", "tests.interrupted", what, str(number), str(folder)]


def test_publishing_can_be_killed_at_every_change_of_a_file(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    publish(tmp_path, 1)
    good = publish(tmp_path, 2)
    outcomes = []
    for step in range(1, 200):
        ended = subprocess.run(command("publish", step, tmp_path), cwd=ROOT, timeout=60, check=False).returncode
        shown = Store(tmp_path).current()
        rows = shown.table("answers")
        assert rows is not None
        outcomes.append(shown.id == good.id)
        assert rows.num_rows == (2 if shown.id == good.id else 1)
        assert shown.notice is None
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert len(outcomes) > 15
    assert outcomes == sorted(outcomes, reverse=True), "once the new snapshot is current, it stays so"
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


@contextmanager
def refreshing(line: int, settings: Settings) -> Iterator[str]:
    """Have another process refresh up to its n-th progress line, which is given; it is killed at the end."""
    arguments = command("refresh", line, settings.snapshots.parents[1])
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(line)]
        yield lines[-1]
        process.kill()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.timeout(1200)  # five processes, of which each has a warehouse's driver and the auditor to load
def test_a_refresh_can_be_killed_at_every_step(settings: Settings) -> None:
    lines: list[str] = []
    good = refresh(settings, report=lines.append, auditor=NODDING)
    store = Store(settings.snapshots)
    steps = (1, 2, len(lines) // 2, len(lines) - 1, len(lines))
    for step in steps:
        with refreshing(step, settings) as line:
            pass
        assert line.split(" ")[0] == lines[step - 1].split(" ")[0]
        attempt = store.last_attempt()
        assert attempt is not None
        assert attempt.outcome == ("running" if step < len(lines) else "published"), line
        shown = store.current()
        assert shown.notice is None
        assert (shown.id == good.id) is (step < len(lines)), line
    last = refresh(settings, report=lines.append, auditor=NODDING)
    assert store.current().id == last.id
    assert [event.what for event in store.history()].count("interrupted") == len(
        steps
    ) - 1  # the last is told when all is done
    assert not list(settings.snapshots.glob(".draft-*"))


def test_two_refreshes_at_once_do_not_meet(settings: Settings) -> None:
    with refreshing(2, settings):
        with pytest.raises(RefreshError, match="Another command is writing"):
            refresh(settings, report=lambda _line: None, auditor=NODDING)
        attempt = Store(settings.snapshots).last_attempt()
        assert attempt is not None
        assert attempt.outcome == "running", "the one that came second says nothing in the name of the first"
    refresh(settings, report=lambda _line: None, auditor=NODDING)


def test_a_refresh_that_is_stopped_by_hand_says_so(settings: Settings) -> None:
    def report(line: str) -> None:
        if line.startswith("answers"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(settings, report=report, auditor=NODDING)
    attempt = Store(settings.snapshots).last_attempt()
    assert attempt is not None
    assert (attempt.outcome, attempt.sentence) == ("failed", "It was stopped by hand.")


@pytest.mark.parametrize("limit", [100, 2_000])
def test_a_full_disk_is_said_and_loses_nothing(settings: Settings, limit: int) -> None:
    good = refresh(settings, report=lambda _line: None, auditor=NODDING)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(RefreshError, match="What was published before stands as it was"):
            refresh(settings, full=True, report=lambda _line: None, auditor=NODDING)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    store = Store(settings.snapshots)
    assert store.current().id == good.id
    assert store.current().notice is None
    assert refresh(settings, report=lambda _line: None, auditor=NODDING).id == store.current_id()
    assert not list(settings.snapshots.glob(".draft-*"))
