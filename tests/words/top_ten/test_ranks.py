"""Points and ranks of a theme, in words."""

from __future__ import annotations

from dashboard.words.top_ten import ranks
from tests.published import LAST, SETTINGS
from tests.words.top_ten.examples import rare, theme, top_ten


def test_points_are_lost_or_added() -> None:
    assert (ranks.points_are(theme()), ranks.points_are(rare("Waiting"))) == ("points lost", "points lost")
    assert ranks.points_are(theme(rank=None)) == "points added"
    assert ranks.theme_trend(theme(), SETTINGS) == "Points lost to Invoices, window by window: 2.0, 3.0"
    assert ranks.theme_trend(theme(rank=None), SETTINGS).startswith("Points added by Invoices, window by window: ")
    assert ranks.trend_since(top_ten(), SETTINGS) == ""
    windows = ((LAST - 5, LAST - 3), (LAST - 2, LAST))
    assert ranks.trend_since(top_ten(windows=windows), SETTINGS) == "since Jun 2026"


def test_ranks_and_how_they_moved() -> None:
    assert ranks.rank_range(theme()) == "rank 1 to 3"
    assert ranks.rank_range(theme(rank_high=1)) == "rank 1"
    compared = (LAST - 14, LAST - 12)
    moves = [
        ranks.rank_moved(theme(rank=rank, previous_rank=before, listed_since=LAST - 24), compared)
        for rank, before in ((1, 2), (3, 1), (2, 2), (5, None))
    ]
    assert moves == ["▲1", "▼2", "", "not ranked then"]
    assert ranks.rank_moved(theme(), None) == ranks.rank_moved(theme(rank=None), compared) == ""
    assert ranks.moves_since(top_ten(), SETTINGS) == "ranks moved since Jul–Sep 2025"
    assert ranks.moves_since(top_ten(compared=None), SETTINGS) == ""


def test_new_is_what_came_onto_the_list_since_then_and_back_what_had_been_on_it_before() -> None:
    compared = (LAST - 14, LAST - 12)
    listed = [(LAST - 11, 1), (LAST - 11, 2), (LAST - 12, 1), (None, 0)]
    moves = [
        ranks.rank_moved(theme(previous_rank=None, listed_since=since, times_listed=times), compared)
        for since, times in listed
    ]
    assert moves == ["new", "back", "not ranked then", "not ranked then"]


def test_months_on_the_list_are_at_least_so_many_where_the_data_begin() -> None:
    assert ranks.time_on_list(theme(), LAST - 9, "en") == "2 months"
    assert ranks.time_on_list(theme(), LAST - 2, "en") == "2 months or more"
    assert ranks.time_on_list(theme(days_on_list=0, listed_since=LAST), LAST - 9, "en") == "since this window"
    assert ranks.time_on_list(theme(listed_since=None, days_on_list=None), LAST, "en") == ""


def test_an_interval_is_written_as_that_of_any_change() -> None:
    """Both ends bear their sign where it holds 0, as they do elsewhere; and it holds the points as they are shown."""
    written = [
        ranks.interval_of(theme(points=points, low=low, high=high), SETTINGS)
        for points, low, high in ((0.9, -2.9, 4.6), (3.0, 2.2, 3.8), (0.04, -0.04, 0.12), (2.0, 0.0, 4.0))
    ]
    assert written == ["−2.9 to +4.6", "2.2 to 3.8", "0.0 to +0.1", "0.0 to 4.0"]
