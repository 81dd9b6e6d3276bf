"""A few bad rows are set aside: what reads the table is without them, on every engine, and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.warehouse import Warehouse, connect
from data_checks.extract_audit import audit_extracts
from data_checks.finding import Finding
from data_checks.profile import Profile
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from queries.datasets import BY_NAME
from queries.extract import Parameters, compose, shape
from queries.source import Source
from tests.data_checks.audits import failed
from tests.engines import arrow, write_duckdb, write_postgres

FIRST, LAST = 2024 * 12, 2024 * 12 + 5
TODAY = date(2024, 7, 2)
SHARE = Thresholds().set_aside_share
ROWS = 1_200
MOST = int(SHARE * ROWS)


@dataclass(frozen=True)
class Run:
    """One audit of a company's answers, and what its queries then bring."""

    found: dict[str, Finding]
    profile: Profile
    source: Source
    tables: dict[str, Any]

    @property
    def counted(self) -> int:
        return sum(self.tables["answers"].column("n").to_pylist())


def answers(*wrong: dict[str, Any]) -> list[dict[str, Any]]:
    """Return answers over six months, of which the first ones are changed, each in its own month."""
    rows = [
        {
            "response_id": f"r{place:04d}", "customer_id": f"c{place % 90}", "metric": "nps", "score": place % 11,
            "responded_at": datetime(2024, 1 + place % 6, 1 + place % 28, 9, place % 60, tzinfo=UTC), "weight": 1.0,
            "region": ("North", "Süd")[place % 2],
        }
        for place in range(ROWS)
    ]  # fmt: skip
    return [row | (wrong[place] if place < len(wrong) else {}) for place, row in enumerate(rows)]


def run(
    url: str, previous: Profile | None = None, *, share: float = SHARE, accepted: tuple[str, ...] = (),
    full: bool = True, from_month: int = FIRST,
) -> Run:  # fmt: skip
    thresholds = replace(Thresholds(), set_aside_share=share)
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        found, profile, source = audit_source(
            warehouse.engine, source, today=TODAY, now=datetime(2024, 7, 2, 12, tzinfo=UTC), previous=previous,
            full=full, from_month=from_month, settings=thresholds, first_month=FIRST, accepted=accepted,
        )  # fmt: skip
        tables = extracts(warehouse, source)
    found += audit_extracts(
        tables, previous={}, first_month=FIRST, last_month=LAST, thresholds=thresholds, profile=profile
    )
    return Run(failed(found), profile, source, tables)


def extracts(warehouse: Warehouse, source: Source) -> dict[str, Any]:
    values = Parameters(FIRST, LAST, FIRST).values()
    names = ("answers", "answer_clusters", "survey_modes")
    return {name: shape(warehouse.arrow(compose(source, BY_NAME[name]), values), BY_NAME[name]) for name in names}


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Return what writes answers to an engine and gives its address."""

    def write(rows: list[dict[str, Any]]) -> str:
        tables = {"survey_responses": arrow("survey_responses", rows)}
        if request.param == "duckdb":
            return write_duckdb(tmp_path / "company.duckdb", tables)
        return write_postgres(request.getfixturevalue("postgres_url"), tmp_path.name.replace("-", "_"), tables)

    return write


def test_each_kind_of_bad_row_is_left_out_named_and_counted(engine: Any) -> None:
    again = answers()[7] | {"score": 0, "comment": "again"}
    rows = [*answers({"score": 11}, {"score": None}, {"weight": float("-inf")}, {"weight": -2.0}), again]
    found = run(engine(rows))
    sentences = {check: finding.sentence for check, finding in found.found.items()}
    part = "(0.083 % of 1,201 answers)"
    assert sentences == {
        "survey_responses.score.range/nps": "survey_responses: 1 answer has a score outside 0 to 10 (nps), for example "
        f"11 (response_id r0000). It is set aside {part}: no figure counts it.",
        "survey_responses.score.null": "survey_responses: 1 answer has no score (response_id r0001). It is set aside "
        f"{part}: no figure counts it.",
        "survey_responses.weight.range": "survey_responses: 1 answer has a weight below 0, for example -2.0 "
        f"(response_id r0003). It is set aside {part}: no figure counts it.",
        "survey_responses.weight.number": "survey_responses: 1 answer has a weight that is infinite.",
        "survey_responses.key": "survey_responses: 1 answer repeats the response_id of another, for example r0007 "
        "(2 times). "
        f"The first of each response_id counts; the other is set aside {part}.",
    }
    assert {finding.severity for finding in found.found.values()} == {"warning"}
    assert found.found["survey_responses.score.range/nps"].set_aside == {"2024-01": 1}
    assert found.found["survey_responses.key"].months == (FIRST + 1,)
    assert set(found.found["survey_responses.key"].datasets) >= set(found.tables)
    assert (found.counted, found.profile.tables["survey_responses"].set_aside) == (ROWS - 3, 4)
    assert found.profile.tables["survey_responses"].rows == ROWS - 3
    first = found.tables["answers"].to_pandas().query("month == @FIRST + 1 and region == 'Süd'")
    scores = first.set_index("score").n
    assert (scores[0], scores[7]) == (19, 18), "of one key the first counts, by its columns in their order"


def test_engines_keep_the_same_row_of_a_key(postgres_url: str, tmp_path: Path) -> None:
    """Text in capitals, without a value, in another language: its order is no engine's own."""
    twins = [answers()[20] | {"region": region, "score": 3} for region in ("Zürich", "ähren", "a", "B", None)]
    tables = {"survey_responses": arrow("survey_responses", [*answers()[:20], *twins, *answers()[21:]])}
    here = run(write_duckdb(tmp_path / "company.duckdb", tables)).tables
    there = run(write_postgres(postgres_url, "twins", tables)).tables
    assert here["answers"].equals(there["answers"])
    kept = set(here["answers"].column("region").to_pylist()) - {"North", "Süd"}
    assert kept == {"B"}


