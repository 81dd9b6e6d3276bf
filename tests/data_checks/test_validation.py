"""Great Expectations where it passes on nothing, fetches too much or raises: what is made of it here."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pandas as pd
import sqlalchemy
from great_expectations.expectations.core import (
    ExpectColumnMaxToBeBetween,
    ExpectColumnValuesToBeBetween,
    ExpectColumnValuesToNotBeNull,
    ExpectCompoundColumnsToBeUnique,
    ExpectTableRowCountToBeBetween,
)
from sqlalchemy import event

from dashboard.warehouse import connect
from data_checks.validation import GREAT_EXPECTATIONS, Outcome


def test_one_statement_asks_for_all_aggregates_and_none_for_the_rows(demo_warehouse: Path) -> None:
    statements: list[str] = []
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        event.listen(warehouse.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
        expectations = {
            name: ExpectColumnValuesToNotBeNull(column=name) for name in ("response_id", "score", "metric", "comment")
        }
        outcomes = GREAT_EXPECTATIONS.query(warehouse.engine, "select * from survey_responses", 10_000, expectations)
        assert [name for name, outcome in outcomes.items() if not outcome.passed] == ["comment"]
        names, aggregates = statements[:2]
    assert "1 = 0" in names
    assert aggregates.count("sum(CASE") == 4


def test_a_failure_is_counted_and_shown(demo_warehouse: Path) -> None:
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        outcomes = GREAT_EXPECTATIONS.query(
            warehouse.engine, "select score from survey_responses where metric = 'nps'", 6_000,
            {"low": ExpectColumnValuesToBeBetween(column="score", max_value=8),
             "highest": ExpectColumnMaxToBeBetween(column="score", max_value=3)},
        )  # fmt: skip
    assert outcomes["low"].failed_rows
    assert set(outcomes["low"].examples) <= {"9", "10"}
    assert outcomes["highest"] == Outcome(False, None, 10)


def test_a_colon_in_a_mappings_text_is_no_parameter(demo_warehouse: Path) -> None:
    select = "select '12:30 :now' as said, score::bigint as score from survey_responses"
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        rows = {"rows": ExpectTableRowCountToBeBetween(min_value=1)}
        outcomes = GREAT_EXPECTATIONS.query(warehouse.engine, select, 1, rows)
    assert outcomes["rows"].passed


def test_what_cannot_be_evaluated_is_a_failure_with_the_engines_words(demo_warehouse: Path) -> None:
    select = "select cast(metric as integer) as metric, nothing.score from survey_responses as nothing"
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        outcomes = GREAT_EXPECTATIONS.query(
            warehouse.engine, select, 10_000, {"cast": ExpectColumnValuesToNotBeNull(column="metric"),
                     "column": ExpectColumnValuesToNotBeNull(column="nowhere")},
        )  # fmt: skip
    assert "Could not convert string" in str(outcomes["cast"].error)
    assert "nowhere" in str(outcomes["column"].error)


def test_a_frames_missing_values_are_a_group_of_their_own() -> None:
    frame = pd.DataFrame({"month": [1, 1, 2], "region": [None, None, "a"]})
    grain = ExpectCompoundColumnsToBeUnique(column_list=["month", "region"], ignore_row_if="never")
    outcome = GREAT_EXPECTATIONS.frame(frame, {"grain": grain})["grain"]
    assert (outcome.passed, outcome.failed_rows, outcome.examples) == (False, 2, ("1 / none",))


def test_the_engine_stays_open_after_an_audit(demo_warehouse: Path) -> None:
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        rows = {"rows": ExpectTableRowCountToBeBetween(min_value=1)}
        assert GREAT_EXPECTATIONS.query(warehouse.engine, "select 1 as one", 1, rows)["rows"].passed
        gc.collect()
        with warehouse.engine.connect() as connection:
            assert connection.execute(sqlalchemy.text("select 1")).scalar() == 1


def test_the_gate_is_read_without_great_expectations() -> None:
    text = "import sys, data_checks.gate, data_checks.finding, data_checks.profile, data_checks.thresholds\n"
    text += "sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0
