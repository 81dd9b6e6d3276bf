"""Who is speaking: what part of the customers, and of what they bring, is asked and answers."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Bar, Block, Cell, Column, Fold, Head, Table
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.ends import ends
from dashboard.features.feature import feature
from dashboard.measures.customers.speaking import DATASET, STEPS, Coverage, Heard, coverage
from dashboard.words.customers import speaking as words
from dashboard.words.formats import Formats


@feature("M10", words.NAME, meaning=words.MEANING, needs=(DATASET,))
def who_is_speaking(question: Question) -> Block:
    """Show how many customers were asked, reached and heard, and what part of the revenue is theirs."""
    found, view, settings = coverage(question.data, question.view), question.view, question.settings
    instead = words.not_followed(view) if found is None else words.few(found, settings)
    told = None if instead else found
    head = Head(
        name="M10", title=words.NAME if told is None else words.title(told, settings), finding=told is not None,
        subtitle="" if found is None else words.subtitle(found, view, question.manifest.company, settings),
        standing=standing_of(question.data, (DATASET,)), months=(view.period.last, view.period.last), instead=instead,
    )  # fmt: skip
    return Table(head, _columns(question, told), () if told is None else _rows(question, told))


def _columns(question: Question, found: Coverage | None) -> tuple[Column, ...]:
    against = question.view.against
    compared = found is not None and found.before is not None and against is not None
    return (
        Column("step", "", "text", 1.0, 1),
        Column("customers", "Customers", "number", 0.8, 1),
        Column("share", "Of customers", "bar", 1.0, 2),
        Column("revenue", "Of revenue", "bar", 1.0, 2),
        *((Column("before", f"Then, {against.label}", "number", 0.9, 3),) if compared and against else ()),
    )


def _rows(question: Question, found: Coverage) -> tuple[tuple[Cell, ...], ...]:
    formats, settings = Formats.of(question.settings), question.settings
    steps = [step for step in STEPS if step == "answered" or found.asked_known]
    blank = [Cell()] if found.before is not None else []
    money = formats.money(found.now.revenue)
    whole = (Cell(words.ALL), Cell(formats.count(found.now.customers), value=found.now.customers), Cell(), Cell(money))
    rows = [(*whole, *blank)]
    for step in steps:
        known = step == "answered" or found.asked_known_before
        then = [Cell(words.before(found.before if known else None, step, settings))] if found.before is not None else []
        rows.append((Cell(words.STEPS[step]), *_shares(question, found.now, step), *then))
    return tuple(rows)


def _shares(question: Question, one: Heard, step: str) -> tuple[Cell, Cell, Cell]:
    formats, number = Formats.of(question.settings), one.of_customers[STEPS.index(step)]
    return (
        Cell(formats.count(number), value=number),
        _bar(formats.percent(one.share(step)), one.share(step)),
        _bar(formats.percent(one.share_of_revenue(step)), one.share_of_revenue(step)),
    )


def _bar(text: str, share: float) -> Cell:
    return Cell(text, drawing=Bar(min(max(share, 0.0), 1.0), alt=text) if share == share else None, value=share)


@feature("M10.places", words.PLACES, meaning=words.PLACES_MEANING, needs=(DATASET,))
def heard_by_place(question: Question) -> Block | None:
    """Fold away the same by region and segment."""
    found = coverage(question.data, question.view)
    if found is None or not found.places or words.few(found, question.settings):
        return None
    standing, last = standing_of(question.data, (DATASET,)), question.view.period.last
    subtitle = " · ".join(filter(None, (words.least_heard(found, question.settings), words.span(found))))
    head = Head(name="M10.places", title=words.PLACES, subtitle=subtitle, standing=standing, months=(last, last))
    return Fold(head, lambda: (_by_place(question, found),))


def _by_place(question: Question, found: Coverage) -> Table:
    columns = (
        Column("place", "Region or segment", "text", 1.4, 1), Column("all", "Customers", "number", 0.8, 2),
        Column("answered", "Answered", "number", 0.8, 2), Column("share", "Of customers", "bar", 1.0, 1),
        Column("revenue", "Of revenue", "bar", 1.0, 2),
    )  # fmt: skip
    ordered = sorted(found.places, key=lambda one: (one[0], one[2].share("answered"), one[1]))
    formats, least = Formats.of(question.settings), question.settings.least_n
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for dimension, name, one in ordered:
        number, share, revenue = _shares(question, one, "answered")
        enough = one.customers >= least
        shares = (share, revenue) if enough else (Cell(f"fewer than {least}", muted=True), Cell())
        row = (Cell(name), Cell(formats.count(one.customers), value=one.customers), number, *shares)
        rows.setdefault(dimension, []).append(row)
    last = question.view.period.last
    head = Head(
        name="M10.places.table", title=words.PLACES, finding=False,
        told=partial(words.least_heard_of, found, question.settings),
        standing=standing_of(question.data, (DATASET,)), months=(last, last),
    )  # fmt: skip
    told = [row for dimension, of in rows.items() for row in ends(of, dimension, question.settings)]
    return Table(head, columns, tuple(told), words.PLACES_ORDER)
