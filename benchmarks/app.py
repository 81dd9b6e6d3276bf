"""Starts our app and the reference page on free ports as an operator would, for the scripts that measure from outside.

Any checkout can be measured: it runs in its own folder, with its own environment where it has one, on a demo company
that it built and published itself. Those lie in `data/benchmarks`, and are built anew when what makes them changes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.companies import UNTIL
from benchmarks.reference.data import reference_file

ROOT = Path(__file__).resolve().parent.parent
STORES = ROOT / "data" / "benchmarks"
REFERENCE = ROOT / "benchmarks" / "reference" / "app.py"

MAKES_THE_DEMO = ("queries", "data_checks", "dashboard/demo", "dashboard/refresh", "dashboard/snapshots")
"""Folders of a checkout on which its demo company's snapshot depends."""

READ_AHEAD_AFTER = 4.0
"""Seconds after which the app has begun to read ahead (it leaves the first three to those who wait for its start)."""


@dataclass(frozen=True)
class Running:
    """A running server: its address, its process, and the seconds from start to ready."""

    url: str
    process: subprocess.Popen[bytes]
    seconds: float

    def processor(self) -> float:
        """Return the processor seconds of all its threads so far, those that have ended included."""
        if platform.system() == "Linux":  # the processor clock of another process, to the nanosecond
            return time.clock_gettime(~self.process.pid << 3 | 2)
        spent = psutil.Process(self.process.pid).cpu_times()
        return float(spent.user + spent.system)

    def rest(self, quiet: float, at_most: float = 90.0) -> None:
        """Wait until it has been idle for so many seconds."""
        step, before = quiet / 4, self.processor()
        until = time.perf_counter() + at_most
        since = time.perf_counter()
        while time.perf_counter() < until and time.perf_counter() - since < quiet:
            time.sleep(step)
            now = self.processor()
            if now - before > 0.05 * step:
                since = time.perf_counter()
            before = now


@dataclass(frozen=True)
class Checkout:
    """A checkout of the project whose app is measured: what it is called in the lines, where it lies."""

    name: str
    folder: Path


def add_projects(parser: argparse.ArgumentParser) -> None:
    """Let a script measure other checkouts beside or instead of this one, in the same run."""
    parser.add_argument(
        "--project", type=Path, action="append", help="a checkout to measure, again for several; default: this one"
    )


def checkouts(given: Sequence[Path] | None) -> list[Checkout]:
    """Return the checkouts to measure, by the names of their folders."""
    return [Checkout(folder.resolve().name, folder.resolve()) for folder in given or [ROOT]]


@contextmanager
def running_app(project: Path = ROOT, /, **environment: str) -> Iterator[Running]:
    """Run ``streamlit run app.py`` of a checkout until the block ends; raises where it is not ready in two minutes."""
    with _running(["app.py"], project, "/ready", environment, python(project)) as running:
        yield running


@contextmanager
def running_gallery() -> Iterator[Running]:
    """Run the gallery of the kit until the block ends; it needs no snapshot."""
    with _running(["dashboard/screen/gallery.py"], ROOT, "/_stcore/health", {}, python(ROOT)) as running:
        yield running


@contextmanager
def running_demo(project: Path = ROOT, *, read_ahead: bool = True) -> Iterator[Running]:
    """Run a checkout's app on its demo company; with ``read_ahead`` until it has read the likely views."""
    with running_app(project, **demo(project)) as running:
        if read_ahead:
            time.sleep(READ_AHEAD_AFTER)
            running.rest(2.0)
        yield running


@contextmanager
def running_reference(file: Path | None = None) -> Iterator[Running]:
    """Run the reference page with Streamlit's own settings, but for the watcher of files: a server needs none.

    Its folder holds no settings, so ours do not reach it. Without a file: the ten million rows.
    """
    options = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    found = {"REFERENCE_FILE": str(file or reference_file())}
    with _running([REFERENCE.name, *options], REFERENCE.parent, "/_stcore/health", found, sys.executable) as running:
        yield running


def python(project: Path) -> str:
    """Return a checkout's interpreter: its own, else the one that runs this."""
    own = project / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def demo(project: Path = ROOT) -> Mapping[str, str]:
    """Return the environment in which a checkout shows its demo company; builds and publishes it if need be."""
    made = hashlib.sha256()
    folders = [project / folder for folder in MAKES_THE_DEMO]
    files = {file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".sql"}}
    for file in sorted(files | set((project / "dashboard").glob("*.py")) | {project / "northstar.toml"}):
        made.update(file.read_bytes())
    name = f"{project.resolve().name}-{hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:8]}"
    folder = STORES / f"{name}-{made.hexdigest()[:12]}"
    environment = {
        "NORTHSTAR_DEMO_FILE": str(folder / "demo.duckdb"),
        "NORTHSTAR_SNAPSHOTS": str(folder / "snapshots"),
        "NORTHSTAR_AS_OF": UNTIL.isoformat(),
    }
    if not (folder / "snapshots" / "current").exists():
        for older in STORES.glob(f"{name}-*"):
            shutil.rmtree(older)
        folder.mkdir(parents=True)
        dashboard(project, environment, "demo", "--publish", f"--until={UNTIL.isoformat()}")
    return environment


@dataclass(frozen=True)
class Done:
    """What a command took: seconds, bytes of memory at its most, seconds of the processor with all that it ran."""

    seconds: float
    memory: int
    processor: float


def dashboard(project: Path, environment: Mapping[str, str], *command: str) -> Done:
    """Run a command of a checkout to its end and return what it took; raises where it could not run."""
    begun = time.perf_counter()
    call = [python(project), "-m", "dashboard", *command]
    process = subprocess.Popen(call, cwd=project, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _, status, spent = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: it ran, and held something back
        raise SystemExit(f"python -m dashboard {' '.join(command)} ended with {process.returncode}")
    unit = 1024 if platform.system() == "Linux" else 1
    return Done(time.perf_counter() - begun, spent.ru_maxrss * unit, spent.ru_utime + spent.ru_stime)


@contextmanager
def _running(
    script: Sequence[str], folder: Path, ready: str, environment: Mapping[str, str], interpreter: str
) -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [interpreter, "-m", "streamlit", "run", *script, f"--server.port={port}", "--server.address=127.0.0.1"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url + ready, process, begun)
        yield Running(url, process, time.perf_counter() - begun)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # a visitor's connection may hold it; nothing is lost by ending it here
            process.kill()
            process.wait(10)


def _wait_until_ready(probe: str, process: subprocess.Popen[bytes], begun: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(probe, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode} before {probe} answered") from error
            if time.perf_counter() - begun > 120:
                raise RuntimeError(f"{probe} did not answer in two minutes") from error
        time.sleep(0.02)
