"""The scorecard: CX, operational and financial measures side by side, in columns of equal weight."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Block, Head, Row, Table
from dashboard.data.question import Question
from dashboard.features.feature import feature
from dashboard.features.measure import ROW, datasets_of, drawn_once, row
from dashboard.features.together import BESIDES, told_together
from dashboard.measures.registry import Family
from dashboard.words import targets
from dashboard.words.overview import scorecard as words

SCORECARD: Mapping[Family, tuple[str, ...]] = {
    "customer": ("csat", "thumbs", "ces", "journeys_on_time", "response_rate"),
    "operations": (
        "first_contact_resolution", "resolution_median", "on_time_tasks", "transfers_per_case",
        "case_csat", "first_response_median", "abandoned_cases", "escalated_cases",
    ),
    "finance": (
        "recurring_revenue", "customers_revenue", "gross_margin", "cost_to_serve", "earned_growth", "renewal_value",
        "renewal_rate",
    ),
}  # fmt: skip
"""Family → its measures, in their order: of those that are connected the first stand on the scorecard."""

MOST = 4
"""Rows of a column."""

ON_THE_SCORECARD = tuple(name for names in SCORECARD.values() for name in names)
"""The names of all its measures."""


@feature(
    "O2",
    "Scorecard",
    meaning="Measures of customers, of operations and of money, of the same period and under the same filters.",
    uses=(*datasets_of(ON_THE_SCORECARD), *BESIDES),
)
def scorecard(question: Question) -> Block | None:
    """Show the measures that are connected, a column a family; what is not connected is left out."""
    columns, shown = [], []
    for family, names in SCORECARD.items():
        found = drawn_once(question, names)[:MOST]
        due = targets.due(found)
        if found:
            said = words.subtitle(question.view, due, question.settings)
            told = told_together(question, found)
            head = Head(
                name=f"O2.{family}", title=words.FAMILIES[family], finding=False, told=told, subtitle=said,
            )  # fmt: skip
            rows = tuple(row(question, figure, due) for figure in found)
            columns.append(Table(head, ROW, rows, headed=False))
            shown += found
    widths = (1.0, 1.0, 1.5) if len(columns) == len(SCORECARD) else ()
    head = Head(name="O2", told=told_together(question, shown))
    return Row(head, tuple(columns), widths) if columns else None
