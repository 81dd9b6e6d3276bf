"""Every measure, defined once: what pages, tooltips, axes, the definition page and exports show follows from here.

To add one from datasets that exist, add an entry below and name it on a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal, Protocol

from dashboard.measures.formulas import Formula, Mean, Median, Range, Ratio, Score, Total
from dashboard.measures.terms import customers as _customers
from dashboard.measures.terms import earned as _earned
from dashboard.measures.terms import ledger as _ledger
from dashboard.measures.terms import retention as _retention
from dashboard.measures.terms import sums as _sum

Unit = Literal["points", "share", "hours", "minutes", "number", "count", "money"]
Family = Literal["customer", "operations", "finance"]
JudgedAs = Literal["rate", "usual", "not"]
"""How a change of what is counted in full is judged: a share of things by their counts, anything else by its own
earlier changes; what people promised is not a matter of chance."""


class Chosen(Protocol):
    """Of the settings, what the entries depend on."""

    @property
    def revenue_kind(self) -> Literal["recurring", "sales"]:
        """What a customer's month of revenue is."""
        ...

    @property
    def least_change(self) -> Mapping[str, float]:
        """Measure → the least change that is worth saying, where the company has its own."""
        ...


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure.

    ``basis`` is what the number is per or against, where the label does not say it; it stands wherever the label does.
    ``beside`` names measures that must be read with it, in its evidence; ``same_as`` one that tells the same otherwise.
    ``good`` is the direction in which it gets better. ``least_change`` is the least that is worth saying, in the unit,
    or, with ``relative``, as a share of the value before (changes are then told in percent). ``least_n`` is
    None where the settings' own holds. ``counted`` names what n counts. What is ``signed`` is a balance: its values
    bear their sign. ``judged`` is how a change is judged where it does not come from answers.
    """

    name: str
    label: str
    meaning: str
    family: Family
    unit: Unit
    good: Literal["up", "down", "none"]
    formula: Formula
    counted: str = ""
    least_change: float = 0.01
    relative: bool = False
    least_n: int | None = None
    signed: bool = False
    basis: str = ""
    beside: tuple[str, ...] = ()
    same_as: str = ""
    judged: JudgedAs = "usual"

    @property
    def window(self) -> int | None:
        """Months of the window that closes with the period, None where the period itself is measured."""
        formula = self.formula.least if isinstance(self.formula, Range) else self.formula
        return formula.window if isinstance(formula, Ratio) else None

    @property
    def reach(self) -> int | None:
        """Months before the period's last one that such a window reads, None where the period itself is measured."""
        both = "window_revenue" in self.formula.datasets
        return self.window and (2 * self.window - 1 if both else self.window)

    @property
    def growing(self) -> bool:
        """Whether it may drift from year to year, as sums and money do; shares and means are not expected to."""
        return isinstance(self.formula, Total) or self.unit == "money"

    @property
    def sampled(self) -> bool:
        """Whether it comes from answers, a sample, rather than from what is counted in full."""
        return isinstance(self.formula, Score | Mean)


_A_YEAR_APART = "now against 12 months ago"

