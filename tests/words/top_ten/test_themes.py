"""The Top Ten as words: what is rare, withheld or unsure is said to be so, and what is closed is not forgotten."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from dashboard import words
from dashboard.data.standing import Standing
from dashboard.measures.figure import Series
from dashboard.measures.themes.theme import Identity, Owner, Part, Tasks, Theme, ThemeView, TopTen
from dashboard.statistics import Difference
from dashboard.words import formats
from tests.published import LAST, SETTINGS

THIN = formats.THIN
NOT_KNOWN = math.nan


SUPPORT = Owner("Support", cross_lob=False)
SHARED = Owner("cross-LOB", cross_lob=True, contributors=(("Billing", 0.7), ("Support", 0.3)), sponsor="Ana")


def theme(name: str = "Invoices", points: float = 3.0, **changes: Any) -> Theme:
    values: dict[str, Any] = {
        "theme_id": name.lower(), "mention": name.lower(), "name": name, "definition": None, "owner": SUPPORT,
        "stage": None, "stages": (), "tasks": None, "mentions": 183.0, "points": points, "low": points - 0.8,
        "high": points + 0.8, "effect": -46.0, "rank": 1, "rank_low": 1, "rank_high": 3, "previous_rank": 2,
        "trend": np.array([2.0, NOT_KNOWN, points]), "listed_since": LAST - 2, "days_on_list": 61,
    }  # fmt: skip
    return Theme(**values | changes)


def rare(name: str) -> Theme:
    """Return a theme with too few mentions to be ranked."""
    unknown = {"low": NOT_KNOWN, "high": NOT_KNOWN, "effect": NOT_KNOWN}
    return theme(name, NOT_KNOWN, mentions=12.0, rank=None, rank_low=None, rank_high=None, **unknown)


def points(*values: float) -> Series:
    unknown = np.full(len(values), NOT_KNOWN)
    return Series(np.arange(LAST - len(values) + 1, LAST + 1), np.array(values), unknown, unknown, unknown)


def seen(found: Theme, *trend: float) -> ThemeView:
    """Return a theme's own view with these points, month by month."""
    return ThemeView(found, points(*trend or (found.points,)), (), (), (), Standing("published"))


def top_ten(*ten: Theme, **changes: Any) -> TopTen:
    values: dict[str, Any] = {
        "metric": "nps", "first": LAST - 2, "last": LAST, "windows": ((LAST - 2, LAST),), "ten": ten, "others": (),
        "delights": (), "pooled": (), "coded": 2798.0, "silent": 1.0, "design_factor": 1.21, "signed": True,
        "identity": Identity(44.4, 17.3, 6.1, 2.3, 0.0, 7.1, 30.4), "standing": Standing("published"),
    }  # fmt: skip
    return TopTen(**values | changes)


def test_the_title_of_the_top_ten_states_its_finding() -> None:
    assert words.top_ten_title(top_ten(theme(), theme("Waiting", 2.0, owner=SHARED)), SETTINGS) == (
        "Top Ten: these two themes cost 5.0 points of NPS; one belongs to no single line of business"
    )
    assert words.top_ten_title(top_ten(theme()), SETTINGS) == "Top Ten: this theme costs 3.0 points of NPS"
    assert words.top_ten_title(top_ten(others=(theme(),)), SETTINGS) == "Top Ten: no theme costs the score points"


def test_what_is_withheld_or_rare_is_no_good_news() -> None:
    withheld = top_ten(standing=Standing("withheld", ("The tags do not add up.",)))
    assert words.top_ten_title(withheld, SETTINGS) == "Top Ten: withheld"
    assert words.answers_read(withheld, SETTINGS) == ""
    assert words.top_ten_title(top_ten(), SETTINGS) == "Top Ten: too few mentions to rank any theme"
    few = words.no_themes(top_ten(pooled=(rare("Waiting"), rare("Invoices"))), SETTINGS)
    assert few.startswith("2 themes named in 2,798 answers read, none of them 30 times or more")


