"""A load that was run twice is found whatever is known of when; rows that are merely alike are none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.warehouse import connect
from data_checks.finding import Finding
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from queries.source import Source
from tests.data_checks.audits import failed

TODAY = date(2024, 7, 1)
DAY = "timestamp '2024-01-01' + to_days((i % 180)::integer)"
TIME = f"{DAY} + to_minutes((i * 7 % 1440)::integer)"
SAID = "'It took ' || (i * 7919 % 997) || ' days, and nobody called'"


def answers(rows: int, *, when: str = DAY, customer: str = "null::varchar", comment: str = "null::varchar",
            score: str = "i * 31 % 11") -> str:  # fmt: skip
    """Return the SELECT of so many answers."""
    return (
        f"select 'r' || i as response_id, {when} as responded_at, 'nps' as metric, {score} as score, "
        f"{customer} as customer_id, {comment} as comment from range({rows}) t(i)"
    )


def twice(select: str, of: int = 1) -> str:
    """Return the rows with part of them a second time, under new keys."""
    again = f"select 'again-' || response_id as response_id, * exclude (response_id) from ({select}) a"
    return f"{select} union all select * from ({again}) b where hash(response_id) % {of} = 0"


def audit(select: str, folder: Path, table: str = "survey_responses") -> dict[str, Finding]:
    (folder / f"{table}.sql").write_text(select)
    with connect("duckdb:///:memory:") as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection, folder)
        found, _, _ = audit_source(
            warehouse.engine, source, today=TODAY, now=datetime(2024, 7, 1, 12, tzinfo=UTC), previous=None, full=True,
            from_month=2024 * 12, settings=Thresholds(),
        )  # fmt: skip
    return {check: finding for check, finding in failed(found).items() if check.endswith(".repeated")}


@pytest.mark.parametrize(
    "select",
    [
        answers(1000, comment=SAID),
        answers(1000, customer="'c' || (i % 200)"),
        answers(1000, when=TIME, customer="'c' || (i % 200)"),
        answers(1000, when=TIME, comment="case when i % 3 = 0 then 'ok' end"),
    ],
    ids=["words on a day", "a customer on a day", "a customer at a time", "short words at a time"],
)
def test_a_load_that_came_twice_is_found_at_any_precision_of_time(select: str, tmp_path: Path) -> None:
    assert audit(select, tmp_path) == {}
    (finding,) = audit(twice(select), tmp_path).values()
    assert finding.stops
    assert " answers repeat another in all but the key (" in finding.sentence
    assert " % of all), for example again-r0 beside r0" in finding.sentence.replace(" ", "")
    assert finding.action == "Look for a load that was run twice under new keys, and remove its rows."


def test_a_row_that_came_three_times_is_told_with_how_many_are_alike(tmp_path: Path) -> None:
    thrice = f"{twice(answers(100, comment=SAID))} union all {answers(100, comment=SAID)}"
    thrice = thrice.replace("union all select 'r' ||", "union all select 'third-r' ||")
    (finding,) = audit(thrice, tmp_path).values()
    assert finding.sentence.replace(" ", "").startswith(
        "survey_responses: 200 answers repeat another in all but the key (67 % of all), for example again-r0 beside "
        "third-r0 (3 alike), "
    )


def test_a_few_rows_that_came_twice_are_told(tmp_path: Path) -> None:
    (finding,) = audit(twice(answers(2000, comment=SAID), of=400), tmp_path).values()
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "select",
    [
        answers(5000, score="i % 3 + 8"),
        twice(answers(1000)),
        answers(5000, comment="case i % 4 when 0 then 'ok' when 1 then 'good' when 2 then 'bad' end"),
        answers(4000, customer="'c' || (i % 20)", score="8 + i * 31 % 3"),
        answers(1000, customer="'c' || i", comment="'ok'"),
    ],
    ids=["scores alone", "scores alone, twice", "short words of nobody", "customers who say much the same",
         "each customer once"],
)  # fmt: skip
def test_rows_that_are_merely_alike_are_no_load(select: str, tmp_path: Path) -> None:
    assert audit(select, tmp_path) == {}


def test_short_words_of_nobody_that_came_twice_are_found_beyond_chance(tmp_path: Path) -> None:
    words = "(['ok', 'good', 'bad', 'slow', 'fine', 'no', 'yes', 'well', 'late', 'kind'])[1 + i * 13 % 10]"
    select = answers(300, comment=f"{words} || (i * 7 % 23)")
    assert audit(select, tmp_path) == {}
    assert len(audit(twice(select), tmp_path)) == 1
