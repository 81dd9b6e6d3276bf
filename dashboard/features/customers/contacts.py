"""After the purchase: what the company contacts its customers for, and what became of those customers."""

from __future__ import annotations

from dashboard.blocks import Chart, Head
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.measures.customers.contacts import BEGUN, CONTACTED_OVER, DATASET, FOLLOWED, begun, followed
from dashboard.words import figures
from dashboard.words.customers import contacts as words
from dashboard.words.formats import Formats


@feature("M11", words.NAME, meaning=words.MEANING, needs=(BEGUN,))
def contacts_begun(question: Question) -> Chart:
    """Draw the contacts begun in the period by what for."""
    found, settings, view = begun(question.data, question.view), question.settings, question.view
    instead = words.instead(found, view, settings)
    head = Head(
        name="M11", title=words.NAME if instead else words.title(found, settings), finding=not instead,
        subtitle=f"{figures.scope(view, question.manifest.company)} · {view.period.label} · "
        f"{words.subtitle(found, settings)}",
        standing=standing_of(question.data, (BEGUN,)), months=(view.period.first, view.period.last),
        instead=instead, alt=words.alternative(found, settings),
    )  # fmt: skip
    written = Written(number=",.0f", title="contacts", locale=settings.locale, size="small")
    rows = [] if found is None or instead else [
        Group(words.PURPOSES[name], number, n=number, label=share)
        for (name, number), share in zip(found.by_purpose, words.shares(found, settings), strict=True)
    ]  # fmt: skip
    return groups(rows, head, written, kind="bars", titles={"x": "contacts", "y": "what for"})


@feature("M11.became", words.BECAME, meaning=words.MEANING_BECAME, needs=(DATASET,))
def what_became_of_them(question: Question) -> Chart:
    """Draw who stayed, a dot for what customers had been contacted for."""
    settings, view = question.settings, question.view
    found = followed(question.data, view, settings)
    instead = words.not_followed(found, view, settings)
    told = () if found is None or instead else found.told
    head = Head(
        name="M11.became", title=words.BECAME if found is None or instead else words.became_title(found, settings),
        subtitle=f"{figures.scope(view, question.manifest.company)} · {words.became_subtitle(found, settings)}",
        standing=standing_of(question.data, (DATASET,)),
        months=(view.period.last - FOLLOWED - CONTACTED_OVER + 1, view.period.last),
        instead=instead, notes=words.few(found, settings) if found is not None and told else (),
        alt=words.became_alternative(found, settings),
    )  # fmt: skip
    formats = Formats.of(settings)
    rows = [
        Group(words.CONTACTS[one.contact], one.kept.value, one.kept.low, one.kept.high, one.customers,
              formats.percent(one.kept.value))
        for one in told
    ]  # fmt: skip
    return groups(rows, head, Written(number=".1%", title=words.STAYED, locale=settings.locale, size="small"))
