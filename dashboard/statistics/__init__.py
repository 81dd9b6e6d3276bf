"""Statistics as plain functions: sums and counts in, values with their uncertainty out.

No input or output, no state, nothing of the rest of the project. NPS is in points, shares lie in 0..1, missing
is nan and never 0, and every interval is a 95 % interval.
"""

from dashboard.statistics.comparisons import benjamini_hochberg
from dashboard.statistics.drivers import (
    ThemeBalance,
    theme_balance,
    theme_design_factor,
    theme_drivers,
)
from dashboard.statistics.estimates import (
    Difference,
    Estimate,
    difference,
    mean,
    mean_difference,
    nps,
    nps_difference,
    proportion,
    proportion_difference,
)
from dashboard.statistics.jackknife import jackknife
from dashboard.statistics.moments import MomentSums
from dashboard.statistics.relative_weights import lmg, relative_weights
from dashboard.statistics.scores import (
    NPS_VALUES,
    Differences,
    Estimates,
    ScoreSums,
    score_differences,
    score_estimates,
)
from dashboard.statistics.themes import AnswerSums, ThemeSums
from dashboard.statistics.xmr import Limits, xmr

__all__ = [
    "NPS_VALUES",
    "AnswerSums",
    "Difference",
    "Differences",
    "Estimate",
    "Estimates",
    "Limits",
    "MomentSums",
    "ScoreSums",
    "ThemeBalance",
    "ThemeSums",
    "benjamini_hochberg",
    "difference",
    "jackknife",
    "lmg",
    "mean",
    "mean_difference",
    "nps",
    "nps_difference",
    "proportion",
    "proportion_difference",
    "relative_weights",
    "score_differences",
    "score_estimates",
    "theme_balance",
    "theme_design_factor",
    "theme_drivers",
    "xmr",
]
