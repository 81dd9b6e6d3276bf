"""A press kept warm between orders: to start one takes four times as long as to draw a chart.

    process ──order, ticket──> press ──ticket, files──> process

Whatever goes wrong ends the press that it went wrong in, and what a kept one could not do a fresh one tries: so no
order fails for what another left behind, and no reader is given what another ordered. A press that nobody orders from
ends by itself, as does one whose process is gone.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock, Timer
from typing import Any

from dashboard.export.framing import framed, unframed

ROOT = Path(__file__).resolve().parents[2]

COMMAND = (sys.executable, "-m", "dashboard.export.press")

SECONDS = 120
"""After so many a press that does not answer is given up."""

ORDERS = 200
"""A press that has done so many makes way for a fresh one: its memory, 130 MB at first, is 210 MB by then."""

_KEPT: list[Press] = []
_LOCK = Lock()
_AT_WORK = BoundedSemaphore(2)
"""Presses that may run at once: each takes a core and up to 250 MB."""


class PressError(Exception):
    """A picture could not be made; the message says why."""


class Press:
    """A press's process, for one order at a time."""

    def __init__(self) -> None:
        """Start it; it is ready when it has answered its first order."""
        self.done, self.late = 0, False
        self._errors = TemporaryFile()  # noqa: SIM115 - closed with the press; a pipe that nobody reads would fill up
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=self._errors)  # noqa: S603

    @property
    def alive(self) -> bool:
        """Whether it runs still."""
        return self._process.poll() is None

    def answer(self, order: dict[str, Any]) -> list[bytes]:
        """Return what is ordered, one file a format. Raises PressError, and then it has ended."""
        self.late = False
        said_before = os.fstat(self._errors.fileno()).st_size
        clock = Timer(SECONDS, self._give_up)
        clock.start()
        try:
            files = self._answered(json.dumps(order).encode(), len(order["formats"]))
        except (OSError, EOFError) as error:
            raise PressError(self._why(said_before)) from error
        finally:
            clock.cancel()
        self.done += 1
        return files

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def _answered(self, order: bytes, files: int) -> list[bytes]:
        """Return what is ordered. Raises OSError or EOFError where the press is gone or answers something else."""
        to, back, ticket = self._process.stdin, self._process.stdout, secrets.token_bytes(16)
        assert to is not None
        assert back is not None
        to.writelines(framed((ticket, order)))
        to.flush()
        if unframed(back, at_most=len(ticket)) != ticket:
            raise EOFError("another order's answer")
        return [unframed(back) for _ in range(files)]

    def _give_up(self) -> None:
        self.late = True
        self._process.kill()

    def _why(self, said_before: int) -> str:
        self._process.kill()
        self._process.wait()
        if self.late:
            return f"The picture was not ready after {SECONDS} seconds."
        self._errors.seek(said_before)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return f"The picture could not be made: {lines[-1] if lines else 'the press ended without a word.'}"


def answered(order: dict[str, Any]) -> list[bytes]:
    """Return what is ordered, one file a format; who comes while two presses are at work waits. Raises PressError."""
    with _AT_WORK:
        press = _taken()
        used = press.done > 0
        try:
            return _answered_by(press, order)
        except PressError:
            if press.late or not used:
                raise
        return _answered_by(Press(), order)


def end_all() -> None:
    """End the presses that are kept."""
    with _LOCK:
        while _KEPT:
            _KEPT.pop().end()


def _answered_by(press: Press, order: dict[str, Any]) -> list[bytes]:
    kept = False
    try:
        files = press.answer(order)
        kept = _keep(press)
    finally:
        if not kept:
            press.end()
    return files


def _taken() -> Press:
    """Return the press that is kept, or a fresh one where there is none or it has ended."""
    with _LOCK:
        press = _KEPT.pop() if _KEPT else None
    if press is not None and press.alive:
        return press
    if press is not None:
        press.end()
    return Press()


def _keep(press: Press) -> bool:
    """Keep a press for the next order; not one that has done its share, nor a second one."""
    with _LOCK:
        if press.done >= ORDERS or _KEPT:
            return False
        _KEPT.append(press)
        return True


atexit.register(end_all)
