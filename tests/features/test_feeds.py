"""What a dataset feeds follows from what measures and features declare."""

from __future__ import annotations

import pytest

from dashboard.features.feature import features
from dashboard.features.feeds import fed_by
from dashboard.measures import MEASURES, measure
from dashboard.settings import Settings
from queries.datasets import DATASETS

KNOWN = {dataset.name for dataset in DATASETS}


def test_a_measure_is_called_as_it_is_on_the_pages() -> None:
    assert "Recurring revenue" in fed_by(["finance"], Settings())
    assert "Revenue" in fed_by(["finance"], Settings(revenue_kind="sales"))


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_it_feeds_the_measures_and_features_that_name_it_and_no_other(name: str) -> None:
    settings = Settings()
    measures = {measure(one, settings).label for one in MEASURES if name in MEASURES[one].formula.datasets}
    blocks = {declared.name for declared in features().values() if name in declared.datasets(settings)}
    found = fed_by([name], settings)
    assert {*found} == measures | blocks
    assert len(found) == len({*found})


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_every_dataset_feeds_something_that_has_a_name(name: str) -> None:
    assert fed_by([name], Settings()) != ()


def test_of_several_datasets_each_name_is_told_once() -> None:
    both = fed_by(["finance", "customer_windows"], Settings())
    assert {*both} == {*fed_by(["finance"], Settings()), *fed_by(["customer_windows"], Settings())}
    assert len(both) == len({*both})


def test_nothing_is_declared_that_is_no_dataset() -> None:
    assert {name for declared in features().values() for name in declared.datasets(Settings())} - KNOWN == set()


def test_what_cannot_be_drawn_without_an_absent_dataset_is_not_named() -> None:
    """Who has no departments is not told that a scorecard of theirs is in doubt."""
    every = fed_by(["themed_answers"], Settings())
    without = fed_by(["themed_answers"], Settings(), ["departments", "theme_risk"])
    assert set(without) < set(every)
    assert "Who has to work with whom" in set(every) - set(without)
    assert "Points lost by theme" in without
