"""Blocks as plain values for who sets them in type: text, numbers and drawings, with how each of them stands.

Widths are pixels of the screen, as charts know them; whoever sets type reckons three quarters of a point for each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from dashboard import charts
from dashboard.blocks import (
    Bar,
    Block,
    Cell,
    Chart,
    Choice,
    Column,
    Facts,
    Fold,
    Head,
    Note,
    Pill,
    Row,
    Sentences,
    Spark,
    Stack,
    Steps,
    Table,
    Tiles,
)
from dashboard.charts.small import reached, sparkline
from dashboard.rendering import Medium
from dashboard.rendering.room import least_width
from dashboard.rendering.settled import Drawn, drawn, marked, said_of
from dashboard.rendering.states import mark_of, state_of
from dashboard.theme import LIGHT
from dashboard.words.drawings import told_alone
from dashboard.words.escaping import typeset
from dashboard.words.exports import rows_shown
from dashboard.words.formats import Formats

Value = dict[str, Any]

GAP = 24
"""Pixels between blocks side by side."""

_CARD = 190
"""Pixels that a figure's card needs."""

_SPARK = (
    "<style>.band{{fill:{tint}}}.line{{fill:none;stroke:{accent};stroke-width:3}}.dot{{fill:{accent}}}"
    ".target{{stroke:{muted};stroke-width:2;stroke-dasharray:4 6}}</style>"
)


def of_block(block: Block, medium: Medium, width: int) -> Value:
    """Return a block as values, set so many pixels wide; KeyError for a kind that nobody sets."""
    state = state_of(block.head, medium)
    head = _head(block.head) | {
        "state": state.kind,
        "said": typeset(state.said),
        "marks": [*map(typeset, state.marks), *([typeset(state.status)] if state.touched else [])],
    }
    if state.kind:
        return head | {"kind": "instead"}
    content: Value = _OF_KIND[type(block)](block, medium, width)
    return head | content


def _head(head: Head) -> Value:
    return {
        "name": head.name,
        "title": typeset(head.title),
        "finding": head.finding,
        "subtitle": typeset(head.subtitle),
        "aside": "",
        "keys": [],
        "notes": list(map(typeset, head.notes)),
        "alt": typeset(head.alt or head.title),
    }


def _chart(chart: Chart, medium: Medium, width: int) -> Value:
    alt = told_alone(chart, "", Formats.of(medium.settings))
    chart = _lying(chart) if chart.kind == "columns" else chart
    spec = charts.specification(chart, "light")
    data = {"values": charts.bound(chart).to_pylist()}
    return {
        "kind": "chart", "width": width, "alt": typeset(alt), "spec": dict(spec) | {"width": width, "data": data},
    }  # fmt: skip


def _lying(chart: Chart) -> Chart:
    """Return a strip of columns as bars: where nobody can point at a column, its name must be read in full."""
    kept = {role: role for role in ("series", "label", "order")} | {"x": "y", "y": "x"}
    columns = {role: chart.data.column(was) for role, was in kept.items() if was in chart.data.column_names}
    titles = {kept.get(role, role): words for role, words in chart.titles.items()}
    return replace(chart, kind="bars", data=pa.table(columns), titles=titles)


def _tiles(tiles: Tiles, medium: Medium, width: int) -> Value:
    return {
        "kind": "tiles",
        "style": tiles.style,
        "across": _across(len(tiles.tiles), width),
        "tiles": [_tile(drawn(tile, tiles.head, medium)) for tile in tiles.tiles],
    }


