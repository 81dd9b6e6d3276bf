"""Statistics as plain functions: sums and counts in, values with their uncertainty out.

No input or output, no state, nothing of the rest of the project. NPS is in points, shares lie in 0..1, missing
is nan and never 0, and every interval is a 95 % interval; a forecast's holds 80 %.
"""

from dashboard.statistics.bridge import Bridge, customer_bridge
from dashboard.statistics.clusters import ClusterSums, CrossSums, Effect
from dashboard.statistics.comparisons import benjamini_hochberg
from dashboard.statistics.competing import Incidence, incidence
from dashboard.statistics.drivers import ThemeBalance, driver_rows, theme_balance, theme_drivers, theme_points
from dashboard.statistics.effects import comparable, settled
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
from dashboard.statistics.exact import fisher_exact
from dashboard.statistics.expected import ExpectedChange, expected_change
from dashboard.statistics.forecast import Forecast, forecast
from dashboard.statistics.jackknife import jackknife
from dashboard.statistics.mix import MixSplit, kitagawa
from dashboard.statistics.moments import MomentSums
from dashboard.statistics.pilots import PilotLift, did_arms, did_units, difference_in_differences
from dashboard.statistics.ranks import rank_intervals
from dashboard.statistics.relative_weights import lmg, relative_weights
from dashboard.statistics.scores import (
    NPS_VALUES,
    Differences,
    Estimates,
    ScoreSums,
    score_differences,
    score_estimates,
)
from dashboard.statistics.strata import (
    Correlation,
    RiskRatio,
    correlation,
    correlation_from,
    e_value,
    mantel_haenszel,
    risk_ratio,
    standardised_difference,
    standardised_share,
)
from dashboard.statistics.survival import kaplan_meier, median_durations, median_values
from dashboard.statistics.theme_clusters import MentionSums, theme_factors
from dashboard.statistics.themes import AnswerSums, ThemeSums
from dashboard.statistics.weighting import (
    ResponseBounds,
    collapsed,
    effective_n,
    post_stratified,
    rake,
    response_bounds,
    stratified_mean,
)
from dashboard.statistics.xmr import Limits, xmr

__all__ = [
    "NPS_VALUES",
    "AnswerSums",
    "Bridge",
    "ClusterSums",
    "Correlation",
    "CrossSums",
    "Difference",
    "Differences",
    "Effect",
    "Estimate",
    "Estimates",
    "ExpectedChange",
    "Forecast",
    "Incidence",
    "Limits",
    "MentionSums",
    "MixSplit",
    "MomentSums",
    "PilotLift",
    "ResponseBounds",
    "RiskRatio",
    "ScoreSums",
    "ThemeBalance",
    "ThemeSums",
    "benjamini_hochberg",
    "collapsed",
    "comparable",
    "correlation",
    "correlation_from",
    "customer_bridge",
    "did_arms",
    "did_units",
    "difference",
    "difference_in_differences",
    "driver_rows",
    "e_value",
    "effective_n",
    "expected_change",
    "fisher_exact",
    "forecast",
    "incidence",
    "jackknife",
    "kaplan_meier",
    "kitagawa",
    "lmg",
    "mantel_haenszel",
    "mean",
    "mean_difference",
    "median_durations",
    "median_values",
    "nps",
    "nps_difference",
    "post_stratified",
    "proportion",
    "proportion_difference",
    "rake",
    "rank_intervals",
    "relative_weights",
    "response_bounds",
    "risk_ratio",
    "score_differences",
    "score_estimates",
    "settled",
    "standardised_difference",
    "standardised_share",
    "stratified_mean",
    "theme_balance",
    "theme_drivers",
    "theme_factors",
    "theme_points",
    "xmr",
]
