"""Whether customers are quoted, and what a company masks in what they wrote beside what is masked for all."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Verbatims(BaseModel):
    """What the company says of its customers' own words: nothing of them is kept unless it is switched on."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    on: bool = Field(False, description="Whether masked comments are kept in the snapshot, and shown")
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(
        (), description="Countries (ISO 3166) whose own telephone numbers are known; none: those of 44 countries"
    )
    patterns: dict[Annotated[str, Field(pattern=r"^[^\[\]]{1,40}$")], str] = Field(
        {}, description="What the company masks as well: its name, which takes its place, and a regular expression"
    )

    @field_validator("patterns")
    @classmethod
    def _can_be_used(cls, patterns: dict[str, str]) -> dict[str, str]:
        for name, pattern in patterns.items():
            try:
                empty = re.compile(pattern).match("")
            except re.error as error:
                raise ValueError(f"the pattern of “{name}” is no regular expression: {error}") from error
            if empty:
                raise ValueError(f"the pattern of “{name}” finds nothing at all wherever it looks")
        return patterns
