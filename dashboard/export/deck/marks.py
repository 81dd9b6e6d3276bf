"""How a native chart is drawn: axes, legend, fills, words beside marks, intervals. What python-pptx has no word for is
written as the format's own elements, in the order that its schema asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.expressions import axis_number
from dashboard.export.deck.form import Values
from dashboard.export.deck.numbers import sheet_format
from dashboard.theme import LIGHT
from dashboard.words.escaping import typeset

THEME = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)
"""The template's own colours, in the order of series."""

TYPE = Pt(12)

_ROOM = 1.15
"""How far an axis without numbers goes beyond its last mark: words stand behind it."""

_MONTHS = 6
"""Names along an axis of months that stand side by side without being turned."""


def axes(made: NativeChart, number: str, *, upright: bool = True) -> None:
    """Set both axes: thin rules for values where they stand ``upright``, none where their words stand beside them."""
    made.has_title = False
    made.font.size = TYPE
    value, name = made.value_axis, made.category_axis
    value.visible = value.has_major_gridlines = upright
    if upright:
        value.major_gridlines.format.line.color.rgb = colour(LIGHT.rule)
        value.format.line.fill.background()
        value.tick_labels.number_format = sheet_format(axis_number(number))
        value.tick_labels.number_format_is_linked = False
    name.format.line.color.rgb = colour(LIGHT.rule)
    name.has_major_gridlines = False
    name.tick_labels.font.size = TYPE


def numbered(made: NativeChart) -> None:
    """Give the axes ids as the format asks for them: python-pptx's own are below zero."""
    for nth, axis in enumerate(made._chartSpace.xpath(".//c:valAx | .//c:catAx | .//c:dateAx"), 1):
        own = axis.find(qn("c:axId"))
        for one in made._chartSpace.xpath(f".//*[@val='{own.get('val')}'][self::c:axId or self::c:crossAx]"):
            one.set("val", str(nth))


def from_zero(made: NativeChart, series: Sequence[Values]) -> None:
    """Let bars begin at zero, and the axis reach as far as the last interval: else they are cut where it likes."""
    values = [value for one in series for value in one if value is not None]
    if values and any(values):
        made.value_axis.minimum_scale = min(0.0, *values) * _ROOM
        made.value_axis.maximum_scale = max(0.0, *values) * _ROOM


def tell_begin(made: NativeChart, begins: str) -> None:
    """Say beside an axis that it does not begin at zero, so that no column is taken for the whole of its amount."""
    title = made.value_axis.axis_title.text_frame
    title.text = f"The axis begins at {begins}, not at 0"
    title.paragraphs[0].runs[0].font.size, title.paragraphs[0].runs[0].font.bold = TYPE, False


def around(made: NativeChart, series: Sequence[Values]) -> None:
    """Let the axis of values hold all of them, and little more, between even numbers."""
    values = [value for one in series for value in one if value is not None]
    if not values or min(values) == max(values):
        return
    step = 10.0 ** math.floor(math.log10(max(values) - min(values)))
    made.value_axis.minimum_scale = math.floor(min(values) / step) * step
    made.value_axis.maximum_scale = math.ceil(max(values) / step) * step


def legend(made: NativeChart, *, shown: bool) -> None:
    """Put a legend above the marks where colours mean something."""
    made.has_legend = shown
    if not shown:
        return
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.legend.font.size = TYPE


def filled(series: Any, role: int) -> None:
    """Fill a series' bars with the template's colour of a role."""
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = THEME[role % len(THEME)]
    series.invert_if_negative = False


def unseen(series: Any) -> None:
    """Leave a series' bars unseen: they only hold a place."""
    series.format.fill.background()
    series.format.line.fill.background()


