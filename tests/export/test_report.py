"""Reports are read back: titles, figures, bookmarks, tags and alternative texts are those of the blocks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.blocks import Block, Chart, Evidence, Head, Row, Sentence, Sentences, Spark, Table, Tiles, within
from dashboard.data.access import Grant
from dashboard.data.question import Question
from dashboard.export import values
from dashboard.export.order import Order, made, question_of
from dashboard.export.outline import read_outline
from dashboard.export.presses import PressError
from dashboard.export.report import Paper, report
from dashboard.export.slides import Slide, slides
from dashboard.features.feature import Feature, features
from dashboard.screen.kit import samples
from dashboard.words import exports
from dashboard.words.drawings import told_alone
from dashboard.words.exports import Alone
from dashboard.words.formats import Formats
from tests.conftest import ROOT, settings_for
from tests.hostile import HOSTILE

BOARD = ROOT / "decks" / "board.toml"
FEATURE = Feature("S", "A sample", "overview", "What a sample means.", (), (), lambda _: None)
KNOWN = Evidence("How?", "What it means.", (("n", "12,408"),), ("answers",))
SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.28, 841.89), "letter": (612, 792)}


@pytest.fixture(scope="module")
def question(demo_warehouse: Path, demo_store: Path) -> Question:
    return question_of(settings_for(demo_warehouse, demo_store), {"region": ["NA"]})


@pytest.fixture(scope="module")
def board(question: Question) -> tuple[list[Slide], PdfReader]:
    outline = read_outline(BOARD)
    found = list(slides(outline.features(), question))
    return found, PdfReader(io.BytesIO(report(outline.title, found, question)))


def of(question: Question, *blocks: Block, title: str = "NPS rose 4 points", paper: Paper = "a4") -> PdfReader:
    """Return a report with a section a block, read back."""
    sections = (Slide(FEATURE, (one,), (1.0,), Alone(title, "NA · Q3", ("Gallery",)), KNOWN) for one in blocks)
    return PdfReader(io.BytesIO(report("A report", sections, question, paper)))


def said(pdf: PdfReader) -> str:
    """Return all words of a report, without where its lines break."""
    return squeezed(" ".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    return re.sub("[\\s\u2066-\u2069\u200b\u2060\xad-]+", "", text)


def bookmarks(pdf: PdfReader) -> list[str]:
    return [squeezed(str(one.title)) for one in pdf.outline if not isinstance(one, list)]


def tags(pdf: PdfReader) -> Iterator[tuple[str, str]]:
    """Yield each element of the tree of tags: what it is, and its alternative text."""
    waiting: list[Any] = [pdf.root_object["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            if "/S" in one:
                yield str(one["/S"]), squeezed(str(one.get("/Alt", "")))
            if "/K" in one:
                waiting.append(one["/K"])


def figures(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what tables and tiles say, as far as it is shown."""
    for block in blocks:
        if isinstance(block, Table) and block.head.shown:
            yield from (text for row in block.rows for cell in row for text in (cell.text, cell.note, cell.remark))
        if isinstance(block, Tiles) and block.head.shown:
            yield from (text for tile in block.tiles for text in (tile.label, tile.value))


@cache
def sample(name: str) -> Block:
    sheets = (samples.page, samples.chart_samples, samples.states, samples.awkward)
    return next(block for sheet in sheets for block in sheet() if block.head.name == name)


def test_the_board_pack_of_a_region_is_read_back(board: tuple[list[Slide], PdfReader], question: Question) -> None:
    found, pdf = board
    words = said(pdf)
    titles = [squeezed(one.around.title) for one in found]
    assert bookmarks(pdf) == [*titles, "Definitions", squeezed(exports.checks_title(question))]
    assert [title for title in titles if words.count(title) < 2] == [], "in the contents, and above its finding"
    held = [part for one in found for block in one.blocks for part in within(block)]
    assert [text for text in figures(held) if squeezed(text) not in words] == []
    assert [text for text in exports.checks(question) if squeezed(text) not in words] == []
    for one in found:
        assert squeezed(one.evidence.definition) in words
        assert [value for _, value in one.evidence.facts if squeezed(value) not in words] == []
    assert not re.search(r"\b(nan|None|undefined)\b", " ".join(page.extract_text() for page in pdf.pages))


def test_each_page_says_of_whom_and_of_when_it_is_and_which_of_how_many(board: tuple[list[Slide], PdfReader]) -> None:
    _, pdf = board
    assert len(pdf.pages) > 3
    for nth, page in enumerate(pdf.pages, 1):
        words = squeezed(page.extract_text())
        assert f"{nth}of{len(pdf.pages)}" in words
        assert "NA" in words
        assert squeezed("Demo company · As of") in words


