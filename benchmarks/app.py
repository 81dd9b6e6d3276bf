"""Starts the app on a free port as an operator would, for the scripts that measure it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Running:
    """A running app: its address, its process, and the seconds from start to ready."""

    url: str
    process: subprocess.Popen[bytes]
    seconds: float


@contextmanager
def running_app(**environment: str) -> Iterator[Running]:
    """Run ``streamlit run app.py`` until the block ends; raises where it is not ready in a minute."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, begun)
        yield Running(url, process, time.perf_counter() - begun)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # a visitor's connection may hold it; nothing is lost by ending it here
            process.kill()
            process.wait(10)


def _wait_until_ready(url: str, begun: float) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"{url}/ready", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError as error:
            if time.perf_counter() - begun > 60:
                raise RuntimeError(f"the app at {url} was not ready in a minute") from error
        time.sleep(0.02)
