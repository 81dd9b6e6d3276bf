"""Decks are read back: text, charts, numbers and alternative texts are those of the blocks."""

from __future__ import annotations

import html
import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.blocks import Block, Cell, Chart, Column, Evidence, Head, Row, Sentences, Table, Tiles, tells
from dashboard.charts.tidy import numbers, texts
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.export.deck.layouts import TemplateError
from dashboard.export.deck.numbers import sheet_format
from dashboard.export.deck.presentation import presentation
from dashboard.export.order import OrderError, question_of
from dashboard.export.outline import OutlineError, read_outline
from dashboard.export.slides import Slide, joined, slides
from dashboard.features.feature import Feature, features
from dashboard.rendering import Medium
from dashboard.screen.kit import Taken, samples
from dashboard.screen.kit.taking import offered
from dashboard.words.drawings import heard
from dashboard.words.exports import Alone
from dashboard.words.formats import Formats
from tests.conftest import ROOT, settings_for
from tests.hostile import HOSTILE

BOARD = ROOT / "decks" / "board.toml"
FEATURE = Feature("S", "A sample", "overview", "What a sample means.", (), (), lambda _: None)
NATIVE = ("lines", "bars", "dots", "paired", "stacked", "columns", "bullet", "waterfall", "path")


@pytest.fixture(scope="module")
def question(demo_warehouse: Path, demo_store: Path) -> Question:
    return question_of(settings_for(demo_warehouse, demo_store), {"region": ["NA"]})


def of(question: Question, *blocks: Block, title: str = "NPS rose 4 points") -> Any:
    """Return a deck with a slide a block, read back."""
    known = Evidence("How?", "What it means.", (("n", "12,408"),), ("answers",))
    made = (Slide(FEATURE, (block,), (1.0,), Alone(title, "NA · Q3", ("Gallery",)), known) for block in blocks)
    return Presentation(io.BytesIO(presentation("A deck", made, question)))


def said(slide: Any) -> str:
    """Return all words of a slide, its tables among them."""
    return squeezed(" ".join(_texts(slide)))


def _texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


def squeezed(text: str) -> str:
    return re.sub("[\\s\u2066-\u2069\u00a0]+", " ", text)


@pytest.mark.parametrize("chart", samples.chart_samples(), ids=lambda chart: chart.kind)
def test_a_chart_is_native_where_there_is_a_form_for_it(question: Question, chart: Chart) -> None:
    slide = of(question, chart).slides[1]
    frames = [shape for shape in slide.shapes if shape.has_chart]
    assert bool(frames) == (chart.kind in NATIVE)
    pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert bool(pictures) != bool(frames)
    for shape in (*frames, *pictures):
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr").split() == told(chart, question).split()


def told(chart: Chart, question: Question) -> str:
    """Return what the page tells of a chart that is taken along, to who does not see it."""
    medium = Medium(question.manifest, question.settings, "light")
    shown = str(offered(Taken(chart, Alone(chart.head.title or "NPS rose 4 points", "", ()), "file", ""), b"", medium))
    found = re.search(r'alt="([^"]*)"', shown)
    assert found is not None
    return squeezed(html.unescape(found[1])).strip()


@pytest.mark.parametrize("chart", samples.chart_samples(), ids=lambda chart: chart.kind)
def test_what_is_told_of_a_chart_is_its_finding_and_its_figures(question: Question, chart: Chart) -> None:
    for part in (chart.head.title or "NPS rose 4 points", chart.head.alt, heard(chart, Formats.of(question.settings))):
        assert squeezed(part).rstrip(".") in told(chart, question)
    unnamed = replace(chart, head=replace(chart.head, title="", alt="A chart"))
    assert re.match(r"NPS rose 4 points\. A chart\. .*\d", told(unnamed, question))


@pytest.mark.parametrize("chart", [one for one in samples.chart_samples() if one.kind in NATIVE],
                         ids=lambda chart: chart.kind)  # fmt: skip
def test_a_native_chart_holds_the_numbers_of_the_block(question: Question, chart: Chart) -> None:
    frame = next(shape for shape in of(question, chart).slides[1].shapes if shape.has_chart)
    held = [value for series in frame.chart.plots[0].series for value in series.values if value is not None]
    role = "y" if chart.kind in ("lines", "waterfall", "columns", "path") else "x"
    wanted = [value for value in numbers(chart.data, role) if value is not None]
    if chart.kind == "waterfall":
        held, wanted = [abs(value) for value in held], [abs(value) for value in wanted]
    lacking = [value for value in wanted if not any(math.isclose(value, one, abs_tol=1e-9) for one in held)]
    assert lacking == []
    names = (
        {squeezed(name) for name in texts(chart.data, "y" if role == "x" else "x")} if chart.kind != "lines" else set()
    )
    shown = squeezed(" ".join(str(name) for name in frame.chart.plots[0].categories))
    assert [name for name in names if name not in shown] == []


