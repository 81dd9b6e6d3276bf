"""The command that makes decks and reports: what it writes, what it says, and how it ends."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from dashboard.__main__ import app
from dashboard.settings import PREFIX
from dashboard.snapshots.store import Store
from tests.conftest import UNTIL
from tests.stores import republish

SMALL = "title = 'Small'\nslides = ['O1', 'O3']\n"


@pytest.fixture
def folder(tmp_path: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key in [key for key in os.environ if key.upper().startswith(PREFIX)]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(demo_store))
    monkeypatch.setenv("NORTHSTAR_AS_OF", UNTIL.isoformat())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.toml").write_text(SMALL)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["deck", *arguments], catch_exceptions=False)


def test_a_deck_is_made_of_a_view(folder: Path) -> None:
    done = run("board.pptx", "--outline", "small.toml", "--region", "NA", "--period", "2026-Q2")
    assert done.exit_code == 0, done.output
    deck = Presentation(str(folder / "board.pptx"))
    words = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert deck.slides[0].shapes.title.text == "Small"
    assert "NA" in words
    assert "Q2 2026" in words
    assert "Wrote board.pptx" in done.output


def test_a_report_to_a_line_of_business_is_to_the_one_that_is_asked_for(folder: Path) -> None:
    (folder / "one.toml").write_text("title = 'One'\nfollows = ['department']\nslides = ['V1']\n")
    done = run("success.pptx", "--outline", "one.toml", "--department", "success")
    assert done.exit_code == 0, done.output
    deck = Presentation(str(folder / "success.pptx"))
    words = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert "Customer Success" in words
    done = run("law.pptx", "--outline", "one.toml", "--department", "law")
    assert done.exit_code == 2
    assert "No department goes by “law”; there are billing, " in done.output


def test_a_report_is_made_by_the_ending_of_its_name(folder: Path) -> None:
    done = run("board.pdf", "--outline", "small.toml", "--region", "NA", "--paper", "letter")
    assert done.exit_code == 0, done.output
    pdf = PdfReader(folder / "board.pdf")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Small"
    assert "NA" in pdf.pages[0].extract_text()
    assert pdf.pages[0].mediabox.width == 612
    assert "Wrote board.pdf" in done.output


def test_what_only_the_other_form_has_is_refused(folder: Path) -> None:
    done = run("board.pdf", "--outline", "small.toml", "--template", "own.pptx")
    assert done.exit_code == 2
    assert "A template is of decks" in " ".join(done.output.split())
    done = run("board.pptx", "--outline", "small.toml", "--paper", "letter")
    assert done.exit_code == 2
    assert "A paper is of reports" in " ".join(done.output.split())


def test_a_file_a_region_is_made_in_one_run(folder: Path) -> None:
    done = run("board.pptx", "--outline", "small.toml", "--each-region")
    assert done.exit_code == 0, done.output
    files = sorted(file.name for file in folder.glob("*.pptx"))
    assert "board-NA.pptx" in files
    assert f"{len(files)} of {len(files)} files made" in done.output


def test_some_of_several_not_made_is_one_and_none_is_two(folder: Path) -> None:
    some = run("board.pptx", "--outline", "small.toml", "--each-region", "--region", "NA", "--region", "Atlantis")
    assert some.exit_code == 1
    assert "Atlantis" in some.output
    assert "1 of 2 files made" in some.output
    assert run("board.pptx", "--outline", "small.toml", "--region", "Atlantis").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("board.doc", "--outline", "small.toml"), "no ending that can be made"),
        (("board.pptx", "--outline", "none.toml"), "none.toml cannot be read"),
        (("nowhere/board.pptx", "--outline", "small.toml"), "could not be written"),
        (("board.pptx", "--outline", "small.toml", "--template", "small.toml"), "cannot be read as a PowerPoint file"),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_nothing_behind(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
    assert [file.name for file in folder.iterdir()] == ["small.toml"]


def test_without_a_snapshot_there_is_no_deck(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(folder / "none"))
    assert run("board.pptx", "--outline", "small.toml").exit_code == 2


def test_a_deck_may_be_made_of_a_kept_snapshot_and_says_so(
    folder: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = folder / "store"
    shutil.copytree(demo_store, store)
    monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(store))
    kept = Store(store).current_id()
    assert kept is not None
    newest = republish(store).id
    assert run("then.pptx", "--outline", "small.toml", "--snapshot", kept).exit_code == 0
    assert run("now.pptx", "--outline", "small.toml").exit_code == 0
    then, now = (
        " ".join(
            shape.text_frame.text
            for slide in Presentation(str(folder / file)).slides
            for shape in slide.shapes
            if shape.has_text_frame
        )
        for file in ("then.pptx", "now.pptx")
    )
    assert f"a kept snapshot, not the newest ({kept})" in then
    assert "kept snapshot" not in now
    done = run("none.pptx", "--outline", "small.toml", "--snapshot", "20200101T060000000Z-000000000000")
    assert done.exit_code == 2
    assert "is not kept here" in " ".join(done.output.split())
    assert newest not in then