def test_it_is_tagged_titled_and_in_a_language(board: tuple[list[Slide], PdfReader], question: Question) -> None:
    _, pdf = board
    root: dict[str, Any] = dict(pdf.root_object)
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en"
    assert bool(root["/ViewerPreferences"].get_object()["/DisplayDocTitle"])
    said_of_it = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in said_of_it
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", said_of_it, re.DOTALL)
    assert pdf.metadata is not None
    assert pdf.metadata.title == read_outline(BOARD).title
    assert pdf.metadata.author == question.manifest.company


def test_charts_tables_and_sparklines_are_told_to_who_does_not_see_them(
    board: tuple[list[Slide], PdfReader], question: Question
) -> None:
    found, pdf = board
    told = list(tags(pdf))
    kinds = [kind for kind, _ in told]
    held = [part for one in found for block in one.blocks for part in within(block) if part.head.shown]
    alts = {alt for kind, alt in told if kind == "/Figure"}
    charts = [block for block in held if isinstance(block, Chart)]
    assert charts
    formats = Formats.of(question.settings)
    assert [one.head.name for one in charts if squeezed(told_alone(one, "", formats)) not in alts] == []
    sparks = [
        cell.drawing.alt for block in held if isinstance(block, Table) for row in block.rows for cell in row
        if isinstance(cell.drawing, Spark)
    ]  # fmt: skip
    assert sparks
    assert [alt for alt in sparks if alt and squeezed(alt) not in alts] == []
    assert "" not in alts, "a figure that has nothing to say is passed over"
    assert kinds.count("/Table") == sum(isinstance(block, Table) for block in held)
    assert kinds.count("/TH") >= sum(len(one.columns) for one in held if isinstance(one, Table) and one.headed)
    assert kinds.count("/H1") == len(bookmarks(pdf))


@pytest.mark.parametrize("paper", SIZES)
def test_nothing_lies_outside_of_the_paper(question: Question, paper: Paper) -> None:
    pdf = of(question, *(block for block in samples.page() if not isinstance(block, Row)), paper=paper)
    wide, high = SIZES[paper]
    for page in pdf.pages:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx((wide, high), abs=0.1)
    starts: list[tuple[float, float]] = []
    for page in pdf.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: _start(starts, text, cm, tm))
    assert starts
    assert [at for at in starts if not (40 < at[0] < wide - 50 and 20 < at[1] < high - 20)] == []


def _start(starts: list[tuple[float, float]], text: str, cm: list[float], tm: list[float]) -> None:
    if text.strip():
        starts.append((cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]))


def test_a_subtitle_of_a_block_beside_others_stands_once_and_above_it(question: Question) -> None:
    about, whose, _ = exports.opening(question)
    scope, compared = about.split(" · ")
    own = f"{scope} · 7,131 answers"
    blocks = tuple(
        replace(chart, head=replace(chart.head, title=title, subtitle=subtitle))
        for chart, title, subtitle in zip(
            samples.chart_samples(), ("NPS rose", "CSAT rose"), (own, f"{scope} · 912 answers"), strict=False
        )
    )
    slide = Slide(FEATURE, blocks, (1.0, 1.0), Alone("NPS rose", f"{compared} · {own}", (whose,)), KNOWN)
    words = said(PdfReader(io.BytesIO(report("A report", [slide], question))))
    assert words.count("7,131answers") == words.count("912answers") == 1
    assert words.count("NPSrose") == 2, "in the contents, and as the heading"
    assert words.count("CSATrose") == 1


@pytest.mark.parametrize("chart", samples.chart_samples(), ids=lambda chart: chart.kind)
def test_every_kind_of_chart_is_set(question: Question, chart: Chart) -> None:
    told = told_alone(chart, "", Formats.of(question.settings))
    assert squeezed(told) in {alt for kind, alt in tags(of(question, chart)) if kind == "/Figure"}


def test_a_long_table_goes_on_on_the_next_page_and_none_of_its_rows_is_lost(question: Question) -> None:
    table = sample("P.many")
    assert isinstance(table, Table)
    long = replace(table, rows=table.rows * 4)
    pdf = of(question, long)
    assert said(pdf).count(squeezed(table.rows[0][0].text)) >= 4
    rows = sum(kind == "/TR" for kind, _ in tags(pdf))
    assert rows == len(long.rows) + 1
    held = [page for page in pdf.pages if squeezed(table.rows[-1][0].text) in squeezed(page.extract_text())]
    assert len(held) > 1
    heads = squeezed("".join(column.label for column in table.columns))
    assert all(heads in squeezed(page.extract_text()) for page in held), "its columns are named on each page"


