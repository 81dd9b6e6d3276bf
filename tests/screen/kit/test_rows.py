"""The one table: its columns' widths, its phone, its counts, and what is drawn by Streamlit itself."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from dashboard.blocks import Bar, Cell, Chart, Column, Head, Part, Pill, Spark, Stack, Steps, Table
from dashboard.rendering.room import needed
from dashboard.rendering.settled import said_of
from dashboard.screen.kit import Medium, samples
from dashboard.screen.kit.columns import HIGH
from dashboard.screen.kit.long_table import long_table
from dashboard.screen.kit.look import SHEET
from dashboard.screen.kit.markup import markup, pure
from dashboard.screen.kit.rows import BREAKS, MANY, breaks, table_values
from dashboard.screen.kit.samples.page import departments, many, scores

MEDIUM = Medium(samples.MANIFEST, samples.SETTINGS, "light")
COLUMNS = (Column("a", "First", "text", 1, 1), Column("b", "Second", "number", 1, 2), Column("c", "Third", "day", 1, 3))


def table(*rows: tuple[Cell, ...], **changes: object) -> Table:
    return Table(Head(name="T1", title="Rows"), COLUMNS, rows, **changes)  # type: ignore[arg-type]


def test_how_many_of_how_many_are_shown_is_said_with_the_order() -> None:
    row = (Cell("x"), Cell("1"), Cell("2 Jan"))
    assert said_of(table(row, of=1_200, order="worst first"), MEDIUM) == "1 of 1,200, worst first"
    assert said_of(table(row, of=1, order="worst first"), MEDIUM) == "worst first"
    assert said_of(table(row), MEDIUM) == ""
    assert "1\u00a0of\u00a01,200, worst first" in markup(table(row, of=1_200, order="worst first"), MEDIUM)


def test_a_phone_shows_what_matters_first_and_labels_what_follows() -> None:
    drawn = markup(table((Cell("x"), Cell("1"), Cell("2 Jan"))), MEDIUM)
    assert re.findall(r'class="td k-(\w+) p(\d)"', drawn) == [("text", "1"), ("number", "2"), ("day", "3")]
    assert re.findall(r'class="said"[^>]*>(\w+)', drawn) == ["Second", "Third"]
    assert 'aria-label="more: x"' in drawn


def test_a_row_of_which_nothing_is_folded_has_no_fold() -> None:
    assert "aria-label" not in markup(table((Cell("x"), Cell("1"), Cell())), MEDIUM).partition('role="row"')[2]


def test_short_values_share_a_line_and_one_by_itself_stands_beside_its_label() -> None:
    columns = (Column("a", "A", priority=1), Column("b", "B", "number"), Column("c", "C", "pill"), Column("d", "D"))
    row = (Cell("x"), Cell("1"), Cell("2"), Cell("3"))
    several = markup(Table(Head(name="t", title="T"), columns, (row,)), MEDIUM)
    assert re.findall(r'class="td k-(\w+) p\d ?(\w*)"', several) == [
        ("text", ""), ("number", "shorter"), ("pill", "short"), ("text", ""),
    ]  # fmt: skip
    assert "--across:3" in several
    alone = markup(Table(Head(name="t", title="T"), (columns[0], columns[1], columns[3]), (row[:3],)), MEDIUM)
    assert "short" not in alone


def test_an_empty_cell_is_left_out_of_a_phone_s_row() -> None:
    assert "p2 empty" in markup(table((Cell("x"), Cell(), Cell("2 Jan"))), MEDIUM)


def test_a_table_without_a_heading_has_none() -> None:
    rows = ((Cell("x"), Cell("1"), Cell("2 Jan")),)
    assert 'role="columnheader"' in markup(table(*rows), MEDIUM)
    assert 'role="columnheader"' not in markup(table(*rows, headed=False), MEDIUM)


def test_every_width_at_which_a_table_breaks_has_its_rules() -> None:
    assert breaks(0) == BREAKS[0]
    assert breaks(10_000) == BREAKS[-1]
    for width in BREAKS:
        assert breaks(width) == width
        assert f"(max-width: {width}px) {{ .narrow-{width} " in SHEET


def test_ten_columns_stand_side_by_side_on_a_desk_and_four_in_a_third_of_it() -> None:
    assert needed(departments()) < 1_260
    assert needed(scores("Finance")) < 345


def test_words_share_the_room_and_numbers_take_what_they_need() -> None:
    tracks = table_values(table())["tracks"].split(" ")
    assert tracks[0] == "minmax(76px,"
    assert "fit-content(150px)" in tracks
    numbers = Table(Head(name="T1"), COLUMNS[1:], ())
    assert table_values(numbers)["tracks"].startswith("minmax(60px, 1fr)"), "something takes what is left"


def test_each_kind_of_cell_is_drawn() -> None:
    kinds = (
        Cell("Support", key=1, strong=True), Cell("3 of 5", pill=Pill("on course", "good")),
        Cell("4 of 9", drawing=Bar(4 / 9, alt="4 of 9")), Cell(drawing=Spark((1.0, 2.0), alt="up")),
        Cell("Found", drawing=Steps(("Found",), ("4 May",), (True,)), remark="late"),
        Cell(drawing=Stack((Part("cost", 2),), "all cost")), Cell("Invoices", link="theme:t1", detail="what it means"),
        Cell("none", muted=True, note="since May"),
    )  # fmt: skip
    names = ("text", "pill", "bar", "sparkline", "steps", "bar", "link", "person")
    columns = tuple(Column(str(at), f"C{at}", kind) for at, kind in enumerate(names))  # type: ignore[arg-type]
    drawn = markup(Table(Head(name="T1"), columns, (kinds,)), MEDIUM)
    for said in (
        "role-1", "strong", "pill good", 'svg class="bar"', 'svg class="spark"', 'svg class="steps"',
        'svg class="stack"', 'data-open="theme:t1"', "what it means", "since May", "late", "text grey",
    ):  # fmt: skip
        assert said in drawn, said


def test_many_rows_are_streamlit_s_own_table() -> None:
    row = (Cell("x"), Cell("1"), Cell("2 Jan"))
    assert pure(table(*[row] * (MANY - 1)))
    assert not pure(table(*[row] * MANY))


def test_a_long_table_sorts_by_values_and_shows_their_texts() -> None:
    rows = tuple(
        (Cell(f"*{at}*"), Cell(f"€{at},000", value=at * 1_000), Cell("d", value=date(2026, 1, 1))) for at in (2, 1)
    )
    arguments = long_table(table(*rows)).args  # type: ignore[attr-defined]
    styler = arguments[0]
    assert list(styler.data["b"]) == [2_000, 1_000]
    assert "€2,000" in styler.to_html()
    assert list(styler.data["a"]) == ["*2*", "*1*"]


def test_a_long_table_without_numbers_needs_no_frame() -> None:
    rows = tuple((Cell(name), Cell("–"), Cell("d", value=day)) for name, day in (("b", date(2026, 1, 1)), ("a", None)))
    arguments = long_table(table(*rows)).args  # type: ignore[attr-defined]
    assert isinstance(arguments[0], pa.Table)
    assert arguments[0].to_pydict() == {"a": ["b", "a"], "b": ["–", "–"], "c": [date(2026, 1, 1), None]}


def test_a_long_table_of_every_kind_tells_all_that_its_cells_say() -> None:
    drawn = long_table(many())
    frame = drawn.args[0].data  # type: ignore[attr-defined]
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == 60
    assert frame["pill"][1] == ["passed"]
    assert all(len(values) == 23 for values in frame["trend"]), "a month that is not known is none of the series"
    assert drawn.keywords["height"] < 600  # type: ignore[attr-defined]


def test_a_strip_of_columns_is_markup_with_its_links() -> None:
    strip = samples.chart_samples()[-1]
    assert isinstance(strip, Chart)
    drawn = markup(strip, MEDIUM)
    assert drawn.count('data-open="theme:t') == 10
    heights = [float(high) for high in re.findall(r"--above:([\d.]+)px", drawn)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == pytest.approx(HIGH)
