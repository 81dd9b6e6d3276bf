"""After the purchase, as words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.view import View
from dashboard.measures.customers.contacts import CONTACTED_OVER, FOLLOWED, Begun, Contact, Followed, Purpose
from dashboard.settings import Settings
from dashboard.words.digits import adding_up
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted

NAME, BECAME = "After the purchase", "What became of those contacted"
MEANING = (
    "Contacts that the company began with its customers, by what for: to sell, to help or to inform. Helping with the "
    "product in use is counted among those to help."
)
MEANING_BECAME = (
    "Customers of twelve months before the period's end, by what the company had contacted them for in the three "
    "months until then: whoever was helped counts as helped, of the others whoever was sold to as sold to, and then "
    "whoever was informed. Told is the share of them who are customers still, as if each group were spread over "
    "segments and tenures as all customers were. Whom a company contacts is not left to chance: evidence grade C, an "
    "association within like customers, not a trial."
)
PURPOSES: Mapping[Purpose, str] = {"sell": "To sell", "help": "To help", "inform": "To inform"}
CONTACTS: Mapping[Contact, str] = {
    "helped": "Helped", "sold_to": "Sold to", "informed": "Informed", "not_contacted": "Not contacted",
}  # fmt: skip
NONE_BEGUN = "The company began no contact here."
GRADE = "Evidence grade C: an association within like customers, not a trial."
STAYED = "still customers"


def title(found: Begun | None, settings: Settings) -> str:
    """Return the finding: '46 % of 9,021 contacts begun were to sell, 28 % to help'."""
    if found is None or not found.n:
        return NAME
    shares = _shares(found)
    formats = Formats.of(settings)
    most, second = sorted(found.by_purpose, key=lambda one: -one[1])[:2]
    said = [f"{formats.percent(shares[one] / 100)} {'were ' * (one == most[0])}to {one}" for one, _ in (most, second)]
    n = counted(found.n, "contact", settings.locale)
    first = said[0].replace(" were", f" of {n} begun were")
    return f"{first}, {said[1]}"


def _shares(found: Begun) -> dict[Purpose, float]:
    shown = adding_up([100 * number / found.n for _, number in found.by_purpose], 1, whole=100)
    return {name: share for (name, _), share in zip(found.by_purpose, shown, strict=True)}


def subtitle(found: Begun | None, settings: Settings) -> str:
    """Return how many help with the product in use: 'contacts begun by the company · 1,137 help with the product …'."""
    said = "contacts begun by the company"
    if found is None:
        return said
    return f"{said} · {Formats.of(settings).count(found.enabling)} help with the product in use"


def instead(found: Begun | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is not None and view.period.first < found.recorded:
        begin = Formats.of(settings).month(found.recorded)
        return f"Contacts are on record from {begin} on: not for all of {view.period.label}."
    if found is None or not found.n:
        return NONE_BEGUN
    if found.n < settings.least_n:
        few = counted(found.n, "contact", settings.locale)
        return f"{few} begun, fewer than the {settings.least_n} from which on purposes are told."
    return ""


def shares(found: Begun, settings: Settings) -> list[str]:
    """Return the share of each purpose, which add up: '46.1 %'."""
    told = _shares(found)
    return [Formats.of(settings).percent(told[name] / 100) for name, _ in found.by_purpose]


def alternative(found: Begun | None, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    if found is None or not found.n:
        return ""
    told = zip(found.by_purpose, shares(found, settings), strict=True)
    return "; ".join(f"{PURPOSES[name]}: {Formats.of(settings).count(n)}, {share}" for (name, n), share in told)


def became_title(found: Followed, settings: Settings) -> str:
    """Return the finding: 'Customers who were helped stayed 2.1 points more often than like ones not contacted'."""
    if found.helped is None:
        return BECAME
    if not found.clear:
        return "No difference can be told between customers helped and not contacted"
    size = Formats.of(settings).points(100 * abs(found.helped.value))
    more = "more" if found.helped.value > 0 else "less"
    return f"Customers who were helped stayed {size} {more} often than like ones not contacted"


def became_subtitle(found: Followed | None, settings: Settings) -> str:
    """Return who is followed: 'still customers in Oct 2026, by what for in Aug–Oct 2025, like for like, …'."""
    if found is None:
        return STAYED
    formats = Formats.of(settings)
    then = formats.months(found.base - CONTACTED_OVER + 1, found.base)
    return f"{STAYED} in {formats.month(found.closing)}, by what for in {then}, like for like, {INTERVAL}"


def not_followed(found: Followed | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is None:
        return (
            f"Customers were not followed over the {FOLLOWED} months to {Formats.of(settings).month(view.period.last)}."
        )
    if not found.told:
        return f"Fewer than {settings.least_n} customers of each kind: too few to tell."
    return ""


def few(found: Followed, settings: Settings) -> tuple[str, ...]:
    """Return the grade, how large the difference is known to be, and whom there are too few of."""
    formats = Formats.of(settings)
    said = [GRADE]
    if found.helped is not None:
        ends = (100 * end for end in (found.helped.value, found.helped.low, found.helped.high))
        moved, low, high = ends
        said.insert(0, f"Helped less not contacted: {formats.points(moved, signed=True)} "
                       f"({INTERVAL} {formats.around(moved, low, high, 1)}).")  # fmt: skip
    said += [f"{CONTACTS[one]}: {n}, too few to tell." for one, n in found.few]
    return tuple(said)


def became_alternative(found: Followed | None, settings: Settings) -> str:
    """Return the chart for those who do not see it."""
    formats = Formats.of(settings)
    told = () if found is None else found.told
    return "; ".join(
        f"{CONTACTS[one.contact]}: {formats.percent(one.kept.value)} "
        f"({formats.percents(one.kept.low, one.kept.high)}), {counted(one.customers, 'customer', settings.locale)}"
        for one in told
    )
