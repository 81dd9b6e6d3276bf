"""Measures by label, in words: departments by their names, channels and the company's own dimensions as they are."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.labels import CHANNEL, DEPARTMENT, OTHERS
from dashboard.data.view import View
from dashboard.words import figures
from dashboard.words.comparison import comparison

MEANING = (
    "Measures of what customers live, by the department that answers for it, by channel and by what else the company "
    "tells its customers, answers and cases by: with what was counted and, for samples, the 95 % interval. Each has "
    "the verdict on its own change, controlled over all of them together. What has no label is in none; they are told "
    "for all regions and segments together. Retention goes by the label that a customer has today, revenue by the one "
    "under which it was booked, or else the customer's. Beyond 200 labels each measure has the rest as one, its own."
)
SAID, ALL = "What customers say, by department", "All answers and cases"


def name_of(dimension: str) -> str:
    """Return how a dimension is called: 'department', 'plan'."""
    return {DEPARTMENT: "department", CHANNEL: "channel"}.get(dimension, dimension.replace("_", " "))


def label_of(label: str, names: Mapping[str, str]) -> str:
    """Return how a label is called: a department by its name; the pool of the small ones as what it is."""
    return "all others" if label == OTHERS else names.get(label, label)


def title(dimension: str, shown: int, of: int) -> str:
    """Return what is compared: 'By department', 'By channel: 8 of 40, those with most answers'."""
    return f"By {name_of(dimension)}" + (f": {shown} of {of}, those of which most is counted" if of > shown else "")


def subtitle(view: View) -> str:
    """Return the period, what changes are against, what no word means, and that no filter is followed."""
    whole = f"; {figures.WHOLE_COMPANY}" if view.filtered else ""
    if view.against is None:
        return f"{view.period.label}{whole}"
    return f"{comparison(view)}; without a word: no clear change, or as usual{whole}"


def said_of(name: str) -> str:
    """Return whose customers are heard: 'What customers of Billing say'."""
    return f"What customers say where {name} answers for it"
