"""The rules of the house: who may import whom, how long a module and a function may be, what a page may hold."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import SLOWEST, WHOLE

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("queries", "data_checks", "dashboard", "pages", "benchmarks")
SOURCES = [*sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")), ROOT / "app.py"]
WRITE_SIDE = (
    "dashboard.__main__", "dashboard.after_refresh", "dashboard.deck_command", "dashboard.digest_command",
    "dashboard.demo", "dashboard.refresh",
    "dashboard.snapshots.publish", "dashboard.warehouse",
)  # fmt: skip
FORBIDDEN = {
    "statistics": ("data", "measures", "words", "blocks", "charts", "features", "screen", "rendering", "export"),
    "data": ("measures", "words", "blocks", "charts", "features", "screen", "rendering", "export"),
    "measures": ("words", "blocks", "charts", "features", "screen", "rendering", "export"),
    "blocks": ("measures", "words", "charts", "features", "screen", "rendering", "export"),
    "charts": ("words", "features", "screen", "rendering", "export"),
    "words": ("charts", "features", "screen", "rendering", "export"),
    "features": ("rendering", "screen", "export"),
    "rendering": ("charts", "features", "screen", "export"),
    "export": ("screen",),
}
"""Room → the rooms that it must not know: data flow one way, from the snapshot to the screen."""


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imports(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def broken(sources: Iterator[Path], *forbidden: str) -> list[str]:
    return [
        f"{module(path)} imports {name}"
        for path in sources
        for name in sorted(imports(path))
        if within(name, *forbidden)
    ]


def under(*packages: str) -> Iterator[Path]:
    return (path for path in SOURCES if within(module(path), *packages))


def test_queries_import_nothing_of_ours_but_queries() -> None:
    assert broken(under("queries"), "dashboard", "data_checks", "pages") == []


def test_data_checks_import_only_queries() -> None:
    assert broken(under("data_checks"), "dashboard", "pages") == []


@pytest.mark.parametrize("room", ["statistics", "measures", "words", "blocks", "charts", "features", "rendering"])
def test_what_is_shown_is_made_without_streamlit_and_without_files(room: str) -> None:
    outside = ("streamlit", "sqlalchemy", "duckdb", "queries", "data_checks", "pathlib", "os", "subprocess")
    assert broken(under(f"dashboard.{room}"), *outside) == []


@pytest.mark.parametrize("room", FORBIDDEN)
def test_data_flow_one_way(room: str) -> None:
    assert broken(under(f"dashboard.{room}"), *(f"dashboard.{other}" for other in FORBIDDEN[room])) == []


def test_statistics_import_nothing_else_of_ours() -> None:
    others = (path for path in under("dashboard.statistics"))
    assert [rule for rule in broken(others, "dashboard") if "imports dashboard.statistics" not in rule] == []


def test_only_the_commands_see_queries_and_data_checks() -> None:
    others = (path for path in under("dashboard", "pages") if not within(module(path), *WRITE_SIDE))
    assert broken(others, "queries", "data_checks", "sqlalchemy", "duckdb", "great_expectations") == []


def test_only_a_refresh_knows_what_masks() -> None:
    others = (path for path in under("dashboard", "pages") if not within(module(path), "dashboard.refresh"))
    assert broken(others, "presidio_analyzer", "phonenumbers", "regex", "spacy") == []


def test_the_read_door_does_not_import_the_write_door() -> None:
    others = (path for path in under("dashboard", "pages") if not within(module(path), *WRITE_SIDE))
    assert broken(others, *WRITE_SIDE) == []


def test_nothing_that_publishes_chooses_an_auditor() -> None:
    """What a refresh or an audit is given it hands on; what else there is, is the default, which is the real one."""
    handed_on = {"auditor", "self.auditor"}
    chosen = [
        f"{path}:{node.lineno} {keyword.arg}={ast.unparse(keyword.value)}"
        for path in under("queries", "data_checks", "dashboard", "pages", "app")
        for node in nodes(path)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "auditor" and ast.unparse(keyword.value) not in handed_on
    ]
    assert chosen == []


def test_streamlit_is_known_to_the_screen_alone() -> None:
    others = (path for path in under("dashboard") if not within(module(path), "dashboard.screen"))
    assert broken(others, "streamlit") == []


def test_pages_are_outlines() -> None:
    for path in under("pages"):
        tree = ast.parse(path.read_text("utf-8"))
        assert {name.split(".")[0] for name in imports(path)} <= {"dashboard"}, path
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.FunctionDef | ast.For)], path
        assert "#" not in path.read_text("utf-8"), f"{path}: a colour or a comment in a page"
        first = next(node for node in tree.body if isinstance(node, ast.Assign))
        assert "open_page(" in ast.unparse(first), f"{path}: its first statement does not open the page"


def test_modules_and_functions_are_short() -> None:
    too_long = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        if text.count("\n") > 300:
            too_long.append(f"{path}: {text.count(chr(10))} lines")
        functions = (node for node in nodes(path) if isinstance(node, ast.FunctionDef))
        too_long += [f"{path}:{f.lineno} {f.name}" for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40]
    assert too_long == []


def test_nothing_is_called_a_bag() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc", "util"}] == []


def test_the_app_never_loads_the_warehouse_or_the_auditor() -> None:
    """In a process of its own: everything that the router and the pages import."""
    names = [module(path) for path in under("dashboard") if not within(module(path), *WRITE_SIDE)]
    names = [name for name in names if name != "dashboard.screen.router"]
    code = (
        f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'great_expectations', 'sqlalchemy', 'duckdb', 'queries', 'data_checks', 'psycopg',"
        " 'presidio_analyzer', 'spacy', 'phonenumbers'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_app_never_loads_a_large_library_for_little() -> None:
    """What is needed of them is done without them, or when it is asked for. In a process of its own, as the app starts.

    SciPy's tests and frames of pandas were 90 MB of what every server held, for one p-value and a table.
    """
    names = [module(path) for path in under("dashboard.screen") if path.stem not in {"router", "gallery", "sheets"}]
    code = (
        f"import app, sys, importlib\nfor name in {names!r}: importlib.import_module(name)\n"
        "import pyarrow\npyarrow.array([1.0, None], from_pandas=True)\n"
        "print(sorted({'pandas', 'scipy.stats', 'scipy.optimize', 'scipy.sparse', 'xlsxwriter'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", f"the app loads {done.stdout.strip()}: see who does with python -X importtime"


def test_the_places_by_which_tests_are_marked_and_ordered_are_there() -> None:
    assert [place for place in (*WHOLE, *SLOWEST) if not (ROOT / place).exists()] == []


def test_the_app_never_loads_what_draws_and_sets_pictures_and_decks() -> None:
    """Each of them works in a process of its own: what it holds is not the app's. In a process of its own, too."""
    names = [module(path) for path in under("dashboard.screen") if path.stem not in {"router", "gallery", "sheets"}]
    code = (
        f"import sys, importlib\nfor name in {names!r}: importlib.import_module(name)\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'typst', 'vl_convert', 'pptx', 'lxml', 'smtplib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
