"""Sponsored accounts beside comparable ones, as words. No cause is claimed: whom somebody sponsors is no chance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.blocks import Pill
from dashboard.data.view import View
from dashboard.measures.accounts.compared import LEAST_ACCOUNTS, LEAST_MONTHS, Against, Compared, Outcome
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.digits import shown_difference
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted, in_letters, listed

NAME = "Sponsored accounts beside comparable ones"
GRADE = (
    "Evidence grade C: an association among accounts alike in region, segment, tenure and revenue, not a trial. Whom "
    "somebody sponsors is not left to chance, and accounts that left may no longer be on the list of sponsorships."
)
MEANING = (
    "Each account that has been sponsored for six months or more is held against up to five customers who never had a "
    "sponsor and were alike when its sponsorship began: of the same region and segment, as they are today, customers "
    "for as long (under 1 year, 1 to 3, 3 and more, or not known of both), and bringing between two thirds and half "
    "as much again over the three months before; the nearest in revenue. The score is of relationship surveys: a "
    "customer's mean in the last twelve months of the sponsorship, and in the year before it; each account counts "
    "once. Revenue is that of the latest three months against the three before the sponsorship. Those who bring "
    "nothing any more are left out on both sides: a list of sponsorships does not keep those that ended, so how many "
    "stayed cannot be compared. An unsponsored customer may stand beside several accounts. A difference is clear "
    f"where it passes among all that are told, at 5\u202f% of false ones. {GRADE}"
)
LABELS: Mapping[Outcome, tuple[str, str]] = MappingProxyType({
    "score": ("Score under the sponsorship", "mean, in points of NPS"),
    "score_before": ("Score in the year before it", "mean, in points of NPS"),
    "score_change": ("Change of the score", "of those who answered both times"),
    "revenue": ("Change of revenue", "latest three months on those before it"),
})  # fmt: skip


def title(found: Compared, settings: Settings) -> str:
    """Return the finding: 'Sponsored accounts score 36.1 points more than comparable ones, as before they had one'."""
    if not found.told:
        return "Too few sponsored accounts have comparable ones to tell them apart"
    score, before, change, revenue = (found.of(name) for name in ("score", "score_before", "score_change", "revenue"))
    told = []
    if change.clear:
        told.append(
            f"The score of sponsored accounts changed by {_apart(change, settings)} than that of comparable ones"
        )
    elif score.clear:
        same = before.clear and (before.difference.value > 0) == (score.difference.value > 0)
        as_before = ", as they did before they had a sponsor" if same else ""
        told.append(f"Sponsored accounts score {_apart(score, settings)} than comparable ones{as_before}")
    if revenue.clear and told:
        told.append(f"their revenue changed by {_apart(revenue, settings)}")
    elif revenue.clear:
        told.append(
            f"Revenue of sponsored accounts changed by {_apart(revenue, settings)} than that of comparable ones"
        )
    if told:
        return "; ".join(told)
    known = [name for one, name in ((score, "score"), (revenue, "revenue")) if one.told]
    return f"No difference between sponsored and comparable accounts can be told in {' or '.join(known)}"


def _apart(one: Against, settings: Settings) -> str:
    """Return how much more or less: '36.1 points more'."""
    value = shown(one)
    return f"{Formats.of(settings).points(abs(value))} {'more' if value > 0 else 'less'}"


def shown(one: Against) -> float:
    """Return how far the two means are apart as they are shown; shares differ in points of percent."""
    scale = 100 if one.outcome == "revenue" else 1
    return shown_difference(scale * one.sponsored, scale * one.comparable, 1)


def subtitle(found: Compared, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, how many could be matched, and why the others could not."""
    matched = f"{in_letters(found.matched)} of {counted(found.sponsored, 'sponsored account', settings.locale)} matched"
    left = [
        f"{in_letters(number)} {why}"
        for number, why in (
            (found.young, f"sponsored for less than {in_letters(LEAST_MONTHS)} months"),
            (found.ended, "without revenue before or now"), (found.unmatched, "with nobody alike"),
        )
        if number
    ]  # fmt: skip
    without = f" ({listed(left)})" if left else ""
    alike = f"with {counted(found.alike, 'customer', settings.locale)} who never had a sponsor" if found.alike else ""
    return " · ".join(filter(None, (figures.scope(view, company), f"{matched}{without}", alike, INTERVAL)))


def instead(found: Compared, settings: Settings) -> str:
    """Return what is said where there are too few; nothing where there are enough."""
    if found.told:
        return ""
    enough = counted(LEAST_ACCOUNTS, "account", settings.locale)
    most = max((one.accounts for one in found.outcomes), default=0)
    return f"At least {enough} with comparable ones are needed; {in_letters(most)} could be compared in anything."


def mean(one: Against, value: float, settings: Settings) -> str:
    """Return a mean of one side; none where there are too few."""
    formats = Formats.of(settings)
    if not one.told:
        return NOTHING
    if one.outcome == "revenue":
        return formats.percent(value, signed=True)
    return formats.number(value, 1, signed=one.outcome == "score_change")


def difference(one: Against, settings: Settings) -> tuple[str, str]:
    """Return how far they are apart, and within what: '+36.1 points', '+24.0 to +48.2'."""
    if not one.told:
        return NOTHING, ""
    formats, apart = Formats.of(settings), one.difference
    scale = 100 if one.outcome == "revenue" else 1
    low, high = (formats.number(scale * end, 1, signed=True) for end in (apart.low, apart.high))
    return formats.points(shown(one), signed=True), "" if NOTHING in (low, high) else f"{low} to {high}"


def accounts(one: Against, settings: Settings) -> tuple[str, str]:
    """Return how many accounts are compared, and with how many customers: '61', 'with 214'."""
    formats = Formats.of(settings)
    return formats.count(one.accounts), f"with {formats.count(one.alike)}" if one.accounts else ""


def verdict(one: Against) -> Pill:
    """Return whether they differ; a difference is neither good nor bad where no cause is known."""
    if not one.told:
        return Pill("too few accounts", "warn")
    return Pill("clear difference", "info") if one.clear else Pill("no clear difference")
