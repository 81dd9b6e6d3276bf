"""The same question to two engines: how a dataset is asked, and what counts as the same answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from dashboard.warehouse import Warehouse
from queries.datasets import BY_NAME, Dataset
from queries.extract import Parameters, compose, shape
from queries.source import Source

LAST = 2026 * 12 + 7
PARAMETERS = Parameters(first_month=LAST - 59, last_month=LAST, from_month=LAST - 59, active_months=3)

ANSWERS_OF_NPS = "select * from survey_responses where metric = 'nps' and 'a:b' <> '100 %'"
"""The SELECT of a mapping, with what looks like a parameter."""


def source_of(warehouse: Warehouse) -> Source:
    """Look at the tables, with a dimension of the company's own, so that what is told by such labels has rows as
    well."""
    with warehouse.engine.connect() as connection:
        return replace(Source.inspect(connection), dimensions=("acquisition_source",))


def ask(warehouse: Warehouse, source: Source, dataset: Dataset, parameters: Parameters = PARAMETERS) -> pa.Table:
    """Return what a dataset holds."""
    return shape(warehouse.arrow(compose(source, dataset), parameters.values()), dataset)


def ask_of_a_mapping(warehouse: Warehouse, folder: Path) -> pa.Table:
    """Return what the answers are through a mapping, which knows those of NPS alone."""
    folder.mkdir(exist_ok=True)
    (folder / "survey_responses.sql").write_text(ANSWERS_OF_NPS, "utf-8")
    with warehouse.engine.connect() as connection:
        source = Source.inspect(connection, folder)
    return ask(warehouse, source, BY_NAME["answers"])


def same(left: object, right: object) -> bool:
    """Sums may differ in the order in which they were added; all else, and whatever is missing, is equal."""
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    return left == right


def differences(one: pa.Table, other: pa.Table) -> dict[str, list[tuple[object, object]]]:
    """Return the pairs of values that are not the same, by column."""
    assert one.schema == other.schema
    found = {}
    for name in one.column_names:
        pairs = zip(one[name].to_pylist(), other[name].to_pylist(), strict=True)
        found[name] = [pair for pair in pairs if not same(*pair)]
    return {name: pairs for name, pairs in found.items() if pairs}
