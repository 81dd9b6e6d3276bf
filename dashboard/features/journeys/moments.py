"""Moments of truth: the stages whose bad experiences go along with the largest differences in the score."""

from __future__ import annotations

from dashboard.blocks import Block, Head
from dashboard.charts.data import Group, Written, groups
from dashboard.data.question import Question
from dashboard.data.standing import Ground, standing_of
from dashboard.features.feature import feature
from dashboard.measures.journeys.moments import BESIDE, DATASET
from dashboard.measures.journeys.moments import moments as read_moments
from dashboard.words.journeys import moments as words


@feature("J7", words.NAME, meaning=words.MEANING, needs=(DATASET,), uses=BESIDE)
def moments(question: Question) -> Block | None:
    """Draw the stages by their effects, the largest first; nothing where nobody who answered had spoken of a stage."""
    found = read_moments(question.data, question.view, question.settings)
    if found is None:
        return None
    instead = words.too_few(found, question)
    head = Head(
        name="J7", title=words.NAME if instead else words.title(found, question), finding=not instead,
        subtitle=words.subtitle(found, question), standing=standing_of(question.data, (DATASET,)),
        months=(found.first, found.last), also=(Ground(BESIDE, (found.first, found.last)),), instead=instead,
        notes=words.notes(found, question), alt=words.alternative(found, question),
    )  # fmt: skip
    rows = [
        Group(words.name(one, found), one.effect.value, one.effect.low, one.effect.high, one.spoken,
              words.label(one, question))
        for one in found.told
    ]  # fmt: skip
    return groups(rows, head, Written(number="+,.1f", title="points", locale=question.settings.locale))