@pytest.mark.parametrize("name", [*HOSTILE, "हिन्दी ภาษาไทย Ελληνικά Русский 日本語東京"])
def test_what_a_company_typed_is_on_paper_as_it_was_typed(question: Question, name: str) -> None:
    head = Head(name="T1", title=name, notes=(name,))
    chart = replace(sample("G.lines"), head=replace(head, alt=name))
    pdf = of(question, Sentences(head, (Sentence(name, "."),)), chart, title=name)
    assert bookmarks(pdf)[:2] == [squeezed(name)] * 2
    assert any(alt.startswith(squeezed(name)) for kind, alt in tags(pdf) if kind == "/Figure")
    if name.isascii():
        assert said(pdf).count(squeezed(name)) >= 6


@pytest.mark.parametrize("name", ["ዓለም Addis", "தமிழ் Addis", "🚀👨\u200d👩\u200d👧 Addis", "\U00010380 Addis"])
def test_a_name_that_no_font_has_keeps_nobody_from_the_report(question: Question, name: str) -> None:
    pdf = of(question, sample("P.ten"), title=name)
    assert said(pdf).count("Addis") >= 2
    assert "\ufffd" in said(pdf)


def test_what_is_withheld_says_so_in_place_of_numbers(question: Question) -> None:
    row = samples.states()[0]
    pdf = of(question, row.blocks[1])  # type: ignore[union-attr]
    assert "/Figure" not in {kind for kind, _ in tags(pdf)}
    assert "withheld" in said(pdf)
    assert squeezed("none of them can be told apart") in said(pdf)


def test_a_region_s_reader_gets_a_report_of_that_region_alone(demo_warehouse: Path, demo_store: Path) -> None:
    settings = settings_for(demo_warehouse, demo_store)
    chosen = [features()[name] for name in ("O1", "O3")]
    of_region = question_of(settings, {}, Grant(regions=frozenset({"NA"}), company_totals=False))
    whole = question_of(settings, {"region": ["NA"]})
    told = [said(PdfReader(io.BytesIO(report("A report", slides(chosen, one), one)))) for one in (of_region, whole)]
    assert numbers(told[0]) == numbers(told[1])


def numbers(words: str) -> list[str]:
    return re.findall(r"\d+\.\d+%?", words)


def test_a_region_without_data_makes_a_report_that_says_so(demo_warehouse: Path, demo_store: Path) -> None:
    question = question_of(
        settings_for(demo_warehouse, demo_store),
        {"region": ["not given"], "segment": ["not given"], "period": ["2025-11"]},
    )
    found = list(slides(read_outline(BOARD).features(), question))
    pdf = PdfReader(io.BytesIO(report("A report", found, question)))
    words = said(pdf)
    held = [block for one in found for block in one.blocks if block.head.instead]
    assert held
    assert [block.head.instead for block in held if squeezed(block.head.instead) not in words] == []
    assert not re.search(r"\b(nan|None|undefined)\b", " ".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize(
    ("subtitle", "told"),
    [
        ("{about} · 12 answers", "12 answers"),
        ("{about}", ""),
        ("{compared} · {scope} · 12 answers", "12 answers"),
        ("{compared} · {scope}, with company-wide objectives · 12", "{scope}, with company-wide objectives · 12"),
        ("{compared}; Enterprise", "{compared}; Enterprise"),
        ("12 answers · {scope}", "12 answers · {scope}"),
        ("", ""),
    ],
)
def test_what_the_head_of_a_page_says_no_finding_says_again(question: Question, subtitle: str, told: str) -> None:
    about, whose, _ = exports.opening(question)
    scope, compared = about.split(" · ")
    said = {"about": about, "scope": scope, "compared": compared}
    around = Alone("A", subtitle.format(**said), (f"{whose} · checks passed",))
    assert exports.on_a_page(around, question) == (told.format(**said), "checks passed")
    assert exports.on_a_page(Alone("A", "", (whose,)), question) == ("", "")


def test_the_weekly_review_is_ordered_as_a_file(question: Question) -> None:
    order = Order(ROOT / "decks" / "weekly.toml", {}, form=".pdf", paper="letter")
    told: list[tuple[int, int]] = []
    pdf = PdfReader(io.BytesIO(made(order, question, lambda done, whole, _: told.append((done, whole)))))
    assert pdf.pages[0].mediabox.width == SIZES["letter"][0]
    assert len(told) == len(bookmarks(pdf)) - 1
    assert told[-1][0] == told[-1][1]


def test_the_same_report_is_made_each_time(question: Question) -> None:
    one, again = (of(question, sample("P.ten")).stream for _ in range(2))
    assert one.read() == again.read()


def test_a_picture_without_words_is_refused_by_the_press(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "told_alone", lambda *_: "")
    with pytest.raises(PressError, match="alt"):
        of(question, sample("G.lines"))
