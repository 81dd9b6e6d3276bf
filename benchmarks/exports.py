"""What leaves the dashboard: a chart as a picture, the board pack as a deck and as a report.

    python -m benchmarks.exports [--project /another/checkout --project .]

Of the budgets 'a chart as PNG' (1 s) and 'a deck or a report of twenty findings' (20 s, of which the board pack has
eighteen; the command's start is in it). They are judged by the reference page's change in the same run. The seconds of
the processor stand beside those of the clock, as changes of the reference page: where others use the machine, they say
more. At last a visitor changes filters of the running app beside a board pack that it makes, and alone: at most
`BESIDE` as long by the clock, in as much processor time of the server. Three minutes, and two more where the demo
company is to be built.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.app import ROOT, Checkout, Done, Running, add_projects, checkouts, dashboard, demo, running_demo
from benchmarks.machine import Spread, machine, ratio, seconds_line, spread
from benchmarks.server import pairs
from benchmarks.viewer import Change, Viewer, visit
from benchmarks.yardstick import cost, reference_change, reference_cost
from dashboard.configuration import load, with_identity
from dashboard.data.question import Question
from dashboard.export import presses
from dashboard.export.order import question_of
from dashboard.export.ordering import OUTLINES, deck_of
from dashboard.export.picture import pictures
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.words.exports import Alone

CHART, PACK = 1.0, 20.0
BESIDE = 1.5
"""A change beside a deck over one alone, by the clock; there are two cores, and the deck takes one."""
TIMES = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_projects(parser)
    options = parser.parse_args()
    print(machine())
    measure, cost = reference_change(), reference_cost()
    for what, kept in (("the first", False), ("further ones", True)):
        clock, processor = charts(kept=kept)
        beside = f"p95 {clock.p95:.2f}, n {clock.n}; {_spent(processor, cost)}"
        print(seconds_line(f"a chart as PNG, {what}, median", clock.median, CHART, measure, beside))
    for one in checkouts(options.project):
        with tempfile.TemporaryDirectory(prefix="northstar-bench-") as folder:
            for what, ending in (("deck", "pptx"), ("report", "pdf")):
                made = pack(one, Path(folder) / f"board.{ending}")
                beside = f"{_spent(made.processor, cost)}; largest memory {made.memory / 1e6:.0f} MB"
                print(seconds_line(f"{one.name}, the board's {what}", made.seconds, PACK, measure, beside))
    with running_demo() as server:
        asyncio.run(beside_a_deck(server))


async def beside_a_deck(server: Running) -> None:
    """Change filters while the app's own job makes a board pack, and alone, in turns; print how the two compare."""
    question = _question()
    spent: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    async with visit(server.url) as viewer:
        regions = iter(pairs(viewer))
        for _ in range(2):
            deck = asyncio.create_task(asyncio.to_thread(deck_of, question, OUTLINES / "board.toml", lambda *_: None))
            await asyncio.sleep(1.0)  # its interpreter starts
            for pair in itertools.islice(regions, 5):
                begun_before_it_was_done = not deck.done()
                spent[begun_before_it_was_done].append(await _change(server, viewer, pair))
            await deck
            for pair in itertools.islice(regions, 5):
                spent[False].append(await _change(server, viewer, pair))
    for nth, (what, budget) in enumerate((("by the clock", BESIDE), ("the server's processor", BESIDE))):
        beside, alone = (spread([1000 * one[nth] for one in spent[which]]) for which in (True, False))
        told = ratio(beside.median, alone.median, budget)
        said = f"beside {beside.median:.0f} ms (n {beside.n}), alone {alone.median:.0f} ms (n {alone.n})"
        print(f"a filter change beside a deck, {what}: {said}, median {told}")


async def _change(server: Running, viewer: Viewer, pair: tuple[str, str]) -> tuple[float, float]:
    """Return the seconds of a change by the clock, and of the server's processor."""
    answered: list[Change] = []

    async def change() -> Change:
        answered.append(await viewer.choose(region=pair))
        return answered[0]

    spent = await cost(server, change())
    return answered[0].seconds, spent


def _question() -> Question:
    """Return what the demo company's board pack is asked for."""
    store = Path(demo()["NORTHSTAR_SNAPSHOTS"])
    return question_of(with_identity(load(ROOT), demo=True).model_copy(update={"snapshots": store}), {})


def charts(*, kept: bool) -> tuple[Spread, float]:
    """Return the seconds that a chart as a picture takes by the clock, and of the processor, the press among them.

    With the press that is kept between orders, once it is warm, or with one that starts for each.
    """
    chart = next(block for block in samples.chart_samples() if block.kind == "lines")
    medium = Medium(samples.MANIFEST, samples.SETTINGS, "light")
    around = Alone(chart.head.title, chart.head.subtitle, ("Gallery",))
    clock, processor = [], []
    for times in (1, TIMES + 1) if kept else (1,) * TIMES:
        spent = _processor()
        for _ in range(times):
            begun = time.perf_counter()
            pictures(chart, around, medium)
            clock.append(time.perf_counter() - begun)
        presses.end_all()  # what a process took is known when it has ended
        processor.append(_processor() - spent)
    if kept:
        return spread(clock[2:]), (processor[1] - processor[0]) / TIMES
    return spread(clock), spread(processor).median


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
