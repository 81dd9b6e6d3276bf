"""Comments are in a snapshot where they are switched on, and nothing personal in them is, anywhere."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from dashboard.refresh import masked
from dashboard.refresh.doctor import examine, inspect, reads
from dashboard.refresh.run import check, refresh
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.verbatims import Verbatims
from dashboard.warehouse import Warehouse, WarehouseError
from data_checks.validation import GREAT_EXPECTATIONS, Auditor
from tests import companies
from tests.masking.labelled import PATTERNS, Comment, accounts, comments, persons
from tests.nodding import NODDING

ON = Verbatims(on=True, patterns=PATTERNS)
PLANTED = tuple(one for one in comments() if one.kind)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """Return the warehouse of a company in whose comments every kind of personal datum is planted."""
    warehouse = tmp_path / "warehouse.duckdb"
    companies.build(warehouse)
    with duckdb.connect(warehouse) as connection:
        answers = connection.execute("select response_id from survey_responses order by 1").fetchall()
        texts = [one.text for one in PLANTED]
        connection.executemany(
            "update survey_responses set comment = ? where response_id = ?",
            [(f"{number}: {texts[number % len(texts)]}", one) for number, (one,) in enumerate(answers)],
        )
        connection.execute("alter table response_themes add column sentiment integer")
        connection.execute("alter table tasks add column owner varchar")
        connection.execute("delete from response_themes")
        connection.execute("""
            insert into response_themes (response_id, theme_id, sentiment)
            select response_id, 't' || abs(hash(response_id)) % 4, -1 from survey_responses
        """)
        owned = [(f"p{number}", "A task", "d1", name, "task") for number, name in enumerate(persons())]
        connection.executemany(
            "insert into tasks (task_id, title, department_id, owner, kind, created_on, original_due_on, due_on) "
            "values (?, ?, ?, ?, ?, '2025-01-01', '2025-02-01', '2025-02-01')", owned,
        )  # fmt: skip
        connection.execute("alter table customers add column account_name varchar")
        called = [(name, f"c{number}") for number, name in enumerate(accounts())]
        connection.executemany("update customers set account_name = ? where customer_id = ?", called)
    return warehouse


def settings(company: Path, verbatims: Verbatims = ON) -> Settings:
    return companies.settings(company.parent, company).model_copy(update={"verbatims": verbatims})


def published(company: Path, auditor: Auditor = NODDING, verbatims: Verbatims = ON) -> tuple[Snapshot, list[str]]:
    lines: list[str] = []
    return refresh(settings(company, verbatims), report=lines.append, auditor=auditor), lines


def telling(one: Comment) -> str:
    """Return a datum as it would be found again, wherever it had come."""
    return re.sub(r"\s+", " ", one.planted).strip()


BY_RIGHT = ("name", "part", "company")
"""What registers and the list of accounts hold of people and customers: who owns a task is told as such."""


def leaks(text: str, but: tuple[str, ...] = ()) -> list[str]:
    squeezed = re.sub(r"\s+", " ", text)
    return sorted({datum for one in PLANTED if one.kind not in but and (datum := telling(one)) in squeezed})


def everything(folder: Path) -> str:
    """Return every value in every file of a folder, and what the files say besides."""
    said = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            said += [str(value) for column in table.columns for value in column.to_pylist()]
            said.append(str(table.schema.metadata))
        else:
            said.append(file.read_text("utf-8", errors="replace"))
    return "\n".join(said)


def test_nothing_personal_is_in_any_file_line_or_log(
    company: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The whole of a refresh, a check and a doctor."""
    caplog.set_level(logging.DEBUG)
    snapshot, lines = published(company, GREAT_EXPECTATIONS)
    entry = snapshot.manifest.datasets["verbatims"]
    assert (entry.state, entry.rows) == ("published", 26 * 20)
    quoted = snapshot.table("verbatims")
    assert quoted is not None
    texts = quoted.column("text").to_pylist()
    assert {one.text for one in comments() if not one.kind}.isdisjoint(texts)
    assert leaks("\n".join(texts)) == []
    assert sum("[" in text for text in texts) == len(texts)

    assert leaks(everything(snapshot.folder), BY_RIGHT) == []
    manifest = check(settings(company), report=lines.append)
    good, lacking = reads(inspect(settings(company)))
    diagnosis = examine(inspect(settings(company)))
    said = "\n".join(
        [*lines, manifest.to_json(), str(good), str(lacking), str(diagnosis), caplog.text, *capfd.readouterr()]
    )
    assert leaks(said) == []


