"""Random figures in every language: what is shown of one is read back, and its strings are held against each other."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measures import MEASURES
from dashboard.measures.changes.news import Change
from dashboard.measures.changes.where import Where
from dashboard.measures.figure import Benchmark, Figure
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate
from dashboard.words import figures
from dashboard.words.digits import change_decimals, decimals, scale
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.language import INTERVAL
from dashboard.words.overview.news import news_sentence
from dashboard.words.side_by_side import known_by
from dashboard.words.verdicts import usual_range
from tests.published import AS_OF, view
from tests.words.examples import figure

LOCALES = ("en", "de", "fr", "ar", "ja", "tr", "sv", "pl")
RANGES = {"points": (-100, 100), "share": (0, 1), "hours": (0, 900), "minutes": (0, 90), "number": (0, 9)}
"""Unit → where its values lie."""

_SIGNED_NOTHING = re.compile(r"[+−-]0(?:[.,]0+)?(?![.,]?\d)")
_BROKEN = re.compile(r"\d (?:%|h\b|min\b|[€$]|\d)|[€$] \d")
_UNKNOWN = re.compile(r"\b(?:nan|None|inf)\b")


def read(text: str, locale: str) -> list[float]:
    """Return the numbers of a text as a reader of the language takes them, each with its sign."""
    symbols = Locale.parse(locale).number_symbols["latn"]
    group, decimal = re.escape(symbols["group"]), re.escape(symbols["decimal"])
    plain = text.replace("−%", "−")  # where the sign of percent stands before the number
    found = re.findall(rf"[+−]?\d[\d{group}]*(?:{decimal}\d+)?", plain)
    return [float(re.sub(group, "", one).replace(symbols["decimal"], ".").replace("−", "-")) for one in found]


@st.composite
def a_figure(draw: st.DrawFn) -> Figure:
    """Draw a figure of any measure, with intervals around its values and around its change."""
    entry = MEASURES[draw(st.sampled_from(sorted(MEASURES)))]
    value, before = draw(_amounts(entry)), draw(_amounts(entry))
    if draw(st.booleans()):  # as close as rounding is coarse
        before = value + draw(st.floats(-3, 3)) * 10.0 ** -decimals(entry) / scale(entry)
        before = round(before) if entry.unit == "count" else before
    width = st.floats(0, 5 if entry.unit != "share" else 0.05)
    knows = entry.sampled or figures.is_range(entry)
    spread = [draw(width) if knows else math.nan for _ in range(4)]
    n = float(draw(st.integers(0, 10**7)))
    estimate = Estimate(
        value, 1.0, value if figures.is_range(entry) else value - spread[0], value + spread[1], n, n / 2
    )
    against = Estimate(before, 1.0, before if figures.is_range(entry) else before - spread[2], before + spread[3], n, n)
    moved = value - before
    ends = [draw(width) if entry.sampled else math.nan for _ in range(2)]
    return figure(
        entry.name, value, before, estimate=estimate, against=against,
        difference=Difference(moved, 1.0, moved - ends[0], moved + ends[1], 0.0, 0.5),
        benchmark=Benchmark(value, "A panel", AS_OF, None),
    )  # fmt: skip


def _amounts(entry: Measure) -> st.SearchStrategy[float]:
    if entry.unit == "count":
        return st.integers(-100_000, 100_000).map(float)
    low, high = RANGES.get(entry.unit, (-1e12, 1e12))
    return st.floats(low, high, allow_nan=False).map(lambda amount: round(amount, 6))  # no amount is as small as 1e-48


companies = st.builds(
    lambda locale, currency: Settings(as_of=AS_OF, locale=locale, currency=currency),
    st.sampled_from(LOCALES),
    st.sampled_from(["EUR", "USD", "CHF", "JPY"]),
)


def shown_change(found: Figure, settings: Settings) -> float:
    """Return the change that a reader sees, with the sign of its arrow."""
    text = figures.change(found, settings)
    if text == figures.UNCHANGED:
        return 0.0
    return read(text, settings.locale)[0] * {"▲": 1, "▼": -1}[figures.arrow(found, settings)]


def everything(found: Figure, settings: Settings) -> list[str]:
    entry = measure(found.measure, settings)
    texts = [text for _, text in figures.facts(found, view(), settings)]
    texts += [figures.alternative(found, settings), known_by(entry, found.estimate, settings)]
    if found.difference is not None and found.difference.value and figures.change(found, settings) != NOTHING:
        texts.append(str(news_sentence(Change(found, None, Where(None), None, None), settings)))
    return texts


@given(a_figure(), companies)
def test_a_shown_change_is_the_difference_of_the_shown_values(found: Figure, settings: Settings) -> None:
    entry, against = measure(found.measure, settings), found.against
    assert against is not None
    if entry.relative or figures.is_range(entry):
        return
    now, before = (read(figures.told(entry, one, settings), settings.locale)[0] for one in (found.estimate, against))
    assert math.isclose(shown_change(found, settings), now - before, abs_tol=10.0 ** -decimals(entry) / 100)


@given(a_figure(), companies)
def test_a_change_in_percent_is_that_of_the_exact_values(found: Figure, settings: Settings) -> None:
    entry, against = measure(found.measure, settings), found.against
    assert against is not None
    if not entry.relative or not against.value or figures.change(found, settings) == NOTHING:
        return
    exact = 100 * (found.value - against.value) / abs(against.value)
    half = 0.5 * 10.0 ** -change_decimals(entry)
    assert abs(shown_change(found, settings) - exact) <= half + 1e-9 * abs(exact)


@given(a_figure(), companies)
def test_a_shown_interval_holds_the_shown_value(found: Figure, settings: Settings) -> None:
    if not (between := figures.interval(found, settings)):
        return
    low, high = read(between, settings.locale)
    assert low <= read(figures.value(found, settings), settings.locale)[0] <= high


@given(a_figure(), companies)
def test_a_shown_interval_of_a_change_holds_it_and_has_its_direction_or_both_signs(
    found: Figure, settings: Settings
) -> None:
    between, difference = figures.change_interval(found, settings), found.difference
    assert difference is not None
    if not between:
        no_width = difference.high - difference.low < 1e-6
        assert measure(found.measure, settings).relative or no_width or not math.isfinite(difference.low)
        return
    low, high = read(between, settings.locale)
    moved = shown_change(found, settings)
    if difference.low < 0 < difference.high:
        assert low <= moved <= high
        assert ("−" in between, "+" in between) == (low < 0, high > 0)
    else:
        assert 0 <= low <= abs(moved) <= high
        assert not re.search(r"[+−-]", between)


@given(a_figure(), st.floats(1e-5, 1), companies)
def test_no_shown_interval_ends_where_it_begins(found: Figure, width: float, settings: Settings) -> None:
    """However narrow it is, and of whatever: '€278M to €278M' tells nobody how sure it is."""
    entry, least = measure(found.measure, settings), abs(found.value) or 1.0
    narrow = replace(found, verdict=replace(found.verdict, low=width * least, high=width * least * 1.001))
    moved, places = round(least, decimals(entry)), decimals(entry)
    texts = [
        Formats.of(settings).span(entry, found.value, found.value + width * least),
        Formats.of(settings).around(moved, moved, moved + width * 10.0**-places, places),
        usual_range(narrow, entry, settings),
    ]
    for first, last in (text.split(" to ") for text in texts if " to " in text):
        assert read(first, settings.locale) != read(last, settings.locale)


@given(a_figure(), companies)
def test_nothing_shown_is_unknown_signed_for_nothing_or_broken_over_a_line(found: Figure, settings: Settings) -> None:
    for text in everything(found, settings):
        assert not _UNKNOWN.search(text)
        assert not _SIGNED_NOTHING.search(text)
        assert not _BROKEN.search(text)


@given(a_figure(), companies)
def test_a_number_reads_the_same_wherever_it_stands(found: Figure, settings: Settings) -> None:
    told, facts = figures.value(found, settings), dict(figures.facts(found, view(), settings))
    said = figures.alternative(found, settings)
    assert facts["Value"] == told
    assert said.startswith(f"{figures.named(measure(found.measure, settings))} {told}")
    assert facts.get(INTERVAL, "") == figures.interval(found, settings)
    assert facts["Change"] in said
    assert (figures.change(found, settings) in facts["Change"]) or facts["Change"].startswith("Unchanged")
    if not figures.is_range(measure(found.measure, settings)):
        assert facts["Benchmark"].startswith(f"{told}, ")


def test_the_checks_can_fail() -> None:
    """Each of them is of use: here is what it would not let pass."""
    assert _SIGNED_NOTHING.search("−0.0 to 1.0")
    assert _BROKEN.search("81.3 %")
    assert _UNKNOWN.search("down nan points")
    assert not _SIGNED_NOTHING.search("+0.04 to −0,5")
    moved = replace(figure("nps", 68.849, 73.051))
    settings = Settings(as_of=AS_OF)
    assert (shown_change(moved, settings), round(moved.value - 73.051, 1)) == (-4.3, -4.2)


def test_every_unit_is_drawn() -> None:
    assert {entry.unit for entry in MEASURES.values()} <= {*RANGES, "count", "money"}
