"""Answers on a company's own scales: rows that a pencil can check."""

from __future__ import annotations

from datetime import datetime

import pytest

from queries.scales import STANDARD, Scale, Scales
from tests.queries.conftest import Ask

OWN = Scales(csat=Scale(1, 10, 8), ces=Scale(0, 1, 1))


def test_scores_count_on_the_company_s_scale(ask: Ask) -> None:
    day = datetime.fromisoformat("2024-03-05")
    given = [("csat", score) for score in (0, 1, 7, 8, 10, 11)] + [("ces", score) for score in (0, 1, 2)]
    given += [("thumbs", score) for score in (-1, 0, 1, 1, 2)]
    rows = ask("themed_answers", {"survey_responses": [
        {"response_id": str(at), "responded_at": day, "metric": metric, "score": score}
        for at, (metric, score) in enumerate(given)
    ]}, scales=OWN)  # fmt: skip
    assert {row["metric"]: (row["n"], row["y"]) for row in rows} == {
        "csat": (4, 2.0),
        "ces": (2, 1.0),
        "thumbs": (3, 2.0),
    }


@pytest.mark.parametrize("name", ["case_scores", "case_scores_by_label"])
def test_cases_are_given_scores_on_it_too(ask: Ask, name: str) -> None:
    day = datetime.fromisoformat("2024-03-05")
    rows = ask(name, {"support_cases": [
        {"case_id": str(at), "opened_at": day, "channel": "phone", "csat": score}
        for at, score in enumerate((0, 1, 7, 10, 11))
    ]}, scales=OWN)  # fmt: skip
    assert sorted(row["score"] for row in rows) == [1, 7, 10]


@pytest.mark.parametrize(("scale", "kept", "others"), [
    (STANDARD.csat, "4 or 5", "1 to 3"), (STANDARD.ces, "5 to 7", "1 to 4"), (STANDARD.of("nps"), "9 or 10", "0 to 8"),
    (OWN.csat, "8 to 10", "1 to 7"), (OWN.ces, "1", "0"),
])  # fmt: skip
def test_what_counts_is_said_in_words(scale: Scale, kept: str, others: str) -> None:
    assert (scale.kept, scale.others) == (kept, others)
