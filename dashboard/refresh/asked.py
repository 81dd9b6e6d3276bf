"""What is asked for: which months, how they are read, and what measures can be."""

from __future__ import annotations

from datetime import date

from dashboard.measures.possible import possible as bounds_of
from dashboard.measures.registry import measure
from dashboard.refresh import record
from dashboard.refresh.tolerances import active_months
from dashboard.settings import Settings
from data_checks.registers import Possible
from queries.extract import Parameters


def parameters(settings: Settings, today: date) -> Parameters:
    """Return what the queries are asked with."""
    first, last = settings.months(today)
    return Parameters(
        first, last, first, active_months(settings), settings.signed_mentions,
        theme_window_months=settings.theme_window_months, as_of=today,
        scales=record.scales(settings),
    )  # fmt: skip


def possible(settings: Settings) -> dict[str, Possible]:
    """Return what each measure is called and can be, for the checks of what people write down of it."""
    return {name: Possible(measure(name, settings).label, *bounds) for name, bounds in bounds_of(settings).items()}
