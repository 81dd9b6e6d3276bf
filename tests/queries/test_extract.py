"""How a query is put together, and how what came back gets its shape."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from queries import extract
from queries.contract import STAND_INS
from queries.crossing import counting
from queries.datasets import BY_NAME, WINDOWS, Dataset
from queries.extract import ExtractError, Parameters, compose, missing, shape
from queries.source import Source, SourceTable
from queries.stand_ins import stand_in

EMPTY = Source("duckdb", {})
FINANCE = BY_NAME["finance"]
FILES = [
    file
    for folder in ("", "relations", "crossings", "stand_ins")
    for file in sorted((extract.FOLDER / folder).glob("*.sql"))
]


def ledger(**columns: object) -> pa.Table:
    rows = {"month": [24288], "region": ["NA"], "segment": [None], "line": ["revenue"], "amount": [1.5]} | columns
    return pa.table(rows)


@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=BY_NAME)
def test_a_query_reads_the_tables_it_declares_and_no_others(dataset: Dataset) -> None:
    sql = compose(EMPTY, dataset)
    read = [table for table in dataset.reads if re.search(rf"\b(?:from|join)\s+{table}\b", sql)]
    assert read == list(dataset.reads)


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "hive", "clickhousedb", "trino", "bigquery"])
def test_nothing_of_ours_is_left_in_the_text(dialect: str) -> None:
    sql = "\n".join(compose(Source(dialect, {}), dataset) for dataset in BY_NAME.values())
    assert not re.search(r"\b(month_number|hours_between|midnight|bytewise|day_of)\(", sql)
    parameters = set(re.findall(r"(?<![:\w]):([a-z_]+)", re.sub(r"--.*", "", sql)))
    assert parameters <= set(Parameters(24288, 24299, 24288).values())


@pytest.mark.parametrize("dialect", ["duckdb", "postgresql", "hive", "clickhousedb", "trino", "bigquery"])
def test_nothing_of_ours_is_left_in_what_is_counted_or_made(dialect: str) -> None:
    asked = Parameters(24288, 24299, 24288).values()
    texts = [counting(Source(dialect, {}), file.stem, asked) for file in FILES if file.parent.name == "crossings"]
    texts += [stand_in(name, "select 1", dialect, date(2024, 3, 1)) for name in STAND_INS]
    sql = re.sub(r"--.*", "", "\n".join(texts))
    assert not re.search(r"\b(month_number|hours_between|midnight|bytewise|day_of)\(|(?<![:\w]):[a-z_]+", sql)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_query_begins_with_what_one_row_is(file: Path) -> None:
    comment = " ".join(line.removeprefix("--").strip() for line in file.read_text("utf-8").splitlines() if "--" in line)
    assert re.search(r"\bone\s+row\b", comment), f"{file.name} does not say what one row is"
    assert all(len(line) <= 120 for line in file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_queries_keep_to_what_every_engine_knows(file: Path) -> None:
    sql = re.sub(r"--.*|'[^']*'", "", file.read_text("utf-8").lower())
    strangers = (
        r"date_trunc|filter\s*\(|qualify|percentile|string_agg|ilike|distinct on|\binterval\b|generate_series|::"
    )
    assert not re.search(strangers, sql)
    assert not re.search(r"order by (?!.*nulls (first|last))", sql)


def test_every_query_belongs_to_a_dataset_and_every_relation_to_a_query() -> None:
    assert {file.stem.split(".")[0] for file in extract.FOLDER.glob("*.sql")} <= set(BY_NAME)
    composed = " ".join(compose(EMPTY, dataset) for dataset in BY_NAME.values())
    assert all(f"{file.stem} as (" in composed for file in (extract.FOLDER / "relations").glob("*.sql"))


def test_the_windows_of_the_query_are_those_of_the_datasets() -> None:
    for name in (name for name, dataset in BY_NAME.items() if "window" in dataset.grain):
        text = compose(EMPTY, BY_NAME[name])  # a relation that it stands on may name them
        lengths = re.search(r"lengths as \(\s*(.*?)\s*\)", text, re.DOTALL)
        assert lengths is not None
        assert tuple(int(number) for number in re.findall(r"\d+", lengths[1])) == WINDOWS, name


def test_a_query_that_reads_more_than_it_declares_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(extract, "FOLDER", tmp_path)
    (tmp_path / "finance.sql").write_text("select 1 from finance join tasks on 1 = 1", "utf-8")
    with pytest.raises(ExtractError, match="reads tasks without declaring it"):
        compose(EMPTY, FINANCE)
    (tmp_path / "finance.duckdb.sql").write_text("select 'twin' from finance", "utf-8")
    assert "'twin'" in compose(EMPTY, FINANCE)
    with pytest.raises(ExtractError, match=r"queries/cases\.sql does not exist"):
        compose(EMPTY, BY_NAME["cases"])


def test_parameters_become_months_and_days() -> None:
    values = Parameters(2024 * 12, 2024 * 12 + 11, 2024 * 12 + 9, 3, False).values()
    assert (values["first_day"], values["from_day"], values["end_day"]) == (
        date(2024, 1, 1), date(2024, 10, 1), date(2025, 1, 1),
    )  # fmt: skip
    assert (values["active_months"], values["signed_mentions"]) == (3, 0)
    assert Parameters(24288, 24299, 24000).values()["from_day"] == date(2024, 1, 1)
    assert (values["as_of_day"], values["until_day"]) == (date(2024, 12, 31), date(2025, 1, 1))
    later = Parameters(24288, 24299, 24288, as_of=date(2025, 1, 17)).values()
    assert (later["end_day"], later["as_of_day"], later["until_day"]) == (
        date(2025, 1, 1), date(2025, 1, 17), date(2025, 1, 18),
    )  # fmt: skip


def test_missing_columns_of_a_table_that_is_used_count_but_not_the_table() -> None:
    source = Source("duckdb", {
        "survey_responses": SourceTable("survey_responses", dict.fromkeys(
            ("response_id", "responded_at", "metric", "score"), "text")),
        "customers": SourceTable("customers", {"region": "text"}),
    })  # fmt: skip
    assert missing(source, BY_NAME["answers"]) == ("customers.customer_id",)
    del source.tables["customers"]  # type: ignore[attr-defined]
    assert missing(source, BY_NAME["answers"]) == ()


def test_what_needs_a_column_that_may_be_absent_is_not_connected_without_it() -> None:
    """A company that does not keep when cases were resolved has no times to resolve: that is no fault."""
    cases = SourceTable("support_cases", dict.fromkeys(("case_id", "opened_at", "first_response_at"), "text"))
    source = Source("duckdb", {"support_cases": cases})
    assert missing(source, BY_NAME["resolutions"]) == ("support_cases.resolved_at",)
    assert missing(source, BY_NAME["case_scores"]) == ("support_cases.csat",)
    assert missing(source, BY_NAME["first_responses"]) == ()
    assert missing(source, BY_NAME["cases"]) == ()


def test_shape_orders_columns_and_rows_and_gives_the_declared_types() -> None:
    came = pa.table({
        "AMOUNT": pa.array([Decimal("2.50"), Decimal("1.25")]),
        "line": pa.array(["revenue", "revenue"]).dictionary_encode(),
        "region": ["NA", None], "segment": pa.nulls(2), "month": pa.array([24288, 24288], pa.int32()), "more": [0, 0],
    })  # fmt: skip
    shaped = shape(came, FINANCE)
    assert shaped.column_names == list(FINANCE.columns)
    assert [str(field.type) for field in shaped.schema] == ["int64", "string", "string", "string", "double"]
    assert shaped.column("region").to_pylist() == [None, "NA"]
    assert shaped.column("amount").to_pylist() == [1.25, 2.5]


def test_what_is_no_number_stays_for_the_audit_to_find_and_is_not_taken_for_missing() -> None:
    came = ledger(month=[1, 2, 3, 4], region=["NA"] * 4, line=["revenue"] * 4, segment=["x"] * 4,
                  amount=[None, math.nan, math.inf, 0.1 + 0.2])  # fmt: skip
    assert [str(value) for value in shape(came, FINANCE).column("amount").to_pylist()] == ["None", "nan", "inf", "0.3"]


def test_sums_lose_the_digits_that_depend_on_their_order() -> None:
    apart = [shape(ledger(amount=[total]), FINANCE) for total in (0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)]
    assert apart[0].equals(apart[1])
    assert shape(ledger(amount=[123456789.01]), FINANCE).column("amount").to_pylist() == [123456789.01]
    register = pa.table(
        {"metric": ["nps"], "source": ["x"], "as_of": [date(2024, 1, 1)], "value": [0.1 + 0.2], "note": [""]}
    )
    assert shape(register, BY_NAME["benchmarks"]).column("value").to_pylist() == [0.1 + 0.2]


@pytest.mark.parametrize(
    ("came", "sentence"),
    [
        (ledger().drop_columns(["amount"]), "The query of finance brought no column amount."),
        (ledger(amount=["a lot"]), "finance.amount came as string and cannot be read as number"),
        (ledger(month=[24288.5]), "finance.month came as double and cannot be read as integer"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(came: pa.Table, sentence: str) -> None:
    with pytest.raises(ExtractError, match=re.escape(sentence)):
        shape(came, FINANCE)
