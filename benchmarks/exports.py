"""What leaves the dashboard: a chart as a picture, the board pack as a deck and as a report.

    python -m benchmarks.exports [--project /another/checkout --project .]

Of the budgets 'a chart as PNG' (1 s) and 'a deck or a report of twenty findings' (20 s, of which the board pack has
eighteen; the command's start is in it). They are judged by the reference page's change in the same run. The seconds of
the processor stand beside those of the clock, as changes of the reference page: where others use the machine, they say
more. Two minutes, and two more where the demo company is to be built.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.app import Checkout, Done, add_projects, checkouts, dashboard, demo
from benchmarks.machine import Spread, machine, seconds_line, spread
from benchmarks.yardstick import reference_change, reference_cost
from dashboard.export.picture import pictures
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.words.exports import Alone

CHART, PACK = 1.0, 20.0
TIMES = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_projects(parser)
    options = parser.parse_args()
    print(machine())
    measure, cost = reference_change(), reference_cost()
    clock, processor = charts()
    beside = f"p95 {clock.p95:.2f}, n {clock.n}; {_spent(processor.median, cost)}"
    print(seconds_line("a chart as PNG, median", clock.median, CHART, measure, beside))
    for one in checkouts(options.project):
        with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
            for what, ending in (("deck", "pptx"), ("report", "pdf")):
                made = pack(one, Path(folder) / f"board.{ending}")
                beside = f"{_spent(made.processor, cost)}; largest memory {made.memory / 1e6:.0f} MB"
                print(seconds_line(f"{one.name}, the board's {what}", made.seconds, PACK, measure, beside))


def charts() -> tuple[Spread, Spread]:
    """Return the seconds that a chart as a picture takes, by the clock and of the processor, the press among them."""
    chart = next(block for block in samples.chart_samples() if block.kind == "lines")
    medium = Medium(samples.MANIFEST, samples.SETTINGS, "light")
    around = Alone(chart.head.title, chart.head.subtitle, ("Gallery",))
    clock, processor = [], []
    for _ in range(TIMES):
        begun, spent = time.perf_counter(), _processor()
        pictures(chart, around, medium)
        clock.append(time.perf_counter() - begun)
        processor.append(_processor() - spent)
    return spread(clock), spread(processor)


def pack(checkout: Checkout, file: Path) -> Done:
    """Return what the board pack as a file took, from the command's start to its end."""
    return dashboard(checkout.folder, demo(checkout.folder), "deck", str(file))


def _spent(seconds: float, reference: float) -> str:
    return f"processor {seconds:.2f} s, as {seconds / reference:.1f} changes of the reference page"


def _processor() -> float:
    """Return the processor seconds of this process and of those that it ran to their end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