def chart_of(kind: str) -> Chart:
    return next(one for one in samples.chart_samples() if one.kind == kind)


def drawn(question: Question, chart: Chart) -> Any:
    """Return a chart as it is on its slide."""
    return next(shape.chart for shape in of(question, chart).slides[1].shapes if shape.has_chart)


@pytest.mark.parametrize(("last", "side"), [(-99.0, XL_LABEL_POSITION.BELOW), (99.0, XL_LABEL_POSITION.ABOVE)])
def test_the_newest_value_stands_where_its_line_does_not_come_from(
    question: Question, last: float, side: XL_LABEL_POSITION
) -> None:
    chart = chart_of("lines")
    values = chart.data["y"].to_pylist()
    newest = max(range(len(values)), key=lambda at: chart.data["x"][at].as_py())
    values[newest] = last
    given = replace(chart, data=chart.data.set_column(chart.data.column_names.index("y"), "y", pa.array(values)))
    series = drawn(question, given).plots[0].series[0]
    label = next(one for one in series._element.iter(qn("c:dLbl")))
    assert label.find(qn("c:dLblPos")).get("val") == {"BELOW": "b", "ABOVE": "t"}[side.name]


def test_thin_lines_are_named_on_themselves(question: Question) -> None:
    made = drawn(question, chart_of("lines"))
    _, *thin = made.plots[0].series
    assert thin
    assert not made.has_legend
    for series in thin:
        assert series.name in "".join(node.text or "" for node in series._element.iter(qn("a:t")))


def test_the_lower_end_of_an_interval_is_named_below_it(question: Question) -> None:
    chart = chart_of("lines")
    kept = [name for name in chart.data.column_names if not name.startswith("band")]
    data = chart.data.select(kept)
    for role, by in (("low", -2.0), ("high", 2.0)):
        ends = pa.array([None if value is None else value + by for value in data["y"].to_pylist()])
        data = data.drop_columns([role] if role in kept else []).append_column(role, ends)
    named = {series.name: series for series in drawn(question, replace(chart, data=data)).plots[0].series}
    for ends_with, side in (("from", "b"), ("to", "t")):
        thin = next(series for name, series in named.items() if name.endswith(ends_with))
        assert next(iter(thin._element.iter(qn("c:dLblPos")))).get("val") == side


@pytest.mark.parametrize(("more", "kind"), [(0, XL_CHART_TYPE.COLUMN_STACKED), (1, XL_CHART_TYPE.BAR_STACKED)])
def test_a_waterfall_with_many_steps_lies_so_that_its_names_are_read(
    question: Question, more: int, kind: XL_CHART_TYPE
) -> None:
    bars = chart_of("waterfall")
    steps = [row | {"x": f"{row['x']} {turn}"} for turn in range(more + 1) for row in bars.rows()]
    data = pa.Table.from_pylist([step | {"order": at} for at, step in enumerate(steps)])
    assert drawn(question, replace(bars, data=data)).chart_type == kind


def test_what_stands_side_by_side_begins_at_one_height(question: Question) -> None:
    titles = {"dots": "NPS rose 4 points", "waterfall": "More of them came " * 9}
    left, right = (replace(chart_of(kind), head=replace(chart_of(kind).head, title=titles[kind])) for kind in titles)
    slide = of(question, Row(Head(name="R"), (left, right))).slides[1]
    tops = {shape.top for shape in slide.shapes if shape.has_chart}
    assert len([shape for shape in slide.shapes if shape.has_chart]) == 2
    assert len(tops) == 1


def test_rows_that_have_no_room_beside_others_are_counted(question: Question) -> None:
    table = next(block for block in samples.page() if block.head.name == "P.many")
    assert isinstance(table, Table)
    slide = of(question, Row(Head(name="R"), (table, table))).slides[1]
    for shape in slide.shapes:
        if shape.has_table:
            shown = len(shape.table.rows) - table.headed
            assert 0 < shown < len(table.rows)
            assert f"The first {shown} of {len(table.rows)} rows." in said(slide)


