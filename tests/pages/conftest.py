"""Pages run for real: the router or a page, in Streamlit's own test runner, on published snapshots."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.screen import frame
from tests.conftest import ROOT, UNTIL, settings_for

__all__ = ["ROOT", "UNTIL", "settings_for"]

ROUTER = ROOT / "dashboard" / "screen" / "router.py"

Open = Callable[..., AppTest]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Return a function that points the app at a store; nothing of it is remembered afterwards."""
    caches = (frame.read_settings, frame.current_snapshot, frame.data_for)

    def point(store: Path) -> None:
        monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(store))
        monkeypatch.setenv("NORTHSTAR_AS_OF", UNTIL.isoformat())
        for cache in caches:
            cache.cache_clear()

    yield point
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def open_page(on: Callable[[Path], None], demo_store: Path) -> Open:
    """Return a function that opens a page of the demo company as a visitor's browser would ask for it."""

    def open_(file: str = "pages/overview.py", store: Path = demo_store, **query: str | list[str]) -> AppTest:
        on(store)
        app = AppTest.from_file(str(ROUTER), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if file != "pages/overview.py":
            app.switch_page(str(ROOT / file)).run()
        assert not app.exception, app.exception
        return app

    return open_


def words(app: AppTest) -> str:
    """Return all that a page says: its cards, its Markdown, warnings, tables and the texts of its charts."""
    kinds = (app.markdown, app.warning, app.error, app.info, app.caption, app.subheader, app.title)
    said = [str(element.value) for elements in kinds for element in elements]
    said += [json.loads(card.proto.json)["markup"] for card in app.get("bidi_component")]
    said += [frame_.value.to_string(na_rep="") for frame_ in app.dataframe]
    said += [link.proto.label for link in app.get("page_link")]
    return "\n".join(said)
