"""Whether themes were read alike in two stretches of months: by the same rules, from answers asked for alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cube import Cube
from dashboard.data.view import NOT_GIVEN
from dashboard.measures.figure import FloatArray
from dashboard.measures.themes.sums import Window

DATASETS = ("tag_versions", "survey_modes")

ALIKE = 0.1
"""Up to this part of the mentions or answers may differ, and two windows still count as alike."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that most mentions of a theme were found by, None where none are recorded, and their share."""

    version: str | None
    share: float


def rules(data: Data, metric: str, theme_id: str, window: Window) -> Rules:
    """Return by which rules a theme was found in a window."""
    cube = data.cube("tag_versions")
    if cube is None:
        return Rules(None, 0.0)
    labels, shares = _shares(cube, "tag_version", (("metric", (metric,)), ("theme_id", (theme_id,))), window)
    known = [
        (float(share), str(label))
        for share, label in zip(shares, labels, strict=True)
        if label != NOT_GIVEN and share > 0
    ]
    if not known:
        return Rules(None, 0.0)
    share, version = max(known)
    return Rules(version, share)


def same_rules(data: Data, metric: str, theme_id: str, first: Window, second: Window) -> bool:
    """Whether as good as all mentions of a theme were found by the same rules in both windows, recorded or not."""
    cube = data.cube("tag_versions")
    if cube is None:
        return False
    where = (("metric", (metric,)), ("theme_id", (theme_id,)))
    return _apart(cube, "tag_version", where, (first, second)) <= ALIKE


def shift_of_modes(data: Data, metric: str, first: Window, second: Window) -> float:
    """Return which part of the answers was asked for otherwise; nan where no window of the two has answers."""
    cube = data.cube("survey_modes")
    return np.nan if cube is None else _apart(cube, "mode", _of_survey(metric), (first, second))


def commented(data: Data, metric: str, window: Window) -> float:
    """Return the share of answers that were read for themes."""
    cube = data.cube("survey_modes")
    if cube is None:
        return np.nan
    labels, shares = _shares(cube, "coded", _of_survey(metric), window)
    return float(sum(share for share, label in zip(shares, labels, strict=True) if label == 1))


def _of_survey(metric: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the ways of asking keep to: they tell NPS after a journey apart by its kind of survey."""
    return (("metric", ("nps",)), ("survey", ("journey",))) if metric == "journey_nps" else (("metric", (metric,)),)


def _apart(
    cube: Cube, dimension: str, where: tuple[tuple[str, tuple[str, ...]], ...], windows: tuple[Window, Window]
) -> float:
    """Return the part that would have to move for the two windows' shares to be the same; 0 where one is empty."""
    first, second = (_shares(cube, dimension, where, window)[1] for window in windows)
    return float(np.nan_to_num(np.abs(first - second).sum() / 2))


def _shares(
    cube: Cube, dimension: str, where: tuple[tuple[str, tuple[str, ...]], ...], window: Window
) -> tuple[tuple[str | int, ...], FloatArray]:
    sums = cube.sum(("n",), (dimension,), where, window)[:, 0]
    with np.errstate(invalid="ignore"):
        return cube.labels[dimension], np.asarray(sums / sums.sum())
