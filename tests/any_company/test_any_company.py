"""Two hundred companies made up at random."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.any_company.judged import judge

SEEDS = range(200)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_company_holds_no_number_is_false(seed: int, tmp_path: Path) -> None:
    judged = judge(seed, tmp_path)
    assert judged.wrong == []
    assert judged.told == ""