def test_no_row_is_lost_on_a_low_slide(question: Question, tmp_path: Path) -> None:
    own = Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(5.625)
    own.save(tmp_path / "own.pptx")
    table = next(block for block in samples.page() if block.head.name == "P.many")
    assert isinstance(table, Table)
    slide = Slide(FEATURE, (table,), (1.0,), Alone("Every check", "NA", ("Gallery",)), Evidence("How?", "", (), ()))
    made = Presentation(io.BytesIO(presentation("A deck", [slide], question, tmp_path / "own.pptx")))
    tables = [shape.table for one in made.slides for shape in one.shapes if shape.has_table]
    assert sum(len(one.rows) - table.headed for one in tables) == len(table.rows)
    assert all(shape.top < made.slide_height for one in made.slides for shape in one.shapes)


@pytest.mark.parametrize(("low", "told"), [(0.0, False), (9_000.0, True)])
def test_a_waterfall_that_does_not_begin_at_zero_says_so(question: Question, *, low: float, told: bool) -> None:
    bars = next(one for one in samples.chart_samples() if one.kind == "waterfall")
    total = [row["total"] for row in bars.rows()]
    raised = [row["y"] + (low if row["total"] else 0.0) for row in bars.rows()]
    data = bars.data.set_column(bars.data.column_names.index("y"), "y", pa.array(raised))
    frame = next(shape for shape in of(question, replace(bars, data=data)).slides[1].shapes if shape.has_chart)
    axis = frame.chart.value_axis
    assert any(total)
    assert (axis.minimum_scale > 0) == told
    assert axis.has_title == told
    if told:
        assert re.fullmatch(r"The axis begins at [\d,.]+[KMB]?, not at 0", axis.axis_title.text_frame.text)


def test_an_interval_is_drawn_as_error_bars_of_its_own_length(question: Question) -> None:
    chart = next(one for one in samples.chart_samples() if one.kind == "dots")
    frame = next(shape for shape in of(question, chart).slides[1].shapes if shape.has_chart)
    bars = frame.chart._chartSpace.xpath(".//c:errBars")
    assert len(bars) == 1
    plus = [float(node.text or "") for node in bars[0].find(qn("c:plus")).iter(qn("c:v"))]
    wanted = [
        high - value for high, value in zip(numbers(chart.data, "high"), numbers(chart.data, "x"), strict=True)
        if high is not None and value is not None
    ]  # fmt: skip
    assert plus == pytest.approx(wanted)
    assert [node.tag.rpartition("}")[2] for node in bars[0].getparent()].index("errBars") < [
        node.tag.rpartition("}")[2] for node in bars[0].getparent()
    ].index("cat"), "in the order that the format asks for"


def test_every_row_and_figure_is_in_words_that_can_be_changed(question: Question) -> None:
    page = samples.page()
    table = next(block for block in page if isinstance(block, Table) and block.head.name == "P.ten")
    tiles = next(block for block in page if isinstance(block, Tiles))
    deck = of(question, table, tiles)
    words = " ".join(said(slide) for slide in deck.slides)
    assert [cell.text for row in table.rows for cell in row if squeezed(cell.text) not in words] == []
    assert [tile.value for tile in tiles.tiles if squeezed(tile.value) not in words] == []


def test_a_long_table_goes_on_on_the_next_slide_and_none_of_its_rows_is_lost(question: Question) -> None:
    table = next(block for block in samples.page() if block.head.name == "P.many")
    assert isinstance(table, Table)
    deck = of(question, table, title="Every check")
    pages = [slide for slide in deck.slides if "Every check" in slide.shapes.title.text]
    assert len(pages) > 1
    rows = sum(len(list(shape.table.rows)) - 1 for slide in pages for shape in slide.shapes if shape.has_table)
    assert rows == len(table.rows)
    assert pages[0].shapes.title.text.endswith(f"(1 of {len(pages)})")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_company_typed_is_on_the_slide_as_it_was_typed(question: Question, name: str) -> None:
    head = Head(name="T1", title=name, notes=(name,))
    deck = of(question, Sentences(head, ()), replace(samples.page()[4], head=head), title=name)
    assert deck.slides[1].shapes.title.text == name
    assert squeezed(name) in said(deck.slides[2])


def test_a_row_that_is_withheld_as_a_whole_is_a_slide_that_says_so(question: Question) -> None:
    row = next(block for block in samples.page() if isinstance(block, Row) and block.widths)
    withheld = replace(row, head=replace(row.head, title="Side by side", instead="Too few answers to draw."))
    (slide,) = slides([Shown(features()["O1"], withheld)], question)  # type: ignore[list-item]
    made = Presentation(io.BytesIO(presentation("A deck", [slide], question)))
    assert "Too few answers to draw." in said(made.slides[1])


