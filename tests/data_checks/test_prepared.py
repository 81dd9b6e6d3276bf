"""Prepared expectations come to what the library's own way comes to, and ask it for nothing twice.

Great Expectations promises neither that an expectation's configuration may be kept nor how metrics are put together:
should another release of it do either in another way, this fails before any audit is wrong or slow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
import pytest
from great_expectations.core.batch import Batch
from great_expectations.core.result_format import ResultFormat
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sqlalchemy_batch_data import SqlAlchemyBatchData
from great_expectations.expectations.core import (
    ExpectColumnMaxToBeBetween,
    ExpectColumnValuesToBeBetween,
    ExpectColumnValuesToBeInSet,
    ExpectColumnValuesToBeNull,
    ExpectColumnValuesToBeUnique,
    ExpectColumnValuesToNotBeNull,
    ExpectCompoundColumnsToBeUnique,
    ExpectTableColumnsToMatchOrderedList,
    ExpectTableRowCountToBeBetween,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.validator.validation_graph import ValidationGraph
from great_expectations.validator.validator import Validator

import data_checks
from dashboard.warehouse import connect
from data_checks.prepared import KEPT, Evaluated, evaluate
from data_checks.validation import WarehouseEngine

ROWS = {"month": [1, 1, 2, 2], "region": ["a", None, "b", "b"], "n": [3, 0, -1, 12], "nothing": [None] * 4}
SELECT = """
select *, cast(null as integer) as nothing
from (values (1, 'a', 3), (1, null, 0), (2, 'b', -1), (2, 'b', 12)) t (month, region, n)
"""
EXPECTATIONS: Mapping[str, Expectation] = {
    "null, met": ExpectColumnValuesToNotBeNull(column="month"),
    "null, not met": ExpectColumnValuesToNotBeNull(column="region"),
    "between, met": ExpectColumnValuesToBeBetween(column="n", max_value=12),
    "between, not met": ExpectColumnValuesToBeBetween(column="n", min_value=0, max_value=10),
    "in set, met": ExpectColumnValuesToBeInSet(column="month", value_set=[1, 2]),
    "in set, not met": ExpectColumnValuesToBeInSet(column="region", value_set=["a"]),
    "unique, met": ExpectColumnValuesToBeUnique(column="n"),
    "unique, not met": ExpectColumnValuesToBeUnique(column="month"),
    "compound, met": ExpectCompoundColumnsToBeUnique(column_list=["month", "n"], ignore_row_if="never"),
    "compound, not met": ExpectCompoundColumnsToBeUnique(column_list=["month", "region"], ignore_row_if="never"),
    "nothing, met": ExpectColumnValuesToBeNull(column="nothing"),
    "nothing, not met": ExpectColumnValuesToBeNull(column="region"),
    "most, met": ExpectColumnMaxToBeBetween(column="n", max_value=12),
    "most, not met": ExpectColumnMaxToBeBetween(column="n", max_value=0),
    "rows, met": ExpectTableRowCountToBeBetween(min_value=1),
    "rows, not met": ExpectTableRowCountToBeBetween(max_value=3),
    "columns, met": ExpectTableColumnsToMatchOrderedList(column_list=list(ROWS)),
    "columns, not met": ExpectTableColumnsToMatchOrderedList(column_list=["month", "n"]),
    "no such column": ExpectColumnValuesToNotBeNull(column="nowhere"),
    "no such column, of several": ExpectCompoundColumnsToBeUnique(column_list=["month", "nowhere"]),
}
FORMATS = (ResultFormat.BOOLEAN_ONLY, ResultFormat.BASIC)
EXAMPLES = 2


def test_every_kind_that_the_gate_uses_is_compared() -> None:
    sources = (path.read_text("utf-8") for path in Path(*data_checks.__path__).glob("*.py"))
    used = {name for source in sources for name in re.findall(r"\b(Expect[A-Z]\w+)\(", source)}
    assert used == {type(expectation).__name__ for expectation in EXPECTATIONS.values()}


@pytest.mark.parametrize("form", FORMATS)
def test_a_frame_is_judged_as_the_library_judges_it(form: ResultFormat) -> None:
    engine = PandasExecutionEngine()
    data = PandasBatchData(engine, pd.DataFrame(ROWS))
    assert _ours(engine, data, form) == _the_librarys(engine, data, form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_query_is_judged_as_the_library_judges_it(form: ResultFormat, demo_warehouse: Path) -> None:
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        engine = WarehouseEngine(warehouse.engine, 4)
        data = SqlAlchemyBatchData(engine, query=SELECT, create_temp_table=False)
        assert _ours(engine, data, form) == _the_librarys(engine, data, form)


def test_nothing_is_made_or_looked_into_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    KEPT.clear()
    made: Counter[str] = Counter()
    make, look_into = ExpectationConfiguration.__init__, ValidationGraph.build_metric_dependency_graph

    def making(self: ExpectationConfiguration, *arguments: Any, **named: Any) -> None:
        made["configurations"] += 1
        make(self, *arguments, **named)

    def looking(self: ValidationGraph, metric_configuration: Any, runtime_configuration: Any = None) -> None:
        made[metric_configuration.id] += 1
        look_into(self, metric_configuration, runtime_configuration)

    monkeypatch.setattr(ExpectationConfiguration, "__init__", making)
    monkeypatch.setattr(ValidationGraph, "build_metric_dependency_graph", looking)
    engine = PandasExecutionEngine()
    assert len(_ours(engine, PandasBatchData(engine, pd.DataFrame(ROWS)), ResultFormat.BASIC)) == len(EXPECTATIONS)
    assert made.pop("configurations") == 2 * len(EXPECTATIONS), "the library's, and ours that gives its own back"
    assert max(made.values()) <= len(EXPECTATIONS), "once for each expectation that stands on it"
    made.clear()
    other = PandasExecutionEngine()
    _ours(other, PandasBatchData(other, pd.DataFrame({**ROWS, "n": [5, 6, 7, 8]})), ResultFormat.BASIC)
    assert not made, "of the next table all is known"


def test_of_what_is_kept_nothing_is_of_the_table_before() -> None:
    for rows in (ROWS, {**ROWS, "n": [5, 6, 7, 70]}, {name.upper(): values for name, values in ROWS.items()}, ROWS):
        engine = PandasExecutionEngine()
        data = PandasBatchData(engine, pd.DataFrame(rows))
        assert _ours(engine, data, ResultFormat.BASIC) == _the_librarys(engine, data, ResultFormat.BASIC)


def test_of_what_is_kept_nothing_is_of_the_query_before(demo_warehouse: Path) -> None:
    shouted = SELECT.replace("month, region, n)", '"MONTH", "REGION", "N")').replace("as nothing", 'as "NOTHING"')
    with connect(f"duckdb:///{demo_warehouse}") as warehouse:
        for select in (SELECT, shouted, SELECT.replace("(2, 'b', 12)", "(2, 'b', 11)"), SELECT):
            engine = WarehouseEngine(warehouse.engine, 4)
            data = SqlAlchemyBatchData(engine, query=select, create_temp_table=False)
            assert _ours(engine, data, ResultFormat.BASIC) == _the_librarys(engine, data, ResultFormat.BASIC)


def _ours(engine: ExecutionEngine[Any], data: Any, form: ResultFormat) -> dict[str, Any]:
    engine.load_batch_data("batch", data)
    found = evaluate(engine, "batch", EXPECTATIONS, form, EXAMPLES)
    return {name: _said(evaluated) for name, evaluated in found.items()}


def _the_librarys(engine: ExecutionEngine[Any], data: Any, form: ResultFormat) -> dict[str, Any]:
    """Validate as a checkpoint does, with configurations that are made whenever they are asked for."""
    settings = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context = gx.get_context(mode="ephemeral", project_config=settings)
    validator = Validator(execution_engine=engine, batches=[Batch(data=data)], data_context=context)
    found = {}
    for name, expectation in EXPECTATIONS.items():
        form_of_it = {"result_format": form, "partial_unexpected_count": EXAMPLES}
        (result,) = validator.graph_validate([expectation.configuration], {"result_format": form_of_it})
        raised = [entry for entry in result.exception_info.values() if isinstance(entry, Mapping)]
        found[name] = _said(raised[0]["exception_message"] if raised else result)
    return found


def _said(evaluated: Evaluated) -> Any:
    return evaluated if isinstance(evaluated, str) else (evaluated.success, evaluated.result)
