"""Which measure of sentiment leads: the one of the settings, or in its place the next that there are answers of."""

from __future__ import annotations

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.measures.answers import kept_to
from dashboard.measures.formulas import Score
from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings

IN_ORDER = ("nps", "journey_nps", "csat", "ces", "thumbs")
"""Measures that can lead, in the order in which one takes another's place."""


@cached
def led(data: Data, settings: Settings) -> Settings:
    """Return the settings with the measure that leads, wherever it is asked for.

    What was never answered cannot lead. Where answers are withheld it is not known what there is, and nothing changes.
    """
    cube = data.cube("answers")
    if cube is None or not cube.rows:
        return settings
    wanted = (settings.leading_measure, *IN_ORDER)
    there = (name for name in wanted if cube.recorded(kept_to(_score(name))).any())
    leads = next(there, settings.leading_measure)
    return settings if leads == settings.leading_measure else settings.model_copy(update={"leading_measure": leads})


def _score(name: str) -> Score:
    formula = MEASURES[name].formula
    if not isinstance(formula, Score):
        raise TypeError(f"{name} is no score of answers, and cannot lead")
    return formula
