"""Goals that are known to pull against each other: a short list, to which a company may add its own in the settings.

A pair on the list is no finding: it says where to look, and whom to ask.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Direction = Literal["up", "down"]


class Tension(BaseModel):
    """Two goals that are known to pull against each other: a measure and its direction, twice, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    first: str = Field(min_length=1, description="A measure of the registry, or a metric as objectives spell it")
    first_direction: Direction = Field(description="Whither a goal moves it")
    second: str = Field(min_length=1, description="The measure that may go the wrong way with it")
    second_direction: Direction = Field(description="Whither another goal moves that one")
    why: str = Field(min_length=1, max_length=120, description="Why they pull against each other, in a clause")


def _tension(first: str, first_direction: Direction, second: str, second_direction: Direction, why: str) -> Tension:
    return Tension(
        first=first, first_direction=first_direction, second=second, second_direction=second_direction, why=why
    )


CURATED = (
    _tension("handle_minutes", "down", "first_contact_resolution", "up", "a shorter contact leaves less time to solve"),
    _tension("handle_minutes", "down", "transfers_per_case", "down", "what takes long is passed on"),
    _tension("customers_won", "up", "journeys_on_time", "up", "more who begin wait for the same hands"),
    _tension("win_rate", "up", "gross_revenue_retention", "up", "what is promised to win has to be kept"),
    _tension("average_deal", "up", "win_rate", "up", "larger deals are won less often"),
    _tension("cost_to_serve", "down", "ces", "up", "what is spared in serving is left to customers"),
    _tension("cost_to_serve", "down", "resolution_hours", "down", "fewer hands take longer"),
    _tension("cost_to_serve", "down", "gross_revenue_retention", "up", "care that is spared may cost customers"),
)
"""What the field knows to pull apart, in measures of the registry."""
