"""What a feature's blocks stand on, as a whole: no dataset that it may read goes without a place that marks it.

A figure, row, sentence or block that stands on a dataset names it, with the months, and is marked where a check of
these failed. What a feature may read and no part of it names marks the blocks that name nothing, else the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial

from dashboard.blocks import Block, Choice, Fold
from dashboard.data.question import Question
from dashboard.data.standing import Ground, Standing
from dashboard.data.view import View


def grounded(blocks: tuple[Block, ...], datasets: Iterable[str], question: Question) -> tuple[Block, ...]:
    """Return a feature's blocks, of which those that name no dataset stand on all that no part of them names.

    Where each names one it is the last of them. Where there are only folds, that is worked out when one is opened.
    """
    told = named(blocks)
    left = tuple(name for name in datasets if name not in told and _in_use(name, question))
    places = [at for at, block in enumerate(blocks) if not isinstance(block, Choice)]
    if not left or not places:
        return blocks
    drawn = [at for at in places if not isinstance(blocks[at], Fold)] or places
    silent = [at for at in drawn if not named(blocks[at])] or drawn[-1:]
    return tuple(_on(block, left, question) if at in silent else block for at, block in enumerate(blocks))


def named(value: object) -> frozenset[str]:
    """Return the datasets that blocks, their figures, rows and sentences say that they stand on; folds stay shut."""
    told: set[str] = set()
    left: list[object] = [value]
    while left:
        one = left.pop()
        if isinstance(one, Standing | Ground):
            told.update(one.datasets)
        elif isinstance(one, tuple):
            left.extend(one)
        else:
            kind: type = type(one)
            left.extend([getattr(one, name) for name in _names(kind)])
    return frozenset(told)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of value; of what is no block and none of its parts, none."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def _on(block: Block, left: tuple[str, ...], question: Question) -> Block:
    if isinstance(block, Fold):
        return replace(block, content=partial(_inside, block, left, question))
    return replace(block, head=replace(block.head, also=block.head.also + _everywhere(left, question.view)))


def _inside(fold: Fold, left: tuple[str, ...], question: Question) -> tuple[Block, ...]:
    return grounded(fold.content(), left, question)


def _everywhere(datasets: tuple[str, ...], view: View) -> tuple[Ground, ...]:
    periods = [period for period in (view.period, view.against) if period is not None]
    return tuple(Ground(datasets, (period.first, period.last)) for period in periods)


def _in_use(name: str, question: Question) -> bool:
    return question.data.entry(name).state != "not_connected"
