"""Slides before anybody draws them: a feature's blocks with a finding as title, and how they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.blocks import Block, Choice, Evidence, Fold, Note, Row
from dashboard.data.question import Question
from dashboard.features.feature import Feature
from dashboard.words.exports import Alone, alone, headline


@dataclass(frozen=True, slots=True)
class Slide:
    """One finding: blocks side by side in these shares of the width, and what stands around and behind them.

    ``beside`` are the slides that these blocks would have been, where several features stand on one.
    """

    feature: Feature
    blocks: tuple[Block, ...]
    shares: tuple[float, ...]
    around: Alone
    evidence: Evidence
    beside: tuple[Slide, ...] = ()

    @property
    def known(self) -> tuple[Slide, ...]:
        """The slides of the features that it shows, each with how it is known."""
        return self.beside or (self,)


def joined(found: Iterable[Slide], together: Iterable[Sequence[str]]) -> Iterator[Slide]:
    """Yield slides, those whose features are named together as one, under what the first named of them tells."""
    order, slides_of = {name: group for group in together for name in group}, list(found)
    for slide in slides_of:
        group = order.get(slide.feature.id)
        if group is None:
            yield slide
            continue
        named = sorted(
            (one for one in slides_of if one.feature.id in group), key=lambda one: group.index(one.feature.id)
        )
        if slide is named[0]:
            yield _side_by_side(named) if len(named) > 1 else slide


def _side_by_side(parts: Sequence[Slide]) -> Slide:
    first = parts[0]
    shares = tuple(share / sum(part.shares) for part in parts for share in part.shares)
    return replace(
        first, blocks=tuple(block for part in parts for block in part.blocks), shares=shares, beside=tuple(parts)
    )


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
    around = alone(
        standing, question, headline(block, feature.name, question.settings.locale), known.definition, address
    )
    return Slide(feature, blocks, shares, around, known)
