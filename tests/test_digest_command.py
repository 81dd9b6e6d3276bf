"""The command that makes the digest and sends it: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.__main__ import app
from dashboard.configuration import load, with_identity
from dashboard.data.access import Grant
from dashboard.export.digest import digest
from dashboard.export.letter import as_text
from dashboard.export.order import question_of
from dashboard.settings import PREFIX
from tests.conftest import UNTIL
from tests.mail_server import PASSWORD, REFUSED, USER, Postbox, serving


@pytest.fixture
def folder(tmp_path: Path, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key in [key for key in os.environ if key.upper().startswith(PREFIX)]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(demo_store))
    monkeypatch.setenv("NORTHSTAR_AS_OF", UNTIL.isoformat())
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def postbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with serving(tmp_path) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.certificate))
        monkeypatch.setenv("NORTHSTAR_MAIL_PASSWORD", PASSWORD)
        yield served


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["digest", *arguments], catch_exceptions=False)


def name_server(
    folder: Path, postbox: Postbox, *recipients: str, of_regions: Mapping[str, Sequence[str]] | None = None
) -> None:
    to = ", ".join(f'"{one}"' for one in recipients or (() if of_regions else ("board@example.com",)))
    named = "".join(f"{json.dumps(region)} = {json.dumps(people)}\n" for region, people in (of_regions or {}).items())
    (folder / "northstar.toml").write_text(
        f'[mail]\nhost = "localhost"\nport = {postbox.port}\nuser = "{USER}"\n'
        f'sender = "Northstar <cx@example.com>"\nrecipients = [{to}]\n[mail.of_regions]\n{named}'
    )


def test_it_is_printed_where_nothing_else_is_asked_for(folder: Path) -> None:
    done = run("--region", "NA", "--period", "2026-Q2")
    assert done.exit_code == 0, done.output
    assert "Customer experience digest" in done.stdout
    assert "Q2 2026" in done.stdout
    assert list(folder.iterdir()) == []


def test_it_is_written_as_the_ending_says(folder: Path, postbox: Postbox) -> None:
    name_server(folder, postbox)
    for form, begins in (("html", "<!DOCTYPE html>"), ("txt", "Customer experience digest"), ("eml", "Subject: ")):
        assert run("--out", f"digest.{form}").exit_code == 0
        assert (folder / f"digest.{form}").read_bytes().decode().startswith(begins)
    mail = message_from_bytes((folder / "digest.eml").read_bytes(), policy=default)
    assert mail["To"] == "board@example.com"
    assert postbox.mails == []


def test_a_digest_a_region_is_made_in_one_run(folder: Path) -> None:
    done = run("--out", "digest.txt", "--each-region")
    assert done.exit_code == 0, done.output
    files = sorted(file.name for file in folder.glob("*.txt"))
    assert "digest-NA.txt" in files
    assert f"{len(files)} of {len(files)} digests made" in done.output
    some = run("--out", "digest.txt", "--each-region", "--region", "NA", "--region", "Atlantis")
    assert some.exit_code == 1
    assert "Atlantis" in some.stderr
    assert run("--out", "digest.txt", "--region", "Atlantis").exit_code == 2


def test_it_is_sent(folder: Path, postbox: Postbox) -> None:
    name_server(folder, postbox)
    done = run("--send", "--region", "NA")
    assert done.exit_code == 0, done.output
    ((mail, recipients, secret),) = postbox.mails
    assert (recipients, secret) == (("board@example.com",), True)
    assert mail["Subject"].startswith("Customer experience digest · Demo company · NA · As of")
    assert "Sent “Customer experience digest" in done.stdout
    assert "to 1 recipient\n" in done.stdout
    assert PASSWORD not in done.output


def test_whoever_may_see_a_region_alone_is_sent_that_region_and_no_more(folder: Path, postbox: Postbox) -> None:
    of_regions = {"NA": ["na@example.com"], "Europe": ["eu@example.com"]}
    name_server(folder, postbox, "board@example.com", of_regions=of_regions)
    done = run("--send")
    assert done.exit_code == 0, done.output
    assert [to for _, to, _ in postbox.mails] == [("board@example.com",)], "the whole company's goes to no region"
    assert run("--send", "--region", "NA").exit_code == 0
    whole, own = postbox.mails[1:]
    assert (whole[1], own[1]) == (("board@example.com",), ("na@example.com",))
    assert own[0]["To"] == "na@example.com"
    assert "LATAM" not in words_of(own[0])
    assert run("--send", "--region", "DACH").exit_code == 0
    assert [to for _, to, _ in postbox.mails[3:]] == [("board@example.com",), ("eu@example.com",)], "a part of Europe"
    assert run("--send", "--region", "NA", "--region", "DACH").exit_code == 0
    assert [to for _, to, _ in postbox.mails[5:]] == [("board@example.com",)], "neither may see both"


def test_what_a_region_is_sent_is_what_its_reader_sees(
    folder: Path, postbox: Postbox, demo_warehouse: Path, demo_store: Path
) -> None:
    name_server(folder, postbox, of_regions={"NA": ["na@example.com"]})
    done = run("--send", "--each-region")
    assert done.exit_code == 1, "the other regions' go to nobody, and that is said"
    assert "Nobody under [mail] may see the digest of LATAM" in " ".join(done.stderr.split())
    ((mail, to, _),) = postbox.mails
    assert to == ("na@example.com",)
    settings = load(folder).model_copy(update={"snapshots": demo_store})
    seen = question_of(
        with_identity(settings, demo=True), {"region": ["NA"]}, Grant(regions=frozenset({"NA"}), company_totals=False)
    )
    assert words_of(mail) == as_text(digest(seen)).replace("\r\n", "\n")
    assert words_of(mail) != as_text(digest(question_of(with_identity(settings, demo=True), {"region": ["NA"]})))


def test_who_is_of_a_region_that_is_not_there_is_sent_nothing(folder: Path, postbox: Postbox) -> None:
    name_server(folder, postbox, of_regions={"NA": ["na@example.com"], "Atlantis": ["a@example.com"]})
    done = run("--send", "--region", "NA")
    assert done.exit_code == 2
    assert "'Atlantis', no region of the data. These are: APAC" in " ".join(done.stderr.split())
    assert postbox.mails == []
    assert run("--out", "digest.eml").exit_code == 2


def words_of(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content()).replace("\r\n", "\n")


def test_whoever_is_refused_makes_it_one(folder: Path, postbox: Postbox) -> None:
    name_server(folder, postbox, "board@example.com", REFUSED)
    done = run("--send")
    assert done.exit_code == 1
    assert f"{REFUSED} was refused: 550" in done.stderr
    assert len(postbox.mails) == 1


def test_what_was_written_and_not_sent_is_one(folder: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    name_server(folder, postbox)
    monkeypatch.setenv("NORTHSTAR_MAIL_PASSWORD", "guessed")
    done = run("--send", "--out", "digest.html")
    assert done.exit_code == 1
    assert "took no sign-in" in done.stderr
    assert "guessed" not in done.output
    assert (folder / "digest.html").exists()
    assert run("--send").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--send",), "The settings name no mail server"),
        (("--out", "digest.eml"), "The settings name no mail server"),
        (("--out", "digest.doc"), "no ending that can be made"),
        (("--out", "nowhere/digest.html"), "could not be written"),
        (("--region", "Atlantis"), "Atlantis"),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_nothing_behind(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert list(folder.iterdir()) == []


def test_without_a_snapshot_there_is_no_digest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHSTAR_SNAPSHOTS", str(folder / "none"))
    assert run().exit_code == 2
