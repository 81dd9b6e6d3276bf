"""Rate and mix: a pencil's reversal, the demo company's, and how both are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.blocks import Fold, Table
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.customers.rate_and_mix import rate_and_mix_of_headlines
from dashboard.features.measure import evidence
from dashboard.measures.changes.rate_and_mix import RateAndMix, rate_and_mix
from dashboard.measures.registry import MEASURES
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.published import LAST, answers, data, view

CALM = Settings(as_of=None)
NPS = MEASURES["nps"]


def said(n: int, score: float, month: int, segment: str) -> list[dict[str, object]]:
    """Answers whose promoters less detractors are a score, half of the rest promoting."""
    promoters = round(n * (100 + score) / 200)
    return answers({9: promoters, 3: n - promoters}, month=month, segment=segment)


def company(folder: Path, after: tuple[int, int]) -> Data:
    now = said(after[0], 50, LAST, "A") + said(after[1], 20, LAST, "B")
    return data(folder, answers=said(1000, 40, LAST - 12, "A") + said(1000, 10, LAST - 12, "B") + now)


def by_segment(found: Data) -> RateAndMix:
    (one,) = [split for split in rate_and_mix(found, NPS, view(), CALM) if split.way == "segment"]
    return one


def test_a_whole_that_moves_against_its_parts_is_a_reversal(tmp_path: Path) -> None:
    one = by_segment(company(tmp_path, (200, 1800)))
    assert (one.change, one.rate, one.mix) == pytest.approx((-2, 10, -12))
    assert one.reversal


def test_a_whole_that_stands_still_over_moving_parts_hides_them(tmp_path: Path) -> None:
    one = by_segment(company(tmp_path, (380, 1620)))
    assert (one.change, one.rate) == pytest.approx((0.7, 10))
    assert one.hidden
    assert not one.reversal


def test_what_chance_alone_may_have_done_is_not_called_hidden(tmp_path: Path) -> None:
    now = said(4, 50, LAST, "A") + said(36, 20, LAST, "B")
    found = data(tmp_path, answers=said(20, 40, LAST - 12, "A") + said(20, 10, LAST - 12, "B") + now)
    assert not by_segment(found).hidden


def test_a_sum_has_no_mix(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    assert list(rate_and_mix(question.data, MEASURES["net_customers"], question.view, settings)) == []


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_what_is_shown_adds_up_and_is_told_from_every_headline(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings)
    (fold,) = rate_and_mix_of_headlines.blocks(question)
    assert isinstance(fold, Fold)
    (table,) = fold.content()
    assert isinstance(table, Table)
    for row in table.rows:
        change, within, between = (number(cell.text) for cell in row[1:4])
        assert within + between == pytest.approx(change), row[0].text
        name = row[0].link.removeprefix("measure:")
        told = dict(evidence(question, name).facts)["Rate and mix"]
        assert re.search(r"by region: .* within them", told)


def test_with_nothing_to_compare_there_is_nothing_to_split(demo: Snapshot, settings: Settings) -> None:
    question = asked(demo, settings, view=view(against=None))
    assert rate_and_mix_of_headlines.blocks(question) == ()
    assert isinstance(question, Question)
