"""Was it seen again: units that joined later, wave by wave, against those that had not joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from dashboard.measures.pilots.judged import Tried
from dashboard.measures.pilots.register import tried
from dashboard.periods import first_day
from tests.pilots import Value, effects, noisy, outcomes, pilot, units
from tests.published import LAST, Rows, data

BEGAN = LAST - 26
"""The month in which the pilots of these tests begin: those who join within a year can be followed."""

EARLY = range(-12, 27)


def one(folder: Path, rows: Rows, value: Value, **changes: Any) -> Tried:
    kept = pilot(starts_on=first_day(BEGAN), ends_on=None, stage="scaled", **changes)
    came = outcomes(rows, value, months=EARLY, began=BEGAN)
    (found,) = tried(data(folder, pilots=[kept], pilot_units=rows, pilot_outcomes=came))
    return found


def joined(month: int, numbers: range) -> list[dict[str, Any]]:
    return units(treated=numbers, compared=(), joined_on=first_day(BEGAN + month))


@pytest.mark.parametrize(
    ("later", "word"), [(-3.0, "again"), (0.0, "not_again"), (3.0, "harmful")]
)  # fmt: skip
def test_the_units_that_joined_later_are_told_apart(tmp_path: Path, later: float, word: str) -> None:
    rows = [*units(), *joined(9, range(12, 18))]
    found = one(tmp_path, rows, effects(-3.0, later, dict.fromkeys(range(12, 18), 9)))
    assert found.verdict == "worked"
    assert found.again is not None
    assert (found.again.word, found.again.joined, found.again.units) == (word, 6, 6)
    assert found.again.until == BEGAN + 14


def test_waves_are_held_against_those_that_had_not_joined(tmp_path: Path) -> None:
    """As a pencil has it: each unit's own change less the mean change of those that had not joined by its end."""
    waves = {12: 8, 13: 8, 14: 10, 15: 10}
    rows = [*units(), *joined(8, range(12, 14)), *joined(10, range(14, 16))]
    value = effects(-3.0, -2.0, waves)
    found = one(tmp_path, rows, value)
    assert found.again is not None
    assert found.again.lift is not None

    def change(unit: int, since: int, treated: bool) -> float:
        after = np.mean([value(unit, month, treated) for month in range(since, since + 6)])
        return float(after - np.mean([value(unit, month, treated) for month in range(since - 12, since)]))

    others = {since: [change(unit, since, False) for unit in range(6, 12)] for since in (8, 10)}
    later = [change(unit, since, True) - np.mean(others[since]) for unit, since in waves.items()]
    assert found.again.lift.value == pytest.approx(np.mean(later))
    assert (found.again.word, found.again.units, found.again.compared) == ("again", 4, 6)


def test_the_first_units_are_held_against_those_that_joined_later_as_well(tmp_path: Path) -> None:
    rows = [*units(compared=range(6, 8)), *joined(9, range(12, 18))]
    found = one(tmp_path, rows, effects(-3.0, 0.0, dict.fromkeys(range(12, 18), 9)))
    assert (found.listed, found.units, found.verdict) == ((6, 8), (6, 8), "worked")


def word(found: Tried) -> str:
    assert found.again is not None
    return found.again.word


def test_what_cannot_be_followed_yet_or_is_too_little_is_said(tmp_path: Path) -> None:
    young = one(tmp_path / "young", [*units(), *joined(24, range(12, 18))], noisy())
    assert (word(young), young.again and young.again.joined) == ("too_early", 6)
    few = one(tmp_path / "few", [*units(), *joined(9, range(12, 15))], noisy())
    assert (word(few), few.again and few.again.units) == ("too_few", 3)
    alone = one(tmp_path / "alone", units(), noisy())
    assert alone.again is None


def test_later_units_that_were_picked_low_tell_nothing(tmp_path: Path) -> None:
    value = noisy()

    def came(unit: int, month: int, treated: bool) -> float:
        return value(unit, month, treated) + 4.0 * (unit >= 12 and 3 <= month < 9)

    assert word(one(tmp_path, [*units(), *joined(9, range(12, 18))], came)) == "apart"


def test_over_many_seeds_no_lift_is_seen_again_where_there_is_none(tmp_path: Path) -> None:
    """Waves that share what they are held against are no more often called anything than one time in twenty."""
    called = 0
    runs = 120
    for seed in range(runs):
        rows = [*units(), *joined(8, range(12, 15)), *joined(9, range(15, 18)), *joined(10, range(18, 21))]
        found = one(tmp_path / str(seed), rows, noisy(0.0, seed))
        called += word(found) in ("again", "harmful")
    assert called <= stats.binom(runs, 0.05).ppf(0.99)
