"""Who asks for memory, and who has it back: what is measured is in `benchmarks/memory.py`."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.screen import memory

ROOT = Path(__file__).resolve().parents[2]


def test_arrow_asks_the_system_for_what_the_app_reads() -> None:
    asked = "import app, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "system"


def test_one_heap_serves_all_and_its_end_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    class Libc:
        @staticmethod
        def mallopt(what: int, value: int) -> int:
            told.append((what, value))
            return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _: Libc)
    memory.give_back()
    assert told == [(-8, 1), (-1, memory.KEPT)]


def test_where_there_is_no_glibc_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class OtherLibc:
        def __getattr__(self, name: str) -> None:
            asked.append(name)
            raise AttributeError(name)

    monkeypatch.setattr(ctypes, "CDLL", lambda _: OtherLibc())
    memory.give_back()
    assert asked == ["mallopt"]
