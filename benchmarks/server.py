"""The server's work for a filter change on a page: the whole script run, for regions and pairs never chosen before.

Timed around Streamlit's own runner of the script, in its thread: what its test harness does around it is left out.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from benchmarks.app import ROOT
from benchmarks.machine import report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="pages/overview.py")
    options = parser.parse_args()
    app = AppTest.from_file(str(ROOT / "dashboard/screen/router.py"), default_timeout=60)
    app.run()
    if options.page != "pages/overview.py":
        app.switch_page(str(ROOT / options.page)).run()
    regions = app.multiselect(key="region").options
    choices = [[region] for region in regions] + [list(pair) for pair in itertools.combinations(regions, 2)]
    spent, worked = [], []
    for choice in choices:
        app.multiselect(key="region").set_value(choice)
        with timed_script() as times:
            app.run()
        spent.append(times[0][0])
        worked.append(times[0][1])
        if app.exception:
            raise SystemExit(f"the page failed for {choice}: {app.exception}")
    report(f"server work for a filter change on {options.page}", spent, "≤ 50 ms median, ≤ 100 ms p95")
    report("of that processor time", worked, "the same")


@contextmanager
def timed_script() -> Iterator[list[tuple[float, float]]]:
    """Collect the wall and the processor milliseconds of each run of the script while the block lasts."""
    times: list[tuple[float, float]] = []
    run = ScriptRunner._run_script

    def timed(runner: ScriptRunner, request: RerunData) -> None:
        begun, working = time.perf_counter(), time.thread_time()
        run(runner, request)
        times.append(((time.perf_counter() - begun) * 1000, (time.thread_time() - working) * 1000))

    with patch.object(ScriptRunner, "_run_script", timed):
        yield times


if __name__ == "__main__":
    main()