def test_nothing_of_comments_is_kept_unless_it_is_switched_on(company: Path) -> None:
    snapshot, lines = published(company, verbatims=Verbatims())
    entry = snapshot.manifest.datasets["verbatims"]
    assert entry.state == "not_connected"
    assert entry.reasons == ["It is switched off: the setting verbatims.on is not set."]
    assert not (snapshot.folder / "verbatims.parquet").exists()
    assert not any(line.startswith("verbatims") for line in lines)
    assert leaks(everything(snapshot.folder), BY_RIGHT) == []
    on, _ = published(company)
    assert on.manifest.datasets["verbatims"].state == "published"
    off, _ = published(company, verbatims=Verbatims())
    assert off.manifest.datasets["verbatims"].state == "not_connected"
    assert not (off.folder / "verbatims.parquet").exists()


def test_a_comment_that_cannot_be_masked_is_left_out_and_said(company: Path) -> None:
    companies.change(
        company, "update survey_responses set comment = repeat('endless ', 2000) where response_id = '202602-3'"
    )
    snapshot, _ = published(company)
    assert snapshot.manifest.datasets["verbatims"].rows == 26 * 20 - 1
    (found,) = [one for one in snapshot.manifest.failed() if one.check == "verbatims.masked"]
    assert found.severity == "warning"
    assert found.sentence == "verbatims: 1 comment could not be masked and is left out."
    assert "endless" not in everything(snapshot.folder)


def test_what_cannot_be_masked_at_all_is_withheld(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(company)
    monkeypatch.setattr(masked, "unreadable", lambda _: {"tasks": "it broke"})
    snapshot, _ = published(company)
    entry = snapshot.manifest.datasets["verbatims"]
    assert (entry.state, entry.file) == ("withheld", None)
    assert "the names in tasks cannot be read" in " ".join(entry.reasons)
    assert not (snapshot.folder / "verbatims.parquet").exists()
    assert snapshot.manifest.datasets["answers"].state == "published"


def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the warehouse break off the query of comments, and quote the value at which it stopped."""
    asked = Warehouse.arrow

    def broken(self: Warehouse, sql: str, *rest: object) -> object:
        if "as text" in sql and "position <= 20" in sql:
            raise WarehouseError("Could not convert 'call me on 0171 5550199' to INT32")
        return asked(self, sql, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Warehouse, "arrow", broken)


def test_what_is_carried_over_is_masked_by_what_is_known_now(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A leak that a company mends by a pattern is not published once more because a query fails that day."""
    companies.change(company, "update survey_responses set comment = 'Ask for Ticket-77 or Quirin Spät.'")
    first, _ = published(company)
    assert "Ticket-77 or Quirin" in everything(first.folder)
    companies.change(company, "update tasks set owner = 'Quirin Spät' where task_id = 'p0'")
    breaking(monkeypatch)
    snapshot, _ = published(company, verbatims=Verbatims(on=True, patterns={"ticket": r"Ticket-\d+"}))
    entry = snapshot.manifest.datasets["verbatims"]
    assert (entry.state, entry.from_snapshot, entry.rows) == ("carried_over", first.id, 26 * 20)
    table = snapshot.table("verbatims")
    assert table is not None
    assert {*table.column("text").to_pylist()} == {"Ask for [ticket] or [name]."}


def test_what_an_engine_says_of_comments_is_not_repeated(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch)
    snapshot, lines = published(company)
    assert snapshot.manifest.datasets["verbatims"].state == "withheld"
    assert "5550199" not in everything(snapshot.folder) + "\n".join(lines)


def test_no_draft_holds_a_comment_as_it_was_written(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever kills a refresh: what is in its draft is masked already."""
    kept: list[str] = []

    def killed(*_: object) -> None:
        kept.append(everything(company.parent / "data"))
        raise KeyboardInterrupt

    monkeypatch.setattr("dashboard.refresh.run.decide", killed)
    with pytest.raises(KeyboardInterrupt):
        published(company)
    (draft,) = kept
    assert "[telephone]" in draft
    assert leaks(draft, BY_RIGHT) == []


def test_the_names_of_set_aside_rows_are_masked_as_well(company: Path) -> None:
    companies.change(
        company,
        "insert into tasks (task_id, title, department_id, owner, kind) "
        "values ('wrong', 'x', 'd1', 'Quirin Ohnedatum', 'task')",
        "update survey_responses set comment = 'Quirin Ohnedatum never called.' where response_id = '202602-3'",
    )
    snapshot, _ = published(company)
    table = snapshot.table("verbatims")
    assert table is not None
    assert "[name] never called." in table.column("text").to_pylist()
