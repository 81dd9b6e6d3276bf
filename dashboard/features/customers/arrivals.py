"""Earned growth, and where new customers come from."""

from __future__ import annotations

from dashboard.blocks import Chart, Head, Tiles
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.customers.keeping import tiles_of
from dashboard.features.feature import feature
from dashboard.features.measure import datasets_of
from dashboard.measures.customers.arrivals import DATASET, arrivals
from dashboard.measures.customers.windows import DATASET as FOLLOWED
from dashboard.words import figures
from dashboard.words.customers import arrivals as words

GROWN = ("earned_growth",)
"""What growth was earned."""


@feature("M5", "Earned growth", meaning=words.MEANING, uses=datasets_of(GROWN))
def earned_growth(question: Question) -> Tiles | None:
    """Show the growth that was earned, as a range where reasons for joining are not known."""
    return tiles_of(question, "M5", words.GROWTH, GROWN)


@feature("M5.sources", words.NAME, meaning=words.MEANING, needs=(DATASET, FOLLOWED))
def earned_or_bought(question: Question) -> Chart:
    """Draw the new customers of the period by the reason for which they joined."""
    found, view, settings = arrivals(question.data, question.view), question.view, question.settings
    instead = words.instead(found, view, settings)
    head = Head(
        name="M5.sources", title=words.NAME if instead else words.title(found, settings), finding=not instead,
        subtitle=f"{figures.scope(view, question.manifest.company)} · {view.period.label} · "
        f"{words.subtitle(found, settings)}",
        standing=standing_of(question.data, (DATASET, FOLLOWED)), months=(view.period.first, view.period.last),
        instead=instead, alt=words.alternative(found, settings),
    )  # fmt: skip
    written = Written(number=",.0f", title="new customers", locale=settings.locale, size="small")
    rows = [] if found is None or instead else [
        Group(words.SOURCES[one.name], one.customers, n=one.customers, label=label)
        for one, label in zip(found.sources, words.labels(found, settings), strict=True)
    ]  # fmt: skip
    return groups(rows, head, written, kind="bars", titles={"x": "new customers", "y": "reason for joining"})
