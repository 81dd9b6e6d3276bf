"""Where settings come from, and what is said of one that cannot be used.

They come, the later beating the earlier, from the defaults in ``dashboard/settings.py``, ``northstar.toml``, the
mapping folder's own ``northstar.toml``, and environment variables (``NORTHSTAR_`` and the field's name in capitals). A
setting that nobody knows is refused. The warehouse's address may hold a password, and mail has one: they are taken from
the environment or ``.streamlit/secrets.toml`` alone, and only when a command asks for them.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsError as UnreadableVariable

from dashboard.settings import PREFIX, Settings, SettingsError

FILE = "northstar.toml"

_OF_THE_PLATFORM = re.compile(
    r"(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)", re.IGNORECASE
)
_ADDRESS_OF_A_SERVICE = re.compile(r"(tcp|udp|sctp)://", re.IGNORECASE)
"""What Kubernetes tells each container of a service called northstar: NORTHSTAR_PORT is then an address."""

COMPANY_OWN = (
    "company", "north_star", "principles", "milestones", "cx_lead", "tensions", "accepted", "mail", "after_refresh",
    "accent", "verbatims",
)  # fmt: skip
"""What one company says of itself: never inherited by the company of a mapping with settings of its own."""

SECRETS = ("warehouse_url", "mail_password")
"""Settings that are or hold a password: no file of settings may name them."""

DEMO = Path(__file__).with_name("demo") / FILE
"""What the demo company says of itself."""


def load(root: Path | None = None, *, with_warehouse: bool = False, with_mail: bool = False) -> Settings:
    """Read the settings of the project in `root` (default: the working folder).

    The warehouse's address is read for commands only (`with_warehouse`), and so is the password of the mail's user
    (`with_mail`); the app never learns them.
    """
    asked = [name for name, wanted in zip(SECRETS, (with_warehouse, with_mail), strict=True) if wanted]
    root = (root or Path.cwd()).resolve()
    _refuse_unknown(_environment(), "the environment", prefix=PREFIX)
    values = _from_files(root)
    if asked:
        values |= _secrets(root, asked)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(_in_words(error, root)) from error
    except UnreadableVariable as error:
        raise SettingsError(f"The environment: {error}. A list or table is written there as JSON.") from error
    unasked = {name: None for name in SECRETS if name not in asked}
    return settings.model_copy(update=_resolved(settings, root, with_warehouse=with_warehouse) | unasked)


def with_identity(settings: Settings, *, demo: bool) -> Settings:
    """Return the settings with which data are shown: what the demo company says of itself goes with its data alone.

    What the settings say themselves is said with the demo company's data, too.
    """
    if not demo:
        return settings
    said = Settings.model_validate(_read(DEMO))
    own = {name: getattr(said, name) for name in said.model_fields_set & set(COMPANY_OWN) - settings.model_fields_set}
    return settings.model_copy(update=own)


def _environment() -> dict[str, str]:
    """Return the variables that are ours, by field name."""
    ours = {key[len(PREFIX) :]: value for key, value in os.environ.items() if key.upper().startswith(PREFIX)}
    return {key.lower(): value for key, value in ours.items() if not _injected(key, value)}


def _injected(name: str, value: str) -> bool:
    """Tell whether a variable is one of a platform's own, which names a service that happens to be called as we are."""
    is_port = re.fullmatch(r"(\w+_)?PORT", name, re.IGNORECASE)
    return bool(_OF_THE_PLATFORM.fullmatch(name) or (is_port and _ADDRESS_OF_A_SERVICE.match(value)))


def _from_files(root: Path) -> dict[str, Any]:
    """Merge the project's settings file with the mapping folder's."""
    values = _read(root / FILE)
    own_file = _mapping_file(root, values)
    if own_file is None:
        return values
    inherited = {key: value for key, value in values.items() if key not in COMPANY_OWN}
    return inherited | {"company": own_file.parent.name} | _read(own_file)


