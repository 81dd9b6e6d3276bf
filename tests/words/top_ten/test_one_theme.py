"""One theme as words: what it costs, in which months, and what is not known of it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.measures.themes.theme import Part
from dashboard.statistics import Difference
from dashboard.words.top_ten import one_theme, ranks
from tests.published import SETTINGS
from tests.words.top_ten.examples import NOT_KNOWN, rare, seen, theme, top_ten


def test_a_theme_that_cannot_be_had_is_named_as_it_is_written() -> None:
    said = one_theme.no_such_theme("[x](http://evil)", top_ten(), "Invoices", SETTINGS)
    assert said.startswith("The theme “[x](http://evil)” is not among")
    assert "not among those that answers name in Jul–Sep 2026 under these filters" in said
    assert said.endswith("“Invoices” is shown.")
    assert one_theme.no_such_theme("x", top_ten(), None, SETTINGS).endswith("No other theme can be shown either.")


def test_the_title_of_a_theme_names_its_months() -> None:
    found = top_ten(theme())
    assert one_theme.theme_title(seen(theme()), found, SETTINGS) == (
        "“Invoices”: 3.0 points (2.2 to 3.8) lost where it is named, in Jul–Sep 2026"
    )
    unsure = theme(points=2.7, low=-0.6, high=6.0)
    assert one_theme.theme_title(seen(unsure), found, SETTINGS) == (
        "“Invoices”: what is lost where it is named cannot be told from 0 in Jul–Sep 2026: 2.7 points (−0.6 to 6.0)"
    )


def test_what_is_not_known_of_a_theme_that_is_seldom_named() -> None:
    title = one_theme.theme_title(seen(rare("Waiting")), top_ten(), SETTINGS)
    assert title == (
        "What is lost where “Waiting” is named is not known: 12 mentions in Jul–Sep 2026, and 30 are the least to be "
        "ranked"
    )
    assert ranks.interval_of(rare("Waiting"), SETTINGS) == ""
    often = replace(rare("Waiting"), mentions=45.0)
    assert "none of which can be told apart from other themes" in one_theme.theme_title(
        seen(often), top_ten(), SETTINGS
    )


def test_why_no_line_is_drawn() -> None:
    none, one = seen(theme(), NOT_KNOWN, NOT_KNOWN), seen(theme(), NOT_KNOWN, 3.0)
    assert one_theme.no_months(none, SETTINGS).startswith(
        "No line is drawn: none of the 2 windows up to Sep 2026 tells"
    )
    assert one_theme.no_months(one, SETTINGS).startswith("No line is drawn: one of the 2 windows up to Sep 2026 tells")


def test_nothing_is_ranked_on_intervals_that_overlap() -> None:
    def part(label: str, value: float, half: float) -> Part:
        return Part(label, 50.0, 400.0, Difference(value, half / 2, value - half, value + half, -2.0, 0.04))

    assert one_theme.parts_title([part("North", -60.0, 10), part("South", -20.0, 10)], "region") == (
        "By region: furthest apart in North"
    )
    assert "no region stands apart" in one_theme.parts_title(
        [part("North", -30.0, 20), part("South", -20.0, 20)], "region"
    )