class Shown:
    """A feature that shows these blocks."""

    def __init__(self, declared: Feature, block: Block) -> None:
        self.id, self.name, self.evidence, self._block = declared.id, declared.name, declared.evidence, block

    def blocks(self, _: Question) -> tuple[Block, ...]:
        return (self._block,)


def test_what_is_withheld_says_so_in_place_of_numbers(question: Question) -> None:
    row = samples.states()[0]
    withheld = row.blocks[1]  # type: ignore[union-attr]
    slide = of(question, withheld).slides[1]
    assert not [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == 13]
    assert "Withheld." in said(slide)
    assert "none of them can be told apart" in said(slide)


def test_the_board_pack_of_a_region_is_read_back(question: Question) -> None:
    outline = read_outline(BOARD)
    found = list(slides(outline.features(), question))
    deck = Presentation(io.BytesIO(presentation(outline.title, found, question)))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == outline.title
    assert "1 of" in said(deck.slides[0]) or "checks" in said(deck.slides[0])
    assert "NA" in said(deck.slides[1])
    assert [one.around.title for one in found if not any(one.around.title in title for title in titles)] == []
    assert "Definitions" in titles
    for slide in list(deck.slides)[1 : len(found)]:
        if slide.has_notes_slide:
            notes = slide.notes_slide.notes_text_frame.text
            assert "Query of" in notes or "select" in notes.lower() or "NA" in notes
    assert not re.search(r"\b(nan|None|undefined)\b", " ".join(said(slide) for slide in deck.slides))


def test_a_region_s_reader_gets_a_deck_of_that_region_alone(demo_warehouse: Path, demo_store: Path) -> None:
    settings = settings_for(demo_warehouse, demo_store)
    grant = Grant(regions=frozenset({"NA"}), company_totals=False)
    of_region = question_of(settings, {}, grant)
    chosen = [features()[name] for name in ("O1", "O3")]
    deck = presentation("A deck", slides(chosen, of_region), of_region)
    whole = question_of(settings, {"region": ["NA"]})
    other = presentation("A deck", slides(chosen, whole), whole)
    values = [[value for slide in Presentation(io.BytesIO(made)).slides for value in _figures(slide)]
              for made in (deck, other)]  # fmt: skip
    assert values[0] == values[1]


def _figures(slide: Any) -> list[float]:
    return [
        value
        for shape in slide.shapes
        if shape.has_chart
        for series in shape.chart.plots[0].series
        for value in series.values
        if value is not None
    ]


def test_a_region_without_data_makes_a_deck_that_says_so(demo_warehouse: Path, demo_store: Path) -> None:
    question = question_of(
        settings_for(demo_warehouse, demo_store),
        {"region": ["not given"], "segment": ["not given"], "period": ["2025-11"]},
    )
    made = presentation("A deck", slides(read_outline(BOARD).features(), question), question)
    words = " ".join(said(slide) for slide in Presentation(io.BytesIO(made)).slides)
    assert not re.search(r"\b(nan|None|undefined)\b", words)


def test_a_company_s_own_template_is_used(question: Question, tmp_path: Path) -> None:
    file = tmp_path / "own.pptx"
    own = Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(5.625)
    own.slides.add_slide(own.slide_layouts[6])
    own.core_properties.comments = "house style"
    own.save(file)
    made = presentation("A deck", slides([features()["O1"]], question), question, file)
    deck = Presentation(io.BytesIO(made))
    assert deck.slide_width == Inches(10)
    assert deck.core_properties.comments == "house style"
    assert deck.slides[0].shapes.title.text == "A deck"
    assert all(slide.shapes.title.text for slide in deck.slides), "the template's own slide is gone"
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + Inches(0.1)


