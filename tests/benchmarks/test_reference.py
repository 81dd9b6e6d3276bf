"""The page that every budget is measured against draws what the budgets say: eight tiles, six charts, one filter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.app import REFERENCE
from benchmarks.reference.data import reference_file
from tests.benchmarks.conftest import ROWS


@pytest.fixture
def page(rows: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("REFERENCE_FILE", str(rows))
    yield AppTest.from_file(str(REFERENCE), default_timeout=120).run()
    st.cache_data.clear()
    st.cache_resource.clear()


def tiles(page: AppTest) -> dict[str, str]:
    return {tile.label: tile.value for tile in page.metric}


def test_it_draws_eight_tiles_and_six_charts(page: AppTest) -> None:
    assert not page.exception
    assert len(tiles(page)) == 8
    assert len(page.get("vega_lite_chart")) == 6


def test_the_filter_changes_every_tile_and_loses_none(page: AppTest) -> None:
    everywhere = tiles(page)
    page.selectbox(key="region").set_value("Asia").run()
    assert not page.exception
    assert len(page.get("vega_lite_chart")) == 6
    assert tiles(page).keys() == everywhere.keys()
    assert all(tiles(page)[label] != everywhere[label] for label in ("Answers", "Customers", "Revenue"))


def test_a_tile_says_what_the_rows_hold(page: AppTest, rows: Path) -> None:
    with duckdb.connect(str(rows), read_only=True) as connection:
        counted = connection.execute("select count(*) from answers where year(answered_at) = 2025").fetchone()
    assert counted is not None
    assert tiles(page)["Answers"] == f"{counted[0]:,}"


def test_the_rows_are_the_same_each_time_and_built_once(rows: Path, tmp_path: Path) -> None:
    again = reference_file(ROWS, tmp_path)
    written = again.stat().st_mtime_ns
    with duckdb.connect(str(again), read_only=True) as connection:
        connection.execute(f"attach '{rows}' as first (read_only)")
        one_way = "from (from answers except all from first.answers)"
        other_way = "from (from first.answers except all from answers)"
        counts = connection.execute(f"select (select count(*) {one_way}), (select count(*) {other_way})").fetchone()
        size = connection.execute("select count(*) from answers").fetchone()
    assert counts == (0, 0)
    assert size == (ROWS,)
    assert reference_file(ROWS, tmp_path).stat().st_mtime_ns == written
