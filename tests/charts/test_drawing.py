"""Every kind drawn by Vega itself: no warning, no words over one another, none out of the picture, none too small."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, Literal

import pyarrow as pa
import pytest
import vl_convert
from PIL import Image

from dashboard.blocks import Chart, Head
from dashboard.charts import bound
from dashboard.theme import palette
from tests.charts.drawn import FONT, Words, marks, picture, rimmed, scene, strokes, words
from tests.charts.samples import HOSTILE, LONG, MORE, SAMPLES, chart

EVERY: dict[str, Callable[..., Chart]] = SAMPLES | MORE
ROWS = (1, 3, 24, 60)


def overlaps(found: list[Words]) -> list[tuple[str, str]]:
    return [(one.text, other.text) for at, one in enumerate(found) for other in found[:at] if one.touches(other)]


def assert_legible(drawn: Chart, width: int) -> list[Words]:
    seen = scene(drawn, width=width)
    found = words(seen)
    assert overlaps(found) == []
    assert [word for word in found if word.left < -3 or word.right > seen["width"] + 3] == []
    assert [word for word in found if word.top < -3 or word.bottom > seen["height"] + 3] == []
    assert [word for word in found if word.size < 12] == []
    bare = [word for word in found if word.text not in rimmed(seen)]
    assert [word.text for word in bare for stroke in strokes(seen) if stroke.crosses(word)] == []
    return found


def test_a_warning_would_be_heard(capfd: pytest.CaptureFixture[str]) -> None:
    odd = picture(SAMPLES["bars"]()) | {
        "layer": [{"mark": "bar", "encoding": {"shape": {"field": "x", "type": "nominal"}}}]
    }
    vl_convert.vegalite_to_scenegraph(odd, show_warnings=True)
    assert "WARN" in capfd.readouterr().err


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_a_picture_in_the_dark(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    drawn = vl_convert.vegalite_to_png(picture(SAMPLES[name](), "dark", 360), show_warnings=True)
    with Image.open(io.BytesIO(drawn)) as image:
        assert len(image.convert("RGB").getcolors(1 << 20) or []) > 10
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("width", [900, 360])
@pytest.mark.parametrize("name", EVERY)
def test_words_stand_apart_and_within_the_picture(name: str, width: int) -> None:
    assert assert_legible(EVERY[name](), width)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("name", SAMPLES)
def test_few_rows_and_many_stay_legible(name: str, rows: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert_legible(SAMPLES[name](rows=rows), 360 if rows % 2 else 900)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", EVERY)
def test_no_rows_are_drawn_without_a_warning(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert not [word for word in words(scene(EVERY[name](rows=0))) if "NaN" in word.text or "undefined" in word.text]
    assert capfd.readouterr().err == ""


def missing(drawn: Chart) -> Chart:
    """Return a chart whose values are all missing."""
    role = {"waterfall": "y", "heat": "value", "lines": "y", "steps": "y", "columns": "y", "path": "y"}.get(
        drawn.kind, "x"
    )
    gone = {role, "low", "high", "target", "band_low", "band_high", "n"} & set(drawn.data.column_names)
    data = {name: drawn.data.column(name).to_pylist() for name in drawn.data.column_names}
    data |= {name: pa.nulls(drawn.data.num_rows, pa.float64()) for name in gone} | {"label": [None] * len(drawn.data)}
    return Chart(drawn.head, drawn.kind, pa.table(data), drawn.number, drawn.titles, drawn.series)


@pytest.mark.parametrize("name", SAMPLES)
def test_missing_is_a_dash_or_nothing_and_never_zero(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    drawn = missing(SAMPLES[name](rows=3))
    said = [word.text for word in words(scene(drawn))]
    assert not [text for text in said if "NaN" in text or "null" in text or "undefined" in text]
    if name not in ("lines", "steps", "stacked"):
        assert "–" in said
    assert not [row for row in bound(drawn).to_pylist() if row.get("x") == 0 and row.get("label") == "0"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("width", [900, 360])
@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_and_endless_names_are_words_like_any_other(name: str, width: int) -> None:
    found = assert_legible(SAMPLES[name](rows=4, names=[HOSTILE, LONG, "APAC 日本", "مرحبا بالعالم"]), width)
    if name != "lines":
        assert [word for word in found if word.text in HOSTILE and "alert('no')" in word.text]


def named_months(drawn: Chart) -> list[str]:
    """Return the months that the time axis names, at the foot of the picture."""
    found = words(scene(drawn))
    foot = max(word.bottom for word in found)
    return [word.text for word in found if word.bottom > foot - word.size / 2]


def test_three_months_have_three_labels_and_a_lone_one_has_one() -> None:
    for months, labels in ((1, ["Oct 2024"]), (3, ["Oct 2024", "Nov 2024", "Dec 2024"])):
        assert named_months(SAMPLES["lines"](rows=months)) == labels


@pytest.mark.parametrize("months", [2, 5, 9, 10, 30, 31, 59, 61, 120])
def test_a_time_axis_names_each_month_once_and_none_that_is_not_there(months: int) -> None:
    sample = SAMPLES["lines"](rows=months)
    there = {row["month"] for row in bound(sample).to_pylist()}
    found = named_months(sample)
    assert found
    assert len(set(found)) == len(found)
    assert set(found) <= there


@pytest.mark.parametrize("size", ["small", "normal"])
@pytest.mark.parametrize("span", [0.4, 8.0])
def test_words_at_the_right_of_a_narrow_chart_are_whole_and_apart(
    size: Literal["small", "normal"], span: float
) -> None:
    """With a target near the newest value, and usual variation far wider than the line."""
    months = [24_000.0 + nth for nth in range(13)]
    columns = {"x": months, "y": [66.5 - span * (nth % 2) for nth in range(13)], "target": [66.9] * 13}
    columns |= {"band_low": [55.0] * 13, "band_high": [78.0] * 13}
    drawn = Chart(Head(name="x"), "lines", pa.table(columns), number=",.1f", size=size)
    found = assert_legible(drawn, 300)
    assert {"66.5", "66.9", "Jan 2001"} <= {word.text for word in found}
    assert not [word.text for word in found if "…" in word.text]


def test_months_and_numbers_are_in_the_companys_language() -> None:
    data = {"x": [24309.0, 24310.0, 24311.0], "y": [1000.5, 1001.5, 1002.5]}
    found = [word.text for word in words(scene(chart("lines", data, number=",.1f", locale="de")))]
    assert "Okt. 2025" in found
    assert "1.002,5" in found


@pytest.mark.parametrize(("low", "high"), [(0.9111, 0.9114), (33.2, 33.9), (1_200_000.0, 1_200_900.0), (0.0, 5e9)])
@pytest.mark.parametrize("number", [",.0f", ".0%", "~s", "+.0f"])
def test_labels_of_a_value_axis_differ(low: float, high: float, number: str) -> None:
    drawn = scene(chart("lines", {"x": [24309.0, 24310.0], "y": [low, high]}, number=number))
    muted = palette("light").muted
    labels = [word.text for word in words(drawn) if word.colour == muted and not word.text.endswith("2025")]
    assert len(labels) >= 3
    assert len(set(labels)) == len(labels)


def test_a_line_breaks_where_a_month_is_missing_and_a_lone_month_is_a_point() -> None:
    data = {"x": [24309.0, 24310.0, 24313.0, 24315.0, 24316.0], "y": [1.0, 2.0, 3.0, 4.0, 5.0]}
    (line,) = [item for item in marks(scene(chart("lines", data)), "line") if item.get("strokeWidth") == 2][:1]
    assert line["defined"] is not None
    rows = bound(chart("lines", data)).to_pylist()
    assert [row["y"] for row in rows] == [1.0, 2.0, None, None, 3.0, None, 4.0, 5.0]
    assert [row["lone"] for row in rows if row["lone"] is not None] == [3.0]


def test_bars_below_zero_point_to_the_left_and_columns_down() -> None:
    flat = scene(chart("bars", {"y": ["gain", "loss"], "x": [2.0, -3.0]}, number="+.1f"))
    gain, loss = [item for item in marks(flat, "rect") if item.get("height") == 13]
    assert loss["x"] + loss["width"] == pytest.approx(gain["x"])
    upright = scene(chart("columns", {"x": ["gain", "loss"], "y": [2.0, -3.0]}, number="+.1f"))
    gain, loss = [item for item in marks(upright, "rect") if item.get("fill") == "#1f5fa8"]
    assert gain["y"] + gain["height"] == pytest.approx(loss["y"])


def test_milestones_are_listed_on_a_phone_and_beside_their_rules_elsewhere() -> None:
    wide = [word.text for word in assert_legible(MORE["lines-history"](), 900)]
    phone = [word.text for word in assert_legible(MORE["lines-history"](), 360)]
    assert {"New portal", "Hand-off desk opened", "Answer once, answer right"} <= set(wide)
    assert "1)  Dec 2024: New portal" in phone
    assert {"1", "2", "3", "4"} <= set(phone)
    assert not {"1", "2", "3", "4"} & set(wide)


@pytest.mark.parametrize("width", [900, 360])
def test_a_line_of_one_value_alone_has_a_tick_and_a_month_that_can_be_read(width: int) -> None:
    columns = {"x": [24_300.0 + month for month in range(5)], "y": [0.0] * 5, "target": [0.0] * 5}
    found = {word.text for word in assert_legible(chart("lines", columns, number=",.0f"), width)}
    assert {text for text in found if "0" in text and "20" not in text} <= {"0", "target 0"}


def test_the_newest_value_and_its_month_keep_together_where_no_interval_is_drawn() -> None:
    """What an axis does not hold takes no part in how far apart words stand."""
    columns: dict[str, Any] = {
        "x": [24_300.0 + month for month in range(5)], "y": [-57.0, -57, -42, -42, -57], "low": [-90.0] * 5,
        "high": [10.0] * 5, "band_low": pa.nulls(5, pa.float64()), "band_high": pa.nulls(5, pa.float64()),
    }  # fmt: skip
    drawn = words(scene(chart("lines", columns, number=".1f", size="small"), width=300))
    value = next(word for word in drawn if word.text == "−57.0")
    month = next(word for word in drawn if word.text == "May 2025" and word.left == value.left)
    assert 12 < month.top - value.top < 22


@pytest.mark.parametrize("kind", ["bars", "dots"])
def test_a_name_on_a_phone_has_the_line_above_its_mark_and_the_count_stands_beside_that(
    kind: Literal["bars", "dots"],
) -> None:
    name = "Invoices are hard to understand"
    columns: dict[str, Any] = {
        "y": [name],
        "x": [2.3],
        "low": [1.6],
        "high": [3.1],
        "n": [248],
        "label": ["2.3 · rank 1 to 5"],
    }
    seen = scene(chart(kind, columns), width=330)
    found = {word.text: word for word in words(seen)}
    assert FONT.getlength(name) * 12 / 48 <= found[name].right - found[name].left + 1
    assert found["n 248"].top > found[name].bottom
    lines = [rule for rule in marks(seen, "rule") if rule.get("x2")]
    assert max(rule["x2"] for rule in lines) < found["n 248"].left


def test_who_answers_for_a_station_is_read_whole_over_two_lines_in_a_picture() -> None:
    found = [word.text for word in assert_legible(SAMPLES["path"](), 690)]
    assert found.count("Onboarding") == found.count("& Services") == 6
