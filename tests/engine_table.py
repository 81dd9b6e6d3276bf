"""What is tested on which engine: tests say it of themselves (`proves`), and the README's table is made of that.

python -m tests.engine_table            # prints the table
python -m tests.engine_table --write    # puts it into the README
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- engines: python -m tests.engine_table --write -->", "<!-- end of engines -->"

Subject = Literal["queries", "audits", "extract", "findings", "mapping"]
How = Literal["run", "held to", "read"]
Test = TypeVar("Test", bound=Callable[..., Any])

SUBJECTS: Mapping[Subject, str] = MappingProxyType({
    "queries": "every query",
    "audits": "the audits",
    "extract": "the same extract",
    "findings": "the same findings of planted faults",
    "mapping": "a mapping",
})  # fmt: skip
"""What can be tested on an engine, and how its column is called."""

ENGINES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "DuckDB": ("duckdb",),
    "PostgreSQL": ("postgresql",),
    "Spark SQL": ("impala", "hive", "spark"),
    "Trino": ("trino",),
    "Snowflake": ("snowflake",),
    "BigQuery": ("bigquery",),
    "Databricks": ("databricks",),
    "Redshift": ("redshift",),
    "ClickHouse": ("clickhousedb",),
})  # fmt: skip
"""Engines for which the product has words, and by which names of SQLAlchemy's they are asked."""

_SAID: Mapping[How, str] = MappingProxyType({"run": "yes", "held to": "what others are held to", "read": "as text"})
_UNTRIED = "not tried"
_PROOFS = "proofs"


@dataclass(frozen=True)
class Proof:
    """A test shows something of an engine: that it is so when it runs, or that its grammar reads the text."""

    engine: str
    subject: Subject
    how: How
    command: str


def proves(subject: Subject, *engines: str, how: How = "run") -> Callable[[Test], Test]:
    """Mark a test: if it passes, this is so on these engines."""

    def marked(test: Test) -> Test:
        told = getattr(test, _PROOFS, ())
        setattr(test, _PROOFS, (*told, *((engine, subject, how) for engine in engines)))
        return test

    return marked


def proofs() -> Iterator[Proof]:
    """Yield what the tests say of themselves, in whatever module they stand."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path == Path(__file__) or not re.search(r"^@proves\(", path.read_text("utf-8"), re.MULTILINE):
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        command = "make test" if path.name.startswith("test_") else "make test-spark"
        for found, test in vars(importlib.import_module(name)).items():
            told = getattr(test, _PROOFS, ()) if found.startswith("test_") else ()
            yield from (Proof(engine, subject, how, command) for engine, subject, how in told)


def table() -> str:
    """Return the table: a row an engine, a cell what its tests show, the commands that run them."""
    found = list(proofs())
    lines = [["engine", *SUBJECTS.values(), "tested by"], ["---"] * (len(SUBJECTS) + 2)]
    for engine in ENGINES:
        own = [proof for proof in found if proof.engine == engine]
        commands = ", ".join(f"`{command}`" for command in sorted({proof.command for proof in own}))
        lines.append([engine, *(_cell(own, subject) for subject in SUBJECTS), commands or _UNTRIED])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(own: list[Proof], subject: Subject) -> str:
    """Return the most that is shown of a subject: what was run needs no word on its grammar."""
    shown = {proof.how for proof in own if proof.subject == subject}
    return next((_SAID[how] for how in _SAID if how in shown), _UNTRIED)


def in_readme(text: str) -> str:
    """Return what stands between the README's marks."""
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Print the table, or write it."""
    if "--write" not in sys.argv[1:]:
        print(table())
        return
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
