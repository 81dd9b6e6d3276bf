"""Who is speaking, as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.customers.speaking import Coverage, Heard
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.formats import Formats
from dashboard.words.plain import capitalised, counted

NAME = "Who is speaking"
MEANING = (
    "The customers of the last month of the period, and what they bring in it: what part of both was sent a survey "
    "within the months before, was reached by one, and answered one, whatever the survey. Customers without an answer "
    "in these months are silent, whatever they said earlier. An answer needs no invitation."
)
PLACES = "By region and segment"
PLACES_MEANING = "The same by region and by segment, as they are today; those with the least of their customers first."
STEPS = {"asked": "Asked", "reached": "Reached", "answered": "Answered"}
ALL = "All customers"
PLACES_ORDER = "the least heard first, regions before segments"
_SPANS = {12: "a year", 3: "three months", 1: "a month"}


def title(found: Coverage, settings: Settings) -> str:
    """Return the finding: '48.1 % of customers answered in a year; they bring 63.2 % of revenue'."""
    formats, now = Formats.of(settings), found.now
    if not now.of_customers[-1]:
        return f"No customer answered in {_SPANS[found.window]}"
    customers, revenue = formats.percent(now.share("answered")), formats.percent(now.share_of_revenue("answered"))
    return f"{customers} of customers answered in {_SPANS[found.window]}; they bring {revenue} of revenue"


def subtitle(found: Coverage, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, and over which months."""
    whole = counted(found.now.customers, "customer", settings.locale)
    return f"{figures.scope(view, company)} · {whole} in {Formats.of(settings).month(found.month)} · {span(found)}"


def span(found: Coverage) -> str:
    """Return how far it looks back: 'within 12 months'."""
    return f"within {found.window} months" if found.window > 1 else "within the month"


def few(found: Coverage, settings: Settings) -> str:
    """Return what is said in place of shares of very few; nothing where there are enough."""
    if found.now.customers >= settings.least_n:
        return ""
    customers = counted(found.now.customers, "customer", settings.locale)
    return f"{customers} here, fewer than the {settings.least_n} from which on shares of them are told."


def not_followed(view: View) -> str:
    """Return why nothing is told of a period."""
    return f"Customers were not followed until the end of {view.period.label}."


def before(one: Heard | None, step: str, settings: Settings) -> str:
    """Return a share of customers as it was in the period compared; nothing where that is not known."""
    return "" if one is None else Formats.of(settings).percent(one.share(step))


def least_heard_of(found: Coverage, settings: Settings) -> str:
    """Return the same as a finding: 'Least heard: LATAM, 31.0 % of its customers'."""
    return capitalised(least_heard(found, settings))


def least_heard(found: Coverage, settings: Settings) -> str:
    """Return what stands on the outside of the fold: 'least heard: LATAM, 31.0 % of customers'."""
    told = [one for one in found.places if one[2].customers >= settings.least_n]
    if not told:
        return ""
    _, name, heard = min(told, key=lambda one: one[2].share("answered"))
    return f"least heard: {name}, {Formats.of(settings).percent(heard.share('answered'))} of its customers"
