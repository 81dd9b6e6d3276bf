"""The sheets of the gallery, a script of its own: ``?sheet=charts`` chooses one."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # Streamlit puts the script's own folder there, not the project's.
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.screen.kit import Medium, draw, paper, samples  # noqa: E402
from dashboard.theme import Mode  # noqa: E402

SHEETS = {
    "page": samples.page,
    "charts": samples.chart_samples,
    "states": samples.states,
    "awkward": samples.awkward,
}

st.set_page_config(page_title="Gallery", layout="wide")
mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
sheet = st.query_params.get("sheet", "page")
paper(f"Gallery: {sheet}", "all of Gallery · Q3 2026 against Q3 2025 · as of 5 Oct 2026 · 2 of 755 checks failed", mode)
draw(SHEETS.get(sheet, samples.page)(), Medium(samples.MANIFEST, samples.SETTINGS, mode))
