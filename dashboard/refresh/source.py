"""Which warehouse and which company it is: the address, the demo's or a real one, and their identity."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import sqlalchemy
from pydantic import SecretStr
from sqlalchemy.exc import ArgumentError

from dashboard.demo import build_mark
from dashboard.settings import Settings, SettingsError

DEMO_COMPANY = "Aurelia Systems"
UNNAMED_COMPANY = "The company"
_SECRET = re.compile("pass|pwd|secret|token|credential|key", re.IGNORECASE)
"""Names of an address's parameters that hold secrets: a new password is no new source."""


def is_demo(settings: Settings) -> bool:
    """Tell whether the warehouse is the demo company's file, read as it is."""
    url = address(settings)
    if url.get_backend_name() != "duckdb" or settings.mapping is not None:
        return False
    return Path(url.database or "").resolve() == settings.demo_file.resolve()


def of_the_demo(settings: Settings, to: Path | None = None) -> Settings:
    """Return settings that read the demo company, whatever warehouse and mapping are set."""
    file = to.resolve() if to else settings.demo_file
    return settings.model_copy(
        update={"demo_file": file, "warehouse_url": SecretStr(f"duckdb:///{file}"), "mapping": None}
    )


def company(settings: Settings) -> str:
    """Return the company's name."""
    if is_demo(settings):
        return DEMO_COMPANY
    return settings.company or (settings.mapping.name if settings.mapping else UNNAMED_COMPANY)


_HOW = frozenset(
    {"application_name", "connect_timeout", "gssencmode", "sslmode", "sslrootcert", "target_session_attrs"}
)
"""Parameters of an address that say how to connect, and not to what."""


def source_identity(settings: Settings) -> str:
    """Return a name for the source that changes when another is read; the demo's changes with each build.

    Months of one source are never put beside months of another, nor carried over from it. What follows the '?' may
    choose a schema, and the user may have one of his own: both count, but for what is secret and changes by itself.
    A mapping counts by its folder's name, wherever the folder lies, and a build of the demo company by its mark.
    """
    url = address(settings)
    if is_demo(settings) and build_mark(settings.demo_file).exists():
        return hashlib.sha256(build_mark(settings.demo_file).read_bytes()).hexdigest()[:16]
    chosen = sorted((key, value) for key, value in url.query.items() if not (_SECRET.search(key) or key in _HOW))
    mapping = settings.mapping.name if settings.mapping else None
    parts = [url.get_backend_name(), url.username, url.host, url.port, url.database, *chosen, mapping]
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def address(settings: Settings) -> sqlalchemy.URL:
    """Return the warehouse's address, which the settings hold for commands alone."""
    if settings.warehouse_url is None:
        raise ValueError("these settings were loaded without the warehouse's address")
    try:
        url = sqlalchemy.make_url(settings.warehouse_url.get_secret_value())
    except (ArgumentError, ValueError):
        url = None
    if url is None or "@" in (url.host or ""):
        # Nothing of the address is repeated, nor is the error kept: either may show a part of the password.
        raise SettingsError(
            "The warehouse's address (NORTHSTAR_WAREHOUSE_URL, or warehouse_url in .streamlit/secrets.toml) is no "
            "SQLAlchemy URL. It looks like postgresql://user:password@host:5432/database; in a password, @ is written "
            "%40, : %3A, / %2F and % %25."
        )
    return url
