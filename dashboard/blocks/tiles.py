"""Figures side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.blocks.head import Head
from dashboard.blocks.small import Bar, Pill, Spark
from dashboard.data.standing import Ground, Standing


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: '▲', '3.8 points', 'on a year before', the pill with its verdict, and ``beside`` it what the
    parts did that are alike in both periods, where the whole is not made of the same."""

    text: str = ""
    arrow: str = ""
    pill: Pill | None = None
    against: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure in words. Empty strings are not drawn.

    ``link`` opens how it is known ('measure:nps'). ``muted`` where it stands on fewer than the least n. ``note`` is
    what must be known beside the label ('12 months', 'whole company'), ``aim`` the target in a few words, ``target``
    the target in full, ``detail`` the whole figure as a sentence. ``months`` are the first and last month that the
    figure stands on, ``also`` what it stands on besides: the months that it is compared with, its target. ``total``
    marks what the tiles before add up to.
    """

    label: str
    value: str
    link: str = ""
    meaning: str = ""
    muted: bool = False
    interval: str = ""
    change: Change | None = None
    bar: Bar | None = None
    target: str = ""
    aim: str = ""
    note: str = ""
    detail: str = ""
    spark: Spark | None = None
    standing: Standing | None = None
    months: tuple[int, int] | None = None
    also: tuple[Ground, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles: a ``grid`` of cards; the first as the page's ``lead``, large, the others as lines below it; or ``plain``,
    values with their labels in one row, as in an account that adds up."""

    head: Head
    tiles: tuple[Tile, ...]
    style: Literal["grid", "lead", "plain"] = "grid"
