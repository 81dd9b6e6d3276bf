"""Is what real data do to a small company read right, or said? Each case of a folder of cases, with what came of it.

    python -m benchmarks.cases [--folder ../shared/data/cases] [--only credit_note 16] [--keep /tmp/cases]

A case is a mapping of its own, or a change to the small company in ``small_company/base.sql``. Of each, `doctor`,
`check`, `refresh` and `status` are run as their user would, and every string of every page is read. Prints a line a
case with the commands' exit codes, and what was said that is not so, or not said that is. Wanted: none.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.case_list import CASES, Case, Where
from dashboard.addresses.offered import offered
from dashboard.blocks import strings
from dashboard.configuration import load, with_identity
from dashboard.data.access import Data
from dashboard.data.archive import Archive
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.features.overview.beginnings import first_figures
from dashboard.measures.leading import led
from dashboard.snapshots.store import Store

ROOT = Path(__file__).parent.parent
COMMANDS: tuple[Where, ...] = ("doctor", "check", "refresh", "status")
PAGES: Where = "pages"
SECONDS = 300


@dataclass(frozen=True)
class Came:
    """What was printed by each command, and by all pages; and the commands' exit codes."""

    said: Mapping[Where, str]
    codes: Mapping[Where, int]

    def wrong(self, case: Case) -> Iterator[str]:
        """Yield what was said that is not so, and what was not said that is."""
        for where, pattern in case.says:
            if not re.search(pattern, self.said[where], re.IGNORECASE | re.DOTALL):
                yield f"{where} does not say /{pattern}/"
        for where, pattern in case.never:
            if found := re.search(pattern, self.said[where], re.IGNORECASE):
                yield f"{where} says {found[0]!r}"
        for where, code in case.codes.items():
            if self.codes[where] != code:
                yield f"{where} ended with {self.codes[where]} and not {code}"


def came_of(case: Case, folder: Path, kept: Path) -> Came:
    """Run a case in a folder of its own."""
    kept.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHSTAR_")}
    environment |= {"NORTHSTAR_SNAPSHOTS": str(kept / "snapshots"), **_source(case, folder, kept), **case.environment}
    said: dict[Where, str] = {}
    codes: dict[Where, int] = {}
    for where, words in [
        *((one, ["-m", "dashboard", one]) for one in COMMANDS),
        ("pages", ["-m", __spec__.name, "--pages"]),
    ]:
        asked = environment | ({"PYTHONIOENCODING": "utf-8"} if where == PAGES else {})
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", *words], cwd=ROOT, env=asked, capture_output=True, text=True,
            errors="replace", timeout=SECONDS, check=False,
        )  # fmt: skip
        said[where], codes[where] = ran.stdout + ran.stderr, ran.returncode
        (kept / f"{where}.txt").write_text(said[where])
    return Came(said, codes)


def _source(case: Case, folder: Path, kept: Path) -> dict[str, str]:
    """Return where the case's data are: in its mapping, which makes them, or in a small company that it changes."""
    if case.change is None:
        return {"NORTHSTAR_MAPPING": str(folder / case.name), "NORTHSTAR_WAREHOUSE_URL": "duckdb:///:memory:"}
    file = kept / "warehouse.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute("set timezone = 'UTC'")
        for text in ("base.sql", case.change):
            if text:
                connection.execute((folder / "small_company" / text).read_text("utf-8"))
    settings = {"NORTHSTAR_COMPANY": "Invented", "NORTHSTAR_AS_OF": "2026-03-10", "NORTHSTAR_FIRST_MONTH": "2024-01"}
    return {"NORTHSTAR_WAREHOUSE_URL": f"duckdb:///{file}", **settings}


def print_pages() -> None:
    """Print every string of every feature in the view that opens by default, page by page."""
    settings = load(ROOT)
    store = Store(settings.snapshots)
    snapshot = store.current()
    settings = with_identity(settings, demo=snapshot.manifest.demo)
    data = Data(snapshot)
    view = offered(data, settings).opening_view()
    question = Question(data, view, led(data, settings), archive=Archive.of(store))
    print(view.period.label)
    if not data.begun:
        print(*strings(first_figures(question)), sep="\n")
    for declared in features().values():
        for said in strings(declared.blocks(question)):
            print(f"{declared.page} {declared.id}: {said}")


def main() -> int:
    """Run the cases, print the table, and return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data" / "cases")
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--pages", action="store_true", help="print what the pages of the current snapshot say")
    asked = parser.parse_args()
    if asked.pages:
        print_pages()
        return 0
    missed = 0
    with tempfile.TemporaryDirectory(prefix="northstar-cases-") as temporary:
        for case in CASES:
            if not asked.only or case.name in asked.only:
                came = came_of(case, asked.folder, (asked.keep or Path(temporary)) / case.name)
                wrong = list(came.wrong(case))
                missed += bool(wrong)
                ends = " ".join(f"{where} {code}" for where, code in came.codes.items())
                print(f"{case.name:20} {'right' if not wrong else 'WRONG'}  {ends}")
                for said in wrong:
                    print(f"{'':20} {said}")
    print(
        f"{missed} of {len(CASES)} cases are false, hidden or untold" if missed else "every case is read right, or said"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
