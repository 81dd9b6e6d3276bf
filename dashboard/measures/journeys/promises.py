"""Promises kept: by journey, by stage, and at hand-offs, each with the verdict on its change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.data.access import Data
from dashboard.data.by_part import By, by_part, parts_of
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.settings import Settings

MEASURED: Mapping[By, str] = {"journey": "journeys_on_time", "stage": "stages_on_time", "hand_off": "hand_off_wait"}
"""The measure that is told by each."""


@cached
def promises(data: Data, view: View, settings: Settings, by: By) -> Mapping[tuple[str, ...], Figure]:
    """Return the measure of a kind by its parts, those of which anything was counted: journeys by (journey,), stages by
    (journey, stage), hand-offs by the two departments; empty where it is not connected.

    Their changes are one family.
    """
    parts = by_part(data, by, (view.regions, view.segments))
    if parts is None:
        return {}
    everywhere = replace(view, regions=None, segments=None)
    found = {
        parts_of(label): read(parts, MEASURED[by], replace(everywhere, regions=(label,)), settings)
        for label in parts.regions
    }
    return {part: figure for part, figure in found.items() if figure.n > 0}
