"""What a refresh publishes, carries over and withholds; what it asks again; and what it survives."""

from __future__ import annotations

import inspect
import shutil
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from dashboard.refresh.extract import Extraction, Plan
from dashboard.refresh.run import RefreshError, check, refresh
from dashboard.refresh.source import source_identity
from dashboard.settings import Accepted, Settings, SettingsError
from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Snapshot, Store
from dashboard.warehouse import connect
from data_checks.extract_audit import audit_extracts
from data_checks.source_audit import audit_source
from data_checks.validation import GREAT_EXPECTATIONS, Auditor, GreatExpectations
from queries.datasets import BY_NAME
from queries.extract import Parameters
from queries.source import Source
from tests import companies
from tests.conftest import UNTIL
from tests.nodding import NODDING

CUBES = (
    "answers", "answer_clusters", "answers_by_label", "clusters_by_label",
    "themed_answers", "theme_pairs", "theme_clusters", "tag_versions", "survey_modes",
    "tenure_answers", "finance", "heard",
)  # fmt: skip
CONNECTED = {
    *CUBES, "commitments", "customer_revenue", "revenue_by_label", "customer_windows", "customer_windows_by_label",
    "window_revenue", "arrivals", "departures", "price_steps", "next_steps",
    "customer_cohorts", "coverage", "last_answers", "accounts", "account_events", "theme_risk", "numbered_themes",
    "departments",
    "themes", "tasks", "revenue_matches",
}  # fmt: skip


class Company:
    """A company's warehouse with its store of snapshots."""

    def __init__(self, folder: Path, kept: Path, auditor: Auditor) -> None:
        self.auditor = auditor
        self.kept = kept
        self.warehouse = folder / "warehouse.duckdb"
        if not (kept / self.warehouse.name).exists():
            companies.build(kept / self.warehouse.name)
        shutil.copyfile(kept / self.warehouse.name, self.warehouse)
        self.settings: Settings = companies.settings(folder, self.warehouse)
        self.lines: list[str] = []

    @property
    def store(self) -> Store:
        return Store(self.settings.snapshots)

    def refresh(self, *, full: bool = False, replace: bool = False, **changes: Any) -> Snapshot:
        self.lines.clear()
        settings = self.settings.model_copy(update=changes)
        return refresh(settings, full=full, replace=replace, report=self.lines.append, auditor=self.auditor)

    def first(self) -> Snapshot:
        """Publish for the first time. All companies here begin alike: what comes of it is kept, and copied."""
        kept = self.kept / type(self.auditor).__name__
        if kept.exists():
            shutil.copytree(kept, self.settings.snapshots)
        else:
            self.refresh()
            shutil.copytree(self.settings.snapshots, kept)
        return self.store.current()

    def change(self, *statements: str) -> None:
        companies.change(self.warehouse, *statements)

    def entry(self, name: str) -> DatasetEntry:
        return self.store.current().manifest.datasets[name]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a company's beginnings are kept."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def place(kept: Path) -> Path:
    """Return an empty folder, the same for each company: what was read from another address would be another's."""
    place = kept / "company"
    if place.exists():
        shutil.rmtree(place)
    place.mkdir()
    return place


@pytest.fixture
def company(place: Path, kept: Path) -> Company:
    """Return a company for tests of what is asked, written and carried over: its rows are not audited."""
    return Company(place, kept, NODDING)


@pytest.fixture
def audited(place: Path, kept: Path) -> Company:
    """Return a company for tests of what the gate stops, and of the whole way."""
    return Company(place, kept, GREAT_EXPECTATIONS)


def files(snapshot: Snapshot, *names: str) -> dict[str, str | None]:
    return {name: snapshot.manifest.datasets[name].sha256 for name in names}


def failed(manifest: Manifest) -> set[str]:
    return {finding.check for finding in manifest.failed("critical")}


