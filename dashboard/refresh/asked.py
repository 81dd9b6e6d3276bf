"""What is asked for: which months, how they are read, and what measures can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import sqlalchemy

from dashboard.measures.possible import possible as bounds_of
from dashboard.measures.registry import measure
from dashboard.refresh import record
from dashboard.refresh.masked import switched_on
from dashboard.refresh.tolerances import active_months
from dashboard.settings import Settings
from data_checks.registers import Possible
from queries.extract import Parameters
from queries.source import Explain, Source


def parameters(settings: Settings, today: date) -> Parameters:
    """Return what the queries are asked with."""
    first, last = settings.months(today)
    return Parameters(
        first, last, first, active_months(settings), settings.signed_mentions,
        theme_window_months=settings.theme_window_months, as_of=today,
        scales=record.scales(settings),
    )  # fmt: skip


def source(connection: sqlalchemy.Connection, settings: Settings, explain: Explain, today: date) -> Source:
    """Return what the warehouse has, read as the settings say: its scales, dimensions, and what is switched on."""
    found, on = Source.inspect(connection, settings.mapping, explain, today), switched_on(settings)
    return replace(found, dimensions=settings.dimensions, scales=record.scales(settings), switched_on=on)


def possible(settings: Settings) -> dict[str, Possible]:
    """Return what each measure is called and can be, for the checks of what people write down of it."""
    return {name: Possible(measure(name, settings).label, *bounds) for name, bounds in bounds_of(settings).items()}