_ALL = (
    # Customer experience: answers of customers.
    Measure(
        "nps", "Net promoter score", "How likely customers are to recommend us: promoters less detractors.",
        "customer", "points", "up",
        Score("nps", "relationship", plus=(9, 10), minus=tuple(range(7)), scale=100), "answers", least_change=1,
    ),
    Measure(
        "journey_nps", "NPS after a journey", "Promoters less detractors among answers about a journey just lived.",
        "customer", "points", "up",
        Score("nps", "journey", plus=(9, 10), minus=tuple(range(7)), scale=100), "answers", least_change=1,
    ),
    Measure(
        "csat", "CSAT, top two boxes", "Share of answers that are satisfied: 4 or 5 of 5.",
        "customer", "share", "up", Score("csat", None, plus=(4, 5)), "answers",
    ),
    Measure(
        "csat_mean", "CSAT, mean score", "Mean satisfaction, from 1 to 5; another measure than the share satisfied.",
        "customer", "number", "up", Mean("csat", None, 1, 5), "answers", least_change=0.05,
    ),
    Measure(
        "ces", "Effort, easy", "Share of answers that found it easy: 5 to 7 of 7.",
        "customer", "share", "up", Score("ces", None, plus=(5, 6, 7)), "answers",
    ),
    Measure(
        "response_rate", "Response rate",
        "Share of the surveys delivered that were answered, by the month in which they were sent.",
        "customer", "share", "none", Ratio(_sum("invitations", "answered"), _sum("invitations", "delivered")),
        "invitations", judged="rate",
    ),
    Measure(
        "journeys_on_time", "Journeys on time",
        "Share of the journeys promised for the period whose last stage was done by the time promised.",
        "customer", "share", "up", Ratio(_sum("journeys", "on_time"), _sum("journeys", "due")), "journeys",
        judged="rate",
    ),
    # Operations: what was done.
    Measure(
        "first_contact_resolution", "First-contact resolution",
        "Share of the cases opened that are marked as solved at the first contact. One that the customer gave up "
        "counts as not solved; one that is not marked yet is left out.",
        "operations", "share", "up", Ratio(_sum("cases", "contact_resolved"), _sum("cases", "contact_known")), "cases",
        judged="rate", beside=("abandoned_cases",),
    ),
    Measure(
        "abandoned_cases", "Cases abandoned", "Share of the cases opened that the customer gave up.",
        "operations", "share", "down", Ratio(_sum("cases", "abandoned"), _sum("cases", "abandonment_known")), "cases",
        judged="rate", beside=("first_contact_resolution",),
    ),
    Measure(
        "resolution_hours", "Time to resolve, mean",
        "Mean hours from opening to resolution, of the cases resolved in the period; those still open are not in it.",
        "operations", "hours", "down", Ratio(_sum("resolutions", "hours"), _sum("resolutions", "n")), "cases",
        least_change=0.5, basis="of those resolved", beside=("resolution_median",),
    ),
    Measure(
        "resolution_median", "Time to resolve, median",
        "Hours within which half of the cases opened were resolved; one still open takes longer than so far, one that "
        "the customer gave up is left out.",
        "operations", "hours", "down", Median("case_durations", "resolved", "open_at_end"), "cases", relative=True,
        least_change=0.05, basis="of those opened, open ones included", beside=("resolution_hours", "abandoned_cases"),
        same_as="resolution_hours",
    ),
    Measure(
        "handle_minutes", "Handle time",
        "Mean minutes of work on a case opened in the period, where known; never read it without resolution.",
        "operations", "minutes", "none", Ratio(_sum("cases", "handle_minutes"), _sum("cases", "handled")), "cases",
        least_change=0.02, relative=True, beside=("first_contact_resolution",),
    ),
    Measure(
        "transfers_per_case", "Hand-offs per case", "How often a case opened in the period is passed on, on average.",
        "operations", "number", "down", Ratio(_sum("cases", "transfers"), _sum("cases", "transfers_known")), "cases",
        least_change=0.02,
    ),
    Measure(
        "on_time_tasks", "On-time tasks",
        "Share of the tasks first promised for the period that were done by that date.",
        "operations", "share", "up", Ratio(_sum("commitments", "on_time"), _sum("commitments", "due")), "tasks",
        least_n=10, judged="not",
    ),
    # Finance: win, retain, grow.
    Measure(
        "win_rate", "Win rate", "Share of the opportunities decided that were won, by number.",
        "finance", "share", "up",
        Ratio(_sum("opportunities", "n", outcome="won"), _sum("opportunities", "n", outcome=("won", "lost"))),
        "opportunities", judged="rate",
    ),
    Measure(
        "average_deal", "Average deal won", "Mean amount of the opportunities won, of those whose amount is known.",
        "finance", "money", "up",
        Ratio(_sum("opportunities", "amount", outcome="won"), _sum("opportunities", "amount_known", outcome="won")),
        "deals won", least_change=0.02, relative=True,
    ),
    Measure(
        "logo_retention", "Customers retained", "Share of the customers of twelve months ago who are customers now.",
        "finance", "share", "up", _retention("kept_customers", of="opening_customers"), "customers",
        least_change=0.005, basis=_A_YEAR_APART,
    ),
    Measure(
        "gross_revenue_retention", "Gross revenue retention",
        "Monthly revenue now against twelve months ago: the share of what customers brought in that month that they "
        "still bring, without what they added.",
        "finance", "share", "up", _retention("retained_revenue", of="opening_revenue"), "customers",
        least_change=0.005, basis=_A_YEAR_APART,
    ),
    Measure(
        "net_revenue_retention", "Net revenue retention",
        "Monthly revenue now against twelve months ago: what the customers of then bring, growth included, as a share "
        "of what they brought in that month.",
        "finance", "share", "up", _retention("retained_revenue", "expansion", of="opening_revenue"), "customers",
        least_change=0.005, basis=_A_YEAR_APART,
    ),
    Measure(
        "net_customers", "Customers gained less lost",
        "Customers who are new or came back in a month, less those lost in it, added up over the months.",
        "finance", "count", "up",
        Total(_customers("new_customers", "reactivated_customers", "-lost_customers", months=1)), least_change=10,
        signed=True,
    ),
    Measure(
        "customers_won", "New customers",
        "Customers who were never customers before; those who came back are not among them.",
        "finance", "count", "up", Total(_customers("new_customers", months=1)), least_change=10,
    ),
    Measure(
        "refill", "Refill", "Share of the customers gained, new or come back, who only replaced those lost.",
        "finance", "share", "down",
        Ratio(_customers("lost_customers", months=1),
              _customers("new_customers", "reactivated_customers", months=1), most=1.0), "customers gained",
    ),
    Measure(
        "recurring_revenue", "Recurring revenue", "Revenue that recurs, as the ledger has it.",
        "finance", "money", "up", Total(_ledger("recurring_revenue")), relative=True,
    ),
    Measure(
        "gross_margin", "Gross margin", "What is left of revenue after the cost of what was sold, as a share of it.",
        "finance", "share", "up", Ratio(_ledger("gross_margin"), _ledger("revenue"), n=None), least_change=0.005,
    ),
    Measure(
        "cost_to_serve", "Cost to serve", "What serving one customer costs in a month, on average.",
        "finance", "money", "down", Ratio(_ledger("cost_to_serve"), _customers("closing_customers", months=1)),
        "customer-months", relative=True, basis="per customer and month",
    ),
    Measure(
        "earned_growth", "Earned growth",
        "Growth of the last 12 months' revenue over that of the 12 months before, from customers who brought revenue "
        "then and from new ones who came by referral or reputation. Of new customers whose reason is not known, the "
        "low end counts none and the high end all.",
        "finance", "share", "up",
        Range(_earned("new_revenue_bought", "reactivated_revenue", "new_revenue_unknown"),
              _earned("new_revenue_bought", "reactivated_revenue")),
        "customers", least_change=0.005, basis="a year on the one before",
    ),
)  # fmt: skip

