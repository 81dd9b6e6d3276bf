"""Measures of which nothing is said where nobody was asked: most companies have no thumbs, and see no empty row."""

from __future__ import annotations

from dashboard.data.access import Data
from dashboard.data.standing import Standing, standing_of
from dashboard.measures.entries.entry import Measure
from dashboard.measures.entries.scaled import metric_of
from dashboard.snapshots.manifest import Manifest

WHERE_ASKED = ("thumbs",)
"""Metrics that only some companies ask."""


def unasked(manifest: Manifest) -> frozenset[str]:
    """Return those of `WHERE_ASKED` of which the warehouse has no answer: on no score of theirs, right or wrong."""
    answers = manifest.tables.get("survey_responses")
    off_scale = {one.scope for one in manifest.failed() if one.check == "survey_responses.score.range"}
    there = off_scale.union(name for name, total in (answers.totals if answers else {}).items() if total)
    return frozenset(metric for metric in WHERE_ASKED if metric not in there)


def standing_of_measure(data: Data, entry: Measure) -> Standing:
    """Return what a measure stands on; what was never asked is not connected, whatever else customers answered."""
    standing, metric = standing_of(data, entry.formula.datasets), metric_of(entry)
    if metric not in WHERE_ASKED or metric not in unasked(data.snapshot.manifest) or _is_kept(data, metric):
        return standing
    return Standing("not_connected", datasets=standing.datasets)


def _is_kept(data: Data, metric: str) -> bool:
    """Whether answers of an earlier run have it."""
    cube = data.cube("answers")
    return cube is not None and bool(cube.recorded((("metric", (metric,)),)).any())
