"""The server's work for a filter change on a page: the whole script run, for regions and pairs never chosen before."""

from __future__ import annotations

import argparse
import itertools
import time

from streamlit.testing.v1 import AppTest

from benchmarks.app import ROOT
from benchmarks.machine import report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="pages/overview.py")
    options = parser.parse_args()
    app = AppTest.from_file(str(ROOT / "dashboard/entry/router.py"), default_timeout=60)
    app.run()
    if options.page != "pages/overview.py":
        app.switch_page(str(ROOT / options.page)).run()
    regions = app.multiselect(key="region").options
    choices = [[region] for region in regions] + [list(pair) for pair in itertools.combinations(regions, 2)]
    spent, worked = [], []
    for choice in choices:
        app.multiselect(key="region").set_value(choice)
        begun, working = time.perf_counter(), time.process_time()
        app.run()
        spent.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - working) * 1000)
        if app.exception:
            raise SystemExit(f"the page failed for {choice}: {app.exception}")
    report(f"server work for a filter change on {options.page}", spent, "≤ 50 ms median, ≤ 100 ms p95")
    report("of that processor time", worked, "the same")


if __name__ == "__main__":
    main()
