"""A page is computed whole and then drawn at once.

Its blocks are made first: cards as markup, charts and tables as what is left to draw. The browser then gets them in
one burst, and lays the page out once, where elements that came one by one would have it begin anew each time. Cards
that follow each other are put in place as one element, for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from itertools import groupby
from typing import ParamSpec

from dashboard.cards.component import markup, place, take_opened
from dashboard.cards.explain import explain
from dashboard.cards.turning import turn_to_theme
from dashboard.screen.frame import Opened
from dashboard.theme import Mode, palette

P = ParamSpec("P")

THEME = "theme:"
"""What the name of a clicked theme begins with; other names are those of measures."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards as markup, under a name by which they can be found."""

    name: str
    markup: str

    @classmethod
    def of(cls, template: str, **values: object) -> Cards:
        """Fill a template; its name is the cards'."""
        return cls(template, markup(template, **values))


Block = Cards | Callable[[], None] | None
"""Cards, or what is left to do to draw; None where there is nothing to draw."""


def later(draw_now: Callable[P, None]) -> Callable[P, Callable[[], None]]:
    """Make a block of a function that draws by itself: it is called when its turn comes."""

    @wraps(draw_now)
    def block(*arguments: P.args, **named: P.kwargs) -> Callable[[], None]:
        return partial(draw_now, *arguments, **named)

    return block


def draw(opened: Opened, *blocks: Block) -> None:
    """Draw a page's blocks in their order; and answer what was clicked, a number or a theme."""
    clicked = take_opened()
    if clicked and clicked.startswith(THEME):
        turn_to_theme(opened, clicked.removeprefix(THEME))
    for together, group in groupby(filter(None, blocks), key=lambda block: isinstance(block, Cards)):
        if together:
            _place([block for block in group if isinstance(block, Cards)], opened.mode)
        else:
            for block in group:
                if callable(block):
                    block()
    if clicked:
        explain(opened, clicked)


def _place(cards: list[Cards], mode: Mode) -> None:
    parts = [(card.name, card.markup) for card in cards]
    shared = palette(mode).contrast  # what is shared has one colour in cards and charts
    place(markup("stack", cards=parts, shared=shared), key="-".join(card.name for card in cards))
