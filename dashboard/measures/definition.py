"""A measure's definition in words."""

from __future__ import annotations

from dashboard.measures.registry import Measure


def definition(measure: Measure) -> str:
    """Return a measure's meaning and formula as one text."""
    return f"{measure.meaning} {measure.formula.text[0].upper()}{measure.formula.text[1:]}."
