"""What customers did after what they had said, as words.

Nothing here claims a cause: what is told is an association within like customers, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from dashboard.data.view import View
from dashboard.measures.customers.next_steps import ASKED_OVER, Class, Compared, NextSteps, Said
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate
from dashboard.words.digits import shown_difference
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted
from dashboard.words.revenue import per

NAME = "What they did next"
MEANING = (
    "Customers by their last answer to a relationship survey in three months, and what became of them in the twelve "
    "months after. Only those who brought revenue at the end of the three months are followed. The follow-up ends with "
    "the period that is chosen, so that it is complete. Each group is shown as if it were spread over segments and "
    "tenures (under 1 year, 1 to 3, 3 and more) as all customers of then are: a share in each, weighed by how many "
    "customers are in it, what they bring by how much all brought. What else sets the groups apart, nobody measured."
)
GRADE = "Evidence grade C: an association within like customers (same segment and tenure), not a trial."
BROUGHT = "of what they brought"
CLASSES: dict[Said, str] = {
    "promoter": "Promoters",
    "passive": "Passives",
    "detractor": "Detractors",
    "asked": "Asked, silent",
    "not_asked": "Not asked",
    "silent": "Silent",
}
_SCORED = {"promoter": "scored 9 or 10", "detractor": "scored 0 to 6"}


def stayed(settings: Settings) -> str:
    """Return what is counted of customers: 'still customers', or 'still buying' where they buy now and then."""
    return "still buying" if settings.revenue_kind == "sales" else "still customers"


def title(found: NextSteps, settings: Settings) -> str:
    """Return the finding: 'Detractors left 2.1 times as often as promoters, like for like'."""
    compared = found.compared
    if compared is None:
        return "Too few promoters or detractors to compare what they did next"
    if not compared.clear:
        return "No difference between promoters and detractors can be told in how many left"
    went = "stopped buying" if settings.revenue_kind == "sales" else "left"
    more, less = ("Detractors", "promoters") if compared.kept.value > 0 else ("Promoters", "detractors")
    ratio = compared.left.value if compared.kept.value > 0 else 1 / compared.left.value
    if not math.isfinite(ratio):
        return f"{more} {went} more often than {less}, like for like"
    return f"{more} {went} {Formats.of(settings).number(ratio, 1)} times as often as {less}, like for like"


def spent_title(found: NextSteps, settings: Settings) -> str:
    """Return the finding in money: 'Detractors bring 89 % of what they brought, promoters 104 %'."""
    compared, (happy, unhappy) = found.compared, (found.of("promoter"), found.of("detractor"))
    if compared is None or happy is None or unhappy is None:
        return "What they bring of what they brought"
    if not compared.spent_clear:
        return "No difference between promoters and detractors can be told in what they bring"
    formats = Formats.of(settings)
    told = [formats.percent(one.net.value) for one in (unhappy, happy)]
    return f"Detractors bring {told[0]} of what they brought, promoters {told[1]}, like for like"


def subtitle(found: NextSteps, settings: Settings) -> str:
    """Return when it was said, how long they were followed, and how many."""
    formats = Formats.of(settings)
    return f"{stayed(settings)} in {formats.month(found.closing)}, {INTERVAL} · {_said_in(found, settings)}"


def spent_subtitle(found: NextSteps, settings: Settings) -> str:
    """Return what the money is, of when and whose."""
    formats = Formats.of(settings)
    ends = f"{formats.month(found.closing)} against {formats.month(found.base)}"
    return f"revenue {per(settings)}, {ends}, growth and losses included, {INTERVAL} · {_said_in(found, settings)}"


def _said_in(found: NextSteps, settings: Settings) -> str:
    said = Formats.of(settings).months(found.base - ASKED_OVER + 1, found.base)
    return f"{counted(found.customers, 'customer', settings.locale)}, by what they had said in {said}, if anything"


def notes(found: NextSteps, settings: Settings) -> tuple[str, ...]:
    """Return the finding in full, of whom nothing is told, and what kind of evidence it is."""
    told = (_in_full(found, settings), _left_out(found, settings), GRADE)
    return tuple(note for note in told if note)


def spent_notes(found: NextSteps, settings: Settings) -> tuple[str, ...]:
    """Return the finding in money in full, and what kind of evidence it is."""
    happy, unhappy = found.of("promoter"), found.of("detractor")
    if found.compared is None or happy is None or unhappy is None or not found.compared.spent_clear:
        return (GRADE,)
    size, span = _points(happy.net, unhappy.net, found.compared.net, settings)
    more = "more" if found.compared.net.value > 0 else "less"
    said = (
        f"Of what they brought, customers who {_SCORED['promoter']} bring {size} {more} than like customers who "
        f"{_SCORED['detractor']} ({INTERVAL} {span})."
    )
    return (said, GRADE)


def _in_full(found: NextSteps, settings: Settings) -> str:
    compared, happy, unhappy = found.compared, found.of("promoter"), found.of("detractor")
    if compared is None or happy is None or unhappy is None:
        return ""
    if not compared.clear:
        seen = Formats.of(settings).points(100 * compared.detectable)
        return f"The smallest difference in the share that stays that could have been seen is {seen}."
    first, other = ("promoter", "detractor") if compared.kept.value > 0 else ("detractor", "promoter")
    size, span = _points(happy.kept, unhappy.kept, compared.kept, settings)
    return (
        f"Customers who {_SCORED[first]} were {stayed(settings)} {size} more often than like customers who "
        f"{_SCORED[other]} ({INTERVAL} {span})."
    )


def _points(first: Estimate, second: Estimate, apart: Difference, settings: Settings) -> tuple[str, str]:
    """Return a difference of shares as a size in points, as a reader would take it, and its interval."""
    formats, moved = Formats.of(settings), shown_difference(100 * first.value, 100 * second.value, 1)
    return formats.points(abs(moved)), formats.around(moved, 100 * apart.low, 100 * apart.high, 1)


def _left_out(found: NextSteps, settings: Settings) -> str:
    if not found.few:
        return ""
    few = Formats.of(settings).listed(f"{name(said).lower()} ({number})" for said, number in found.few)
    return f"Fewer than {settings.least_n} customers, of which nothing is told: {few}."


def name(said: Said) -> str:
    """Return a class as it is called."""
    return CLASSES[said]


def instead(found: NextSteps | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart; nothing where there is one to draw."""
    if found is None:
        return (
            f"Nobody was followed for twelve months until the end of {view.period.label}: revenue, or what customers "
            "say, is not on record from fifteen months before it on."
        )
    if found.told:
        return ""
    few = counted(found.customers, "customer", settings.locale)
    return f"{few} here, and fewer than {settings.least_n} who said the same: too few to tell what they did next."


