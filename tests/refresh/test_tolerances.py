"""A tolerance is of a cross-check that there is."""

from __future__ import annotations

import pytest

from dashboard.refresh.tolerances import thresholds
from dashboard.settings import Settings, SettingsError


def test_a_share_of_the_companys_own_takes_the_place_of_the_checks() -> None:
    assert thresholds(Settings(tolerances={"revenue.rhythm": 0.1})).tolerances == {"revenue.rhythm": 0.1}


def test_a_check_that_there_is_not_is_refused_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(SettingsError, match=r"is revenue\.rhythm meant"):
        thresholds(Settings(tolerances={"revenue.rythm": 0.1}))
