"""Who is on the list of ten since when: one enters at once, and leaves only after two windows apart."""

from __future__ import annotations

from dashboard.measures.themes.listing import Listing, listings

NAMES = [chr(ord("a") + position) for position in range(16)]


def ranked(theme: str, rank: int | None) -> list[str]:
    """Return an order in which a theme has a rank; None: it is not ranked."""
    others = [name for name in NAMES if name != theme]
    return others if rank is None else [*others[: rank - 1], theme, *others[rank - 1 :]]


def followed(*ranks: int | None, window: int = 3) -> tuple[Listing, ...]:
    found = listings({100 + month: ranked("z", rank) for month, rank in enumerate(ranks)}, window)
    return found.get("z", ())


def test_a_theme_enters_within_the_ten() -> None:
    assert followed(11, 10, 10) == (Listing(101),)
    assert followed(11, 11, 12) == ()


def test_at_the_edge_it_stays() -> None:
    assert followed(10, 12, 11, 12, 12, 12) == (Listing(100),)


def test_one_bad_window_is_not_enough() -> None:
    assert followed(1, 13, 13, 13, 1) == (Listing(100),)


def test_it_leaves_after_two_windows_that_do_not_overlap() -> None:
    assert followed(1, 13, 13, 13, 13) == (Listing(100, 104),)
    assert followed(1, 13, 1, 1, 14, 1) == (Listing(100, 104), Listing(105))
    assert followed(1, 13, 13, window=1) == (Listing(100, 102),)


def test_windows_before_it_entered_do_not_count() -> None:
    assert followed(13, 13, 1, 13, 13, 1) == (Listing(102),)


def test_not_ranked_is_beyond_every_rank() -> None:
    assert followed(1, None, None, None, None) == (Listing(100, 104),)


def test_re_entries_are_listings_of_their_own() -> None:
    assert followed(1, 13, 13, 1, 1, 13, 13, window=1) == (Listing(100, 102), Listing(103, 106))