def test_beyond_the_share_nothing_is_left_out_and_what_reads_it_stops(tmp_path: Path) -> None:
    url = write_duckdb(
        tmp_path / "a.duckdb", {"survey_responses": arrow("survey_responses", answers(*[{"score": 11}] * MOST))}
    )
    within = run(url)
    assert (within.found["survey_responses.score.range/nps"].stops, within.counted) == (False, ROWS - MOST)
    for share in (SHARE * (MOST - 1) / MOST, 0.0):
        beyond = run(url, share=share)
        assert beyond.found["survey_responses.score.range/nps"].stops
        assert not beyond.found["survey_responses.score.range/nps"].set_aside
        assert beyond.profile.tables["survey_responses"].set_aside == 0
        assert beyond.source.aside == {}


def test_a_row_that_breaks_two_checks_is_counted_once(tmp_path: Path) -> None:
    both = {"score": 12, "weight": -1.0}
    rows = answers(*[both] * MOST)
    found = run(write_duckdb(tmp_path / "a.duckdb", {"survey_responses": arrow("survey_responses", rows)}))
    aside = [sum(finding.set_aside.values()) for finding in found.found.values()]
    assert (sorted(aside), found.counted) == ([0, MOST], ROWS - MOST)
    assert all("They are set aside" in finding.sentence for finding in found.found.values())


def test_what_a_person_accepts_counts_as_it_is(tmp_path: Path) -> None:
    rows = answers({"weight": -1.0}, {"score": 11})
    url = write_duckdb(tmp_path / "a.duckdb", {"survey_responses": arrow("survey_responses", rows)})
    found = run(url, accepted=("survey_responses.weight.range",))
    assert found.found["survey_responses.weight.range"].stops, "an acceptance is the gate's to heed"
    assert found.counted == ROWS - 1
    assert run(url, accepted=("survey_responses.score.range/csat",)).counted == ROWS - 2


def test_a_repeated_key_is_looked_for_until_it_is_gone(tmp_path: Path) -> None:
    """A refresh of the open months alone looks for keys in those; what was set aside before does not come back."""
    rows = [*answers(), answers()[0] | {"score": 10}]
    url = write_duckdb(tmp_path / "a.duckdb", {"survey_responses": arrow("survey_responses", rows)})
    whole = run(url)
    later = run(url, whole.profile, full=False, from_month=LAST)
    assert later.source.aside == whole.source.aside
    assert later.counted == whole.counted == ROWS
    assert set(later.found) == {"survey_responses.key"}


def test_the_same_rows_are_read_whether_or_not_a_twin_is_there(tmp_path: Path) -> None:
    sound = run(write_duckdb(tmp_path / "a.duckdb", {"survey_responses": arrow("survey_responses", answers())}))
    twin = [*answers(), *(answers()[place] for place in range(MOST))]
    aside = run(write_duckdb(tmp_path / "b.duckdb", {"survey_responses": arrow("survey_responses", twin)}))
    assert set(aside.found) == {"survey_responses.key"}
    assert all(aside.tables[name].equals(table) for name, table in sound.tables.items())