def _mapping_file(root: Path, values: Mapping[str, Any]) -> Path | None:
    """Return the mapping folder's own settings file, if it has one."""
    mapping = _environment().get("mapping") or values.get("mapping")
    file = root / str(mapping) / FILE if mapping else None
    return file if file and file.is_file() else None


def _read(file: Path) -> dict[str, Any]:
    """Read one settings file; an absent one says nothing."""
    if not file.is_file():
        return {}
    values = _toml(file)
    _refuse_unknown(values, str(file))
    for name in SECRETS:
        if name in values:
            raise SettingsError(
                f"{file} names {name}, which may hold a password. Set the environment variable "
                f"{PREFIX}{name.upper()}, or write it into .streamlit/secrets.toml under [northstar]."
            )
    return values


def _refuse_unknown(values: Mapping[str, Any], where: str, *, prefix: str = "") -> None:
    for key in values:
        if key not in Settings.model_fields:
            near = get_close_matches(key, Settings.model_fields, 1)
            meant = f" Did you mean {_spelt(near[0], prefix)}?" if near else ""
            raise SettingsError(f"{where} sets {_spelt(key, prefix)}, which is no setting of Northstar.{meant}")


def _spelt(key: str, prefix: str) -> str:
    return prefix + key.upper() if prefix else key


def _secrets(root: Path, asked: Collection[str]) -> dict[str, Any]:
    """Return what is asked for of Streamlit's file of secrets, as far as it stands there."""
    file = root / ".streamlit" / "secrets.toml"
    if not file.is_file():
        return {}
    secrets = _toml(file)
    section = secrets.get("northstar", {})
    near = {key for key in secrets if get_close_matches(key, ("northstar", *SECRETS), cutoff=0.85)}
    strays = sorted(near - {"northstar"})
    strays += [key for key in section if key not in SECRETS] if isinstance(section, dict) else ["northstar"]
    if strays:
        raise SettingsError(
            f"{file} holds {strays[0]}, which is not read. Northstar takes {' and '.join(SECRETS)} from there, "
            f"under [northstar], and nothing else; other settings stand in {FILE} or in the environment."
        )
    return {name: section[name] for name in asked if name in section}


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not valid TOML: {error}. Correct that line.") from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error


def _in_words(error: ValidationError, root: Path) -> str:
    """Say each fault in a sentence, with the place where it was set; values stay unsaid, one may be a secret."""
    environment, own_file = _environment(), _mapping_file(root, _read(root / FILE))
    sentences = []
    for fault in error.errors(include_url=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        file = own_file if own_file and field in _read(own_file) else root / FILE
        place = PREFIX + field.upper() if field in environment else str(file)
        path = ".".join(str(step) for step in fault["loc"])
        said = "it is not known" if fault["type"] == "extra_forbidden" else fault["msg"].removeprefix("Value error, ")
        sentences.append(f"{place}: the setting {path} cannot be used: {said}.")
    return " ".join(sentences)


def _resolved(settings: Settings, root: Path, *, with_warehouse: bool) -> dict[str, Any]:
    """Return the paths made absolute, and the warehouse's address for those who may know it."""
    demo_file = root / settings.demo_file
    mapping = root / settings.mapping if settings.mapping else None
    if mapping is not None and not mapping.is_dir():
        raise SettingsError(f"The mapping folder {mapping} does not exist. Correct the setting mapping, or create it.")
    snapshots = settings.snapshots
    if mapping is not None and "snapshots" not in settings.model_fields_set:
        snapshots = Path("data") / mapping.name / "snapshots"
    address = None
    if with_warehouse:
        address = settings.warehouse_url or SecretStr(f"duckdb:///{demo_file}")
    return {
        "mapping": mapping,
        "snapshots": root / snapshots,
        "demo_file": demo_file,
        "warehouse_url": address,
    }
