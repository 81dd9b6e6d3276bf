"""Do the goals of the departments serve those of the company, and its customers?"""

from __future__ import annotations

from itertools import product

import pyarrow as pa

from dashboard.blocks import Block, Chart, Facts, Head, Row, tells
from dashboard.data.question import Question
from dashboard.data.registers import JourneyStage
from dashboard.data.standing import Ground, standing_of
from dashboard.features.accountability.conflicts import grounds_of_conflicts
from dashboard.features.feature import feature
from dashboard.measures.ends import EACH, MANY
from dashboard.measures.programme.alignment import Alignment, alignment
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.moves import DATASETS as MEASURED
from dashboard.words.accountability import alignment as words
from dashboard.words.accountability import conflicts as of_conflicts
from dashboard.words.plain import between

_NEEDS, _STAGES = ("objectives",), JourneyStage.dataset
_ROLES = pa.schema([
    ("x", pa.string()), ("y", pa.string()), ("order", pa.int64()), ("order_y", pa.int64()), ("value", pa.float64()),
    ("label", pa.string()),
])  # fmt: skip


@feature("A6", words.NAME, needs=_NEEDS, uses=("departments", _STAGES, *MEASURED), meaning=words.MEANING)
def alignments(question: Question) -> Block | None:
    """Draw department by company goal, and say beside it who has no customer goal and what nobody owns."""
    found = alignment(question.data, question.view, question.settings)
    if not found.goals:
        return None
    standing, stages = standing_of(question.data, _NEEDS), standing_of(question.data, (_STAGES,))
    head = Head(
        name="A6", title=words.title(found), subtitle=words.subtitle(question, found), standing=standing,
        also=grounds_of_conflicts(question),
        notes=(*(stages.reasons if stages.state != "not_connected" else ()), *_too_few(question)),
    )  # fmt: skip
    named = Ground(("departments", _STAGES))
    facts = Facts(Head(name="A6.facts", standing=standing, also=(named,)), words.facts(question, found))
    if not any(found.company_goals):
        return Row(head, (facts,), framed=True)
    return Row(head, (_map(question, found), facts), (1.6, 1), framed=True)


def _too_few(question: Question) -> tuple[str, ...]:
    return of_conflicts.too_few(conflicts(question.data, question.view, question.settings), question.settings)


def _map(question: Question, found: Alignment) -> Chart:
    """Return the open goals of each department by the company's goal; a cell without any is empty."""
    head = Head(
        name="A6.map", told=tells(words.title(found)),
        subtitle=words.ENDS if len(found.names) > MANY else "", alt=words.ALT,
        standing=standing_of(question.data, _NEEDS),
        also=(Ground(("departments",)), *grounds_of_conflicts(question)),
    )  # fmt: skip
    locale = question.settings.locale
    cells = [
        {
            "x": goal or words.NO_COMPANY_GOAL, "y": name, "order": column, "order_y": row,
            "value": (float(found.counts[one, goal]) or None) if one is not None else None,
            "label": _cell(found, one, goal, locale),
        }
        for (row, (one, name)), (column, goal) in product(
            enumerate(_ends(found, locale)), enumerate(found.company_goals)
        )
    ]  # fmt: skip
    data = pa.Table.from_pylist(cells, _ROLES)
    return Chart(head, "heat", data, ",.0f", {"value": words.COUNTED}, locale=question.settings.locale)


def _cell(found: Alignment, one: str | None, goal: str | None, locale: str) -> str:
    """Return what is written in a cell; what stands for many departments is no gap."""
    return words.LEFT_OUT if one is None else words.cell(found.counts[one, goal], found.clashes[one, goal], locale)


def _ends(found: Alignment, locale: str) -> list[tuple[str | None, str]]:
    """Return the departments with their names; of very many those with most gaps and conflicts and those with fewest,
    around how many lie between."""
    whole = list(found.names.items())
    if len(whole) <= MANY:
        return [*whole]
    goals = [goal for goal in found.company_goals if goal is not None]

    def at_odds(one: tuple[str, str]) -> tuple[int, int]:
        gaps = sum(not found.counts[one[0], goal] for goal in goals)
        return -gaps, -sum(found.clashes[one[0], goal] for goal in found.company_goals)

    whole.sort(key=at_odds)
    return [*whole[:EACH], (None, between(len(whole) - 2 * EACH, "department", locale)), *whole[-EACH:]]
