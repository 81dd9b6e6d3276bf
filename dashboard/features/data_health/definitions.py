"""D4: every measure's definition and formula, and the queries behind it."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.blocks import Block, Fold, Head, Note
from dashboard.data.question import Question
from dashboard.features.data_health.choosing import choice
from dashboard.features.feature import feature
from dashboard.measures import MEASURES, definition, measure
from dashboard.words.data_health import datasets as words
from dashboard.words.formats import Formats

PARAMETER = "measure"


@feature(
    "D4",
    words.MEANINGS,
    meaning="The registry of measures, from which every figure, title and axis is made, and the queries as they ran.",
)
def definitions(question: Question) -> Block:
    """Show one measure's definition, formula, datasets and queries, chosen from the registry."""
    head = Head(name="D4", title=words.MEANINGS, finding=False, subtitle=words.defined(len(MEASURES)))
    return Fold(head, lambda: tuple(_content(question)), PARAMETER)


def _content(question: Question) -> Iterator[Block]:
    settings = question.settings
    options = tuple((name, measure(name, settings).label) for name in MEASURES)
    asked = choice(question, "D4.choice", PARAMETER, "Measure", options)
    yield asked
    entry = measure(asked.chosen, settings)
    yield Note(Head(name="D4.definition", title=entry.label, finding=False), definition(entry))
    for name in entry.formula.datasets:
        known = question.manifest.datasets.get(name)
        if known is not None:
            said = words.described(known, Formats.of(settings), rows=question.data.grant.whole_company)
            yield Note(Head(name=f"D4.{name}"), said)
            if known.sql:
                yield Note(Head(name=f"D4.{name}.query"), known.sql, language="sql")
