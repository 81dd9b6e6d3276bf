"""What is said above every page: when by the company's clocks, and what was typed as plain text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dashboard.snapshots.store import Attempt, Notice
from dashboard.words import notices
from tests.stores import manifest

WHEN = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
IN_TOKYO = manifest(timezone="Asia/Tokyo", company="A & B")


def test_a_rollback_says_when_and_why() -> None:
    rolled = Notice("rolled_back", WHEN, "the ledger was wrong")
    said = notices.other_snapshot(rolled, IN_TOKYO, "en")
    assert said == "Rolled back on 27 Nov 2026, 08:30 to an earlier snapshot: the ledger was wrong"
    silent = notices.other_snapshot(Notice("rolled_back", WHEN, ""), IN_TOKYO, "de")
    assert silent == "Rolled back on 27. Nov. 2026, 08:30 to an earlier snapshot."


def test_what_stands_in_for_a_damaged_snapshot_is_named_with_what_to_do() -> None:
    said = notices.other_snapshot(Notice("instead", WHEN, "The snapshot x cannot be used."), manifest(), "en")
    assert said == (
        "The snapshot x cannot be used. The earlier snapshot of 26 Nov 2026, 23:30 is shown instead. "
        "Run `python -m dashboard refresh`."
    )


def test_a_failed_refresh_and_old_numbers() -> None:
    attempt = Attempt(started_at=WHEN, outcome="failed", sentence="No answer.")
    assert notices.refresh_failed(attempt, IN_TOKYO, "en") == "The refresh of 27 Nov 08:30 failed. No answer."
    assert notices.numbers_are_old(timedelta(days=4, hours=3), "en").startswith("These numbers are 4 days old")
    assert notices.numbers_are_old(timedelta(days=1), "en").startswith("These numbers are 1 day old")


def test_an_address_that_asks_for_much_is_answered_in_short() -> None:
    said = notices.unknown_filter("region", ["x" * 90, *"abcdefgh"])
    assert said.startswith(f"The link asks for the region “{'x' * 60}”, “a”, “b”, “c”, “d”, which these data")


def test_whose_data_and_of_when() -> None:
    assert (notices.of_whom(IN_TOKYO), notices.of_whom(manifest(demo=True))) == ("A & B", "Demo company")
    assert notices.page_title("Overview", IN_TOKYO) == "Overview · A & B"
    assert notices.as_of(IN_TOKYO, "en") == "As of 1 Jan 2026"
