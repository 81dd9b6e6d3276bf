"""One theme as words: what it costs, in which months, and what is not known of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.measures.themes.theme import Part
from dashboard.snapshots.manifest import FindingEntry
from dashboard.statistics import Difference
from dashboard.words.top_ten import one_theme, ranks
from data_checks import restating
from tests.manifests import finding, of
from tests.published import LAST, SETTINGS
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
        "“Invoices”: what is lost where it is named cannot be told from 0 in Jul–Sep 2026: 2.7 points (−0.6 to +6.0)"
    )


def test_what_is_not_known_of_a_theme_that_is_seldom_named() -> None:
    title = one_theme.theme_title(seen(rare("Waiting")), top_ten(), SETTINGS)
    assert title == (
        "What is lost where “Waiting” is named is not known: 12 mentions in Jul–Sep 2026, and 30 are the least to be "
        "ranked"
    )
    assert ranks.interval_of(rare("Waiting"), SETTINGS) == ""
    often = replace(rare("Waiting"), mentions=45.0, untold="alike", always_with=("Calls",))
    assert "always together with “Calls”, from which what is lost cannot be told apart" in one_theme.theme_title(
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


def restated(scope: str | None, check: str = one_theme.RESTATING, months: list[int] | None = None) -> FindingEntry:
    return finding(
        "theme_pairs", check=check, subject="theme_pairs", severity="warning", scope=scope, months=months,
        sentence="theme_pairs: the theme “Invoices” (invoices) restates the score of nps.",
    )  # fmt: skip


def test_a_theme_that_restates_the_score_says_so_in_its_own_view() -> None:
    invoices, themes = theme(), top_ten(theme())
    (said,) = one_theme.restates(invoices, themes, of([], [restated("nps invoices")]))
    assert said.startswith("The theme “Invoices” (invoices) restates the score of nps. What goes along with it")
    assert len(one_theme.restates(invoices, themes, of([], [restated("nps +invoices", months=[LAST])]))) == 1
    assert len(one_theme.restates(invoices, themes, of([], [restated("nps", one_theme.SIGNS)]))) == 1


@pytest.mark.parametrize(
    "other",
    [
        restated("csat invoices"), restated("nps waiting"), restated("nps invoices", months=[LAST - 12]),
        restated("nps invoices", "theme_pairs.extract.rows"), restated("csat", one_theme.SIGNS), restated(None),
    ],
)  # fmt: skip
def test_what_restates_another_score_or_theme_or_did_in_other_months_is_not_said(other: FindingEntry) -> None:
    assert one_theme.restates(theme(), top_ten(theme()), of([], [other])) == ()


def test_signs_that_are_not_told_apart_are_not_spoken_of() -> None:
    unsigned = top_ten(theme(), signed=False)
    assert one_theme.restates(theme(), unsigned, of([], [restated("nps", one_theme.SIGNS)])) == ()


def test_the_checks_are_called_as_the_audit_calls_them() -> None:
    assert (one_theme.RESTATING, one_theme.SIGNS) == (restating.THEMES, restating.SIGNS)
