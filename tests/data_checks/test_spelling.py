"""Labels that differ in their spelling alone are named with the SELECT that unites them; so are two of one name."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import sqlalchemy

from dashboard.warehouse import connect
from data_checks.finding import Finding
from data_checks.reach import Reach
from data_checks.spelling import labels, same_names, spelling
from data_checks.tables import readable
from queries.source import Source
from tests.data_checks.audits import failed
from tests.engines import arrow, write_duckdb, write_postgres


def found(url: str) -> dict[str, Finding]:
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        tables, reach = readable(source, 0, full=True), Reach.over(source)
        said = [
            *spelling(labels(warehouse.engine, tables), reach),
            *same_names(warehouse.engine, tables, reach),
        ]
    return failed(said)


def customers(*regions: str | None) -> list[dict[str, Any]]:
    return [{"customer_id": f"c{place}", "region": region} for place, region in enumerate(regions)]


EMEA = ["EMEA"] * 9 + ["emea"] * 3 + ["EMEA "] * 2 + ["N/A"] + [None]


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
def test_spellings_are_named_with_their_rows_and_the_select_that_unites_them(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tables = {"customers": arrow("customers", customers(*EMEA))}
    if engine == "duckdb":
        url = write_duckdb(tmp_path / "w.duckdb", tables)
    else:
        url = write_postgres(request.getfixturevalue("postgres_url"), "spelling", tables)
    (finding,) = found(url).values()
    assert finding.sentence == (
        "customers: in region there is 'emea' (3 customers) beside 'EMEA', 'EMEA ' (2 customers) beside 'EMEA' and "
        "'N/A' (1 customer), which says that there is none."
    )
    case = "case region when 'emea' then 'EMEA' when 'EMEA ' then 'EMEA' when 'N/A' then null else region end as region"
    assert case in finding.action
    with connect(url) as warehouse, warehouse.engine.connect() as connection:
        united = connection.execute(sqlalchemy.text(f"select distinct {case} from customers")).scalars().all()
    assert set(united) == {"EMEA", None}


def test_one_table_is_compared_with_the_others(tmp_path: Path) -> None:
    tables = {
        "customers": arrow("customers", customers(*["Île-de-France"] * 9)),
        "finance": arrow("finance", [{"region": normalize("NFD", "Île-de-France"), "line": "revenue"}]),
        "support_cases": arrow("support_cases", [{"case_id": "1", "channel": "Île-de-France "}]),
    }
    said = found(write_duckdb(tmp_path / "w.duckdb", tables))
    assert set(said) == {"finance.region.spelling"}, "a channel is no region"


@pytest.mark.parametrize(
    "regions", [["North", "South"], ["Nord", "Nørd", "Nörd"], ["A-1", "A 1"], ["-5"], ["NA"], [None]]
)
def test_other_labels_are_other_labels(regions: list[str | None], tmp_path: Path) -> None:
    assert found(write_duckdb(tmp_path / "w.duckdb", {"customers": arrow("customers", customers(*regions))})) == {}


def test_a_column_of_words_holds_no_labels(tmp_path: Path) -> None:
    words = [f"Said number {place}" for place in range(1_001)] + ["said number 1"]
    assert found(write_duckdb(tmp_path / "w.duckdb", {"customers": arrow("customers", customers(*words))})) == {}


def test_two_themes_of_one_name_are_named(tmp_path: Path) -> None:
    themes = [{"theme_id": key, "name": name} for key, name in (("t1", "Late"), ("t2", "late "), ("t3", "Rude"))]
    (finding,) = found(write_duckdb(tmp_path / "w.duckdb", {"themes": arrow("themes", themes)})).values()
    assert (finding.check, finding.sentence) == ("themes.name.alike", "themes: “Late” is the name of t1 and t2.")
