"""What is right of each case: what is said of it, where, and what is never said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Where = Literal["doctor", "check", "refresh", "status", "pages"]
Said = tuple[tuple[Where, str], ...]


@dataclass(frozen=True)
class Case:
    """A case by the name of its folder. ``change`` is the file that changes the small company; None: a mapping.

    ``says`` and ``never`` are patterns of what each command, or any page, does say and does not; ``codes`` are how
    commands end.
    """

    name: str
    says: Said = ()
    never: Said = ()
    codes: Mapping[Where, int] = field(default_factory=lambda: MappingProxyType({}))
    change: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


NO_BLAME: Said = (("check", "query is at fault|counts some rows twice"), ("check", "Northstar itself failed"))
"""What is said where nothing but the data is at fault."""


def _small(name: str, says: Said = (), never: Said = (), *, change: str = "change.sql", **more: Any) -> Case:
    number = name.rstrip("abcdefgh")
    return Case(name, says, (*NO_BLAME, *never), change=f"{number}/{change}", **more)


MAPPINGS = (
    Case("churned_but_pays", (("check", r"churned.*50 (customers|of)|50 .*churned"),)),
    Case(
        "drifting_invoices",
        (("check", "revenue.*(quarter|third month)"), ("check", "invoices|subscriptions")),
        (*NO_BLAME, ("pages", r"53\.6\s*%")),
    ),
    Case("waves", never=(("check", "no more than 7 days"), ("check", "withheld")), codes={"refresh": 0}),
    Case("one_month", never=(("pages", "Jun 2024 (to|–) Jun 2024"),), codes={"refresh": 0}),
    Case("three_months", codes={"refresh": 0}),
    Case("journey_nps", (("pages", "NPS.*journey"),), (*NO_BLAME, ("pages", r"(?<![\d,])0 answers(?! of)"))),
    Case("after_as_of", (("check", r"1,987"),)),
    Case("one_label_each", (("pages", "told apart"),), (("pages", "none of them 30 times"),)),
    Case("unowned_themes", never=(("pages", "no single line of business"), ("pages", r"\bnot yet\b"))),
    Case("csat_in_cases", (("pages", "CSAT of cases|cases"),), NO_BLAME),
    Case("departments_unseen", (("pages", "Hated"), ("pages", "Loved"))),
    Case("twice_loaded", (("check", r"1,000 .*(equal|repeat)"),)),
    Case("credit_note", never=(*NO_BLAME, ("check", "withheld")), codes={"refresh": 0}),
    Case(
        "two_elevens",
        (("check", "set aside"), ("check", "1998")),
        (("check", "withheld"),),
        codes={"refresh": 0},
    ),
    Case("d_runtime", (("doctor", "n/a"), ("check", "n/a")), codes={"refresh": 1}),
    Case("unmarked_tile", (("check", "3 steps"),), NO_BLAME),
)

SMALL = (
    Case("base", never=NO_BLAME, codes={"doctor": 0, "check": 0, "refresh": 0}, change=""),
    _small("01a", never=(("pages", r"(?<![\d,])0 answers(?! of)"),), change="a_change.sql"),
    _small("01b", change="b_change.sql"),
    _small("01c", change="c_change.sql"),
    _small("01d", change="d_change.sql"),
    _small("02", (("pages", "told apart"),), (("pages", "none of them 30 times"),)),
    _small("03", (("check", "tasks.*due_on.*set aside"),), codes={"refresh": 0}),
    _small("03b", change="b_change.sql"),
    _small("03c", (("check", "responded_at"),), change="c_change.sql"),
    _small("04", environment={"NORTHSTAR_TIMEZONE": "America/New_York"}),
    _small("06", (("pages", "Plus plan"),)),
    _small("08", (("check", "84"), ("check", "Customer Effort Score")), (("pages", r"8,400"),)),
    _small("12", never=(("check", "not believed"),), environment={"NORTHSTAR_FIRST_MONTH": "2021-03"}),
    _small("13", (("pages", "1 Apr"),), (("check", "not believed"),)),
    _small("16", never=(("check", "withheld"),), codes={"refresh": 0}),
    _small("17", (("doctor", "answer"),), environment={"PYTHONIOENCODING": "latin-1"}),
    _small("18"),
    _small("22", (("check", "unique for each question"),)),
    _small("23", (("check", r"\d+\.0"),)),
    _small("26", codes={"refresh": 0}),
    _small("27", (("pages", "weights are 0"),)),
    _small("28", codes={"refresh": 0}),
    _small("29", (("check", "99"),), codes={"refresh": 1}),
    _small("30", codes={"refresh": 0}),
)

CASES = (*MAPPINGS, *SMALL)
