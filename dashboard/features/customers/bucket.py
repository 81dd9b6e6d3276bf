"""The bucket: customers and their money from the start of the period to its end."""

from __future__ import annotations

from functools import partial

import pyarrow as pa

from dashboard.blocks import Block, Chart, Head, Row
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.customers.bucket import LEDGER, Bucket, bucket
from dashboard.measures.customers.prices import DATASET as PRICES
from dashboard.measures.customers.prices import price_steps
from dashboard.measures.customers.windows import DATASET
from dashboard.words import figures
from dashboard.words.customers import bucket as words
from dashboard.words.customers import prices as words_of_price
from dashboard.words.customers.bucket import Step
from dashboard.words.formats import Formats
from dashboard.words.revenue import months_of_revenue


@feature("M1", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=(LEDGER, PRICES))
def the_bucket(question: Question) -> Block:
    """Draw what came and what left as two waterfalls side by side: in customers, and in money beside the ledger."""
    found = bucket(question.data, question.view)
    if found is None:
        return _drawn(question, "customers", "", "", (), instead=words.not_followed(question.view))
    settings, few = question.settings, words.too_few(found, question.settings)
    customers = _drawn(
        question, "customers", words.customers(found, settings), words.of_customers(found, settings),
        words.steps_of_customers(found, settings), instead=few,
    )  # fmt: skip
    if few:
        return customers
    return Row(Head(name="M1"), (customers, _money(question, found)))


def _money(question: Question, found: Bucket) -> Chart:
    settings, last = question.settings, question.view.period.last
    months = Formats.of(settings).months(last - months_of_revenue(settings) + 1, last)
    kept = standing_of(question.data, (LEDGER,))
    against = () if kept.state == "not_connected" else kept.reasons or (words.ledger(found, months, settings),)
    beside = words.credits_beside(found, Formats.of(settings).months(last, last), settings)
    notes = tuple(filter(None, (_price(question, found), *against, beside)))
    steps = words.steps_of_money(found, settings)
    return _drawn(question, "money", words.money(found, settings), words.of_money(found, settings), steps, notes=notes)


def _price(question: Question, found: Bucket) -> str:
    """Return what of it came with steps of price; single sales have none from month to month."""
    settings = question.settings
    if settings.revenue_kind != "recurring" or not standing_of(question.data, (PRICES,)).shown:
        return ""
    return words_of_price.steps(price_steps(question.data, question.view, settings.least_n), found, settings)


def _drawn(
    question: Question,
    of: str,
    title: str,
    subtitle: str,
    steps: tuple[Step, ...],
    *,
    instead: str = "",
    notes: tuple[str, ...] = (),
) -> Chart:
    view, settings = question.view, question.settings
    scope = f"{figures.scope(view, question.manifest.company)} · {view.period.label}"
    months = (view.period.first, view.period.last)
    head = Head(
        name=f"M1.{of}", title=words.NAME if instead else title, finding=not instead,
        subtitle=f"{scope} · {subtitle}" if subtitle else scope,
        standing=standing_of(question.data, (DATASET,)), months=months,
        also=_besides(question) if of == "money" else (),
        instead=instead, notes=notes, evidence=partial(the_bucket.evidence, settings),
        alt=", ".join(f"{one.name} {one.label}" for one in steps),
    )  # fmt: skip
    rows = {
        "x": [one.name for one in steps],
        "y": [one.amount for one in steps],
        "total": [int(one.level) for one in steps],
        "label": [one.label for one in steps],
        "order": list(range(len(steps))),
    }
    number = ".3s" if of == "money" else ",.0f"
    return Chart(head, "waterfall", pa.table(rows), number, {"y": of}, size="small", locale=settings.locale)


def _besides(question: Question) -> tuple[Ground, ...]:
    period = question.view.period
    return Ground((LEDGER,), (period.last, period.last)), Ground((PRICES,), (period.first, period.last))