def test_the_first_refresh_publishes_what_is_connected(audited: Company) -> None:
    snapshot = audited.refresh()
    states = {name: entry.state for name, entry in snapshot.manifest.datasets.items()}
    assert {name for name, state in states.items() if state == "published"} == CONNECTED
    assert set(states.values()) == {"published", "not_connected"}
    invitations = snapshot.manifest.datasets["invitations"]
    assert invitations.reasons == ["The warehouse has no table survey_invitations."]
    answers = snapshot.table("answers")
    assert answers is not None
    assert sum(answers.column("n").to_pylist()) == companies.MONTHS * 20
    assert snapshot.manifest.full
    assert not snapshot.manifest.demo
    assert snapshot.manifest.company == "Small & Co"


@pytest.mark.parametrize("publishes_or_audits", [refresh, audit_source, audit_extracts])
def test_great_expectations_audits_unless_a_test_says_otherwise(publishes_or_audits: Callable[..., Any]) -> None:
    assert type(inspect.signature(publishes_or_audits).parameters["auditor"].default) is GreatExpectations
    assert not any("audit" in name for name in Settings.model_fields)


def test_the_manifest_tells_where_the_snapshot_comes_from(company: Company) -> None:
    manifest = company.first().manifest
    assert manifest.code_version.startswith("0.1.0")
    assert manifest.as_of == companies.TODAY
    assert (manifest.first_month, manifest.last_month) == (companies.FIRST, companies.FIRST + companies.MONTHS - 1)
    assert manifest.contract["survey_responses"].required
    assert manifest.tables["customers"].present
    assert manifest.tables["customers"].missing_columns == [
        "acquisition_source", "churned_on", "churn_reason", "account_name",
    ]  # fmt: skip
    assert not manifest.tables["pilots"].present
    assert manifest.measures["nps"]
    answers = manifest.datasets["answers"]
    assert "from survey_responses" in answers.sql
    assert answers.reads == ["survey_responses", "customers"]
    assert answers.months == (manifest.first_month, manifest.last_month)
    assert answers.held == answers.months
    assert manifest.datasets["customer_windows"].held == (manifest.first_month + 1, manifest.last_month)
    assert (manifest.datasets["tasks"].held, manifest.datasets["invitations"].held) == (None, None)
    assert manifest.datasets["tasks"].months is None
    assert "sum(" in manifest.datasets["invitations"].sql, "what is not connected can still be looked up"


def test_refreshing_again_asks_the_open_months_alone_and_comes_to_the_same(company: Company, tmp_path: Path) -> None:
    first = company.first()
    again = company.refresh()
    assert sum("3 months asked again" in line for line in company.lines) == len(CUBES)
    assert files(again, *CONNECTED) == files(first, *CONNECTED)
    assert not again.manifest.full
    whole = company.refresh(full=True)
    assert whole.manifest.full
    assert files(whole, *CONNECTED) == files(first, *CONNECTED)


def test_late_answers_in_open_months_come_in_those_in_closed_ones_with_a_full_refresh(company: Company) -> None:
    company.first()
    company.change(
        "update survey_responses set score = 10 where metric = 'nps' and responded_at >= timestamp '2025-12-01'",
        "update survey_responses set score = 0 where metric = 'nps' and responded_at < timestamp '2025-12-01'",
    )
    late = company.refresh(open_months=3)
    answers = late.table("answers")
    assert answers is not None
    frame = answers.to_pandas().query("metric == 'nps'")
    assert set(frame[frame.month >= 2025 * 12 + 11].score) == {10}
    assert set(frame[frame.month < 2025 * 12 + 11].score) != {0}
    whole = company.refresh(full=True).table("answers")
    assert whole is not None
    frame = whole.to_pandas().query("metric == 'nps'")
    assert set(frame[frame.month < 2025 * 12 + 11].score) == {0}