def share(estimate: Estimate, settings: Settings) -> str:
    """Return a share as it stands beside its mark."""
    return Formats.of(settings).percent(estimate.value)


def alternative(found: NextSteps | None, of: str, settings: Settings) -> str:
    """Return what is drawn, for those who do not see it: a group, its value, its interval and how many it is."""
    formats = Formats.of(settings)
    told = [] if found is None else [(one, one.kept if of == "stayed" else one.net) for one in found.told]
    return "; ".join(
        f"{name(one.said)} {share(value, settings)} ({formats.percents(value.low, value.high)}), "
        f"{counted(one.customers, 'customer', settings.locale)}"
        for one, value in told
    )


def facts(found: NextSteps, settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what is known besides, for whoever asks how we know."""
    formats = Formats.of(settings)

    def each(of: Callable[[Class], Estimate]) -> str:
        told = ((name(one.said), of(one)) for one in found.told)
        return "; ".join(f"{who} {share(one, settings)} ({formats.percents(one.low, one.high)})" for who, one in told)

    plain = "; ".join(f"{name(one.said)} {formats.percent(one.plain)}" for one in found.told)
    known = (
        ("After three months", each(lambda one: one.soon)),
        ("Revenue without what they added", each(lambda one: one.gross)),
        ("Not adjusted", plain),
        ("Left, detractors against promoters", _ratio(found.compared, settings)),
        ("What could explain it away", _explained_away(found.compared, settings)),
        ("Cells of segment and tenure", _cells(found, settings)),
        ("Grade of evidence", GRADE),
    )
    return tuple((what, text) for what, text in known if text)


def _ratio(compared: Compared | None, settings: Settings) -> str:
    if compared is None or not math.isfinite(compared.left.value):
        return ""
    formats, left = Formats.of(settings), compared.left
    ends = f"{formats.number(left.low, 2)} to {formats.number(left.high, 2)}"
    return f"{formats.number(left.value, 2)} times as often ({INTERVAL} {ends})"


def _explained_away(compared: Compared | None, settings: Settings) -> str:
    if compared is None or not compared.clear or not math.isfinite(compared.e_values[0]):
        return ""
    whole, near = (Formats.of(settings).number(value, 2) for value in compared.e_values)
    return (
        f"Something unmeasured that goes {whole} times as often with both what was said and leaving, or {near} times "
        "for the end of the interval (E-value)"
    )


def _cells(found: NextSteps, settings: Settings) -> str:
    said = counted(found.cells, "cell", settings.locale)
    moved = [f"{one.moved} of {name(one.said).lower()}" for one in found.told if one.moved]
    if not moved:
        return f"{said}, each with customers of every group"
    return f"{said}; without customers, and counted with another of the same segment: {', '.join(moved)}"
