"""What the filters offer: where data are little, no period without data and no comparison that cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.addresses.offered import offered
from dashboard.data.access import Data
from dashboard.periods import month_label
from tests.published import LAST, SETTINGS, answers, snapshot


def held(folder: Path, months: tuple[int, int], promises: tuple[int, int] | None = None) -> Data:
    first, last = months
    rows = [row for month in (first, last) for row in answers({9: 5}, month=month)]
    return Data(snapshot(folder, {"answers": rows}, answers={"held": months}, commitments={"held": promises}))


@pytest.mark.parametrize(
    ("months", "label", "against"),
    [
        ((LAST, LAST), "Sep 2026", []),
        ((LAST - 1, LAST), "Sep 2026", ["previous"]),
        ((LAST - 2, LAST), "Q3 2026", ["previous"]),
        ((LAST - 11, LAST), "Q3 2026", ["previous"]),
        ((LAST - 12, LAST), "Q3 2026", ["year", "previous"]),
        ((LAST - 20, LAST - 3), "Q2 2026", ["year", "previous"]),
    ],
)
def test_a_page_opens_on_the_newest_months_that_have_data(
    tmp_path: Path, months: tuple[int, int], label: str, against: list[str]
) -> None:
    found = offered(held(tmp_path, months), SETTINGS)
    view = found.opening_view()
    assert view.period.label == label
    assert months[0] <= view.period.first <= view.period.last == months[1]
    assert list(found.against.values()) == (against or ["previous"])
    assert (view.against is None) == (view.period.first == months[0])
    assert all(months[0] <= period.first <= period.last <= months[1] for period in found.periods.values())


def test_a_lone_month_is_one_period_by_its_own_name(tmp_path: Path) -> None:
    assert list(offered(held(tmp_path, (LAST, LAST)), SETTINGS).periods) == [month_label(LAST)]


def test_promises_of_years_before_open_no_period_before_there_are_figures(tmp_path: Path) -> None:
    data = held(tmp_path, (LAST, LAST), promises=(LAST - 30, LAST + 2))
    view = offered(data, SETTINGS).opening_view()
    assert (view.period.label, view.against) == ("Sep 2026", None)
    assert data.months == (LAST - 30, LAST + 2)


def test_of_what_is_asked_for_and_empty_nothing_is_said_to_have_begun(tmp_path: Path) -> None:
    assert not Data(snapshot(tmp_path, {"answers": []})).begun
    assert held(tmp_path / "some", (LAST, LAST)).begun
    withheld = snapshot(tmp_path / "withheld", {}, answers={"state": "withheld"})
    assert Data(withheld).begun
