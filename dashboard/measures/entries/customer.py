"""Measures of what customers live and say."""

from __future__ import annotations

from dashboard.measures.entries.entry import Measure
from dashboard.measures.formulas import Mean, Ratio, Score
from dashboard.measures.terms import sums as _sum

CUSTOMER = (
    Measure(
        "nps", "Net promoter score", "How likely customers are to recommend us: promoters less detractors.",
        "customer", "points", "up",
        Score("nps", "relationship", plus=(9, 10), minus=tuple(range(7)), scale=100), "answers", least_change=1,
    ),
    Measure(
        "journey_nps", "NPS after a journey", "Promoters less detractors among answers about a journey just lived.",
        "customer", "points", "up",
        Score("nps", "journey", plus=(9, 10), minus=tuple(range(7)), scale=100), "answers", least_change=1,
    ),
    Measure(
        "csat", "CSAT, top two boxes", "Share of answers that are satisfied: 4 or 5 of 5.",
        "customer", "share", "up", Score("csat", None, plus=(4, 5)), "answers",
    ),
    Measure(
        "csat_mean", "CSAT, mean score", "Mean satisfaction, from 1 to 5; another measure than the share satisfied.",
        "customer", "number", "up", Mean("csat", None, 1, 5), "answers", least_change=0.05,
    ),
    Measure(
        "ces", "Effort, easy", "Share of answers that found it easy: 5 to 7 of 7.",
        "customer", "share", "up", Score("ces", None, plus=(5, 6, 7)), "answers",
    ),
    Measure(
        "thumbs", "Thumbs up", "Share of answers with a thumb up, among those with a thumb up or down.",
        "customer", "share", "up", Score("thumbs", None, plus=(1,)), "answers",
    ),
    Measure(
        "response_rate", "Response rate",
        "Share of the surveys delivered that were answered, by the month in which they were sent.",
        "customer", "share", "none", Ratio(_sum("invitations", "answered"), _sum("invitations", "delivered")),
        "invitations", judged="rate",
    ),
    Measure(
        "journeys_on_time", "Journeys on time",
        "Share of the journeys promised for the period whose last stage was done by the time promised.",
        "customer", "share", "up", Ratio(_sum("journeys", "on_time"), _sum("journeys", "due")), "journeys",
        judged="rate",
    ),
    Measure(
        "stages_on_time", "Stages on time",
        "Share of the steps promised for the period that were done by the time promised; a last stage's promise is "
        "the whole journey's, and is not among them.",
        "customer", "share", "up", Ratio(_sum("stage_steps", "on_time"), _sum("stage_steps", "due")), "steps",
        judged="rate", beside=("journeys_on_time",),
    ),
)  # fmt: skip
"""Answers of customers."""