@pytest.mark.parametrize("earlier", [date(2026, 2, 1), date(2025, 6, 20)])
def test_what_changed_while_no_refresh_ran_comes_in_however_long_that_was(
    company: Company, tmp_path: Path, earlier: date
) -> None:
    """Months that were open at the last reading are asked again, though they are closed by now."""
    company.change("delete from survey_responses where responded_at >= timestamp '" + earlier.isoformat() + "'")
    company.refresh(as_of=earlier)
    company.warehouse.unlink()
    companies.build(company.warehouse)
    late = company.refresh()
    other = company.settings.model_copy(update={"snapshots": tmp_path / "other"})
    fresh = refresh(other, report=company.lines.append, auditor=company.auditor)
    assert files(late, *CUBES) == files(fresh, *CUBES)


def test_months_before_the_first_are_let_go_and_more_of_them_are_asked_in_full(
    company: Company, tmp_path: Path
) -> None:
    company.first()
    shorter = company.refresh(first_month="2025-01")
    answers = shorter.table("answers")
    assert answers is not None
    assert min(answers.column("month").to_pylist()) == 2025 * 12
    assert "3 months asked again" in "\n".join(company.lines)
    longer = company.refresh()
    assert "asked again" not in "\n".join(company.lines)
    assert longer.manifest.datasets["answers"].rows > shorter.manifest.datasets["answers"].rows


@pytest.mark.parametrize("changes", [{"signed_mentions": False}, {"timezone": "Asia/Tokyo"}])
def test_with_other_settings_every_month_is_asked_again(company: Company, changes: dict[str, Any]) -> None:
    company.first()
    company.refresh(**changes)
    assert "asked again" not in "\n".join(company.lines)


def test_another_warehouse_is_never_put_beside_the_months_of_this_one(company: Company, tmp_path: Path) -> None:
    first = company.first()
    other = tmp_path / "other.duckdb"
    companies.build(other)
    companies.change(other, "drop table finance", "alter table tasks drop column due_on")
    snapshot = company.refresh(warehouse_url=SecretStr(f"duckdb:///{other}"))
    assert snapshot.manifest.full
    assert snapshot.manifest.datasets["finance"].state == "not_connected"
    assert snapshot.manifest.datasets["tasks"].state == "withheld"
    assert first.manifest.settings["source"] != snapshot.manifest.settings["source"]


COMPARED = "Compared with no earlier snapshot: that of "


def address(url: str, company: str | None = "One") -> Settings:
    return Settings(warehouse_url=SecretStr(url), company=company, demo_file=Path("none.duckdb"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("postgresql://r:a@h/d", "postgresql://r:b@h/d", True),
        ("postgresql://r@h/d?options=-csearch_path=cx", "postgresql://r@h/d?options=-csearch_path%3Dcx", True),
        ("postgresql://r@h/d?sslpassword=a&x=1", "postgresql://r@h/d?x=1&sslpassword=b", True),
        ("postgresql://r@h/d?options=-csearch_path=cx", "postgresql://r@h/d?options=-csearch_path=cx3", False),
        ("postgresql://r@h/d", "postgresql://q@h/d", False),
        ("postgresql://r@h/d", "postgresql://r@h/e", False),
        ("postgresql://r@h/d", "postgresql://r@i/d", False),
        ("postgresql://r@h/d", "postgresql://r@h:5433/d", False),
    ],
)
def test_a_source_is_all_of_its_address_but_for_what_is_secret(one: str, other: str, same: bool) -> None:
    assert (source_identity(address(one)) == source_identity(address(other))) is same


