"""The unified view of the customer: systems, what they match, what is there twice, how fresh; and revenue of nobody."""

from __future__ import annotations

from dashboard.blocks import Bar, Block, Cell, Column, Facts, Head, Table
from dashboard.data.question import Question
from dashboard.data.registers import Department, SourceSystem, department_names
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.accounts.unified import REVENUE, SYSTEMS, Systems, matches, systems
from dashboard.words.accounts import unified as words
from dashboard.words.formats import NOTHING

_NAMES = (Department.dataset,)
_COLUMNS = (
    Column("system", "System", "text", 1.4, 1), Column("owner", "Owner", "text", 1.2, 3),
    Column("matched", "Matched to a customer", "bar", 1.8, 1), Column("twice", "There twice", "number", 0.9),
    Column("loaded", "Last loaded", "day", 1.0, 1),
)  # fmt: skip


@feature("C4", words.NAME, meaning=words.MEANING, needs=(SYSTEMS,), uses=_NAMES)
def unified_view(question: Question) -> Block:
    """List the systems that hold records of customers, the least matched first."""
    found, settings = systems(question.data), question.settings
    head = Head(
        name="C4", title=words.title(found, settings) if found.systems else words.NAME, finding=bool(found.systems),
        subtitle=words.subtitle(found, question.view, settings),
        standing=standing_of(question.data, (SYSTEMS,)), also=(Ground(_NAMES),),
        instead="" if found.systems else words.NONE, of_view=False,
    )  # fmt: skip
    names = department_names(question.data)
    rows = tuple(_row(question, found, one, names.get(one.owner_department_id or "", "")) for one in found.systems)
    return Table(head, _COLUMNS, rows, words.ORDER)


def _row(question: Question, found: Systems, one: SourceSystem, owner: str) -> tuple[Cell, ...]:
    settings, late = question.settings, one == found.oldest
    (share, of), (twice, part) = words.matched(one, settings), words.twice(one, settings)
    day, ago = words.loaded(one, found.day, settings)
    bar = None if one.matched is None else Bar(min(one.matched, 1.0), alt=f"{share} {of}")
    return (
        Cell(one.system),
        Cell(owner or NOTHING, muted=not owner),
        Cell(share, note=of, value=one.matched, drawing=bar),
        Cell(twice, note=part, value=one.duplicates, muted=one.duplicates is None),
        Cell(day, note="" if late else ago, remark=ago if late else "", value=one.last_loaded_on),
    )


@feature("C4.revenue", words.REVENUE, meaning=words.REVENUE_MEANING, needs=(REVENUE,))
def revenue_of_nobody(question: Question) -> Block:
    """Tell how much revenue of the period is of no known customer."""
    view, settings = question.view, question.settings
    found = matches(question.data, view)
    head = Head(
        name="C4.revenue", title=words.REVENUE if found is None else words.revenue_title(found, settings),
        finding=found is not None,
        subtitle=words.revenue_subtitle(found, view, question.manifest.company, settings),
        standing=standing_of(question.data, (REVENUE,)), months=(view.period.first, view.period.last),
        instead=words.no_revenue(view) if found is None else "",
    )  # fmt: skip
    return Facts(head, () if found is None else words.revenue_facts(found, settings))
