"""How themes left the list, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from dashboard.data.standing import Standing
from dashboard.measures.themes.departures import Departure, Departures
from dashboard.measures.themes.verification import Reason, Verification
from dashboard.settings import Settings
from dashboard.statistics import Difference
from dashboard.words.top_ten import departures
from tests.published import AS_OF, LAST, SETTINGS

FALL = Difference(1.16, 0.5, 0.13, 2.19, 2.2, 0.03)
PASSED = Verification("passed", (LAST - 22, LAST - 20), (LAST - 8, LAST - 6), 1.46, 0.31, FALL, -0.28, 1.47, ("1", "1"))
FIXED = Departure("x", "Wrong invoices", LAST - 23, LAST - 3, 1, None, "fixed", PASSED)


def test_the_title_counts_how_they_left() -> None:
    fell, unknown = replace(FIXED, how="fell"), replace(FIXED, how="not_evaluable")
    found = Departures((FIXED, fell, fell, unknown), Standing("published"))
    assert departures.title(found) == "Off the list: one fixed and verified, two fell by ranking, one not evaluable"
    assert departures.title(Departures((fell,), Standing("published"))) == "Off the list: one fell by ranking"
    back = replace(fell, back=LAST - 1)
    assert departures.title(Departures((fell, back), Standing("published"))) == (
        "Off the list: one fell by ranking; one more left and came back"
    )
    assert departures.title(Departures((back, back), Standing("published"))) == "Off the list: two left and came back"


def test_when_and_for_which_time() -> None:
    assert departures.left_when(FIXED, SETTINGS) == "Jun 2026, after 20 months"
    assert departures.left_when(replace(FIXED, entered=LAST - 4), SETTINGS) == "Jun 2026, after 1 month"
    assert departures.listings_so_far(FIXED, SETTINGS) == ""
    assert departures.listings_so_far(replace(FIXED, times=2, back=LAST), SETTINGS) == (
        "second time on the list; back on the list since Sep 2026"
    )
    assert departures.listings_so_far(replace(FIXED, times=9), SETTINGS) == "9th time on the list"


def test_a_fix_says_before_after_and_how_sure() -> None:
    assert (departures.how_it_left(FIXED), departures.how_tone(FIXED)) == ("fixed and verified", "good")
    assert departures.result(PASSED, SETTINGS) == "1.5 → 0.3 points"
    assert departures.interval(PASSED, SETTINGS) == "down 1.2 (0.1 to 2.2)"
    assert departures.reason(PASSED, SETTINGS) == (
        "Jan–Mar 2026 against Nov 2024–Jan 2025; the median of the other themes rose by 0.3."
    )
    still = replace(PASSED, others=0.02)
    assert departures.reason(still, SETTINGS).endswith("the median of the other themes did not move.")


@pytest.mark.parametrize(
    ("after", "fall", "expected"),
    [
        (
            1.1,
            Difference(0.4, 0.5, -0.6, 1.4, 0.8, 0.4),
            "down 0.4 (−1.4 to +0.6); a fall of 1.5 would likely have been seen",
        ),
        (
            1.9,
            Difference(-0.4, 0.5, -1.4, 0.6, -0.8, 0.4),
            "up 0.4 (−0.6 to +1.4); a fall of 1.5 would likely have been seen",
        ),
        (
            1.5,
            Difference(0.0, 0.5, -1.0, 1.0, 0.0, 1),
            "unchanged (−1.0 to +1.0); a fall of 1.5 would likely have been seen",
        ),
    ],
)
def test_no_effect_says_what_would_have_been_seen(after: float, fall: Difference, expected: str) -> None:
    none = replace(PASSED, reason="no_fall", after=after, fall=fall)
    assert departures.interval(none, SETTINGS) == expected
    assert departures.reason(none, SETTINGS).startswith("Its corrective action shows no effect: Jan–Mar 2026")


def test_what_was_not_compared_has_no_numbers() -> None:
    unknown = Verification("no_action")
    assert (departures.result(unknown, SETTINGS), departures.interval(unknown, SETTINGS)) == (
        "",
        "",
    )


def test_a_test_to_come_has_its_date() -> None:
    to_come = Verification("not_due", PASSED.baseline, (LAST - 1, LAST + 1))
    assert departures.reason(to_come, SETTINGS) == "Its test is due when Oct 2026 is complete."


def test_rules_are_named() -> None:
    found = Verification("rules_changed", PASSED.baseline, PASSED.test, versions=("rules 4", "rules 5"))
    assert departures.reason(found, SETTINGS) == "Its mentions are found by other rules now: rules 5, before rules 4."
    assert "before none recorded" in departures.reason(replace(found, versions=(None, "rules 5")), SETTINGS)


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("locale", ["en", "de", "ja"])
def test_every_reason_is_a_sentence(reason: Reason, locale: str) -> None:
    text = departures.reason(replace(PASSED, reason=reason), Settings(as_of=AS_OF, locale=locale))
    assert text.endswith(".")
    assert "nan" not in text
