"""Channels, and whose hands cases are in, as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate
from dashboard.words import by_label, figures
from dashboard.words.formats import Formats
from dashboard.words.side_by_side import known_by

NAME, HANDS, PARTNERS, BEGUN = (
    "By channel", "Own staff and partners", "Partner by partner", "Proactive and reactive",
)  # fmt: skip
MEANING = (
    "Cases by the channel in which they came: how many, how soon they are answered, what the first contact solves, "
    "what customers give them and how many they give up, each with the verdict on its own change. Channels are told "
    "for all regions and segments together; a case without a channel is in none."
)
MEANING_HANDS = (
    "Cases by whose hands they were in: own staff, where no partner is named, or partners; and by who began them, the "
    "company or the customer. They are told for all regions and segments together. Cases are not dealt out by chance: "
    "what differs may lie in the cases as well as in the hands."
)
VOLUME, ALL = "Cases opened", "All cases"
LABELS = {"own": "Own staff", "partner": "Partners", "company": "Begun by the company", "customer": "By the customer"}
NOT_BY_CHANCE = "Cases are not dealt out by chance: no cause is claimed."


def share_of(number: float, of: float, settings: Settings) -> str:
    """Return a label's share of all that bear one: '34.0 %'."""
    return Formats.of(settings).percent(number / of)


def channels_title(found: Mapping[str, Figure], volumes: Mapping[str, float], settings: Settings) -> str:
    """Return the finding: where the first contact solves most and least, or else where most cases come in."""
    if len(found) > 1:
        best, least = (end(found, key=lambda label: found[label].value) for end in (max, min))
        most, fewest = (figures.value(found[label], settings) for label in (best, least))
        if most != fewest:
            first = f"The first contact solves most by “{called(best)}”, {most}"
            return f"{first}, and least by “{called(least)}”, {fewest}"
    if not volumes:
        return NAME
    largest = max(volumes, key=lambda label: volumes[label])
    share = share_of(volumes[largest], sum(volumes.values()), settings)
    return f"{share} of the cases come by “{called(largest)}”"


def hands_title(own: Figure | None, partner: Figure | None, found: Difference | None, settings: Settings) -> str:
    """Return the finding: whether partners solve more or less at the first contact than own staff."""
    if own is None or partner is None or found is None:
        return HANDS
    entry = measure(own.measure, settings)
    both = f"{figures.value(partner, settings)} against {figures.value(own, settings)}"
    if found.low <= 0 <= found.high:
        return f"No difference at the first contact can be told between partners and own staff: {both}"
    more = "more" if found.value > 0 else "less"
    size = Formats.of(settings).size(entry, found.value)
    return f"Partners solve {more} at the first contact than own staff: {both}, {size} apart"


def begun_title(volumes: Mapping[str, float], settings: Settings) -> str:
    """Return the finding: '7.0 % of the cases were begun by the company'."""
    whole = sum(volumes.values())
    if not whole:
        return BEGUN
    return f"{share_of(volumes.get('company', 0.0), whole, settings)} of the cases were begun by the company"


def called(label: str) -> str:
    """Return how a label is called."""
    return by_label.label_of(label, LABELS)


def in_minutes(entry: Measure, found: Estimate, settings: Settings) -> tuple[str, str] | None:
    """Return the text and the note of hours in minutes; None where they are an hour and more, or not known."""
    if not found.value < 1:
        return None
    told = replace(found, value=60 * found.value, low=60 * found.low, high=60 * found.high)
    minutes = replace(entry, unit="minutes")
    return figures.told(minutes, told, settings), known_by(minutes, told, settings)
