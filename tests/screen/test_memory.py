"""Who asks for memory, and who has it back: what is measured is in `benchmarks/memory.py`."""

from __future__ import annotations

import ctypes
import os
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


def told(code: str, **environment: str) -> str:
    """Return what a process of its own prints: what is loaded here is loaded."""
    here = os.environ | environment
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=here, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_arrow_leaves_pandas_to_who_needs_it() -> None:
    """It would load it with the first array; a frame is made from Arrow and into it all the same."""
    said = told(
        "import app, sys, pyarrow as pa\n"
        "made = pa.table({'a': [1.0, None], 'b': ['x', None]})\n"
        "print('pandas' in sys.modules)\n"
        "frame = made.to_pandas()\n"
        "again = pa.Table.from_pandas(frame).to_pydict() == made.to_pydict()\n"
        "print(type(frame).__module__, again, pa.array(frame['a']).null_count)"
    )
    assert said.split() == ["False", "pandas", "True", "1"]


def test_a_library_that_is_loaded_is_left_alone() -> None:
    asked = "import pandas, pyarrow as pa\nfrom dashboard.screen.memory import arrow_without_pandas as told\ntold()\n"
    assert told(asked + "print(pa.array(pandas.Series([1, 2])).to_pylist())") == "[1, 2]"


def test_the_default_view_is_drawn_without_pandas(demo_store: Path) -> None:
    code = "import app, sys\nfrom dashboard.screen import warm\nwarm.warm()\nprint('pandas' in sys.modules)"
    assert told(code, NORTHSTAR_SNAPSHOTS=str(demo_store)) == "False"


def test_a_long_table_is_drawn_where_arrow_found_no_pandas() -> None:
    """Its numbers are shown by their texts, for which Streamlit asks for a frame."""
    said = told(
        "import app\n"
        "from streamlit.testing.v1 import AppTest\n"
        "page = 'from dashboard.screen.kit.long_table import long_table as drawn\\n'\n"
        "page += 'from dashboard.screen.kit.samples.page import many\\ndrawn(many())()'\n"
        "run = AppTest.from_string(page).run()\n"
        "print([str(one.value) for one in run.exception], len(run.dataframe[0].value))"
    )
    assert said == "[] 60"


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
