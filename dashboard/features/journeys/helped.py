"""Whether customers turn to the company again after it helped them of its own accord."""

from __future__ import annotations

from dashboard.blocks import Chart, Head
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import standing_of
from dashboard.features.feature import feature
from dashboard.features.measure import compared_on, datasets_of, figure_of
from dashboard.measures.journeys.helped import DATASET, MEASURE
from dashboard.measures.journeys.helped import helped as read_helped
from dashboard.words.journeys import helped as words


@feature("J6.helped", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=datasets_of([MEASURE]))
def after_help(question: Question) -> Chart | None:
    """Draw after what share of its contacts customers came; nothing where the company never helped of its own accord.

    What is usual stands beside it: contacts for other reasons, and customers' own cases.
    """
    settings, view = question.settings, question.view
    found = read_helped(question.data, view, settings)
    if found is None:
        return None
    instead = words.instead(found, view, settings)
    head = Head(
        name="J6.helped", title=words.NAME if instead else words.title(found, settings), finding=not instead,
        subtitle=words.subtitle(view, question.manifest.company), standing=standing_of(question.data, (DATASET,)),
        months=(view.period.first, view.period.last), also=compared_on(question, MEASURE), instead=instead,
        notes=() if instead else words.notes(found, figure_of(question, MEASURE), settings),
        alt=words.alternative(found, settings),
    )  # fmt: skip
    rows = [] if instead else [
        Group(words.CALLED[one.before], one.share.value, one.share.low, one.share.high, one.followed,
              words.label(one, settings))
        for one in found.told
    ]  # fmt: skip
    return groups(rows, head, Written(number=".1%", title=words.TURNED, locale=settings.locale, size="small"))
