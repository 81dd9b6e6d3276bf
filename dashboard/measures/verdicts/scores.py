"""Is a change of scores beyond chance? By the customers who answered, who may answer in both periods."""

from __future__ import annotations

import numpy as np

from dashboard.measures.answers import ScoreReading
from dashboard.measures.spans import Spans
from dashboard.measures.verdicts.judged import FloatArray, Judged


def judge_scores(reading: ScoreReading, spans: Spans, least_n: int) -> Judged:
    """Judge the change between two spans in each place; fewer than the least answers on a side are too few."""
    found = reading.differences(spans)
    n = np.atleast_2d(reading.sums(spans).counts.sum(axis=-1).T).T
    few = (n < least_n).any(axis=0).reshape(-1)
    change, error, p_value = (np.atleast_1d(part) for part in (found.value, found.standard_error, found.p_value))
    normal: FloatArray = np.full(len(change), np.inf)
    return Judged(
        change, np.zeros(len(change)), error, normal, np.where(few, np.nan, p_value),
        tuple("answers" if one else "" for one in few),
    )  # fmt: skip
