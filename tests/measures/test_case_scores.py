"""The CSAT of cases is a share of those who answered: a sample, with an interval and a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.measures import MEASURES, read
from dashboard.statistics import proportion
from dashboard.words.figures import interval
from tests.published import FIRST, LAST, SETTINGS, Rows, data, view


def scored(month: int, satisfied: int, not_satisfied: int) -> Rows:
    pairs = ((5, satisfied), (2, not_satisfied))
    return [{"month": month, "region": "North", "score": score, "n": n} for score, n in pairs]


def test_a_share_of_those_who_answered_has_an_interval(tmp_path: Path) -> None:
    months = range(FIRST, LAST + 1)
    rows = [row for month in months for row in scored(month, 20 if month > LAST - 3 else 40, 30)]
    figure = read(data(tmp_path, case_scores=rows), "case_csat", view(), SETTINGS)
    same = proportion(60, 150)
    assert figure.value == pytest.approx(0.4)
    assert figure.n == 150
    assert (figure.estimate.low, figure.estimate.high) == pytest.approx((same.low, same.high))
    assert figure.verdict.word == "clear"
    assert interval(figure, SETTINGS)


def test_what_is_counted_in_full_has_none(tmp_path: Path) -> None:
    rows = [{"month": LAST, "n": 40, "abandonment_known": 40, "abandoned": 10}]
    assert interval(read(data(tmp_path, cases=rows), "abandoned_cases", view(), SETTINGS), SETTINGS) == ""
    assert not MEASURES["abandoned_cases"].sampled
