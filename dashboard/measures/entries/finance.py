"""Measures of money, and of the customers who bring it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dashboard.measures.entries.entry import Measure
from dashboard.measures.formulas import Range, Ratio, Total
from dashboard.measures.terms import customers as _customers
from dashboard.measures.terms import earned as _earned
from dashboard.measures.terms import ledger as _ledger
from dashboard.measures.terms import retention as _retention
from dashboard.measures.terms import revenue_retention as _revenue_retention
from dashboard.measures.terms import sums as _sum

_A_YEAR_APART = "now against 12 months ago"
_A_QUARTER_APART = "now against 3 months ago, not a year's"

FINANCE = (
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
        "still bring, without what they added. Whom a credit left nothing then had none to keep.",
        "finance", "share", "up", _revenue_retention("retained"), "customers",
        least_change=0.005, basis=_A_YEAR_APART,
    ),
    Measure(
        "net_revenue_retention", "Net revenue retention",
        "Monthly revenue now against twelve months ago: what the customers of then bring, growth and price rises "
        "included, as a share of what they brought in that month.",
        "finance", "share", "up", _revenue_retention("retained", "expansion"), "customers",
        least_change=0.005, basis=_A_YEAR_APART,
    ),
    Measure(
        "logo_retention_quarter", "Customers retained over 3 months",
        "Share of the customers of three months ago who are customers now. It tells of three months alone, and is no "
        "year's: it stands where a year is not recorded.",
        "finance", "share", "up", _retention("kept_customers", of="opening_customers", months=3), "customers",
        least_change=0.005, basis=_A_QUARTER_APART, same_as="logo_retention",
    ),
    Measure(
        "gross_revenue_retention_quarter", "Gross revenue retention over 3 months",
        "Monthly revenue now against three months ago: the share of what customers brought in that month that they "
        "still bring, without what they added. It tells of three months alone, and is no year's: it stands where a "
        "year is not recorded.",
        "finance", "share", "up", _revenue_retention("retained", months=3), "customers",
        least_change=0.005, basis=_A_QUARTER_APART, same_as="gross_revenue_retention",
    ),
    Measure(
        "net_revenue_retention_quarter", "Net revenue retention over 3 months",
        "Monthly revenue now against three months ago: what the customers of then bring, growth and price rises "
        "included, as a share of what they brought in that month. It tells of three months alone, and is no year's: it "
        "stands where a year is not recorded.",
        "finance", "share", "up", _revenue_retention("retained", "expansion", months=3),
        "customers", least_change=0.005, basis=_A_QUARTER_APART, same_as="net_revenue_retention",
    ),
    Measure(
        "renewal_rate", "Renewals won",
        "Share of the renewals that fell due and are decided which were renewed, by number. Of those due: a customer "
        "whose contract does not end is in neither.",
        "finance", "share", "up", Ratio(_sum("renewals", "renewed"), _sum("renewals", "renewed", "lost")), "renewals",
        least_change=0.005, judged="rate", beside=("renewal_value", "logo_retention"),
    ),
    Measure(
        "renewal_value", "Renewal rate, by value",
        "Of the yearly value of the renewals that fell due, the share that was renewed, without what was added: lost "
        "ones count as nothing, those not decided yet, or renewed for an amount that nobody noted, are left out.",
        "finance", "share", "up",
        Ratio(_sum("renewals", "value_kept"), _sum("renewals", "value_known"),
              n=_sum("renewals", "renewed", "lost")), "renewals",
        least_change=0.005, basis="of those due", beside=("renewal_rate", "gross_revenue_retention"),
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
        "customers_revenue", "Recurring revenue of customers",
        "What customers bring, month by month, credits taken off: from the table of revenue or what is in its place, "
        "subscriptions, invoices or movements. A ledger may book it otherwise.",
        "finance", "money", "up", Total(_sum("customer_revenue", "amount")), relative=True,
        basis="from customers' months, not a ledger", same_as="recurring_revenue",
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
        "acquisition_cost", "Cost to win a customer",
        "What was spent on acquisition in the period for each customer who was new in it. Whoever signs later than "
        "the money is spent counts later; those who came back are not new.",
        "finance", "money", "down",
        Ratio(_ledger("acquisition_spend"), _customers("new_customers", months=1)), "new customers", least_change=0.02,
        relative=True, basis="per new customer", beside=("retention_cost", "customers_won"),
    ),
    Measure(
        "retention_cost", "Cost to keep a customer",
        "What was spent on keeping customers in the period for each month of a customer who was kept.",
        "finance", "money", "down",
        Ratio(_ledger("retention_spend"), _customers("kept_customers", months=1)), "customer-months",
        least_change=0.02, relative=True, basis="per customer kept and month", beside=("acquisition_cost",),
    ),
    Measure(
        "earned_growth", "Earned growth",
        "Growth of the last 12 months' revenue over that of the 12 months before, from customers who brought revenue "
        "then and from new ones who came by referral or reputation. Of new customers whose reason is not known, the "
        "low end counts none and the high end all. Who was won in the course of the year before is among "
        "the former, and brings a full year now: it is not comparable with net revenue retention.",
        "finance", "share", "up",
        Range(_earned("new_revenue_bought", "reactivated_revenue", "new_revenue_unknown"),
              _earned("new_revenue_bought", "reactivated_revenue")),
        "customers", least_change=0.005, basis="a year on the one before",
    ),
)  # fmt: skip
"""Win, retain, grow."""

_BY_NAME = {measure.name: measure for measure in FINANCE}

IN_SALES: Mapping[str, Measure] = MappingProxyType({
    "recurring_revenue": replace(
        _BY_NAME["recurring_revenue"], label="Revenue", meaning="Revenue, as the ledger has it.",
        formula=Total(_ledger("revenue")),
    ),
    "customers_revenue": replace(
        _BY_NAME["customers_revenue"], label="Revenue of customers",
        meaning="What customers bought, month by month, credits taken off. A ledger may book it otherwise.",
    ),
    "logo_retention": replace(
        _BY_NAME["logo_retention"], label="Buying customers retained",
        meaning="Share of the customers who bought a year ago who still buy.",
    ),
    "gross_revenue_retention": replace(
        _BY_NAME["gross_revenue_retention"],
        meaning="Of what customers brought a year ago, over the months that make a customer active, the share that "
        "they bring now, without what they added.",
    ),
    "logo_retention_quarter": replace(
        _BY_NAME["logo_retention_quarter"], label="Buying customers retained over 3 months",
        meaning="Share of the customers who bought three months ago who still buy. It tells of three months alone, and "
        "is no year's.",
    ),
    "gross_revenue_retention_quarter": replace(
        _BY_NAME["gross_revenue_retention_quarter"],
        meaning="Of what customers brought three months ago, over the months that make a customer active, the share "
        "that they bring now, without what they added. It tells of three months alone, and is no year's.",
    ),
    "net_revenue_retention_quarter": replace(
        _BY_NAME["net_revenue_retention_quarter"],
        meaning="What the customers of three months ago bring now, over the months that make a customer active, as a "
        "share of what they brought then. It tells of three months alone, and is no year's.",
    ),
    "net_revenue_retention": replace(
        _BY_NAME["net_revenue_retention"],
        meaning="What the customers of a year ago bring now, over the months that make a customer active, as a share "
        "of what they brought then.",
    ),
})  # fmt: skip
"""What is worded or computed otherwise where revenue comes from single sales."""
