"""The one place that runs Great Expectations: on a query in the warehouse, or on a frame in memory.

It is run in two rounds. The first asks only whether, which for a query is one statement for all of a table's
aggregates; the second asks how many and which, of those alone that failed. What cannot be evaluated is an
outcome as well, with the engine's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import great_expectations as gx
import pandas as pd
import sqlalchemy
from great_expectations.core.batch import Batch
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sqlalchemy_batch_data import SqlAlchemyBatchData
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.validator import Validator as BatchValidator

_SETTINGS = DataContextConfig(
    store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
    progress_bars=ProgressBarsConfig(globally=False),
    analytics_enabled=False,
)
"""Everything in memory: no Data Docs, of which the library would leave a folder behind, no progress bars."""

EXAMPLES = 3
"""Wrong values that are shown of each failure."""


@dataclass(frozen=True)
class Outcome:
    """Whether an expectation was met; if not, the value observed or the rows that failed, and a few wrong values."""

    passed: bool
    failed_rows: int | None = None
    observed: float | None = None
    examples: tuple[str, ...] = ()
    error: str | None = None


class WarehouseEngine(SqlAlchemyExecutionEngine):
    """Great Expectations on an engine of ours, which keeps its session, its limits and its pool.

    Results are read before their connection goes back: afterwards DuckDB has none. ``rows`` is the number of rows
    that the query now looked at brings, which is known from the table's profile.
    """

    rows: int = 0

    def close(self) -> None:
        """Leave the engine open: it belongs to whoever connected it."""

    def execute_query(self, query: Any) -> Any:
        """Run a query and return its rows, already fetched."""
        with self.engine.connect() as connection:
            return connection.execute(query).freeze()()


class ColumnNames(TableMetricProvider):
    """A query's columns, from a statement that brings no rows: the library's own would fetch the whole table."""

    metric_name = "table.column_types"
    value_keys = ("include_nested",)

    @metric_value(engine=WarehouseEngine)
    def _names(
        cls,  # noqa: N805 - the library calls it on the class
        execution_engine: WarehouseEngine,
        metric_domain_kwargs: dict[str, Any],
        **_: Any,
    ) -> Any:
        origin: Any = execution_engine.get_domain_records(metric_domain_kwargs)
        nothing = sqlalchemy.select(sqlalchemy.text("*")).select_from(origin).where(sqlalchemy.text("1 = 0"))
        names = execution_engine.execute_query(nothing).keys()
        return [{"name": name} for name in names]


class RowCount(TableMetricProvider):
    """A query's number of rows, as it is known: the library's own would read the whole table once more."""

    metric_name = "table.row_count"

    @metric_value(engine=WarehouseEngine)
    def _rows(
        cls,  # noqa: N805 - the library calls it on the class
        execution_engine: WarehouseEngine,
        **_: Any,
    ) -> int:
        return execution_engine.rows


class Validator:
    """Runs expectations; one for each audit, as the library keeps every batch that it has seen.

    Batches are made by hand: the library's data sources are parts of a project, which it would write anew,
    URL and all, with each query.
    """

    def __init__(self, engine: sqlalchemy.Engine | None = None) -> None:
        self._context = gx.get_context(mode="ephemeral", project_config=_SETTINGS)
        self._warehouse = None if engine is None else WarehouseEngine(engine=engine, create_temp_table=False)
        self._memory = PandasExecutionEngine()

    def query(self, select: str, rows: int, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check what a SELECT brings, where it is; ``rows`` is how much that is."""
        if self._warehouse is None:
            raise ValueError("This validator was made without a warehouse.")
        self._warehouse.rows = rows
        plain = re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", select)  # a colon in a mapping's text announces no parameter
        data = SqlAlchemyBatchData(execution_engine=self._warehouse, query=plain, create_temp_table=False)
        return self._outcomes(self._warehouse, data, expectations)

    def frame(self, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check a frame."""
        return self._outcomes(self._memory, PandasBatchData(self._memory, frame), expectations)

    def _outcomes(
        self, engine: ExecutionEngine[Any], data: Any, expectations: Mapping[str, Expectation]
    ) -> dict[str, Outcome]:
        """Validate in two rounds; the outcomes come back under the names that were given."""
        validator = BatchValidator(execution_engine=engine, batches=[Batch(data=data)], data_context=self._context)
        first = _results(validator, expectations, "BOOLEAN_ONLY")
        failed = {name: expectations[name] for name, result in first.items() if not result.success}
        details = _results(validator, failed, "BASIC") if failed else {}
        return {name: _outcome(details[name]) if name in details else Outcome(True) for name in expectations}


def _results(
    validator: BatchValidator, expectations: Mapping[str, Expectation], result_format: str
) -> dict[str, ExpectationValidationResult]:
    for name, expectation in expectations.items():
        expectation.meta = {"check": name}
    form = {"result_format": result_format, "partial_unexpected_count": EXAMPLES}
    configurations = [expectation.configuration for expectation in expectations.values()]
    prepared = validator.process_expectations_for_validation(configurations)
    results = {_name(result): result for result in validator.graph_validate(prepared, {"result_format": form})}
    if set(results) != set(expectations):
        lost = ", ".join(sorted(set(expectations) - set(results)))
        raise RuntimeError(f"Great Expectations gave no result for {lost}.")
    return results


def _name(result: ExpectationValidationResult) -> str:
    configuration = result.expectation_config
    if configuration is None:
        raise RuntimeError("Great Expectations gave a result that names no expectation.")
    return str(configuration.meta["check"])


def _outcome(result: ExpectationValidationResult) -> Outcome:
    if error := _error(result.exception_info):
        return Outcome(False, error=error)
    values = result.result
    wrong: Sequence[Any] = values.get("partial_unexpected_list") or ()
    examples = tuple(dict.fromkeys(_example(value) for value in wrong if value is not None))
    return Outcome(bool(result.success), values.get("unexpected_count"), values.get("observed_value"), examples)


def _example(value: Any) -> str:
    """Return a wrong value as people read it; of several columns, their values in a row."""
    values = value.values() if isinstance(value, Mapping) else [value]
    return " / ".join("none" if pd.isna(part) else str(part) for part in values)


def _error(information: Mapping[str, Any] | None) -> str | None:
    """Return what was raised: one entry, or one for each metric."""
    entries: list[Any] = [information, *(information or {}).values()]
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("raised_exception"):
            return str(entry.get("exception_message") or "it could not be evaluated").strip().splitlines()[0]
    return None
