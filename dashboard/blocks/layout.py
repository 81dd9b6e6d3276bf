"""How blocks stand: side by side, folded away until they are asked for, or chosen from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from dashboard.blocks.chart import Chart
from dashboard.blocks.head import Head
from dashboard.blocks.prose import Facts, Note, Sentences
from dashboard.blocks.table import Table
from dashboard.blocks.tiles import Tiles


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks side by side, in these shares of the width; ``framed`` puts one card around them all."""

    head: Head
    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that are read when they are asked for. It tells on its outside what is in it.

    ``open_with`` names the parameter of the address with which it begins open.
    """

    head: Head
    content: Callable[[], tuple[Block, ...]]
    open_with: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of a page's parameter: the options by their ids, in their order, each with its label.

    ``asked`` is said where the address asks for what cannot be had. ``bare`` where the options tell what is
    chosen from: the label is then read to those who do not see, and not drawn.
    """

    head: Head
    parameter: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    asked: str = ""
    bare: bool = False


Block: TypeAlias = Tiles | Table | Chart | Facts | Sentences | Note | Row | Fold | Choice
