"""The demo company as it stood a week before: what had not happened is not there, what had is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from dashboard.demo import build_mark
from dashboard.refresh.as_it_stood import as_it_stood
from dashboard.refresh.source import company, is_demo, source_identity
from dashboard.settings import Settings
from queries.contract import TABLES
from tests.conftest import UNTIL, settings_for

DAY = UNTIL - timedelta(days=7)
BEFORE_THE_MONTH = UNTIL - timedelta(days=20)


@pytest.fixture(scope="module", params=[DAY, BEFORE_THE_MONTH], ids=["a week", "a month's end between"])
def then(
    demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[date, Settings]]:
    settings = settings_for(demo_warehouse, tmp_path_factory.mktemp("store"))
    with as_it_stood(settings, request.param, UNTIL) as earlier:
        yield request.param, earlier


def counted(file: Path, question: str) -> int:
    with duckdb.connect(file, read_only=True) as connection:
        (found,) = connection.execute(question).fetchone() or (0,)
    return int(found)


def test_nothing_that_lies_in_the_past_by_its_nature_is_later(then: tuple[date, Settings]) -> None:
    day, earlier = then
    with duckdb.connect(earlier.demo_file, read_only=True) as connection:
        built = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
    assert len(built) > 100
    for table in TABLES:
        for column in table.columns:
            if column.past and (table.name, column.name) in built:
                late = f"select count(*) from {table.name} where {column.name}::date > date '{day}'"
                assert counted(earlier.demo_file, late) == 0, (table.name, column.name)


def test_what_had_happened_by_then_is_there_as_it_is_now(then: tuple[date, Settings], demo_warehouse: Path) -> None:
    day, earlier = then
    for table, began in (
        ("survey_responses", "responded_at"), ("support_cases", "opened_at"), ("tasks", "created_on"),
        ("journey_steps", "started_at"), ("survey_invitations", "invited_on"), ("opportunities", "created_on"),
    ):  # fmt: skip
        by_then = f"select count(*) from {table} where {began}::date <= date '{day}'"
        assert counted(earlier.demo_file, f"select count(*) from {table}") == counted(demo_warehouse, by_then) > 0
    closed = f"select count(*) from revenue where month < date_trunc('month', date '{day}')"
    assert counted(earlier.demo_file, closed) == counted(demo_warehouse, closed)


def test_references_point_somewhere_and_what_is_undecided_has_no_outcome(then: tuple[date, Settings]) -> None:
    _, earlier = then
    named = "select count(*) from response_themes where response_id not in (select response_id from survey_responses)"
    assert counted(earlier.demo_file, named) == 0
    won = "select count(*) from opportunities where outcome <> 'open' and closed_on is null"
    assert counted(earlier.demo_file, won) == 0
    decided = "select count(*) from change_requests where decision is not null and decided_on is null"
    assert counted(earlier.demo_file, decided) == 0


def test_something_happened_in_between(demo_warehouse: Path, then: tuple[date, Settings]) -> None:
    _, earlier = then
    done = "select count(*) from tasks where completed_on is not null"
    assert counted(earlier.demo_file, done) < counted(demo_warehouse, done)


def test_it_is_the_same_build_of_the_same_company_and_begins_with_the_same_month(
    then: tuple[date, Settings], demo_warehouse: Path, tmp_path: Path
) -> None:
    day, earlier = then
    now = settings_for(demo_warehouse, tmp_path)
    assert is_demo(earlier)
    assert (source_identity(earlier), company(earlier)) == (source_identity(now), company(now))
    assert earlier.months(day)[0] == now.months(UNTIL)[0]
    assert build_mark(earlier.demo_file).read_bytes() == build_mark(demo_warehouse).read_bytes()


def test_it_is_gone_afterwards(demo_warehouse: Path, tmp_path: Path) -> None:
    with as_it_stood(settings_for(demo_warehouse, tmp_path), DAY, UNTIL) as earlier:
        assert earlier.demo_file.exists()
    assert not earlier.demo_file.exists()
