"""Rows as a native table, figures as boxes of words: whatever is no chart, in forms that can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.blocks import Cell, Column, Table
from dashboard.export.deck.layouts import Box
from dashboard.export.deck.words import Run, fill, height
from dashboard.theme import LIGHT
from dashboard.words.escaping import legible

_PICTURES = ("sparkline",)
"""Kinds of columns that are pictures alone: a slide's table has none of them."""

MOST_COLUMNS, PARTED = 6, 4
"""Columns that a slide's table has in letters that are read on half a slide; one with more is parted into so many."""

_LARGE, _SMALL, _LEAST = 14.0, 12.0, 11.0
"""Points of cells where there is room, of others, and of what is said small in them."""

_SHARES = {"number": 0.9, "day": 0.9, "pill": 1.5, "person": 1.2, "bar": 1.3, "steps": 1.4}
_BROAD = Inches(1.9)
"""A column in which letters of fourteen points are read without too many lines, on average."""

_NAMING = ("text", "link", "person")
"""Kinds of columns that name a row."""

_HEAD = Inches(0.5)
"""Room for the names of the columns, over two lines."""

_ROW = Inches(0.3)
"""How high a row stands at least."""

_RULE = 6350
"""A thin rule, in English metric units."""


def parted(table: Table) -> list[Table]:
    """Return a table as several where it has more columns than are read on a slide, each with the names of its rows."""
    kept = _kept(table)
    if len(kept) <= MOST_COLUMNS:
        return [table]
    first = next((at for at in kept if table.columns[at].kind in _NAMING), kept[0])
    others = [at for at in kept if at != first]
    parts = -(-len(others) // (PARTED - 1))
    each = -(-len(others) // parts)
    return [_of_columns(table, [first, *others[at : at + each]]) for at in range(0, len(others), each)]


def _of_columns(table: Table, chosen: Sequence[int]) -> Table:
    columns = tuple(table.columns[at] for at in chosen)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in chosen) for row in table.rows))


