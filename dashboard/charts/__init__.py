"""Charts as Vega-Lite specifications: built once per shape, unit and mode, then only given new data.

A specification holds no data and no words of a finding: those stand in the card around it on screen, and
inside the picture when it is exported.
"""

from dashboard.charts.bars import contribution_bars, group_bars
from dashboard.charts.lines import history, trend

__all__ = ["contribution_bars", "group_bars", "history", "trend"]
