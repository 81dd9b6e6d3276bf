"""Every state of a block: withheld, carried over, not connected, too few, empty, and checks that failed."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Cell, Chart, Facts, Head, Row, Sentences, Table, Tiles
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

COLUMNS = decisions().columns


def states() -> tuple[Block, ...]:
    """Return blocks in every state."""
    bars = chart_samples()[1]
    return (
        Row(Head(name="S.row"), (
            _chart(bars, "carried", standing=CARRIED),
            _chart(bars, "withheld", standing=WITHHELD),
        )),
        Row(Head(name="S.few"), (
            _chart(bars, "few", instead="Too few answers to draw: 12, where 30 are the least."),
            _chart(bars, "unconnected", standing=UNCONNECTED),
        )),
        Row(Head(name="S.checks"), (
            _chart(bars, "touched", standing=TOUCHED, months=(LAST - 2, LAST)),
            _chart(bars, "elsewhere", standing=ELSEWHERE, months=(LAST - 2, LAST)),
        )),
        _tiles(),
        replace(decisions(), head=_head("table", "Needs a decision", standing=CARRIED)),
        Table(_head("empty", "Off the list", instead="No theme left the list.", standing=PUBLISHED), COLUMNS, ()),
        Sentences(_head("sentences", "What really changed", standing=WITHHELD), ()),
        Sentences(_head("quiet", "What really changed", instead="Nothing beyond noise."), ()),
        Facts(_head("facts", "A register", standing=TOUCHED), (("Rows", "12"),)),
        Table(_head("rows", "Rows that stand otherwise", months=(LAST - 2, LAST)), COLUMNS, _rows()),
    )  # fmt: skip


def _head(name: str, title: str, **changes: object) -> Head:
    return Head(name=f"S.{name}", title=title, finding=False, **changes)  # type: ignore[arg-type]


def _rows() -> tuple[tuple[Cell, ...], ...]:
    """Return rows of which each stands on data of its own."""
    of = (PUBLISHED, CARRIED, TOUCHED, ELSEWHERE, WITHHELD)
    return tuple((Cell(one.datasets[0], standing=one), Cell("Ada"), Cell("12 days", value=12)) for one in of)


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