def worded(
    series: Any,
    words: Sequence[str],
    position: XL_LABEL_POSITION = XL_LABEL_POSITION.OUTSIDE_END,
    *,
    light: bool = False,
) -> None:
    """Write words beside a series' marks, one a mark that there is."""
    for place, value in enumerate(series.values):
        if value is None or not words[place]:
            continue
        label = series.points[place].data_label
        label.text_frame.text = typeset(words[place])
        label.position = position
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size = TYPE
        if light:
            font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def label_newest(series: Any) -> None:
    """Write the newest known value beside its point, on the side that the line does not come from."""
    known = [(place, value) for place, value in enumerate(series.values) if value is not None]
    if not known:
        return
    falls = len(known) > 1 and known[-1][1] < known[-2][1]
    label = series.points[known[-1][0]].data_label
    label.position = XL_LABEL_POSITION.BELOW if falls else XL_LABEL_POSITION.ABOVE
    label.font.size, label.font.bold = TYPE, True
    element = label._get_or_add_dLbl()
    for tag in ("c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        for one in element.findall(qn(tag)):
            one.set("val", "1" if tag == "c:showVal" else "0")


def name_along(series: Any, name: str, *, below: bool = False) -> None:
    """Write a thin line's name on it, so that nobody looks it up in a legend: where it is farthest from what it bounds,

    away from both ends, of which one has the axis and the other the newest value.
    """
    known = [(value, place) for place, value in enumerate(series.values) if value is not None]
    inner = known[len(known) // 8 : 1 + len(known) * 2 // 3]
    if not inner:
        return
    _, place = min(inner) if below else max(inner, key=lambda one: (one[0], -one[1]))
    label = series.points[place].data_label
    label.text_frame.text = typeset(name)
    label.position = XL_LABEL_POSITION.BELOW if below else XL_LABEL_POSITION.ABOVE
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.color.rgb = TYPE, colour(LIGHT.muted_words)


def ranges(series: Any, low: Values, high: Values) -> None:
    """Draw each value's 95 % interval as error bars of its own length."""
    values = list(series.values)
    ends = [
        (place, {"plus": top - value, "minus": value - bottom})
        for place, (value, bottom, top) in enumerate(zip(values, low, high, strict=True))
        if value is not None and bottom is not None and top is not None
    ]
    if not ends:
        return
    bars = etree.Element(qn("c:errBars"))
    for tag, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        etree.SubElement(bars, qn(f"c:{tag}")).set("val", value)
    for tag in ("plus", "minus"):
        listed = etree.SubElement(etree.SubElement(bars, qn(f"c:{tag}")), qn("c:numLit"))
        etree.SubElement(listed, qn("c:formatCode")).text = "General"
        etree.SubElement(listed, qn("c:ptCount")).set("val", str(len(values)))
        for place, lengths in ends:
            point = etree.SubElement(listed, qn("c:pt"))
            point.set("idx", str(place))
            etree.SubElement(point, qn("c:v")).text = repr(float(lengths[tag]))
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", "15875")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr")).set("val", LIGHT.ink[1:].upper())
    series._element.find(qn("c:cat")).addprevious(bars)


def months_apart(made: NativeChart, count: int) -> None:
    """Name as many months along an axis of dates as stand side by side."""
    axis = made.category_axis._element
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for found in axis.findall(qn(tag)):
            axis.remove(found)
    steps = {"baseTimeUnit": "months", "majorUnit": str(max(1, -(-count // _MONTHS))), "majorTimeUnit": "months"}
    for tag, value in steps.items():
        etree.SubElement(axis, qn(f"c:{tag}")).set("val", value)
    made.category_axis.tick_labels.number_format = "mmm yyyy"
    made.category_axis.tick_labels.number_format_is_linked = False


def plain(value: float | None, number: str) -> str:
    """Return a value in d3's format, as far as Python knows it too."""
    if value is None:
        return ""
    if number.endswith("s"):
        size, unit = next(((10**e, u) for e, u in ((9, "B"), (6, "M"), (3, "K")) if abs(value) >= 10**e), (1, ""))
        return format(value / size, ("+" if number.startswith("+") else "") + ",.1f").replace("-", "−") + unit
    return format(value, number.replace("~", "")).replace("-", "−")


def colour(code: str) -> RGBColor:
    """Return a colour of the palette."""
    return RGBColor.from_string(code[1:].upper())