def test_a_template_that_is_none_is_refused_with_a_sentence(question: Question, tmp_path: Path) -> None:
    file = tmp_path / "own.pptx"
    file.write_text("no deck")
    with pytest.raises(TemplateError, match=r"own\.pptx cannot be read"):
        presentation("A deck", (), question, file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 'x'", "slides"),
        ("title = 'x'\nslides = ['O99']", "'O99', which is no feature"),
        ("title = 'x'\nslides = [['O1', 'O99']]", "'O99', which is no feature"),
        ("title = x", "no TOML"),
        ("title = 'x'\nslides = ['O1']\ncolour = 1", "colour"),
    ],
)
def test_an_outline_that_cannot_be_used_says_why(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "pack.toml"
    file.write_text(text)
    with pytest.raises(OutlineError, match=re.escape(told)):
        read_outline(file)


def test_features_in_a_list_of_their_own_stand_on_one_slide(question: Question, tmp_path: Path) -> None:
    file = tmp_path / "pack.toml"
    file.write_text("title = 'x'\nslides = [['O4', 'O3'], 'O5', ['O15', 'O8']]")
    outline = read_outline(file)
    apart = list(slides(outline.features(), question))
    found = list(joined(apart, outline.together))
    assert [[one.feature.id for one in slide.known] for slide in found] == [["O4", "O3"], ["O5"], ["O8"]]
    assert found[0].around.title == next(one.around.title for one in apart if one.feature.id == "O4")
    deck = Presentation(io.BytesIO(presentation("A deck", found, question)))
    names = [shape.name for shape in deck.slides[1].shapes]
    assert "O4" in names
    assert "Win rate" in names
    meanings = " ".join(said(slide) for slide in deck.slides if slide.shapes.title.text == "Definitions")
    assert all(features()[name].name in meanings for name in ("O4", "O3"))


def test_a_slide_says_its_finding_and_not_the_label_that_it_stands_for(question: Question) -> None:
    labelled = Head(name="X", title="Operations", finding=False, told=tells("Handle time fell 2 min"))
    table = Table(labelled, (Column("what", "What"),), ((Cell("Cases"),),))
    known = Evidence("How?", "What it means.", (), ())
    one = Slide(FEATURE, (table,), (1.0,), Alone("Handle time fell 2 min", "Q3", ("Gallery",)), known)
    slide = Presentation(io.BytesIO(presentation("A deck", [one], question))).slides[1]
    assert "Operations" not in said(slide)


def test_a_table_is_read_on_half_a_slide(question: Question) -> None:
    """However many columns it has: no letter is smaller than eleven points, and each part names its rows."""
    columns = tuple(Column(f"c{at}", f"Column {at}", "link" if not at else "number") for at in range(10))
    rows = tuple(tuple(Cell(f"{row}.{at}", note="a note", value=at) for at in range(10)) for row in range(9))
    made = list(of(question, Table(Head(name="X", title="Departments"), columns, rows)).slides)[1:]
    grids = [shape.table for slide in made for shape in slide.shapes if shape.has_table]
    cells = [cell for grid in grids for row in grid.rows for cell in row.cells]
    sizes = [run.font.size.pt for cell in cells for line in cell.text_frame.paragraphs for run in line.runs]
    assert min(sizes) >= 11
    assert all(len(grid.columns) <= 6 for grid in grids)
    assert all(grid.cell(1, 0).text_frame.text.split(".")[1].startswith("0") for grid in grids)
    words = " ".join(cell.text_frame.text for cell in cells)
    assert [(row, at) for row in range(9) for at in range(10) if f"{row}.{at}" not in words] == []


@pytest.mark.parametrize("file", sorted((ROOT / "decks").glob("*.toml")), ids=lambda file: file.stem)
def test_the_outlines_that_come_with_it_can_be_used(file: Path) -> None:
    assert read_outline(file).features()


def test_a_page_s_name_stands_for_its_features(tmp_path: Path) -> None:
    file = tmp_path / "pack.toml"
    file.write_text("title = 'x'\nslides = ['O1', 'top_ten', 'O1']")
    chosen = [feature.id for feature in read_outline(file).features()]
    assert chosen[0] == "O1"
    assert len(chosen) == len(set(chosen)) > 4


def test_what_a_snapshot_does_not_have_is_not_ordered(demo_warehouse: Path, demo_store: Path) -> None:
    settings = settings_for(demo_warehouse, demo_store)
    with pytest.raises(OrderError, match="Atlantis"):
        question_of(settings, {"region": ["Atlantis"]})
    assert question_of(settings, {"region": ["na"], "period": ["2026-08"]}).view.regions == ("NA",)


@pytest.mark.parametrize(
    ("number", "wanted"),
    [(",.1f", "#,##0.0"), (".0%", "0%"), ("+,.1f", "+#,##0.0;−#,##0.0;#,##0.0"), ("d", "#,##0"), (",.0f", "#,##0")],
)
def test_formats_are_those_of_a_sheet(number: str, wanted: str) -> None:
    assert sheet_format(number) == wanted
