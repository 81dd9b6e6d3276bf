"""How many cases came by each channel, or were in whose hands: sums by label, of the whole company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.data.access import Data
from dashboard.data.labels import by_label
from dashboard.data.view import View
from dashboard.measures.by_label import measures_by_label
from dashboard.measures.figure import Figure
from dashboard.settings import Settings
from dashboard.statistics import Difference, proportion_difference

FIRST_CONTACT, FIRST_RESPONSE = "first_contact_resolution", "first_response_median"
BY_CHANNEL = (FIRST_RESPONSE, FIRST_CONTACT, "case_csat", "abandoned_cases", "escalated_cases")
BY_HANDS = (FIRST_CONTACT, "case_csat", FIRST_RESPONSE, "resolution_median", "handle_minutes")


def volumes(data: Data, dimension: str, view: View) -> Mapping[str, float]:
    """Return how many cases of a view's period bear each label of a dimension; nothing where none is known."""
    by, period = by_label(data, dimension, ("cases",)), view.period
    cube = None if by is None else by.cube("cases")
    if cube is None or not cube.rows:
        return {}
    found = cube.sum(("n",), ("region",), (), (period.first, period.last), None, None)
    return {
        str(label): float(row[0])
        for label, row in zip(cube.labels["region"], found.tolist(), strict=True)
        if row[0] > 0
    }


def all_cases(data: Data, view: View) -> float | None:
    """Return how many cases were opened in a view's period, everywhere, with a label or without; None: not known."""
    cube, period = data.cube("cases"), view.period
    return None if cube is None else float(cube.sum(("n",), (), (), (period.first, period.last), None, None)[0])


def figures_of(data: Data, name: str, dimension: str, view: View, settings: Settings) -> Mapping[str, Figure]:
    """Return a measure's figures by label, where it is known of enough cases."""
    labels, rows = measures_by_label(data, (name,), view, settings, dimension)
    found = {label: figure for row in rows for label, figure in zip(labels, row.figures, strict=True)}
    return {label: one for label, one in found.items() if one.shown and one.enough and one.value == one.value}


def apart(first: Figure, second: Figure) -> Difference | None:
    """Return how far a share of cases in one place lies from that in another, each case by itself."""
    if not (first.n > 0 and second.n > 0):
        return None
    k = (first.value * first.n, second.value * second.n)
    return proportion_difference(k[0], first.n, k[1], second.n, first.n, second.n)


def everywhere(view: View) -> View:
    """Return a view of all regions and segments, as labels are told."""
    return replace(view, regions=None, segments=None)