HEADLINES = (
    "nps", "csat", "ces", "win_rate", "gross_revenue_retention", "net_revenue_retention", "net_customers",
    "journeys_on_time", "response_rate", "first_contact_resolution", "resolution_median", "on_time_tasks",
    "transfers_per_case", "recurring_revenue", "gross_margin", "cost_to_serve", "earned_growth",
)  # fmt: skip
"""The measures of the Overview: they are judged together, as one family (`measures.verdicts.family`)."""

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _ALL})
"""Measure name → measure, for revenue that recurs."""

IN_SALES: Mapping[str, Measure] = MappingProxyType({
    "recurring_revenue": replace(
        MEASURES["recurring_revenue"], label="Revenue", meaning="Revenue, as the ledger has it.",
        formula=Total(_ledger("revenue")),
    ),
    "logo_retention": replace(
        MEASURES["logo_retention"], label="Buying customers retained",
        meaning="Share of the customers who bought a year ago who still buy.",
    ),
    "gross_revenue_retention": replace(
        MEASURES["gross_revenue_retention"],
        meaning="Of what customers brought a year ago, over the months that make a customer active, the share that "
        "they bring now, without what they added.",
    ),
    "net_revenue_retention": replace(
        MEASURES["net_revenue_retention"],
        meaning="What the customers of a year ago bring now, over the months that make a customer active, as a share "
        "of what they brought then.",
    ),
})  # fmt: skip
"""What is worded or computed otherwise where revenue comes from single sales."""


def measure(name: str, settings: Chosen) -> Measure:
    """Return the measure of that name as it is under the settings."""
    if name not in MEASURES:
        raise KeyError(f"There is no measure {name!r} in the registry; it has {', '.join(MEASURES)}.")
    return _chosen(name, settings.revenue_kind == "sales", settings.least_change.get(name))


@cache
def _chosen(name: str, in_sales: bool, least_change: float | None) -> Measure:
    entry = (in_sales and IN_SALES.get(name)) or MEASURES[name]
    return entry if least_change is None else replace(entry, least_change=least_change)


def measure_hash(measure: Measure) -> str:
    """Return a short hash of what a measure computes; it changes when the formula does, not with the words."""
    return hashlib.sha256(repr((measure.formula, measure.unit)).encode()).hexdigest()[:12]
