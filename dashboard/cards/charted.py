"""A chart in its card: the finding above, filters, period and n below it, the provenance at the foot.

On screen the words stand around the chart, so that its view is kept when the data change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pyarrow as pa
import streamlit as st

from dashboard.charts.base import Spec
from dashboard.data.standing import Standing
from dashboard.screen.frame import Opened
from dashboard.words.formats import as_it_is
from dashboard.words.trust import provenance


@contextmanager
def chart_card(opened: Opened, title: str, subtitle: str, standing: Standing) -> Iterator[bool]:
    """Draw a card around a chart; yields whether there is anything to draw.

    What is withheld or not connected is said in its place; what is carried over is drawn and marked.
    """
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{as_it_is(title)}**" + (f"  \n:small[:gray[{as_it_is(subtitle)}]]" if subtitle else ""))
        if not standing.shown:
            st.markdown(f":orange[{as_it_is(' '.join(standing.reasons))}]")
            yield False
            return
        yield True
        if standing.state == "carried_over":
            st.markdown(f":small[:orange[{as_it_is(held_back(standing))}]]")
        st.markdown(f":small[:gray[{as_it_is(provenance(opened.manifest, standing.datasets, opened.settings))}]]")


def draw_chart(frame: pd.DataFrame | pa.Table, spec: Spec, *, key: str, alt: str) -> None:
    """Draw a chart; the same specification under the same key keeps its view in the browser.

    So does the same ``alt``: it says what is drawn, while the finding, which changes with the data, stands in the
    words around the chart. One that changed would have every view built anew.
    """
    st.vega_lite_chart(frame, spec, theme=None, key=key, alt=alt, width="stretch")


def held_back(standing: Standing) -> str:
    """Say of when the numbers are, and why they are not newer."""
    day = f"{standing.as_of:%-d %b %Y}" if standing.as_of else "an earlier refresh"
    return f"As of {day}, because: {' '.join(standing.reasons)}"
