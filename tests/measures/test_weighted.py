"""A score weighted to all customers: the published and the constructed examples, and what is said of neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.measures.weighted import Weighted, weighted
from dashboard.words import weighted as words
from tests.published import LAST, SETTINGS, answers, data, view


def customers(n: int, month: int = LAST, **place: Any) -> dict[str, Any]:
    return {"month": month, "window": 1, "closing_customers": n, **place}


def survey(segment: str | None, detractors: int, passives: int, promoters: int, region: str | None = "North") -> Any:
    return answers({0: detractors, 8: passives, 10: promoters}, region=region, segment=segment)


ANSWERED = [*survey("Enterprise", 5, 15, 30), *survey("SMB", 60, 60, 80)]
THERE = [customers(100, region="North", segment="Enterprise"), customers(900, region="North", segment="SMB")]


def of(found: Data, name: str = "nps", asked: View | None = None) -> Weighted | None:
    return weighted(found, name, asked or view(), SETTINGS)


def test_the_constructed_example(tmp_path: Path) -> None:
    """Enterprise are a fifth of the answers and a tenth of the customers: 18.0 becomes 14.0 (DOMAIN O-22)."""
    rows = data(tmp_path, answers=ANSWERED, customer_windows=THERE)
    found = of(rows)
    assert read(rows, "nps", view(), SETTINGS).value == pytest.approx(18)
    assert found is not None
    assert found.estimate.value == pytest.approx(14)
    assert found.estimate.standard_error == pytest.approx(5.3708, rel=0.01)
    assert (found.cells, found.silent, found.month, found.apart) == (2, 0, LAST, False)


def test_what_lies_beyond_the_interval_is_said_so(tmp_path: Path) -> None:
    rows = data(
        tmp_path,
        answers=[*survey("Enterprise", 50, 150, 1800), *survey("SMB", 600, 100, 300)],
        customer_windows=THERE,
    )
    found = of(rows)
    assert found is not None
    assert found.apart
    assert words.note(found, -16.0) == "lower when weighted to all customers"
    assert words.note(found, -30.0) == "higher when weighted to all customers"
    said = words.told(found, MEASURES["nps"], SETTINGS)
    assert said.startswith("−18.3, 95 % interval −23.")
    assert "each of 2 groups by region and segment weighs as its customers of Sep 2026 do. It differs by more" in said


def test_a_group_without_an_answer_counts_with_another_and_that_is_said(tmp_path: Path) -> None:
    """The South's SMB count with the North's; one that nobody answered for with its region."""
    silent = [customers(300, region="South", segment="SMB"), customers(50, segment="Public", region="North")]
    found = of(data(tmp_path, answers=ANSWERED, customer_windows=[*THERE, *silent]))
    assert found is not None
    assert (found.cells, found.silent) == (4, 2)

    assert found.estimate.value == pytest.approx((100 * 50 + 1250 * 10) / 1350)
    assert "; 2 of them without an answer count with the fullest beside it" in words.told(
        found, MEASURES["nps"], SETTINGS
    )


def test_shares_and_means_are_weighted_alike(tmp_path: Path) -> None:
    rows = [
        *answers({5: 40, 1: 10}, metric="csat", region="North", segment="Enterprise"),
        *answers({4: 50, 2: 150}, metric="csat", region="North", segment="SMB"),
    ]
    found = data(tmp_path, answers=rows, customer_windows=THERE)
    share, mean = of(found, "csat"), of(found, "csat_mean")
    assert share is not None
    assert mean is not None
    assert share.estimate.value == pytest.approx(0.1 * 0.8 + 0.9 * 0.25)
    assert mean.estimate.value == pytest.approx(0.1 * 4.2 + 0.9 * 2.5)


def test_nothing_is_said_where_it_would_say_nothing(tmp_path: Path) -> None:
    """Without customers, of what no answers tell, of one cell alone, of a month before the records, of too few."""
    rows = data(tmp_path / "all", answers=ANSWERED, customer_windows=THERE)
    assert of(data(tmp_path / "none", answers=ANSWERED)) is None
    assert of(rows, "win_rate") is None
    assert of(rows, asked=view(segments=("SMB",))) is None
    assert of(data(tmp_path / "old", answers=ANSWERED, customer_windows=[customers(5, LAST - 1)])) is None
    few = [*survey("Enterprise", 1, 1, 1), *survey("SMB", 1, 1, 1)]
    assert of(data(tmp_path / "few", answers=few, customer_windows=THERE)) is None
