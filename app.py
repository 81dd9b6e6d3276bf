"""The launcher: serves the app with the routes that operations and the theme need.

Run it with ``streamlit run app.py``. The script is the router in ``dashboard/screen``; no folder
``pages/`` stands beside it, so that no page is ever run without it.
"""

import os

from dashboard.screen.memory import arrow_without_pandas, give_back

give_back()

# Arrow's own pool keeps what it has freed; the system's is asked. To be set before pyarrow is first loaded.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

# Matrices here are small: threads of the linear algebra would cost more than they bring, and the other
# sessions need the cores. To be set before numpy is first loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

arrow_without_pandas()

import streamlit as st
from starlette.middleware import Middleware

from dashboard.screen.preload import Preload
from dashboard.screen.routes import ROUTES
from dashboard.screen.warm import warmed

app = st.App("dashboard/screen/router.py", routes=ROUTES, lifespan=warmed, middleware=[Middleware(Preload)])