def pages(table: Table, width: int, room: int) -> list[tuple[tuple[Cell, ...], ...]]:
    """Return a table's rows, as many a slide as there is room for in so much width and height, parted evenly."""
    heights = _heights(table, table.rows, width, _SMALL)
    room -= _HEAD if table.headed else 0
    parts = max(1, -(-sum(heights) // max(room, 1)))
    even = min(room, sum(heights) // parts + max(heights, default=0))
    found: list[list[tuple[Cell, ...]]] = [[]]
    used = 0
    for row, high in zip(table.rows, heights, strict=True):
        if found[-1] and used + high > even:
            found.append([])
            used = 0
        found[-1].append(row)
        used += high
    return [tuple(rows) for rows in found]


def filled(table: Table, width: int, room: int) -> tuple[tuple[Cell, ...], ...]:
    """Return as many of a table's first rows as there is room for, one at least."""
    left = room - (_HEAD if table.headed else 0)
    found: list[tuple[Cell, ...]] = []
    for row, high in zip(table.rows, _heights(table, table.rows, width, _SMALL), strict=True):
        left -= high
        if found and left < 0:
            break
        found.append(row)
    return tuple(found)


def _kept(table: Table) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.kind not in _PICTURES]


def _size(table: Table, rows: Sequence[tuple[Cell, ...]], box: Box) -> float:
    """Return of how many points cells are: larger ones where these rows have room for them."""
    room = box.height - (_HEAD if table.headed else 0)
    broad = box.width >= len(_kept(table)) * _BROAD
    return _LARGE if broad and sum(_heights(table, rows, box.width, _LARGE)) <= room else _SMALL


def _small(size: float) -> float:
    return max(size - 2, _LEAST)


def _heights(table: Table, rows: Sequence[tuple[Cell, ...]], width: int, size: float) -> list[int]:
    kept = _kept(table)
    widths = _widths([table.columns[at] for at in kept], width)
    return [_high([row[at] for at in kept], widths, size) for row in rows]


def _high(row: Sequence[Cell], widths: Sequence[int], size: float) -> int:
    """Return about how high a row stands: as its cell with the most lines."""
    cells = [_said(cell, size) for cell in row]
    lines = (
        sum(height(["".join(run.text for run in line)], line[0].size if line else size, wide) for line in lines)
        for lines, wide in zip(cells, (wide - Inches(0.1) for wide in widths), strict=True)
    )
    return max(int(max(lines, default=0) + Inches(0.09)), int(_ROW))


def place(slide: Slide, box: Box, table: Table, rows: Sequence[tuple[Cell, ...]]) -> None:
    """Put rows of a table on a slide, under the names of their columns."""
    kept = _kept(table)
    columns = [table.columns[at] for at in kept]
    high = _ROW * (len(rows) + table.headed)
    frame = slide.shapes.add_table(len(rows) + table.headed, len(columns), box.left, box.top, box.width, high)
    frame.name = legible(table.head.title or table.head.name)
    _alternative(frame, table.head.alt or table.head.title)
    grid = frame.table
    _bare(grid)
    for at, width in enumerate(_widths(columns, box.width)):
        grid.columns[at].width = width
    size = _size(table, rows, box)
    for at, column in enumerate(columns):
        if table.headed:
            _set(grid.cell(0, at), [[Run(column.label, _small(size), tone="muted")]], column, ruled=True)
        for down, row in enumerate(rows):
            _set(grid.cell(down + table.headed, at), _said(row[kept[at]], size), column)


def _widths(columns: Sequence[Column], whole: int) -> list[int]:
    shares = [
        _SHARES.get(column.kind, 1.0) * max(column.width, 0.7)
        if column.kind in _SHARES
        else 1.6 * max(column.width, 0.8)
        for column in columns
    ]
    return [int(whole * share / sum(shares)) for share in shares]


def _said(cell: Cell, size: float) -> list[list[Run]]:
    """Return what a cell says, line by line; what it draws is told by its words."""
    first = [Run(" ".join(filter(None, (cell.text, cell.rest))), size, cell.strong, "muted" if cell.muted else "")]
    if cell.pill and cell.pill.word:
        first.append(Run(f"{'  ' if cell.text else ''}{cell.pill.word}", size, bold=True, tone=cell.pill.tone))
    alt = getattr(cell.drawing, "alt", "") if cell.drawing is not None and not cell.text else ""
    less = _small(size)
    lines = [first, [Run(alt, less, tone="muted")], [Run(cell.note, less, tone="muted")]]
    lines.append([Run(cell.remark, less, tone="warn")])
    return [line for line in lines if any(run.text for run in line)] or [[]]


def _set(cell: Any, lines: list[list[Run]], column: Column, *, ruled: bool = False) -> None:
    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    fill(cell.text_frame, lines, align=PP_ALIGN.RIGHT if column.kind in ("number", "day") else PP_ALIGN.LEFT)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.space_before = Pt(0)
    _rule(cell, LIGHT.muted if ruled else LIGHT.rule)


def _rule(cell: Any, colour: str) -> None:
    """Draw a thin rule below a cell, and none elsewhere."""
    properties = cell._tc.get_or_add_tcPr()
    for nth, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = etree.Element(qn(f"a:{side}"))
        line.set("w", str(_RULE if side == "lnB" else 0))
        if side == "lnB":
            etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr")).set("val", colour[1:].upper())
        else:
            etree.SubElement(line, qn("a:noFill"))
        properties.insert(nth, line)


def _bare(grid: Any) -> None:
    """Take the template's bands and fills from a table: thin rules are enough."""
    properties = grid._tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's 'no style, no grid'


def _alternative(frame: Any, said: str) -> None:
    frame._element.nvGraphicFramePr.cNvPr.set("descr", legible(said))
