"""The commands as people run them: what they print, and how they end."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.__main__ import app, run
from dashboard.configuration import load
from dashboard.refresh.console import print_diagnosis
from dashboard.refresh.doctor import Examination, examine
from dashboard.refresh.run import refresh
from dashboard.refresh.source import source_identity
from dashboard.settings import PREFIX
from dashboard.snapshots.manifest import DatasetEntry
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Store
from queries.source import Source, SourceTable
from tests import companies
from tests.nodding import NODDING
from tests.queries.files.registers import HEADER, TASK, csv_file
from tests.stores import manifest, publish

ROOT = Path(__file__).parents[1]
COMMANDS = ("demo", "refresh", "check", "status", "rollback", "pin", "deck", "digest", "doctor", "template")
SMALL_DEMO = ("--customers", "300", "--answers", "2000", "--until", "2026-09-17", "--quiet")


class Project:
    """A folder with settings of its own, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warehouse = folder / "warehouse.duckdb"
        companies.build(self.warehouse)
        (folder / "northstar.toml").write_text(
            f'company = "Small & Co"\nas_of = {companies.TODAY}\nfirst_month = "2024-01"\n', encoding="utf-8"
        )

    @property
    def store(self) -> Store:
        return Store(self.folder / "data/snapshots")

    def refresh(self) -> None:
        """Publish for the first time. All projects here begin alike: what comes of it is kept, and copied."""
        kept = self.folder.with_name("kept")
        if not kept.exists():
            assert self.run("refresh").exit_code == 0
            shutil.copytree(self.store.folder, kept)
        else:
            shutil.copytree(kept, self.store.folder)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where each project lies in its turn: what was read from another address would be another's."""
    return tmp_path_factory.mktemp("projects") / "project"


@pytest.fixture
def project(place: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for key in [key for key in os.environ if key.upper().startswith(PREFIX)]:
        monkeypatch.delenv(key)
    if place.exists():
        shutil.rmtree(place)
    place.mkdir()
    monkeypatch.chdir(place)
    made = Project(place)
    monkeypatch.setenv("NORTHSTAR_WAREHOUSE_URL", f"duckdb:///{made.warehouse}")
    return made


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments], cwd=cwd, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def test_help_says_what_each_command_does(project: Project) -> None:
    shown = project.run("--help")
    for command in COMMANDS:
        assert command in shown.stdout
        assert project.run(command, "--help").exit_code == 0
    assert {command.callback.__name__ for command in app.registered_commands if command.callback} == set(COMMANDS)


def test_refresh_prints_a_line_a_dataset_and_a_summary(project: Project) -> None:
    done = project.run("refresh")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert any(line.startswith("answers: ") for line in lines)
    published = sum(entry.state == "published" for entry in project.store.current().manifest.datasets.values())
    assert f"Datasets: {published} published" in lines[-1]
    assert f"Published the snapshot {project.store.current_id()}" in lines


def test_refresh_ends_with_1_when_something_is_held_back_and_says_what(project: Project) -> None:
    project.refresh()
    companies.change(project.warehouse, "alter table tasks drop column due_on")
    done = project.run("refresh")
    assert done.exit_code == 1
    assert "commitments, tasks are carried over as of " in done.stdout
    assert "1 required column missing: due_on" in done.stdout
    shown = project.run("status")
    assert shown.exit_code == 1
    assert "CRITICAL tasks.columns (since " in shown.stdout


def test_refresh_ends_with_2_and_a_sentence_when_the_warehouse_is_not_there(project: Project) -> None:
    project.refresh()
    project.warehouse.unlink()
    done = project.run("refresh")
    assert done.exit_code == 2
    assert done.stderr.startswith("There is no DuckDB file")
    shown = project.run("status")
    assert shown.exit_code == 1
    assert "failed: There is no DuckDB file" in shown.stdout
    assert "Not well: the last refresh failed" in shown.stdout


def test_status_ends_with_1_when_an_earlier_snapshot_stands_in_for_a_damaged_one(project: Project) -> None:
    publish(project.store.folder, 0)
    (publish(project.store.folder, 1).folder / "answers.parquet").unlink()
    shown = project.run("status")
    assert shown.exit_code == 1
    assert "is shown instead" in shown.stdout
    assert "Not well: the snapshot that should be current is damaged" in shown.stdout


