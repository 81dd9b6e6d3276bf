"""Where a page bears the mark of a failed check, so that the line above it says what is to be seen, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.blocks import Block, Cell, Choice, Fold, Row, Sentence, Sentences, Table, Tile, Tiles
from dashboard.rendering import Medium
from dashboard.rendering.states import grounds_of, state_of
from dashboard.screen.kit.draw import is_open
from dashboard.words import trust
from dashboard.words.trust import Months


def places_marked(blocks: Iterable[Block], medium: Medium) -> tuple[str, ...]:
    """Return where failed checks are marked, by what the figures, rows, sentences and blocks are called.

    What is folded away is none of them. A block without a title goes by that of the one in which it stands.
    """
    return tuple(name for block in blocks for name in _of(block, "", medium)) if medium.failed else ()


def _of(block: Block, around: str, medium: Medium) -> Iterator[str]:
    title = block.head.title or around
    if isinstance(block, Choice) or (isinstance(block, Fold) and not is_open(block)):
        return
    if state_of(block.head, medium).touched:
        yield title
    held = block.blocks if isinstance(block, Row) else block.content() if isinstance(block, Fold) else ()
    for one in held:
        yield from _of(one, title, medium)
    if block.head.shown:
        months = block.head.months
        yield from (name or title for name, part in _parts(block) if _is_marked(part, months, medium))


def _parts(block: Block) -> Iterator[tuple[str, Tile | Cell | Sentence]]:
    """Yield the parts of a block that stand on data of their own, by what they are called."""
    if isinstance(block, Tiles):
        yield from ((tile.label, tile) for tile in block.tiles)
    if isinstance(block, Table):
        yield from ((row[0].text, row[0]) for row in block.rows if row)
    if isinstance(block, Sentences):
        yield from ((sentence.finding, sentence) for sentence in block.sentences)


def _is_marked(part: Tile | Cell | Sentence, months: Months | None, medium: Medium) -> bool:
    shown = part.standing is None or part.standing.shown
    return shown and bool(trust.mark(medium.failed, *grounds_of(part.standing, part.months or months, part.also))[0])
