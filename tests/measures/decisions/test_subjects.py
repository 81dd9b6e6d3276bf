"""What subjects of decisions are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.measures.decisions.subjects import subject_of
from tests.published import SETTINGS, data


@pytest.mark.parametrize(("first", "second"), [("O-1", "O-2"), ("O+1", "O-2"), ("+", "a+b"), ("O:1", "O/2")])
def test_a_conflict_names_its_two_goals_whatever_their_ids_hold(tmp_path: Path, first: str, second: str) -> None:
    goals = [{"objective_id": first, "title": "Faster"}, {"objective_id": second, "title": "Cheaper"}]
    found = subject_of(data(tmp_path, objectives=goals), f"conflict:{first}+{second}", SETTINGS)
    assert found.goals == ("Faster", "Cheaper")
