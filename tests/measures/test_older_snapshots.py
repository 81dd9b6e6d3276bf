"""What an older version published, read by one that knows more measures."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.blocks import strings
from dashboard.data.access import EVERYTHING, Data
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.measures import read
from queries.datasets import BY_NAME
from tests import published
from tests.published import LAST, SETTINGS, view


def test_what_a_snapshot_was_made_too_early_for_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that sums more comes before the next refresh: its new measure is not known, no other fails."""
    new = ("escalation_known", "escalated")
    whole = published.table

    def as_of_before(name: str, rows: published.Rows) -> pa.Table:
        return whole(name, rows).drop_columns([column for column in new if name == "cases"])

    monkeypatch.setattr(published, "table", as_of_before)
    summed = [name for name in BY_NAME["cases"].measures if name not in new]
    rows = [
        {"month": LAST - ago, "region": "NA", "n": 100, "contact_known": 90, "contact_resolved": 60} for ago in (0, 12)
    ]
    known = Data(published.snapshot(tmp_path, {"cases": rows}, cases={"measures": summed}), EVERYTHING)
    before = read(known, "escalated_cases", view(), SETTINGS)
    assert math.isnan(before.estimate.value)
    assert not before.enough
    assert read(known, "first_contact_resolution", view(), SETTINGS).estimate.value == 60 / 90
    lines = [text for block in features()["O2"].blocks(Question(known, view(), SETTINGS)) for text in strings(block)]
    assert any("First-contact resolution" in line for line in lines)
    assert not any("escalated" in line or "cannot be shown" in line for line in lines)
