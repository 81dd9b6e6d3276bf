"""Pictures that stand alone: wide enough, all said, of what is there, and the same each time."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from dashboard.blocks import Block, Facts, Head, Note, Sentence, Sentences, Table, Tile, Tiles
from dashboard.export.picture import DOTS, pictures, press
from dashboard.export.presses import PressError
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.words.exports import Alone
from tests.hostile import HOSTILE

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
GOLDEN = Path(__file__).parent / "golden"
FOOTER = ("Gallery · As of 5 Oct 2026 · checks passed", "Promoters less detractors, in points.", "https://cx.example/")
BLOCKS = {
    block.head.name: block
    for sheet in (samples.page, samples.chart_samples, samples.states, samples.awkward)
    for block in sheet()
}
CHARTS = {chart.head.name: chart for chart in samples.chart_samples()}


def around(block: Block) -> Alone:
    return Alone(block.head.title or "A title", block.head.subtitle, FOOTER)


@cache
def made(name: str) -> tuple[bytes, bytes, bytes]:
    png, svg, pdf = pictures(BLOCKS[name], around(BLOCKS[name]), MEDIUM, ("png", "svg", "pdf"))
    return png, svg, pdf


def read(pdf: bytes) -> str:
    """Return the words of a picture, without where its lines break."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub("[\\s\u2066-\u2069\u200b\u2060\xad-]+", "", text)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_picture_is_wide_enough_and_not_empty(name: str) -> None:
    png, svg, _ = made(name)
    picture = Image.open(io.BytesIO(png))
    assert picture.width >= DOTS - 1
    assert picture.convert("L").getextrema() != (255, 255)
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not root.findall(".//{http://www.w3.org/2000/svg}text"), "letters are outlines: no machine lacks the font"


@pytest.mark.parametrize("name", BLOCKS)
def test_a_picture_says_what_it_is_about_and_how_it_is_known(name: str) -> None:
    words = read(made(name)[2])
    if name.startswith("A."):  # its names are not all of letters that a PDF gives back as they were typed
        return
    for said in (around(BLOCKS[name]).title, around(BLOCKS[name]).subtitle, *FOOTER):
        assert squeezed(said) in words


def test_every_figure_of_a_table_and_of_tiles_is_in_the_picture() -> None:
    for name in ("P.account", "P.ten", "P.departments", "P.principles"):
        block = BLOCKS[name]
        assert isinstance(block, Table | Tiles)
        words = read(made(name)[2])
        if isinstance(block, Table):
            said = [text for row in block.rows for cell in row for text in (cell.text, cell.note, cell.remark)]
        else:
            said = [text for tile in block.tiles for text in (tile.label, tile.value)]
        assert [text for text in said if squeezed(text) not in words] == []


def test_a_column_s_name_is_read_in_full() -> None:
    words = read(made("G.columns")[2])
    assert all(squeezed(name) in words for name in ("Passed from team to team", "Invoices are hard to understand"))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_company_typed_is_set_as_it_was_typed(name: str) -> None:
    head = Head(name="T1", title=name, subtitle=name, notes=(name,))
    blocks: tuple[Block, ...] = (
        Sentences(head, (Sentence(name, name),)),
        Facts(head, ((name, name),), name),
        Note(head, name),
        Tiles(head, (Tile(label=name, value=name),)),
    )
    for block in blocks:
        (pdf,) = pictures(block, Alone(name, name, (name,)), MEDIUM, ("pdf",))
        if name.isascii():
            assert read(pdf).count(squeezed(name)) >= 4


def test_no_letter_of_any_script_is_missing() -> None:
    """Each word is drawn otherwise than as many boxes as it has letters: those stand for what no typeface has."""
    boxes = drawn("\U0010fffd" * 6)
    for word in ("العربية", "हिन्दी", "ภาษาไทย", "日本語東京", "Ελληνικά", "Русский", "Łukasz"):
        assert ImageChops.difference(*fitted(drawn(word), boxes)).getbbox() is not None, word


def drawn(word: str) -> Image.Image:
    (png,) = pictures(Note(Head(name="N"), word), Alone("A", "", ()), MEDIUM)
    return Image.open(io.BytesIO(png)).convert("L")


def fitted(one: Image.Image, other: Image.Image) -> tuple[Image.Image, Image.Image]:
    return one, other.resize(one.size)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_looks_as_it_did(name: str) -> None:
    """Compared with what was looked at; ``python -m tests.export.golden`` draws them anew."""
    wanted = Image.open(GOLDEN / f"{name}.png").convert("L")
    found = Image.open(io.BytesIO(made(name)[0])).convert("L").resize(wanted.size)
    difference = ImageStat.Stat(ImageChops.difference(found, wanted))
    assert difference.rms[0] < 8, "of 255"


def test_the_same_picture_is_made_each_time() -> None:
    one, again = (pictures(BLOCKS["G.lines"], around(BLOCKS["G.lines"]), MEDIUM)[0] for _ in range(2))
    assert one == again


def test_a_press_that_fails_says_so() -> None:
    with pytest.raises(PressError, match="could not be made"):
        list(press({"document": "no_such_document", "data": {}, "formats": ["png"], "ppi": 72}))


def test_what_is_withheld_says_so_and_why() -> None:
    words = read(made("S.sentences")[2])
    assert squeezed("withheld") in words
    assert squeezed("40 rows have no unit") in words
