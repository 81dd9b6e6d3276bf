"""What a feature's blocks stand on, as a whole: no dataset that it may read goes without a place that marks it.

A figure, row, sentence or block that stands on a dataset names it, with the months, and is marked where a check of
these failed. What a feature may read and no part of it names marks its last block.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from dashboard.blocks import Block, Choice, Fold
from dashboard.data.question import Question
from dashboard.data.standing import Ground, Standing
from dashboard.data.view import View


def grounded(blocks: tuple[Block, ...], datasets: Iterable[str], question: Question) -> tuple[Block, ...]:
    """Return a feature's blocks, of which the last stands also on the datasets that no part of them names.

    Where there are only folds, that is the last block of what the last one holds, worked out when it is opened.
    """
    left = tuple(name for name in datasets if name not in named(blocks) and _in_use(name, question))
    places = [at for at, block in enumerate(blocks) if not isinstance(block, Choice)]
    if not left or not places:
        return blocks
    drawn = [at for at in places if not isinstance(blocks[at], Fold)]
    at = (drawn or places)[-1]
    block = blocks[at]
    if isinstance(block, Fold):
        inside: Block = replace(block, content=partial(_inside, block, left, question))
    else:
        inside = replace(block, head=replace(block.head, also=block.head.also + _everywhere(left, question.view)))
    return (*blocks[:at], inside, *blocks[at + 1 :])


def named(value: Any) -> frozenset[str]:
    """Return the datasets that blocks, their figures, rows and sentences say that they stand on; folds stay shut."""
    if isinstance(value, Standing | Ground):
        return frozenset(value.datasets)
    if isinstance(value, tuple):
        return frozenset().union(*map(named, value))
    if is_dataclass(value) and not isinstance(value, type):
        return frozenset().union(*(named(getattr(value, one.name)) for one in fields(value)))
    return frozenset()


def _inside(fold: Fold, left: tuple[str, ...], question: Question) -> tuple[Block, ...]:
    return grounded(fold.content(), left, question)


def _everywhere(datasets: tuple[str, ...], view: View) -> tuple[Ground, ...]:
    periods = [period for period in (view.period, view.against) if period is not None]
    return tuple(Ground(datasets, (period.first, period.last)) for period in periods)


def _in_use(name: str, question: Question) -> bool:
    return question.data.entry(name).state != "not_connected"
