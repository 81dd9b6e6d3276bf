"""The sums of which the registry's formulas are made."""

from __future__ import annotations

from dashboard.measures.formulas import Ratio, Term, Terms, Where


def sums(dataset: str, *measures: str, **where: str | int | tuple[str, ...]) -> Terms:
    """Terms that add measures of one dataset; one that begins with '-' is taken off."""
    kept: Where = tuple((column, value if isinstance(value, tuple) else (value,)) for column, value in where.items())
    return tuple(Term(dataset, name.lstrip("-"), kept, -1 if name.startswith("-") else 1) for name in measures)


def customers(*measures: str, months: int) -> Terms:
    """Terms that follow customers over a window of so many months."""
    return sums("customer_windows", *measures, window=months)


def ledger(line: str) -> Terms:
    """What the ledger books under a line."""
    return sums("finance", "amount", line=line)


def retention(*kept: str, of: str, months: int = 12) -> Ratio:
    """A ratio of what was kept over the months (twelve, unless said otherwise) that close with the period."""
    opening = customers("opening_customers", months=months)
    return Ratio(customers(*kept, months=months), customers(of, months=months), n=opening, window=months)


def revenue_retention(*kept: str, months: int = 12) -> Ratio:
    """The same of revenue, which whom a credit left nothing at the start does not have (``kept``: 'retained' …)."""
    names = {"retained": "retained_revenue", "expansion": "expansion"}
    return Ratio(
        customers(*(names[name] for name in kept), *(f"-credited_{name}" for name in kept), months=months),
        customers("opening_revenue", "-credited_opening", months=months),
        n=customers("opening_customers", "-credited_customers", months=months),
        window=months,
    )


def earned(*left_out: str) -> Ratio:
    """The growth of a year's revenue, without that of some who brought nothing in the year before (DOMAIN 2.7)."""

    def of_a_year(*names: str) -> Terms:
        return sums("window_revenue", *names, window=12)

    grown = of_a_year("revenue", *(f"-{name}" for name in left_out), "-revenue_before")
    return Ratio(grown, of_a_year("revenue_before"), n=of_a_year("customers_before"), window=12)