@pytest.mark.parametrize(
    "url",
    [
        "hush", "postgresql://r:hush@h:port/d", "postgresql://r:hu/hush@h:x@y/d", "postgresql://r:x@hush@h/d",
        "postgresql//r:hush@h/d", "",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(company: Company, url: str) -> None:
    with pytest.raises(SettingsError, match="is no SQLAlchemy URL") as refused:
        company.refresh(warehouse_url=SecretStr(url))
    assert "hush" not in "".join(traceback.format_exception(refused.value)).split("SettingsError:")[1]
    assert refused.value.__context__ is None
    attempt = company.store.last_attempt()
    assert attempt is not None
    assert "is no SQLAlchemy URL" in attempt.sentence


def test_a_mapping_folder_that_moves_is_still_compared(audited: Company, tmp_path: Path) -> None:
    mapping = tmp_path / "map"
    mapping.mkdir()
    for table in ("survey_responses", "customers"):
        (mapping / f"{table}.sql").write_text(f"select * from {table}", encoding="utf-8")
    audited.refresh(mapping=mapping)
    (tmp_path / "elsewhere").mkdir()
    moved = mapping.rename(tmp_path / "elsewhere/map")
    audited.change("delete from survey_responses where hash(response_id) % 10 < 9")
    manifest = audited.refresh(mapping=moved).manifest
    assert "survey_responses.volume" in failed(manifest)
    assert manifest.datasets["answers"].state == "carried_over"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"company": "Another"}, "is of another company, Small & Co"),
        ({"mapping": "map"}, "was read through no mapping, this one through the mapping map"),
        ({"warehouse_url": "other"}, "was read from another address"),
    ],
)
def test_where_nothing_can_be_compared_it_is_said(
    company: Company, tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    first = company.first()
    assert "snapshots.compared" not in {finding.check for finding in first.manifest.findings}
    (tmp_path / "map").mkdir()
    (tmp_path / "map/survey_responses.sql").write_text("select * from survey_responses", encoding="utf-8")
    if "mapping" in changes:
        changes = {"mapping": tmp_path / "map"}
    if "warehouse_url" in changes:
        companies.build(tmp_path / "other.duckdb")
        changes = {"warehouse_url": SecretStr(f"duckdb:///{tmp_path}/other.duckdb")}
    manifest = company.refresh(**changes).manifest
    (finding,) = [entry for entry in manifest.failed("warning") if entry.check == "snapshots.compared"]
    assert finding.sentence.startswith(COMPARED)
    assert said in finding.sentence
    assert finding.sentence in company.lines
    assert manifest.full
    assert "snapshots.compared" not in {entry.check for entry in company.refresh(**changes).manifest.findings}


def test_a_company_that_comes_back_is_compared_with_its_own_last_snapshot(company: Company) -> None:
    own = company.first()
    company.refresh(company="Another")
    company.change("drop table tasks")
    back = company.refresh()
    assert COMPARED not in "\n".join(company.lines)
    assert (back.manifest.datasets["tasks"].state, back.manifest.datasets["tasks"].from_snapshot) == (
        "carried_over", own.id,
    )  # fmt: skip


def test_after_the_demo_company_nothing_can_have_been_lost(company: Company) -> None:
    company.refresh(demo_file=company.warehouse)
    manifest = company.refresh().manifest
    (finding,) = [entry for entry in manifest.failed() if entry.check == "snapshots.compared"]
    assert (finding.severity, "is of another company, Aurelia Systems" in finding.sentence) == ("info", True)


def test_where_no_snapshot_is_whole_it_is_said_too(company: Company) -> None:
    (company.first().folder / "tasks.parquet").write_bytes(b"")
    company.refresh()
    assert "Compared with no earlier snapshot: none of them is whole." in company.lines


def test_the_demo_company_takes_a_real_one_s_place_only_when_told_to(company: Company) -> None:
    real = company.first()
    demo: dict[str, Any] = {"demo_file": company.warehouse}
    with pytest.raises(SettingsError, match="shows Small & Co, and what would be published is the demo company"):
        company.refresh(**demo)
    assert company.store.current().id == real.id
    attempt = company.store.last_attempt()
    assert attempt is not None
    assert attempt.outcome == "failed"
    (real.folder / "tasks.parquet").write_bytes(b"")
    with pytest.raises(SettingsError, match="shows Small & Co"):
        company.refresh(**demo)
    assert company.refresh(replace=True, **demo).manifest.demo
    assert company.refresh(**demo).manifest.demo


def test_a_file_of_the_mapping_that_names_no_table_is_a_warning(company: Company, tmp_path: Path) -> None:
    mapping = tmp_path / "map"
    mapping.mkdir()
    for name, table in (("survey_responses", "survey_responses"), ("custmers", "customers"), ("zzz", "tasks")):
        (mapping / f"{name}.sql").write_text(f"select * from {table}", encoding="utf-8")
    manifest = company.refresh(mapping=mapping).manifest
    found = {entry.scope: entry for entry in manifest.failed("warning") if entry.check == "mapping.files"}
    assert set(found) == {"custmers.sql", "zzz.sql"}
    assert found["custmers.sql"].action == "Name it customers.sql, if that is meant, or remove it."
    assert found["zzz.sql"].action == "Name it like a table of the contract, or remove it."
    assert found["custmers.sql"].sentence in company.lines


def test_what_cannot_be_read_stops_whatever_is_accepted(audited: Company) -> None:
    """A column that no row may be without is not given up by a word; its rows would all be without it."""
    first = audited.first()
    audited.change("alter table tasks alter created_on type varchar", "update tasks set created_on = 'soon'")
    word = Accepted(check="tasks.types", reason="Known", by="Head of CX", until=date(2026, 12, 31))
    manifest = audited.refresh(accepted=(word,)).manifest
    assert (manifest.datasets["tasks"].state, manifest.datasets["tasks"].from_snapshot) == ("carried_over", first.id)
    (finding,) = [entry for entry in manifest.failed("critical") if entry.check == "tasks.types"]
    assert finding.accepted is None
    void = "The acceptance of tasks.types by Head of CX changes nothing: what was not read cannot be published."
    assert void in manifest.notices


def test_a_query_that_failed_stops_whatever_is_accepted(audited: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    first, ask = audited.first(), Extraction._ask

    def failing(extraction: Extraction, plan: Plan) -> pa.Table:
        if plan.dataset.name == "tasks":
            raise OverflowError("year 5881580 is out of range")
        return ask(extraction, plan)

    monkeypatch.setattr(Extraction, "_ask", failing)
    word = Accepted(check="tasks.query", reason="Known", by="Head of CX", until=date(2026, 12, 31))
    manifest = audited.refresh(accepted=(word,)).manifest
    assert (manifest.datasets["tasks"].state, manifest.datasets["tasks"].from_snapshot) == ("carried_over", first.id)
    (finding,) = [entry for entry in manifest.failed("critical") if entry.check == "tasks.query"]
    assert finding.accepted is None
    assert "The query of tasks failed: OverflowError: year 5881580" in finding.sentence
    void = "The acceptance of tasks.query by Head of CX changes nothing: what was not read cannot be published."
    assert void in manifest.notices


def test_a_table_that_cannot_be_read_is_not_empty_whatever_is_accepted(audited: Company, tmp_path: Path) -> None:
    mapping = tmp_path / "map"
    mapping.mkdir()
    for table in ("survey_responses", "tasks"):
        (mapping / f"{table}.sql").write_text(f"select * from {table}", encoding="utf-8")
    first = audited.refresh(mapping=mapping)
    (mapping / "tasks.sql").write_text("select nothing_like_it from tasks", encoding="utf-8")
    word = Accepted(check="tasks.readable", reason="Known", by="Head of CX", until=date(2026, 12, 31))
    for _ in range(2):
        manifest = audited.refresh(mapping=mapping, accepted=(word,)).manifest
        for name in ("tasks", "commitments"):
            assert (manifest.datasets[name].state, manifest.datasets[name].from_snapshot) == ("carried_over", first.id)
        assert manifest.tables["tasks"].rows == first.manifest.tables["tasks"].rows
        assert "The acceptance of tasks.readable by Head of CX changes nothing" in manifest.notices[0]


def test_to_accept_a_part_is_not_to_accept_the_loss_of_the_rest(audited: Company) -> None:
    audited.first()
    audited.change("delete from survey_responses where hash(response_id) % 10 < 9")
    word = Accepted(check="survey_responses.volume", scope="another", reason="x", by="y", until=date(2026, 12, 31))
    for _ in range(2):
        assert "survey_responses.volume" in failed(audited.refresh(accepted=(word,)).manifest)
    meant = word.model_copy(update={"scope": None})
    audited.refresh(accepted=(meant,))
    assert "survey_responses.volume" not in failed(audited.refresh().manifest)


def test_what_cannot_be_read_is_carried_over_with_its_group_and_the_reasons(company: Company) -> None:
    first = company.first()
    company.change("alter table finance alter amount type varchar", "update finance set amount = 'twelve'")
    second = company.refresh()
    finance = second.manifest.datasets["finance"]
    assert (finance.state, finance.from_snapshot) == ("carried_over", first.id)
    assert finance.as_of == first.manifest.datasets["finance"].as_of
    assert finance.sha256 == first.manifest.datasets["finance"].sha256
    assert "'twelve'" in " ".join(finance.reasons)
    partner = second.manifest.datasets["customer_windows"]
    assert partner.state == "carried_over"
    assert partner.reasons[0].startswith("It is published together with 'finance', which was stopped:")
    assert second.manifest.datasets["answers"].state == "published"
    assert second.manifest.datasets["tasks"].as_of != first.manifest.datasets["tasks"].as_of
    (finding,) = [entry for entry in second.manifest.failed("critical") if entry.subject == "finance"]
    assert (finding.check, finding.scope) == ("finance.types", "amount")
    assert finding.since == second.manifest.created_at
    assert second.damage() is None


def test_what_is_carried_over_twice_is_still_the_version_that_was_good(company: Company) -> None:
    first = company.first()
    company.change("alter table finance rename to ledger", "create view finance as select month, line, region, "
                   "cast('many' || line as double) as amount from ledger")  # fmt: skip
    second = company.refresh()
    third = company.refresh()
    entry = third.manifest.datasets["finance"]
    assert (entry.state, entry.from_snapshot) == ("carried_over", first.id)
    assert entry.as_of == first.manifest.datasets["finance"].as_of
    (finding,) = [entry for entry in third.manifest.failed("critical") if entry.subject == "finance"]
    assert finding.check == "finance.readable"
    assert "The table finance runs, but reading its rows fails in amount: " in finding.sentence
    assert finding.since == second.manifest.created_at
    company.change("drop view finance", "alter table ledger rename to finance")
    mended = company.refresh().manifest
    assert mended.datasets["finance"].state == "published"
    assert "finance.readable" not in failed(mended)


def test_where_no_version_is_good_the_dataset_is_withheld_with_the_reason(company: Company) -> None:
    company.change("alter table tasks alter created_on type varchar", "update tasks set created_on = 'soon'")
    snapshot = company.refresh()
    tasks = snapshot.manifest.datasets["tasks"]
    assert (tasks.state, tasks.file, tasks.rows) == ("withheld", None, 0)
    assert tasks.reasons[-1] == "No earlier version of it is good."
    assert snapshot.table("tasks") is None
    assert not (snapshot.folder / "tasks.parquet").exists()


def test_a_damaged_earlier_version_is_not_carried_over(company: Company) -> None:
    first = company.first()
    company.change("alter table tasks alter created_on type varchar", "update tasks set created_on = 'soon'")
    (first.folder / "tasks.parquet").write_bytes(b"")
    second = company.refresh()
    assert second.manifest.datasets["tasks"].state == "withheld"
    assert second.damage() is None


def test_a_slow_query_is_given_up_and_stops_no_other(company: Company, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping"
    mapping.mkdir()
    for table in ("survey_responses", "customers", "departments"):
        (mapping / f"{table}.sql").write_text(f"select * from {table}", encoding="utf-8")
    (mapping / "tasks.sql").write_text(
        "select t.* from tasks t where (select sum(sqrt(a.range * b.range)) "
        "from range(10000000) a, range(10000000) b) > 0",
        encoding="utf-8",
    )
    snapshot = company.refresh(mapping=mapping, query_seconds=8)  # any other takes a fraction of a second
    tasks = snapshot.manifest.datasets["tasks"]
    assert tasks.state == "withheld"
    assert "took longer than 8 seconds" in " ".join(tasks.reasons)
    assert snapshot.manifest.datasets["answers"].state == "published"


def test_a_table_that_is_gone_is_carried_over_until_somebody_says_that_it_is_meant(audited: Company) -> None:
    audited.first()
    audited.change("drop table finance")
    lost = audited.refresh().manifest
    assert lost.datasets["finance"].state == "carried_over"
    assert "finance" in " ".join(lost.datasets["finance"].reasons)
    (finding,) = [entry for entry in lost.failed("critical") if entry.subject == "finance"]
    word = Accepted(check=finding.check, reason="Sold", by="CFO", until=date(2026, 12, 31))
    meant = audited.refresh(accepted=(word,)).manifest
    assert meant.datasets["finance"].state == "not_connected"
    assert meant.datasets["customer_windows"].state == "published"
    (finding,) = [entry for entry in meant.failed("critical") if entry.check == finding.check]
    assert finding.accepted is not None
    assert finding.accepted.by == "CFO"


def test_a_table_that_only_adds_is_missed_too(audited: Company) -> None:
    audited.first()
    audited.change("drop table customers")
    manifest = audited.refresh().manifest
    assert manifest.datasets["answers"].state == "carried_over"


def test_a_required_column_that_is_gone_is_said_by_its_name(audited: Company) -> None:
    audited.first()
    audited.change("alter table survey_responses drop column score")
    manifest = audited.refresh().manifest
    assert manifest.datasets["answers"].state == "carried_over"
    assert "score" in " ".join(manifest.datasets["answers"].reasons)
    assert manifest.datasets["finance"].state == "published"


def test_a_warehouse_that_is_not_there_leaves_the_last_good_snapshot_and_a_word_of_it(company: Company) -> None:
    good = company.first()
    company.warehouse.rename(company.warehouse.with_suffix(".away"))
    with pytest.raises(RefreshError, match="There is no DuckDB file"):
        company.refresh()
    assert company.store.current().id == good.id
    attempt = company.store.last_attempt()
    assert attempt is not None
    assert attempt.outcome == "failed"
    assert attempt.sentence.startswith("There is no DuckDB file")
    assert company.store.history()[-1].what == "failed"


def test_an_address_that_nobody_answers_is_said_without_its_password(company: Company) -> None:
    url = SecretStr("postgresql://reader:hush@127.0.0.1:1/none")
    with pytest.raises(RefreshError) as refused:
        company.refresh(warehouse_url=url)
    assert "hush" not in str(refused.value)
    attempt = company.store.last_attempt()
    assert attempt is not None
    assert "hush" not in attempt.sentence


def test_when_nothing_at_all_can_be_read_nothing_is_published(company: Company) -> None:
    good = company.first()
    names = ("survey_responses", "customers", "departments", "themes", "response_themes", "tasks", "finance", "revenue")
    company.change(*(f"drop table {name}" for name in names))
    with pytest.raises(RefreshError, match="none of the contract's tables"):
        company.refresh()
    assert company.store.current().id == good.id


def test_more_rows_than_are_believed_are_refused(company: Company, tmp_path: Path) -> None:
    publisher = Publisher(tmp_path / "store")
    url = f"duckdb:///{company.warehouse}"
    with publisher.lock(), publisher.draft() as draft, connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection)
        parameters = Parameters(companies.FIRST, companies.FIRST + 25, companies.FIRST)
        extraction = Extraction(warehouse, source, draft, parameters, 3)
        reading = extraction.read(extraction.plan(replace(BY_NAME["answers"], bound=50)))
    assert reading.stored is None
    assert "more than 50 rows, which is not believed" in reading.finding.sentence


def test_when_a_theme_leaves_the_pool_its_closed_months_are_asked_again(company: Company) -> None:
    company.change(
        "insert into themes select 'x' || range, 'X', null from range(70)",
        "insert into response_themes select response_id, 'x' || (hash(response_id) % 70) from survey_responses",
    )
    company.refresh()
    pairs = companies.rows_of(company.settings.snapshots, "theme_pairs")
    assert pairs is not None
    kept = {mention for mention in pairs.column("mention_a").to_pylist() if mention.startswith("x")}
    assert 0 < len(kept) < 70
    pooled = min({f"x{number}" for number in range(70)} - kept)
    company.change(f"insert into response_themes select response_id, '{pooled}' from survey_responses")
    late = company.refresh()
    assert files(late, "theme_pairs") == files(company.refresh(full=True), "theme_pairs")


def test_a_check_publishes_nothing_and_says_what_a_refresh_would(audited: Company) -> None:
    manifest = check(audited.settings, report=audited.lines.append)
    assert {name for name, entry in manifest.datasets.items() if entry.state == "published"} == CONNECTED
    assert audited.store.names() == []
    assert audited.store.last_attempt() is None
    assert not list(audited.settings.snapshots.glob(".draft-*"))


def test_old_snapshots_are_removed(company: Company) -> None:
    names = [company.refresh(keep_snapshots=2).id for _ in range(3)]
    assert company.store.names() == names[:0:-1]


def test_each_refresh_is_of_its_own_time(company: Company) -> None:
    before = datetime.now(UTC)
    snapshot = company.refresh()
    assert before <= snapshot.manifest.created_at <= datetime.now(UTC)
    for entry in snapshot.manifest.datasets.values():
        assert entry.as_of is None or before <= entry.as_of <= datetime.now(UTC)


def test_the_rows_of_a_snapshot_are_those_of_its_declared_columns(company: Company) -> None:
    snapshot = company.first()
    for name in CONNECTED:
        table = snapshot.table(name)
        assert isinstance(table, pa.Table)
        entry = snapshot.manifest.datasets[name]
        assert table.column_names == [*entry.grain, *entry.measures]
        assert table.num_rows == entry.rows


def test_postgresql_gives_the_same_snapshot(demo_warehouse: Path, demo_postgres: str, tmp_path: Path) -> None:
    """The whole way, the audits among it, on a server and on a file with the same rows."""
    urls = {"file": f"duckdb:///{demo_warehouse}", "server": demo_postgres}
    manifests = {}
    for name, url in urls.items():
        settings = companies.settings(
            tmp_path, demo_warehouse, warehouse_url=SecretStr(url), as_of=UNTIL, first_month=None,
            snapshots=tmp_path / name, query_seconds=600,
        )  # fmt: skip
        manifests[name] = refresh(settings, report=lambda _line: None).manifest
    file, server = manifests["file"], manifests["server"]
    assert {name: entry.state for name, entry in server.datasets.items()} == {
        name: entry.state for name, entry in file.datasets.items()
    }
    assert {name: entry.sha256 for name, entry in server.datasets.items()} == {
        name: entry.sha256 for name, entry in file.datasets.items()
    }
    assert {finding.check for finding in server.failed()} == {finding.check for finding in file.failed()}


def test_a_warehouse_that_is_gone_in_the_midst_is_told_and_the_last_numbers_stay(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it happens: as it is looked at, audited or read."""
    before = company.first().id

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("select 1", {}, ConnectionResetError("Connection reset by peer"))

    for what in ("audit_source", "Source.inspect", "told_once"):
        with monkeypatch.context() as patch:
            patch.setattr(f"dashboard.refresh.run.{what}", gone)
            with pytest.raises(RefreshError, match=r"^The warehouse does not answer: Connection reset by peer$"):
                company.refresh()
        assert company.store.current_id() == before
