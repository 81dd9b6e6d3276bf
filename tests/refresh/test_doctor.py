"""What the doctor says of a source, in rows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.features.feature import features
from dashboard.navigation import PAGES
from dashboard.refresh.doctor import Diagnosis, Examination, advice, examine, inspect, next_step, reads, verdict
from dashboard.refresh.outlook import pages
from dashboard.refresh.sight import sights
from dashboard.settings import Settings
from dashboard.warehouse import connect
from data_checks.presence import presence
from data_checks.reach import Reach
from queries.contract import CONTRACT
from queries.datasets import BY_NAME
from queries.files import Fault, FileTable
from queries.source import Source, SourceTable

ANSWERS = {"response_id": "integer", "responded_at": "timestamp", "metric": "text", "score": "integer"}


def source(**tables: dict[str, str] | str) -> Examination:
    """A table of columns, or of a sentence that says why it fails."""
    found = {
        name: SourceTable(name, {}, error=what) if isinstance(what, str) else SourceTable(name, what)
        for name, what in tables.items()
    }
    return Examination(Source("duckdb", found))


def said(lines: list[Diagnosis], table: str, column: str | None = None) -> Diagnosis:
    (line,) = [line for line in lines if (line.table, line.column) == (table, column)]
    return line


def test_every_table_of_the_contract_has_a_line_and_every_column_of_those_that_are_there() -> None:
    lines = examine(source(survey_responses=ANSWERS))
    assert [line.table for line in lines if line.column is None] == list(CONTRACT)
    columns = [line.column for line in lines if line.table == "survey_responses" and line.column]
    assert columns == [column.name for column in CONTRACT["survey_responses"].columns]


def test_only_the_answers_are_required() -> None:
    lines = examine(source())
    assert [line.table for line in lines if line.verdict == "wrong"] == ["survey_responses"]
    assert said(lines, "finance").verdict == "absent"
    assert said(lines, "finance").advice == "Provide it for: CX beside finance; reconciliation of revenue."


def test_an_optional_column_may_be_absent_and_a_required_one_may_not() -> None:
    lines = examine(source(survey_responses={"response_id": "text", "segmnt": "text", "score": "integer"}))
    assert said(lines, "survey_responses", "segment") == Diagnosis(
        "survey_responses", "segment", "absent", "not there", "Provide it as text. Is it segmnt?"
    )
    assert said(lines, "survey_responses", "responded_at").verdict == "wrong"
    assert said(lines, "survey_responses", "score").verdict == "good"


@pytest.mark.parametrize(
    ("kind", "verdict"), [("integer", "good"), ("number", "good"), ("text", "wrong"), ("date", "wrong")]
)
def test_a_type_is_good_where_it_can_be_read_without_loss(kind: str, verdict: str) -> None:
    line = said(examine(source(survey_responses={**ANSWERS, "score": kind})), "survey_responses", "score")
    assert (line.verdict, line.found) == (verdict, kind if verdict == "good" else f"score is {kind} and not integer")
    assert line.advice.startswith("Cast it") == (verdict == "wrong")


@pytest.mark.parametrize("column", ["mode", "weight", "score", "coded", "responded_at"])
@pytest.mark.parametrize("kind", ["text", "integer", "number", "boolean", "date", "timestamp", "json"])
def test_the_doctor_and_the_gate_judge_types_alike(column: str, kind: str) -> None:
    found = source(survey_responses={**ANSWERS, column: kind})
    types = {finding.check: finding for finding in presence(found.source, None, Reach.over(found.source))}[
        "survey_responses.types"
    ]
    assert (said(examine(found), "survey_responses", column).verdict == "good") is types.passed


def test_a_table_that_fails_says_why_and_stops_what_reads_it() -> None:
    found = source(survey_responses=ANSWERS, customers="The table customers does not run: no right to read it")
    line = said(examine(found), "customers")
    assert (line.verdict, line.found) == ("wrong", "The table customers does not run: no right to read it")
    good, lacking = reads(found)
    assert good == []
    assert lacking["answers"] == ("customers",)


def test_what_can_be_read_and_what_is_lacking_are_all_datasets() -> None:
    good, lacking = reads(source(survey_responses=ANSWERS, finance={"month": "date", "line": "text"}))
    assert good == [
        "answers",
        "answer_clusters",
        "answers_by_label",
        "clusters_by_label",
        "themed_answers",
        "survey_modes",
        "heard",
    ]
    assert lacking["finance"] == ("finance.amount",)
    assert lacking["theme_pairs"] == ("response_themes",)
    assert sorted([*good, *lacking]) == sorted(BY_NAME)


def test_themes_that_nobody_is_known_to_have_read_are_pointed_out() -> None:
    themes = {"response_id": "text", "theme_id": "text"}
    lines = examine(source(survey_responses=ANSWERS, response_themes=themes))
    assert "nobody is known to have read" in lines[-1].found
    read = examine(source(survey_responses={**ANSWERS, "comment": "text"}, response_themes=themes))
    assert not any("nobody" in line.found for line in read)


def test_a_file_of_a_mapping_that_names_no_table_is_pointed_out() -> None:
    tables = source(survey_responses=ANSWERS).source.tables
    stray = Examination(Source("duckdb", tables, strays=("custmers.sql", "scratch.sql")))
    near, far = examine(stray)[-2:]
    assert (near.verdict, near.advice) == ("wrong", "Is customers meant?")
    assert far.advice.startswith("Remove the file")


def test_a_column_that_the_contract_does_not_know_is_named_and_is_no_fault() -> None:
    found = SourceTable("survey_responses", {**ANSWERS, "chanel": "text", "seat": "text"}, "select 1")
    lines = examine(Examination(Source("duckdb", {"survey_responses": found})))
    line = said(lines, "survey_responses", "chanel and seat")
    assert (line.verdict, line.found) == (
        "unused", "are not read, as the contract has no such columns; did you mean channel by chanel?",
    )  # fmt: skip


def test_a_table_in_a_file_is_told_with_what_is_ignored_and_what_cannot_be_read() -> None:
    faults = tuple(Fault("score", row, f"answers.csv, row {row}: no") for row in range(2, 10))
    file = FileTable(
        "survey_responses", "answers.csv", datetime(2026, 9, 3, tzinfo=UTC), dict.fromkeys(ANSWERS, ()),
        numbers=tuple(range(2, 10)), faults=faults, ignored=("chanel", "notes"), remarks=("answers.csv: a remark.",),
    )  # fmt: skip
    found = Examination(Source(
        "duckdb", {"survey_responses": SourceTable("survey_responses", ANSWERS, "select 1", file=file)},
        unread={"registers.xlsx": "registers.xlsx is damaged."}, remarks=("A remark.",),
    ))  # fmt: skip
    lines = examine(found)
    assert said(lines, "survey_responses").found == "4 columns in answers.csv: 8 rows, changed on 3 Sep 2026"
    assert said(lines, "survey_responses", "chanel").advice == "The contract has no such column. Is channel meant?"
    assert said(lines, "survey_responses", "notes").found == "ignored"
    wrong = [line.found for line in lines if line.column == "score" and line.verdict == "wrong"]
    assert wrong == [*(fault.sentence for fault in faults[:5]), "3 more cells cannot be read"]
    assert lines[-1] == Diagnosis("registers.xlsx", None, "wrong", "registers.xlsx is damaged.", "Mend the file.")
    told = list(advice(Settings(), found))
    assert told[:2] == ["A remark.", "answers.csv: a remark."]
    assert "(departments, regions, rally_cries, objectives" in told[2]


def test_a_file_that_cannot_be_read_is_mended_and_not_its_select() -> None:
    file = FileTable("tasks", "tasks.csv", datetime(2026, 9, 3, tzinfo=UTC), error="tasks.csv is empty.")
    found = Examination(Source("duckdb", {"tasks": SourceTable("tasks", {}, error=file.error, file=file)}))
    assert said(examine(found), "tasks") == Diagnosis("tasks", None, "wrong", "tasks.csv is empty.", "Mend the file.")


def test_the_verdict_says_first_what_it_comes_to_and_the_last_line_what_to_do_next() -> None:
    well = source(survey_responses=ANSWERS)
    lines = examine(well)
    said = verdict(lines, reads(well)[0])
    assert re.match(r"It fits the contract: of 1 table, 7 of \d+ datasets can be read\. Whether", said)
    assert "`python -m dashboard check`" in next_step(lines)
    ill = source(survey_responses=ANSWERS, tasks={"task_id": "text"}, customers="no right to read it")
    lines = examine(ill)
    said = verdict(lines, reads(ill)[0])
    assert said.startswith(
        "It does not fit the contract: 7 things are not as they should be, in customers and tasks. Of 3 tables, 0 of "
    )
    assert "run `python -m dashboard doctor` again" in next_step(lines)


def test_what_nothing_reads_yet_is_marked_so() -> None:
    lines = examine(
        source(
            survey_responses={**ANSWERS, "about_kind": "text"},
            employee_pulse={"question": "text"},
            finance={},
            survey_invitations={"invitation_id": "text"},
        )
    )
    assert said(lines, "survey_responses", "about_kind").verdict == "unused"
    about = examine(source(survey_responses={**ANSWERS, "about_id": "text", "happened_at": "timestamp"}))
    for column in ("about_id", "happened_at"):
        assert said(about, "survey_responses", column).advice == "The checks look at it; no page shows it yet."
    assert said(lines, "survey_invitations", "channel").advice == "Not used yet: nothing that is shown stands on it."
    assert said(lines, "employee_pulse").verdict == "unused"
    assert said(lines, "employee_pulse").advice == "Not used yet: nothing that is shown stands on it."
    cases = examine(source(support_cases={"case_id": "text", "opened_at": "timestamp"}))
    assert said(cases, "support_cases", "handled_by").verdict == "absent"
    assert said(cases, "support_cases", "case_id").verdict == "good", "what is told by label joins cases by it"


def test_each_page_says_what_it_will_show_and_what_the_rest_lacks() -> None:
    _, lacking = reads(source(survey_responses=ANSWERS))
    told = list(pages(Settings(), lacking))
    own = [feature for feature in features().values() if feature.page == "accountability"]
    heads = {line.partition(":")[0]: line for line in told if not line.startswith(" ")}
    assert list(heads) == [page.title for page in PAGES]
    assert not heads["Overview"].startswith("Overview: 0 of")
    undrawn = [feature for feature in own if set(feature.needs) & set(lacking)]
    assert heads["Accountability"].endswith(f": {len(own) - len(undrawn)} of {len(own)} parts can be drawn.")
    assert any(
        "not drawn, for lack of" in line and "The mandate" in line and "change_requests" in line for line in told
    )
    assert all("for lack of" not in line for line in pages(Settings(), {}))


@pytest.mark.parametrize(("odd", "verdict_"), [(1, "good"), (2, "wrong")])
def test_words_among_numbers_are_told_and_good_where_a_refresh_sets_them_aside(odd: int, verdict_: str) -> None:
    """Of 200 values one may be set aside; the other thousand rows have none."""
    words = ", ".join(f"('{'n/a' if place < odd else place % 3}', {place})" for place in range(200))
    rows = (
        f"'k' || id as case_id, timestamp '2026-01-01' as opened_at, transfers from (values {words}) v(transfers, id)"
    )
    more = "select 'm' || i, timestamp '2026-01-02', null from generate_series(1, 1000) g(i)"
    with connect("duckdb:///:memory:") as warehouse, warehouse.engine.connect() as connection:
        connection.exec_driver_sql(f"create table support_cases as select {rows} union all {more}")
        found = Source.inspect(connection)
        examined = Examination(found, sights(connection, found, warehouse.explain, 0.005))
    line = said(examine(examined), "support_cases", "transfers")
    assert line.verdict == verdict_
    assert "cannot be read, and count" in f"{line.found} {line.advice}"
    assert "'n/a' (" in f"{line.found} {line.advice}"
    assert ("cases" in reads(examined)[0]) is (verdict_ == "good")


@pytest.mark.parametrize(("lacking", "verdict_"), [(10, "good"), (11, "wrong")])
def test_a_few_rows_without_a_value_are_good_as_a_refresh_sets_them_aside(lacking: int, verdict_: str) -> None:
    """Of 2,000 rows ten may be set aside, where one in two hundred may."""
    sound = ", ".join(f"(null::integer, {place})" if place < lacking else f"(9, {place})" for place in range(2_000))
    rows = "'r' || id as response_id, timestamp '2026-01-01' as responded_at, 'nps' as metric, score"
    with connect("duckdb:///:memory:") as warehouse, warehouse.engine.connect() as connection:
        connection.exec_driver_sql(f"create table survey_responses as select {rows} from (values {sound}) v(score, id)")
        found = Source.inspect(connection)
        examined = Examination(found, sights(connection, found, warehouse.explain, 0.005))
    assert said(examine(examined), "survey_responses", "score").verdict == verdict_
    assert ("answers" in reads(examined)[0]) is (verdict_ == "good")


def examined(**tables: str) -> Examination:
    with connect("duckdb:///:memory:") as warehouse, warehouse.engine.connect() as connection:
        for name, select in tables.items():
            connection.exec_driver_sql(f"create table {name} as {select}")
        found = Source.inspect(connection)
        return Examination(found, sights(connection, found, warehouse.explain, 0.005))


@pytest.mark.parametrize(("off", "verdict_"), [(10, "good"), (11, "wrong")])
def test_scores_off_their_scale_are_no_good_where_a_refresh_would_stop_at_them(off: int, verdict_: str) -> None:
    """Of 2,000 answers of 1 to 10 no tick may stand where the check finds every other score too high."""
    select = "select 'r' || i as response_id, timestamp '2026-01-01' as responded_at, 'csat' as metric, "
    found = examined(survey_responses=f"{select} case when i < {off} then 8 else 4 end as score from range(2000) t(i)")
    line = said(examine(found), "survey_responses", "score")
    assert line.verdict == verdict_
    assert f"{off} of 2,000 rows" in line.found
    assert f"have a score outside 1 to 5 (csat), for example '8' ({off} times)" in line.found
    assert ("csat = [1, 10]" in line.advice) is (verdict_ == "wrong")
    assert ("answers" in reads(found)[0]) is (verdict_ == "good")


def test_what_is_missing_and_what_is_off_its_scale_are_both_told() -> None:
    select = "select 'r' || i as response_id, timestamp '2026-01-01' as responded_at, "
    cases = "case i % 4 when 0 then null when 1 then 99 else 4 end as score"
    metric = "case when i % 8 = 1 then 'nps' else 'csat' end as metric"
    found = examined(survey_responses=f"{select} {metric}, {cases} from range(80) t(i)")
    line = said(examine(found), "survey_responses", "score")
    for part in ("20 of 80 rows (25.0\u202f%) have none", "outside 0 to 10 (nps)", "outside 1 to 5 (csat)"):
        assert part in line.found
    assert "where score is not null" in line.advice


@pytest.mark.parametrize(("off", "verdict_"), [(1, "good"), (60, "wrong")])
def test_words_of_the_companys_own_are_told_with_the_commonest_and_how_to_translate_them(
    off: int, verdict_: str
) -> None:
    source = f"case when i < {off} then 'organic' else 'earned' end as acquisition_source"
    people = f"select 'c' || i as customer_id, {source} from range(100) t(i)"
    paid = "select 'c1' as customer_id, date '2026-01-01' as month, 1.0 as amount"
    found = examined(customers=people, revenue=paid)
    line = said(examine(found), "customers", "acquisition_source")
    assert line.verdict == verdict_
    assert f"none of earned, bought, for example 'organic' ({'1 time' if off == 1 else '60 times'})" in line.found
    told = "case acquisition_source when '…' then 'earned' … end as acquisition_source"
    assert (told in line.advice) is (verdict_ == "wrong")


@pytest.mark.parametrize(("first", "told"), [(None, True), ("2020-01", False), ("2014-01", False)])
def test_rows_of_before_the_first_month_that_is_shown_are_counted_where_nobody_chose_it(
    tmp_path: Path, first: str | None, told: bool
) -> None:
    with duckdb.connect(tmp_path / "w.duckdb") as made:
        made.execute(
            "create table survey_responses as select i as response_id, 'csat' as metric, 4 as score, "
            "make_date(2014 + i % 10, 3, 1)::timestamp as responded_at from range(100) t(i)"
        )
    own = Settings(as_of=date(2024, 1, 1), first_month=first, warehouse_url=f"duckdb:///{tmp_path / 'w.duckdb'}")
    said = [line for line in advice(own, inspect(own)) if "is shown" in line]
    assert bool(said) is told
    if told:
        assert said[0].startswith(
            "No month before Jan 2019 is shown: 50 of 100 rows of survey_responses (50.0\u202f%) are of earlier ones."
        )


@pytest.mark.parametrize("spelt", ["Responded At", "respondedAt", "Responded-at"])
def test_a_column_that_is_spelt_otherwise_is_offered_and_not_taken(spelt: str) -> None:
    """Which column is meant is for the company to say: the doctor shows what to write."""
    columns = {name: kind for name, kind in ANSWERS.items() if name != "responded_at"} | {spelt.lower(): "timestamp"}
    found = SourceTable("survey_responses", columns, spelt={spelt.lower(): spelt})
    line = said(examine(Examination(Source("duckdb", {"survey_responses": found}))), "survey_responses", "responded_at")
    assert line.verdict == "wrong"
    assert (
        line.advice == f'It is there as "{spelt}": write "{spelt}" as responded_at in the SELECT for survey_responses.'
    )
