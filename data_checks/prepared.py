"""Expectations made ready to be evaluated, at a fraction of what the library spends on it.

An expectation of the library makes its configuration anew whenever it looks up one of its own arguments, makes itself
anew from that configuration for each metric, and walks every way to every metric: of a table of a few rows, that is
nearly all that its audit costs. Prepared ones keep both, each metric is looked into once, however many expectations
stand on it, and what an expectation stands on is kept: the next table of which the same is expected has it at hand.
What is expected, and how it is measured, stays the library's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache, cached
from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.core.id_dict import IDDict
from great_expectations.core.result_format import ResultFormat
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import (
    ExpectationConfiguration,
    parse_result_format,
)
from great_expectations.validator.metric_configuration import MetricConfiguration, MetricConfigurationID
from great_expectations.validator.validation_graph import MetricEdge, ValidationGraph
from great_expectations.validator.validator import ValidationDependencies

Evaluated = ExpectationValidationResult | str
"""What came of an expectation, or in the engine's words why it could not be evaluated."""

KEPT: LRUCache[Any, _Known] = LRUCache(4096)
"""What is known of the expectations that were looked into last: those of several refreshes."""


def evaluate(
    engine: ExecutionEngine[Any],
    batch: str,
    expectations: Mapping[str, Expectation],
    result_format: ResultFormat,
    examples: int,
) -> dict[str, Evaluated]:
    """Validate expectations, all in one go, on a batch that is loaded in an engine under the name ``batch``.

    ``examples`` is how many wrong values a result shows, where its format shows any. The expectations stay as they
    are; what came of each is returned under the name that was given for it.
    """
    form = {
        # The library would else write what is left out into the form, once it looks into the first expectation.
        "result_format": parse_result_format({"result_format": result_format, "partial_unexpected_count": examples})
    }
    known = {name: _looked_into(engine, expectation, batch, form) for name, expectation in expectations.items()}
    graph = _Graph(engine)
    for one in known.values():
        graph.take(one)
    values, failures = graph.resolve(form, show_progress_bars=False)
    return {
        name: _failure(graph, one.needs, failures) or _judged(engine, one.expectation, form, values)
        for name, one in known.items()
    }


def _judged(
    engine: ExecutionEngine[Any],
    expectation: Expectation,
    form: Mapping[str, Any],
    values: dict[MetricConfigurationID, Any],
) -> Evaluated:
    try:
        return expectation.metrics_validate(values, dict(form), engine)
    except Exception as error:  # noqa: BLE001 - what the library raises of one expectation is said of that one alone
        return str(error)


def _failure(
    graph: _Graph, metrics: Iterable[MetricConfigurationID], failures: Mapping[MetricConfigurationID, Any]
) -> str | None:
    """Return why what the metrics stand on could not be measured; None where it was."""
    if not failures:
        return None
    needed = {below for metric in metrics for below in graph.below(metric)}
    said = (str(failure["exception_info"].exception_message) for key, failure in failures.items() if key in needed)
    return next(said, None)


class _Configuration(ExpectationConfiguration):
    """A configuration that gives back the expectation that it is of."""

    def __init__(self, expectation: Expectation, own: ExpectationConfiguration) -> None:
        super().__init__(own.type, own.kwargs, own.meta, severity=own.severity)
        self._expectation = expectation

    def to_domain_obj(self) -> Expectation:
        return self._expectation


class _Prepared(Expectation):
    """What a prepared expectation is beside what the library made it; good for one name of a batch, in one format."""

    _kept_configuration: ExpectationConfiguration | None = PrivateAttr(None)
    _kept_dependencies: ValidationDependencies | None = PrivateAttr(None)

    @property
    def configuration(self) -> ExpectationConfiguration:
        if self._kept_configuration is None:
            self._kept_configuration = _Configuration(self, super().configuration)
        return self._kept_configuration

    def get_validation_dependencies(
        self,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: dict[str, Any] | None = None,
        **_: Any,
    ) -> ValidationDependencies:
        if self._kept_dependencies is None:
            self._kept_dependencies = super().get_validation_dependencies(execution_engine, runtime_configuration)
        return self._kept_dependencies


