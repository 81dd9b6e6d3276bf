"""Measures on a company's own scales: formula, label and meaning follow; figures of another scale are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from dashboard.measures import MEASURES, measure, read
from dashboard.measures.registry import as_published
from dashboard.settings import Scales, Settings
from tests.published import LAST, SETTINGS, Rows, data, view

TEN = SETTINGS.model_copy(update={"scales": Scales(csat={"low": 1, "high": 10, "satisfied": 8})})


def scored(counts: dict[int, int]) -> Rows:
    place: dict[str, Any] = {"month": LAST, "metric": "csat", "survey": "journey"}
    return [{**place, "score": score, "n": n, "weight": n, "weight_squared": n} for score, n in counts.items()]


@pytest.mark.parametrize(("said", "scale"), [
    ([1, 10], (1, 10, 9)), ([0, 1], (0, 1, 1)), ({"low": 1, "high": 10, "satisfied": 8}, (1, 10, 8)),
    ({"low": 0, "high": 100}, (0, 100, 99)), ([1, 5], (1, 5, 4)),
])  # fmt: skip
def test_a_scale_is_said_by_its_ends_and_by_what_counts(said: Any, scale: tuple[int, int, int]) -> None:
    found = Settings(scales={"csat": said}).scales.csat
    assert (found.low, found.high, found.satisfied) == scale


@pytest.mark.parametrize("said", [
    {"csat": [5, 1]}, {"csat": {"low": 1, "high": 5, "satisfied": 1}}, {"csat": {"low": 1, "high": 5, "satisfied": 6}},
    {"nps": [1, 10]}, {"csat": [1, 5, 4, 3]}, {"thumbs": [1, 2]},
])  # fmt: skip
def test_what_is_no_scale_is_refused(said: Any) -> None:
    with pytest.raises(ValidationError):
        Settings(scales=said)


def test_a_measure_follows_its_scale(tmp_path: Path) -> None:
    entry = measure("csat", TEN)
    assert (entry.label, entry.meaning) == (
        "CSAT, 8 to 10 of 10",
        "Share of answers that are satisfied: 8 to 10 of 10.",
    )
    assert measure("csat_mean", TEN).meaning.startswith("Mean satisfaction, from 1 to 10;")
    assert measure("ces", TEN) is MEASURES["ces"]
    found = data(tmp_path, answers=scored({1: 20, 7: 20, 8: 20, 10: 40}))
    assert read(found, "csat", view(against=None), TEN).value == pytest.approx(0.6)
    assert read(found, "csat_mean", view(against=None), TEN).value == pytest.approx(7.2)


def test_so_does_what_cases_were_given(tmp_path: Path) -> None:
    entry = measure("case_csat", TEN)
    assert (entry.label, entry.basis) == ("CSAT of cases", "8 to 10 of 10, of the case itself")
    assert "gave it 8 to 10 of 10" in entry.meaning
    assert "gave it 1 of 0 to 1" in measure("case_csat", Settings(scales={"csat": [0, 1]})).meaning
    rows = [{"month": LAST, "score": score, "n": n} for score, n in {1: 20, 7: 20, 8: 20, 10: 40}.items()]
    outside = [{"metric": "case_csat", "source": "Survey", "as_of": date(2026, 1, 1), "value": 0.8}]
    found = data(tmp_path, case_scores=rows, benchmarks=outside)
    figure = read(found, "case_csat", view(against=None), TEN)
    assert figure.value == pytest.approx(0.6)
    assert (figure.n, figure.benchmark) == (100, None)
    assert read(found, "case_csat", view(against=None), SETTINGS).benchmark is not None


def test_an_outside_figure_of_the_usual_scale_is_not_shown_beside_another(tmp_path: Path) -> None:
    outside = [{"metric": "csat", "source": "Survey", "as_of": date(2026, 1, 1), "value": 0.8}]
    found = data(tmp_path, answers=scored({5: 60, 9: 60}), benchmarks=outside)
    assert read(found, "csat", view(against=None), TEN).benchmark is None
    assert read(found, "csat", view(against=None), SETTINGS).benchmark is not None


def test_a_snapshot_tells_the_scale_that_its_answers_were_given_on() -> None:
    told = {"scales": {"csat": {"low": 1, "high": 10, "satisfied": 8}}}
    assert as_published("csat", told).formula == measure("csat", TEN).formula
    assert as_published("case_csat", told).formula == measure("case_csat", TEN).formula
    assert as_published("csat", {}) is MEASURES["csat"]
    assert as_published("nps", told) is MEASURES["nps"]
