"""In how many places a page bears the mark of a failed check, so that the line above it says what is to be seen."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Block, Cell, Choice, Fold, Row, Sentence, Sentences, Table, Tile, Tiles
from dashboard.screen.kit.draw import is_open
from dashboard.screen.kit.medium import Medium
from dashboard.screen.kit.states import grounds_of, state_of
from dashboard.words import trust
from dashboard.words.trust import Months


def places_marked(blocks: Iterable[Block], medium: Medium) -> int:
    """Return in how many places failed checks are marked: figures, rows, sentences, blocks; what is folded is none."""
    return sum(_of(block, medium) for block in blocks) if medium.failed else 0


def _of(block: Block, medium: Medium) -> int:
    if isinstance(block, Row):
        return _own(block, medium) + places_marked(block.blocks, medium)
    if isinstance(block, Fold):
        return places_marked((*block.content(),), medium) + _own(block, medium) if is_open(block) else 0
    if isinstance(block, Choice):
        return 0
    return _own(block, medium) + (_of_parts(block, medium) if block.head.shown else 0)


def _own(block: Block, medium: Medium) -> int:
    return state_of(block.head, medium).touched


def _of_parts(block: Block, medium: Medium) -> int:
    months = block.head.months
    if isinstance(block, Tiles):
        return sum(_is_marked(tile, months, medium) for tile in block.tiles)
    if isinstance(block, Table):
        return sum(_is_marked(row[0], months, medium) for row in block.rows if row)
    if isinstance(block, Sentences):
        return sum(_is_marked(sentence, months, medium) for sentence in block.sentences)
    return 0


def _is_marked(part: Tile | Cell | Sentence, months: Months | None, medium: Medium) -> bool:
    shown = part.standing is None or part.standing.shown
    return shown and bool(trust.mark(medium.failed, *grounds_of(part.standing, part.months or months, part.also))[0])
