"""Links to be copied, each with what it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.screen.kit.component import place
from dashboard.screen.kit.markup import fill
from dashboard.theme import Mode


@dataclass(frozen=True, slots=True)
class Link:
    """An address, what it opens in a few words and in full, and the command that this ends with, if any."""

    title: str
    said: str
    address: str
    command: str = ""


def offer_links(found: Sequence[Link], mode: Mode) -> None:
    """Draw links with a control each that copies it."""
    place(fill("links", links=found, mode=mode), key="links")
