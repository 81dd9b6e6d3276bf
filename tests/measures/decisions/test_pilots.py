"""Pilots that ask what becomes of them: what is asked, and since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.measures.decisions.pilots import waiting_pilots
from dashboard.measures.decisions.waiting import asking_of
from dashboard.periods import first_day
from tests.pilots import effects, outcomes, pilot, units
from tests.published import LAST, SETTINGS, data

BEGAN = LAST - 26


def asked(folder: Path, stage: str | None, later: float | None) -> tuple[str, date | None] | None:
    rows = list(units())
    joins = {} if later is None else dict.fromkeys(range(12, 18), 9)
    if later is not None:
        rows += units(treated=range(12, 18), compared=(), joined_on=first_day(BEGAN + 9))
    came = outcomes(rows, effects(-3.0, later or 0.0, joins), months=range(-12, 27), began=BEGAN)
    kept = pilot(starts_on=first_day(BEGAN), ends_on=None, stage=stage)
    waits = waiting_pilots(asking_of(data(folder, pilots=[kept], pilot_units=rows, pilot_outcomes=came), SETTINGS))
    return (waits[0].kind, waits[0].asked_on) if waits else None


@pytest.mark.parametrize(
    ("stage", "later", "kind"),
    [
        ("running", None, "pilot_worked"), ("running", -3.0, "pilot_worked"),
        ("running", 0.0, "pilot_not_again"), ("running", 3.0, "pilot_not_again"),
        ("scaled", 0.0, "pilot_not_again"), ("scaled", -3.0, None), ("scaled", None, None), ("stopped", 0.0, None),
    ],
)  # fmt: skip
def test_one_that_was_not_seen_again_is_not_asked_to_be_scaled(
    tmp_path: Path, stage: str, later: float | None, kind: str | None
) -> None:
    found = asked(tmp_path, stage, later)
    assert (None if found is None else found[0]) == kind


def test_what_was_not_seen_again_is_open_since_that_was_known(tmp_path: Path) -> None:
    worked, lost = asked(tmp_path / "worked", "running", None), asked(tmp_path / "lost", "running", 0.0)
    assert worked is not None
    assert lost is not None
    assert None not in (worked[1], lost[1])
    assert worked[1] < lost[1]  # type: ignore[operator]
