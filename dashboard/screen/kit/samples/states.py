"""Every state of a block: withheld, carried over, not connected, too few, empty, and checks that failed."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Chart, Facts, Head, Row, Sentences, Table, Tiles
from dashboard.screen.kit.samples.charts import chart_samples
from dashboard.screen.kit.samples.manifest import (
    CARRIED,
    ELSEWHERE,
    LAST,
    PUBLISHED,
    TOUCHED,
    UNCONNECTED,
    WITHHELD,
)  # fmt: skip
from dashboard.screen.kit.samples.page import beside, decisions, tile


def states() -> tuple[Block, ...]:
    """Return blocks in every state."""
    bars = chart_samples()[1]
    return (
        Row(Head(name="S.row"), (_chart(bars, "carried", standing=CARRIED), _chart(bars, "withheld", standing=WITHHELD))),
        Row(Head(name="S.few"), (
            _chart(bars, "few", instead="Too few answers to draw: 12, where 30 are the least."),
            _chart(bars, "unconnected", standing=UNCONNECTED),
        )),
        Row(Head(name="S.checks"), (
            _chart(bars, "touched", standing=TOUCHED, months=(LAST - 2, LAST)),
            _chart(bars, "elsewhere", standing=ELSEWHERE, months=(LAST - 2, LAST)),
        )),
        _tiles(),
        replace(decisions(), head=Head(name="S.table", title="Needs a decision", finding=False, standing=CARRIED)),
        Table(Head(name="S.empty", title="Off the list", finding=False, instead="No theme left the list.", standing=PUBLISHED),
              decisions().columns, ()),
        Sentences(Head(name="S.sentences", title="What really changed", finding=False, standing=WITHHELD), ()),
        Sentences(Head(name="S.quiet", title="What really changed", finding=False, instead="Nothing beyond noise."), ()),
        Facts(Head(name="S.facts", title="A register", finding=False, standing=TOUCHED), (("Rows", "12"),)),
    )  # fmt: skip


def _chart(chart: Chart, name: str, **changes: object) -> Chart:
    return replace(chart, head=replace(chart.head, name=f"S.{name}", **changes))  # type: ignore[arg-type]


def _tiles() -> Tiles:
    """Return figures of which each stands otherwise."""
    return replace(beside(), head=Head(name="S.tiles", months=(LAST - 2, LAST)), tiles=(
        tile("Withheld", "23.4 %", standing=WITHHELD),
        tile("Not connected", "23.4 %", standing=UNCONNECTED),
        tile("Carried over", "23.4 %", standing=CARRIED),
        tile("Touched by a check", "23.4 %", standing=TOUCHED),
        tile("A check of other months", "23.4 %", standing=ELSEWHERE),
        tile("Too few to judge", "23.4 %", muted=True),
    ))  # fmt: skip
