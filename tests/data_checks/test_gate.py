"""What a failed check stops, what an acceptance lets through, and what whoever keeps the settings is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data_checks.crossings import OF_MONEY
from data_checks.finding import Finding
from data_checks.gate import Acceptance, acceptance, decide
from queries.datasets import BY_NAME

TODAY = date(2026, 9, 17)
FAULT = Finding(
    check="survey_responses.score.range", kind="source", subject="survey_responses", severity="critical", passed=False,
    observed="12 of 10,000 answers", expected="every score of nps lies in 0 to 10", datasets=("answers",),
    sentence="survey_responses: 12 answers have a score outside 0 to 10 (nps).", action="Correct them.", scope="nps",
    months=(24_000, 24_001),
)  # fmt: skip
WORD = Acceptance("survey_responses.score.range", "a test of ours", "Ada", date(2026, 12, 31), "nps")


def test_a_critical_failure_stops_its_datasets_and_those_of_their_group() -> None:
    decision = decide([FAULT], BY_NAME, [], TODAY)
    group = [name for name, dataset in BY_NAME.items() if dataset.group == "answers"]
    assert list(decision.stopped) == group
    assert decision.verdicts["answers"].reasons == (FAULT.sentence,)
    assert decision.verdicts["theme_pairs"].reasons == (
        f"It is published together with 'answers', which was stopped: {FAULT.sentence}",
    )
    assert decision.verdicts["cases"].action == "publish"


def test_what_a_failure_spares_is_published_without_its_group_unless_another_stops_it() -> None:
    """That customers pay by the quarter is no fault of the ledger, that revenue is cut short may be."""
    rhythm = replace(FAULT, check="revenue.rhythm", datasets=("customer_windows",), spares=("finance",))
    alone = decide([rhythm], BY_NAME, [], TODAY)
    assert alone.verdicts["finance"].action == "publish"
    assert alone.verdicts["window_revenue"].action == "stop"
    cut = replace(FAULT, check="revenue.volume", datasets=("customer_windows",), sentence="revenue: half is gone.")
    both = decide([rhythm, cut], BY_NAME, [], TODAY).verdicts["finance"]
    assert (both.action, both.stopped_by) == ("stop", (cut,))
    assert both.reasons == (
        "It is published together with 'customer_windows', which was stopped: revenue: half is gone.",
    )


def test_the_cross_checks_of_who_can_be_followed_spare_the_ledger() -> None:
    assert {one.query for one in OF_MONEY if one.spares == ("finance",)} == {"rhythm", "single_purchases"}


def test_a_warning_marks_and_stops_nothing() -> None:
    warning = replace(FAULT, severity="warning")
    decision = decide([warning, replace(FAULT, passed=True, action="")], BY_NAME, [], TODAY)
    assert decision.stopped == ()
    assert decision.verdicts["answers"].marked_by == (warning,)


def test_the_same_sentence_is_said_once() -> None:
    decision = decide([FAULT, replace(FAULT, check="another")], ["answers"], [], TODAY)
    assert decision.verdicts["answers"].reasons == (FAULT.sentence,)


def test_an_accepted_failure_stops_nothing_and_stays_visible() -> None:
    decision = decide([FAULT], BY_NAME, [WORD], TODAY)
    assert decision.stopped == ()
    assert decision.verdicts["answers"].marked_by == (FAULT,)
    assert decision.notices == ()
    assert acceptance(FAULT, [WORD], TODAY) is WORD


@pytest.mark.parametrize(
    ("word", "notice"),
    [
        (
            replace(WORD, until=date(2026, 9, 16)),
            "The acceptance of survey_responses.score.range (nps) by Ada ran out on 2026-09-16: renew it or remove it.",
        ),
        (
            replace(WORD, scope="csat"),
            "The acceptance of survey_responses.score.range (csat) by Ada matches no failed check: correct its name or "
            "remove it.",
        ),
        (
            replace(WORD, check="survey_responses.scores", scope=None),
            "The acceptance of survey_responses.scores by Ada matches no failed check: correct its name or remove it.",
        ),
    ],
)
def test_an_acceptance_that_does_nothing_is_named(word: Acceptance, notice: str) -> None:
    decision = decide([FAULT], BY_NAME, [word], TODAY)
    assert "answers" in decision.stopped
    assert decision.notices == (notice,)


def test_an_acceptance_without_a_scope_covers_every_scope_through_its_last_day() -> None:
    everywhere = replace(WORD, scope=None, until=TODAY)
    assert decide([FAULT, replace(FAULT, scope="csat")], BY_NAME, [everywhere], TODAY).stopped == ()


def test_a_finding_goes_into_json() -> None:
    values = FAULT.to_dict()
    assert values["months"] == [24_000, 24_001]
    assert json.loads(json.dumps(values)) == values


@pytest.mark.parametrize(
    "change",
    [{"severity": "grave"}, {"kind": "rumour"}, {"sentence": ""}, {"action": ""}],
    ids=lambda change: next(iter(change)),
)
def test_a_finding_that_says_too_little_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"The finding survey_responses\.score\.range"):
        replace(FAULT, **change)
