"""A page: an outline of features, each asked the same question, then drawn at once.

page = open_page("overview")
page.draw(beside(north_star, win_retain_grow), scorecard)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.blocks import Block, Evidence, Head, Row, within
from dashboard.data.question import Question
from dashboard.features.feature import Feature, feature_of
from dashboard.features.measure import evidence as evidence_of_measure
from dashboard.features.overview.beginnings import first_figures, nothing_here
from dashboard.measures import MEASURES
from dashboard.navigation import BY_SLUG
from dashboard.screen import kit, links
from dashboard.screen.frame import Opened, draw_trust_line, opened_page
from dashboard.words.exports import alone, headline, name_of_file


@dataclass(frozen=True, slots=True)
class Beside:
    """Features side by side, in these shares of the width."""

    features: tuple[Feature, ...]
    widths: tuple[float, ...] = ()


def beside(*features: Feature, widths: tuple[float, ...] = ()) -> Beside:
    """Put features side by side; where one of them shows nothing, the others take its room."""
    return Beside(features, widths or (1.0,) * len(features))


@dataclass(frozen=True, slots=True)
class Page:
    """An opened page: what is asked, and what it is drawn with."""

    opened: Opened
    medium: kit.Medium

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.opened.question

    def draw(self, *outline: Feature | Beside) -> None:
        """Read every feature of the outline, draw what they show, and answer what was asked of it."""
        blocks = self._blocks(outline)
        draw_trust_line(self.opened, None if self.opened.page.of_checks else kit.places_marked(blocks, self.medium))
        kit.draw(blocks, self.medium, anchor=links.take_anchor())
        link = links.asked_over_the_page()
        if link.startswith(kit.TAKE):
            self._take(link.partition(":")[2], blocks)
        elif link and (found := self._evidence(link, blocks)) is not None:
            kit.explain(found, self.medium, links.close_over_the_page, self._address(open=link))

    def _blocks(self, outline: Sequence[Feature | Beside]) -> list[Block]:
        """Compute what stands on the page; where there is nothing, or no figures yet, that is said."""
        question, page = self.question, self.opened.page
        waits = not question.data.begun and not page.of_checks
        first = first_figures(question) if waits else ()
        shown = [block for part in outline for block in _blocks(part, question, waits=waits)]
        return [*first, *shown] or [nothing_here(question, page.slug)]

    def alone(self, named: Feature, *others: Feature) -> None:
        """Draw a feature, with what belongs to it, in place of the page where the address asks for it alone."""
        if links.asked_alone() == named.id:
            links.draw_way_out(BY_SLUG[named.page])
            self.draw(named, *others)
            st.stop()

    def _take(self, name: str, blocks: list[Block]) -> None:
        """Offer a block of the page as picture, data and address, or as a table to who may take nothing along."""
        held = (block for top in blocks for block in within(top) if block.head.name == name)
        found = next(held, None)
        if found is None or not found.head.shown or not (self.medium.takes or kit.charted(found)):
            return
        question, feature = self.question, feature_of(name)
        known = found.head.evidence() if found.head.evidence is not None else feature.evidence(question.settings)
        address = links.address(question, at=name)
        title = headline(found, feature.name, question.settings.locale)
        around = alone(found.head, question, title, known.definition, address)
        file = name_of_file(found.head, question, around.title)
        kit.take(kit.Taken(found, around, file, address), self.medium, links.close_over_the_page)

    def _address(self, **more: str) -> str:
        return links.address(self.question, only=links.asked_alone(), **more)

    def _evidence(self, link: str, blocks: list[Block]) -> Evidence | None:
        """Return how that is known which a link names; None for what this page does not show."""
        kind, _, name = link.partition(":")
        if kind == "measure":
            measure, _, region = name.partition("/")
            asked = self._in_region(region) if region else self.question
            return evidence_of_measure(asked, measure) if measure in MEASURES and asked is not None else None
        held = (block for top in blocks for block in within(top) if block.head.name == name)
        return next((block.head.evidence() for block in held if block.head.evidence is not None), None)

    def _in_region(self, region: str) -> Question | None:
        """Return the same question of one region alone; None where the reader sees no such region."""
        data = self.question.data
        if region not in (*data.regions, *data.parents):
            return None
        return replace(self.question, view=replace(self.question.view, regions=data.parents.get(region, (region,))))


def open_page(name: str) -> Page:
    """Open a page: its first statement. Stops the run where there is nothing to show or the reader may not see it."""
    opened = opened_page(name)
    question = opened.question
    return Page(opened, kit.Medium(question.manifest, question.settings, opened.mode, question.data.grant.export))


def _blocks(part: Feature | Beside, question: Question, *, waits: bool) -> tuple[Block, ...]:
    """Return what a part of the outline shows; what stands on months waits (``waits``) until one is complete."""
    if isinstance(part, Feature):
        return () if waits and part.is_of_months(question) else part.blocks(question)
    shown = [
        (block, width)
        for one, width in zip(part.features, part.widths, strict=True)
        for block in _blocks(one, question, waits=waits)
    ]
    if len(shown) < 2:
        return tuple(block for block, _ in shown)
    name = "+".join(one.id for one in part.features)
    return (Row(Head(name=name), tuple(block for block, _ in shown), tuple(width for _, width in shown)),)
