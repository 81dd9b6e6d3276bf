"""Slides before anybody draws them: a feature's blocks with a finding as title, and how they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.blocks import Block, Choice, Evidence, Fold, Note, Row
from dashboard.data.question import Question
from dashboard.features.feature import Feature
from dashboard.words.exports import Alone, alone, headline


@dataclass(frozen=True, slots=True)
class Slide:
    """One finding: blocks side by side in these shares of the width, and what stands around and behind them."""

    feature: Feature
    blocks: tuple[Block, ...]
    shares: tuple[float, ...]
    around: Alone
    evidence: Evidence


def slides(chosen: Iterable[Feature], question: Question, address: str = "") -> Iterator[Slide]:
    """Yield the slides of features, as the page would show them; what is only to be opened or chosen is left out."""
    for feature in chosen:
        for block in feature.blocks(question):
            if not isinstance(block, Choice | Fold) and not (isinstance(block, Note) and not block.tone):
                yield _slide(feature, block, question, address)


def _slide(feature: Feature, block: Block, question: Question, address: str) -> Slide:
    blocks: tuple[Block, ...] = (block,)
    shares: tuple[float, ...] = ()
    if isinstance(block, Row) and block.head.shown:
        blocks, shares = block.blocks, block.widths
    shares = shares or (1.0,) * len(blocks)
    head = block.head if block.head.title else blocks[0].head
    evidence = next((one.head.evidence() for one in (block, *blocks) if one.head.evidence is not None), None)
    known = evidence or feature.evidence(question.settings)
    standing = head if head.standing is not None else next((b.head for b in blocks if b.head.standing), head)
    around = alone(standing, question, feature.name, known.definition, address)
    title = headline(block, feature.name)
    return Slide(feature, blocks, shares, Alone(title, around.subtitle, around.footer), known)
