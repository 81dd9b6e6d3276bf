"""Rate and mix as words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.view import View
from dashboard.measures.changes.rate_and_mix import RateAndMix
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics.intervals import Z95
from dashboard.words.comparison import on_what
from dashboard.words.digits import adding_up, decimals, money_places, scale
from dashboard.words.formats import Formats
from dashboard.words.language import INTERVAL

NAME = "Rate and mix"
FOLDED = "Every change, split into what its parts did and what the shift between them did"
MEANING = (
    "A change split in two that add up to it (Kitagawa): rate is what the parts' own values did, each at the mean of "
    "its weights then and now; mix is what came of some parts weighing more and others less. Where the mix outweighs "
    "what the parts did, the whole hides it, or moves against them: that is marked where it is beyond chance. Sums "
    "have no mix, and measures of two sources cannot be taken apart."
)
REVERSAL, HIDDEN = "reversal", "hidden"
NOTHING_TO_SPLIT = "Nothing changed here that can be split."
WAYS = {"region": "regions", "segment": "segments"}
ORDER = "in the order of the Overview"


def title(found: Sequence[tuple[Figure, Sequence[RateAndMix]]], settings: Settings) -> str:
    """Return the finding: 'Net promoter score: +4.0 within segments, of which the whole shows +0.3'."""
    told = [
        _hidden(one, figure, settings) for figure, splits in found for one in splits if one.hidden and figure.enough
    ]
    if not told:
        return "No change is hidden or turned round by a shift between regions or segments"
    more = f"; and {len(told) - 1} more" if len(told) > 1 else ""
    return f"{told[0]}{more}"


def _hidden(one: RateAndMix, figure: Figure, settings: Settings) -> str:
    entry = measure(figure.measure, settings)
    whole, rate, _ = parts(one, entry, settings)
    return f"{entry.label}: {rate} within {WAYS[one.way]}, the whole {whole}"


def subtitle(view: View) -> str:
    """Return what the changes are against: 'changes on a year before, in the unit of each measure'."""
    return f"changes {on_what(view)}, in the unit of each measure"


def parts(one: RateAndMix, entry: Measure, settings: Settings) -> tuple[str, str, str]:
    """Return change, rate and mix with their signs, such that they add up as they are shown."""
    formats = Formats.of(settings)
    if entry.unit == "money":
        places = money_places(max(abs(one.change), abs(one.rate), abs(one.mix)))
        rate, mix = adding_up((one.rate, one.mix), places)
        change, first, second = (formats.money(amount, signed=True) for amount in (one.change, rate, mix))
        return change, first, second
    places, by = decimals(entry), scale(entry)
    rate, mix = adding_up((one.rate * by, one.mix * by), places, whole=one.change * by)
    change, first, second = (formats.number(amount, places, signed=True) for amount in (one.change * by, rate, mix))
    return change, first, second


def told(one: RateAndMix, entry: Measure, settings: Settings) -> str:
    """Return a split as a sentence: 'By segment: +2.5 within them and −4.7 by the shift between them: a reversal'."""
    change, rate, mix = parts(one, entry, settings)
    between = interval(one, entry, settings)
    turned = ": the whole moved against its parts" if one.reversal else ": the whole hides it" if one.hidden else ""
    known = f" ({INTERVAL} {between})" if between else ""
    return f"{change} by {one.way}: {rate} within them{known} and {mix} by the shift between them{turned}"


def interval(one: RateAndMix, entry: Measure, settings: Settings) -> str:
    """Return the 95 % interval of the rate; nothing for what is counted in full."""
    half, by = Z95 * one.error, scale(entry)
    low, high = (one.rate - half) * by, (one.rate + half) * by
    return Formats.of(settings).around(one.rate * by, low, high, decimals(entry))


def mark(one: RateAndMix) -> str:
    """Return the word for a whole that does not move as its parts do: 'reversal', 'hidden', or nothing."""
    return REVERSAL if one.reversal else HIDDEN if one.hidden else ""
