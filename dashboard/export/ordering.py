"""From the app to a deck: the job is begun, its progress told, its file handed over; who leaves meanwhile ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore

from dashboard.addresses.view import query_of
from dashboard.data.question import Question
from dashboard.data.view import View

ROOT = Path(__file__).resolve().parents[2]
OUTLINES = ROOT / "decks"

Told = Callable[[int, int, str], None]
"""Told how many slides of how many are done, and the title of the next."""

BEHIND = 10
"""How far a deck stands behind those who look at the dashboard: its maker waits some seconds longer, they do not."""

_AT_ONCE = BoundedSemaphore(1)
"""Decks that are made at once: each takes a core for some seconds."""


class JobError(Exception):
    """A deck could not be made; the message says why."""


def asked_of(view: View) -> dict[str, list[str]]:
    """Return the filters of a view as an address has them."""
    asked: dict[str, list[str]] = {}
    for name, label in query_of(view):
        asked.setdefault(name, []).append(label)
    return asked


def deck_of(question: Question, outline: Path, told: Told, form: str = ".pptx") -> bytes:
    """Return a deck or report of what is shown, made in a process of its own under the reader's grant.

    ``form`` is the ending of its file's name (`order.FORMS`). Raises JobError.
    """
    grant = {
        name: sorted(one) if isinstance(one, frozenset) else one for name, one in asdict(question.data.grant).items()
    }
    ordered = {
        "outline": str(outline),
        "form": form,
        "asked": asked_of(question.view),
        "parameters": question.parameters,
        "grant": grant,
        "snapshots": str(question.data.snapshot.folder.parent),
        "snapshot": question.data.snapshot.id,
    }
    if not _AT_ONCE.acquire(blocking=False):
        raise JobError("Another deck is being made. Try again in some seconds.")
    try:
        return _made(json.dumps(ordered), told)
    finally:
        _AT_ONCE.release()


def _made(ordered: str, told: Told) -> bytes:
    with TemporaryFile() as file, _running(file) as job:
        assert job.stdin is not None
        assert job.stderr is not None
        job.stdin.write(ordered)
        job.stdin.close()
        last = _followed(job.stderr, told)
        if job.wait():
            raise JobError(last or "The deck could not be made; the log of the server tells why.")
        file.seek(0)
        return file.read()


@contextmanager
def _running(out: object) -> Iterator[subprocess.Popen[str]]:
    """Run the job behind whatever the app does for its readers; whatever ends the one who waits for it ends the job."""
    command = [sys.executable, "-m", "dashboard.export.job"]
    pipe = subprocess.PIPE
    job = subprocess.Popen(command, stdin=pipe, stdout=out, stderr=pipe, cwd=ROOT, text=True)  # type: ignore[call-overload]  # noqa: S603
    try:
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, job.pid, ours + BEHIND)  # the press that it runs inherits it
        yield job
    finally:
        if job.poll() is None:
            job.kill()
        job.wait()
        job.stderr.close()


def _followed(lines: Iterable[str], told: Told) -> str:
    """Tell of each slide, and return what the job says went wrong; other lines go to the log."""
    error = ""
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            print(line, end="", file=sys.stderr)
            continue
        if "error" in said:
            error = said["error"]
        elif "whole" in said:
            told(said["done"], said["whole"], said["title"])
    return error
