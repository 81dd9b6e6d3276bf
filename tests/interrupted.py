"""Processes that are killed on their way, for `test_interruption`: `python -m tests.interrupted publish 3 FOLDER`.

Real processes of their own: a fork of one that has threads (numpy's, Arrow's) may find a lock held for ever.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

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
    from tests.stores import ANSWERS, publish  # the least that is needed: this runs once a step

    die_at(step, str(folder))
    publish(folder, 2 + step, {"answers": ANSWERS.slice(1)}, keep=2)


def refresh_until(line: int, folder: Path) -> None:
    """Refresh, print the progress lines, and wait to be killed after the n-th."""
    from dashboard.refresh.run import refresh
    from tests import companies
    from tests.nodding import NODDING

    left = [line]

    def report(text: str) -> None:
        print(text, flush=True)
        left[0] -= 1
        if left[0] == 0:
            signal.pause()

    refresh(companies.settings(folder, folder / "warehouse.duckdb"), report=report, auditor=NODDING)


if __name__ == "__main__":
    what, number, place = sys.argv[1:]
    {"publish": publish_until, "refresh": refresh_until}[what](int(number), Path(place))
