"""The measures: what they mean and how they are computed, from sums to figures.

    registry     every measure, once           figure     what a reading holds
    formulas     the shapes of formulas        evaluation from sums to figures
    themes       what the Top Ten hold         top_ten    the themes that cost most

No input or output but through `access.Data`, and no Streamlit.
"""
