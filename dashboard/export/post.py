"""A mail handed to the company's own mail server; what goes wrong there is told in a sentence."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from socket import gaierror

from pydantic import SecretStr

from dashboard.delivery import Mail

SECONDS = 30.0
"""Seconds after which a server that does not answer is given up."""


class MailError(Exception):
    """Nobody got the mail; the message says why, and what to do."""


def send(message: EmailMessage, mail: Mail, password: SecretStr | None, seconds: float = SECONDS) -> Mapping[str, str]:
    """Send a mail to all its recipients, and return those whom the server refused, each with its words.

    Raises MailError where nobody got it.
    """
    if mail.user and password is None:
        raise MailError(
            f"The mail's user {mail.user} has no password. Set the environment variable NORTHSTAR_MAIL_PASSWORD, or "
            "write mail_password into .streamlit/secrets.toml under [northstar]."
        )
    with _in_words(mail, seconds), _connected(mail, seconds) as server:
        if mail.user and password is not None:
            _sign_in(server, mail.user, password)
        refused = server.send_message(message)
    return {recipient: _said(code, words) for recipient, (code, words) in refused.items()}


def _sign_in(server: smtplib.SMTP, user: str, password: SecretStr) -> None:
    try:
        server.login(user, password.get_secret_value())
    except UnicodeEncodeError:
        # The error holds what could not be written, which may be the password: it is not handed on.
        raise MailError("Mail servers take user and password in plain letters alone (ASCII).") from None


@contextmanager
def _connected(mail: Mail, seconds: float) -> Iterator[smtplib.SMTP]:
    """Give a connection as secret as the settings ask for; what was sent stays sent, however the server takes leave."""
    trusted = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(mail.host, mail.port, timeout=seconds, context=trusted)
        if mail.security == "tls"
        else smtplib.SMTP(mail.host, mail.port, timeout=seconds)
    )
    try:
        if mail.security == "starttls":
            server.starttls(context=trusted)
        yield server
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


@contextmanager
def _in_words(mail: Mail, seconds: float) -> Iterator[None]:
    """Say what went wrong between us and the server in a sentence; no password is part of one."""
    server = f"The mail server {mail.host}:{mail.port}"
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        each = "; ".join(f"{one}: {_said(*why)}" for one, why in error.recipients.items())
        raise MailError(f"{server} refused every recipient: {each}. Correct recipients under [mail].") from error
    except smtplib.SMTPException as error:
        cause = error.__context__  # where an answer did not come, the library names it in words alone
        told = _of_network(cause, mail, seconds) if isinstance(cause, TimeoutError) else _of_protocol(error, mail)
        raise MailError(f"{server} {told}") from error
    except (OSError, UnicodeError) as error:
        raise MailError(f"{server} {_of_network(error, mail, seconds)}") from error


def _of_protocol(error: smtplib.SMTPException, mail: Mail) -> str:
    """Return what came of the talk with the server, to follow its name."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        told = _said(error.smtp_code, error.smtp_error)
        return f"took no sign-in of {mail.user}: {told}. Check user under [mail] and NORTHSTAR_MAIL_PASSWORD."
    if isinstance(error, smtplib.SMTPSenderRefused):
        told = _said(error.smtp_code, error.smtp_error)
        return f"does not send for {error.sender}: {told}. Correct sender under [mail], or name a user who may."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"cannot do what was asked of it: {error} Check port, security and user under [mail]."
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"broke off: {error}. Check port and security under [mail]: 587 is starttls, 465 tls, as a rule."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"refused the mail: {_said(error.smtp_code, error.smtp_error)}."
    return f"failed: {error}."


def _of_network(error: OSError | UnicodeError, mail: Mail, seconds: float) -> str:
    """Return why the server was not reached, to follow its name."""
    if isinstance(error, gaierror | UnicodeError):
        return "is not known here. Correct host under [mail]."
    if isinstance(error, ConnectionRefusedError):
        return "refuses connections. Check host and port under [mail], and whether a firewall lies between."
    if isinstance(error, TimeoutError):
        return f"did not answer within {seconds:g} seconds. Check host, port and security under [mail]."
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"is not trusted: {error.verify_message}. Where its certificate is the company's own, name the file of "
            "its authority in the environment variable SSL_CERT_FILE."
        )
    if isinstance(error, ssl.SSLError):
        return f"does not speak {mail.security} on this port: {error.reason}. Check port and security under [mail]."
    return f"cannot be reached: {getattr(error, 'strerror', None) or error}."


def _said(code: int, words: bytes | str) -> str:
    """Return a server's answer on one line."""
    told = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {told}".split()).rstrip(".")
