"""Every measure in every three months and every fiscal year, whatever the quarters are."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import MEASURES, read
from dashboard.measures.formulas import Total
from dashboard.periods import Calendar, Period, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from tests.conftest import UNTIL

SETTINGS = Settings(as_of=UNTIL)


@pytest.fixture(scope="module")
def demo(demo_store: Path) -> Data:
    return Data(Store(demo_store).current())


def value(data: Data, name: str, period: Period) -> float:
    return read(data, name, View(None, None, period, None), SETTINGS).value


@pytest.mark.parametrize("name", MEASURES)
def test_a_stretch_is_the_sum_of_its_months_or_lies_among_them(name: str, demo: Data) -> None:
    """A measure that follows customers over a window is that of its last month, however long the period."""
    told, known = 0, False
    for last in range(demo.months[1] - 13, demo.months[1] + 1):
        for kind in ("quarter", "fiscal"):
            period = closing(kind, last, Calendar(4))
            months = [value(demo, name, closing("month", month, Calendar())) for month in range(period.first, last + 1)]
            whole = value(demo, name, period)
            if MEASURES[name].window is not None:
                assert whole == pytest.approx(months[-1], nan_ok=True)
            elif isinstance(MEASURES[name].formula, Total):
                assert whole == pytest.approx(math.fsum(months), nan_ok=True)
            elif np.isfinite(months).all():
                assert min(months) - 1e-9 <= whole <= max(months) + 1e-9
            told, known = told + math.isfinite(whole), known or bool(np.isfinite(months).any())
    assert told > 20 or not known
