"""The launcher: serves the app with the routes that operations and the theme need.

Run it with ``streamlit run app.py``. The script is the router in ``dashboard/entry``; no folder
``pages/`` stands beside it, so that no page is ever run without it.
"""

from dashboard.entry.routes import ROUTES

import streamlit as st

app = st.App("dashboard/entry/router.py", routes=ROUTES)
