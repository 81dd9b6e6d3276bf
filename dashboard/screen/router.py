"""The script that runs for every visitor: navigation, the frame, and then the page that was asked for."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # Streamlit puts the script's own folder there, not the project's.
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.navigation import PAGES  # noqa: E402
from dashboard.screen import links  # noqa: E402
from dashboard.screen.frame import enter  # noqa: E402

st.set_page_config(page_title="Northstar", layout="wide")
st.logo(str(ROOT / "dashboard" / "screen" / "logo.svg"), size="small")
pages = [st.Page(entry.path, title=entry.title, url_path=entry.slug, default=entry.default) for entry in PAGES]
page = st.navigation(pages, position="top")
entry = PAGES[pages.index(page)]
links.follow(entry)
enter(entry, linked=True)
page.run()
