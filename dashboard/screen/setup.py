"""What is shown where no snapshot exists: build the demo company, or connect one's own warehouse.

The demo is built by the commands in a process of their own: the app itself knows neither the warehouse
nor the checks.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from dashboard.settings import Settings
from dashboard.snapshots.store import Attempt
from dashboard.words.escaping import markdown, sentence

ROOT = Path(__file__).resolve().parents[2]
DEMO = (sys.executable, "-m", "dashboard", "demo", "--publish")


def offer_setup(settings: Settings, attempt: Attempt | None, damage: str) -> None:
    """Offer to build the demo company with its progress shown, and say how to connect a warehouse.

    ``damage`` says why the snapshots that lie there cannot be shown; empty where there are none.
    """
    st.title("What was published cannot be read" if damage else "Nothing has been published yet")
    if damage:
        st.error(sentence(damage))
    if attempt is not None and attempt.sentence:
        st.warning(f"The last refresh did not publish: {sentence(attempt.sentence)}")
    demo, own = st.columns(2, gap="large")
    with demo, st.container(border=True, height="stretch"):
        st.subheader("See it with the demo company")
        st.markdown(
            "A made-up company with five years of answers, customers, cases and money. It is built and checked on "
            "this machine in under a minute, and marked as a demo wherever it is shown."
        )
        if settings.mapping is not None:
            st.info("A mapping is set, so the demo company is not what this app would show. Run the refresh instead.")
        elif st.button("Build the demo company", type="primary"):
            _build()
    with own, st.container(border=True, height="stretch"):
        st.subheader("Connect your own warehouse")
        st.markdown(
            "1. Set `NORTHSTAR_WAREHOUSE_URL`, an SQLAlchemy URL, with a user who may only read.\n"
            "2. `python -m dashboard doctor` compares your tables, or a mapping, with the contract.\n"
            "3. `python -m dashboard refresh` reads, checks and publishes."
        )
        st.caption(f"Snapshots are looked for in {markdown(settings.snapshots)}.")


def _build() -> None:
    with st.status("Building the demo company …", expanded=True) as status:
        lines = []
        for line in _progress():
            lines.append(line)
            st.text(line)
        if lines and lines[-1] == "0":
            status.update(label="The demo company is ready", state="complete")
            st.rerun()
        status.update(label="The demo company could not be built; the lines above say why.", state="error")


def _progress() -> Iterator[str]:
    """Yield what the command prints, line by line, and at last its exit code."""
    command = subprocess.Popen(  # noqa: S603 - our own command, no input of a reader's
        DEMO, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    if command.stdout is not None:
        yield from (line.rstrip() for line in command.stdout if line.strip())
    yield str(command.wait())
