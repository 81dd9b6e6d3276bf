"""A deck opens without being repaired: its package is held against the schemas that PowerPoint itself goes by."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from pptx import Presentation
from pptx.oxml.ns import qn

from dashboard.blocks import Block, Chart, Evidence, Fold, Row, Table
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.export.deck.presentation import presentation
from dashboard.export.order import Order, made, question_of
from dashboard.export.outline import read_outline
from dashboard.export.sheets import as_excel, sheets_of
from dashboard.export.slides import Slide, slides
from dashboard.features.feature import Feature
from dashboard.rendering import Medium
from dashboard.screen.kit import samples
from dashboard.words.exports import Alone
from tests.conftest import ROOT, settings_for
from tests.hostile import HOSTILE

DECKS = ROOT / "decks"
FEATURE = Feature("S", "A sample", "overview", "What a sample means.", (), (), lambda _: None)
SHEETS = (samples.page, samples.chart_samples, samples.states, samples.awkward)
FEW = tuple(chart for chart in samples.chart_samples() if chart.kind in ("dots", "heat"))
TYPED = (*HOSTILE, "हिन्दी ภาษาไทย Ελληνικά Русский 日本語東京", "a\x00b\x0bc\x1f]]>", "\u202eover", "=1+1", "x" * 1_000)
"""What a company may have typed, letters among it that no XML may hold."""


@pytest.fixture(scope="module")
def question(demo_warehouse: Path, demo_store: Path) -> Question:
    return question_of(settings_for(demo_warehouse, demo_store), {"region": ["NA"]})


def faults(package: bytes, folder: Path, ending: str = ".pptx") -> list[str]:
    """Return what PowerPoint or Excel would find wrong with a file, its parts and its workbooks."""
    file = folder / f"made{ending}"
    file.write_bytes(package)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(file)
    told = [f"{one.part_uri} {one.path}: {one.description}" for one in found.errors]
    with zipfile.ZipFile(file) as held:
        twice = [f"{name} is there twice" for name, count in Counter(held.namelist()).items() if count > 1]
        books = [held.read(name) for name in held.namelist() if name.endswith(".xlsx")]
    return [*told, *twice, *(fault for book in books for fault in faults(book, folder, ".xlsx"))]


def deck(question: Question, *blocks: Block, title: str = "NPS rose 4 points", template: Path | None = None) -> bytes:
    """Return a deck with a slide a block."""
    known = Evidence("How?", "What it means.", (("n", "12,408"),), ("answers",))
    around = Alone(title, "NA", (title,))
    found = (
        Slide(FEATURE, one.blocks if isinstance(one, Row) else (one,), _shares(one), around, known)
        for one in blocks
        if not isinstance(one, Fold)
    )
    return presentation(title, found, question, template)


def _shares(block: Block) -> tuple[float, ...]:
    return block.widths or (1.0,) * len(block.blocks) if isinstance(block, Row) else (1.0,)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_every_kind_of_block_makes_a_package_that_opens(question: Question, sheet: Any, tmp_path: Path) -> None:
    assert faults(deck(question, *sheet()), tmp_path) == []


@pytest.mark.parametrize("outline", sorted(DECKS.glob("*.toml")), ids=lambda file: file.stem)
def test_the_demo_company_s_decks_open(demo_warehouse: Path, demo_store: Path, outline: Path, tmp_path: Path) -> None:
    asked = question_of(settings_for(demo_warehouse, demo_store), {})
    assert faults(made(Order(outline, {}), asked, lambda *_: None), tmp_path) == []


def test_a_deck_of_a_region_without_data_opens(demo_warehouse: Path, demo_store: Path, tmp_path: Path) -> None:
    nothing = {"region": ["not given"], "segment": ["not given"], "period": ["2025-11"]}
    asked = question_of(settings_for(demo_warehouse, demo_store), nothing)
    found = slides(read_outline(DECKS / "board.toml").features(), asked)
    assert faults(presentation("A deck", found, asked), tmp_path) == []


def test_whatever_a_company_typed_its_deck_opens(question: Question, tmp_path: Path) -> None:
    charts = [typed(name)(chart) for name, chart in zip(TYPED, cycle(samples.chart_samples()), strict=False)]
    manifest = question.manifest.model_copy(update={"company": TYPED[-1] * 9})
    asked = replace(question, data=Data(replace(question.data.snapshot, manifest=manifest)))
    package = deck(asked, *charts, *map(_table, TYPED), title=TYPED[-3])
    assert faults(package, tmp_path) == []
    assert len(Presentation(io.BytesIO(package)).slides) > 2 * len(TYPED)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "https://evil.example", "mailto:a@b.example"])
def test_no_name_becomes_a_formula_or_a_link_in_the_workbook_of_a_chart(question: Question, name: str) -> None:
    chart = next(one for one in samples.chart_samples() if one.kind == "bars")
    names = pa.array([f"{name}{at}" for at in range(chart.data.num_rows)])
    given = replace(chart, data=chart.data.set_column(chart.data.column_names.index("y"), "y", names))
    (shape,) = (one for one in Presentation(io.BytesIO(deck(question, given))).slides[1].shapes if one.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    cells = [row[0] for row in book["Sheet1"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert str(cells[0].value).startswith(name)


def typed(name: str) -> Any:
    """Return what gives a chart this name, for its title, its words, its series and every name in its data."""

    def renamed(chart: Chart) -> Chart:
        data = chart.data
        for at, column in enumerate(data.column_names):
            if pa.types.is_string(data.schema.field(at).type) or pa.types.is_large_string(data.schema.field(at).type):
                data = data.set_column(at, column, pa.array([one and f"{one} {name}" for one in data[at].to_pylist()]))
        head = replace(chart.head, title=name, alt=name, notes=(name,))
        titles = {role: f"{one} {name}" for role, one in chart.titles.items()}
        return replace(
            chart, head=head, data=data, titles=titles, series=tuple(f"{one} {name}" for one in chart.series)
        )

    return renamed


def _table(name: str) -> Table:
    table = next(block for block in samples.page() if isinstance(block, Table))
    rows = tuple(tuple(replace(cell, text=name, note=name, remark=name) for cell in row) for row in table.rows)
    columns = tuple(replace(column, label=name) for column in table.columns)
    return replace(table, head=replace(table.head, title=name, alt=name), columns=columns, rows=rows)


def test_a_deck_on_a_company_s_template_opens(question: Question, tmp_path: Path) -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[6])
    own.save(tmp_path / "own.pptx")
    assert faults(deck(question, *FEW, template=tmp_path / "own.pptx"), tmp_path) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_what_is_taken_along_as_a_workbook_opens(sheet: Any, tmp_path: Path) -> None:
    medium = Medium(samples.MANIFEST, samples.SETTINGS, "light")
    for name, block in zip(TYPED, sheet(), strict=False):
        around = Alone(name, name, (name,))
        assert faults(as_excel(sheets_of(block, medium), around), tmp_path, ".xlsx") == []


@pytest.mark.parametrize(
    ("spoilt", "wrong"),
    [
        ((rb"(<c:errBars>.*?</c:errBars>)(<c:cat>.*?</c:cat>)", rb"\2\1"), "Unexpected element 'errBars'"),
        ((rb'id="3"', rb'id="2"'), "Duplicate shape ID"),
        ((rb'(<a:blip [^>]*embed="rId)\d+', rb"\g<1>99"), "rId99"),
    ],
)
def test_what_powerpoint_would_repair_is_found(
    question: Question, spoilt: tuple[bytes, bytes], wrong: str, tmp_path: Path
) -> None:
    whole = deck(question, *FEW)
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(spoiled, "w") as other:
        for name in package.namelist():
            drawn = name.startswith(("ppt/slides/slide", "ppt/charts/chart"))
            part = package.read(name)
            other.writestr(name, re.sub(*spoilt, part, flags=re.DOTALL) if drawn else part)
    assert any(wrong in fault for fault in faults(spoiled.getvalue(), tmp_path))


@pytest.mark.parametrize("chart", samples.chart_samples(), ids=lambda chart: chart.kind)
def test_the_workbook_of_a_chart_holds_what_is_drawn(question: Question, chart: Chart) -> None:
    for shape in Presentation(io.BytesIO(deck(question, chart))).slides[1].shapes:
        if shape.has_chart:
            book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
            assert [one for one in referred(shape.chart) if not holds(book, *one)] == []


def referred(chart: Any) -> Iterator[tuple[str, dict[int, str]]]:
    """Yield each place of the workbook that a chart draws, and what it draws by its turn."""
    for of in chart._chartSpace.xpath(".//c:ser//c:strRef | .//c:ser//c:numRef"):
        drawn = {int(point.get("idx")): point.findtext(qn("c:v")) for point in of.iter(qn("c:pt"))}
        yield of.findtext(qn("c:f")), drawn


def holds(book: openpyxl.Workbook, place: str, drawn: dict[int, str]) -> bool:
    """Return whether cells of a workbook say what is drawn of them, and nothing where nothing is drawn."""
    sheet, cells = place.split("!")
    of = book[sheet.strip("'")][cells.replace("$", "")]
    held = [row[0].value for row in of] if isinstance(of, tuple) else [of.value]
    return all(_alike(value, drawn.get(at)) for at, value in enumerate(held))


def _alike(value: Any, drawn: str | None) -> bool:
    if value is None or drawn is None:
        return value is None and drawn is None
    if isinstance(value, int | float):
        return math.isclose(value, float(drawn), rel_tol=1e-9)
    return bool(str(value) == drawn) or hasattr(value, "year")


def test_two_shapes_of_a_slide_never_share_an_id(question: Question) -> None:
    for slide in Presentation(io.BytesIO(deck(question, *samples.page()))).slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
