"""Who works with whom, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.data.question import Question
from dashboard.measures.programme.partners import Partnership
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.plain import counted, listed
from dashboard.words.top_ten.themes import METRICS

NAME = "Who has to work with whom"
MEANING = (
    "Two departments and two: the cross-LOB themes in which both have a part, with the points of the leading measure "
    "that mentions of these go along with, the customers' journeys that they handed to each other in the period, and "
    "the conflicts between their goals that are put to the forum. A theme that three share counts for each two of "
    "them, so the points are not to be added up."
)
ORDER = "by points shared, then by journeys lost at hand-offs, then by conflicts of their goals"


def title(found: Sequence[Partnership], names: Mapping[str, str], question: Question) -> str:
    """Return the finding, of what is first: 'Billing and Sales share most: 2.3 points of NPS lost'."""
    first = found[0]
    if first.points > 0:
        settings = question.settings
        lost = f"{Formats.of(settings).points(first.points)} of {METRICS[settings.leading_measure]} lost"
        return f"{pair(first, names)} share most: {lost}"
    if first.handed.lost:
        lost = counted(first.handed.lost, "journey", question.settings.locale)
        return f"{pair(first, names)} lose most where they hand over: {lost}"
    if not first.conflicts:
        handed = counted(first.handed.handed, "journey", question.settings.locale)
        return f"{pair(first, names)} hand over most: {handed}"
    conflicts = counted(len(first.conflicts), "conflict", question.settings.locale)
    return f"{pair(first, names)} have most to settle: {conflicts} between their goals"


def subtitle(question: Question) -> str:
    """Return whom it is about, and of when."""
    return f"{figures.scope(question.view, question.manifest.company)} · {question.view.period.label}"


def pair(one: Partnership, names: Mapping[str, str]) -> str:
    """Return two departments: 'Billing and Sales'."""
    return " and ".join(names.get(name, name) for name in one.departments)


def shared(one: Partnership) -> str:
    """Return the themes that two share, in words."""
    return listed(theme.name for theme in one.themes)
