"""The Top Ten as words: what is rare, withheld or unsure is said to be so, and what adds up is told as it does."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.standing import Standing
from dashboard.measures.themes.theme import Identity
from dashboard.periods import Calendar, closing
from dashboard.words.formats import Formats
from dashboard.words.top_ten import ranks, themes
from tests.published import LAST, SETTINGS, view
from tests.words.top_ten.examples import NOT_KNOWN, SHARED, rare, theme, top_ten


def test_the_title_of_the_top_ten_states_its_finding() -> None:
    assert themes.top_ten_title(top_ten(theme(), theme("Waiting", 2.0, owner=SHARED)), SETTINGS) == (
        "Top Ten: 5.0 points of NPS lost where these two themes are named; one belongs to no single line of business"
    )
    assert (
        themes.top_ten_title(top_ten(theme()), SETTINGS) == "Top Ten: 3.0 points of NPS lost where this theme is named"
    )
    assert themes.top_ten_title(top_ten(others=(theme(),)), SETTINGS) == "Top Ten: no theme goes with a loss"


def test_what_is_withheld_or_rare_is_no_good_news() -> None:
    withheld = top_ten(standing=Standing("withheld", ("The tags do not add up.",)))
    assert themes.top_ten_title(withheld, SETTINGS) == "Top Ten: withheld"
    assert themes.answers_read(withheld, SETTINGS) == ""
    assert themes.top_ten_title(top_ten(), SETTINGS) == "Top Ten: too few mentions to rank any theme"
    few = themes.no_themes(top_ten(pooled=(rare("Waiting"), rare("Invoices"))), SETTINGS)
    assert few.startswith("2 themes named in 2,798 answers read, none of them 30 times or more")


def test_a_cost_whose_interval_holds_0_cannot_be_told_from_it() -> None:
    sure, unsure = theme(), theme("Waiting", 2.7, low=-0.6, high=6.0)
    assert (
        themes.top_ten_title(top_ten(unsure), SETTINGS)
        == "Top Ten: what is lost where this theme is named cannot be told from 0"
    )
    both = top_ten(sure, unsure)
    assert themes.top_ten_title(both, SETTINGS).startswith("Top Ten: 5.7 points of NPS lost where these two")
    assert any("“Waiting” is named cannot be told from 0" in caveat for caveat in themes.theme_caveats(both, SETTINGS))
    assert (ranks.doubt(sure), ranks.doubt(unsure)) == ("", "cannot be told from 0")


def test_why_there_is_nothing_to_rank() -> None:
    assert themes.no_themes(top_ten(coded=0.0), SETTINGS) == "No answer of this window was read for themes."
    assert "2,798 answers read" in themes.no_themes(top_ten(), SETTINGS)


def test_the_account_adds_up_as_it_is_written() -> None:
    rows = themes.account(top_ten(theme(points=17.3)), Identity(44.4, 17.3, 6.1, 2.3, 0.0, 0.0, 7.1, 30.4), SETTINGS)
    assert [row.value for row in rows] == ["44.4", "−17.3", "−6.1", "+2.3", "+7.1", "30.4"]
    assert (rows[-1].label, rows[-1].total) == ("NPS of Jul–Sep 2026", True)


def test_one_theme_alone_is_not_counted() -> None:
    said = themes.top_ten_title(top_ten(theme(owner=SHARED)), SETTINGS)
    assert said == "Top Ten: 3.0 points of NPS lost where this theme is named; it belongs to no single line of business"


def test_an_account_of_which_a_part_is_not_known_is_told_without_it() -> None:
    unknown = Identity(NOT_KNOWN, 2.0, NOT_KNOWN, NOT_KNOWN, 0.0, 0.0, 1.04, 30.4)
    rows = themes.account(top_ten(theme(points=2.0)), unknown, SETTINGS)
    assert [row.value for row in rows] == ["–", "−2.0", "–", "–", "+1.0", "30.4"]


amount = st.floats(-40, 40, allow_nan=False)


@given(st.lists(st.floats(0, 9), max_size=10), st.lists(amount, min_size=6, max_size=6))
def test_whatever_is_lost_bars_title_and_account_add_up_as_they_are_shown(
    lost: list[float], parts: list[float]
) -> None:
    start, others, gained, pooled, praise, silent = parts
    score = start - math.fsum(lost) - others + gained + pooled + praise + silent
    identity = Identity(start, math.fsum(lost), others, gained, pooled, praise, silent, score)
    ten = [theme(f"t{number}", points) for number, points in enumerate(lost)]
    found = top_ten(*ten)
    bars = [figure(Formats.of(SETTINGS).number(one.points, 1)) for one in ten]
    rows = themes.account(found, identity, SETTINGS)
    shown = [figure(row.value) for row in rows]
    assert math.fsum(shown[:-1]) == pytest.approx(shown[-1], abs=1e-6)
    listed = [value for row, value in zip(rows, shown, strict=True) if "listed themes" in row.label]
    assert -math.fsum(listed) == pytest.approx(math.fsum(bars), abs=1e-6)
    if any(one.low > 0 for one in ten):
        (together,) = re.findall(r"^Top Ten: ([\d.]+) points? of NPS", themes.top_ten_title(found, SETTINGS))
        assert figure(together) == pytest.approx(math.fsum(bars), abs=1e-6)


def test_no_part_of_the_account_bears_alone_what_rounding_leaves() -> None:
    """Three bars are rounded up by a tenth together, the score down: no part is told two tenths from what it is."""
    ten = [theme("a", 5.97), theme("b", 3.56), theme("c", 1.36)]
    parts = {"start": -4.17, "ten": 10.89, "others": 0.0, "gained": 12.51, "pooled": -0.87, "pooled_praise": 7.42}
    identity = Identity(-4.17, 10.89, 0.0, 12.51, -0.87, 7.42, 0.0, 4.0)
    shown = [figure(row.value) for row in themes.account(top_ten(*ten), identity, SETTINGS)]
    exact = [parts["start"], -11.0, parts["gained"], parts["pooled"], parts["pooled_praise"], 4.0]
    assert all(abs(told - is_) < 0.1 for told, is_ in zip(shown, exact, strict=True)), shown
    assert math.fsum(shown[:-1]) == pytest.approx(shown[-1], abs=1e-6)


def figure(text: str) -> float:
    return float(text.replace("−", "-").replace("+", ""))


def test_of_which_months_the_list_is_when_the_period_has_others() -> None:
    assert themes.stands_on(top_ten(), view(), SETTINGS) == "Jul–Sep 2026"
    said = themes.stands_on(top_ten(), view(period=closing("year", LAST, Calendar())), SETTINGS)
    assert said == "Jul–Sep 2026: the list stands on 3 months to the end of the period, not on 12 months to Sep 2026"


def test_caveats_say_what_is_not_told_apart() -> None:
    assert len(themes.theme_caveats(top_ten(), SETTINGS)) == 1
    assert themes.theme_caveats(top_ten(signed=False), SETTINGS)[1].startswith("Praise and complaint")


def test_how_repeated_answers_were_accounted_for_is_said() -> None:
    assert "1.10 times as wide" in themes.widened(top_ten(theme()), SETTINGS)
    assert "all regions" not in themes.widened(top_ten(theme()), SETTINGS)
    assert "in all regions and segments" in themes.widened(top_ten(theme(), filtered=True), SETTINGS)
    assert "widens none" in themes.widened(top_ten(theme(), factors={"invoices": 1.0}), SETTINGS)
    assert themes.widened(top_ten(theme(), factors={}), SETTINGS).startswith("Not accounted for")
    of_score = top_ten(theme(), factors={"invoices": 1.21}, factors_of="score")
    assert "as in the score itself" in themes.widened(of_score, SETTINGS)
    assert "every interval is 1.10 times as wide" in themes.widened(of_score, SETTINGS)
    alone = top_ten(theme(), factors={"invoices": 1.0}, factors_of="score")
    assert "none of the intervals is wider" in themes.widened(alone, SETTINGS)


def test_no_title_claims_a_cause_or_shows_a_p_value() -> None:
    for title in (themes.top_ten_title(top_ten(theme()), SETTINGS), *themes.theme_caveats(top_ten(), SETTINGS)):
        assert "because" not in title
        assert "p =" not in title
        assert "nan" not in title
