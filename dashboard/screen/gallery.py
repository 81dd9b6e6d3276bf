"""The gallery: one of every kind of block and chart, in every state, for those who work on the kit.

``make gallery`` serves it. It shows no data of a company: its blocks are the values in ``kit/samples``. Its sheets are
chosen in the address: ``?sheet=page``, ``charts``, ``states``, ``awkward``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # Streamlit puts the launcher's own folder there, not the project's.
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.screen.routes import ROUTES  # noqa: E402

app = st.App(ROOT / "dashboard" / "screen" / "sheets.py", routes=ROUTES)
