"""A deck ordered by the app: made in a process of its own, under the reader's grant, of the view that is shown."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.data.access import EVERYTHING, Grant
from dashboard.export import ordering
from dashboard.export.order import question_of
from dashboard.export.ordering import JobError, asked_of, deck_of
from dashboard.settings import Settings
from tests.conftest import ROOT, UNTIL, settings_for


@pytest.fixture
def settings(demo_warehouse: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("NORTHSTAR_AS_OF", UNTIL.isoformat())
    return settings_for(demo_warehouse, demo_store)


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    file = tmp_path / "small.toml"
    file.write_text("title = 'Small'\nslides = ['O1', 'O3']\n")
    return file


def numbers(made: bytes) -> list[float | None]:
    slides = Presentation(io.BytesIO(made)).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    return [value for chart in charts for series in chart.plots[0].series for value in series.values]


def words_of(made: bytes) -> str:
    slides = Presentation(io.BytesIO(made)).slides
    return " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def test_the_app_orders_what_it_shows(settings: Settings, outline: Path) -> None:
    question = question_of(settings, {"region": ["NA"], "period": ["2026-Q2"], "against": ["vs period before"]})
    told: list[tuple[int, int, str]] = []
    made = deck_of(question, outline, lambda *said: told.append(said))
    words = words_of(made)
    assert "NA" in words
    assert "Q2 2026 against Q1 2026" in words
    assert told[-1][:2] == (2, 2)


def test_a_deck_follows_the_parameters_that_it_names(settings: Settings, tmp_path: Path) -> None:
    """A report to one line of business is to the one that is chosen; a deck of all keeps to no choice."""
    follows, keeps = (tmp_path / f"{name}.toml" for name in ("follows", "keeps"))
    keeps.write_text("title = 'All'\nslides = ['V1']\n")
    follows.write_text("title = 'One'\nfollows = ['department']\nslides = ['V1']\n")
    chosen = question_of(settings, {}, parameters=(("department", "success"), ("theme", "none")))
    found = {file.stem: words_of(deck_of(chosen, file, lambda *_: None)) for file in (follows, keeps)}
    assert "Customer Success" in found["follows"]
    assert "Customer Success" not in found["keeps"]
    with pytest.raises(JobError, match="No department goes by “law”; there are billing, "):
        deck_of(question_of(settings, {}, parameters=(("department", "law"),)), follows, lambda *_: None)


def test_a_region_s_reader_gets_that_region_s_deck(settings: Settings, outline: Path) -> None:
    grant = Grant(regions=frozenset({"NA"}), company_totals=False)
    of_region = deck_of(question_of(settings, {}, grant), outline, lambda *_: None)
    other = deck_of(question_of(settings, {"region": ["NA"]}, EVERYTHING), outline, lambda *_: None)
    assert numbers(of_region) == numbers(other)


def test_a_report_is_ordered_as_a_deck_is(settings: Settings, outline: Path) -> None:
    made = deck_of(question_of(settings, {"region": ["NA"]}), outline, lambda *_: None, ".pdf")
    assert "NA" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_view_is_asked_for_as_it_is_shown(settings: Settings) -> None:
    asked = {"region": ["NA"], "segment": ["Enterprise"], "period": ["Q2 2026"], "against": ["vs year before"]}
    assert asked_of(question_of(settings, asked).view) == asked


def test_what_goes_wrong_is_said_in_its_sentence(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(JobError, match=r"none\.toml cannot be read"):
        deck_of(question_of(settings, {}), tmp_path / "none.toml", lambda *_: None)


def test_a_deck_stands_behind_those_who_look(settings: Settings, outline: Path) -> None:
    nice: list[int] = []

    def look(*_: object) -> None:
        for one in psutil.Process().children():
            with suppress(psutil.NoSuchProcess):  # a process of a test before, which ends just now
                if "dashboard.export.job" in one.cmdline():
                    nice.append(one.nice())

    deck_of(question_of(settings, {}), outline, look)
    assert set(nice) == {min(19, psutil.Process().nice() + ordering.BEHIND)}


def test_one_deck_at_a_time(settings: Settings, outline: Path, held: None) -> None:
    with pytest.raises(JobError, match="Another deck is being made"):
        deck_of(question_of(settings, {}), outline, lambda *_: None)


@pytest.fixture
def held() -> Iterator[None]:
    """Hold the place of the deck that is being made."""
    with ordering._AT_ONCE:
        yield


def test_who_leaves_ends_the_job(settings: Settings, outline: Path) -> None:
    """Whatever is raised while the progress is told ends the process and frees the place."""

    class LeftError(Exception):
        pass

    def leave(*_: object) -> None:
        raise LeftError

    question = question_of(settings, {})
    with pytest.raises(LeftError):
        deck_of(question, outline, leave)
    assert ordering._AT_ONCE.acquire(blocking=False)
    ordering._AT_ONCE.release()


def test_the_job_tells_no_traceback_of_what_is_known(settings: Settings, outline: Path) -> None:
    ordered = {
        "outline": str(outline), "form": ".pptx", "asked": {"region": ["Atlantis"]}, "grant": {}, "parameters": [],
        "snapshots": str(settings.snapshots), "snapshot": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.export.job"], input=json.dumps(ordered), cwd=ROOT, capture_output=True,
        text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Atlantis" in json.loads(done.stderr.splitlines()[-1])["error"]
    assert "Traceback" not in done.stderr
