"""Mail by a real server on this machine: who gets it, what is said when it does not work, what cannot get into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from socket import create_server, socket
from typing import Any

import pytest
from pydantic import SecretStr

from dashboard.delivery import Mail
from dashboard.export.digest import Digest, Line, Section
from dashboard.export.letter import as_html, as_text, mail
from dashboard.export.post import MailError, send
from tests.hostile import HOSTILE
from tests.mail_server import PASSWORD, REFUSED, USER, Postbox, serving

SECRET = SecretStr(PASSWORD)


def digest(name: str = "Acme") -> Digest:
    lines = (Line(name, " fell", address="https://cx.example.com/?region=A&at=O4"),)
    section = Section("O4", name, name, lines, (name,), (name,), "https://cx.example.com/?at=O4")
    return Digest(f"Digest · {name}", "green", "all 9 checks passed", (name,), (name,), (section,), "", "", "No links.")


def settings(postbox: Postbox, **said: Any) -> Mail:
    given = {
        "host": "localhost", "port": postbox.port, "user": USER, "sender": "Northstar <cx@example.com>",
        "recipients": ("board@example.com", "Zoë <zoe@example.com>"),
    }  # fmt: skip
    return Mail.model_validate(given | said)


def letter(to: Mail, name: str = "Acme") -> EmailMessage:
    return mail(digest(name), to.sender, to.recipients)


@pytest.fixture
def postbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with serving(tmp_path) as served:
        monkeypatch.setenv("SSL_CERT_FILE", str(served.certificate))
        yield served


def test_a_mail_is_sent_under_tls_by_who_has_signed_in(postbox: Postbox) -> None:
    to = settings(postbox)
    assert send(letter(to), to, SECRET) == {}
    ((arrived, recipients, secret),) = postbox.mails
    assert recipients == ("board@example.com", "zoe@example.com")
    assert secret
    assert arrived["Subject"] == "Digest · Acme"
    assert arrived["From"] == "Northstar <cx@example.com>"
    assert arrived["To"].addresses[1].display_name == "Zoë"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content_type() == "multipart/alternative"
    plain, page = arrived.iter_parts()
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == as_text(digest())
    assert page.get_content().replace("\r\n", "\n").strip() == as_html(digest()).strip()


def test_who_is_refused_is_told_and_the_others_have_it(postbox: Postbox) -> None:
    to = settings(postbox, recipients=("board@example.com", REFUSED))
    assert send(letter(to), to, SECRET) == {REFUSED: "550 5.1.1 No such person here"}
    assert [recipients for _, recipients, _ in postbox.mails] == [("board@example.com",)]


def test_a_wrong_password_is_told_and_not_repeated(postbox: Postbox) -> None:
    to = settings(postbox)
    with pytest.raises(MailError, match="took no sign-in of northstar: 535") as failed:
        send(letter(to), to, SecretStr("guessed"))
    assert "guessed" not in str(failed.value)
    assert postbox.mails == []


def test_a_password_that_cannot_be_sent_is_told_and_not_repeated(postbox: Postbox) -> None:
    to = settings(postbox)
    with pytest.raises(MailError, match="ASCII") as failed:
        send(letter(to), to, SecretStr("Schlüssel"))
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


def test_a_user_without_a_password_is_told_before_anybody_is_asked(postbox: Postbox) -> None:
    to = settings(postbox)
    with pytest.raises(MailError, match="NORTHSTAR_MAIL_PASSWORD"):
        send(letter(to), to, None)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("refuses_all", "refused every recipient: board@example.com: 550 .*Correct recipients"),
        ("refuses_content", "refused the mail: 554 5.7.1 Looks like spam"),
    ],
)
def test_what_the_server_refuses_is_told_in_its_words(postbox: Postbox, what: str, told: str) -> None:
    setattr(postbox, what, True)
    to = settings(postbox)
    with pytest.raises(MailError, match=told):
        send(letter(to), to, SECRET)


def test_nobody_sends_under_a_certificate_that_is_not_trusted(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    to = settings(postbox)
    with pytest.raises(MailError, match=r"is not trusted: .*SSL_CERT_FILE"):
        send(letter(to), to, SECRET)
    assert postbox.mails == []


def test_a_server_that_has_no_tls_gets_no_password(tmp_path: Path) -> None:
    with serving(tmp_path, tls=False, signed_in=False) as postbox:
        to = settings(postbox)
        with pytest.raises(MailError, match="STARTTLS"):
            send(letter(to), to, SECRET)
        assert postbox.mails == []


def test_where_nobody_signs_in_it_is_sent_as_the_settings_say(tmp_path: Path) -> None:
    with serving(tmp_path, tls=False, signed_in=False) as postbox:
        to = settings(postbox, security="none", user=None)
        assert send(letter(to), to, None) == {}
        assert len(postbox.mails) == 1


def test_another_kind_of_tls_than_the_server_s_is_told(postbox: Postbox) -> None:
    to = settings(postbox, security="tls")
    with pytest.raises(MailError, match="Check port and security"):
        send(letter(to), to, SECRET)


def test_a_server_that_nobody_knows_is_told(postbox: Postbox) -> None:
    for host in ("nowhere.invalid", "a" * 70 + ".invalid"):
        to = settings(postbox, host=host)
        with pytest.raises(MailError, match=r"is not known here\. Correct host"):
            send(letter(to), to, SECRET)


def test_a_server_that_is_not_there_is_told(postbox: Postbox) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        to = settings(postbox, port=free.getsockname()[1])
    with pytest.raises(MailError, match="refuses connections"):
        send(letter(to), to, SECRET)


def test_a_server_that_says_nothing_is_given_up(postbox: Postbox) -> None:
    with closing(create_server(("127.0.0.1", 0))) as silent:
        to = settings(postbox, port=silent.getsockname()[1])
        with pytest.raises(MailError, match=r"did not answer within 0\.2 seconds"):
            send(letter(to), to, SECRET, seconds=0.2)


@pytest.mark.parametrize(
    "name", [*HOSTILE, "Acme\r\nBcc: all@example.com", "Acme\n\n<html>", "Acme\u2028Bcc: x@example.com"]
)
def test_what_a_company_is_called_is_no_header_and_no_markup(name: str) -> None:
    sent = mail(digest(name), "cx@example.com", ("board@example.com",))
    read = message_from_bytes(sent.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert set(read.keys()) == set(sent.keys())
    assert "Bcc" not in read
    assert len(read["Subject"].splitlines()) == 1
    page = read.get_body(("html",))
    assert page is not None
    assert "<script" not in page.get_content()
    assert "<b>Sons" not in page.get_content()
    assert "<html>" not in page.get_content().split("<body", 1)[1]
