"""A few bad rows are set aside: what reads the table is without them, on every engine, and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
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
from tests.companies import change
from tests.data_checks.audits import failed
from tests.engines import arrow, write_duckdb, write_postgres

FIRST, LAST = 2024 * 12, 2024 * 12 + 5
TODAY = date(2024, 7, 2)
SHARE = Thresholds().set_aside_share
ROWS = 1_200
MOST = int(SHARE * ROWS)


CASES = ("cases", "resolutions", "case_scores")
EXTRACTED = ("answers", "answer_clusters", "survey_modes", *CASES)


@dataclass(frozen=True)
class Run:
    """One audit of a company's answers, or cases, and what its queries then bring."""

    found: dict[str, Finding]
    profile: Profile
    source: Source
    tables: dict[str, Any]

    @property
    def counted(self) -> int:
        return int(self.sum("answers", "n"))

    def sum(self, dataset: str, measure: str) -> Any:
        return sum(self.tables[dataset].column(measure).to_pylist())


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
    names = [name for name in EXTRACTED if set(BY_NAME[name].requires) <= set(source.tables)]
    return {name: shape(warehouse.arrow(compose(source, BY_NAME[name]), values), BY_NAME[name]) for name in names}


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Return what writes the rows of a table to an engine and gives its address."""

    def write(rows: list[dict[str, Any]], table: str = "survey_responses") -> str:
        tables = {table: arrow(table, rows)}
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
        "survey_responses.weight.number": "survey_responses: 1 answer has a weight that is infinite (response_id "
        f"r0002). It is set aside {part}: no figure counts it.",
        "survey_responses.key": "survey_responses: 1 answer repeats the response_id of another, for example r0007 "
        "(2 times). "
        f"The first of each response_id counts; the other is set aside {part}.",
    }
    assert {finding.severity for finding in found.found.values()} == {"warning"}
    assert found.found["survey_responses.score.range/nps"].set_aside == {"2024-01": 1}
    assert found.found["survey_responses.key"].months == (FIRST + 1,)
    assert set(found.found["survey_responses.key"].datasets) >= set(found.tables)
    assert (found.counted, found.profile.tables["survey_responses"].set_aside) == (ROWS - 4, 5)
    assert found.profile.tables["survey_responses"].rows == ROWS - 4
    first = found.tables["answers"].to_pandas().query("month == @FIRST + 1 and region == 'Süd'")
    scores = first.set_index("score").n
    assert (scores[0], scores[7]) == (19, 18), "of one key the first counts, by its columns in their order"


def cases(*wrong: dict[str, Any], rows: int = ROWS) -> list[dict[str, Any]]:
    """Return cases over six months, each with a score and a time, of which the first ones are changed."""
    opened = [datetime(2024, 1 + place % 6, 1 + place % 20, 9, tzinfo=UTC) for place in range(rows)]
    sound = [
        {
            "case_id": f"k{place:04d}", "opened_at": day, "resolved_at": day + timedelta(hours=7),
            "csat": 1 + place % 5, "transfers": place % 3, "handle_minutes": 10.0,
        }
        for place, day in enumerate(opened)
    ]  # fmt: skip
    return [row | (wrong[place] if place < len(wrong) else {}) for place, row in enumerate(sound)]


def test_a_wrong_value_that_a_case_may_do_without_costs_the_value_alone(engine: Any) -> None:
    found = run(engine(cases({"csat": 9}, {"csat": 9, "transfers": -1}), "support_cases"))
    assert {
        check: finding.sentence for check, finding in found.found.items() if finding.subject == "support_cases"
    } == {
        "support_cases.csat.range": "support_cases: 2 cases have a csat outside 1 to 5, for example 9 (case_id k0000 "
        "and k0001). The values are set aside (0.17 % of 1,200 values), and each case counts without its own.",
        "support_cases.transfers.range": "support_cases: 1 case has a transfers below 0, for example -1 (case_id "
        "k0001). The value is set aside (0.083 % of 1,200 values), and the case counts without it.",
    }
    score, transfers = (found.found[f"support_cases.{name}.range"] for name in ("csat", "transfers"))
    assert (score.severity, score.set_aside, score.values_aside) == ("warning", {}, {"2024-01": 1, "2024-02": 1})
    assert (score.months, transfers.months) == ((FIRST, FIRST + 1), (FIRST + 1,))
    assert set(score.datasets) == {"case_scores", "case_scores_by_label"}, "it marks what reads the column"
    assert score.action == (
        "If this is asked on another scale, say so in northstar.toml: under [scales], csat = [1, 10] for 1 to 10. If "
        "not, correct them at the source: a code such as 99 is no score."
    )
    assert (found.sum("cases", "n"), found.sum("resolutions", "n"), found.sum("case_scores", "n")) == (
        ROWS, ROWS, ROWS - 2,
    )  # fmt: skip
    assert found.sum("cases", "transfers") == sum(place % 3 for place in range(ROWS)) - 1
    assert found.profile.tables["support_cases"].set_aside == 0


def test_of_more_wrong_values_than_the_share_what_stands_on_the_column_stops(tmp_path: Path) -> None:
    """The share is of the values that are there: three of four hundred are too many, of so many cases they were not."""
    rows = cases(*[{"csat": 9}] * 3, *[{"csat": None}] * (ROWS - 400))
    found = run(write_duckdb(tmp_path / "a.duckdb", {"support_cases": arrow("support_cases", rows)}))
    wrong = found.found["support_cases.csat.range"]
    assert (wrong.stops, wrong.datasets, wrong.values_aside) == (True, ("case_scores", "case_scores_by_label"), {})
    assert (found.sum("cases", "n"), found.source.aside) == (ROWS, {})


def test_a_row_is_set_aside_and_a_value_of_another_one(tmp_path: Path) -> None:
    """What is wrong in a row that does not count is not told of its values as well."""
    rows = cases({"opened_at": None, "csat": 9}, {"csat": 0}, *[{}] * 200, {"csat": 3})
    found = run(write_duckdb(tmp_path / "a.duckdb", {"support_cases": arrow("support_cases", rows)}))
    aside = {check: (one.set_aside, one.values_aside) for check, one in found.found.items() if one.kind == "source"}
    assert aside["support_cases.opened_at.null"] == ({"all": 1}, {})
    assert aside["support_cases.csat.range"] == ({}, {"2024-02": 1})
    assert (found.sum("cases", "n"), found.sum("case_scores", "n")) == (ROWS - 1, ROWS - 2)


@pytest.mark.parametrize(("many", "wrong", "counted"), [(26, 1, 25), (5, 1, 4), (4, 1, None), (26, 2, None)])
def test_of_few_rows_a_single_wrong_one_is_set_aside(
    tmp_path: Path, many: int, wrong: int, counted: int | None
) -> None:
    """One of five and more: it moves a figure by less than its interval, and is said with its share."""
    rows = cases(*[{"opened_at": None}] * wrong, rows=many)
    found = run(write_duckdb(tmp_path / "a.duckdb", {"support_cases": arrow("support_cases", rows)}))
    missing = found.found["support_cases.opened_at.null"]
    assert missing.stops is (counted is None)
    if counted is not None:
        assert found.sum("cases", "n") == counted
        assert f"It is set aside ({'20' if many == 5 else '3.8'} % of {many} cases): no figure counts it." in (
            missing.sentence
        )


def test_values_that_are_none_of_their_kind_are_told_and_missing(tmp_path: Path) -> None:
    url = write_duckdb(tmp_path / "a.duckdb", {"support_cases": arrow("support_cases", cases())})
    change(
        tmp_path / "a.duckdb", "alter table support_cases alter transfers type varchar",
        "alter table support_cases alter opened_at type varchar",
        "update support_cases set transfers = '{n/a}' where case_id in ('k0000', 'k0006')",
        "update support_cases set opened_at = 'soon' where case_id = 'k0003'",
    )  # fmt: skip
    found = run(url)
    transfers, opened = (found.found[f"support_cases.{name}.kind"] for name in ("transfers", "opened_at"))
    assert transfers.sentence == (
        "support_cases: 2 cases have a transfers that is no number: '{n/a}' (case_id k0000 and k0006). The values are "
        "set aside (0.17 % of 1,199 values), and each case counts without its own."
    )
    assert opened.sentence == (
        "support_cases: 1 case has an opened_at that is no time: 'soon' (case_id k0003). It is set aside (0.083 % of "
        "1,200 cases): no figure counts it."
    )
    assert (transfers.values_aside, opened.set_aside) == ({"2024-01": 2}, {"all": 1})
    assert found.sum("cases", "n") == ROWS - 1


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
