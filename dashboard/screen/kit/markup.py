"""Blocks as markup: templates filled with their values, every one of them escaped.

A block is either all markup, and then stands on the page together with its neighbours as one element; or it needs an
element of Streamlit's own (a Vega view, a long table, a choice, a fold), and then ``pure`` says no.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from dashboard.blocks import Bar, Block, Chart, Facts, Head, Note, Row, Sentences, Stack, Table, Tiles, within
from dashboard.charts import small
from dashboard.data.cache import cached
from dashboard.rendering import Medium
from dashboard.rendering.room import least_width
from dashboard.rendering.settled import marked, said_of
from dashboard.rendering.states import State, mark_of, state_of
from dashboard.rendering.templates import escaping
from dashboard.screen.kit.columns import columns_values
from dashboard.screen.kit.kept import Same
from dashboard.screen.kit.rows import MANY, table_values
from dashboard.screen.kit.tiles import tiles_values

TAKE = "take"
"""The kind of the links that offer a block as picture, data and address."""

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands around a block: its heading, what is said in place of it or below it, and its footer."""

    name: str
    head: Head
    state: State
    aside: str = ""
    keys: tuple[tuple[int, str], ...] = ()
    footer: bool = False
    bare: bool = False
    below: bool = False
    takes: bool = True
    charted: bool = False

    @property
    def know(self) -> str:
        """What the control that asks 'how do we know?' opens; nothing where the block has no evidence."""
        return f"evidence:{self.name}" if self.head.evidence is not None else ""

    @property
    def take(self) -> str:
        """What the control opens by which a block is taken along, or the data of its charts are read as a table.

        Nothing where nothing of it is shown. To read what is drawn is no taking along: every reader may.
        """
        return f"{TAKE}:{self.name}" if (self.takes or self.charted) and self.head.title and self.head.shown else ""

    @property
    def offers(self) -> str:
        """What that control opens, in words: the title of the dialog."""
        return "Picture, data, link" if self.takes else "The data as a table"


@cache
def templates() -> Environment:
    """Return the templates; every value that they print is escaped, so a hostile name stays a name."""
    environment = escaping(str(TEMPLATES))
    environment.globals |= {"drawn": small.drawn}
    environment.tests |= {"across": lambda drawing: isinstance(drawing, Bar | Stack)}
    return environment


def fill(template: str, **values: Any) -> Markup:
    """Return a template of ``templates/`` filled with values."""
    return Markup(templates().get_template(f"{template}.html").render(values))  # noqa: S704 - escaped by the template


def pure(block: Block) -> bool:
    """Whether a block is drawn as markup alone."""
    if isinstance(block, Row):
        return all(map(pure, block.blocks))
    if not block.head.shown:
        return True
    if isinstance(block, Chart):
        return block.kind == "columns"
    if isinstance(block, Table):
        return len(block.rows) < MANY
    return isinstance(block, Tiles | Facts | Sentences | Note)


def markup(block: Block, medium: Medium, *, bare: bool = False) -> Markup:
    """Return a pure block as markup; ``bare`` leaves out its frame, where it stands within another's.

    Raises TypeError for a block that is not pure.
    """
    return _row(block, medium, bare=bare) if isinstance(block, Row) else _kept(Same(block), medium, bare)


@cached
def _kept(same: Same[Block], medium: Medium, bare: bool) -> Markup:
    block = same.value
    if not block.head.shown:
        return fill("instead", card=card_of(block.head, medium, footer=True, bare=bare))
    if isinstance(block, Table):
        card = card_of(block.head, medium, aside=said_of(block, medium), keys=block.keys, footer=True, bare=bare)
        return fill("table", card=card, **table_values(marked(block, medium)))
    if isinstance(block, Tiles):
        return fill("tiles", card=card_of(block.head, medium, bare=bare), **tiles_values(block, medium))
    if isinstance(block, Chart):
        keys = tuple(enumerate(block.series))
        card = card_of(block.head, medium, keys=keys, footer=True, bare=bare, charted=True)
        return fill("columns", card=card, **columns_values(block))
    if isinstance(block, Sentences):
        told = [(sentence, *mark_of(sentence, block.head.months, medium)) for sentence in block.sentences]
        return fill("sentences", card=card_of(block.head, medium, bare=bare), sentences=told)
    if isinstance(block, Facts | Note):
        name = type(block).__name__.lower()
        return fill(name, card=card_of(block.head, medium, bare=bare), block=block)
    raise TypeError(f"{block.head.name}: a {type(block).__name__} is not drawn as markup")


def card_of(
    head: Head,
    medium: Medium,
    *,
    aside: str = "",
    keys: tuple[tuple[int, str], ...] = (),
    footer: bool = False,
    bare: bool = False,
    below: bool = False,
    charted: bool = False,
) -> Card:
    """Return what stands around a block; ``below`` puts the subtitle on a line of its own, as charts have it.

    ``charted`` tells that there is a chart in it.
    """
    return Card(head.name, head, state_of(head, medium), aside, keys, footer, bare, below, medium.takes, charted)


def charted(block: Block) -> bool:
    """Whether there is a chart in a block."""
    return any(isinstance(one, Chart) for one in within(block))


def _row(row: Row, medium: Medium, *, bare: bool) -> Markup:
    within = bare or row.framed
    widths = row.widths or (1.0,) * len(row.blocks)
    parts = [
        (block.head.name, share, least_width(block), markup(block, medium, bare=within))
        for block, share in zip(row.blocks, widths, strict=True)
    ]
    return fill("row", card=card_of(row.head, medium, bare=bare or not row.framed, charted=charted(row)), parts=parts)
