"""Figures, series and groups as charts; and a chart as a table."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.blocks import Head
from dashboard.charts import bound
from dashboard.charts.alternative import as_table
from dashboard.charts.data import Group, Written, groups, history, several, trend
from dashboard.data.standing import Standing
from dashboard.measures.figure import Band, Figure, Series, Target
from dashboard.measures.verdicts.verdict import NO_COMPARISON
from dashboard.statistics import Estimate
from tests.charts.samples import chart

HEAD = Head(name="X1", alt="A line")
MONTHS = np.array([24300, 24301, 24302])
SERIES = Series(
    MONTHS,
    np.array([1.0, math.nan, 3.0]),
    np.array([0.5, math.nan, 2.5]),
    np.array([1.5, math.nan, 3.5]),
    np.array([9.0, 0, 9]),
)


AIM = Target(4.0, 24310, "month", None, Estimate(3.0, 0.2, 2.5, 3.5, 9), None, 0.75, 24302, True)


def figure(limits: Band | None = None, target: Target | None = None) -> Figure:
    estimate = Estimate(3.0, 0.2, 2.5, 3.5, 9)
    standing = Standing("published", datasets=("answers",))
    return Figure("nps", estimate, None, None, NO_COMPARISON, True, SERIES, limits, target, None, True, standing)


def test_a_trend_has_its_usual_variation_and_target_or_nothing_in_their_place() -> None:
    limits = Band(2.0, np.full(3, 1.0), np.full(3, 3.0), 24290, 24299, ())
    drawn = trend(figure(limits, AIM), HEAD, Written(number=".1f", title="score"))
    first, second, _ = drawn.rows()
    assert drawn.kind == "lines"
    assert drawn.head is HEAD
    assert (first["x"], first["y"], first["band_low"], first["target"], first["n"]) == (24300, 1.0, 1.0, 4.0, 9.0)
    assert second["y"] is None
    assert drawn.titles == {"y": "score"}
    summed = trend(figure(limits, replace(AIM, level=False)), HEAD, Written())
    assert {row["target"] for row in summed.rows()} == {None}  # single months are not held against a year's sum
    bare = trend(figure(), HEAD, Written())
    assert bare.data.column_names == drawn.data.column_names
    assert {row["target"] for row in bare.rows()} == {row["band_low"] for row in bare.rows()} == {None}


def test_two_things_that_happened_in_one_month_share_its_mark() -> None:
    events = [(date(2025, 2, 3), "a"), (date(2025, 2, 20), "b"), (date(1999, 1, 1), "before all")]
    drawn = history(SERIES, events, HEAD, Written())
    assert [row["mark"] for row in drawn.rows()] == [None, "a; b", None]
    assert [row["listed"] for row in bound(drawn).to_pylist() if row["listed"]] == ["1)  Feb 2025: a; b"]


def test_several_series_keep_their_order_and_their_intervals_only_where_asked_for() -> None:
    drawn = several({"b": SERIES, "a": SERIES}, HEAD, Written(locale="de"))
    assert drawn.series == ("b", "a")
    assert drawn.locale == "de"
    assert [row["series"] for row in drawn.rows()] == ["b"] * 3 + ["a"] * 3
    assert "low" not in drawn.data.column_names
    assert several({}, HEAD, Written()).rows() == []
    assert "low" in several({"a": SERIES}, HEAD, Written(), intervals=True).data.column_names


def test_groups_are_rows_in_the_order_given() -> None:
    drawn = groups([Group("Zed", 2.0, 1.0, 3.0, 40.0), Group("Ann", math.nan)], HEAD, Written(title="gap"), kind="bars")
    assert [(row["y"], row["x"], row["order"]) for row in drawn.rows()] == [("Zed", 2.0, 0.0), ("Ann", None, 1.0)]
    assert drawn.titles == {"x": "gap"}
    coloured = groups([Group("Ann", 1.0, series="one")], HEAD, Written(), kind="bars", series=("one", "two"))
    assert coloured.rows()[0]["series"] == "one"


def test_a_chart_as_a_table_has_months_in_words_and_nothing_of_how_it_is_drawn() -> None:
    titles, rows = as_table(trend(figure(), HEAD, Written(title="score")))
    assert titles == ("month", "score", "95 % from", "95 % to", "n")
    assert rows == [
        ("Jan 2025", 1.0, 0.5, 1.5, 9.0),
        ("Feb 2025", None, None, None, 0.0),
        ("Mar 2025", 3.0, 2.5, 3.5, 9.0),
    ]
    flat = chart("bars", {"y": ["a"], "x": [1.0], "label": ["1 · first"], "order": [0]}, titles={"y": "theme"})
    assert as_table(flat) == (("theme", "value"), [("a", 1.0)])
    steps = chart("waterfall", {"x": ["a"], "y": [1.0], "total": [1]})
    assert as_table(steps) == (("name", "amount"), [("a", 1.0)])
