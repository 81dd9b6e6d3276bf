"""The company's settings: one typed field each, with its default and what it means.

They come, the later beating the earlier, from the defaults here, ``northstar.toml``, the mapping folder's
own ``northstar.toml``, and environment variables (``NORTHSTAR_`` and the field's name in capitals). A
setting that nobody knows is refused. The warehouse's address may hold a password: it is taken from the
environment or ``.streamlit/secrets.toml`` alone, and only when a command asks for it.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariable

from dashboard.periods import month_of

PREFIX = "NORTHSTAR_"
FILE = "northstar.toml"
DEFAULT_MONTHS = 60
"""Months of history that are asked for where the settings name no first month."""

COMPANY_OWN = ("company", "north_star", "principles", "milestones", "accepted")
"""What one company says of itself: never inherited by the company of a mapping with settings of its own."""


class SettingsError(Exception):
    """A setting is unknown or cannot be used; the message says which, where, and what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class NorthStar(_Part):
    """The one sentence that the company steers by, and the measures that tell whether it comes true."""

    statement: str = Field("", description="The North Star in one sentence; empty: none has been agreed")
    lead_measures: tuple[str, ...] = Field((), max_length=3, description="One to three measures of the registry")
    reviewed_on: date | None = Field(None, description="The day on which the statement was last reviewed")


class Principle(_Part):
    """A guiding principle, with the measures and the objectives that serve it."""

    name: str = Field(min_length=1, description="The principle, as staff would say it")
    measures: tuple[str, ...] = Field((), description="Measures of the registry that show whether it is lived")
    objectives: tuple[str, ...] = Field((), description="objective_id of goals that serve it")


class Milestone(_Part):
    """A dated event, drawn as a mark on the long view."""

    date: date
    label: str = Field(min_length=1, max_length=60)


class Accepted(_Part):
    """A finding that somebody has judged and accepted for a while; it stays visible, and stops nothing."""

    check: str = Field(min_length=1, description="The check's name, as `status` and the Data health page print it")
    scope: str | None = Field(None, description="The part of the data it is accepted for; none: wherever it fails")
    reason: str = Field(min_length=1, description="Why it is no reason to stop")
    by: str = Field(min_length=1, description="Who accepted it")
    until: date = Field(description="The last day on which it holds")


