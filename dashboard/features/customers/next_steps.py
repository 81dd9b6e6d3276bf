"""What promoters, passives, detractors and the silent did next: who stayed, and what they bring."""

from __future__ import annotations

from functools import partial

from dashboard.blocks import Block, Chart, Evidence, Head, Row
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.measures.customers.next_steps import ASKED_OVER, DATASET, FOLLOWED, NextSteps, answered
from dashboard.measures.customers.next_steps import next_steps as read_next_steps
from dashboard.statistics import Estimate
from dashboard.words import figures
from dashboard.words.customers import next_steps as words


@feature("M8", words.NAME, meaning=words.MEANING, needs=(DATASET,))
def next_steps(question: Question) -> Block | None:
    """Draw who stayed, and beside it what they bring, a dot a group; nothing where nobody ever said anything."""
    if not answered(question.data):
        return None
    settings = question.settings
    found = read_next_steps(question.data, question.view, settings)
    instead = words.instead(found, question.view, settings)
    if found is None or instead:
        return groups((), _head(question, "stayed", found, instead=instead), Written())
    stayed = _head(question, "stayed", found, words.title(found, settings), words.subtitle(found, settings),
                   notes=words.notes(found, settings))  # fmt: skip
    spent = _head(question, "spent", found, words.spent_title(found, settings), words.spent_subtitle(found, settings),
                  notes=words.spent_notes(found, settings))  # fmt: skip
    kept = tuple((words.name(one.said), one.kept) for one in found.told)
    net = tuple((words.name(one.said), one.net) for one in found.told)
    return Row(
        Head(name="M8"),
        (_drawn(question, stayed, kept, words.stayed(settings)), _drawn(question, spent, net, words.BROUGHT)),
    )


def _drawn(question: Question, head: Head, told: tuple[tuple[str, Estimate], ...], of: str) -> Chart:
    settings = question.settings
    rows = [Group(name, one.value, one.low, one.high, one.n, words.share(one, settings)) for name, one in told]
    return groups(rows, head, Written(number=".1%", title=of, locale=settings.locale, size="small"))


def _head(
    question: Question,
    of: str,
    found: NextSteps | None,
    title: str = "",
    subtitle: str = "",
    *,
    instead: str = "",
    notes: tuple[str, ...] = (),
) -> Head:
    view, settings = question.view, question.settings
    scope, begun = figures.scope(view, question.manifest.company), view.period.last - FOLLOWED - ASKED_OVER + 1
    return Head(
        name=f"M8.{of}", title=title or words.NAME, finding=bool(title),
        subtitle=f"{scope} · {subtitle}" if subtitle else f"{scope} · {view.period.label}",
        standing=standing_of(question.data, (DATASET,)), months=(begun, view.period.last),
        instead=instead, notes=notes,
        alt=words.alternative(found, of, settings),
        evidence=None if found is None else partial(_evidence, question, found),
    )  # fmt: skip


def _evidence(question: Question, found: NextSteps) -> Evidence:
    return Evidence(
        f"{words.NAME}: how do we know?", words.MEANING, words.facts(found, question.settings), (DATASET,)
    )  # fmt: skip
