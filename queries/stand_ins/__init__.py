"""Revenue of the shape that a company has it in: the queries that make customers' months of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from queries.dialects import render, spell

_FOLDER = Path(__file__).parent


def stand_in(name: str, select: str, dialect: str, today: date) -> str:
    """Return the SELECT that makes customers' months, up to that of ``today``, of a table's rows (``select``)."""
    texts = {of: (_FOLDER / f"{of}.sql").read_text(encoding="utf-8").strip() for of in ("days", name)}
    present = {"present_month": today.year * 12 + today.month - 1}
    days, months = (spell(render(texts[of], present), dialect) for of in ("days", name))
    return (
        f"with {name} as (\n{select}\n),\ndays as (\n{days}\n),\nmade_months as (\n{months}\n)\n"
        "select customer_id, month, amount from made_months"
    )