@cache
def _prepared_kind(kind: type[Expectation]) -> type[Expectation]:
    """Return a kind of expectation as one that keeps what it makes; once a process, as the library registers each."""
    return cast("type[Expectation]", type(f"Prepared{kind.__name__}", (_Prepared, kind), {"__module__": __name__}))


def _prepared(expectation: Expectation, batch: str) -> Expectation:
    return _prepared_kind(type(expectation)).construct(**{**dict(expectation), "batch_id": batch})


@dataclass(frozen=True)
class _Known:
    """An expectation made ready, the metrics that it needs, and what these stand on."""

    expectation: Expectation
    needs: tuple[MetricConfigurationID, ...]
    edges: tuple[MetricEdge, ...]


def _told_apart(
    engine: ExecutionEngine[Any], expectation: Expectation, batch: str, form: Mapping[str, Any]
) -> tuple[Any, ...]:
    """Return all that what an expectation stands on depends on: the kind of engine is, the rows in it are not."""
    return (
        type(engine),
        getattr(engine, "dialect_name", ""),
        type(expectation),
        repr(dict(expectation)),
        batch,
        repr(form),
    )


@cached(KEPT, key=_told_apart, lock=Lock())
def _looked_into(engine: ExecutionEngine[Any], expectation: Expectation, batch: str, form: Mapping[str, Any]) -> _Known:
    """Return what is known of an expectation; nothing of the engine is kept."""
    prepared = _prepared(expectation, batch)
    needs = prepared.get_validation_dependencies(engine, dict(form)).get_metric_configurations()
    below = _Below(engine)
    for metric in needs:
        below.build_metric_dependency_graph(metric, dict(form))
    return _Known(prepared, tuple(metric.id for metric in needs), tuple(below.edges))


class _Below(ValidationGraph):
    """Metrics and what they stand on, each looked into once, however many others need it."""

    def __init__(self, engine: ExecutionEngine[Any]) -> None:
        super().__init__(execution_engine=engine)
        self._known: set[MetricConfigurationID] = set()

    def build_metric_dependency_graph(
        self, metric_configuration: MetricConfiguration, runtime_configuration: dict[str, Any] | None = None
    ) -> None:
        """Add a metric, unless it is there."""
        if metric_configuration.id not in self._known:
            super().build_metric_dependency_graph(metric_configuration, runtime_configuration)
            self._known.add(metric_configuration.id)


class _Own(MetricConfiguration):
    """A metric as another is, with arguments of its own: the library writes into them how a table spells a column."""

    def __init__(self, other: MetricConfiguration) -> None:
        self._id = other.id
        self._metric_domain_kwargs = IDDict(other.metric_domain_kwargs)
        self._metric_value_kwargs = IDDict(other.metric_value_kwargs)
        self._metric_dependencies = IDDict()


class _Graph(ValidationGraph):
    """The metrics of one evaluation, each once, however many expectations need it."""

    def __init__(self, engine: ExecutionEngine[Any]) -> None:
        super().__init__(execution_engine=engine)
        self._metrics: dict[MetricConfigurationID, MetricConfiguration] = {}

    def take(self, known: _Known) -> None:
        """Add what an expectation needs, and what that stands on."""
        for edge in known.edges:
            if edge.id not in self._edge_ids:
                self.add(MetricEdge(self._own(edge.left), self._own(edge.right) if edge.right else None))

    def _own(self, metric: MetricConfiguration) -> MetricConfiguration:
        if metric.id not in self._metrics:
            own = self._metrics[metric.id] = _Own(metric)
            own.metric_dependencies = {name: self._own(one) for name, one in metric.metric_dependencies.items()}
        return self._metrics[metric.id]

    def below(self, metric: MetricConfigurationID) -> Iterator[MetricConfigurationID]:
        """Yield a metric's identity, and those of all that it stands on."""
        yield metric
        for edge in self.edges:
            if edge.left.id == metric and edge.right is not None:
                yield from self.below(edge.right.id)
