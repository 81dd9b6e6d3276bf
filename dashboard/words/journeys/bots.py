"""What a bot contains, who comes back, and how long it takes to reach a person, as words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.figure import Figure
from dashboard.measures.journeys.bots import Asked, Met
from dashboard.measures.registry import measure
from dashboard.settings import Settings
from dashboard.words import figures
from dashboard.words.digits import adding_up
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.plain import counted, listed
from dashboard.words.verdicts import verdict

NAME, PERSON = "What the bot contains, and who comes back", "How long it takes to reach a person"
BY_CHANNEL = "What became of the cases that a bot met, by channel"
MEANING = (
    "Cases that a bot met: those that it let go as solved (contained), that went on to people, and that the customer "
    "gave up; and of those contained, after how many the customer opened a case again within 30 days, about whatever. "
    "Nobody knows yet of the last 30 days, nor of customers who are not known: these are in none. Containment is never "
    "shown without those who came back."
)
MEANING_PERSON = (
    "Minutes from asking for a person to reaching one, of the cases opened in the month. Who never reached one counts "
    "as waiting longer than until the case was resolved, or than so far; who gave up before is left out and counted "
    "beside it, since when that was nobody says."
)
UNKNOWN = (
    "Who comes back is not known: it needs customers who are named in their cases, and 30 days gone by. What a bot "
    "contains is not shown without it."
)
NOT_YET = "Of the last 30 days nobody knows yet who will come back: they are left out."
CHANNEL, ALL, BECAME, BACK = "Channel", "Cases that a bot met", "What became of them", "Back within 30 days"
ORDER = "most cases first"
OUTCOMES = ("contained", "went on to people", "given up")


def title(contained: Figure, came_back: Figure, settings: Settings) -> str:
    """Return the finding, both in one sentence: 'The bot contained 55.8 % (…), and 28.9 % of those came back (…)'."""
    if not contained.n > 0 or not math.isfinite(contained.value):
        return NAME
    head = f"The bot contained {_told(contained, settings)} of what it met"
    if not came_back.shown or not math.isfinite(came_back.value):
        return f"{head}; who of those came back is not known yet"
    joined = "while" if contained.clear and came_back.clear else "and"
    return f"{head}, {joined} {_told(came_back, settings)} of those let go came back within 30 days"


def _told(figure: Figure, settings: Settings) -> str:
    """Return a value with what it did: '55.8 % (up 19.8 points, clear rise)'."""
    size, word = figures.change(figure, settings), verdict(figure)
    moved = {"▲": f"up {size}", "▼": f"down {size}"}.get(figures.arrow(figure, settings), size)
    said = ", ".join(filter(None, (moved, word)))
    return f"{figures.value(figure, settings)} ({said})" if said else figures.value(figure, settings)


def subtitle(found: Sequence[Met], view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, of how many cases and in which channels."""
    n = counted(sum(one.n for one in found), "case", settings.locale)
    where = f" in {listed(channel(one) for one in found)}" if 0 < len(found) < 4 else ""
    return f"{figures.scope(view, company)} · {n} that a bot met{where}"


def instead(found: Sequence[Met], view: View, settings: Settings) -> str:
    """Return what is said in place of the figures; nothing where there are any."""
    n = sum(one.n for one in found)
    if not n:
        return f"No bot met a case in {view.period.label}."
    if n < settings.least_n:
        few = counted(n, "case", settings.locale)
        return f"A bot met {few}, fewer than the {settings.least_n} from which on shares are told."
    return ""


def few_followed(came_back: Figure, settings: Settings) -> tuple[str, ...]:
    """Return that nobody knows yet of the last 30 days, and of how many it is known."""
    if not came_back.shown:
        return ()
    n = counted(came_back.n, "case", settings.locale)
    few = "" if came_back.enough else ", too few to tell"
    return (f"Who came back is known of {n} let go{few}. {NOT_YET}",)


def channel(one: Met) -> str:
    """Return how a channel is called."""
    return one.channel or NOT_GIVEN


def shares(one: Met) -> tuple[float, ...]:
    """Return what became of a channel's cases in percent, which add up."""
    return adding_up([100 * part / one.n for part in (one.contained, one.escaped, one.given_up)], 1, whole=100)


def became(one: Met, settings: Settings) -> str:
    """Return what became of a channel's cases: '55.8 % contained, 34.1 % went on to people, 10.1 % given up'."""
    told = zip(shares(one), OUTCOMES, strict=True)
    return ", ".join(f"{Formats.of(settings).percent(share / 100)} {what}" for share, what in told)


def back(one: Met, settings: Settings) -> str:
    """Return the share of those let go in a channel who came back; a dash where too few could be followed."""
    if one.followed < settings.least_n:
        return NOTHING
    return Formats.of(settings).percent(one.came_back / one.followed)


def of_followed(one: Met, settings: Settings) -> str:
    """Return of how many cases it is known whether their customers came back."""
    few = ", too few to tell" if one.followed < settings.least_n else ""
    return f"of {Formats.of(settings).count(one.followed)}{few}"


def month_title(figure: Figure, settings: Settings) -> str:
    """Return what a share did, for the title of its months."""
    return f"{figures.named(measure(figure.measure, settings))}: {_told(figure, settings)}"


def month_subtitle(figure: Figure, view: View, settings: Settings) -> str:
    """Return n, and what the drawing means."""
    return figures.caption(figure, view, settings)


def person_title(figure: Figure, settings: Settings) -> str:
    """Return the finding: 'Half of those who asked for a person and stayed reached one 4.0 min (up 2 %, as usual)'."""
    if not figure.shown or not math.isfinite(figure.value):
        return PERSON
    return f"Half of those who asked for a person and stayed reached one within {_told(figure, settings)}"


def of_asked(found: Asked | None, settings: Settings) -> tuple[str, ...]:
    """Return what became of those who asked: '6,211 asked for a person: 5,790 reached one, 402 did not …'."""
    if found is None or not found.n:
        return ()
    count = Formats.of(settings).count
    parts = [f"{count(found.reached)} reached one"]
    parts += [f"{count(found.not_reached)} had not when their case was resolved, or still wait"] * bool(
        found.not_reached
    )
    parts += [f"{count(found.gave_up)} left before anybody came, and are not in the median"] * bool(found.gave_up)
    parts += [f"{count(found.left_out)} have times that cannot be"] * bool(found.left_out)
    return (f"{count(found.n)} asked for a person: {'; '.join(parts)}.",)


def nobody_asked(found: Asked | None, view: View, settings: Settings) -> str:
    """Return what is said in place of the chart where too few asked; nothing where there is one to draw."""
    known = 0 if found is None else found.reached + found.not_reached
    if known >= settings.least_n:
        return ""
    if not known:
        return f"Nobody is known to have asked for a person in {view.period.label}."
    few = counted(known, "customer", settings.locale)
    return f"{few} asked for a person, fewer than the {settings.least_n} from which on their wait is told."


def person_subtitle(figure: Figure, view: View, company: str, settings: Settings) -> str:
    """Return whom it is about, the interval, n, and what the drawing means."""
    if not figure.shown:
        return figures.scope(view, company)
    interval = figures.interval(figure, settings)
    sure = f"{INTERVAL} {interval}" if interval else ""
    return " · ".join(filter(None, (figures.scope(view, company), sure, figures.caption(figure, view, settings))))
