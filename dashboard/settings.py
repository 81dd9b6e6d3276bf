"""The company's settings: one typed field each, with its default and what it means.

Where they are read from, and which of them wins, is in ``dashboard/configuration.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from dashboard.delivery import AfterRefresh, Mail
from dashboard.periods import month_of
from dashboard.tensions import Tension
from dashboard.theme import LIGHT, contrast
from dashboard.verbatims import Verbatims

PREFIX = "NORTHSTAR_"
DEFAULT_MONTHS = 60
"""Months of history that are asked for where the settings name no first month."""


LEAST_CONTRAST = 4.5
"""By how much words must stand out from what they are written on (WCAG 2.2, 1.4.3)."""


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
    """A guiding principle, with the measures that serve it; objectives name theirs in the warehouse."""

    name: str = Field(min_length=1, description="The principle, as staff would say it")
    measures: tuple[str, ...] = Field((), description="Measures of the registry that show whether it is lived")


class Scale(_Part):
    """The scale of a metric: its lowest and highest score, and the lowest that counts as satisfied (or as easy)."""

    low: int = Field(ge=0, description="The lowest score")
    high: int = Field(le=100, description="The highest score")
    satisfied: int = Field(description="The lowest score that counts as satisfied; none: the upper two")

    @model_validator(mode="before")
    @classmethod
    def _from_ends(cls, said: Any) -> Any:
        """Take the two ends alone, as in ``csat = [1, 10]``; the upper two scores then count, of two the upper one."""
        if isinstance(said, list | tuple) and len(said) == 2:
            said = {"low": said[0], "high": said[1]}
        if isinstance(said, dict) and "satisfied" not in said and isinstance(said.get("high"), int):
            return {**said, "satisfied": max(said["high"] - 1, said.get("low", 0) + 1)}
        return said

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low < self.satisfied <= self.high:
            raise ValueError("a scale has low < satisfied <= high: below the lowest that counts something must lie")
        return self


class Scales(_Part):
    """The scales on which answers are given; that of NPS is 0 to 10, or it is another measure.

    That of thumbs can be said, but not chosen.
    """

    csat: Scale = Field(Scale(low=1, high=5, satisfied=4), description="Satisfaction")
    ces: Scale = Field(Scale(low=1, high=7, satisfied=5), description="Ease")
    thumbs: Scale = Field(Scale(low=0, high=1, satisfied=1), description="Thumbs down and up")

    @field_validator("thumbs")
    @classmethod
    def _two_thumbs(cls, thumbs: Scale) -> Scale:
        if (thumbs.low, thumbs.high) != (0, 1):
            raise ValueError("thumbs are 0 (down) or 1 (up); answers on another scale are csat, with that scale")
        return thumbs


class Milestone(_Part):
    """A dated event, drawn as a mark on the long view."""

    date: date
    label: str = Field(min_length=1, max_length=60)


class CxLead(_Part):
    """Who leads customer experience, and with what mandate; shown beside what came of it."""

    name: str | None = Field(None, min_length=1, description="Who leads customer experience")
    role: str | None = Field(None, min_length=1, description="The title that they bear")
    reports_to: str | None = Field(None, min_length=1, description="To whom they report")
    budget: float | None = Field(None, ge=0, description="What they may spend in a year, in the reporting currency")
    staff: float | None = Field(None, ge=0, description="How many work for them, in full-time posts")

    @property
    def described(self) -> bool:
        """Whether the company says anything of its CX lead."""
        said = (self.name, self.role, self.reports_to, self.budget, self.staff)
        return any(value is not None for value in said)


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

    dimensions: tuple[Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$")], ...] = Field(
        (), max_length=5, description="Columns of the company's own by which measures stand side by side: partner, plan"
    )
    scales: Scales = Field(Scales(), description="The scales on which CSAT and CES are asked")
    leading_measure: Literal["nps", "csat", "ces", "thumbs"] = Field(
        "nps", description="The measure of sentiment that leads"
    )
    revenue_kind: Literal["recurring", "sales"] = Field(
        "recurring", description="What a customer's month of revenue is"
    )
    active_months: int = Field(3, ge=1, le=36, description="Months without a sale after which a buyer is lost (sales)")
    revenue_tolerance: float = Field(0.005, ge=0, le=1, description="Share by which revenue and ledger may part")
    tolerances: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        {}, description="Cross-check of tables: the share from which on it is told, in place of the check's own"
    )
    set_aside_share: float = Field(
        0.005,
        ge=0,
        le=0.05,
        description="Share of a table's rows that may be set aside as wrong; 0: none",
    )
    theme_window_months: int = Field(3, ge=1, le=12, description="Months of answers that the Top Ten stands on")
    signed_mentions: bool = Field(
        True, description="Whether praise of a theme and any other mention of it count as two mentions"
    )
    least_n: int = Field(
        30, ge=1, description="The least number of answers that a figure is drawn on without a warning"
    )
    least_change: dict[str, Annotated[float, Field(gt=0)]] = Field(
        {}, description="Measure: the least change that is worth saying, in its unit; digits follow it"
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

    address: str | None = Field(
        None, pattern=r"^https?://\S+$", description="Where people open the dashboard; decks and reports lead there"
    )
    accent: str | None = Field(
        None, pattern=r"^#[0-9a-fA-F]{6}$", description="The company's colour, in pictures, decks and reports"
    )
    deck_template: Path | None = Field(None, description="A .pptx whose layouts and colours decks are made in")

    verbatims: Verbatims = Field(
        Verbatims(), description="Whether customers' own words are shown, and what is masked in them"
    )
    mail: Mail | None = Field(None, description="The company's mail server, and who gets the digest")
    mail_password: SecretStr | None = Field(None, description="The password of the mail's user")
    after_refresh: tuple[AfterRefresh, ...] = Field(
        (), max_length=50, description="What is made of each snapshot that a refresh publishes"
    )

    north_star: NorthStar = Field(NorthStar(), description="The North Star and its lead measures")
    principles: tuple[Principle, ...] = Field((), description="The guiding principles")
    milestones: tuple[Milestone, ...] = Field((), description="Dated events on the long view")
    cx_lead: CxLead = Field(CxLead(), description="Who leads customer experience, and with what mandate")
    tensions: tuple[Tension, ...] = Field(
        (), description="Goals known to pull apart, beside those that the field knows"
    )
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

    @field_validator("accent")
    @classmethod
    def _can_be_read(cls, colour: str | None) -> str | None:
        if colour is not None and contrast(colour, LIGHT.paper) < LEAST_CONTRAST:
            raise ValueError(f"{colour} is too light to be read on white; take a darker one of the company's colours")
        return colour

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

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy in which some settings say something else; a hash is not handed on to what it is not of."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("cache_key", None)
        return copied

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
