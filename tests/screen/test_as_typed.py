"""The set-up page and the frame show names as they were typed, of a company whose names are anything but names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import LAST_ATTEMPT, Attempt
from tests.hostile import HOSTILE, shown
from tests.pages.conftest import ROUTER
from tests.published import READ, answers, snapshot
from tests.stores import START

On = Callable[[Path], None]


def failed(store: Path, sentence: str, at: datetime) -> None:
    """Write into a store that the last refresh failed."""
    attempt = Attempt(started_at=at, outcome="failed", ended_at=at, sentence=sentence)
    (store / LAST_ATTEMPT).write_text(attempt.model_dump_json(), "utf-8")


def run(app: AppTest, **query: str) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def router() -> AppTest:
    return AppTest.from_file(str(ROUTER), default_timeout=60)


def said(app: AppTest) -> Iterator[str]:
    """Yield what a reader sees of the Markdown of a page."""
    for elements in (app.markdown, app.warning, app.error, app.caption, app.title, app.subheader):
        yield from (shown(str(element.value)) for element in elements)
    yield from (shown(link.proto.label) for link in app.get("page_link"))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_set_up_page_tells_a_failed_refresh_as_it_was_said(on: On, tmp_path: Path, name: str) -> None:
    on(tmp_path)
    failed(tmp_path, f"The table {name} has no column score.", START)
    assert f"The last refresh did not publish: The table {name} has no column score." in list(said(run(router())))


def test_the_set_up_page_names_its_folder_as_it_is(on: On, tmp_path: Path) -> None:
    folder = tmp_path / "$x$ :smile: *a* [b](c)"
    folder.mkdir()
    on(folder)
    assert f"Snapshots are looked for in {folder}." in list(said(run(router())))


def frame_alone() -> None:
    """Run the frame, and no page."""
    from dashboard.navigation import PAGES
    from dashboard.screen.frame import enter

    enter(PAGES[0])


@pytest.mark.parametrize("name", HOSTILE)
def test_the_frame_shows_company_reason_fault_and_filter_as_they_were_typed(on: On, tmp_path: Path, name: str) -> None:
    earlier = snapshot(tmp_path, {"answers": answers({9: 160}, region="North", segment="All")}, company=name)
    snapshot(tmp_path, {"answers": answers({9: 320}, region="North", segment="All")}, company=name)
    publisher = Publisher(tmp_path)
    with publisher.lock():
        publisher.roll_back(earlier.id, name)
    failed(tmp_path, f"The table {name} is gone.", READ + timedelta(days=1))
    on(tmp_path)
    told = list(said(run(AppTest.from_function(frame_alone, default_timeout=60), region=name)))
    day = "5 Oct 2026"
    assert f":small[:gray[{name}] · As of {day}]" in told
    assert any(line.startswith("Rolled back on ") and line.endswith(f"to an earlier snapshot: {name}") for line in told)
    assert f"The refresh of 6 Oct 06:00 failed. The table {name} is gone." in told
    asked = f"The link asks for the region “{name}”, which these data do not have"
    assert f"{asked}; it was left out; all regions are shown." in told