def _across(count: int, width: int) -> int:
    """Return how many cards stand side by side: as many as there is room for, in rows as even as can be."""
    most = min(max(width // _CARD, 1), 4)
    rows = -(-count // most) or 1
    return -(-count // rows) or 1


def _tile(told: Drawn) -> Value:
    tile = told.tile
    change = tile.change
    return {
        "label": typeset(tile.label),
        "value": typeset(told.value),
        "muted": tile.muted,
        "interval": typeset(tile.interval),
        "note": typeset(tile.note),
        "aim": typeset(tile.aim or tile.target),
        "target": typeset(tile.target or tile.aim),
        "arrow": change.arrow if change else "",
        "change": typeset(change.text) if change else "",
        "against": typeset(change.against) if change else "",
        "beside": typeset(change.beside) if change else "",
        "pill": _pill(Pill(told.withheld, "warn") if told.withheld else change.pill if change else None),
        "marks": [typeset(said) for said in (told.mark, told.reason if told.withheld else "") if said],
        "spark": _drawing(replace(tile.spark, alt=tile.spark.alt or tile.detail)) if tile.spark else None,
        "bar": _drawing(tile.bar) if tile.bar else None,
        "total": tile.total,
    }


def _table(table: Table, medium: Medium, _: int) -> Value:
    rows = marked(table, medium).rows
    most = medium.most_rows or len(rows)
    more = rows_shown(most, len(rows), medium.settings.locale) if len(rows) > most else ""
    return {
        "kind": "table",
        "aside": typeset(said_of(table, medium)),
        "keys": [{"colour": _colour(role), "label": typeset(label)} for role, label in table.keys],
        "headed": table.headed,
        "columns": [_column(column) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in rows[:most]],
        "more": more,
    }


def _column(column: Column) -> Value:
    return {"label": typeset(column.label), "kind": column.kind, "width": column.width}


def _cell(cell: Cell) -> Value:
    return {
        "text": typeset(" ".join(filter(None, (cell.text, cell.rest)))),
        "note": typeset(cell.note),
        "remark": typeset(cell.remark),
        "strong": cell.strong,
        "muted": cell.muted,
        "key": None if cell.key is None else _colour(cell.key),
        "pill": _pill(cell.pill),
        "drawing": _drawing(cell.drawing),
    }


def _pill(pill: Pill | None) -> Value | None:
    return {"word": typeset(pill.word), "tone": pill.tone} if pill and pill.word else None


def _drawing(drawing: Spark | Bar | Stack | Steps | None) -> Value | None:
    """Return a small drawing; None where nothing of it is known."""
    if isinstance(drawing, Spark):
        picture = _spark(drawing)
        return {"kind": "spark", "svg": picture, "alt": typeset(drawing.alt)} if picture else None
    if isinstance(drawing, Bar):
        if not math.isfinite(drawing.share):
            return None
        mark = drawing.mark if drawing.mark is not None and math.isfinite(drawing.mark) else None
        return {
            "kind": "bar",
            "share": _within(drawing.share),
            "mark": None if mark is None else _within(mark),
            "word": typeset(drawing.word),
            "alt": typeset(drawing.alt),
        }
    if isinstance(drawing, Stack):
        amounts = [part.amount if math.isfinite(part.amount) and part.amount > 0 else 0.0 for part in drawing.parts]
        parts = [
            {"share": amount / sum(amounts), "colour": _colour(part.role)}
            for part, amount in zip(drawing.parts, amounts, strict=True)
            if amount
        ]
        return {"kind": "stack", "parts": parts, "alt": typeset(drawing.alt)} if parts else None
    if isinstance(drawing, Steps):
        steps = zip(drawing.labels, drawing.said, drawing.reached, strict=True)
        return {
            "kind": "timeline" if drawing.wide else "steps",
            "alt": typeset(reached(drawing)),
            "steps": [{"label": typeset(a), "said": typeset(b), "reached": c} for a, b, c in steps],
        }
    return None


def _spark(spark: Spark) -> str:
    """Return a sparkline as a picture that carries its own colours; empty where too little is known."""
    svg = str(sparkline(spark))
    style = _SPARK.format(tint=LIGHT.band, accent=LIGHT.accent, muted=LIGHT.muted)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(">", f">{style}", 1)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _colour(role: int) -> str:
    return LIGHT.series[role % len(LIGHT.series)]


def _sentences(block: Sentences, medium: Medium, _: int) -> Value:
    told = []
    for sentence in block.sentences:
        mark, _reason = mark_of(sentence, block.head.months, medium)
        told.append({
            "finding": typeset(sentence.finding), "more": typeset(sentence.more), "note": typeset(sentence.note),
            "mark": typeset(mark),
        })  # fmt: skip
    return {"kind": "sentences", "sentences": told}


def _facts(block: Facts, _: Medium, __: int) -> Value:
    return {
        "kind": "facts",
        "answer": typeset(block.answer),
        "light": block.light,
        "facts": [[typeset(name), typeset(value)] for name, value in block.facts],
    }


def _note(block: Note, _: Medium, __: int) -> Value:
    return {"kind": "note", "text": typeset(block.text), "tone": block.tone, "code": bool(block.language)}


def _row(row: Row, medium: Medium, width: int) -> Value:
    """Return blocks side by side; below each other where one of them would have too little room."""
    shares = row.widths or (1.0,) * len(row.blocks)
    room = width - GAP * (len(row.blocks) - 1)
    widths = [round(room * share / sum(shares)) for share in shares]
    if any(least_width(block) > given for block, given in zip(row.blocks, widths, strict=True)):
        return {"kind": "fold", "blocks": [of_block(block, medium, width) for block in row.blocks]}
    blocks = [of_block(block, medium, given) for block, given in zip(row.blocks, widths, strict=True)]
    return {"kind": "row", "shares": list(shares), "blocks": blocks}


def _fold(fold: Fold, medium: Medium, width: int) -> Value:
    return {"kind": "fold", "blocks": [of_block(block, medium, width) for block in fold.content()]}


def _choice(choice: Choice, _: Medium, __: int) -> Value:
    chosen = dict(choice.options).get(choice.chosen, "")
    return {"kind": "choice", "label": typeset(choice.label), "chosen": typeset(chosen)}


_OF_KIND: Mapping[type, Any] = {
    Chart: _chart,
    Tiles: _tiles,
    Table: _table,
    Sentences: _sentences,
    Facts: _facts,
    Note: _note,
    Row: _row,
    Fold: _fold,
    Choice: _choice,
}
