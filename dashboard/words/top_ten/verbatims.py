"""A theme in customers' own words: what stands around the quotations, which are theirs."""

from __future__ import annotations

from dashboard.data.registers import Verbatim
from dashboard.data.view import NOT_GIVEN
from dashboard.measures.registry import measure
from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.measures.themes.verbatims import Quoted
from dashboard.settings import Settings
from dashboard.words.comments import cut
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.top_ten.themes import window

NAME = "In customers' own words"
MEANING = (
    "Some of the newest comments of the answers that name the theme, in the months of the list: praise, complaint and "
    "what is neither take turns, so that none of them takes all of the places; how many of each are quoted tells "
    "nothing of how many there are. They are quoted in the language in which they were written, and masked before "
    "they were kept: what stands in square brackets is in place of an address, a number or a name. Of each theme, "
    "region and month the newest 20 are kept."
)
ORDER = "the newest first; praise and complaint took turns in being chosen"
REST = "all of it"
LONGEST = 280
"""Letters of a comment that are quoted at once."""
TONES = {1: "praise", -1: "complaint"}


def title(theme: Theme) -> str:
    """Return what the block is."""
    return f"“{theme.name}” in customers' own words"


def told(theme: Theme, found: Quoted, settings: Settings) -> str:
    """Return what is shown, for where it is read alone."""
    return f"{title(theme)}: {extent(found, settings)}"


def extent(found: Quoted, settings: Settings) -> str:
    """Return how many of how many are quoted: '8 of the 214 answers that name it'."""
    formats = Formats.of(settings)
    shown = len(found.verbatims)
    if found.named <= 1:
        return "the one answer that names it"
    return f"{formats.count(shown)} of the {formats.count(found.named)} answers that name it"


def subtitle(themes: TopTen, scope: str, settings: Settings) -> str:
    """Return filters and months, and of what those shown are some."""
    return f"{scope} · {window(themes, settings)} · of the answers that name it · masked"


def few(found: Quoted, settings: Settings) -> tuple[str, ...]:
    """Say that few answers name the theme, where they do."""
    if found.named >= settings.least_n:
        return ()
    least = Formats.of(settings).count(settings.least_n)
    return (f"It is named by fewer than {least} answers: what they say need not be what others would say.",)


def nothing_kept(theme: Theme) -> str:
    """Say that no comment can be quoted."""
    return f"Of the answers that name “{theme.name}” here no comment is kept."


def quotation(one: Verbatim) -> tuple[str, str]:
    """Return a comment between marks of quotation, on one line, and what of it is told on demand."""
    line = " ".join(one.text.split())
    begin = cut(line, LONGEST)
    if begin == line:
        return f"“{line}”", ""
    begin = begin.removesuffix(" …")
    return f"“{begin} …", f"… {line[len(begin) :].strip()}”"


def tone(one: Verbatim) -> str:
    """Return how a theme is named in a comment; nothing where it is neither praise nor complaint."""
    return TONES.get(one.sentiment or 0, "")


def score(one: Verbatim, settings: Settings) -> str:
    """Return the score that was given with a comment, on its scale: '3 of 10'."""
    if one.score is None:
        return NOTHING
    formats = Formats.of(settings)
    return f"{formats.count(one.score)} of {formats.count(_highest(one.metric, settings))}"


def asked(settings: Settings) -> str:
    """Return what the score is of, as a column is called."""
    return measure(settings.leading_measure, settings).label


def where(one: Verbatim) -> str:
    """Return region and segment of an answer."""
    return " · ".join((one.region or f"region {NOT_GIVEN}", one.segment or f"segment {NOT_GIVEN}"))


def _highest(metric: str, settings: Settings) -> int:
    scales = {"csat": settings.scales.csat, "ces": settings.scales.ces, "thumbs": settings.scales.thumbs}
    return scales[metric].high if metric in scales else 10
