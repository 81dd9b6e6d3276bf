"""When rows came: waves are no missing months, a late one is said, a month that stops before its end is found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.warehouse import connect
from data_checks.cadence import waves
from data_checks.finding import Finding
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from queries.source import Source
from tests.data_checks.audits import failed
from tests.nodding import NODDING

ANSWERS = (
    "select i as response_id, day + interval 10 hour as responded_at, 'nps' as metric, i % 11 as score from ({0}) d"
)
IN_WAVES = (
    "select row_number() over () as i, make_date(y, m, 1 + n % 25) as day from range(2022, 2025) a(y), "
    "(values (3), (9)) b(m), range(60) c(n) where make_date(y, m, 1) < date '2024-09-01'"
)
EACH_DAY = (
    "select row_number() over () as i, date '2023-06-01' + (n // 4)::integer as day from range(4 * 396) a(n) "
    "where date '2023-06-01' + (n // 4)::integer <= date '2024-07-01'"
)


def audit(days: str, today: date, tmp_path: Path, now: date | None = None) -> dict[str, Finding]:
    """Return what fails of answers on these days, which need no auditor."""
    (tmp_path / "survey_responses.sql").write_text(ANSWERS.format(days))
    clock = now or today
    with connect("duckdb:///:memory:") as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection, tmp_path)
        found, _, _ = audit_source(
            warehouse.engine, source, today=today, now=datetime(clock.year, clock.month, clock.day, 12, tzinfo=UTC),
            previous=None, full=True, from_month=2022 * 12, settings=Thresholds(), auditor=NODDING,
        )  # fmt: skip
    return failed(found)


@pytest.mark.parametrize(
    ("months", "starts", "due"),
    [
        ([2, 8, 14, 20], (2, 8, 14, 20), 26),
        ([2, 3, 8, 9, 15, 16], (2, 8, 15), 22),
        ([2, 8], (2, 8), 14),
        ([0, 3, 6, 9, 12], (0, 3, 6, 9, 12), 15),
        ([0, 2, 4, 6], (0, 2, 4, 6), 8),
    ],
)
def test_waves_are_learnt_from_the_months_that_have_rows(months: list[int], starts: tuple[int, ...], due: int) -> None:
    found = waves(months)
    assert found is not None
    assert (found.starts, found.due) == (starts, due)


@pytest.mark.parametrize(
    "months",
    [[], [5], [5, 6, 7], [1, 2, 3, 5, 6, 7], [1, 2, 3, 4, 9, 10, 11, 12, 20], [1, 3], [1, 3, 5, 6, 7, 9]],
    ids=["none", "one", "a row", "a pause", "long runs with pauses", "one month without", "months without"],
)
def test_months_without_rows_are_not_waves(months: list[int]) -> None:
    assert waves(months) is None


@pytest.mark.parametrize("today", [date(2024, 4, 2), date(2024, 7, 1), date(2024, 9, 30)])
def test_between_two_waves_nothing_is_stale_or_missing(today: date, tmp_path: Path) -> None:
    assert audit(IN_WAVES, today, tmp_path) == {}


def test_a_wave_that_is_late_is_said_and_stops_nothing(tmp_path: Path) -> None:
    found = audit(IN_WAVES, date(2024, 10, 1), tmp_path)
    assert {check: finding.severity for check, finding in found.items()} == {"survey_responses.freshness": "warning"}
    assert found["survey_responses.freshness"].sentence == (
        "survey_responses: nothing has come since 25 March 2024, 190 days ago; its waves came every 6 months, and one "
        "was due by September 2024."
    )


def test_what_was_usual_is_told_from_the_rows_themselves(tmp_path: Path) -> None:
    stopped = f"select * from ({EACH_DAY}) d where day < date '2024-06-10'"
    found = audit(stopped, date(2024, 7, 1), tmp_path)["survey_responses.freshness"]
    assert found.sentence == (
        "survey_responses: nothing has come since 9 June 2024, 22 days ago, so June 2024 is incomplete; the longest "
        "silence of the 120 days before was 1 day."
    )
    assert found.stops
    once = "select i, date '2024-05-01' as day from range(40) r(i)"
    assert "how often something comes is not known yet" in audit(once, date(2024, 9, 1), tmp_path)[
        "survey_responses.freshness"
    ].sentence  # fmt: skip


@pytest.mark.parametrize(("last_day", "caught"), [(14, True), (20, True), (25, False), (30, False)])
def test_a_month_that_stops_before_its_end_is_found_though_rows_came_later(
    last_day: int, caught: bool, tmp_path: Path
) -> None:
    cut = f"select * from ({EACH_DAY}) d where not (day > date '2024-05-{last_day}' and day < date '2024-06-01')"
    found = audit(cut, date(2024, 7, 1), tmp_path)
    assert set(found) == ({"survey_responses.month_end"} if caught else set())
    if caught:
        finding = found["survey_responses.month_end"]
        assert (finding.severity, finding.months) == ("warning", (2024 * 12 + 4,))
        assert finding.sentence == (
            f"survey_responses: May 2024 has nothing after {last_day} May 2024; in 10 months before, no month stopped "
            "more than 0 days before its end."
        )


def test_a_survey_of_the_first_days_of_each_month_stops_before_no_end(tmp_path: Path) -> None:
    early = f"select * from (select i, day from ({EACH_DAY}) d) e where extract(day from day) <= 9"
    assert set(audit(early, date(2024, 7, 1), tmp_path)) == set()


def test_what_lies_after_the_day_taken_for_today_is_counted_and_said(tmp_path: Path) -> None:
    found = audit(EACH_DAY, date(2024, 3, 15), tmp_path, now=date(2026, 1, 1))
    (finding,) = found.values()
    assert (finding.check, finding.severity) == ("survey_responses.after_as_of", "warning")
    assert finding.sentence == (
        "survey_responses: 428 answers of 1,584 (27 %) lie after 15 March 2024, the day taken for today (as_of), and "
        "no figure counts them: 16 March 2024 to 30 June 2024."
    )
    assert finding.months == (2024 * 12 + 2, 2024 * 12 + 3, 2024 * 12 + 4, 2024 * 12 + 5)


def test_where_today_is_today_nothing_is_said_of_later(tmp_path: Path) -> None:
    assert audit(EACH_DAY, date(2024, 7, 1), tmp_path) == {}


@pytest.mark.parametrize(("today", "still"), [(date(2024, 9, 1), False), (date(2026, 11, 30), True)])
def test_of_a_long_silence_it_is_said_how_data_that_stand_still_are_shown(
    today: date, still: bool, tmp_path: Path
) -> None:
    finding = audit(EACH_DAY, today, tmp_path)["survey_responses.freshness"]
    assert ("set as_of = 2024-07-01 in northstar.toml" in finding.action) is still
