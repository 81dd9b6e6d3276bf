"""Over how long what customers bring is told."""

from __future__ import annotations

from dashboard.settings import Settings


def months_of_revenue(settings: Settings) -> int:
    """Return of how many months a customer's revenue is: of single sales, as many as a buyer counts as active."""
    return settings.active_months if settings.revenue_kind == "sales" else 1


def per(settings: Settings) -> str:
    """Return it in words: 'a month', 'in 3 months'."""
    months = months_of_revenue(settings)
    return "a month" if months == 1 else f"in {months} months"