def test_a_theme_that_cannot_be_had_is_named_as_it_is_written() -> None:
    said = words.no_such_theme("[x](http://evil)", top_ten(), "Invoices", SETTINGS)
    assert "](" not in said
    assert "not among those that answers name in Jul 2026 to Sep 2026 under these filters" in said
    assert said.endswith("“Invoices” is shown.")
    assert words.no_such_theme("x", top_ten(), None, SETTINGS).endswith("No other theme can be shown either.")


def test_a_cost_whose_interval_holds_0_cannot_be_told_from_it() -> None:
    sure, unsure = theme(), theme("Waiting", 2.7, low=-0.6, high=6.0)
    assert words.top_ten_title(top_ten(unsure), SETTINGS) == "Top Ten: what this theme costs cannot be told from 0"
    both = top_ten(sure, unsure)
    assert words.top_ten_title(both, SETTINGS).startswith("Top Ten: these two themes cost 5.7 points of NPS")
    assert any("“Waiting” cannot be told from 0" in caveat for caveat in words.theme_caveats(both, SETTINGS))
    assert (words.doubt(sure), words.doubt(unsure)) == ("", "cannot be told from 0")


def test_the_title_of_a_theme_names_its_months() -> None:
    found = top_ten(theme())
    assert words.theme_title(seen(theme()), found, SETTINGS) == (
        "“Invoices” costs 3.0 points (2.2 to 3.8) in Jul 2026 to Sep 2026"
    )
    unsure = theme(points=2.7, low=-0.6, high=6.0)
    assert words.theme_title(seen(unsure), found, SETTINGS) == (
        "What “Invoices” costs in Jul 2026 to Sep 2026 cannot be told from 0: 2.7 points (−0.6 to 6.0)"
    )


def test_what_is_not_known_of_a_theme_that_is_seldom_named() -> None:
    title = words.theme_title(seen(rare("Waiting")), top_ten(), SETTINGS)
    assert title == (
        "What “Waiting” costs is not known: 12 mentions in Jul 2026 to Sep 2026, and 30 are the least to be ranked"
    )
    assert words.interval_of(rare("Waiting"), SETTINGS) == ""
    often = replace(rare("Waiting"), mentions=45.0)
    assert "none of which can be told apart from other themes" in words.theme_title(seen(often), top_ten(), SETTINGS)


def test_why_no_line_is_drawn() -> None:
    none, one = seen(theme(), NOT_KNOWN, NOT_KNOWN), seen(theme(), NOT_KNOWN, 3.0)
    assert words.no_months(none, SETTINGS).startswith("No line is drawn: none of the 2 windows up to Sep 2026 tells")
    assert words.no_months(one, SETTINGS).startswith("No line is drawn: one of the 2 windows up to Sep 2026 tells")


@pytest.mark.parametrize(
    ("closed", "changes", "expected"),
    [
        (date(2026, 6, 30), {}, "closed on 30 Jun 2026, yet it costs 3.0 points and moved up 1 rank"),
        (date(2026, 6, 30), {"previous_rank": None}, "closed on 30 Jun 2026, yet it costs 3.0 points"),
        (date(2026, 6, 30), {"low": -0.1}, "closed on 30 Jun 2026; what it costs cannot be told from 0"),
    ],
)
def test_a_closed_theme_on_the_list_is_remarked(closed: date, changes: dict[str, Any], expected: str) -> None:
    found = theme(stage="closed", stages=(("identified", date(2026, 1, 1)), ("closed", closed)), **changes)
    assert words.stage_remark(found, top_ten(found), SETTINGS) == expected
    assert words.stage_note(found, top_ten(found), SETTINGS) == ""
    assert words.stage_remark(replace(found, stage="contained"), top_ten(found), SETTINGS) == ""
    assert words.stage_remark(replace(found, rank=None), top_ten(found), SETTINGS) == ""


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        (date(2026, 7, 1), "closed on 1 Jul 2026, within these months"),
        (date(2026, 10, 1), "closed on 1 Oct 2026, after these months"),
    ],
)
def test_a_theme_that_was_closed_since_is_no_cause_for_alarm(closed: date, expected: str) -> None:
    found = theme(stage="closed", stages=(("closed", closed),))
    assert words.stage_note(found, top_ten(found), SETTINGS) == expected
    assert words.stage_remark(found, top_ten(found), SETTINGS) == ""


