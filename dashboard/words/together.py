"""Several measures in one sentence: which changed, by the verdict that each number has, and that the others did not."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.view import View
from dashboard.measures.changes.composition import Composition
from dashboard.measures.figure import Figure
from dashboard.settings import Settings
from dashboard.words.comparison import compared_with
from dashboard.words.overview.news import NOTHING_TO_COMPARE, beside_the_whole, moved_alone
from dashboard.words.plain import listed

Moved = tuple[Figure, Composition | None]
"""A figure that changed clearly, and what its common parts did where the whole is made of others."""

_NAMED = 3
"""Changes that are named; of more, that there are others."""

NO_VERDICT = ("too_little", "not_judged", "no_comparison")
"""Verdicts of what was not judged."""


def told(moved: Sequence[Moved], others: Sequence[Figure], view: View, settings: Settings) -> str:
    """Return what measures tell together: 'Journeys on time fell 17.0 points; no other that is judged changed clearly'.

    ``others`` did not change clearly. One alone tells itself, with its value.
    """
    if len(moved) + len(others) < 2:
        return ""
    judged = [figure for figure in others if figure.verdict.word not in NO_VERDICT]
    if not moved:
        return quiet(judged, view)
    named = [_moved(figure, mixed, settings) for figure, mixed in moved[:_NAMED]]
    if len(moved) > len(named):
        return f"{listed(named)}; others changed clearly, too"
    return listed(named) + ("; no other that is judged changed clearly" if judged else "")


def quiet(judged: Sequence[Figure], view: View) -> str:
    """Return that nothing changed among what is judged, or why nothing is."""
    if not judged:
        return NOTHING_TO_COMPARE if view.against is None else f"No measure can be judged against {compared_with(view)}"
    # What is too small to be worth saying is beyond noise all the same.
    small = any(figure.verdict.word == "small" for figure in judged)
    return f"{'No clear change' if small else 'Nothing beyond noise'} among these, against {compared_with(view)}"


def _moved(figure: Figure, mixed: Composition | None, settings: Settings) -> str:
    if mixed is None:
        return moved_alone(figure, settings)
    return f"{moved_alone(figure, settings)} ({beside_the_whole(mixed, figure.verdict.change > 0)})"
