"""What a warehouse says when something goes wrong, in one sentence and without what is secret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote, quote_plus

import duckdb
import sqlalchemy

MASK = "***"
CONNECT_SECONDS = 10
"""How long is waited for a server that does not answer when it is called."""

HARMLESS = frozenset({
    "account", "application_name", "catalog", "client_encoding", "connect_timeout", "database", "dbname", "gssencmode",
    "host", "hostaddr", "http_path", "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval",
    "load_balance_hosts", "port", "protocol", "region", "role", "schema", "secure", "sslmode", "target_session_attrs",
    "tcp_user_timeout", "user", "username", "warehouse",
})  # fmt: skip
"""What may be shown of an address behind its question mark; a word that is not known may hold a secret."""

_SECRET = re.compile(r"pass|pwd|secret|token|key|credential|auth", re.IGNORECASE)
_SHORT = 4
"""Values of unknown words that are shorter are hidden in the address alone: a message full of '1' keeps its sense."""

_TOO_SLOW: Mapping[str, str] = MappingProxyType({
    "clickhousedb": r"TIMEOUT_EXCEEDED|\bcode: 159\b",
    "snowflake": r"reached its statement or warehouse timeout",
    "trino": r"EXCEEDED_TIME_LIMIT|exceeded (the )?maximum (execution|run) time",
    "databricks": r"STATEMENT_TIMEOUT|exceeded the statement timeout|query timed out",
    "hive": r"query timed out after",
    "impala": r"query timed out after",
})  # fmt: skip
"""How engines that give no code of their own say that a query ran into its limit."""

_CANCELLED = "57014"
_MOMENT_GONE = r'invalid snapshot identifier|snapshot "[^"]*" does not exist|could not import the requested snapshot'


def address(url: sqlalchemy.URL) -> str:
    """Return the warehouse's address as it may be shown."""
    query = {name: values if name.lower() in HARMLESS else MASK for name, values in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True).replace(quote_plus(MASK), MASK)


def hidden(text: str, url: sqlalchemy.URL) -> str:
    """Return the text without what is secret in the address."""
    secrets = {form for secret in _secrets(url) for form in (secret, quote(secret, safe=""), quote_plus(secret))}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def explained(error: Exception, url: sqlalchemy.URL, seconds: int) -> str:
    """Return what the engine said in one sentence, without what is secret."""
    cause: object = getattr(error, "orig", None) or error
    message = str(cause).strip() or type(cause).__name__
    line = hidden(message.splitlines()[0], url)
    code = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    if _too_slow(cause, message, code, url.get_backend_name()):
        return (
            f"The query took longer than {seconds} seconds and was given up; raise `query_seconds` or ask fewer months."
        )
    if code == _CANCELLED:
        return f"The query was cancelled at the warehouse: {line.rstrip('.')}."
    if isinstance(cause, duckdb.IOException) and re.search(r"could not set lock|conflicting lock", message, re.I):
        return (
            "Another process is writing to this DuckDB file, which locks out every reader; try again when it is done."
        )
    if url.get_backend_name() == "postgresql":
        return _of_postgresql(message) or line
    return line


def _of_postgresql(message: str) -> str | None:
    if re.search(r"connection timeout expired|^.*connection to server.*timeout expired", message):
        return (
            f"no answer came within {CONNECT_SECONDS} seconds. Look whether host and port are right, and whether a "
            "firewall or a VPN stands between."
        )
    if re.search(_MOMENT_GONE, message):
        return (
            "The server ended the transaction that held the moment of which everything is read; run it again, and "
            "if it comes again, ask for a longer idle_in_transaction_session_timeout."
        )
    return None


def _too_slow(cause: object, message: str, code: object, dialect: str) -> bool:
    if isinstance(cause, duckdb.InterruptException):
        return True
    if code == _CANCELLED:
        return "statement timeout" in message
    known = _TOO_SLOW.get(dialect)
    return bool(known and re.search(known, message, re.IGNORECASE))


def _secrets(url: sqlalchemy.URL) -> Iterator[str]:
    """Yield the password and, behind the question mark, all that may be secret: values, and what stands in them."""
    if url.password:
        yield str(url.password)
    for name, values in url.query.items():
        if name.lower() in HARMLESS:
            continue
        for value in (values,) if isinstance(values, str) else values:
            if value and (_SECRET.search(name) or len(value) >= _SHORT):
                yield value
            yield from (part for word, part in re.findall(r"(\w+)=([^;&\s]+)", value) if _SECRET.search(word))