def test_who_owns_a_theme_is_spelt_out() -> None:
    assert words.owner_name(SHARED) == "across lines of business"
    assert (words.owner_name(SUPPORT), words.owner_name(None)) == ("Support", "nobody owns it")
    assert "LOB" not in words.theme_detail(theme(owner=SHARED), SETTINGS)


def test_points_are_lost_or_added() -> None:
    assert (words.points_are(theme()), words.points_are(rare("Waiting"))) == ("points lost", "points lost")
    assert words.points_are(theme(rank=None)) == "points added"
    assert words.trend_since(top_ten(), SETTINGS) == ""
    windows = ((LAST - 5, LAST - 3), (LAST - 2, LAST))
    assert words.trend_since(top_ten(windows=windows), SETTINGS) == "since Jun 2026"


def test_why_there_is_nothing_to_rank() -> None:
    assert words.no_themes(top_ten(coded=0.0), SETTINGS) == "No answer of this window was read for themes."
    assert "2,798 answers read" in words.no_themes(top_ten(), SETTINGS)


def test_the_account_adds_up_as_it_is_written() -> None:
    rows = words.account(top_ten().identity, "nps", SETTINGS)  # type: ignore[arg-type]
    assert [row["value"] for row in rows] == ["44.4", "−17.3", "−6.1", "+2.3", "+7.1", "30.4"]
    assert rows[-1]["total"]


def test_ranks_and_how_they_moved() -> None:
    assert words.rank_range(theme()) == "rank 1 to 3"
    assert words.rank_range(theme(rank_high=1)) == "rank 1"
    moves = [
        words.rank_moved(theme(rank=rank, previous_rank=before)) for rank, before in ((1, 2), (3, 1), (2, 2), (5, None))
    ]
    assert moves == ["▲1", "▼2", "", "new"]


def test_owners_and_tasks() -> None:
    assert words.contributors(SHARED) == f"with Billing 70{THIN}% and Support 30{THIN}%; sponsor Ana"
    assert words.contributors(replace(SHARED, contributors=(), sponsor=None)) == "no sponsor"
    assert words.tasks(Tasks(3, 4, 1)) == "3 open, 1 overdue; 4 done"
    assert words.tasks(Tasks(0, 0, 0)) == words.tasks(None) == "no tasks"


def test_months_on_the_list_are_at_least_so_many_where_the_data_begin() -> None:
    assert words.time_on_list(theme(), LAST - 9, "en") == "2 months"
    assert words.time_on_list(theme(), LAST - 2, "en") == "2 months or more"
    assert words.time_on_list(theme(days_on_list=0, listed_since=LAST), LAST - 9, "en") == "since this window"
    assert words.time_on_list(theme(listed_since=None, days_on_list=None), LAST, "en") == ""


def test_caveats_say_what_widens_and_what_is_not_told_apart() -> None:
    assert len(words.theme_caveats(top_ten(), SETTINGS)) == 2
    assert "1.10 times as wide" in words.theme_caveats(top_ten(), SETTINGS)[1]
    assert words.theme_caveats(top_ten(design_factor=1.0, signed=False), SETTINGS)[1].startswith("Praise and complaint")


def test_nothing_is_ranked_on_intervals_that_overlap() -> None:
    def part(label: str, value: float, half: float) -> Part:
        return Part(label, 50.0, 400.0, Difference(value, half / 2, value - half, value + half, -2.0, 0.04))

    assert words.parts_title([part("North", -60.0, 10), part("South", -20.0, 10)], "region") == (
        "By region: furthest apart in North"
    )
    assert "no region stands apart" in words.parts_title([part("North", -30.0, 20), part("South", -20.0, 20)], "region")


def test_no_title_claims_a_cause_or_shows_a_p_value() -> None:
    for title in (words.top_ten_title(top_ten(theme()), SETTINGS), *words.theme_caveats(top_ten(), SETTINGS)):
        assert "because" not in title
        assert "p =" not in title
        assert "nan" not in title
