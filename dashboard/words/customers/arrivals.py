"""Where new customers come from, as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.customers.arrivals import Arrivals
from dashboard.settings import Settings
from dashboard.words.customers.bucket import not_followed
from dashboard.words.digits import adding_up
from dashboard.words.formats import Formats
from dashboard.words.plain import counted
from dashboard.words.revenue import per

NAME, GROWTH = "Earned or bought", "Growth"
MEANING = (
    "Customers who are new in the period, by the reason noted for joining: earned by referral or reputation, or bought "
    "by marketing and sales. Of some no reason is noted: the share that was earned lies between none and all of them. "
    "What they bring is their revenue at the period's end."
)
SOURCES = {"earned": "Earned", "bought": "Bought", "": "Reason not noted"}


def title(found: Arrivals | None, settings: Settings) -> str:
    """Return the finding: '25.1 to 40.3 % of 530 new customers were earned by referral or reputation'."""
    if found is None or not found.customers:
        return NAME
    low, high = found.earned
    formats = Formats.of(settings)
    share = formats.percents(low, high, holds=False) or formats.percent(low)
    return f"{share} of {counted(found.customers, 'new customer', settings.locale)} were earned"


def subtitle(found: Arrivals | None, settings: Settings) -> str:
    """Return what is drawn, and of how many no reason is noted."""
    if found is None:
        return "new customers"
    unknown = found.sources[-1].customers
    noted = f" · of {Formats.of(settings).count(unknown)} no reason is noted" if unknown else ""
    return f"new customers{noted}{'' if found.across else ' · the months added up'}"


def instead(found: Arrivals | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is None:
        return not_followed(view)
    if not found.customers:
        return "No customer is new."
    if found.customers < settings.least_n:
        few = counted(found.customers, "new customer", settings.locale)
        return f"{few}, fewer than the {settings.least_n} from which on sources are told."
    return ""


def labels(found: Arrivals, settings: Settings) -> list[str]:
    """Return what stands at each source, of parts that add up: '25.1 % · €48K a month'."""
    formats = Formats.of(settings)
    shares = adding_up([100 * one.customers / found.customers for one in found.sources], 1, whole=100)
    return [
        f"{formats.percent(share / 100)} · {formats.money(one.revenue)} {per(settings)}"
        for one, share in zip(found.sources, shares, strict=True)
    ]


def alternative(found: Arrivals | None, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    if found is None or not found.customers:
        return ""
    formats, told = Formats.of(settings), zip(found.sources, labels(found, settings), strict=True)
    return "; ".join(f"{SOURCES[one.name]}: {formats.count(one.customers)}, {label}" for one, label in told)
