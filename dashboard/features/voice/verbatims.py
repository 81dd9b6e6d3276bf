"""The costliest theme of a line of business in customers' own words."""

from __future__ import annotations

from dashboard.blocks import Block, Head, Sentences
from dashboard.data.question import Question
from dashboard.data.registers import Verbatim
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.top_ten.rows import THEMES, besides, listed_months, themes_of
from dashboard.features.top_ten.verbatims import quotations
from dashboard.features.voice.report import chosen
from dashboard.measures.themes.sums import DATASETS
from dashboard.measures.voice.plan import lines_of_business, plan
from dashboard.words.top_ten import verbatims as quoting
from dashboard.words.voice import report as words

_NEEDS = (Verbatim.dataset, *DATASETS)


@feature("V1.verbatims", words.QUOTED, meaning=quoting.MEANING, needs=_NEEDS, uses=THEMES)
def in_their_own_words(question: Question) -> Block | None:
    """Quote what is written on the costliest theme of the chosen line of business."""
    department = chosen(question)
    if department is None:
        return None
    found = plan(question.data, question.view, department, question.settings)
    if found:
        return quotations(question, "V1.verbatims", found[0].owned.theme)
    name, themes = lines_of_business(question.data)[department], themes_of(question)
    head = Head(
        name="V1.verbatims", title=words.QUOTED, finding=False, standing=standing_of(question.data, _NEEDS),
        months=listed_months(themes), also=besides(themes), instead=words.nothing_to_quote(name),
    )  # fmt: skip
    return Sentences(head, ())
