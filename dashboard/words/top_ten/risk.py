"""What is exposed behind the Top Ten, and what of it is expected to be lost, as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.themes.risk import YEAR, AtRisk, Risk
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.digits import rounded
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted, in_letters
from dashboard.words.revenue import per

NAME = "Money behind the Top Ten"
MEANING = (
    "Exposed is what the customers who named a theme bring in the last month of the window: it is not a loss. Excess "
    "churn is how many more of those who had named it a year before are gone by now than of other customers whose "
    "answers were read then, of the same segment and tenure; segments and tenures weigh as what is exposed in them, "
    "those in which either are missing are left out. Expected loss is exposed revenue times excess churn: what would "
    "be gone a year on if those who name it now do as those did. A customer who named several themes is in each of "
    "their rows, and once in the last, which is not their sum. Customers count by their own region and segment."
)
GRADE = (
    "Evidence grade C: an association among customers alike in segment and tenure, the mention before the leaving; "
    "other differences between them are not accounted for, and nothing here shows a cause."
)
TOO_FEW = "too few a year before"


def union_name(found: AtRisk) -> str:
    """Return what the last row is: 'Any of the ten'."""
    return f"Any of the {in_letters(len(found.themes))}" if len(found.themes) > 1 else "The theme listed"


def title(found: AtRisk, settings: Settings) -> str:
    """Return the finding of all themes together."""
    union, formats = found.union, Formats.of(settings)
    several = len(found.themes) > 1
    who = f"customers who named one of the {in_letters(len(found.themes))}" if several else "customers who named it"
    brings = f"{formats.money(union.revenue)} {per(settings)} comes from {who}"
    if union.excess is None or union.loss is None:
        why = "too few were followed" if found.then else "no year since such a window is on record"
        return f"{brings}: {why} to tell what of it is lost"
    if union.excess.low <= 0 <= union.excess.high:
        return f"{brings}; that more of them leave than of like customers cannot be told from chance"
    size = formats.points(abs(100 * union.excess.value))
    if union.excess.value < 0:
        return f"{brings}; they left less often than like customers, by {size}"
    lost, low, high = (formats.money(amount) for amount in union.loss)
    return f"{brings}; they left more often than like customers, by {size}: {lost} ({low} to {high}) expected lost"


def subtitle(found: AtRisk, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about: who named them when, how many were read, and who was followed."""
    formats = Formats.of(settings)
    parts = [
        figures.scope(view, company),
        f"named {formats.months(*found.now)} by customers of {formats.month(found.now[1])}",
        f"{counted(found.read, 'customer', settings.locale)} read",
    ]
    if found.then is not None:
        followed = counted(found.union.named + found.union.others, "customer", settings.locale)
        parts.append(f"excess churn of {formats.months(*found.then)}, {followed} followed for {YEAR} months")
        parts.append(f"{INTERVAL}s")
    return " · ".join(parts)


def instead(found: AtRisk | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the table; nothing where there is one."""
    if found is None:
        months = counted(settings.theme_window_months, "month", settings.locale)
        return (
            f"Of the {months} to {Formats.of(settings).month(view.period.last)}, on which the Top Ten stand, it is not "
            "recorded which customers named what and what they brought."
        )
    if found.union.customers >= settings.least_n:
        return ""
    few = counted(found.union.customers, "customer", settings.locale)
    return f"{few} here named one of them, fewer than the {settings.least_n} from which on something is told of them."


def notes(found: AtRisk, settings: Settings) -> tuple[str, ...]:
    """Return what must be known to read the table rightly."""
    known = sum(one.excess is not None for one in found.themes)
    if not known:
        return ("Exposed revenue is what these customers bring, and no loss.",)
    by_chance = Formats.of(settings).percent(1 - 0.95**known, 0)
    chance = f"Of {known} such intervals at least one leaves out 0 by chance alone in {by_chance} of lists."
    return (GRADE, chance) if known > 1 else (GRADE,)


def who(one: Risk, settings: Settings) -> str:
    """Return how many customers bring what is exposed: '212 customers'."""
    return counted(one.customers, "customer", settings.locale)


def excess(one: Risk, settings: Settings) -> tuple[str, str]:
    """Return the excess churn in points, with its interval and the customers behind it: '−8.3 to +12.3 · 113 of 2,053
    named it'."""
    formats = Formats.of(settings)
    if one.excess is None:
        return NOTHING, TOO_FEW
    moved = rounded(100 * one.excess.value, 1)
    low, high = (min(rounded(100 * one.excess.low, 1), moved), max(rounded(100 * one.excess.high, 1), moved))
    told = f"{formats.number(low, 1, signed=True)} to {formats.number(high, 1, signed=True)}"
    behind = f"{formats.count(one.named)} of {formats.count(one.named + one.others)} named it"
    return formats.points(moved, signed=True), f"{told} · {behind}"


def loss(one: Risk, settings: Settings) -> tuple[str, str]:
    """Return the expected loss, and its interval."""
    formats = Formats.of(settings)
    if one.loss is None:
        return NOTHING, ""
    value, low, high = map(formats.money, one.loss)
    return value, f"{low} to {high}"


def told_from_chance(one: Risk) -> bool:
    """Whether the interval of the excess leaves out 0."""
    return one.excess is not None and not one.excess.low <= 0 <= one.excess.high


ALT = f"Rows: revenue exposed, excess churn and expected loss by theme, with {INTERVAL}s"
