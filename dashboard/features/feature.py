"""A feature, declared once: its id, its name, what it stands on, and one function from a question to blocks.

From the declaration follow the page's outline, what a failure withholds, what is read ahead, the evidence, the pages
of an export, and the tests that hold for every feature.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pkgutil import walk_packages

from dashboard.blocks import Block, Choice, Evidence, Fold, Head, Note, Row, Sentences
from dashboard.data.cache import cached
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.grounds import grounded
from dashboard.settings import Settings

_LOG = logging.getLogger(__name__)

Shown = Block | tuple[Block, ...] | None
Show = Callable[[Question], Shown]
Chosen = Callable[[Settings], Iterable[str]]

_DECLARED: dict[str, Feature] = {}


def _nothing(_: Settings) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of what the product shows.

    ``needs`` are the datasets without which it is not drawn (not connected) or withheld, ``uses`` those whose part
    alone is missing then, ``chosen`` those that the settings choose, as a lead measure's. ``meaning`` says in words how
    it is known. ``page`` is the page that it belongs to; it may stand on others, with a ``limit`` of rows.
    """

    id: str
    name: str
    page: str
    meaning: str
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    show: Show
    chosen: Chosen = _nothing
    limit: int | None = None

    def datasets(self, settings: Settings) -> tuple[str, ...]:
        """Return every dataset that it may read under the settings."""
        return tuple(dict.fromkeys((*self.needs, *self.uses, *self.chosen(settings))))

    def is_of_months(self, question: Question) -> bool:
        """Whether it stands on anything that is summed by month; what people keep is there from the first day."""
        return any(question.data.entry(name).of_months for name in self.datasets(question.settings))

    def first(self, rows: int) -> Feature:
        """Return the feature cut to its first rows, for a page that it does not belong to."""
        return replace(self, limit=rows)

    def blocks(self, question: Question) -> tuple[Block, ...]:
        """Return what it shows; a feature that fails becomes a note with a number to quote, and the page goes on."""
        try:
            return _blocks(self.id, replace(question, limit=self.limit))
        except Exception:  # noqa: BLE001 - whatever it is, the rest of the page is shown
            return (self._failed(self.id),)

    def _failed(self, name: str) -> Note:
        """Log what went wrong, and return the note that stands in place of the block of this name."""
        number = secrets.token_hex(4)
        _LOG.exception("%s (%s) could not be shown; quoted as %s", self.id, self.name, number)
        return Note(Head(name=name, title=self.name), _FAILED.format(name=self.name, number=number), "bad")

    def unfolded(self, fold: Fold) -> tuple[Block, ...]:
        """Return what a fold holds, read now; one that fails becomes a note, as the feature itself would."""
        try:
            return fold.content()
        except Exception:  # noqa: BLE001 - whatever it is, the rest of the page is shown
            return (self._failed(f"{fold.head.name}.failed"),)

    def evidence(self, settings: Settings) -> Evidence:
        """Return how it is known, as far as the declaration tells."""
        return Evidence(f"{self.name}: how do we know?", self.meaning, (), self.datasets(settings))


_FAILED = (
    "“{name}” cannot be shown: something in it went wrong that nobody foresaw. The rest of the page stands. Whoever "
    "runs this dashboard finds the cause in its log under the number {number}."
)


def feature(
    id: str,
    name: str,
    *,
    meaning: str,
    needs: Iterable[str] = (),
    uses: Iterable[str] = (),
    chosen: Chosen = _nothing,
) -> Callable[[Show], Feature]:
    """Declare a feature of the page in whose package the function stands. Raises ValueError for an id that is taken."""

    def declared(show: Show) -> Feature:
        page = show.__module__.removeprefix("dashboard.features.").partition(".")[0]
        made = Feature(id, name, page, meaning, tuple(dict.fromkeys(needs)), tuple(dict.fromkeys(uses)), show, chosen)
        known = _DECLARED.setdefault(id, made)
        if known.show.__module__ != show.__module__:
            raise ValueError(f"{known.show.__module__} and {show.__module__} both declare the feature {id}")
        _DECLARED[id] = made
        return made

    return declared


@cache
def features() -> Mapping[str, Feature]:
    """Return every feature by its id, in the order in which the pages' packages declare them."""
    package = import_module("dashboard.features")
    for module in walk_packages(package.__path__, "dashboard.features."):
        import_module(module.name)
    return _DECLARED


def feature_of(block: str) -> Feature:
    """Return the feature whose block has this name: 'O1.trend' is of O1. Raises KeyError where none is declared."""
    name = block
    while name not in features():
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise KeyError(f"No feature has a block named {block}")
    return features()[name]


@cached
def _blocks(name: str, question: Question) -> tuple[Block, ...]:
    declared = _DECLARED[name]
    asked = question.only(declared.datasets(question.settings))
    standing = standing_of(asked.data, declared.needs)
    if standing.state == "not_connected":
        return ()
    if not standing.shown:
        return (Sentences(Head(name=declared.id, title=declared.name, finding=False, standing=standing), ()),)
    shown = declared.show(asked)
    blocks = () if shown is None else shown if isinstance(shown, tuple) else (shown,)
    settled = grounded(blocks, declared.datasets(question.settings), asked)
    return tuple(_finished(block, declared, question.settings) for block in settled)


def _finished(block: Block, declared: Feature, settings: Settings) -> Block:
    """Let a block that brings no evidence of its own be known by the declaration, and a fold be opened without harm."""
    head = block.head
    if isinstance(block, Fold):
        return replace(block, content=partial(declared.unfolded, block))
    if isinstance(block, Row):
        return replace(block, blocks=tuple(_finished(one, declared, settings) for one in block.blocks))
    if isinstance(block, Choice) or not head.title or head.evidence or not declared.datasets(settings):
        return block
    return replace(block, head=replace(head, evidence=partial(declared.evidence, settings)))
