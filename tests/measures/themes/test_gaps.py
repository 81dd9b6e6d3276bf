"""One reason an answer: themes are ranked by their gap to all others, and what cannot be ranked says why."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from dashboard.blocks import strings
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.measures.themes.theme import TopTen
from dashboard.statistics import nps, nps_difference
from dashboard.words.top_ten.gaps import by_gap, unranked_title, why_unranked
from dashboard.words.top_ten.themes import no_themes, theme_caveats, top_ten_title
from tests.measures.themes.test_top_ten import Patterns, ten, themed
from tests.published import LAST, SETTINGS, data, view

REASONS: Patterns = {("billing",): (60, 20, 20), ("delivery",): (25, 25, 50), ("staff",): (10, 20, 70)}


def test_a_reason_an_answer_is_ranked_by_its_gap(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed(REASONS, alike=1)))
    assert (found.shape, found.identity) == ("one_each", None)
    assert [theme.theme_id for theme in found.ten] == ["billing"]
    assert [theme.theme_id for theme in found.delights] == ["staff", "delivery"]
    first = found.ten[0]
    gap = nps_difference(nps(60, 20, 20), nps(35, 45, 120))
    assert first.effect == pytest.approx(gap.value)
    assert first.points == pytest.approx(-gap.value / 3)
    # What few customers tell widens the interval a little more.
    assert (first.low, first.high) == pytest.approx((-gap.high / 3, -gap.low / 3), rel=0.01)
    assert (first.rank_low, first.rank_high) == (1, 1)


def test_repeated_customers_widen_the_gap(tmp_path: Path) -> None:
    once, often = (ten(data(tmp_path / str(n), **themed(REASONS, alike=n))).ten[0] for n in (1, 5))
    assert often.high - often.low > 1.5 * (once.high - once.low)


def test_two_reasons_that_cannot_be_told_apart_say_so(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed({("billing",): (45, 9, 46), ("delivery",): (46, 9, 45)})))
    assert [theme.theme_id for theme in found.ten] == ["delivery"]
    assert found.ten[0].low < 0 < found.ten[0].high
    assert top_ten_title(found, SETTINGS) == (
        "Top Ten: no theme goes with a score that can be told from that of all other answers"
    )


def test_the_sentence_stands_on_list_strip_and_evidence(tmp_path: Path) -> None:
    question = Question(data(tmp_path, **themed(REASONS)), view(), SETTINGS)
    for name in ("T1", "T3", "O6.themes"):
        said = "\n".join(text for text in strings(features()[name].blocks(question)))
        assert "Every answer read names exactly one theme, so that effects cannot be told apart" in said, name
        assert "too few" not in said
        assert "none of them" not in said
    (bars,) = features()["T1"].blocks(question)
    assert bars.head.evidence is not None
    assert "gap" in bars.head.evidence().definition
    assert features()["T1.account"].blocks(question) == ()
    assert "do not add up" in "\n".join(theme_caveats(ten(question.data), SETTINGS))


def test_as_good_as_every_answer_is_counted(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed({**REASONS, (): (3, 3, 3), ("billing", "staff"): (2, 1, 2)})))
    assert found.shape == "one_each"
    assert by_gap(found, SETTINGS).startswith(
        "As good as every answer read names exactly one theme, at least 300 of 314, so that"
    )


def test_each_theme_that_is_not_ranked_has_its_own_reason(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed({
        ("a", "d"): (80, 20, 20), ("d",): (30, 30, 90), ("b", "c", "d"): (30, 10, 10), ("d", "e"): (5, 0, 0),
    })))  # fmt: skip
    assert (found.shape, [theme.theme_id for theme in found.ten]) == ("apart", ["a"])
    why = {theme.theme_id: why_unranked(theme, found, SETTINGS) for theme in found.pooled}
    assert why["b"].endswith("always together with “c”, from which what is lost cannot be told apart")
    assert why["d"] == "325 mentions in Jul–Sep 2026, every answer read: there is no other to compare with"
    assert why["e"] == "5 mentions in Jul–Sep 2026, and 30 are the least to be ranked"
    assert unranked_title(found, SETTINGS) == (
        "Not ranked: 1 theme with too few mentions to be ranked; 1 theme that every answer names, or as good as every "
        "one; 2 themes that cannot be told apart from others"
    )


def test_what_is_named_often_is_never_called_too_few(tmp_path: Path) -> None:
    found = ten(data(tmp_path, **themed({("a",): (60, 20, 20)})))
    assert not found.ten
    assert "30 times" not in no_themes(found, SETTINGS)
    assert "too few mentions" not in top_ten_title(found, SETTINGS)


def test_a_trend_is_told_as_the_list_is(tmp_path: Path) -> None:
    """Three months before, answers named what they liked: the trend has the gap of both windows all the same."""
    earlier = themed({**REASONS, (): (20, 40, 60)}, month=LAST - 3)
    now = themed(REASONS)
    rows = {name: [*earlier[name], *now[name]] for name in now}
    found: TopTen = ten(data(tmp_path, **rows))
    trend = found.ten[0].trend
    of_then = nps_difference(nps(60, 20, 20), nps(55, 85, 180))
    assert trend[-2] == pytest.approx(-of_then.value * 100 / 420)
    assert math.isfinite(trend[-1])
