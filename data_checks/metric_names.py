"""What surveys call their metrics, and the expression that reads such names as the contract's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "nps": ("nps", "netpromoter", "recommend", "likelihoodtorecommend", "relationshipnps", "transactionalnps"),
    "csat": ("csat", "customersatisfaction", "satisfaction", "overallsatisfaction"),
    "ces": ("ces", "customereffort", "effort", "easeofuse", "ease"),
    "thumbs": ("thumbs", "thumb", "thumbsup", "thumbup", "thumbsupdown", "thumbsupthumbsdown", "thumbsupordown"),
})  # fmt: skip
"""Metric → what it evidently is called, in small letters without signs, and without 'score', 'rating' or 'index'."""
_BEHIND = ("score", "rating", "index")


def evident(text: str) -> str | None:
    """Return the metric that a text evidently names ('Customer Effort Score' is ces); None where none is evident."""
    letters = "".join(sign for sign in text.lower() if sign.isalnum())
    ways = {letters, *(letters.removesuffix(word) for word in _BEHIND)}
    return next((metric for metric, called in _CALLED.items() if ways & {*called}), None)


def rewritten(column: str, texts: Iterable[str]) -> str:
    """Return what to write so that texts are read as the metrics that they evidently name; nothing where none does."""
    found = {text: metric for text in texts if (metric := evident(text)) is not None}
    cases = " ".join(f"when '{text.replace(chr(39), chr(39) * 2)}' then '{metric}'" for text, metric in found.items())
    return (
        f"If they are what they are called, write case {column} {cases} else {column} end as {column}. "
        if cases
        else ""
    )
