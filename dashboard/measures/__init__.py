"""The measures: what they mean and how they are computed, from sums to figures.

    registry     every measure, once               evaluation   from sums to figures
    formulas     the shapes of formulas            variation    usual variation, year on year
    figure       what a reading holds              targets      targets and benchmarks
    themes       what the Top Ten hold             top_ten      the themes that cost most

No input or output but through `access.Data`, and no Streamlit.
"""

from dashboard.measures.definition import definition
from dashboard.measures.evaluation import long_ends, read
from dashboard.measures.figure import Figure, Series
from dashboard.measures.registry import MEASURES, Measure, measure, measure_hash
from dashboard.measures.themes.top_ten import top_ten
from dashboard.measures.themes.view import theme_view

__all__ = [
    "MEASURES",
    "Figure",
    "Measure",
    "Series",
    "definition",
    "long_ends",
    "measure",
    "measure_hash",
    "read",
    "theme_view",
    "top_ten",
]
