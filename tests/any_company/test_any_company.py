"""Two hundred companies made up at random; `python -m benchmarks.any_company` makes a thousand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dashboard.measures import MEASURES
from tests.any_company.judged import judge

SEEDS = 200
DRAWN = 4
"""Of so many companies the pages of one are drawn."""

LEAST = SEEDS // 20
"""Numbers of a measure that are compared at the least: nothing is told of what is always withheld."""


FAULTS = ("rows", "rows beyond", "values", "values beyond", "days", "names")


@pytest.fixture(scope="module")
def planted() -> Counter[str]:
    """Faults planted so far, by kind."""
    return Counter()


@pytest.fixture(scope="module")
def compared() -> Counter[str]:
    """Numbers compared so far, by measure."""
    return Counter()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_a_company_holds_no_number_is_false(
    seed: int, tmp_path: Path, compared: Counter[str], planted: Counter[str]
) -> None:
    judged = judge(seed, tmp_path, pages=seed % DRAWN == 0)
    assert judged.wrong == []
    assert judged.told == ""
    compared.update(judged.compared)
    planted.update(judged.planted)


def test_every_kind_of_fault_was_planted(planted: Counter[str]) -> None:
    assert {kind: planted[kind] for kind in FAULTS if planted[kind] < 2} == {}


def test_every_measure_was_compared(compared: Counter[str]) -> None:
    assert {name: compared[name] for name in MEASURES if compared[name] < LEAST} == {}
