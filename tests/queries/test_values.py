"""What a look at a table's values decides: how they are read, on each engine alike, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlalchemy

from dashboard.warehouse import Warehouse, connect
from data_checks.read_as import notes
from data_checks.tables import fits
from queries import look
from queries.contract import CONTRACT
from queries.source import NO_NUMBER, Source, SourceTable

ENGINES = ("duckdb", "postgresql")


@pytest.fixture(scope="module", params=ENGINES)
def warehouse(request: pytest.FixtureRequest) -> Iterator[Warehouse]:
    url = "duckdb:///:memory:" if request.param == "duckdb" else request.getfixturevalue("postgres_url")
    with connect(url, timezone="America/New_York") as opened:
        yield opened


def read(warehouse: Warehouse, folder: Path, table: str, select: str) -> tuple[SourceTable, pa.Table]:
    """Return a table that a mapping's SELECT makes, and its rows in the contract's columns."""
    (folder / f"{table}.sql").write_text(select, encoding="utf-8")
    with warehouse.engine.connect() as connection:
        source = Source.inspect(connection, folder)
    return source.tables[table], warehouse.arrow(source.relation(table))


def rows(column: str, *values: str) -> str:
    return f"select {column} from (" + " union all ".join(f"select {value} as {column}" for value in values) + ") t"


def column(warehouse: Warehouse, folder: Path, table: str, name: str, *values: str) -> tuple[SourceTable, list[Any]]:
    found, arrow = read(warehouse, folder, table, rows(name, *values))
    return found, sorted(arrow.column(name).to_pylist(), key=lambda value: (value is not None, str(value)))


BLANKS = ("''", "' '", "chr(9) || chr(10)", "chr(160) || ' '")


def test_text_without_any_sign_is_missing_and_other_text_stays_as_it_is(warehouse: Warehouse, tmp_path: Path) -> None:
    found, values = column(warehouse, tmp_path, "survey_responses", "region", *BLANKS, "' North '", "'0'", "null")
    assert values == [None, None, None, None, None, " North ", "0"]
    assert (found.readings["region"].how, found.readings["region"].count) == ("signless", 4)


def test_a_sound_column_is_read_by_its_type_alone(warehouse: Warehouse, tmp_path: Path) -> None:
    select = "select 'r1' as response_id, timestamp '2024-01-01 10:00:00' as responded_at, 'nps' as metric, 9 as score"
    assert read(warehouse, tmp_path, "survey_responses", select)[0].readings == {}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("Y", "N", " y ", ""), [None, False, True, True]),
        (("t", "f"), [False, True]),
        (("TRUE", "False"), [False, True]),
        (("yes", "NO"), [False, True]),
        (("1", "0"), [False, True]),
        (("ja", "nein"), [False, True]),
        (("N",), [False]),
        (("1", "2"), [False, True]),
    ],
)
def test_words_for_yes_and_no_are_read_where_all_are_of_one_pair(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str], expected: list[bool | None]
) -> None:
    found, read_as = column(warehouse, tmp_path, "survey_invitations", "delivered", *(f"'{value}'" for value in values))
    assert read_as == expected
    assert found.readings["delivered"].how == ("code" if "2" in values else "words")


@pytest.mark.parametrize("values", [("Y", "N", "maybe"), ("true", "N"), ("2",), ("1", "2", "3"), ("sent",)])
def test_other_words_are_none_and_are_never_read_as_missing_without_a_word(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str]
) -> None:
    found, read_as = column(warehouse, tmp_path, "survey_invitations", "delivered", *(f"'{value}'" for value in values))
    assert found.readings["delivered"].how == "unreadable"
    assert found.readings["delivered"].count >= 1
    assert read_as == [None] * len(values)


@pytest.mark.parametrize(
    ("values", "how", "expected"),
    [
        (("1", "0"), None, [False, True]),
        (("-1", "0"), None, [False, True]),
        (("1", "2"), "code", [False, True]),
        (("1.0", "2.0"), "code", [False, True]),
        (("2",), "unreadable", [None]),
        (("0", "1", "7"), "unreadable", [None, None, None]),
    ],
)
def test_numbers_stand_for_yes_and_no_where_they_are_two_that_do(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str], how: str | None, expected: list[bool | None]
) -> None:
    """Whatever is not nought was once taken for yes: of a code list of 1 and 2, everybody."""
    numbers = [f"cast({value} as {'double precision' if '.' in value else 'integer'})" for value in values]
    found, read_as = column(warehouse, tmp_path, "survey_invitations", "delivered", *numbers)
    reading = found.readings.get("delivered")
    assert (reading.how if reading else None) == how
    assert read_as == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("12", "-3.5", "", " 7 "), [None, -3.5, 12, 7]),
        (("1.5", "1.200"), [1.2, 1.5]),
        (("1e3",), [1000]),
    ],
)
def test_plain_numbers_that_came_as_text_are_read(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str], expected: list[float | None]
) -> None:
    found, read_as = column(warehouse, tmp_path, "revenue", "amount", *(f"'{value}'" for value in values))
    assert read_as == expected
    assert found.readings["amount"].how == "spelt"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("€ 1,200.00", "€ 12.50"), [12.5, 1200]),
        (("1.200,00", "12,5", "n/a"), [None, 12.5, 1200]),
        (("12.00 EUR", "-7.25 EUR"), [-7.25, 12]),
        (("1,200", "12.50"), [12.5, 1200]),
        (("1''200.50",), [1200.5]),
        (("1.200",), None),
        (("1,200.50", "1.200,50"), None),
        (("twelve",), None),
    ],
)
def test_money_in_words_and_signs_is_found_with_the_cast_that_reads_it(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str], expected: list[float | None] | None
) -> None:
    select = rows("amount", *(f"'{value}'" for value in values))
    found, _ = read(warehouse, tmp_path, "revenue", select)
    reading = found.readings["amount"]
    assert reading.how == "unreadable"
    assert sum(count for _, count in reading.examples) <= reading.count <= len(values)
    assert bool(reading.remedy) is (expected is not None)
    if expected is not None:
        mended = f"select {reading.remedy} as amount from ({select}) t"
        assert column_of(warehouse, tmp_path, "revenue", "amount", mended) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("31.12.2025", "01.02.2026"), [date(2025, 12, 31), date(2026, 2, 1)]),
        (("2025-12-31", "01.02.2026"), [date(2025, 12, 31), date(2026, 2, 1)]),
        (("20251231", "n/a"), [None, date(2025, 12, 31)]),
        (("2025/12/31",), [date(2025, 12, 31)]),
        (("soon",), None),
        (("2025-02-30",), None),
    ],
)
def test_days_in_other_spellings_are_found_with_the_cast_that_reads_them(
    warehouse: Warehouse, tmp_path: Path, values: Sequence[str], expected: list[date | None] | None
) -> None:
    select = rows("due_on", *(f"'{value}'" for value in values))
    reading = read(warehouse, tmp_path, "tasks", select)[0].readings["due_on"]
    assert reading.how == "unreadable"
    assert bool(reading.remedy) is (expected is not None)
    assert bool(reading.said) is (values == ("2025-02-30",))
    if expected is not None:
        mended = f"select {reading.remedy} as due_on from ({select}) t"
        assert column_of(warehouse, tmp_path, "tasks", "due_on", mended) == expected


def column_of(warehouse: Warehouse, folder: Path, table: str, name: str, select: str) -> list[Any]:
    values = read(warehouse, folder, table, select)[1].column(name).to_pylist()
    return sorted(values, key=lambda value: (value is not None, value))


def test_days_and_times_that_came_as_text_are_read(warehouse: Warehouse, tmp_path: Path) -> None:
    _, days = column(warehouse, tmp_path, "tasks", "due_on", "'2025-12-31'", "''", "' 2026-01-02 '")
    _, times = column(
        warehouse, tmp_path, "survey_responses", "responded_at", "'2025-12-31 10:20:30'", "'2026-01-02T11:00'", "''"
    )
    assert days == [None, date(2025, 12, 31), date(2026, 1, 2)]
    assert times == [None, datetime(2025, 12, 31, 10, 20, 30), datetime(2026, 1, 2, 11)]  # noqa: DTZ001


def test_a_time_with_its_zone_in_text_is_that_moment_by_the_companys_clocks(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    times = ("'2026-01-02T11:00:00Z'", "' 2026-01-02 11:00:00.5+02:00 '", "'2026-01-02 11:00'", "''")
    found, read_as = column(warehouse, tmp_path, "survey_responses", "responded_at", *times)
    assert read_as == [
        None, datetime(2026, 1, 2, 4, 0, 0, 500_000), datetime(2026, 1, 2, 6), datetime(2026, 1, 2, 11),  # noqa: DTZ001
    ]  # fmt: skip
    assert found.readings["responded_at"].how == "spelt"


def test_midnights_of_utc_in_text_are_days_of_utc(warehouse: Warehouse, tmp_path: Path) -> None:
    found, days = column(warehouse, tmp_path, "finance", "month", "'2026-01-01T00:00:00Z'", "'2026-07-01T00:00:00Z'")
    assert (found.readings["month"].how, days) == ("utc_day", [date(2026, 1, 1), date(2026, 7, 1)])


def test_a_day_in_text_beyond_what_people_write_is_missing_where_it_may_be(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    found, days = column(warehouse, tmp_path, "tasks", "completed_on", "'2026-01-02'", "'9999-12-31'")
    assert (found.readings["completed_on"].how, days) == ("calendar", [None, date(2026, 1, 2)])


@pytest.mark.parametrize("filled", ["where 1 = 0", ""])
def test_a_column_without_any_value_is_of_no_other_type(warehouse: Warehouse, tmp_path: Path, filled: str) -> None:
    """A table that is loaded as text is text where it is empty as well."""
    nothing = "cast(null as varchar(9))"
    select = f"select 'i1' as invitation_id, {nothing} as delivered, {nothing} as invited_on {filled}"
    found, arrow = read(warehouse, tmp_path, "survey_invitations", select)
    assert {reading.how for reading in found.readings.values()} == {"empty"}
    assert arrow.schema.field("delivered").type == pa.bool_()
    assert all(fits(found, CONTRACT["survey_invitations"].column(name)) for name in ("delivered", "invited_on"))
    assert not list(notes("survey_invitations", found))


ASTRAY = (
    ("support_cases", "transfers", "'n/a'", "'2'", 2),
    ("survey_responses", "score", "'twelve'", "'9'", 9),
    ("tasks", "completed_on", "'soon'", "'2026-01-02'", date(2026, 1, 2)),
    ("survey_invitations", "delivered", "'perhaps'", "'Y'", True),
    ("support_cases", "resolved_at", "'{:open}'", "'2026-01-02 10:00'", datetime(2026, 1, 2, 10)),  # noqa: DTZ001
    ("support_cases", "abandoned", "9", "1", True),
)


@pytest.mark.parametrize(("table", "name", "odd", "sound", "value"), ASTRAY)
def test_a_few_values_that_are_none_of_their_kind_are_missing_and_flagged(
    warehouse: Warehouse, tmp_path: Path, table: str, name: str, odd: str, sound: str, value: Any
) -> None:
    """Of twenty one may be, and of five; where there are more, the column is none of its kind."""
    select = rows(name, odd, "null", *[sound] * 4)
    found, _ = read(warehouse, tmp_path, table, select)
    strays = found.readings[name].strays
    assert strays is not None
    assert (strays.count, strays.examples) == (1, ((odd.strip("'"), 1),))
    (tmp_path / f"{table}.sql").write_text(select, encoding="utf-8")
    with warehouse.engine.connect() as connection:
        source = Source.inspect(connection, tmp_path)
    arrow = warehouse.arrow(source.relation(table, flagged=True))
    flags = zip(arrow.column(name).to_pylist(), arrow.column(f"{NO_NUMBER}{name}").to_pylist(), strict=True)
    assert sorted(flags, key=str) == sorted([(None, 1), (None, 0), *[(value, 0)] * 4], key=str)
    for many in (rows(name, odd, *[sound] * 3), rows(name, odd, odd, *[sound] * 30)):
        assert read(warehouse, tmp_path, table, many)[0].readings[name].how == "unreadable"


def test_whole_numbers_that_a_frame_made_numbers_with_a_point_are_ids_as_others_have_them(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    doubles = (f"cast({value} as double precision)" for value in ("17", "17.5", "'nan'", "null"))
    found, values = column(warehouse, tmp_path, "survey_responses", "customer_id", *doubles)
    assert values == [None, None, "17", "17.5"]
    assert (found.readings["customer_id"].how, found.readings["customer_id"].count) == ("whole", 1)
    _, decimals = column(warehouse, tmp_path, "survey_responses", "customer_id", "cast(17 as numeric(12, 2))")
    assert decimals == ["17"]


BEYOND = ("date '2026-01-02'", "date '9999-12-31'", "date 'infinity'", "date '1753-01-01'", "null")


def test_a_day_beyond_what_people_write_is_missing_where_it_may_be(warehouse: Warehouse, tmp_path: Path) -> None:
    found, values = column(warehouse, tmp_path, "tasks", "completed_on", *BEYOND)
    assert values == [None, None, None, None, date(2026, 1, 2)]
    reading = found.readings["completed_on"]
    assert (reading.how, reading.count) == ("calendar", 3)
    assert [example for example, _ in reading.examples] == ["1753-01-01", "9999-12-31", "infinity"]


def test_a_day_that_must_be_there_stays_unless_no_calendar_has_it(warehouse: Warehouse, tmp_path: Path) -> None:
    found, values = column(warehouse, tmp_path, "tasks", "due_on", *BEYOND)
    assert values == [None, None, date(1753, 1, 1), date(2026, 1, 2), date(9999, 12, 31)]
    assert (found.readings["due_on"].count, found.readings["due_on"].no_day) == (2, "infinity")


def test_times_at_infinity_and_at_the_last_second_are_told_apart(warehouse: Warehouse, tmp_path: Path) -> None:
    """Of a time that lies in the past by its nature, a check of its own sees those of the future."""
    times = ("timestamp 'infinity'", "timestamp '9999-12-31 23:59:59'", "timestamp '2026-01-02 10:00:00'")
    found, values = column(warehouse, tmp_path, "survey_responses", "responded_at", *times)
    assert [value and value.year for value in values] == [None, 2026, 9999]
    assert (found.readings["responded_at"].count, found.readings["responded_at"].no_day) == (0, "infinity")


@pytest.mark.parametrize("kind", ["timestamp_ns", "timestamp_ms", "timestamp_s", "timestamptz", "date"])
def test_times_of_any_precision_can_be_looked_at(tmp_path: Path, kind: str) -> None:
    """Frames keep nanoseconds, whose years end in 2262: to compare them with the end of the calendar is an error."""
    select = (
        f"select 'k1' as task_id, cast(day as {kind}) as due_on from (values ('2026-01-02'), ('1801-01-02')) t(day)"
    )
    with connect("duckdb:///:memory:") as duck:
        found, read_as = read(duck, tmp_path, "tasks", select)
    assert (found.unseen, found.readings["due_on"].count) == ("", 1)
    assert sorted(read_as.column("due_on").to_pylist()) == [date(1801, 1, 2), date(2026, 1, 2)]


MIDNIGHTS = ("timestamptz '2026-01-01 00:00:00+00'", "timestamptz '2026-07-01 00:00:00+00'")


def test_midnights_of_utc_are_days_of_utc_and_other_moments_are_the_companys_days(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    found, values = column(warehouse, tmp_path, "finance", "month", *MIDNIGHTS)
    assert values == [date(2026, 1, 1), date(2026, 7, 1)]
    assert found.readings["month"].how == "utc_day"
    evening = "timestamptz '2026-03-02 01:00:00+00'"
    found, values = column(warehouse, tmp_path, "finance", "month", *MIDNIGHTS, evening)
    assert values == [date(2025, 12, 31), date(2026, 3, 1), date(2026, 6, 30)]
    assert found.readings == {}


def test_rows_that_cannot_be_read_are_told_with_the_column_and_the_engines_words(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    (tmp_path / "survey_responses.sql").write_text(
        "select id as response_id, cast(rating as integer) as score from ("
        "select 'r1' as id, '9' as rating union all select 'r2', 'n/a') t", encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "themes.sql").write_text("select 't1' as theme_id, 'Late' as name", encoding="utf-8")
    with warehouse.engine.connect() as connection:
        tables = Source.inspect(connection, tmp_path).tables
    error, remedy = str(tables["survey_responses"].error), tables["survey_responses"].remedy
    assert error.startswith("The mapping's SELECT for survey_responses runs, but reading its rows fails in score: ")
    assert "n/a" in error
    assert "in score: " in remedy
    assert "nullif(…, 'n/a')" in remedy
    assert ("try_cast" in remedy) is (warehouse.dialect == "duckdb")
    assert tables["themes"].error is None


def test_the_companys_own_dimensions_are_read_so_too(warehouse: Warehouse, tmp_path: Path) -> None:
    """Nothing of the contract is known of them: each is text by which answers are told apart."""
    select = (
        "select 'r1' as response_id, ' ' as partner, cast(7 as double precision) as plan union all "
        "select 'r2', 'Acme', cast(7.5 as double precision)"
    )
    (tmp_path / "survey_responses.sql").write_text(select, encoding="utf-8")
    with warehouse.engine.connect() as connection:
        source = replace(Source.inspect(connection, tmp_path), dimensions=("partner", "plan", "nowhere"))
    found = warehouse.arrow(f"select * from ({source.relation('survey_responses')}) t order by response_id").to_pylist()
    assert [(row["dimension_1"], row["dimension_2"], row["dimension_3"]) for row in found] == [
        (None, "7", None), ("Acme", "7.5", None),
    ]  # fmt: skip


def test_a_failure_in_every_column_is_no_column_s(warehouse: Warehouse, tmp_path: Path) -> None:
    select = (
        "select id as response_id, 'nps' as metric from (select 'r1' as id, '9' as rating union "
        "select 'r2', 'n/a') t where cast(rating as integer) > 0"
    )
    (tmp_path / "survey_responses.sql").write_text(select, encoding="utf-8")
    with warehouse.engine.connect() as connection:
        table = Source.inspect(connection, tmp_path).tables["survey_responses"]
    assert "reading its rows fails: " in str(table.error)
    assert "n/a" in str(table.error)


@pytest.mark.parametrize("word", ["signless", "shape"])
def test_an_engine_that_does_not_know_our_words_reads_by_types_alone_and_that_is_said(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(look, word, lambda text, *_: f"no_such_function({text})")
    found, rows_of_it = read(
        warehouse, tmp_path, "tasks", "select 'k1' as task_id, 'Mend' as title, '2026-01-02' as due_on"
    )
    assert "no_such_function" in found.unseen
    assert (found.error, found.readings) == (None, {})
    assert rows_of_it.column("title").to_pylist() == ["Mend"]
    (note,) = notes("tasks", found)
    assert (note.check, note.severity) == ("tasks.read_as", "warning")


CAPITALS = (
    "create schema capitals",
    'create table capitals."Survey_Responses" ("Response_ID" integer, "Responded_At" timestamp, metric text, '
    '"Score" integer, "score" integer, "Order" text)',
    "insert into capitals.\"Survey_Responses\" values (1, '2026-01-02 10:00', 'nps', 1, 9, 'x')",
    'create table capitals.journey_stages ("Position" integer, "journey" text, "Stage" text)',
    "insert into capitals.journey_stages values (1, 'Buying', 'Pay')",
)


def test_names_with_capitals_are_read_as_they_are_spelt(postgres_url: str) -> None:
    """Of two names that differ in nothing else, the one in small letters is the contract's."""
    engine = sqlalchemy.create_engine(postgres_url)
    with engine.begin() as connection:
        for statement in CAPITALS:
            connection.exec_driver_sql(statement)
    engine.dispose()
    url = sqlalchemy.make_url(postgres_url).update_query_dict({"options": "-csearch_path=capitals"})
    with connect(url.render_as_string(hide_password=False)) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        answers = warehouse.arrow(source.relation("survey_responses", flagged=True)).to_pylist()
        stages = warehouse.arrow(
            f"with {', '.join(source.contract_ctes(['journey_stages']))} select * from journey_stages"
        )
    assert [(row["response_id"], row["metric"], row["score"]) for row in answers] == [("1", "nps", 9)]
    assert [(row["position"], row["stage"]) for row in stages.to_pylist()] == [(1, "Pay")]


@pytest.mark.parametrize(
    "tail", ["; -- a remark", ";\n/* a block;\n of remarks */\n", " -- a remark", " /* why; */ ; ; ", ";;", "; -- it's"]
)
def test_remarks_behind_the_end_of_a_mapping_are_no_part_of_it(warehouse: Warehouse, tmp_path: Path, tail: str) -> None:
    select = f"select 'a;b' as response_id, 9 as score, '-- no; remark' as region{tail}"
    found, arrow = read(warehouse, tmp_path, "survey_responses", select)
    assert found.error is None
    assert arrow.to_pylist()[0]["region"] == "-- no; remark"
