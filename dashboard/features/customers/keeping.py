"""Keeping: retention and renewals as tiles, and why those who left did."""

from __future__ import annotations

from dashboard.blocks import Block, Head, Tiles
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of, drawn_once, tile
from dashboard.features.together import told_together
from dashboard.measures.customers.departures import DATASET, Departures, departures
from dashboard.measures.customers.renewals import due
from dashboard.measures.customers.windows import DATASET as FOLLOWED
from dashboard.words import figures
from dashboard.words.comparison import comparison
from dashboard.words.customers import departures as words

KEEPING = (
    "gross_revenue_retention", "gross_revenue_retention_quarter", "net_revenue_retention",
    "net_revenue_retention_quarter", "renewal_value", "renewal_rate",
)  # fmt: skip
"""The measures of keeping, in their order; those over three months stand where a year is not recorded."""


@feature("M4", "Keeping customers", meaning=words.KEEPING, uses=datasets_of(KEEPING))
def keeping(question: Question) -> Block | None:
    """Show what was kept, in money and in customers; measures that are not connected are left out."""
    notes = words.undecided(due(question.data, question.view), question.settings)
    return tiles_of(question, "M4", words.KEPT, KEEPING, notes)


def tiles_of(
    question: Question, name: str, title: str, names: tuple[str, ...], notes: tuple[str, ...] = ()
) -> Tiles | None:
    """Return measures as a row of tiles, None where none of them is connected."""
    found = drawn_once(question, names)
    if not found:
        return None
    told = told_together(question, found)
    head = Head(name=name, title=title, finding=False, told=told, subtitle=comparison(question.view), notes=notes)
    return Tiles(head, tuple(tile(question, figure) for figure in found))


@feature("M4.reasons", words.WHY, meaning=words.MEANING, needs=(DATASET, FOLLOWED))
def reasons(question: Question) -> Block:
    """Draw what the customers who left had brought, by the reason that was noted."""
    found, view, settings = departures(question.data, question.view), question.view, question.settings
    instead = words.instead(found, view, settings)
    head = Head(
        name="M4.reasons", title=words.WHY if instead else words.title(found, settings), finding=not instead,
        subtitle=f"{figures.scope(view, question.manifest.company)} · {view.period.label} · "
        f"{words.subtitle(found, settings)}",
        standing=standing_of(question.data, (DATASET, FOLLOWED)), months=(view.period.first, view.period.last),
        instead=instead, alt=words.alternative(found, settings),
    )  # fmt: skip
    rows = _rows(found, question)
    written = Written(number=".3s", title=words.brought(settings), locale=settings.locale, size="small")
    return groups(rows, head, written, kind="bars", titles={"x": words.brought(settings), "y": "reason"})


def _rows(found: Departures | None, question: Question) -> list[Group]:
    if found is None:
        return []
    settings = question.settings
    return [
        Group(words.name(one), one.revenue, n=one.customers, label=words.label(one, settings)) for one in found.reasons
    ]
