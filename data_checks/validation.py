"""The one place that runs Great Expectations: on a query in the warehouse, or on a frame in memory.

It is run in two rounds. The first asks only whether, which for a query is one statement for all of a table's
aggregates; the second asks how many and which, of those alone that failed. What cannot be evaluated is an
outcome as well, with the engine's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import great_expectations as gx
import pandas as pd
import sqlalchemy
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

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

    Results are read before their connection goes back: afterwards DuckDB has none.
    """

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
    def _names(cls, execution_engine: WarehouseEngine, metric_domain_kwargs: dict[str, Any], **_: Any) -> Any:
        origin: Any = execution_engine.get_domain_records(metric_domain_kwargs)
        nothing = sqlalchemy.select(sqlalchemy.text("*")).select_from(origin).where(sqlalchemy.text("1 = 0"))
        return [{"name": name} for name in execution_engine.execute_query(nothing).keys()]


class WarehouseDatasource(SQLDatasource):
    """The data source of a warehouse that is connected already, so that its URL is told to nobody."""

    type: Literal["northstar_warehouse"] = "northstar_warehouse"  # type: ignore[assignment]

    @classmethod
    def on(cls, engine: sqlalchemy.Engine, context: AbstractDataContext) -> WarehouseDatasource:
        """Return the data source on an engine of ours."""
        source = cls(name="warehouse", connection_string="northstar://")
        source._data_context = context
        source._execution_engine = WarehouseEngine(engine=engine, create_temp_table=False)
        return source

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        """Return the engine as Great Expectations runs it, without a look at the URL."""
        engine: SqlAlchemyExecutionEngine | None = self._execution_engine
        if engine is None:
            raise RuntimeError("This data source was not made by `on`.")
        return engine


class Validator:
    """Runs expectations; one for each audit, as the batches it has seen stay with it."""

    def __init__(self, engine: sqlalchemy.Engine | None = None) -> None:
        self._context = gx.get_context(mode="ephemeral")
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)
        self._frames = self._context.data_sources.add_pandas("extracts")
        self._warehouse = None if engine is None else WarehouseDatasource.on(engine, self._context)

    def query(self, name: str, select: str, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check what a SELECT brings, where it is."""
        if self._warehouse is None:
            raise ValueError("This validator was made without a warehouse.")
        asset = self._warehouse.add_query_asset(name, query=select)
        return _outcomes(asset.add_batch_definition_whole_table("all").get_batch(), expectations)

    def frame(self, name: str, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check a frame."""
        definition = self._frames.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        return _outcomes(definition.get_batch({"dataframe": frame}), expectations)


def _outcomes(batch: Batch, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
    """Validate in two rounds; the outcomes come back under the names that were given."""
    first = _results(batch, expectations, "BOOLEAN_ONLY")
    failed = {name: expectations[name] for name, result in first.items() if not result.success}
    details = _results(batch, failed, "BASIC") if failed else {}
    return {name: _outcome(details[name]) if name in details else Outcome(True) for name in expectations}


def _results(
    batch: Batch, expectations: Mapping[str, Expectation], result_format: str
) -> dict[str, ExpectationValidationResult]:
    for name, expectation in expectations.items():
        expectation.meta = {"check": name}
    suite = ExpectationSuite(name="suite", expectations=list(expectations.values()))
    form: Any = {"result_format": result_format, "partial_unexpected_count": EXAMPLES}
    results = {_name(result): result for result in batch.validate(suite, result_format=form).results}
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
    examples = tuple(dict.fromkeys(str(value) for value in wrong if value is not None))
    return Outcome(bool(result.success), values.get("unexpected_count"), values.get("observed_value"), examples)


def _error(information: Mapping[str, Any] | None) -> str | None:
    """Return what was raised: one entry, or one for each metric."""
    entries: list[Any] = [information, *(information or {}).values()]
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("raised_exception"):
            return str(entry.get("exception_message") or "it could not be evaluated").strip().splitlines()[0]
    return None
