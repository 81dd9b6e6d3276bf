"""Figures, sentences and facts on a slide: words in boxes, that whoever presents can change."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.slide import Slide
from pptx.util import Inches

from dashboard.blocks import Facts, Head, Note, Sentences, Tiles
from dashboard.export.deck.layouts import Box
from dashboard.export.deck.words import Run, write
from dashboard.rendering import Medium
from dashboard.rendering.settled import Drawn, drawn
from dashboard.rendering.states import mark_of, state_of

_GAP = Inches(0.3)
_LINE = Inches(1.6)
_LEAST_HIGH = Inches(1.4)
"""A figure with its change, interval and target; where they would be lower, more of them stand side by side."""
_ACROSS = {0: 1, 1: 1, 2: 2, 3: 3, 4: 2}
"""How many figures stand side by side: four as two by two; of more four, where there is room."""


def place_tiles(slide: Slide, box: Box, tiles: Tiles, medium: Medium) -> None:
    """Put figures side by side, as many as there is room for; a leading one large above the others."""
    told = [drawn(tile, tiles.head, medium) for tile in tiles.tiles]
    if tiles.style == "lead" and told:
        high = min(Inches(2.1), box.height * 2 // 5)
        write(slide, Box(box.left, box.top, box.width, high), _leading(told[0]), name=told[0].tile.label)
        told, box = told[1:], box.below(high + Inches(0.1))
    most = _ACROSS.get(len(told), 4)
    across = max(1, min(most, box.width // Inches(2.3)))
    if -(-len(told) // across) * _LEAST_HIGH > box.height:
        across = max(1, min(most, box.width // Inches(1.6)))
    columns = box.columns((1.0,) * across, _GAP)
    down = -(-len(told) // across) or 1
    high = min(box.height // down, _LINE * 3 // 2)
    size = 40 if columns[0].width > Inches(5) and down <= 2 else 26 if columns[0].width > Inches(2) else 20
    for nth, one in enumerate(told):
        column = columns[nth % across]
        place = Box(column.left, column.top + nth // across * high, column.width, high)
        write(slide, place, _figure(one, size), name=one.tile.label)


def place_sentences(slide: Slide, box: Box, block: Sentences, medium: Medium) -> None:
    """Put sentences one below the other, their findings in bold."""
    told = []
    for one in block.sentences:
        mark, _ = mark_of(one, block.head.months, medium)
        told.append(
            [Run(one.finding, 18, bold=True), Run(one.more, 18), Run(f"  {mark}" if mark else "", 12, tone="warn")]
        )
        if one.note:
            told.append([Run(one.note, 14, tone="muted")])
    write(slide, box, told, name=block.head.name)


def place_facts(slide: Slide, box: Box, block: Facts) -> None:
    """Put what is known line by line, the answer large above it."""
    told = [[Run(block.answer, 22, bold=True)]] if block.answer else []
    told += [[Run(f"{name}: ", 14, tone="muted"), Run(value, 14)] for name, value in block.facts]
    write(slide, box, told, name=block.head.name)


def place_note(slide: Slide, box: Box, block: Note) -> None:
    """Put a remark."""
    write(slide, box, [[Run(block.text, 16, tone=block.tone)]], name=block.head.name)


def place_state(slide: Slide, box: Box, head: Head, medium: Medium) -> None:
    """Say in place of a content why there is none."""
    state = state_of(head, medium)
    word = {"withheld": "Withheld. ", "not_connected": "Not connected. "}.get(state.kind, "")
    write(slide, box, [[Run(word, 16, bold=True, tone="warn"), Run(state.said, 16, tone="muted")]], name=head.name)


def _leading(told: Drawn) -> Iterator[list[Run]]:
    tile = told.tile
    interval = f", {tile.interval}" if tile.interval else ""
    yield [Run(told.value, 44, bold=True), Run(f"  {tile.label}{interval}", 14, tone="muted")]
    yield from _moved(told, 14)
    if tile.target or tile.aim:
        yield [Run(tile.target or tile.aim, 12, tone="muted")]


def _figure(told: Drawn, size: float) -> Iterator[list[Run]]:
    tile = told.tile
    less = size * 0.3 + 4
    yield [Run(" · ".join(filter(None, (tile.label, tile.note))), less, tone="muted")]
    yield [Run(told.value, size, bold=True, tone="muted" if tile.muted else "")]
    yield from _moved(told, less)
    if tile.interval:
        yield [Run(tile.interval, less - 1, tone="muted")]
    if tile.aim or tile.target:
        yield [Run(tile.aim or tile.target, less - 1, tone="muted")]


def _moved(told: Drawn, size: float) -> Iterator[list[Run]]:
    change = told.tile.change
    if told.withheld:
        yield [Run(f"{told.withheld}: {told.reason}", size - 1, tone="warn")]
    elif change:
        against = f" {change.against}" if change.against else ""
        pill = change.pill
        runs = [Run(f"{change.arrow} {change.text}{against}".strip() if change.text else "", size)]
        yield [*runs, Run(f"  {pill.word}", size, bold=True, tone=pill.tone or "muted")] if pill else runs
    if told.mark:
        yield [Run(told.mark, size - 1, tone="warn")]
