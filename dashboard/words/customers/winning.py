"""Winning beside keeping as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.figure import Figure
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.words import figures

SPENT = (
    "What was spent, by the ledger, on winning customers for each new one, on keeping them for each one kept and "
    "month, and on serving them. Spending and what comes of it are of the same months: no delay is reckoned with."
)
COSTS = "What a customer costs"
OVER_TIME = (
    "The share of the sales decided in a month that were won, and the share of the customers of twelve months before "
    "who were customers still. The one tells of those who may come, the other of those who may leave."
)
BY_SEGMENT = "Score, sales won, customers kept and what they cost, in each segment as its own filter would show them."
SEGMENTS = "Winning, keeping and serving, by segment"


def subtitle(figure: Figure, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, what it is against, and what the drawing means."""
    basis = measure(figure.measure, settings).basis
    said = (figures.scope(view, company), basis, figures.caption(figure, view, settings) if figure.shown else "")
    return " · ".join(filter(None, said))
