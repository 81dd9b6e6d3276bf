"""What the audit remembers from run to run, what it looks at, and what it says of tables that are not there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from data_checks import source_audit
from data_checks.profile import Profile
from data_checks.profiling import Sight, look
from data_checks.tables import Day, Readable
from tests.data_checks.audits import LAST, Audited, audit, damaged, failed
from tests.data_checks.faults import LAST_MONTH
from tests.nodding import NODDING

CASES = ("support_cases",)
HALF = "delete from support_cases where case_id % 5 < 3"


def test_a_load_that_was_cut_short_is_stopped_again_the_next_night(
    demo_warehouse: Path, sound: Audited, tmp_path: Path
) -> None:
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, HALF)}"
    first, profile = audit(url, sound.profile, only=CASES)
    second, profile = audit(url, profile, only=CASES)
    assert [set(failed(found)) for found in (first, second)] == [{"support_cases.volume"}] * 2
    assert profile.tables["support_cases"].held
    assert profile.tables["support_cases"].rows < sound.profile.tables["support_cases"].rows


def test_a_loss_that_is_accepted_becomes_the_usual(demo_warehouse: Path, sound: Audited, tmp_path: Path) -> None:
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, HALF)}"
    _, profile = audit(url, sound.profile, only=CASES, accepted=["support_cases.volume"])
    found, _ = audit(url, profile, only=CASES)
    assert not failed(found)


def test_an_emptied_column_is_missed_until_it_is_back(demo_warehouse: Path, sound: Audited, tmp_path: Path) -> None:
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, 'update support_cases set channel = null')}"
    _, profile = audit(url, sound.profile, only=CASES)
    found, _ = audit(url, profile, only=CASES)
    assert set(failed(found)) == {"support_cases.channel.filled"}


def test_a_table_that_went_is_missed_until_it_is_back_or_let_go(
    demo_warehouse: Path, sound: Audited, tmp_path: Path
) -> None:
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, 'drop table support_cases')}"
    _, profile = audit(url, sound.profile, only=CASES)
    assert "support_cases.readable" in failed(audit(url, profile, only=CASES)[0])
    _, profile = audit(url, profile, only=CASES, accepted=["support_cases.readable"])
    assert not audit(url, profile, only=CASES)[0]


def test_without_full_keys_are_looked_at_in_the_refreshed_months(demo_warehouse: Path, tmp_path: Path) -> None:
    old = f"opened_at < {LAST_MONTH} - interval 12 month"
    again = f"insert into support_cases select * from support_cases where {old} limit 2"
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, again)}"
    assert not failed(audit(url, only=CASES, full=False)[0])
    assert "support_cases.key" in failed(audit(url, only=CASES, full=True)[0])


def test_tables_that_are_not_connected_are_not_checked(demo_warehouse: Path) -> None:
    found, profile = audit(f"duckdb:///{demo_warehouse}", only=("survey_responses",))
    assert {finding.subject for finding in found} == {"survey_responses"}
    assert set(profile.tables) == {"survey_responses"}
    assert not any(finding.check.endswith(".reference") for finding in found)


def test_a_warehouse_without_answers_is_told_what_it_needs(demo_warehouse: Path) -> None:
    found, _ = audit(f"duckdb:///{demo_warehouse}", only=("survey_responses", "nothing"), previous=None)
    assert not failed(found)


def test_the_profile_holds_control_totals_of_complete_months(sound: Audited) -> None:
    revenue = sound.profile.tables["revenue"]
    assert len(revenue.months) == 60
    assert max(revenue.months) == f"{LAST // 12}-{LAST % 12 + 1:02d}"
    assert revenue.totals["amount"] > sum(month["amount"] for month in revenue.months.values())
    assert sound.profile.tables["departments"].months == {"all": {"rows": 9.0}}


def test_findings_are_sentences_with_agreeing_numbers(sound: Audited) -> None:
    for finding in sound.findings:
        assert re.fullmatch(r"[a-z_]+: .+\.", finding.sentence), finding.sentence
        assert not re.search(r"\b1 (answers|rows|cases|months|days|tasks)\b", finding.sentence), finding.sentence
        assert "  " not in finding.sentence


def test_a_finding_names_the_table_and_stays_the_same_check(sound: Audited) -> None:
    names = [(finding.check, finding.scope) for finding in sound.findings]
    assert len(names) == len(set(names))
    assert all(
        finding.check.startswith(finding.subject + ".") for finding in sound.findings if finding.kind != "identity"
    )


@pytest.mark.parametrize("column", ["customer_id", "weight"])
def test_a_missing_optional_column_on_a_first_run_is_no_fault(
    column: str, demo_warehouse: Path, tmp_path: Path
) -> None:
    url = f"duckdb:///{damaged(demo_warehouse, tmp_path, f'alter table survey_responses drop column {column}')}"
    assert not failed(audit(url, only=("survey_responses",))[0])


def test_a_profile_of_another_day_is_compared_with(demo_warehouse: Path, sound: Audited) -> None:
    earlier = replace(sound.profile.tables["benchmarks"], months={"all": {"rows": 100.0}})
    previous = Profile(sound.profile.read_on, {"benchmarks": earlier})
    found, _ = audit(f"duckdb:///{demo_warehouse}", previous, only=("benchmarks",))
    assert failed(found)["benchmarks.volume"].sentence == (
        "benchmarks: 12 rows where the last run had 100 (12 % of them)."
    )


def test_what_a_driver_raises_of_one_table_is_said_of_that_one_alone(
    demo_warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drivers have errors of their own for values that they cannot hand over: a year beyond those that Python has."""

    def look_at(connection: object, dialect: str, table: Readable, day: Day) -> Sight:
        if table.name == "support_cases":
            raise OverflowError("year 5881580 is out of range")
        return look(connection, dialect, table, day)  # type: ignore[arg-type]

    monkeypatch.setattr(source_audit, "look", look_at)
    tables = ("support_cases", "departments")
    found, _ = audit(f"duckdb:///{demo_warehouse}", only=tables, auditor=NODDING)
    assert set(failed(found)) == {"support_cases.readable"}
    assert "OverflowError: year 5881580 is out of range" in failed(found)["support_cases.readable"].sentence
    assert any(finding.subject == "departments" and finding.kind == "source" for finding in found)
