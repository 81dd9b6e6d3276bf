"""What a company may type: names of a thousand characters, markup, Markdown, expressions, right to left and CJK."""

from __future__ import annotations

import pyarrow as pa

from dashboard.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Evidence,
    Facts,
    Fold,
    Head,
    Note,
    Pill,
    Row,
    Sentence,
    Sentences,
    Table,
    Tile,
    Tiles,
)  # fmt: skip
from dashboard.screen.kit.samples.manifest import PUBLISHED
from dashboard.screen.kit.samples.page import spark

LONG = "Unaussprechlichkeitsverordnung " * 10 + "x" * 690
HOSTILE = "<img src=x onerror=\"window.hacked='html'\"><script>window.hacked='script'</script>"
MARKDOWN = "**bold** :red[red] [a](javascript:alert(1)) $\\int$ `code` <u>u</u>"
EXPRESSION = "'+window.hacked+' datum['x'] ${window.hacked=1} \\\" {{ 7 * 7 }} {% raw %}"
ARABIC = "فوترة غير واضحة (EMEA)"
CJK = "APAC 日本"
NAMES = (LONG, HOSTILE, MARKDOWN, EXPRESSION, ARABIC, CJK)


def awkward() -> tuple[Block, ...]:
    """Return each kind of block with such names everywhere."""
    return (
        Row(Head(name="A.row", title=HOSTILE), (_tiles("lead"), _tiles("grid"))),
        _tiles("plain"),
        _table(),
        Row(Head(name="A.words"), (_sentences(), _facts())),
        Note(Head(name="A.note", title=HOSTILE), LONG, "warn"),
        _chart("columns"),
        _chart("bars"),
        Fold(Head(name="A.fold", title=MARKDOWN, subtitle=HOSTILE), lambda: (Note(Head(name="A.in"), ARABIC),)),
    )


def _head(name: str) -> Head:
    return Head(
        name=f"A.{name}", title=f"{ARABIC} {HOSTILE}", subtitle=f"{CJK} {MARKDOWN}", standing=PUBLISHED,
        notes=(EXPRESSION,), alt=HOSTILE, evidence=_evidence,
    )  # fmt: skip


def _evidence() -> Evidence:
    return Evidence(HOSTILE, LONG + MARKDOWN, ((HOSTILE, EXPRESSION), (ARABIC, CJK)), ("answers", "cases"))


def _tiles(style: str) -> Tiles:
    tiles = tuple(
        Tile(label=name, value="123,456,789.0 %", meaning=name, interval="12 to 13", detail=name, note=CJK,
             link=f"measure:{at}", spark=spark())
        for at, name in enumerate(NAMES)
    )  # fmt: skip
    return Tiles(_head(style), tiles, style)  # type: ignore[arg-type]


def _table() -> Table:
    columns = (Column("text", HOSTILE, "text", 1, 1), Column("link", ARABIC, "link"), Column("who", CJK, "person"),
               Column("value", "Value", "number", 1, 1), Column("pill", "Pill", "pill"))  # fmt: skip
    rows = tuple(
        (Cell(name, note=name, detail=name, key=at), Cell(name, link=f"theme:{name[:40]}"), Cell(name, remark=name),
         Cell("123,456", note="1 to 2"), Cell(pill=Pill(name, "bad", name)))
        for at, name in enumerate(NAMES)
    )  # fmt: skip
    return Table(_head("table"), columns, rows, order=MARKDOWN[:20], keys=((0, HOSTILE),))


def _sentences() -> Sentences:
    return Sentences(_head("sentences"), tuple(Sentence(name, f" {CJK} {ARABIC}", f"theme:{CJK}") for name in NAMES))


def _facts() -> Facts:
    return Facts(_head("facts"), tuple((name, name) for name in NAMES), answer=HOSTILE)


def _chart(kind: str) -> Chart:
    numeric, name = ("y", "x") if kind == "columns" else ("x", "y")
    rows = [
        {name: text, numeric: 5.0 - at, "label": text[:40], "order": at, "series": NAMES[1 + at % 2],
         **({"link": f"theme:{text[:20]}"} if kind == "columns" else {})}
        for at, text in enumerate(NAMES)
    ]  # fmt: skip
    return Chart(_head(kind), kind, pa.Table.from_pylist(rows), series=NAMES[1:3])  # type: ignore[arg-type]
