"""Which journey is looked at: the one that the address names, else for each block the one that tells it most."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.blocks import Choice, Head
from dashboard.data.question import Question
from dashboard.measures.journeys.stages import Journey, journeys
from dashboard.words.journeys.stages import MOST_TELLING, no_such_journey

CHOSEN = "journey"
"""The parameter of the address that names the journey."""
_NONE_CHOSEN = "\x1f"
"""Stands for no choice: no journey is called so."""


def all_journeys(question: Question) -> tuple[Journey, ...]:
    """Return the journeys of which anything is known."""
    return journeys(question.data, question.view, question.settings)


def most_said(journey: Journey) -> float:
    """Tell of a journey how much customers said of its stages."""
    return sum(stage.score.n for stage in journey.stages if stage.score is not None)


def most_broken(journey: Journey) -> float:
    """Tell of a journey how often its promise is broken; of one without a promise that it tells least."""
    return -1.0 if journey.on_time is None else 1 - journey.on_time.value


def chosen(question: Question, telling: Callable[[Journey], float]) -> Journey | None:
    """Return the journey that is looked at: as chosen, else the one that tells most; None where there is none."""
    found, asked = all_journeys(question), question.parameter(CHOSEN)
    named = next((one for one in found if one.name == asked), None)
    return named or max(found, key=telling, default=None)


def choice(question: Question, name: str) -> Choice | None:
    """Return the choice among the journeys; None where there are not two."""
    found, asked = all_journeys(question), question.parameter(CHOSEN)
    if len(found) < 2:
        return None
    names = [journey.name for journey in found]
    unknown = asked not in (None, _NONE_CHOSEN, *names)
    options = ((_NONE_CHOSEN, MOST_TELLING), *((journey, journey) for journey in names))
    picked = asked if asked in names else _NONE_CHOSEN
    return Choice(
        Head(name=name, finding=False), CHOSEN, "Journey", options, str(picked),
        no_such_journey(str(asked)) if unknown else "",
    )  # fmt: skip