def test_what_looks_like_markup_is_printed_as_it_stands(project: Project) -> None:
    reason = "tasks: 'x[/task]' and '[bold]' are no dates \\"
    entry = DatasetEntry(
        name="tasks", kind="register", description="", grain=[], measures=[], state="withheld", reasons=[reason]
    )
    publisher = Publisher(project.store.folder)
    with publisher.lock(), publisher.draft() as draft:
        made = publisher.publish(draft, manifest(datasets={"tasks": entry}, company="A [red] & B"))
        publisher.pin(made.id, "[/board]")
    shown = project.run("status")
    assert shown.exit_code == 1
    for text in (reason, "A [red] & B", "[/board]"):
        assert text in shown.stdout
    found = SourceTable("tasks", {}, error="no column [/due_on]")
    print_diagnosis(examine(Examination(Source("duckdb", {"tasks": found}))))


def test_a_fault_of_our_own_ends_with_2_and_a_sentence_and_its_traceback_lies_in_a_file(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_store: Store) -> None:
        raise ValueError("nobody foresaw postgresql://reader:hush@host/db\nnor this")

    monkeypatch.setattr(tempfile, "tempdir", str(project.folder))
    monkeypatch.setattr(Store, "last_attempt", fail)
    assert run(["status"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Northstar itself failed: ValueError: nobody foresaw postgresql://***@host/db. `python")
    (log,) = project.folder.glob("northstar-*.log")
    assert str(log) in said
    assert "Traceback" in log.read_text()
    assert "hush" not in log.read_text() + said
    monkeypatch.setattr(tempfile, "tempdir", str(project.folder / "nowhere"))
    assert run(["status"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_the_exit_code_is_the_command_s_own(project: Project) -> None:
    assert run(["--help"]) == 0
    assert run(["stauts"]) == 2
    assert run(["status"]) == 2


def test_a_demo_that_cannot_be_written_is_said_in_a_sentence(project: Project) -> None:
    (project.folder / "file").write_text("")
    done = project.run("demo", "--to", str(project.folder / "file/demo.duckdb"), *SMALL_DEMO)
    assert done.exit_code == 2
    assert "The demo company could not be built in" in done.stderr
    (project.folder / "folder").mkdir()
    done = project.run("demo", "--to", str(project.folder / "folder"), *SMALL_DEMO)
    assert done.exit_code == 2
    assert "Is a directory" in done.stderr


def test_a_forgotten_address_puts_no_demo_in_a_real_company_s_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.refresh()
    real = project.store.current_id()
    assert project.run("demo", *SMALL_DEMO).exit_code == 0
    monkeypatch.delenv("NORTHSTAR_WAREHOUSE_URL")
    done = project.run("refresh")
    assert done.exit_code == 2
    assert "shows Small & Co, and what would be published is the demo company" in done.stderr
    assert project.store.current_id() == real
    shown = project.run("status")
    assert shown.exit_code == 1
    assert "what would be published is the demo company" in shown.stdout


def test_a_measure_that_nobody_knows_ends_with_2_and_a_sentence(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORTHSTAR_LEAST_CHANGE", '{"nsp": 1}')
    for command in ("refresh", "check", "doctor"):
        done = project.run(command)
        assert done.exit_code == 2
        assert "least_change names nsp" in done.stderr


@pytest.mark.parametrize("command", ["refresh", "check", "doctor"])
def test_an_address_that_cannot_be_read_ends_with_2_and_a_sentence_without_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("NORTHSTAR_WAREHOUSE_URL", "postgresql://reader:hush@host:port/db")
    done = project.run(command)
    assert done.exit_code == 2
    assert done.stderr.startswith("The warehouse's address (NORTHSTAR_WAREHOUSE_URL")
    assert "hush" not in done.output


def test_a_refresh_that_is_killed_leaves_the_wall_as_it_was(project: Project) -> None:
    """The command itself, killed between two of its lines; tests/test_interruption.py looks at every step."""
    project.refresh()
    good = project.store.current_id()
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard", "refresh"], cwd=project.folder, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as command:  # fmt: skip
        assert command.stdout is not None
        for line in command.stdout:
            if line.startswith("answers: "):
                command.kill()
    assert command.returncode == -signal.SIGKILL
    shown = project.run("status")
    assert shown.exit_code == 0
    assert "it is at work, or was interrupted" in shown.stdout
    assert project.store.current_id() == good
    assert project.run("refresh").exit_code == 0
    assert project.store.current_id() != good


def test_check_publishes_nothing_and_ends_with_1_when_something_critical_failed(project: Project) -> None:
    assert project.run("check").exit_code == 0
    companies.change(project.warehouse, "alter table tasks drop column due_on")
    done = project.run("check")
    assert done.exit_code == 1
    assert "CRITICAL tasks.columns" in done.stdout
    assert project.store.names() == []


def test_status_of_nothing_says_what_to_run(project: Project) -> None:
    done = project.run("status")
    assert done.exit_code == 2
    assert "Run `python -m dashboard demo --publish`" in done.stderr


def test_status_tells_company_age_states_and_snapshots(project: Project) -> None:
    project.run("refresh")
    done = project.run("status")
    assert done.exit_code == 0
    assert "Small & Co, as of 10 Mar 2026" in done.stdout
    assert "published 0 min ago" in done.stdout
    assert "not connected" in done.stdout
    assert f"▸  {project.store.current_id()}" in done.stdout


def test_rollback_and_pin(project: Project) -> None:
    for _ in range(2):
        project.run("refresh")
    newest, oldest = project.store.names()
    assert project.run("rollback", "--reason", "the ledger was wrong").exit_code == 0
    assert project.store.current_id() == oldest
    assert "to an earlier snapshot: the ledger was wrong" in project.run("status").stdout
    assert project.run("rollback").exit_code == 2
    assert project.run("rollback", "--to", newest).exit_code == 0
    assert project.run("rollback", "--to", "yesterday").exit_code == 2
    assert project.run("pin", oldest, "--reason", "Board of March").exit_code == 0
    assert project.store.pinned() == {oldest: "Board of March"}
    assert "Board of March" in project.run("status").stdout
    assert project.run("pin", oldest, "--remove").exit_code == 0
    assert project.run("pin", "nothing").exit_code == 2


def test_doctor_compares_table_by_table_and_column_by_column(project: Project) -> None:
    done = project.run("doctor")
    assert done.exit_code == 0
    assert done.stdout.startswith("It fits the contract: of 8 tables, ")
    assert "✓ as it should be; – not there, and may be absent" in done.stdout
    assert done.stdout.rstrip().endswith("it publishes nothing.")
    assert re.search(r"datasets can be read: .*\banswers\b", done.stdout)
    assert "invitations cannot be read; it lacks survey_invitations" in done.stdout
    assert "week-based calendars" in done.stdout
    companies.change(
        project.warehouse,
        "alter table tasks rename column due_on to due_date",
        "alter table customers alter acquired_on type varchar",
        "update customers set acquired_on = 'soon'",
    )
    done = project.run("doctor")
    assert done.exit_code == 1
    assert "Is it due_date?" in done.stdout
    assert "acquired_on is text and not date" in done.stdout
    assert done.stdout.startswith(
        "It does not fit the contract: 2 things are not as they should be, in customers and tasks."
    )


def test_a_template_filled_in_is_told_by_the_doctor_cell_by_cell(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of the warehouse's own tables is left to the file: both at once would be refused."""
    companies.change(project.warehouse, "drop table tasks")
    assert "`python -m dashboard template` writes a workbook" in project.run("doctor").stdout
    folder = project.folder / "filed"
    folder.mkdir()
    done = project.run("template", "--out", "filed/registers.xlsx")
    assert (done.exit_code, "Wrote filed/registers.xlsx" in done.stdout) == (0, True)
    again = project.run("template", "--out", "filed/registers.xlsx")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    monkeypatch.setenv("NORTHSTAR_MAPPING", "filed")
    untouched = project.run("doctor")
    assert (untouched.exit_code, "sheet tasks has no row yet" in untouched.stdout) == (0, True)
    csv_file(folder / "tasks.csv", [(*HEADER, "remarks"), (*TASK[:6], "31.02.2026", "yes", "x")])
    wrong = project.run("doctor")
    assert wrong.exit_code == 1
    for said in ("8 columns in tasks.csv: 1 row,", '"31.02.2026"', "ignored"):
        assert said in wrong.stdout


def test_doctor_names_the_files_of_a_mapping_that_are_no_tables(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = project.folder / "mappings/acme"
    mapping.mkdir(parents=True)
    (mapping / "survey_responses.sql").write_text("select * from survey_responses", encoding="utf-8")
    (mapping / "customer.sql").write_text("select * from customers", encoding="utf-8")
    (mapping / "tasks.sql").write_text("select * from nowhere", encoding="utf-8")
    monkeypatch.setenv("NORTHSTAR_MAPPING", "mappings/acme")
    done = project.run("doctor")
    assert done.exit_code == 1
    assert "Is customers meant?" in done.stdout
    assert "The mapping's SELECT for tasks does not run" in done.stdout


def test_a_wrong_setting_ends_every_command_with_2_and_a_sentence(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORTHSTAR_TIMEZON", "UTC")
    for command in ("demo", "refresh", "check", "status", "rollback", "doctor"):
        done = project.run(command)
        assert done.exit_code == 2
        assert "Did you mean NORTHSTAR_TIMEZONE?" in done.stderr


def test_the_demo_is_never_published_over_a_real_company(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.refresh()
    done = project.run("demo", "--publish", *SMALL_DEMO)
    assert done.exit_code == 2
    assert "shows Small & Co" in done.stderr
    assert not (project.folder / "data/demo.duckdb").exists()
    assert project.run("demo", "--publish", "--replace", *SMALL_DEMO).exit_code == 0
    assert project.store.current().manifest.demo
    (project.folder / "map").mkdir()
    monkeypatch.setenv("NORTHSTAR_MAPPING", "map")
    done = project.run("demo", "--publish", *SMALL_DEMO)
    assert done.exit_code == 2
    assert "another company's" in done.stderr


def test_the_demo_is_built_and_published_whatever_warehouse_is_set(tmp_path: Path) -> None:
    """Run as the app runs it: in a process of its own, whose lines it shows."""
    done = process(
        "demo", "--publish", *SMALL_DEMO, cwd=tmp_path, NORTHSTAR_WAREHOUSE_URL="postgresql://nobody@nowhere/x"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("Building the demo company in ")
    assert "withheld" not in done.stdout
    manifest = Store(tmp_path / "data/snapshots").current().manifest
    assert manifest.demo
    assert manifest.company == "Aurelia Systems"


def test_a_demo_built_anew_is_another_source(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No month of the one is put beside months of the other."""
    monkeypatch.delenv("NORTHSTAR_WAREHOUSE_URL")
    identities = set()
    for _ in range(2):
        assert project.run("demo", *SMALL_DEMO).exit_code == 0
        identities |= {source_identity(load(with_warehouse=True)) for _ in range(2)}
    assert len(identities) == 2


def test_the_demo_can_be_built_elsewhere(project: Project) -> None:
    file = project.folder / "elsewhere/other.duckdb"
    done = project.run("demo", "--to", str(file), *SMALL_DEMO)
    assert done.exit_code == 0
    assert file.exists()
    assert project.store.names() == []


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_signs_that_a_terminal_cannot_show_are_replaced(
    project: Project, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """A command that has published does not end at a name, and the doctor not at its own signs."""
    companies.change(project.warehouse, "update survey_responses set metric = 'zażółć ✓' where metric = 'ces'")
    printed = {name: io.BytesIO() for name in ("stdout", "stderr")}
    for name, stream in printed.items():
        monkeypatch.setattr(sys, name, io.TextIOWrapper(stream, encoding=encoding, write_through=True))
    assert run(["refresh"]) == 1
    attempt = project.store.last_attempt()
    assert attempt is not None
    assert attempt.outcome == "published"
    assert run(["status"]) == 1
    assert run(["doctor"]) == 1, "as the refresh: a metric of the company's own is translated or not counted"
    shown = printed["stdout"].getvalue().decode(encoding)
    assert "za?" in shown
    assert re.search(r"^ ?> +\d{8}T", shown, re.MULTILINE)
    assert re.search(r"^ \+ +survey_responses", shown, re.MULTILINE)
    assert printed["stderr"].getvalue() == b""


def test_a_refresh_that_published_is_on_record_though_nobody_listens_any_more(project: Project) -> None:
    def gone(line: str) -> None:
        if line.startswith("Published"):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        refresh(load(with_warehouse=True), report=gone, auditor=NODDING)
    attempt = project.store.last_attempt()
    assert attempt is not None
    assert attempt.outcome == "published"
    assert project.store.current().manifest.company == "Small & Co"
