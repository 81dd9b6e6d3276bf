"""Words for people: counted rows, months in a row, and sentences that agree with their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from data_checks.numerals import month_name, numeral

_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "survey_responses": ("answer", "answers"),
    "customers": ("customer", "customers"),
    "survey_invitations": ("invitation", "invitations"),
    "departments": ("department", "departments"),
    "themes": ("theme", "themes"),
    "response_themes": ("mention", "mentions"),
    "objectives": ("objective", "objectives"),
    "tasks": ("task", "tasks"),
    "support_cases": ("case", "cases"),
    "opportunities": ("opportunity", "opportunities"),
    "pilots": ("pilot", "pilots"),
    "journey_steps": ("step", "steps"),
    "change_requests": ("request", "requests"),
    "employee_signals": ("signal", "signals"),
    "recognitions": ("recognition", "recognitions"),
    "lob_sessions": ("session", "sessions"),
    "journey_stages": ("stage", "stages"),
    "feedback": ("comment", "comments"),
    "regions": ("region", "regions"),
    "rally_cries": ("rally cry", "rally cries"),
    "churn_events": ("departure", "departures"),
    "renewals": ("renewal", "renewals"),
    "subscriptions": ("subscription", "subscriptions"),
    "invoices": ("invoice", "invoices"),
    "revenue_movements": ("movement", "movements"),
    "concessions": ("concession", "concessions"),
    "sponsorships": ("sponsorship", "sponsorships"),
    "source_systems": ("system", "systems"),
    "decisions": ("decision", "decisions"),
    "comments": ("comment", "comments"),
})  # fmt: skip
_VERBS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "have": ("has", "have"),
    "are": ("is", "are"),
    "name": ("names", "name"),
    "do": ("does", "do"),
    "them": ("it", "them"),
    "end": ("ends", "end"),
    "count": ("counts", "count"),
    "repeat": ("repeats", "repeat"),
    "pay": ("pays", "pay"),
    "differ": ("differs", "differ"),
    "were": ("was", "were"),
})  # fmt: skip
_LISTED = 3


def counted(number: float, singular: str, plural: str | None = None) -> str:
    """Return '1 row', '12,345 rows'."""
    return f"{numeral(number)} {singular if number == 1 else plural or singular + 's'}"


def rows(table: str, number: float) -> str:
    """Return a number of the table's rows, by the name that its rows have."""
    return counted(number, *_NOUNS.get(table, ("row", "rows")))


def noun(table: str) -> str:
    """Return what one of the table's rows is called."""
    return _NOUNS.get(table, ("row", "rows"))[0]


def a(word: str) -> str:
    """Return the word behind its article: 'a score', 'an amount'."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def agreeing(text: str, number: float, **values: str) -> str:
    """Fill in ``{have}``, ``{are}``, ``{them}`` … as the number asks for it, and values by their names."""
    return text.format(**{word: forms[0 if number == 1 else 1] for word, forms in _VERBS.items()}, **values)


def month_key(month: int) -> str:
    """Return '2025-06'."""
    year, index = divmod(month, 12)
    return f"{year:04d}-{index + 1:02d}"


def month_number(key: str) -> int:
    """Return the whole number of '2025-06'."""
    year, month = key.split("-")
    return int(year) * 12 + int(month) - 1


def listed(values: Iterable[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c', 'a, b, c and 4 more'."""
    names = list(values)
    if len(names) > _LISTED + 1:
        names = [*names[:_LISTED], f"{numeral(len(names) - _LISTED)} more"]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else "none"


def month_names(months: Iterable[int]) -> str:
    """Return the months' names in a row."""
    return listed(month_name(month) for month in months)