class Settings(BaseSettings):
    """All settings. Frozen: what a refresh began with is what it ends with."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", str_strip_whitespace=True
    )

    company: str | None = Field(None, description="The company's name; none: the demo's or the mapping's")
    warehouse_url: SecretStr | None = Field(None, description="SQLAlchemy URL; none: the demo company's DuckDB file")
    mapping: Path | None = Field(None, description="Folder of SELECT statements, one file a contract table")
    snapshots: Path = Field(Path("data/snapshots"), description="Folder in which the published snapshots lie")
    demo_file: Path = Field(Path("data/demo.duckdb"), description="Where the demo company's warehouse is built")

    timezone: str = Field("UTC", description="The company's time zone (an IANA name); it decides a day's month")
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$", description="The one reporting currency (ISO 4217)")
    locale: str = Field("en", pattern=r"^[a-z]{2,3}([-_][A-Za-z]{2,4})?$", description="How numbers and dates are set")
    as_of: date | None = Field(None, ge=date(1990, 1, 1), description="The day taken for today; none: today")
    fiscal_year_start: int = Field(1, ge=1, le=12, description="The month in which the fiscal year begins")
    fiscal_year_label: Literal["start", "end"] = Field("end", description="The calendar year that names a fiscal year")

    leading_measure: Literal["nps", "csat", "ces"] = Field("nps", description="The measure of sentiment that leads")
    revenue_kind: Literal["recurring", "sales"] = Field(
        "recurring", description="What a customer's month of revenue is"
    )
    active_months: int = Field(3, ge=1, le=36, description="Months without a sale after which a buyer is lost (sales)")
    revenue_tolerance: float = Field(0.005, ge=0, le=1, description="Share by which revenue and ledger may part")
    theme_window_months: int = Field(3, ge=1, le=12, description="Months of answers that the Top Ten stands on")
    signed_mentions: bool = Field(
        True, description="Whether praise and complaint about one theme count as two mentions"
    )
    least_n: int = Field(
        30, ge=1, description="The least number of answers that a figure is drawn on without a warning"
    )
    least_change: dict[str, float] = Field(
        {}, description="Measure: the least change that is worth saying, in its unit"
    )

    first_month: str | None = Field(
        None, pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$", description="The first month; none: 60 ago"
    )
    open_months: int = Field(3, ge=1, le=60, description="Last complete months that can still change: asked each time")
    query_seconds: int = Field(600, ge=1, description="Seconds after which a query of the warehouse is given up")
    parallel_queries: int = Field(2, ge=1, le=16, description="Queries that run at the same time")
    keep_snapshots: int = Field(
        30, ge=2, description="Snapshots that are kept, beside each month's last and the pinned"
    )

    north_star: NorthStar = Field(NorthStar(), description="The North Star and its lead measures")
    principles: tuple[Principle, ...] = Field((), description="The guiding principles")
    milestones: tuple[Milestone, ...] = Field((), description="Dated events on the long view")
    accepted: tuple[Accepted, ...] = Field((), description="Findings that are accepted for a while")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment beat what `load` read from the files."""
        return env_settings, init_settings

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of zones, such as Europe
            raise ValueError(f"{name!r} is no time zone; use an IANA name such as 'Europe/Berlin'") from error
        return name

    @field_validator("locale")
    @classmethod
    def _known_locale(cls, name: str) -> str:
        try:
            return str(Locale.parse(name.replace("-", "_")))
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(f"{name!r} is no known locale; use one such as 'en', 'de' or 'fr-FR'") from error

    @cached_property
    def cache_key(self) -> str:
        """A hash of all that they say: what was computed under settings that say the same is the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def today(self) -> date:
        """Return the day taken for today: `as_of`, else the date in the company's time zone."""
        return self.as_of or datetime.now(ZoneInfo(self.timezone)).date()

    def months(self, today: date) -> tuple[int, int]:
        """Return the first month that is asked for and the last complete one."""
        last = month_of(today) - 1
        if self.first_month is None:
            return last - DEFAULT_MONTHS + 1, last
        year, month = self.first_month.split("-")
        first = int(year) * 12 + int(month) - 1
        if first > last:
            raise SettingsError(f"The first_month {self.first_month} is not complete on {today}: name an earlier one.")
        return first, last


def load(root: Path | None = None, *, with_warehouse: bool = False) -> Settings:
    """Read the settings of the project in `root` (default: the working folder).

    The warehouse's address is read for commands only (`with_warehouse`); the app never learns it.
    """
    root = (root or Path.cwd()).resolve()
    _refuse_unknown(_environment(), "the environment", prefix=PREFIX)
    values = _from_files(root)
    if with_warehouse:
        values |= _secret_address(root)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(_in_words(error, root)) from error
    except UnreadableVariable as error:
        raise SettingsError(f"The environment: {error}. A list or table is written there as JSON.") from error
    return settings.model_copy(update=_resolved(settings, root, with_warehouse=with_warehouse))


def _environment() -> dict[str, str]:
    """Return the variables that are ours, by field name."""
    return {key[len(PREFIX) :].lower(): value for key, value in os.environ.items() if key.upper().startswith(PREFIX)}


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
    if "warehouse_url" in values:
        raise SettingsError(
            f"{file} names warehouse_url, which may hold a password. Set the environment variable "
            f"{PREFIX}WAREHOUSE_URL, or write it into .streamlit/secrets.toml under [northstar]."
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


def _secret_address(root: Path) -> dict[str, Any]:
    """Return the warehouse's address from Streamlit's file of secrets, where it stands there."""
    file = root / ".streamlit" / "secrets.toml"
    if not file.is_file():
        return {}
    secrets = _toml(file)
    section = secrets.get("northstar", {})
    near = {key for key in secrets if get_close_matches(key, ("northstar", "warehouse_url"), cutoff=0.85)}
    strays = sorted(near - {"northstar"})
    strays += [key for key in section if key != "warehouse_url"] if isinstance(section, dict) else ["northstar"]
    if strays:
        raise SettingsError(
            f"{file} holds {strays[0]}, which is not read. Northstar takes warehouse_url from there, under "
            f"[northstar], and nothing else; other settings stand in {FILE} or in the environment."
        )
    return dict(section)


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
